import { closeSync, constants, openSync, readFile, readSync } from 'node:fs';
import { promisify } from 'node:util';

/** That of `node:fs/promises` takes several times as long for a small file. */
const readLater = promisify(readFile);

/** Milliseconds after which a disk is not waited for. */
const SLOW_READ = 4;
/** Files that are then read by other threads before the disk is tried again. */
const SPARED = 500;
/** Bytes up to which a file is read at once. */
const SMALL = 64 * 1024;
/** Without `O_NONBLOCK`, opening a pipe that has no writer would block forever. */
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const buffer = Buffer.allocUnsafeSlow(SMALL);

/**
 * Reads files. A workspace has thousands of small ones, and to have another thread read one takes several times as long
 * as to read it; so they are read here for as long as the disk is quick.
 * @param now in milliseconds; tests bring their own
 * @returns what reads the file of an absolute path, and throws the error of the file system
 */
export function localReader(now = () => performance.now()): (path: string) => Promise<Uint8Array> {
  let spared = 0;
  return async (path) => {
    if (spared > 0) spared--;
    else {
      const started = now();
      const bytes = readSmall(path);
      if (now() - started > SLOW_READ) spared = SPARED;
      if (bytes) return bytes;
    }
    // Node takes a number here as well, which its types do not say.
    return readLater(path, { flag: AT_ONCE as unknown as string });
  };
}

export const readLocal = localReader();

/** `undefined` for what is larger, or cannot be read so. */
function readSmall(path: string): Uint8Array | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, AT_ONCE);
    const length = readSync(file, buffer, 0, SMALL, null);
    return length < SMALL ? Buffer.from(buffer.subarray(0, length)) : undefined;
  } catch {
    // The other way of reading finds and tells the cause.
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
