/** Runs the suites of `test/editor/` inside extension hosts, one editor per suite and host. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { runSuite } from '../editor/host.mjs';
import { dim, green, PlainError, red, say, seconds } from './log.mjs';
import { root, sampleFolder } from './paths.mjs';

/** @typedef {'node' | 'web' | 'desktop'} Host */

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
  const counts = { passed: 0, failed: 0, skipped: 0 };
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
        say(`  ${red('✖')} there is no package to test, because it could not be built`);
        continue;
      }
      const started = performance.now();
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
          if (event.type === 'pass')
            say(`  ${green('✔')} ${event.name} ${dim(`(${event.milliseconds} ms)`)}`);
          if (event.type === 'fail')
            say(`  ${red('✖')} ${event.name}\n    ${event.error.replaceAll('\n', '\n    ')}`);
        },
      });
      for (const event of result.events) {
        if (event.type === 'pass') counts.passed++;
        if (event.type === 'fail') counts.failed++;
      }
      if (result.broken) {
        counts.failed++;
        say(`  ${red('✖')} ${result.broken}`);
        for (const line of console.slice(-20)) say(dim(`    ${line.slice(0, 400)}`));
      }
      say(dim(`  ${seconds(performance.now() - started)}`));
    }
  }
  return counts;
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
