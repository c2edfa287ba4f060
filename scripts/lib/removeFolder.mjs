import { rmSync } from 'node:fs';

/** Between two tries, in milliseconds. */
const PAUSE = 100;
const TRIES = 100;

/**
 * Removes a folder that a process which is just ending may still write into. Node's own tries do not help there: they
 * remove an emptied folder again and again, and never what was put into it meanwhile.
 * @param {string} path
 * @throws when something is still written into it after ten seconds
 */
export function removeFolder(path) {
  for (let left = TRIES; ; left--) {
    try {
      rmSync(path, { recursive: true, force: true });
      return;
    } catch (error) {
      const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error);
      if (left === 0 || !['ENOTEMPTY', 'EBUSY', 'EPERM'].includes(code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}
