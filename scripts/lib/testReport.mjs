/** The end of a test run: what failed, what was slow, and whether the run holds. */
import { bold, dim, green, red, say, seconds, yellow } from './log.mjs';
import { tail } from './process.mjs';

/** @typedef {import('./testFiles.mjs').Counts} Counts */
/** @typedef {{ name: string, counts: Counts, milliseconds: number, note: string }} PhaseResult */

/** So many files that passed only when they were run again are no longer taken for bad luck. */
export const TOO_UNSTEADY = 2;

/** How many of the slowest files are named. */
const SLOWEST = 10;

/**
 * What a run comes to.
 * @param {readonly PhaseResult[]} results
 * @returns {{ passed: number, failed: number, unsteady: number }} `failed` counts unsteady files where there are too many
 */
export function verdict(results) {
  const sum = (/** @type {(counts: Counts) => number} */ of) =>
    results.reduce((total, { counts }) => total + of(counts), 0);
  const unsteady = sum((counts) => counts.unsteady?.length ?? 0);
  return {
    passed: sum((counts) => counts.passed),
    failed: sum((counts) => counts.failed) + (unsteady >= TOO_UNSTEADY ? unsteady : 0),
    unsteady,
  };
}

/**
 * Prints the end of a run. Its last line is `N passed, N failed`.
 * @param {readonly PhaseResult[]} results
 * @param {{ evidence?: string | undefined, nothing?: string | undefined, milliseconds?: number }} [more]
 *   `evidence`: the folder that holds what was seen of failures; `nothing`: why no phase was run, where that is no fault;
 *   `milliseconds`: of the whole run, in which phases went on at the same time
 * @returns {boolean} whether the run holds
 */
export function report(results, more = {}) {
  for (const { name, counts } of results)
    for (const failure of counts.failures ?? [])
      say(`\n${red('✗')} ${name}: ${failure.name}\n${dim(indented(failure.error))}`);
  const times = results.flatMap(({ counts }) => counts.times ?? []);
  const slowest = [...times].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
  if (slowest.length > 1) {
    say(`\n${bold('Slowest files')}`);
    for (const { file, milliseconds } of slowest) say(`  ${seconds(milliseconds).padStart(6)}  ${file}`);
  }
  say(`\n${bold('Phases')}`);
  for (const { name, counts, milliseconds, note } of results) {
    const mark = counts.failed > 0 ? red('✗') : green('✓');
    const skipped = counts.skipped > 0 ? yellow(`, ${counts.skipped} skipped`) : '';
    const why = note ? dim(` (${tail(note, 1).slice(0, 120)})`) : '';
    const time = dim(seconds(milliseconds));
    say(
      `${mark} ${name.padEnd(10)} ${counts.passed} passed, ${counts.failed} failed${skipped} ${time}${why}`,
    );
  }
  if (results.length > 1 && more.milliseconds !== undefined)
    say(dim(`  ${'together'.padEnd(10)} ${seconds(more.milliseconds)}`));
  const { passed, failed, unsteady } = verdict(results);
  if (more.evidence && failed > 0) say(`Pictures, focus and logs of what failed: ${more.evidence}`);
  for (const { name, counts } of results)
    for (const { file, failures } of counts.unsteady ?? []) {
      const [first] = failures;
      say(yellow(`! unsteady: ${name}: ${file} passed only when it was run again. First it failed:`));
      say(`  ${first?.name}\n${dim(indented(first?.error ?? ''))}`);
    }
  if (unsteady >= TOO_UNSTEADY)
    say(red(`${unsteady} files passed only when they were run again: that many count as failed.`));
  if (more.nothing) say(more.nothing);
  // A run that was stopped before its first phase has already said why.
  const holds = failed === 0 && (results.length > 0 || more.nothing !== undefined);
  say(`${passed} passed, ${holds ? 0 : Math.max(failed, 1)} failed`);
  return holds;
}

/** @param {string} text @returns {string} its first lines, set in */
function indented(text) {
  return text
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');
}
