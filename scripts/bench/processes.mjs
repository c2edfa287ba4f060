/** Whole processes, side by side: what a person waits for when each tool checks the corpus. */
import { spawn } from 'node:child_process';
import { PlainError } from '../lib/log.mjs';
import { tail } from '../lib/process.mjs';
import { configureTools, contestants, home } from './contestants.mjs';
import { corpusFiles, corpusFolder } from './corpus.mjs';
import { Failures } from './repeat.mjs';
import { median } from './spread.mjs';

/** @typedef {import('./contestants.mjs').Contestant} Contestant */

/**
 * @typedef {object} Timing
 * @property {string} name
 * @property {number} median milliseconds
 * @property {number} least
 * @property {number[]} times
 * @property {number} asked how many times were to be measured
 * @property {number} cold the median of our own cold run in the same turns
 * @property {number} files
 */

/**
 * @typedef {object} Turns
 * @property {readonly string[]} names ids of those that are asked for; our cold run takes part in any case
 * @property {number} runs
 * @property {(line: string) => void} say
 * @property {(id: string, timing: Timing) => void} measured
 * @property {(id: string, error: unknown) => void} failed
 */

/** @param {Turns} turns */
export async function measureProcesses(turns) {
  configureTools(turns.names);
  await takeTurns({ ...turns, contestants, cwd: corpusFolder, files: corpusFiles() });
}

/**
 * Runs every tool once unmeasured, to see that it checks the whole corpus, and then in turns, so that whatever else the
 * machine does meets all of them alike. A tool that does not run is left out; the others stay.
 * @param {Turns & { contestants: readonly Contestant[], cwd: string, files: number }} options
 */
export async function takeTurns({ contestants, cwd, files, names, runs, say, measured, failed }) {
  const taking = contestants
    .filter(({ id }) => id === 'cold' || names.includes(id))
    .map((one) => ({ one, times: /** @type {number[]} */ ([]), failures: new Failures(say) }));
  const cold = taking[0]?.times ?? [];
  // Each is reported when it is done, so that a run that is ended during the slowest one keeps the others.
  const report = (/** @type {(typeof taking)[number]} */ { one, times, failures }) => {
    if (!names.includes(one.id)) return;
    if (times.length === 0 || cold.length === 0)
      failed(one.id, failures.first ?? new PlainError('Our own cold run, to compare it with, failed.'));
    else
      measured(one.id, {
        name: one.name,
        median: median(times),
        least: Math.min(...times),
        times,
        asked: Math.min(runs, one.most ?? runs),
        cold: median(cold),
        files,
      });
  };
  /** @type {typeof taking} */
  const whole = [];
  for (const each of taking) {
    const { one, failures } = each;
    // Without our own run there is nothing to compare the others with.
    if (one.id === 'cold' || whole[0]?.one.id === 'cold')
      await failures.watch(`${one.name}, unmeasured,`, async () => {
        const checked = await rehearse(one, cwd);
        if (checked !== files) throw new PlainError(`It checked ${checked} files, not ${files}.`);
        say(`${one.name} runs`);
        whole.push(each);
      });
    if (!whole.includes(each)) report(each);
  }
  for (let run = 0; run < runs; run++) {
    for (const each of whole) {
      const { one, times, failures } = each;
      // One that runs less often takes part in the last turns.
      if (run >= runs - (one.most ?? runs) && !failures.areTooMany)
        await failures.watch(one.name, async () => {
          const milliseconds = await time(one, cwd);
          times.push(milliseconds);
          say(`${one.name}: ${milliseconds.toFixed(0)} ms`);
        });
      if (run === runs - 1) report(each);
    }
  }
}

/**
 * @param {Contestant} one
 * @param {string} cwd
 */
function time(one, cwd) {
  const started = performance.now();
  return new Promise((/** @type {(milliseconds: number) => void} */ resolve, reject) => {
    const child = start(one, cwd, 'ignore');
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const milliseconds = performance.now() - started;
      // 1: there are hints.
      if (code === 0 || code === 1) resolve(milliseconds);
      else reject(new PlainError(`It ended with ${signal ?? `code ${code}`}.`));
    });
  });
}

/**
 * @param {Contestant} one
 * @param {string} cwd
 * @returns {Promise<number>} the number of files it checked
 */
function rehearse(one, cwd) {
  return new Promise((resolve, reject) => {
    const child = start(one, cwd, 'pipe');
    let output = '';
    let errors = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      try {
        const files = code === 0 || code === 1 ? one.files(output, errors) : undefined;
        if (files === undefined) throw new PlainError(`code ${code}`);
        resolve(files);
      } catch (error) {
        const why = error instanceof Error ? error.message : error;
        reject(new PlainError(`It did not run (${why}):\n${tail(errors || output)}`));
      }
    });
  });
}

/**
 * @param {Contestant} one
 * @param {string} cwd
 * @param {'ignore' | 'pipe'} output
 */
function start(one, cwd, output) {
  return spawn(process.execPath, one.args, {
    cwd,
    stdio: ['ignore', output, output],
    env: { ...process.env, XDG_CACHE_HOME: home, LOCALAPPDATA: home, NO_COLOR: '1' },
  });
}
