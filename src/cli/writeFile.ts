import {
  chmodSync,
  chownSync,
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from './failure.ts';

/**
 * Replaces a file's content in one step, so that no reader and no crash ever meets half of it. Its mode stays, and its owner where that is allowed; a
 * symbolic link stays and what it points to is replaced.
 * @param before what the file held when the new content was worked out
 * @throws Failure when it holds something else by now; the file system's error otherwise. The file is then untouched.
 */
export function replaceFile(path: string, before: Buffer, after: Buffer): void {
  const real = realpathSync(path);
  const temporary = join(dirname(real), `.${basename(real)}.hindsight-${process.pid}.tmp`);
  const current = openSync(real, 'r+');
  try {
    const { mode, uid, gid } = fstatSync(current);
    try {
      const fd = openSync(temporary, 'wx', 0o600);
      try {
        writeFileSync(fd, after);
        fsyncSync(fd);
        keepOwner(temporary, fstatSync(fd), { uid, gid });
      } finally {
        closeSync(fd);
      }
      chmodSync(temporary, mode & 0o777);
      if (!readFileSync(real).equals(before)) throw new Failure('it changed in the meantime');
      renameSync(temporary, real);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(temporary, { force: true });
      throw error;
    }
  } finally {
    closeSync(current);
  }
}

/** Gives a new file the owner of the one it replaces, where that is allowed: only the administrator may give files away. */
function keepOwner(
  path: string,
  made: { uid: number; gid: number },
  wanted: { uid: number; gid: number },
): void {
  if (made.uid === wanted.uid && made.gid === wanted.gid) return;
  try {
    chownSync(path, wanted.uid, wanted.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
