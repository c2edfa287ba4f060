/**
 * `node scripts/bench/tour.mjs [FOLDER…]`: how long it takes until the tour of a workspace is ready, and what the tour
 * is, so that its order can be read and judged. Without a folder: the sample, the bench corpus where it was fetched,
 * and 5,000 manifests. The language server that was built last is asked what the editor asks it.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importTypeScript } from '../lib/content-modules.mjs';
import { runMain, say, yellow } from '../lib/log.mjs';
import { root } from '../lib/paths.mjs';
import { corpusFolder } from './corpus.mjs';
import { writeManifests } from './manifests.mjs';
import { startServer } from './memory.mjs';

/** Milliseconds in which a tour is to be ready. */
const GOAL = 5000;

await runMain(async () => {
  const { planTour, catalogue, languageOfPath } = await importTypeScript(`
    export { planTour } from './src/lessons/tour.ts';
    export { catalogue } from './src/generated/catalogue.ts';
    export { languageOfPath } from './src/engine/index.ts';
  `);
  const made = mkdtempSync(join(tmpdir(), 'hindsight-manifests-'));
  try {
    let folders = process.argv.slice(2).map((folder) => resolve(folder));
    if (folders.length === 0) {
      writeManifests(made, 5000);
      folders = [join(root, 'content', 'sample'), corpusFolder, made].filter(existsSync);
    }
    for (const folder of folders) await tourOf(folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }

  /** @param {string} folder */
  async function tourOf(folder) {
    const uris = files(folder)
      .filter((path) => languageOfPath(path))
      .map((path) => pathToFileURL(path).href);
    const base = `${pathToFileURL(folder).href}/`;
    const server = await startServer(folder);
    try {
      const started = performance.now();
      const { files: hinted } = await server.connection.request('hindsight/checkWorkspace', { uris });
      const checked = performance.now();
      const hints = hinted.flatMap((/** @type {any} */ file) => file.hints);
      const told = new Set(hints.map((/** @type {any} */ hint) => hint.lesson));
      const { found, aside, complete } = await server.connection.request('hindsight/tour', {
        lessons: catalogue.lessons
          .map((/** @type {any} */ { id }) => id)
          .filter((/** @type {string} */ id) => !told.has(id)),
        uris,
        hinted: hinted.map((/** @type {any} */ { uri }) => uri),
        budget: Math.max(1000, 4500 - (checked - started)),
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
      const took = performance.now() - started;
      const worked = processorTime(server.child.pid);
      say(
        `\n${relative(root, folder)}: ${uris.length} files, ${hints.length} hints, tour ready in ${Math.round(took)} ms` +
          ` (check ${Math.round(checked - started)} ms${worked === undefined ? '' : `, server's processor time ${worked} ms`})${complete ? '' : ', search ended early'}`,
      );
      for (const [index, { lesson, kind, why, place }] of stops.entries())
        say(`  ${index + 1}. ${lesson} (${kind}): ${why}; ${place.path}:${place.range.start.line + 1}`);
      for (const { lesson, kind, why } of more) say(`  more: ${lesson} (${kind}): ${why}`);
      if (took > GOAL) say(yellow(`  Longer than ${GOAL} ms.`));
    } finally {
      await server.end();
    }
  }
});

/**
 * Milliseconds of processor time that a process has used; on a busy machine it says more than the clock. Linux only.
 * @param {number | undefined} pid
 */
function processorTime(pid) {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // User and system time, in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
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
