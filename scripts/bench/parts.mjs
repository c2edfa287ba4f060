/** What the benchmark measures: a list of parts, in the order of the table. Each can fail without the others. */
import { statSync } from 'node:fs';
import { contestants } from './contestants.mjs';
import { measureProcesses } from './processes.mjs';
import * as rows from './rows.mjs';

/** @typedef {'build' | 'corpus' | 'oxlint' | 'biome' | 'eslint' | 'package'} Need */

/**
 * @typedef {object} Context
 * @property {number} runs
 * @property {string} vsix the package, for parts that need it
 * @property {(line: string) => void} say how far a part has come; a part that says nothing for long is ended
 */

/**
 * @typedef {object} Part
 * @property {string} name for `--skip` and the file of results
 * @property {string} title for the terminal
 * @property {readonly Need[]} needs what has to be there first
 * @property {'processes' | 'inside'} table which of the two tables it is in
 * @property {number} rows how many it has there
 * @property {RegExp} first tells its first row by the row's label
 * @property {(data: any) => string[][]} show cells of its rows
 * @property {(context: Context) => Promise<unknown>} [measure]
 * @property {Together} [together] instead of `measure`, for parts that are measured in turns
 * @property {number} [patience] milliseconds without a word after which it has hung
 */

/**
 * @typedef {(context: Context & {
 *   names: readonly string[],
 *   measured: (name: string, data: any) => void,
 *   failed: (name: string, error: unknown) => void,
 * }) => Promise<void>} Together
 */

/** @type {Record<string, { needs: readonly Need[], first: RegExp }>} */
const processes = {
  cold: { needs: [], first: /^hindsight check, cold \(--no-cache\)/ },
  repeated: { needs: [], first: /^hindsight check, repeated / },
  oxlint: { needs: ['oxlint'], first: /^oxlint, / },
  biome: { needs: ['biome'], first: /^Biome, / },
  eslint: { needs: ['eslint'], first: /^ESLint, / },
};

/** @type {readonly Part[]} */
export const parts = [
  ...contestants.map(
    ({ id, name }) =>
      /** @type {Part} */ ({
        name: id,
        title: name,
        table: 'processes',
        rows: 1,
        show: rows.ofProcess,
        together: measureProcesses,
        ...processes[id],
        needs: ['build', 'corpus', ...(processes[id]?.needs ?? [])],
      }),
  ),
  {
    name: 'edits',
    title: 'Edits',
    needs: [],
    table: 'inside',
    rows: 2,
    first: /^From an edit to its hints, TSX file .*, the first /,
    show: rows.ofEdits,
    measure: async () => (await import('./edits.mjs')).measureEdits({ edits: 300 }),
  },
  {
    name: 'search',
    title: 'Search',
    needs: ['build'],
    table: 'inside',
    rows: 1,
    first: /^\*Ask Hindsight\*/,
    show: rows.ofSearch,
    measure: async () => (await import('./search.mjs')).measureSearch(),
  },
  {
    name: 'server',
    title: "Language server's memory",
    needs: ['build', 'corpus'],
    table: 'inside',
    rows: 1,
    first: /^Language server's memory after checking/,
    show: rows.ofServer,
    measure: async () => (await import('./memory.mjs')).measureServer(),
  },
  {
    name: 'manifests-check',
    title: 'Manifests, command line',
    needs: ['build'],
    table: 'inside',
    rows: 1,
    first: /^hindsight check, cold, [\d,]+ Kubernetes manifests/,
    show: rows.ofManifestChecks,
    measure: async ({ runs, say }) =>
      (await import('./kubernetes.mjs')).measureManifestChecks({ runs: Math.min(runs, 5), say }),
  },
  {
    name: 'manifests-server',
    title: 'Manifests, language server',
    needs: ['build'],
    table: 'inside',
    rows: 4,
    first: /^What [\d,]+ Kubernetes manifests tell each other/,
    show: rows.ofManifestServer,
    measure: async ({ say }) => (await import('./kubernetes.mjs')).measureManifestServer({ say }),
  },
  ...tours({ sample: /the sample, /, corpus: /the corpus, /, manifests: /[\d,]+ Kubernetes manifests/ }),
  {
    name: 'activation',
    title: 'Activation',
    needs: ['build', 'package'],
    table: 'inside',
    rows: 1,
    first: /^Activation in the editor/,
    show: rows.ofActivation,
    measure: async (context) => (await import('./suites.mjs')).measureActivation(context),
  },
  {
    name: 'restart',
    title: 'Restart',
    needs: ['build', 'package'],
    table: 'inside',
    rows: 1,
    first: /^From a killed language server/,
    show: rows.ofRestart,
    measure: async (context) => (await import('./suites.mjs')).measureRestart(context),
  },
  {
    name: 'panel-times',
    title: 'Lesson panel, times',
    needs: ['build', 'package'],
    table: 'inside',
    rows: 5,
    first: /^From the command to the painted lesson in an open panel/,
    show: rows.ofPanelTimes,
    measure: async ({ vsix, say }) => (await import('./panel.mjs')).measurePanelTimes({ vsix, say }),
  },
  {
    name: 'panel-memory',
    title: 'Lesson panel, memory',
    needs: ['build', 'package'],
    table: 'inside',
    rows: 2,
    first: /^Left in memory by \d+ lessons, each opened/,
    show: rows.ofPanelMemory,
    measure: async ({ vsix, say }) => (await import('./panel.mjs')).measurePanelMemory({ vsix, say }),
  },
  {
    name: 'package',
    title: 'Package',
    needs: ['build', 'package'],
    table: 'inside',
    rows: 1,
    first: /^Package$/,
    show: rows.ofPackage,
    measure: async ({ vsix }) => ({ bytes: statSync(vsix).size }),
  },
];

/**
 * @param {Record<import('./tours.mjs').Workspace, RegExp>} labels
 * @returns {Part[]} one part a workspace
 */
function tours(labels) {
  return Object.entries(labels).map(([name, label]) => {
    const workspace = /** @type {import('./tours.mjs').Workspace} */ (name);
    return {
      name: `tour-${name}`,
      title: `Tour, ${name}`,
      needs: name === 'corpus' ? ['build', 'corpus'] : ['build'],
      table: 'inside',
      rows: 1,
      first: new RegExp(`^\\*Onboard Me to This Repository\\*, until the tour is ready: ${label.source}`),
      show: (/** @type {any} */ data) => rows.ofTour(workspace, data),
      measure: async ({ runs, say }) =>
        (await import('./tours.mjs')).measureTour(workspace, { runs: Math.min(runs, 3), say }),
    };
  });
}
