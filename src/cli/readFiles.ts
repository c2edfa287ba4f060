import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { LARGEST_FILE } from '../base/limits.ts';
import { isBinaryText } from '../engine/languages.ts';
import { HASH_BYTES, type Job, STAT_NUMBERS, State, unreadable } from './job.ts';
import { readInto } from './readBounded.ts';

/** One buffer for all files: a file is looked at and forgotten, and most hold nothing to look for. */
const buffer = Buffer.allocUnsafeSlow(LARGEST_FILE + 1);

/** The words of each language as bytes. */
export class Needles {
  readonly #byLanguage = new Map<string, readonly Buffer[]>();
  readonly #wordsFor: (language: string) => readonly string[];

  constructor(wordsFor: (language: string) => readonly string[]) {
    this.#wordsFor = wordsFor;
  }

  areIn(bytes: Buffer, language: string): boolean {
    let words = this.#byLanguage.get(language);
    if (!words) {
      words = this.#wordsFor(language).map((word) => Buffer.from(word, 'utf8'));
      this.#byLanguage.set(language, words);
    }
    return words.some((word) => bytes.includes(word));
  }
}

/** Reads one file of a job and says what it is. Never throws. */
export function readForJob(job: Job, index: number, needles: Needles): number {
  const target = job.shared.targets[index];
  if (!target) return State.Clean;
  const { stats, hashes } = job;
  try {
    const bytes = readInto(
      target.path,
      buffer,
      stats && ((own) => stats.set(identityOf(own), index * STAT_NUMBERS)),
    );
    hashes?.set(contentHash(bytes), index * HASH_BYTES);
    return (
      faultOf(bytes, target.language) ?? (needles.areIn(bytes, target.language) ? State.Matched : State.Clean)
    );
  } catch (error) {
    return unreadable(error);
  }
}

/** A file's identity as it is now: what the file system says of it, and its content's hash. `undefined` where it cannot be read. */
export function identify(
  path: string,
): { stat: [size: number, mtime: number, ctime: number, inode: number]; hash: string } | undefined {
  try {
    let stat: [number, number, number, number] = [0, 0, 0, 0];
    const bytes = readInto(path, buffer, (own) => {
      stat = identityOf(own);
    });
    return { stat, hash: contentHash(bytes).toString('base64') };
  } catch {
    // The check of the file finds and reports why it cannot be read.
    return undefined;
  }
}

function identityOf({ size, mtimeMs, ctimeMs, ino }: Stats): [number, number, number, number] {
  return [size, mtimeMs, ctimeMs, ino];
}

/**
 * The text, without its byte order mark, of a file that `readForJob` found worth checking; or the state that keeps it
 * from being checked now. Where the content is no longer what it was, its recorded identity is made to match nothing.
 */
export function readTextForJob(job: Job, index: number): string | number {
  const target = job.shared.targets[index];
  if (!target) return State.Clean;
  const { stats, hashes } = job;
  try {
    const bytes = readInto(target.path, buffer);
    if (
      stats &&
      hashes &&
      !contentHash(bytes).equals(hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES))
    ) {
      stats.fill(0, index * STAT_NUMBERS, (index + 1) * STAT_NUMBERS);
      hashes.fill(0, index * HASH_BYTES, (index + 1) * HASH_BYTES);
    }
    return faultOf(bytes, target.language) ?? decodeText(bytes);
  } catch (error) {
    return unreadable(error);
  }
}

/** Bytes of valid UTF-8 as text, without the byte order mark. */
export function decodeText(bytes: Buffer): string {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString('utf8', marked ? 3 : 0);
}

/** Why bytes are no text to check, or `undefined`. */
function faultOf(bytes: Buffer, language: string): number | undefined {
  if (bytes.length > LARGEST_FILE) return State.TooLarge;
  if (bytes.includes(0) && isBinaryText(language, decodeText(bytes))) return State.Binary;
  return isUtf8(bytes) ? undefined : State.NotUtf8;
}

function contentHash(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, HASH_BYTES);
}
