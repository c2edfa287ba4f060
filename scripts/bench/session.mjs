/** One run of the benchmark, from the command line's options to the lines at its end. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { dim, green, red, seconds, yellow } from '../lib/log.mjs';
import { endParts, measureApart } from './apart.mjs';
import { isBusy } from './load.mjs';
import { merge, tableOf } from './merge.mjs';
import { defaultRuns } from './options.mjs';
import { readTable, tableIn, withTable, writeTable } from './readme.mjs';
import { load, newResults, save } from './results.mjs';
import { leftOf, resume } from './resume.mjs';
import { runParts } from './run.mjs';
import { again, summary } from './summary.mjs';

/**
 * @typedef {object} Session
 * @property {import('./options.mjs').Options} options
 * @property {readonly import('./parts.mjs').Part[]} parts
 * @property {string} module address of the module that exports them
 * @property {(need: import('./parts.mjs').Need) => Promise<unknown>} need
 * @property {import('./results.mjs').Setting} setting
 * @property {string} file for the results
 * @property {string} readme file with the table
 * @property {() => Promise<number>} loadOfOthers
 * @property {(line: string) => void} say
 */

/**
 * @param {Session} session
 * @returns {Promise<number>} the exit code
 */
export async function bench({ options, parts, module, need, setting, file, readme, loadOfOthers, say }) {
  const results = begin({ options, parts, setting, file, say });
  const left = leftOf(results);
  const stop = new AbortController();
  const forget = onSignal((signal, code) => {
    stop.abort();
    const done = results.asked.length - leftOf(results).length;
    say(
      `\n${signal}: stopped. ${done} of ${results.asked.length} parts are measured and kept in ${relative(process.cwd(), file)}.`,
    );
    say(`To go on: ${again}`);
    void endParts().then(() => process.exit(code));
  });
  if (left.length > 0) {
    const now = await loadOfOthers();
    if (isBusy({ before: now }, setting.machine.cores))
      say(
        yellow(
          `The machine is busy: other programs use ${now.toFixed(1)} of ${setting.machine.cores} processor cores. Times will be long, ratios uncertain.`,
        ),
      );
  }
  await runParts({
    ...{ parts, left, results, need, measure: measureApart, load: loadOfOthers },
    task: { module, runs: results.runs },
    stop: stop.signal,
    save: () => save(file, results),
    onEvent: reporter(say),
  });
  forget();

  const old = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  const tables = {
    standing: readTable(tableIn(old) ?? '', parts),
    fresh: tableOf(results, parts),
    parts,
  };
  const shown = merge({ ...tables, force: true });
  say(`\n${writeTable(shown.table, parts)}\n`);
  const merged = options.readme === 'quiet' ? merge(tables) : shown;
  const written = options.readme !== 'no' && merged.taken.length > 0 && tableIn(old) !== undefined;
  if (written) writeFileSync(readme, withTable(old, writeTable(merged.table, parts)));
  else if (options.readme !== 'no' && tableIn(old) === undefined)
    say(`${readme} has no place for the table, so it was not written there.`);
  for (const line of summary({
    results,
    merged,
    readme: options.readme === 'no' ? 'not written' : 'written',
  }))
    say(line);
  return leftOf(results).length === 0 ? 0 : 1;
}

/**
 * @param {Pick<Session, 'options' | 'parts' | 'setting' | 'file' | 'say'>} session
 * @returns {import('./results.mjs').Results} of the earlier run, where this one goes on with it
 */
function begin({ options, parts, setting, file, say }) {
  const isAsked = (/** @type {string} */ name) => !options.skip.includes(name);
  if (options.resume) {
    const going = resume(load(file), { setting, runs: options.runs });
    if ('results' in going) {
      const { results } = going;
      results.asked = results.asked.filter(isAsked);
      say(
        `Goes on with the run of ${results.started.slice(0, 16).replace('T', ' ')}: ${leftOf(results).join(', ') || 'nothing'} left to measure.`,
      );
      return results;
    }
    say(yellow(`Starts anew, because ${going.anew}.`));
  }
  const results = newResults({
    setting,
    runs: options.runs ?? defaultRuns,
    asked: parts.map(({ name }) => name).filter(isAsked),
  });
  save(file, results);
  return results;
}

/**
 * @param {(line: string) => void} say
 * @returns {(event: import('./run.mjs').RunEvent) => void}
 */
function reporter(say) {
  let started = 0;
  return (event) => {
    if (event.type === 'begun') {
      started = performance.now();
      say(`\n${event.parts.map(({ title }) => title).join('; ')}`);
    } else if (event.type === 'said') say(dim(`  ${event.text}`));
    else if (event.type === 'measured')
      say(`${green('✓')} ${event.part.title} ${dim(seconds(performance.now() - started))}`);
    else say(`${red('✗')} ${event.part.title} failed: ${event.reason}`);
  };
}

/**
 * @param {(signal: string, code: number) => void} stop
 * @returns {() => void} takes the handlers away again
 */
function onSignal(stop) {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const handlers = Object.entries(codes).map(([signal, code]) => {
    const handler = () => stop(signal, code);
    process.once(signal, handler);
    return () => process.removeListener(signal, handler);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}
