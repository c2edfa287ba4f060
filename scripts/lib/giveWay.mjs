/**
 * Processes that take what others leave of the processors. A window that waits for its turn is drawn late, asked more often
 * and needs more of the machine in the end; a test without a window only takes longer.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { endGroup, endWithThisProcess } from './process.mjs';

/**
 * As `nice` counts, 0 to 19. Ten get a tenth of a processor that another process wants all of: enough to come to an end on
 * a machine that is kept busy by others.
 */
const niceness = 10;

/** Those that still run, and hear of no Ctrl+C: it reaches the terminal's own session alone. @type {Set<number>} */
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
  const { pid } = child;
  if (pid === undefined) return child;
  if (isApart) {
    endWithThisProcess(endAll);
    apart.add(pid);
    child.on('close', () => apart.delete(pid));
    attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(niceness)));
  }
  attempt(() => setPriority(pid, niceness));
  return child;
}

/** @param {() => void} change */
function attempt(change) {
  try {
    change();
  } catch {
    // The process has ended already, or the kernel has no groups for sessions and it runs as every other.
  }
}

/** Groups of processes, and not only those that lead them: what a test has started is in the group of the test. */
function endAll() {
  for (const pid of apart) endGroup(pid);
}
