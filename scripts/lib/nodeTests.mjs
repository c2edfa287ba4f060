/** Runs `*.test.ts` files under `node --test` and counts what came of them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleTests } from './bundle.mjs';
import { root, testBundles } from './paths.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {readonly string[]} files absolute paths below `test/`
 * @param {{ concurrency: number, grep?: string | undefined, env?: NodeJS.ProcessEnv, timeout: number }} options
 *   `grep`: regular expression on test names; `timeout` per test, in milliseconds
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(files, options) {
  // A folder of this run's own: two runs in one work tree do not take each other's bundles away.
  const folder = join(testBundles, String(process.pid));
  try {
    const bundles = await bundleTests(files, folder, join(root, 'test'));
    const record = join(folder, 'outcomes.jsonl');
    mkdirSync(folder, { recursive: true });
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
    return count(record, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} record
 * @param {number} code
 * @returns {Counts}
 */
function count(record, code) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (existsSync(record)) {
    for (const line of readFileSync(record, 'utf8').split('\n')) {
      if (line === '') continue;
      /** @type {import('./outcomes-reporter.mjs').Outcome} */
      const { outcome } = JSON.parse(line);
      if (outcome === 'pass') counts.passed++;
      else if (outcome === 'fail') counts.failed++;
      else counts.skipped++;
    }
  }
  // A run that ended badly without a failing test (a hook, a crash) is a failure all the same.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
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
