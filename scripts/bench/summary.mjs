/** The last lines of a run: which rows are new, which stay as they were, and what failed. */
import { dateOf } from './readme.mjs';
import { leftOf } from './resume.mjs';

export const again = 'npm run bench -- --resume';

/**
 * @param {object} options
 * @param {import('./results.mjs').Results} options.results
 * @param {ReturnType<typeof import('./merge.mjs').merge>} options.merged
 * @param {'written' | 'not written'} options.readme
 * @returns {string[]}
 */
export function summary({ results, merged, readme }) {
  const { table, taken, kept, tooBusy } = merged;
  const rowsOf = (/** @type {string} */ name) => table.groups.get(name)?.rows.length ?? 0;
  const list = (/** @type {readonly string[]} */ names) =>
    names.map((name) => `${name} (${rowsOf(name)})`).join(', ');
  const dated = (/** @type {string} */ name) =>
    `${name} (${rowsOf(name)}, ${dateOf(table.groups.get(name)?.from ?? '')})`;
  const left = leftOf(results);
  return [
    `New rows: ${list(taken) || 'none'}.`,
    ...(kept.length > 0 ? [`Kept rows: ${kept.map(dated).join(', ')}.`] : []),
    ...(tooBusy.length > 0 && readme === 'written'
      ? [
          `Measured on a busy machine, so the README keeps its rows of a quiet one: ${tooBusy.join(', ')}. To write them all the same: ${again} --readme`,
        ]
      : []),
    ...left.map((name) => `Failed: ${name}: ${results.parts[name]?.reason ?? 'it was not reached'}`),
    ...(left.length > 0 ? [`To measure only these again: ${again}`] : []),
  ];
}
