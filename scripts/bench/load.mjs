/** How busy other programs keep the machine. */
import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** @typedef {{ before: number, after?: number }} Load processor cores that other programs kept busy, around a part */

/**
 * Looks on for two seconds, in which the benchmark itself does nothing. The load average of the system would count the
 * benchmark's own work of the last minute, and Windows has none.
 * @param {number} [milliseconds]
 * @returns {Promise<number>} cores that were busy, from 0 to all of them
 */
export async function loadOfOthers(milliseconds = 2000) {
  const before = times();
  await wait(milliseconds);
  const after = times();
  const all = after.all - before.all;
  return all <= 0 ? 0 : ((after.busy - before.busy) / all) * cpus().length;
}

/**
 * @param {Load} load
 * @param {number} cores
 * @returns {boolean} whether times that were measured then are worth less than those of a quiet machine
 */
export function isBusy({ before, after = 0 }, cores) {
  return Math.max(before, after) > cores / 4;
}

function times() {
  let busy = 0;
  let all = 0;
  for (const { times } of cpus()) {
    const { user, nice, sys, idle, irq } = times;
    busy += user + nice + sys + irq;
    all += user + nice + sys + irq + idle;
  }
  return { busy, all };
}
