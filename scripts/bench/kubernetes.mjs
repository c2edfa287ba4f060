/**
 * What a workspace of Kubernetes manifests costs, beside one of a tenth of its size: the command line's cold check, and in
 * the language server, over its own protocol, the time from an edit to its hints once all files are read, and memory.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../lib/log.mjs';
import { dist } from '../lib/paths.mjs';
import { manifests, writeManifests } from './manifests.mjs';
import { repeat } from './repeat.mjs';
import { atRest, memoryOf, processorTimeOf, startServer } from './server.mjs';
import { median } from './spread.mjs';
import { editing } from './typing.mjs';

/** @typedef {import('./spread.mjs').Spread} Spread */

/**
 * @typedef {object} CheckCost
 * @property {number} files
 * @property {number} median milliseconds of `hindsight check --no-cache`
 * @property {number} least
 * @property {number[]} times
 * @property {number | undefined} processor the least of the time that all of its threads used
 */

/**
 * @typedef {object} ServerCost
 * @property {number} files
 * @property {number} reading milliseconds in which the server reads what all files tell each other
 * @property {Spread & { edits: number }} own milliseconds from an edit to its hints, in a file with a folder of its own
 * @property {Spread & { edits: number, neighbours: number }} shared the same in a folder with many files
 * @property {{ read: number, after: number, peak: number | undefined }} memory of the server in bytes: when all files are
 *   read, when they were also checked and two edited, and at its highest
 */

/** The smaller workspace first. */
const counts = [500, 5000];

/**
 * @param {{ runs: number, say?: (line: string) => void }} options
 * @returns {Promise<{ asked: number, trees: CheckCost[] }>} of 500 files, then of 5,000
 */
export async function measureManifestChecks({ runs, say = () => undefined }) {
  return withManifests(async (folderOf) => {
    for (const count of counts) await check(folderOf(count));
    // A run is a check of both, one after the other, so that whatever else the machine does meets both alike.
    const costs = await repeat(
      runs,
      async () => {
        const pair = [];
        for (const count of counts) {
          const cost = await check(folderOf(count));
          say(
            `hindsight check, ${count} manifests: ${cost.milliseconds.toFixed(0)} ms, processor ${cost.processor ?? '?'} ms`,
          );
          pair.push(cost);
        }
        return pair;
      },
      say,
    );
    const trees = counts.map((files, at) => {
      const times = costs.map((pair) => pair[at]?.milliseconds ?? Number.NaN);
      const processor = costs.map((pair) => pair[at]?.processor).filter((each) => each !== undefined);
      return {
        files,
        median: median(times),
        least: Math.min(...times),
        times,
        processor: processor.length > 0 ? Math.min(...processor) : undefined,
      };
    });
    return { asked: runs, trees };
  });
}

/**
 * @param {{ edits?: number, say?: (line: string) => void }} options
 * @returns {Promise<ServerCost[]>} of 500 files, then of 5,000
 */
export async function measureManifestServer({ edits = 200, say = () => undefined }) {
  return withManifests(async (folderOf) => {
    /** @type {ServerCost[]} */
    const result = [];
    for (const files of counts) {
      const session = await inServer(folderOf(files), files, edits);
      const { own, shared } = session;
      say(
        `language server, ${files} manifests: p95 ${own.p95.toFixed(1)} ms and ${shared.p95.toFixed(1)} ms`,
      );
      result.push({ files, ...session });
    }
    return result;
  });
}

/**
 * Writes the workspaces, and removes them in the end.
 * @template T
 * @param {(folderOf: (count: number) => string) => Promise<T>} use
 */
async function withManifests(use) {
  const folder = mkdtempSync(join(tmpdir(), 'hindsight-manifests-'));
  const folderOf = (/** @type {number} */ count) => join(folder, String(count));
  try {
    for (const count of counts) writeManifests(folderOf(count), count);
    return await use(folderOf);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<{ milliseconds: number, processor: number | undefined }>}
 */
function check(folder) {
  return new Promise((resolve, reject) => {
    const before = processorTimeOf('self', { children: true });
    const started = performance.now();
    const child = spawn(process.execPath, [join(dist, 'cli.js'), 'check', '--no-cache', '.'], {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, NO_COLOR: '1' },
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      const milliseconds = performance.now() - started;
      const after = processorTimeOf('self', { children: true });
      // 1: there are hints.
      if (code !== 0 && code !== 1) reject(new PlainError(`"hindsight check" ended with code ${code}.`));
      else
        resolve({
          milliseconds,
          processor: before === undefined || after === undefined ? undefined : after - before,
        });
    });
  });
}

/**
 * @param {string} folder
 * @param {number} count
 * @param {number} edits
 * @returns {Promise<Omit<ServerCost, 'files'>>}
 */
async function inServer(folder, count, edits) {
  const files = manifests(count);
  const uriOf = (/** @type {string} */ path) => pathToFileURL(join(folder, ...path.split('/'))).href;
  const uris = files.map(({ path }) => uriOf(path));
  const { child, connection, end } = await startServer(folder);
  const pid = child.pid ?? 0;
  try {
    const started = performance.now();
    await connection.request('hindsight/collect', { uris });
    const reading = performance.now() - started;
    const read = (await memoryOf(pid)).now;
    await connection.request('hindsight/checkWorkspace', { uris });
    const own = files.find(({ path }) => /^teams\/.*\/deployment\.yaml$/.test(path))?.path ?? '';
    const flat = files.filter(({ path }) => path.startsWith('clusters/cluster-0/')).map(({ path }) => path);
    const edited = {
      own: { ...(await editing(connection, folder, own, uriOf(own), edits)), edits },
      shared: {
        ...(await editing(connection, folder, flat[0] ?? '', uriOf(flat[0] ?? ''), edits)),
        edits,
        neighbours: flat.length - 1,
      },
    };
    // It checks again what the edits concern, and collects what is left.
    await atRest(pid);
    const { now, peak } = await memoryOf(pid);
    return { reading, ...edited, memory: { read, after: now, peak } };
  } finally {
    await end();
  }
}
