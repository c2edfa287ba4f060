import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { localReader } from '../../src/server/files/node.ts';

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

      it('does not wait for a pipe that nobody writes into', {
        skip: process.platform === 'win32' && 'there are none',
      }, async () => {
        const pipe = join(folder, `${disk}.yaml`);
        execFileSync('mkfifo', [pipe]);
        assert.equal((await read(pipe)).length, 0);
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
