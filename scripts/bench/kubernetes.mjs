/**
 * What a workspace of Kubernetes manifests costs, beside one of a tenth of its size: the command line's cold check, and in
 * the language server, over its own protocol, the time from an edit to its hints once all files are read, and memory.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../lib/log.mjs';
import { dist } from '../lib/paths.mjs';
import { manifests, writeManifests } from './manifests.mjs';
import { median } from './processes.mjs';
import { memoryOf, processorTimeOf, startServer } from './server.mjs';
import { seeded, spread } from './spread.mjs';

/** @typedef {import('./spread.mjs').Spread} Spread */

/**
 * @typedef {object} TreeCost
 * @property {number} files
 * @property {{ median: number, least: number, times: number[], processor: number | undefined }} cold milliseconds of
 *   `hindsight check --no-cache`; `processor` is the least of the time that all of its threads used
 * @property {number} reading milliseconds in which the server reads what all files tell each other
 * @property {Spread & { edits: number }} own milliseconds from an edit to its hints, in a file with a folder of its own
 * @property {Spread & { edits: number, neighbours: number }} shared the same in a folder with many files
 * @property {{ read: number, after: number, peak: number | undefined }} memory of the server in bytes: when all files are
 *   read, when they were also checked and two edited, and at its highest
 */

/**
 * @param {{ runs: number, edits?: number, onRun?: (line: string) => void }} options
 * @returns {Promise<TreeCost[]>} of 500 files, then of 5,000
 */
export async function measureManifests({ runs, edits = 200, onRun = () => undefined }) {
  const folder = mkdtempSync(join(tmpdir(), 'hindsight-manifests-'));
  const counts = [500, 5000];
  const folderOf = (/** @type {number} */ count) => join(folder, String(count));
  try {
    for (const count of counts) writeManifests(folderOf(count), count);
    /** @type {Map<number, { milliseconds: number, processor: number | undefined }[]>} */
    const checks = new Map(counts.map((count) => [count, []]));
    for (const count of counts) await check(folderOf(count));
    for (let run = 0; run < runs; run++)
      for (const count of counts) {
        const cost = await check(folderOf(count));
        checks.get(count)?.push(cost);
        onRun(
          `hindsight check, ${count} manifests: ${cost.milliseconds.toFixed(0)} ms, processor ${cost.processor ?? '?'} ms`,
        );
      }
    /** @type {TreeCost[]} */
    const result = [];
    for (const count of counts) {
      const costs = checks.get(count) ?? [];
      const times = costs.map(({ milliseconds }) => milliseconds);
      const processor = costs.map((each) => each.processor).filter((each) => each !== undefined);
      const cold = {
        median: median(times),
        least: Math.min(...times),
        times,
        processor: processor.length > 0 ? Math.min(...processor) : undefined,
      };
      const session = await inServer(folderOf(count), count, edits);
      onRun(
        `language server, ${count} manifests: p95 ${session.own.p95.toFixed(1)} ms and ${session.shared.p95.toFixed(1)} ms`,
      );
      result.push({ files: count, cold, ...session });
    }
    return result;
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
 * @returns {Promise<Omit<TreeCost, 'files' | 'cold'>>}
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
    // Time to check again what the edits concern, and to collect what is left.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const { now, peak } = await memoryOf(pid);
    return { reading, ...edited, memory: { read, after: now, peak } };
  } finally {
    await end();
  }
}

/**
 * Types into a file and waits after each edit for the hints of that version.
 * @param {Awaited<ReturnType<typeof startServer>>['connection']} connection
 * @param {string} folder
 * @param {string} path
 * @param {string} uri
 * @param {number} edits
 * @returns {Promise<Spread>}
 */
async function editing(connection, folder, path, uri, edits) {
  let text = readFileSync(join(folder, ...path.split('/')), 'utf8');
  /** @type {Map<number, () => void>} */
  const waiting = new Map();
  connection.onNotification = (method, params) => {
    if (method === 'hindsight/hints' && params.uri === uri) waiting.get(params.version)?.();
  };
  const hintsOf = (/** @type {number} */ version) =>
    new Promise((/** @type {(value?: undefined) => void} */ resolve) => waiting.set(version, resolve));
  let version = 1;
  const opened = hintsOf(version);
  connection.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
  await opened;
  const random = seeded(11);
  /** @type {number[]} */
  const times = [];
  /** @type {Change | undefined} */
  let undo;
  // The first edits find code that nothing has warmed yet. Every second edit takes the one before it back: a person leaves
  // a text half-typed for a moment.
  const warmUp = 40;
  for (let i = -warmUp; i < edits; i++) {
    const change = undo ?? anEdit(text, random);
    const { start, end, newText } = change;
    undo = undo ? undefined : { start, end: start + newText.length, newText: text.slice(start, end) };
    const range = { start: positionAt(text, start), end: positionAt(text, end) };
    text = text.slice(0, start) + newText + text.slice(end);
    version++;
    const hints = hintsOf(version);
    const sent = performance.now();
    connection.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: newText }],
    });
    await hints;
    if (i >= 0) times.push(performance.now() - sent);
    waiting.delete(version);
  }
  connection.notify('textDocument/didClose', { textDocument: { uri } });
  return spread(times);
}

/** @typedef {{ start: number, end: number, newText: string }} Change */

/**
 * What a person types into a manifest. Every second edit is in a value that other files are compared with: a label, a name,
 * a port.
 * @param {string} text
 * @param {() => number} random
 * @returns {Change}
 */
function anEdit(text, random) {
  const telling = [...text.matchAll(/(?:name|port|containerPort|targetPort|app|part-of): \w/g)];
  if (random() < 0.5 && telling.length > 0) {
    const match = telling[Math.floor(random() * telling.length)];
    const end = (match?.index ?? 0) + (match?.[0].length ?? 0);
    return { start: end, end, newText: '1' };
  }
  const start = Math.floor(random() * text.length);
  const kind = random();
  if (kind < 0.6) return { start, end: start, newText: 'abcxyz012 :-'.charAt(Math.floor(random() * 12)) };
  if (kind < 0.85)
    return { start, end: Math.min(text.length, start + 1 + Math.floor(random() * 4)), newText: '' };
  if (kind < 0.95) return { start, end: start, newText: '\n' };
  return { start, end: start, newText: '"[{#'.charAt(Math.floor(random() * 4)) };
}

/**
 * @param {string} text
 * @param {number} offset
 */
function positionAt(text, offset) {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}
