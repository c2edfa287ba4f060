/** How long it takes until the tour of a workspace is ready, and what the tour is. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importTypeScript } from '../lib/content-modules.mjs';
import { sampleFolder } from '../lib/paths.mjs';
import { corpusFolder } from './corpus.mjs';
import { writeManifests } from './manifests.mjs';
import { repeat } from './repeat.mjs';
import { processorTimeOf, startServer } from './server.mjs';
import { median } from './spread.mjs';

/**
 * @typedef {object} MadeTour
 * @property {number} files
 * @property {number} hints
 * @property {number} milliseconds from the start of the language server until the tour is there
 * @property {number} check those of them until the workspace was checked
 * @property {number | undefined} processor milliseconds of processor time of the server
 * @property {boolean} complete whether the search for places came to its end
 * @property {import('../../src/lessons/tour.ts').TourStop[]} stops
 * @property {import('../../src/lessons/tour.ts').TourStop[]} more
 */

/**
 * @typedef {object} TourTime
 * @property {number} files
 * @property {number} stops
 * @property {number} median milliseconds from the start of the language server until the tour is there
 * @property {number[]} times
 * @property {number} asked how many times were to be measured
 */

/** @typedef {'sample' | 'corpus' | 'manifests'} Workspace `manifests` are 5,000 of them */

/**
 * Makes the tour of a workspace.
 * @param {Workspace} workspace
 * @param {{ runs: number, say?: (line: string) => void }} options
 * @returns {Promise<TourTime>}
 */
export async function measureTour(workspace, { runs, say = () => undefined }) {
  const made = mkdtempSync(join(tmpdir(), 'hindsight-manifests-'));
  const folder = { sample: sampleFolder, corpus: corpusFolder, manifests: made }[workspace];
  try {
    if (workspace === 'manifests') writeManifests(made, 5000);
    const tours = await repeat(
      runs,
      async () => {
        const tour = await makeTour(folder);
        say(
          `${workspace}: ${tour.milliseconds.toFixed(0)} ms, server's processor time ${tour.processor ?? '?'} ms`,
        );
        return tour;
      },
      say,
    );
    const times = tours.map(({ milliseconds }) => milliseconds);
    const [{ files, stops } = { files: 0, stops: [] }] = tours;
    return { files, stops: stops.length, median: median(times), times, asked: runs };
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/**
 * Makes the tour of a folder: the language server that was built last is asked what the editor asks it, and the
 * editor's own code chooses the stops. The listing of the files, which is the editor's, is not measured.
 * @param {string} folder absolute
 * @returns {Promise<MadeTour>}
 */
export async function makeTour(folder) {
  const { planTour, catalogue, languageOfPath } = await importTypeScript(`
    export { planTour } from './src/lessons/tour.ts';
    export { catalogue } from './src/generated/catalogue.ts';
    export { languageOfPath } from './src/engine/index.ts';
  `);
  const uris = files(folder)
    .filter((path) => languageOfPath(path))
    .map((path) => pathToFileURL(path).href);
  const base = `${pathToFileURL(folder).href}/`;
  const started = performance.now();
  const server = await startServer(folder);
  try {
    const { files: hinted } = await server.connection.request('hindsight/checkWorkspace', { uris });
    const check = performance.now() - started;
    const hints = hinted.flatMap((/** @type {any} */ file) => file.hints);
    const covered = new Set(hints.map((/** @type {any} */ hint) => hint.lesson));
    const { found, aside, complete } = await server.connection.request('hindsight/tour', {
      lessons: catalogue.lessons
        .map((/** @type {any} */ { id }) => id)
        .filter((/** @type {string} */ id) => !covered.has(id)),
      uris,
      hinted: hinted.map((/** @type {any} */ { uri }) => uri),
      budget: Math.max(1000, 4500 - check),
    });
    const path = (/** @type {string} */ uri) => decodeURIComponent(uri.slice(base.length));
    const { stops, more } = planTour({
      catalogue,
      hints: hints.map((/** @type {any} */ hint) => ({
        ...hint,
        path: path(hint.uri),
        isAside: aside.includes(hint.uri),
      })),
      found: found.map((/** @type {any} */ place) => ({ ...place, path: path(place.uri) })),
      isLeftOut: () => false,
      isRead: () => false,
    });
    const milliseconds = performance.now() - started;
    const processor = processorTimeOf(server.child.pid ?? 0);
    return { files: uris.length, hints: hints.length, milliseconds, check, processor, complete, stops, more };
  } finally {
    await server.end();
  }
}

/**
 * @param {string} folder
 * @returns {string[]} without folders that the editor does not list either
 */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['node_modules', '.git', 'dist', 'build', 'out', 'coverage'].includes(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? files(join(folder, entry.name))
        : entry.isFile()
          ? [join(folder, entry.name)]
          : [],
    )
    .sort();
}
