/** What is measured inside the extension host of the real editor. */
import { fileURLToPath } from 'node:url';
import { PlainError } from '../lib/log.mjs';
import { repeat } from './repeat.mjs';
import { median } from './spread.mjs';

/** How long one editor may take for a suite, in milliseconds; only so that a hang ends. */
const patience = 40 * 60_000;

/** @typedef {{ vsix: string, say: (line: string) => void }} SuiteContext */

/**
 * @param {SuiteContext} context
 * @returns {Promise<{ load: number, activate: number, starts: number, asked: number }>} milliseconds, each the median of
 *   the editor's starts
 */
export async function measureActivation({ vsix, say }) {
  const asked = 3;
  const found = await repeat(asked, () => askSuite('activation', { vsix, say }), say);
  return {
    load: median(found.map(({ load }) => load)),
    activate: median(found.map(({ activate }) => activate)),
    starts: found.length,
    asked,
  };
}

/**
 * @param {SuiteContext} context
 * @returns {Promise<{ median: number, times: number[], asked: number }>} milliseconds from the end of the server to the
 *   hints of the next one
 */
export async function measureRestart({ vsix, say }) {
  const { times, asked } = await askSuite('restart', { vsix, say, folder: 'content/sample' });
  return { median: median(times), times, asked };
}

/**
 * Runs a suite of the benchmark in an extension host. What it said last counts, also when it failed after that.
 * @param {string} name of its file; what it found is in its console behind `hindsight-<name>`
 * @param {SuiteContext & { folder?: string }} options
 * @returns {Promise<any>} what the suite found
 * @throws {PlainError} when it found nothing
 */
async function askSuite(name, { vsix, say, ...options }) {
  const { runSuite } = await import('../editor/host.mjs');
  /** @type {any} */
  let found;
  const result = await runSuite({
    ...options,
    suite: fileURLToPath(new URL(`./${name}.mjs`, import.meta.url)),
    host: 'node',
    vsix,
    timeout: patience,
    log: (line) => {
      const json = new RegExp(`hindsight-${name} (\\{.*?\\})`).exec(line)?.[1];
      if (!json) return;
      found = JSON.parse(json);
      say(`${name}: ${json}`);
    },
  });
  const failed = result.events.find((event) => event.type === 'fail');
  const reason =
    (result.broken ? `the editor could not go on: ${result.broken}` : undefined) ??
    (failed?.type === 'fail' ? failed.error : undefined);
  if (!found) throw new PlainError(reason ?? 'The editor did not say what it measured.');
  if (reason) say(`${name} ended early, what it measured before stays: ${reason.split('\n')[0]}`);
  return found;
}
