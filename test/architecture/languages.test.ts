import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import javascript from '../../src/engine/kinds/javascript.ts';
import { codeTokens } from '../../src/engine/parsers/codeTokens.ts';
import { kinds } from '../../src/generated/kinds.ts';

/** What is known of languages stands in their kinds: no other file names one, so that a new one needs no other file. */

const root = process.cwd();

const known = kinds.flatMap((kind) => kind.languages);
const ids = new Set(known.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
const extensions = new Set(known.flatMap((language) => language.extensions.map((each) => each.slice(1))));

/** Files that know one language because that is what they are for. */
const OWN = /^src\/engine\/(?:kinds|parsers)\/|^src\/generated\/|^scripts\/(?:bench|lib\/scaffold)\//;

/** Words of these files that are no languages, or not those of a checked text. */
const ELSE: Readonly<Record<string, { readonly words: readonly string[]; readonly why: string }>> = {
  'src/protocol/server.ts': { words: ['dockerfile'], why: 'where a drawn container is described' },
  'src/protocol/panel.ts': { words: ['dockerfile'], why: 'where a drawn container is described' },
  'src/client/showPicture.ts': { words: ['dockerfile'], why: 'where a drawn container is described' },
  'src/panel/pictureView.ts': { words: ['dockerfile'], why: 'where a drawn container is described' },
  'src/panel/receive.ts': { words: ['dockerfile'], why: 'where a drawn container is described' },
  'src/domains/containers/profile/dockerfile.ts': {
    words: ['dockerfile'],
    why: 'where a drawn container is described',
  },
  'src/domains/containers/profile/types.ts': {
    words: ['dockerfile'],
    why: 'where a drawn container is described',
  },
  'src/cli/arguments.ts': { words: ['json'], why: 'a format of the output' },
  'src/cli/commands.ts': { words: ['json'], why: 'a format of the output' },
  'src/cli/content.ts': { words: ['json'], why: 'a format of the output' },
  'src/client/progress.ts': { words: ['json'], why: 'the file that progress is kept in' },
  'src/client/progressCommands.ts': { words: ['json'], why: 'the file that progress is kept in' },
  'scripts/test.mjs': { words: ['typescript'], why: 'a package' },
  'scripts/lib/changed.mjs': { words: ['ts|mjs'], why: 'what our own tests name' },
  'scripts/lib/unfinished.mjs': { words: ['ts|json'], why: 'what our own content is written in' },
  'scripts/lib/prose.mjs': { words: ['json|mjs'], why: 'names of files, which have no spelling' },
  'content/react-effects/model/hooks.ts': {
    words: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    why: 'what the rules of React read',
  },
  'content/docker-isolation/model/images.ts': { words: ['sh|bash'], why: 'a script that an image starts' },
};

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return ['sample', 'practice', 'snippets'].includes(entry.name) ? [] : filesBelow(path, ending);
    return path.endsWith(ending) && !path.endsWith('.d.ts') ? [path] : [];
  });
}

/** Identifiers of languages in a text, and lists of their extensions. Comments and what is imported do not count. */
function languagesIn(text: string, isContent: boolean): string[] {
  const tokens = codeTokens(text, javascript).map((token) => token.text);
  const found: string[] = [];
  let isDeclaration = false;
  tokens.forEach((token, at) => {
    const [before = '', beforeThat = ''] = [tokens[at - 1], tokens[at - 2]];
    // A rule says which languages it reads, and which stand in them.
    if (isContent && token === '[' && before === ':')
      isDeclaration = /^(?:languages|embeds)$/.test(beforeThat);
    if (token === ']') isDeclaration = false;
    if (!token.startsWith('"') && !token.startsWith('/')) return;
    const word = token.replace(/^"/, '');
    const isImport = before === 'from' || before === 'import' || (before === '(' && beforeThat === 'import');
    if (isImport || isDeclaration) return;
    if (token.startsWith('"') && ids.has(word)) found.push(word);
    const next = (tokens[at + 2] ?? '').replace(/^"/, '');
    if (isExtension(word) && before !== '' && tokens[at + 1] === ',' && isExtension(next))
      found.push(`${word}, ${next}`);
    const [listed] = word.match(/\w+\??(?:[|,]\.?\w+\??)+/g)?.flatMap(pairIn) ?? [];
    if (listed) found.push(listed);
  });
  return found;
}

function isExtension(word: string): boolean {
  return word.startsWith('.') && extensions.has(word.slice(1));
}

/** The first two extensions of a list such as `ts|tsx?`. */
function pairIn(list: string): string[] {
  const words = list.split(/[|,]/).flatMap((word) => {
    const plain = word.replace(/^\./, '');
    return plain.endsWith('?') ? [plain.slice(0, -1)] : [plain];
  });
  const [first, second] = words.filter((word) => extensions.has(word));
  return first && second ? [`${first}|${second}`] : [];
}

const found = new Map<string, readonly string[]>();
for (const file of [
  ...filesBelow('src', '.ts'),
  ...filesBelow('scripts', '.mjs'),
  ...filesBelow('content', '.ts'),
]) {
  if (OWN.test(file)) continue;
  const words = languagesIn(readFileSync(join(root, file), 'utf8'), /^content\/|^src\/domains\//.test(file));
  if (words.length > 0) found.set(file, [...new Set(words)]);
}

test('no file outside the kinds and parsers names a language', () => {
  const wrong = [...found].flatMap(([file, words]) => {
    const allowed = ELSE[file]?.words ?? [];
    return words.filter((word) => !allowed.includes(word)).map((word) => `${file} names ${word}`);
  });
  assert.deepEqual(wrong, []);
});

test('what is allowed is still there', () => {
  const gone = Object.entries(ELSE).flatMap(([file, { words }]) =>
    words.filter((word) => !found.get(file)?.includes(word)).map((word) => `${file} no longer names ${word}`),
  );
  assert.deepEqual(gone, []);
});

test('the search finds what names a language, and nothing else', () => {
  const inSource = (text: string) => languagesIn(text, false);
  assert.deepEqual(inSource("if (doc.languageId === 'yaml') f();"), ['yaml']);
  assert.deepEqual(inSource('const all = ["helm", `dockerfile`];'), ['helm', 'dockerfile']);
  assert.deepEqual(inSource("const all = ['.ts', '.tsx'];"), ['.ts, .tsx']);
  assert.deepEqual(inSource("const glob = '**/*.{js,jsx}'; const test = /\\.(?:ya?ml|json)$/;"), ['js|jsx']);
  assert.deepEqual(
    inSource("import { x } from 'yaml'; // 'yaml'\nawait import('yaml'); 'a.ts'.endsWith('.ts');"),
    [],
  );
  assert.deepEqual(languagesIn("({ languages: ['yaml'], embeds: ['shellscript'] })", true), []);
  assert.deepEqual(languagesIn("({ languages: ['yaml'], check: id === 'yaml' })", true), ['yaml']);
});
