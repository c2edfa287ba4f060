import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs, { existsSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { localReader } from '../../src/server/files/node.ts';

/** Has the file system say a size of every opened file, as it does of one that grows afterwards. */
function withSizes(size: number): () => void {
  const { fstat, fstatSync } = fs;
  const stat = mock.method(fs, 'fstatSync', (file: number) => Object.assign(fstatSync(file), { size }));
  const later = mock.method(fs, 'fstat', (file: number, done: (error: unknown, stats: unknown) => void) =>
    fstat(file, (error, stats) => done(error, stats && Object.assign(stats, { size }))),
  );
  syncBuiltinESMExports();
  return () => {
    stat.mock.restore();
    later.mock.restore();
    syncBuiltinESMExports();
  };
}

describe('reading a file of the disk', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'hindsight-files-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, bytes: Uint8Array | string) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  /** On a slow disk all but the first file are read by another thread. */
  const slow = () => {
    let clock = 0;
    return localReader(() => {
      clock += 5;
      return clock;
    });
  };
  const disks = { quick: () => localReader(() => 0), slow };

  for (const [disk, readerOf] of Object.entries(disks)) {
    describe(`that is ${disk}`, () => {
      let read: ReturnType<typeof localReader>;
      before(async () => {
        read = readerOf();
        await read(write('a file before', 'x'));
      });

      it('gives its bytes, whatever its size', async () => {
        for (const size of [0, 1, 1000, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 300_000]) {
          const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7) % 251);
          assert.deepEqual(new Uint8Array(await read(write(`of-${size}`, bytes))), bytes, `${size} bytes`);
        }
      });

      it('gives bytes that stay when the next file is read', async () => {
        const first = await read(write('first', 'one'));
        await read(write('second', 'two'));
        assert.equal(new TextDecoder().decode(first), 'one');
      });

      it('says why a file cannot be read', async () => {
        await assert.rejects(read(join(folder, 'missing')), { code: 'ENOENT' });
        await assert.rejects(read(folder), { code: 'EISDIR' });
      });

      it('gives all of a file that is as large as is checked, and says of a larger one that it is', async () => {
        const largest = write('largest', new Uint8Array(1024 * 1024).fill(97));
        assert.equal((await read(largest)).length, 1024 * 1024);
        truncateSync(largest, 1024 * 1024 + 1);
        await assert.rejects(read(largest), { message: 'larger than 1 MB' });
      });

      it('reads nothing of a file that is too large', async () => {
        // It takes no room on the disk, but all of it would in memory.
        const sparse = write(`${disk}-sparse.yaml`, '');
        truncateSync(sparse, 1_900_000_000);
        const reads = [mock.method(fs, 'read'), mock.method(fs, 'readSync')];
        syncBuiltinESMExports();
        try {
          await assert.rejects(read(sparse), { message: 'larger than 1 MB' });
          assert.deepEqual(
            reads.map((each) => each.mock.callCount()),
            [0, 0],
          );
        } finally {
          for (const each of reads) each.mock.restore();
          syncBuiltinESMExports();
        }
      });

      it('reads no more than is checked of a file that has grown since it was opened', async () => {
        const grown = write('grown', new Uint8Array(3_000_000).fill(97));
        const restore = withSizes(0);
        try {
          await assert.rejects(read(grown), { message: 'larger than 1 MB' });
        } finally {
          restore();
        }
      });

      it('leaves a pipe alone', {
        skip: process.platform === 'win32' && 'there are none',
      }, async () => {
        const pipe = join(folder, `${disk}.yaml`);
        execFileSync('mkfifo', [pipe]);
        await assert.rejects(read(pipe), { message: 'not a regular file' });
      });

      it('leaves a link to a device without an end alone', {
        skip: !existsSync('/dev/zero') && 'there is none',
      }, async () => {
        const link = join(folder, `${disk}-zero.yaml`);
        symlinkSync('/dev/zero', link);
        await assert.rejects(read(link), { message: 'not a regular file' });
      });

      it('reads a file that the system says has no size', {
        skip: !existsSync('/proc/self/status') && 'there is none',
      }, async () => {
        assert.match(new TextDecoder().decode(await read('/proc/self/status')), /^Name:/);
      });
    });
  }

  it('has other threads read five hundred files once the disk was slow', async () => {
    const read = slow();
    const file = write('small', 'x');
    const opened = mock.method(fs, 'openSync');
    syncBuiltinESMExports();
    try {
      for (let i = 0; i < 502; i++) await read(file);
      assert.equal(opened.mock.callCount(), 2, 'the first, and the one after five hundred');
    } finally {
      opened.mock.restore();
      syncBuiltinESMExports();
    }
  });
});
