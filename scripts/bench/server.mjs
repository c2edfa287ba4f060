/** A language server of its own process, spoken to as the editor does, and what it costs. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { importTypeScript } from '../lib/content-modules.mjs';
import { PlainError } from '../lib/log.mjs';
import { dist } from '../lib/paths.mjs';
import { endProcess, run } from '../lib/process.mjs';

/**
 * Starts the language server that was built last on a workspace of one folder.
 * @param {string} folder absolute
 */
export async function startServer(folder) {
  const { SERVER_NODE_FLAGS } = await importTypeScript(
    "export { SERVER_NODE_FLAGS } from './src/protocol/server.ts';",
  );
  const child = spawn(
    process.execPath,
    // As the editor starts it.
    [...SERVER_NODE_FLAGS, join(dist, 'server.node.cjs'), '--stdio'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const connection = new Connection(child);
  const uri = pathToFileURL(folder).href;
  await connection.request('initialize', {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'bench' }],
    capabilities: {},
    initializationOptions: { settings: { rules: {}, known: [] } },
  });
  connection.notify('initialized', {});
  return { child, connection, end: () => endProcess(child) };
}

/** The few messages of LSP that this needs. */
class Connection {
  #next = 1;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #open = new Map();
  #buffer = Buffer.alloc(0);
  #child;
  /** Rejects when the server has ended. @type {Promise<never>} */
  #ended;
  /** Told of every notification. @type {(method: string, params: any) => void} */
  onNotification = () => undefined;

  /** @param {import('node:child_process').ChildProcess} child */
  constructor(child) {
    this.#child = child;
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
    // What is written to a server that has just ended is lost; that it has ended is said below.
    child.stdin?.on('error', () => undefined);
    this.#ended = new Promise((_, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        reject(new PlainError(`The language server ended with ${signal ?? `code ${code}`}.`));
      });
    });
    this.#ended.catch(() => undefined);
  }

  /**
   * @template T
   * @param {Promise<T>} answer
   * @returns {Promise<T>} the same, but rejected when the server ends before it
   */
  unlessEnded(answer) {
    return Promise.race([answer, this.#ended]);
  }

  /**
   * @param {string} method
   * @param {object} params
   * @returns {Promise<any>}
   */
  request(method, params) {
    const id = this.#next++;
    this.#send({ id, method, params });
    return this.unlessEnded(new Promise((resolve, reject) => this.#open.set(id, { resolve, reject })));
  }

  /**
   * @param {string} method
   * @param {object} params
   */
  notify(method, params) {
    this.#send({ method, params });
  }

  /** @param {object} message */
  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read() {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('latin1', 0, end))?.[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.#buffer.toString('utf8', end + 4, end + 4 + length));
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      if (message.method && message.id !== undefined) this.#send({ id: message.id, result: null });
      else if (message.method) this.onNotification(message.method, message.params);
      const waiting = message.method ? undefined : this.#open.get(message.id);
      if (!waiting) continue;
      this.#open.delete(message.id);
      if (message.error) waiting.reject(new Error(message.error.message));
      else waiting.resolve(message.result);
    }
  }
}

/**
 * The resident memory of a process.
 * @param {number} pid
 * @returns {Promise<{ now: number, peak: number | undefined }>} bytes; the peak on Linux only
 */
export async function memoryOf(pid) {
  if (process.platform === 'linux') {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (/** @type {string} */ name) =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * 1024;
    return { now: field('VmRSS'), peak: field('VmHWM') };
  }
  if (process.platform === 'win32')
    throw new PlainError('The memory of a process is not measured on Windows.');
  const { output } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return { now: Number(output.trim()) * 1024, peak: undefined };
}

/**
 * Waits until a process has done nothing for three seconds in a row: what it had begun is done, and its garbage collected.
 * Where nothing tells what it does, three seconds have to be enough.
 * @param {number} pid
 */
export async function atRest(pid) {
  let quiet = 0;
  let last = processorTimeOf(pid);
  const deadline = Date.now() + 600_000;
  while (quiet < 3 && Date.now() < deadline) {
    await wait(1000);
    const now = processorTimeOf(pid);
    // One tick of the system's clock is no work.
    quiet = now === undefined || last === undefined || now - last <= 10 ? quiet + 1 : 0;
    last = now;
  }
}

/**
 * Milliseconds of processor time that a process has used; on a busy machine it says more than the clock. Linux only.
 * @param {number | 'self'} pid
 * @param {{ children?: boolean }} [options] `children` asks for those of its children that have ended instead
 */
export function processorTimeOf(pid, { children = false } = {}) {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // User and system time, in hundredths of a second.
  const at = children ? 13 : 11;
  return (Number(fields[at]) + Number(fields[at + 1])) * 10;
}
