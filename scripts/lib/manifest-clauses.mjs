/** The `when` clauses of package.json that ask for a file's language. */

import { escaped } from './escaped.mjs';

/** @typedef {import('../../src/engine/kind.ts').Kind} Kind */

/** Which picture of a kind a command draws; all other commands are for every language that a rule reads. */
const DRAWS = new Map([
  ['hindsight.showCallPath', 'path'],
  ['hindsight.showContainer', 'container'],
]);

const CLAUSE = /\b(editorLangId|resourceLangId)\s*(?:==|=~|in)\s*(?:\/(?:[^/\\]|\\.)*\/\w*|[^\s&|)]+)/g;

/**
 * The identifiers that editors give to the languages of rules, aliases included.
 * @param {Iterable<string>} read languages that rules read
 * @param {readonly Kind[]} kinds
 * @returns {string[]}
 */
export function editorLanguages(read, kinds) {
  const wanted = new Set(read);
  return kinds.flatMap(({ languages }) =>
    languages.filter(({ id }) => wanted.has(id)).flatMap(({ id, aliases = [] }) => [id, ...aliases]),
  );
}

/**
 * Rewrites every clause about a language, wherever in `contributes` it stands.
 * @param {any} value changed in place
 * @param {readonly string[]} read languages that rules read
 * @param {readonly Kind[]} kinds
 */
export function updateClauses(value, read, kinds) {
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) updateClauses(part, read, kinds);
  if (typeof value.when !== 'string') return;
  const picture = DRAWS.get(value.command);
  const drawn = kinds.filter(({ pictures = [] }) => pictures.some((each) => each === picture));
  const all = drawn.flatMap(({ languages }) => languages.map(({ id }) => id));
  const ids = editorLanguages(picture === undefined ? read : all, kinds);
  const names = ids.map(escaped);
  value.when = value.when.replace(
    CLAUSE,
    (/** @type {string} */ _, /** @type {string} */ key) => `${key} =~ /^(${names.join('|')})$/`,
  );
}
