/** Runs `*.test.ts` files with Node's own test runner and counts what came of them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleTests } from './bundle.mjs';
import { forwardSlashes } from './content-files.mjs';
import { spawnGivingWay } from './giveWay.mjs';
import { dim, green, red, say, seconds, yellow } from './log.mjs';
import { root, testBundles } from './paths.mjs';
import { runFiles } from './testFiles.mjs';

/** @typedef {import('./testFiles.mjs').Counts} Counts */
/** @typedef {import('./testFiles.mjs').FileOutcome} FileOutcome */
/** @typedef {import('./outcomes-reporter.mjs').Outcome} Entry */

/**
 * @typedef {object} NodeTestOptions
 * @property {number} lanes how many files are run at the same time
 * @property {string | undefined} [grep] regular expression on test names
 * @property {boolean} [net] whether a failed file is run once more
 * @property {boolean} [bail] begins no further file once one has failed
 * @property {boolean} [verbose] prints every test, not only those that fail
 * @property {(lane: number) => Promise<Record<string, string>>} [environment] variables for the process of a file
 * @property {import('./slots.mjs').Place} [place] where other phases run at the same time
 */

/** How many phases this process has begun. */
let runs = 0;

/** In milliseconds, for one file: so long that only one that hangs is given up, on however busy a machine. */
const patience = 1_200_000;

/**
 * Runs each file in a process of its own.
 * @param {readonly string[]} files absolute paths below `test/`, in the order in which they are begun
 * @param {NodeTestOptions} options
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(files, options) {
  // A folder of this phase's own: two runs in one work tree, or phases of one, do not take each other's bundles away.
  const folder = join(testBundles, `${process.pid}-${runs++}`);
  try {
    const bundles = await bundleTests(files, folder, join(root, 'test'));
    mkdirSync(folder, { recursive: true });
    const pairs = files.map((file, at) => ({ file, bundle: String(bundles[at]) }));
    return await runFiles(
      pairs,
      async ({ bundle }, lane) => {
        const env = (await options.environment?.(lane)) ?? {};
        return runBundle(bundle, options, env);
      },
      {
        lanes: options.lanes,
        net: options.net ?? false,
        bail: options.bail ?? false,
        place: options.place,
        nameOf: ({ file }) => forwardSlashes(file.slice(root.length + 1)),
        onEnd: (name, outcome, milliseconds, again) =>
          report(name, outcome, milliseconds, again, options.verbose ?? false),
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} bundle
 * @param {NodeTestOptions} options
 * @param {Record<string, string>} env
 * @returns {Promise<FileOutcome & { output: string }>}
 */
async function runBundle(bundle, options, env) {
  const record = `${bundle}.jsonl`;
  rmSync(record, { force: true });
  const reporter = pathToFileURL(join(root, 'scripts', 'lib', 'outcomes-reporter.mjs')).href;
  const { code, output } = await runNode(
    [
      '--enable-source-maps',
      ...(options.verbose ? ['--test-reporter=spec', '--test-reporter-destination=stdout'] : []),
      ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${record}`],
      ...(options.grep ? [`--test-name-pattern=${options.grep}`] : []),
      bundle,
    ],
    env,
    options.place?.givesWay() ?? false,
  );
  /** @type {Entry[]} */
  const entries = existsSync(record)
    ? readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : [];
  const failures = entries.flatMap((entry) =>
    entry.outcome === 'fail' ? [{ name: entry.name, error: entry.error ?? '' }] : [],
  );
  const count = (/** @type {string} */ kind) => entries.filter(({ outcome }) => outcome === kind).length;
  // A run that ended badly without a failing test (a crash, a hook) is a failure all the same.
  if (code !== 0 && failures.length === 0)
    failures.push({ name: 'the run', error: `It ended with ${code}.\n${output.slice(-2000)}` });
  if (entries.length === 0 && failures.length === 0 && !options.grep)
    failures.push({ name: 'the run', error: `There is no test in it.\n${output.slice(-2000)}` });
  return { passed: count('pass'), skipped: count('skip'), failures, output };
}

/**
 * @param {string} name
 * @param {FileOutcome & { output?: string }} outcome
 * @param {number} milliseconds
 * @param {boolean} again
 * @param {boolean} verbose
 */
function report(name, outcome, milliseconds, again, verbose) {
  const { passed, failures, skipped, output = '' } = outcome;
  const mark = failures.length > 0 ? red('✖') : green('✔');
  const counts = [
    `${passed} passed`,
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  say(
    `${mark} ${name}${again ? ', once more' : ''} ${dim(`${counts.join(', ')}, ${seconds(milliseconds)}`)}`,
  );
  for (const failure of failures)
    say(`  ${red('✖')} ${failure.name}\n    ${failure.error.replaceAll('\n', '\n    ')}`);
  // A key that had to be pressed again is no failure, and worth knowing.
  for (const line of verbose ? [] : output.split('\n'))
    if (line.startsWith('UNSTEADY: ')) say(yellow(`    ${line}`));
  if (output.trim() && (verbose || failures.length > 0)) say(dim(output.trimEnd().replace(/^/gm, '    ')));
}

/**
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 * @param {boolean} givesWay whether it runs beside what is not to wait for it
 * @returns {Promise<{ code: number | string, output: string }>} `code`: or in words why there is none
 */
function runNode(args, env, givesWay) {
  return new Promise((resolve, reject) => {
    const start = givesWay ? spawnGivingWay : spawn;
    const child = start(process.execPath, [...args], {
      cwd: root,
      // A runner inside a test of the runner would speak to the outer one.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, patience);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const reason = late ? `no end within ${patience / 1000} s` : `signal ${signal}`;
      resolve({ code: code ?? reason, output });
    });
  });
}
