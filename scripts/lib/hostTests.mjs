/** Runs the suites of `test/editor/` inside extension hosts: one server and one browser for all, a window for each. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { runSuite } from '../editor/host.mjs';
import { Stage } from '../editor/stage.mjs';
import { dim, green, PlainError, red, say, seconds } from './log.mjs';
import { root, sampleFolder } from './paths.mjs';
import { runFiles } from './testFiles.mjs';

/** @typedef {'node' | 'web' | 'desktop'} Host */
/** @typedef {import('./testFiles.mjs').Failure} Failure */

/**
 * What may stand in `<suite>.host.json` beside `<suite>.test.ts`.
 * @typedef {object} SuiteDescription
 * @property {string} [folder] workspace, relative to the repository; the sample when absent
 * @property {string} [extension] folder of another extension, instead of the package
 * @property {Record<string, unknown>} [settings]
 * @property {('node' | 'web')[]} [hosts] default: node
 * @property {number} [timeout] of the whole suite, in milliseconds
 */

/** @typedef {{ suite: string, host: Host, description: SuiteDescription }} Run */

/**
 * @param {readonly string[]} suites absolute paths
 * @param {object} options
 * @param {string | undefined} options.vsix
 * @param {number} options.lanes how many suites are run at the same time
 * @param {boolean} [options.net] whether a failed one is run once more
 * @param {boolean} [options.bail]
 * @param {boolean} [options.verbose]
 * @param {import('./slots.mjs').Place} [options.place] where other phases run at the same time
 * @param {typeof runSuite} [options.run] for tests of this
 * @returns {Promise<import('./testFiles.mjs').Counts>}
 */
export async function runHostTests(suites, options) {
  const desktop = process.env['HINDSIGHT_TEST_HOST'] === 'desktop';
  const runs = suites.flatMap((suite) => {
    const description = readDescription(suite);
    /** @type {readonly Host[]} */
    const embedded = description.hosts ?? ['node'];
    // What is asked of the web host alone is asked of Node's in another suite.
    /** @type {readonly Host[]} */
    const hosts = !desktop ? embedded : embedded.includes('node') ? ['desktop'] : [];
    return hosts.map((host) => ({ suite, host, description }));
  });
  const stage = new Stage({});
  try {
    return await runFiles(runs, (run, lane) => runOnce(run, lane, stage, options), {
      // A desktop editor takes the focus from its neighbour.
      lanes: desktop ? 1 : options.lanes,
      net: options.net ?? false,
      bail: options.bail ?? false,
      place: options.place,
      nameOf,
      onEnd: (name, outcome, milliseconds, again) =>
        report(name, outcome, milliseconds, again, options.verbose ?? false),
    });
  } finally {
    await stage.close();
  }
}

/** @param {Run} run */
const nameOf = ({ suite, host }) => `${basename(suite, '.test.ts')}, ${host} host`;

/**
 * @param {Run} run
 * @param {number} lane
 * @param {Stage} stage
 * @param {{ vsix: string | undefined, run?: typeof runSuite }} options
 * @returns {Promise<import('./testFiles.mjs').FileOutcome & { lines: string[] }>}
 */
async function runOnce({ suite, host, description }, lane, stage, options) {
  if (!description.extension && !options.vsix) throw new PlainError('There is no package to test.');
  /** @type {Failure[]} */
  const failures = [];
  /** @type {string[]} */
  const lines = [];
  let passed = 0;
  const run = options.run ?? runSuite;
  const result = await run({
    suite,
    host,
    stage,
    lane,
    folder: description.folder ?? sampleFolder,
    settings: description.settings ?? {},
    ...(description.timeout ? { timeout: description.timeout } : {}),
    ...(description.extension
      ? { extension: resolve(root, description.extension) }
      : { vsix: options.vsix ?? '' }),
    log: (line) => lines.push(line),
    onEvent(event) {
      if (event.type === 'pass') {
        passed++;
        lines.push(`${green('✔')} ${event.name} (${event.milliseconds} ms)`);
      }
      if (event.type === 'fail') {
        failures.push({ name: `${nameOf({ suite, host, description })}: ${event.name}`, error: event.error });
        lines.push(`${red('✖')} ${event.name}`);
      }
    },
  });
  if (result.broken)
    failures.push({ name: `${nameOf({ suite, host, description })}: the run`, error: result.broken });
  return { passed, skipped: 0, failures, lines };
}

/**
 * @param {string} name
 * @param {import('./testFiles.mjs').FileOutcome & { lines?: string[] }} outcome
 * @param {number} milliseconds
 * @param {boolean} again
 * @param {boolean} verbose
 */
function report(name, outcome, milliseconds, again, verbose) {
  const { passed, failures, lines = [] } = outcome;
  const failed = failures.length > 0 ? `, ${failures.length} failed` : '';
  const mark = failures.length > 0 ? red('✖') : green('✔');
  say(
    `${mark} ${name}${again ? ', once more' : ''} ${dim(`${passed} passed${failed}, ${seconds(milliseconds)}`)}`,
  );
  for (const failure of failures)
    say(`  ${red('✖')} ${failure.name}\n    ${failure.error.replaceAll('\n', '\n    ')}`);
  const shown = verbose ? lines : failures.length > 0 ? lines.slice(-20) : [];
  for (const line of shown) say(dim(`    ${line.slice(0, 400)}`));
}

/**
 * @param {string} suite
 * @returns {SuiteDescription}
 * @throws {PlainError} when the description is no JSON
 */
function readDescription(suite) {
  const file = suite.replace(/\.test\.ts$/, '.host.json');
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new PlainError(
      `${relative(root, file)} is no valid JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}
