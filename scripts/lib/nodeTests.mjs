/** Runs `*.test.ts` files under `node --test` and counts what came of them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleTests } from './bundle.mjs';
import { root, testBundles } from './paths.mjs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {Failure[]} [failures] what failed, to be told again at the end, where it is not scrolled away
 * @property {Failure[]} [unsteady] what failed once and passed when it was run again
 */

/** @typedef {{ name: string, error: string }} Failure */

/**
 * @param {readonly string[]} files absolute paths below `test/`
 * @param {{ concurrency: number, grep?: string | undefined, env?: NodeJS.ProcessEnv, timeout: number, again?: number }} options
 *   `grep`: regular expression on test names; `timeout` per test, in milliseconds; `again`: how often files with a
 *   failure are run once more, whole; the last run of a file counts
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(files, options) {
  // A folder of this run's own: two runs in one work tree do not take each other's bundles away.
  const folder = join(testBundles, String(process.pid));
  try {
    const bundles = await bundleTests(files, folder, join(root, 'test'));
    mkdirSync(folder, { recursive: true });
    let outcomes = await runBundles(bundles, folder, options);
    // Source maps make the reporter name the source; without one it names the bundle.
    const isOf = (/** @type {number} */ at, /** @type {string} */ file) =>
      file === files[at] || file === bundles[at];
    /** @type {Failure[]} */
    const earlier = [];
    for (let left = options.again ?? 0; left > 0; left--) {
      const failed = bundles.filter((_, at) =>
        outcomes.some((each) => each.outcome === 'fail' && isOf(at, each.file)),
      );
      if (failed.length === 0) break;
      earlier.push(...(count(outcomes).failures ?? []));
      const rest = outcomes.filter(
        (each) => !bundles.some((bundle, at) => failed.includes(bundle) && isOf(at, each.file)),
      );
      outcomes = [...rest, ...(await runBundles(failed, folder, options))];
    }
    const counts = count(outcomes);
    const stillFailing = new Set(counts.failures?.map(({ name }) => name));
    counts.unsteady = earlier.filter(({ name }) => !stillFailing.has(name));
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} bundles
 * @param {string} folder for the record
 * @param {{ concurrency: number, grep?: string | undefined, env?: NodeJS.ProcessEnv, timeout: number }} options
 * @returns {Promise<import('./outcomes-reporter.mjs').Outcome[]>} at least one of them a failure when the run ended badly
 */
async function runBundles(bundles, folder, options) {
  const record = join(folder, 'outcomes.jsonl');
  rmSync(record, { force: true });
  const reporter = pathToFileURL(join(root, 'scripts', 'lib', 'outcomes-reporter.mjs')).href;
  const code = await passThrough(
    [
      ...['--enable-source-maps', '--test', `--test-concurrency=${options.concurrency}`],
      ...[`--test-timeout=${options.timeout}`],
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${record}`],
      ...(options.grep ? [`--test-name-pattern=${options.grep}`] : []),
      ...bundles,
    ],
    options.env ?? {},
  );
  /** @type {import('./outcomes-reporter.mjs').Outcome[]} */
  const outcomes = existsSync(record)
    ? readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : [];
  // A run that ended badly without a failing test (a hook, a crash) is a failure all the same.
  if (code !== 0 && !outcomes.some(({ outcome }) => outcome === 'fail'))
    outcomes.push({ outcome: 'fail', name: 'the run', file: '', error: `It ended with code ${code}.` });
  return outcomes;
}

/**
 * @param {readonly import('./outcomes-reporter.mjs').Outcome[]} outcomes
 * @returns {Counts}
 */
function count(outcomes) {
  const of = (/** @type {string} */ kind) => outcomes.filter(({ outcome }) => outcome === kind);
  return {
    passed: of('pass').length,
    failed: of('fail').length,
    skipped: of('skip').length,
    failures: of('fail').map(({ name, error }) => ({ name, error: error ?? '' })),
  };
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code
 */
function passThrough(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
