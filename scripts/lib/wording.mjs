/** Wording: no exclamation marks, and none of the words that fill a sentence or talk down to its reader. */

/** @typedef {import('./content-files.mjs').Fault} Fault */
/** @typedef {import('./prose.mjs').Prose} Prose */

/** Each says nothing, or that what follows is easy, which the reader may not find. */
const FILLERS = [
  'as you can see',
  'basically',
  'clearly',
  'effortless(?:ly)?',
  'in order to',
  'it should be noted',
  'leverag(?:e|es|ed|ing)',
  'needless to say',
  'obviously',
  'of course',
  'please note',
  'seamless(?:ly)?',
  'simply',
  'trivial(?:ly)?',
  'utili[sz](?:e|es|ed|ing)',
];
const FILLER = new RegExp(
  `(?<![\\p{L}-])(?:${FILLERS.join('|').replaceAll(' ', '\\s+')})(?![\\p{L}-])`,
  'giu',
);
/** At the beginning of a sentence; "the note that was lost" is another matter. */
const NOTE_THAT = /\bNote\s+that\b/g;

/**
 * @param {readonly Prose[]} texts
 * @returns {Fault[]}
 */
export function wordingFaults(texts) {
  return texts.flatMap(({ file, prose }) => [
    ...[...prose.matchAll(/(?<!\[)!(?![[=])/g)].map(({ index }) => ({
      file,
      ...placeIn(prose, index),
      message: 'An exclamation mark: say it calmly, and put code in backticks.',
    })),
    ...[...prose.matchAll(FILLER), ...prose.matchAll(NOTE_THAT)].map(({ 0: words, index }) => ({
      file,
      ...placeIn(prose, index),
      message: `"${words.replace(/\s+/g, ' ')}" says nothing: leave it out, or say it with a plain word.`,
    })),
  ]);
}

/**
 * 1-based line and column of an offset.
 * @param {string} text
 * @param {number} offset 0-based
 */
export function placeIn(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
