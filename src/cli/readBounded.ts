import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { LARGEST_FILE, TOO_LARGE } from '../base/limits.ts';

/** Without `O_NONBLOCK`, opening a pipe that has no writer would block forever. */
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const PIECE = 64 * 1024;

/**
 * Reads a file into a buffer until that is full: what the file system says of a size need not be so, and devices and
 * pipes, which may have no end, are not read at all.
 * @param opened called with what the file system says of the file
 * @returns the part of the buffer that was filled
 * @throws the error of the file system
 */
export function readInto(path: string, buffer: Buffer, opened?: (stats: Stats) => void): Buffer {
  const fd = openSync(path, AT_ONCE);
  try {
    const stats = fstatSync(fd);
    // To read a folder fails with the error that says what it is.
    if (!stats.isFile() && !stats.isDirectory()) throw new Error('it is not a regular file');
    opened?.(stats);
    let length = 0;
    while (length < buffer.length) {
      const read = readSync(fd, buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(fd);
  }
}

/** The content of a file that is not too large. @throws the error of the file system, or one that says so */
export function readBounded(path: string): Buffer {
  let whole = Buffer.allocUnsafe(PIECE);
  let bytes = readInto(path, whole);
  if (bytes.length === whole.length) {
    // Once more for the few that are larger than most.
    whole = Buffer.allocUnsafeSlow(LARGEST_FILE + 1);
    bytes = readInto(path, whole);
  }
  if (bytes.length > LARGEST_FILE) throw new Error(`it is ${TOO_LARGE}`);
  return bytes;
}

/** The same as text, without its byte order mark. */
export function readBoundedText(path: string): string {
  return readBounded(path)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}
