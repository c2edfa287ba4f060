/** The sample workspace of `npm start`: a copy to write in, so that trying a fix changes no file of the repository. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles } from './bundle.mjs';
import { say, yellow } from './log.mjs';
import { sampleFolder } from './paths.mjs';

/**
 * The copy of earlier starts is kept once its files were edited; otherwise it follows the repository's sample.
 * @param {string} home folder of what `npm start` keeps
 * @returns {string} absolute path of the copy
 */
export function sampleCopy(home) {
  const copy = join(home, 'sample');
  const record = join(home, 'sample.json');
  const source = digest(sampleFolder);
  if (existsSync(copy) && existsSync(record)) {
    const { from } = JSON.parse(readFileSync(record, 'utf8'));
    if (from === source) return copy;
    if (digest(copy) !== from) {
      say(
        yellow(
          '  The sample has changed, and you have edited your copy of it, which is kept. Start over with --fresh.',
        ),
      );
      return copy;
    }
  }
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  cpSync(sampleFolder, copy, { recursive: true });
  writeFileSync(record, JSON.stringify({ from: source }));
  return copy;
}

/**
 * The file that a start opens with: the component with the most effects, where the most is to be seen.
 * @param {string} folder
 * @returns {string | undefined} absolute path
 */
export function firstFile(folder) {
  const effects = (/** @type {string} */ file) => readFileSync(file, 'utf8').split('useEffect(').length;
  return findFiles(folder, /\.tsx$/, /(^|\/)node_modules\//)
    .map((file) => ({ file, effects: effects(file) }))
    .sort((a, b) => b.effects - a.effects)[0]?.file;
}

/**
 * @param {string} folder
 * @returns {string} a digest of every file's path and content
 */
function digest(folder) {
  const hash = createHash('sha256');
  for (const file of findFiles(folder, /./)) {
    hash
      .update(file.slice(folder.length).replaceAll('\\', '/'))
      .update('\0')
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
