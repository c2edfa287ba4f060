import { messageOf } from '../base/errors.ts';
import { ownValue } from '../base/own.ts';

/** A reason why the command cannot run, in a sentence for the person at the terminal; it ends with exit code 2. */
export class Failure extends Error {}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a loop of symbolic links',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EBUSY: 'it is in use',
};

/** Why a file system call failed, in words that fit after a colon. */
export function causeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return (code && ownValue(CAUSES, code)) || messageOf(error);
}
