/** Runs the suites of `test/editor/` inside extension hosts, one editor per suite and host. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { runSuite } from '../editor/host.mjs';
import { dim, green, PlainError, red, say, seconds } from './log.mjs';
import { root, sampleFolder } from './paths.mjs';

/** @typedef {'node' | 'web' | 'desktop'} Host */
/** @typedef {import('./nodeTests.mjs').Failure} Failure */
/** @typedef {{ passed: number, failures: Failure[], unsteady?: Failure[] }} Outcome */

/**
 * What may stand in `<suite>.host.json` beside `<suite>.test.ts`.
 * @typedef {object} SuiteDescription
 * @property {string} [folder] workspace, relative to the repository; the sample when absent
 * @property {string} [extension] folder of another extension, instead of the package
 * @property {Record<string, unknown>} [settings]
 * @property {('node' | 'web')[]} [hosts] default: node
 * @property {number} [timeout] of the whole suite, in milliseconds
 */

/**
 * @param {readonly string[]} suites absolute paths
 * @param {{ vsix: string | undefined, verbose?: boolean }} options
 * @returns {Promise<import('./nodeTests.mjs').Counts>}
 */
export async function runHostTests(suites, options) {
  /** @type {import('./nodeTests.mjs').Counts & { failures: Failure[], unsteady: Failure[] }} */
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [], unsteady: [] };
  const desktop = process.env['HINDSIGHT_TEST_HOST'] === 'desktop';
  for (const suite of suites) {
    const name = basename(suite, '.test.ts');
    const description = readDescription(suite);
    /** @type {readonly Host[]} */
    const hosts = desktop ? ['desktop'] : (description.hosts ?? ['node']);
    for (const host of hosts) {
      say(`${name}, ${host} host`);
      if (!description.extension && !options.vsix) {
        counts.failed++;
        counts.failures.push({ name, error: 'There is no package to test.' });
        say(`  ${red('✖')} there is no package to test, because it could not be built`);
        continue;
      }
      const started = performance.now();
      const once = () => runOnce(suite, host, description, options);
      const first = await once();
      const outcome = first.failures.length > 0 ? await again(first, once) : first;
      counts.passed += outcome.passed;
      counts.failed += outcome.failures.length;
      counts.failures.push(
        ...outcome.failures.map((each) => ({ ...each, name: `${name}, ${host} host: ${each.name}` })),
      );
      counts.unsteady.push(
        ...(outcome.unsteady ?? []).map((each) => ({ ...each, name: `${name}, ${host} host: ${each.name}` })),
      );
      say(dim(`  ${seconds(performance.now() - started)}`));
    }
  }
  return counts;
}

/**
 * A whole editor on a shared machine is now and then late for reasons that are not ours, so a suite with a failure is
 * run once more in a new one. That run counts, and what failed before is told as unsteady at the end.
 * @param {Outcome} first
 * @param {() => Promise<Outcome>} once
 * @returns {Promise<Outcome>}
 */
async function again(first, once) {
  say('  once more');
  const second = await once();
  const failing = new Set(second.failures.map(({ name }) => name));
  return { ...second, unsteady: first.failures.filter(({ name }) => !failing.has(name)) };
}

/**
 * @param {string} suite
 * @param {Host} host
 * @param {SuiteDescription} description
 * @param {{ vsix: string | undefined, verbose?: boolean }} options
 * @returns {Promise<Outcome>}
 */
async function runOnce(suite, host, description, options) {
  /** @type {Outcome} */
  const outcome = { passed: 0, failures: [] };
  /** @type {string[]} */
  const console = [];
  const result = await runSuite({
    suite,
    host,
    folder: description.folder ?? sampleFolder,
    settings: description.settings ?? {},
    ...(description.timeout ? { timeout: description.timeout } : {}),
    ...(description.extension
      ? { extension: resolve(root, description.extension) }
      : { vsix: options.vsix ?? '' }),
    log: (line) => {
      if (options.verbose) say(dim(`    ${line}`));
      console.push(line);
    },
    onEvent(event) {
      if (event.type === 'pass') {
        outcome.passed++;
        say(`  ${green('✔')} ${event.name} ${dim(`(${event.milliseconds} ms)`)}`);
      }
      if (event.type === 'fail') {
        outcome.failures.push({ name: event.name, error: event.error });
        say(`  ${red('✖')} ${event.name}\n    ${event.error.replaceAll('\n', '\n    ')}`);
      }
    },
  });
  if (result.broken) {
    outcome.failures.push({ name: 'the run', error: result.broken });
    say(`  ${red('✖')} ${result.broken}`);
    for (const line of console.slice(-20)) say(dim(`    ${line.slice(0, 400)}`));
  }
  return outcome;
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
