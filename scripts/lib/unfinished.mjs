/**
 * What is left to write: places of the content that say TODO, as everything does that `new-rule`, `new-lesson` and
 * `new-topic` write for an author to replace. They are listed while content is written; a package has none.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PlainError } from './log.mjs';
import { root } from './paths.mjs';

/** @typedef {{ file: string, line: number, text: string }} Unfinished `file` is absolute, `line` 1-based */

/** The word that marks such a place. */
export const UNFINISHED = 'TODO';
const MARK = new RegExp(`\\b${UNFINISHED}\\b`);
/** Snapshots repeat what rules and examples say. Code of practices and pictures may hold the word for a reason. */
const TEXTS = /(?<!\.snap)\.(?:md|ts|json)$/;

/**
 * @param {string} contentRoot absolute
 * @returns {Unfinished[]} in the order of the files
 */
export function unfinishedPlaces(contentRoot) {
  if (!existsSync(contentRoot)) return [];
  return readdirSync(contentRoot, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) => TEXTS.test(path) && !path.startsWith('sample/') && !/\/practice\/(?!task\.md$)/.test(path),
    )
    .sort()
    .flatMap((path) => {
      const file = join(contentRoot, path);
      return readFileSync(file, 'utf8')
        .split(/\r?\n/)
        .flatMap((text, index) => (MARK.test(text) ? [{ file, line: index + 1, text: text.trim() }] : []));
    });
}

const LONGEST_EXCERPT = 90;

/** @param {Unfinished} place @returns {string} `content/a/b.md:3: TODO: …` */
export function unfinishedLine({ file, line, text }) {
  const path = relative(root, file).replaceAll('\\', '/');
  return `${path}:${line}: ${text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT - 1)}…` : text}`;
}

/**
 * @param {readonly string[]} contentRoots absolute
 * @throws {PlainError} with the list, where something is left to write
 */
export function refuseUnfinished(contentRoots) {
  const places = contentRoots.flatMap(unfinishedPlaces);
  if (places.length === 0) return;
  throw new PlainError(
    `Nothing is packed while the content is unfinished. ${places.length === 1 ? 'This place says' : `These ${places.length} places say`} ${UNFINISHED}:\n${places.map((place) => `  ${unfinishedLine(place)}`).join('\n')}`,
  );
}
