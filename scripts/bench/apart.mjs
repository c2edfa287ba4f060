/**
 * Parts are measured in a process of their own: whatever a part does, whether it throws where nothing catches it, hangs,
 * or leaves an editor behind, it ends with that process and the next part begins clean.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endGroup, run } from '../lib/process.mjs';

/** @typedef {{ module: string, names: readonly string[], runs: number, vsix: string }} Task `module` exports `parts` */

/**
 * @typedef {{ type: 'said', text: string }
 *   | { type: 'measured', name: string, data: unknown }
 *   | { type: 'failed', name: string, reason: string, detail: string }
 *   | { type: 'broken', reason: string, detail: string }
 *   | { type: 'end' }} Message
 */

/** @typedef {{ data: unknown } | { reason: string, detail: string }} Measured */

const script = fileURLToPath(new URL('./partProcess.mjs', import.meta.url));
const isWindows = process.platform === 'win32';
/** A part says how far it has come; one that says nothing for so long has hung. */
const patience = 30 * 60_000;
/** How long a process has to end what it started, in milliseconds. */
const grace = 15_000;

/** @type {Set<() => Promise<void>>} */
const running = new Set();

/** Ends every part at work, with all that it started. */
export async function endParts() {
  await Promise.all([...running].map((end) => end()));
}

/**
 * @param {Task} task
 * @param {{ patience?: number | undefined, say: (line: string) => void, onOutcome: (name: string, measured: Measured) => void }} options
 *   `onOutcome` is called once for each name, as soon as it is known
 * @returns {Promise<void>} when the process is gone; never rejects for what happens in it
 */
export async function measureApart(task, { say, onOutcome, ...options }) {
  // A group of its own: the terminal's Ctrl+C reaches only us, and we can end all of it.
  const child = fork(script, { detached: !isWindows, execArgv: [] });
  const open = new Set(task.names);
  /** @type {{ reason: string, detail: string } | undefined} */
  let broken;
  const settle = (/** @type {string} */ name, /** @type {Measured} */ measured) => {
    if (open.delete(name)) onOutcome(name, measured);
  };
  const gone = new Promise((resolve) => {
    // The last messages may come after the exit, but before the channel is closed.
    let left = 2;
    const one = () => --left === 0 && resolve(undefined);
    child.once('exit', one);
    child.once('disconnect', one);
    child.once('error', (error) => {
      broken ??= { reason: `Its process could not start: ${error.message}`, detail: String(error.stack) };
      if (child.pid === undefined) resolve(undefined);
    });
  });
  const end = () => endChild(child, gone);
  running.add(end);

  const limit = options.patience ?? patience;
  const giveUp = () => {
    const reason = `It said nothing for ${limit < 60_000 ? `${limit} ms` : `${Math.round(limit / 60_000)} minutes`} and was ended.`;
    broken ??= { reason, detail: reason };
    void end();
  };
  let timer = setTimeout(giveUp, limit);
  child.on('message', (/** @type {Message} */ message) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, limit);
    if (message.type === 'said') say(message.text);
    else if (message.type === 'measured') settle(message.name, { data: message.data });
    else if (message.type === 'failed') settle(message.name, message);
    else if (message.type === 'broken') broken ??= message;
  });
  child.send(task, () => undefined);
  await gone;
  clearTimeout(timer);
  endGroup(child.pid);
  running.delete(end);
  const how = child.signalCode ?? `code ${child.exitCode}`;
  const { reason, detail } = broken ?? {
    reason: `Its process ended with ${how} before it was done.`,
    detail: '',
  };
  for (const name of open) settle(name, { reason, detail });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<unknown>} gone
 */
async function endChild(child, gone) {
  if (child.pid === undefined) return;
  // Windows ends a process without asking it, so there all of the tree has to be named.
  if (isWindows) await run('taskkill', ['/pid', String(child.pid), '/T', '/F']).catch(() => undefined);
  else if (child.connected) child.disconnect();
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    endGroup(child.pid);
  }, grace);
  await gone;
  clearTimeout(timer);
}
