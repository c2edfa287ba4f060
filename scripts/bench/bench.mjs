/**
 * `npm run bench [-- --runs N] [--skip PART,…] [--no-readme]`: measures Hindsight beside other tools, in one run on one
 * machine, and writes the table into README.md and the raw numbers into test-results/bench.json. PART is one of eslint,
 * biome, oxlint, edits, search, server, manifests, tour, activation, restart, panel, package. Corpus and tools come from the npm registry, once,
 * into .cache/bench. Times inside the editor are worth little unless the machine does nothing else.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDependencies } from '../lib/dependencies.mjs';
import { dim, PlainError, runMain, say, step, yellow } from '../lib/log.mjs';
import { root, testResults } from '../lib/paths.mjs';
import { ensureCorpus, ensureTools, versions } from './corpus.mjs';
import { table } from './table.mjs';

const parts = [
  'eslint',
  'biome',
  'oxlint',
  'edits',
  'search',
  'server',
  'manifests',
  'tour',
  'activation',
  'restart',
  'panel',
  'package',
];

/** @typedef {import('./table.mjs').Results} Results */

await runMain(async () => {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, skip: { type: 'string' }, 'no-readme': { type: 'boolean' } },
  });
  const skip = new Set(values.skip?.split(',').filter(Boolean));
  const unknown = [...skip].find((name) => !parts.includes(name));
  if (unknown) throw new PlainError(`There is no part ${unknown}; there are ${parts.join(', ')}.`);
  const runs = Number(values.runs ?? 7);
  if (!Number.isInteger(runs) || runs < 1) throw new PlainError('--runs wants a number from 1 on.');

  await step('Dependencies', ensureDependencies);
  const { build } = await import('../lib/bundle.mjs');
  await step('Build', () => build({ complete: true }));
  await step('Corpus', ensureCorpus);
  await step('Other tools', ensureTools);

  /** @type {Results} */
  const results = {
    date: new Date().toISOString(),
    machine: {
      node: process.versions.node,
      cores: availableParallelism(),
      processor: cpus()[0]?.model ?? 'unknown',
      loadBefore: loadavg()[0] ?? 0,
    },
    versions,
  };
  if (results.machine.loadBefore > availableParallelism())
    say(yellow('  The machine is busy; times will be long, ratios uncertain.'));

  const { measureProcesses } = await import('./processes.mjs');
  const timings = await step('Whole processes, in turns', () =>
    measureProcesses({ runs, skip, onRun: (line) => say(dim(`  ${line}`)) }),
  );
  results.processes = timings;
  if (!skip.has('edits')) {
    const { measureEdits } = await import('./edits.mjs');
    results.edits = await step('Edits', () => measureEdits({ edits: 300 }));
  }
  if (!skip.has('search')) {
    const { measureSearch } = await import('./search.mjs');
    results.search = await step('Search', measureSearch);
  }
  if (!skip.has('server')) {
    const { measureServer } = await import('./memory.mjs');
    results.server = await step('Server', measureServer);
  }
  if (!skip.has('manifests')) {
    const { measureManifests } = await import('./kubernetes.mjs');
    const onRun = (/** @type {string} */ line) => say(dim(`  ${line}`));
    results.manifests = await step('Manifests', () => measureManifests({ runs: Math.min(runs, 5), onRun }));
  }
  if (!skip.has('tour')) {
    const { measureTours } = await import('./tours.mjs');
    const onRun = (/** @type {string} */ line) => say(dim(`  ${line}`));
    results.tours = await step('Tour', () => measureTours({ runs: Math.min(runs, 3), onRun }));
  }
  if (['package', 'activation', 'restart', 'panel'].some((part) => !skip.has(part))) {
    const { pack } = await import('../lib/package.mjs');
    const packed = await step('Package', () => pack());
    if (!skip.has('package')) results.package = { bytes: packed.bytes };
    if (!skip.has('activation')) results.activation = await step('Activation', () => activation(packed.file));
    if (!skip.has('restart')) results.restart = await step('Restart', () => restart(packed.file));
    if (!skip.has('panel')) {
      const { measurePanel } = await import('./panel.mjs');
      const onRun = (/** @type {string} */ line) => say(dim(`  ${line}`));
      results.panel = await step('Lesson panel', () => measurePanel({ vsix: packed.file, onRun }));
    }
  }
  results.machine.loadAfter = loadavg()[0] ?? 0;
  mkdirSync(testResults, { recursive: true });
  writeFileSync(join(testResults, 'bench.json'), `${JSON.stringify(results, null, 2)}\n`);
  const text = table(results);
  say(`\n${text}`);
  if (!values['no-readme']) say(writeIntoReadme(text));
});

/**
 * @param {string} vsix
 * @returns {Promise<{ load: number, activate: number }>} milliseconds, each the median of three editors' starts
 */
async function activation(vsix) {
  /** @type {{ load: number, activate: number }[]} */
  const found = [];
  for (let i = 0; i < 3; i++) found.push(await askSuite('activation', vsix));
  const { median } = await import('./processes.mjs');
  return {
    load: median(found.map(({ load }) => load)),
    activate: median(found.map(({ activate }) => activate)),
  };
}

/**
 * @param {string} vsix
 * @returns {Promise<{ median: number, times: number[] }>} milliseconds from the end of the server to the hints of the next one
 */
async function restart(vsix) {
  const { times } = await askSuite('restart', vsix, { folder: 'content/sample' });
  const { median } = await import('./processes.mjs');
  return { median: median(times), times };
}

/**
 * Runs a suite of the benchmark in an extension host.
 * @param {string} name of its file; what it found stands in its console behind `hindsight-<name>`
 * @param {string} vsix
 * @param {{ folder?: string }} [options]
 * @returns {Promise<any>} what the suite found
 * @throws {PlainError} when it found nothing
 */
async function askSuite(name, vsix, options = {}) {
  const { runSuite } = await import('../editor/host.mjs');
  /** @type {any} */
  let found;
  const result = await runSuite({
    ...options,
    suite: fileURLToPath(new URL(`./${name}.mjs`, import.meta.url)),
    host: 'node',
    vsix,
    timeout: 180_000,
    log: (line) => {
      const json = new RegExp(`hindsight-${name} (\\{.*?\\})`).exec(line)?.[1];
      if (json) found = JSON.parse(json);
    },
  });
  if (result.broken) throw new PlainError(`The editor could not measure "${name}": ${result.broken}`);
  const failed = result.events.find((event) => event.type === 'fail');
  if (failed) throw new PlainError(`"${name}" could not be measured: ${failed.error}`);
  if (!found) throw new PlainError(`The editor did not say what it measured for "${name}".`);
  return found;
}

/**
 * @param {string} text
 * @returns {string} what was done, for the terminal
 */
function writeIntoReadme(text) {
  const file = join(root, 'README.md');
  const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->'];
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const from = old.indexOf(begin);
  const to = old.indexOf(end);
  if (from < 0 || to < from)
    return `${file} has no place for the table (${begin} … ${end}); it was not written.`;
  const fresh = `${old.slice(0, from + begin.length)}\n${text}\n${old.slice(to)}`;
  mkdirSync(dirname(file), { recursive: true });
  if (fresh !== old) writeFileSync(file, fresh);
  return `The table stands in ${file}.`;
}
