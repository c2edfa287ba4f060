/** Spelling: British, with the words of the field in content/words.txt. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeTrie } from 'cspell-trie-lib';
import { contentFolder, readText } from './content-files.mjs';
import { UNFINISHED } from './unfinished.mjs';

/** @typedef {import('./content-files.mjs').Fault} Fault */
/** @typedef {import('./prose.mjs').Prose} Prose */

const require = createRequire(import.meta.url);
const SUGGESTIONS = 3;

/** What the project's words are read from: one on a line, sorted. */
const wordsFile = join(contentFolder, 'words.txt');

/** @type {import('cspell-trie-lib').ITrie | undefined} */
let dictionary;

function english() {
  dictionary ??= decodeTrie(
    gunzipSync(
      readFileSync(
        require.resolve('@cspell/dict-en-gb/cspell-ext.json').replace(/[^/\\]+$/, 'en_GB.trie.gz'),
      ),
    ),
  );
  return dictionary;
}

/** The words of a list; those with a capital are written so, all others may begin a sentence. */
export function projectWords(file = wordsFile) {
  return existsSync(file)
    ? readText(file)
        .split('\n')
        .filter((word) => word !== '')
    : [];
}

/**
 * Why a word is wrong.
 * @param {string} word
 * @param {ReadonlySet<string>} own the project's words
 * @param {boolean} [suggest] whether to look for what was meant, which takes a thousand times as long
 * @returns {string | undefined} a sentence, or `undefined` for a word that is right
 */
function misspelt(word, own, suggest = true) {
  const plain = word.replaceAll('’', "'").replace(/'s?$/, '');
  if (plain.length < 2 || own.has(plain) || own.has(lowerFirst(plain))) return undefined;
  // What is left to write is listed elsewhere, and is no fault.
  if (plain === UNFINISHED) return undefined;
  const trie = english();
  const forms = [plain, lowerFirst(plain), ...(plain === plain.toUpperCase() ? [plain.toLowerCase()] : [])];
  const known = forms.find((form) => trie.hasWord(form, true));
  if (known === undefined) return `"${word}" is in no dictionary${suggest ? suggestions(plain) : ''}.`;
  // The dictionary has both; the project writes one of them.
  const british = known.replace(/([a-z]{3}i)z(e[ds]?|ers?|ing|ations?)$/, '$1s$2');
  if (british !== known && trie.hasWord(british, true)) return `"${word}" is written "${british}" here.`;
  return undefined;
}

/** How American endings are written here; `colors` → `colours`. @type {readonly [RegExp, string][]} */
const BRITISH = [
  [/or/, 'our'],
  [/er(s?)$/, 're$1'],
  [/og(s?)$/, 'ogue$1'],
  [/yz(e|ed|es|ing)$/, 'ys$1'],
  [/l(ed|ing|er)$/, 'll$1'],
  [/ense(s?)$/, 'ence$1'],
];

/** @param {string} word */
function suggestions(word) {
  const british = BRITISH.map(([american, ending]) => word.replace(american, ending)).filter(
    (each) => each !== word && english().hasWord(lowerFirst(each), true),
  );
  const found = english().suggest(word, { numSuggestions: SUGGESTIONS, ignoreCase: true });
  const few = [...new Set([...british, ...found])].slice(0, SUGGESTIONS);
  return few.length > 0 ? `; perhaps ${few.map((each) => `"${each}"`).join(', ')}` : '';
}

/** @param {string} word */
function lowerFirst(word) {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

/**
 * The words of a text, with their places. Words that are joined by a hyphen are words by themselves; what holds a
 * digit or an underscore is none.
 * @param {Prose} text
 */
function* wordsOf({ prose }) {
  let line = 1;
  for (const content of prose.split('\n')) {
    for (const match of content.matchAll(/[\p{L}\p{M}\p{N}_'’]+/gu)) {
      const [whole] = match;
      const word = whole.replace(/^['’]+|['’]+$/g, '');
      if (word !== '' && !/[\p{N}_]/u.test(word))
        yield { word, line, column: match.index + 1 + whole.indexOf(word) };
    }
    line++;
  }
}

/**
 * Words that are written wrongly, with what may have been meant. Names of code belong in backticks.
 * @param {readonly Prose[]} texts
 * @param {readonly string[]} [words]
 * @returns {Fault[]}
 */
export function spellingFaults(texts, words = projectWords()) {
  const own = new Set(words);
  /** @type {Map<string, string | undefined>} */
  const known = new Map();
  return texts.flatMap((text) => {
    /** @type {Fault[]} */
    const faults = [];
    for (const { word, line, column } of wordsOf(text)) {
      if (!known.has(word)) known.set(word, misspelt(word, own));
      const message = known.get(word);
      if (message) faults.push({ file: text.file, line, column, message });
    }
    return faults;
  });
}

/**
 * What is wrong with the list itself: its order, words that the dictionary has, and words that no text uses.
 * @param {readonly string[]} words
 * @param {readonly Prose[]} texts all that the list is for
 * @param {string} [file]
 * @returns {Fault[]}
 */
export function wordListFaults(words, texts, file = wordsFile) {
  const used = new Set();
  for (const text of texts) {
    for (const { word } of wordsOf(text)) {
      const plain = word.replaceAll('’', "'").replace(/'s?$/, '');
      used.add(plain).add(lowerFirst(plain));
    }
  }
  const order = new Intl.Collator('en').compare;
  return words.flatMap((word, index) => {
    const at = { file, line: index + 1, column: 1 };
    const before = words[index - 1];
    if (before !== undefined && order(before, word) >= 0)
      return [
        { ...at, message: `"${word}" stands after "${before}": the list is sorted, and has each word once.` },
      ];
    if (misspelt(word, new Set(), false) === undefined)
      return [{ ...at, message: `The dictionary has "${word}"; take it out.` }];
    if (!used.has(word)) return [{ ...at, message: `No text uses "${word}"; take it out.` }];
    return [];
  });
}
