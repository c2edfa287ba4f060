/**
 * Processes that take what others leave of the processors. A window that waits for its turn is drawn late, asked more often
 * and needs more of the machine in the end; a test without a window only takes longer.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * As `nice` counts, 0 to 19. Ten get a tenth of a processor that another process wants all of: enough to come to an end on
 * a machine that is kept busy by others.
 */
const niceness = 10;

/** Those that still run, and hear of no Ctrl+C: it reaches the terminal's own session alone. */
const apart = new Set();

/**
 * Starts a process that gives way to others, and ends it with this one.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {import('node:child_process').ChildProcess}
 */
export function spawnGivingWay(file, args, options) {
  // Linux shares the processors between sessions before it looks at the processes of one (sched(7), "The autogroup
  // feature"), and a browser has a session of its own. A niceness counts against it only for a session, too.
  const isApart = process.platform === 'linux';
  const child = spawn(file, args, { ...options, detached: isApart });
  if (child.pid === undefined) return child;
  if (isApart) {
    if (apart.size === 0) endWithThis();
    apart.add(child);
    child.on('close', () => apart.delete(child));
    lower(() => writeFileSync(`/proc/${child.pid}/autogroup`, String(niceness)));
  }
  const { pid } = child;
  lower(() => setPriority(pid, niceness));
  return child;
}

/** @param {() => void} change */
function lower(change) {
  try {
    change();
  } catch {
    // A process that has ended already, or a kernel without groups for sessions: it runs as every other then.
  }
}

let isBound = false;

function endWithThis() {
  if (isBound) return;
  isBound = true;
  process.on('exit', () => {
    for (const child of apart) child.kill('SIGKILL');
  });
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ]))
    process.on(signal, () => {
      // Where somebody else listens, that is who ends this process.
      if (process.listenerCount(signal) === 1) process.exit(128 + number);
    });
}
