/** How long *Ask Hindsight* takes: one answer for every key of every question of the test's table. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from '../lib/content-modules.mjs';
import { dist } from '../lib/paths.mjs';

/**
 * @typedef {object} SearchTimes
 * @property {number} keys answers measured
 * @property {number} median milliseconds of one answer
 * @property {number} p95
 * @property {number} max
 * @property {number} load milliseconds from the file's text to the first answer, in a process that has not searched
 * @property {number} bytes size of the index
 */

/**
 * Measures the index that the last build wrote into dist/.
 * @returns {Promise<SearchTimes>}
 */
export async function measureSearch() {
  const { createSearch, asked, unanswered } = await importTypeScript(
    "export * from './src/lessons/search/index.ts'; export * from './test/search/queries.ts';",
  );
  const text = readFileSync(join(dist, 'search.json'), 'utf8');
  const started = performance.now();
  const { ask } = createSearch(JSON.parse(text));
  ask('race condition');
  const load = performance.now() - started;
  /** @type {number[]} */
  const times = [];
  /** @type {string[]} */
  const questions = [...asked.map((/** @type {readonly [string]} */ [question]) => question), ...unanswered];
  for (const question of questions) {
    for (let length = 1; length <= question.length; length++) {
      const before = performance.now();
      ask(question.slice(0, length));
      times.push(performance.now() - before);
    }
  }
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    keys: times.length,
    median: at(0.5),
    p95: at(0.95),
    max: at(1),
    load,
    bytes: Buffer.byteLength(text),
  };
}
