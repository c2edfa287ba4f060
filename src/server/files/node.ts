import {
  close,
  closeSync,
  constants,
  fstat,
  fstatSync,
  open,
  openSync,
  read,
  readSync,
  type Stats,
} from 'node:fs';
import { promisify } from 'node:util';
import { LARGEST_FILE, TOO_LARGE } from '../../base/limits.ts';
import { LeftAlone } from '../limits.ts';

/** Those of `node:fs/promises` take several times as long for a small file. */
const openLater = promisify(open);
const statLater = promisify(fstat);
const readLater = promisify(read);
const closeLater = promisify(close);

/** Milliseconds after which a disk is not waited for. */
const SLOW_READ = 4;
/** Files that are then read by other threads before the disk is tried again. */
const SPARED = 500;
/** Bytes up to which a file is read at once, and of which the pieces of a larger one are. */
const SMALL = 64 * 1024;
/** Without `O_NONBLOCK`, opening a pipe that has no writer would block forever. */
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const buffer = Buffer.allocUnsafeSlow(SMALL);

/**
 * Reads files. A workspace has thousands of small ones, and to have another thread read one takes several times as long
 * as to read it; so they are read here for as long as the disk is quick.
 * @param now in milliseconds; tests bring their own
 * @returns what reads the file of an absolute path, and throws the error of the file system, or `LeftAlone` for what is
 * larger than is checked, and for devices and pipes, which may have no end
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
    const file = await openLater(path, AT_ONCE);
    try {
      return await readPieces(file, await statLater(file));
    } finally {
      await closeLater(file);
    }
  };
}

export const readLocal = localReader();

/** `undefined` for what is larger, or cannot be read so. */
function readSmall(path: string): Uint8Array | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, AT_ONCE);
    if (!isReadable(fstatSync(file))) return undefined;
    const length = readSync(file, buffer, 0, SMALL, null);
    return length < SMALL ? Buffer.from(buffer.subarray(0, length)) : undefined;
  } catch {
    // The other way of reading finds and tells the cause.
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function isReadable(stats: Stats): boolean {
  return stats.isFile() && stats.size <= LARGEST_FILE;
}

/** Reads one byte more than is checked at most: what the file system says of a size need not be so, and files grow. */
async function readPieces(file: number, stats: Stats): Promise<Uint8Array> {
  // To read a folder fails with the error that says what it is.
  if (!stats.isFile() && !stats.isDirectory()) throw new LeftAlone('not a regular file');
  if (stats.size > LARGEST_FILE && stats.isFile()) throw new LeftAlone(TOO_LARGE);
  const pieces: Buffer[] = [];
  for (let length = 0; length <= LARGEST_FILE; ) {
    const piece = Buffer.allocUnsafeSlow(Math.min(SMALL, LARGEST_FILE + 1 - length));
    const { bytesRead } = await readLater(file, piece, 0, piece.length, null);
    if (bytesRead === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, bytesRead));
    length += bytesRead;
  }
  throw new LeftAlone(TOO_LARGE);
}
