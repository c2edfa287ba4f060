/** Runs test files side by side, and keeps the one net that there is: a file that failed in CI runs once more. */
import { PlainError } from './log.mjs';
import { undivided } from './slots.mjs';

/**
 * What came of the tests of a phase.
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly Failure[]} [failures] what failed, to be reported again at the end, where it is not scrolled away
 * @property {readonly Unsteady[]} [unsteady] files that failed, and passed when they were run again
 * @property {readonly FileTime[]} [times]
 */
/** @typedef {{ name: string, error: string }} Failure */
/** @typedef {{ file: string, failures: readonly Failure[] }} Unsteady `failures`: of the first run, at least one */
/** @typedef {{ file: string, milliseconds: number }} FileTime */

/**
 * What came of one file.
 * @typedef {object} FileOutcome
 * @property {number} passed
 * @property {number} skipped
 * @property {readonly Failure[]} failures
 */

/** @returns {boolean} whether a failed file of an editor or a page may run once more: in CI, and nowhere else */
export function hasNet() {
  return process.env['CI'] === 'true';
}

/**
 * Runs files in lanes, one file at a time in each. Where `net` is set, files that failed are run once more when all others
 * are done, one by one, and the second run counts.
 * @template T
 * @param {readonly T[]} files in the order in which they are begun
 * @param {(file: T, lane: number) => Promise<FileOutcome>} run `lane`: from 0; what it throws is a failure of the file
 * @param {object} options
 * @param {number} options.lanes how many files are run at the same time, at least 1
 * @param {boolean} options.net whether a failed file is run once more
 * @param {(file: T) => string} options.nameOf
 * @param {boolean} [options.bail] begins no further file once one has failed
 * @param {(name: string, outcome: FileOutcome, milliseconds: number, again: boolean) => void} [options.onEnd]
 * @param {import('./slots.mjs').Place | undefined} [options.place] where other phases run at the same time
 * @returns {Promise<Counts>}
 */
export async function runFiles(files, run, options) {
  const { lanes, net, nameOf, bail = false, onEnd = () => undefined, place = undivided } = options;
  const waiting = [...files];
  /** @type {Map<T, FileOutcome>} */
  const outcomes = new Map();
  /** @type {FileTime[]} */
  const times = [];
  let stopped = false;
  const once = async (/** @type {T} */ file, /** @type {number} */ lane, /** @type {boolean} */ again) => {
    const started = performance.now();
    const outcome = await run(file, lane).catch((error) => broken(error));
    const milliseconds = performance.now() - started;
    times.push({ file: `${nameOf(file)}${again ? ' (once more)' : ''}`, milliseconds });
    outcomes.set(file, outcome);
    stopped ||= bail && outcome.failures.length > 0;
    onEnd(nameOf(file), outcome, milliseconds, again);
    return outcome;
  };
  const lane = async (/** @type {number} */ index) => {
    while (waiting.length > 0 && !stopped) {
      const giveBack = await place.each();
      try {
        const file = stopped ? undefined : waiting.shift();
        if (file === undefined) return;
        await once(file, index, false);
      } finally {
        giveBack();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, files.length) }, (_, index) => lane(index)));

  /** @type {Unsteady[]} */
  const unsteady = [];
  const failed = net ? files.filter((file) => (outcomes.get(file)?.failures.length ?? 0) > 0) : [];
  for (const file of failed) {
    const first = outcomes.get(file)?.failures ?? [];
    const giveBack = await place.alone();
    const second = await once(file, 0, true).finally(giveBack);
    if (second.failures.length === 0) unsteady.push({ file: nameOf(file), failures: first });
  }
  const all = [...outcomes.values()];
  const failures = all.flatMap((each) => each.failures);
  return {
    passed: sum(all.map((each) => each.passed)),
    skipped: sum(all.map((each) => each.skipped)),
    failed: failures.length,
    failures,
    unsteady,
    times,
  };
}

/** @param {unknown} error @returns {FileOutcome} */
function broken(error) {
  const text =
    error instanceof PlainError ? error.message : String(error instanceof Error ? error.stack : error);
  return { passed: 0, skipped: 0, failures: [{ name: 'the run', error: text }] };
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
