import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readLocal } from '../../src/server/files/node.ts';

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

  it('gives its bytes, whatever its size', async () => {
    for (const size of [0, 1, 1000, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 300_000]) {
      const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 7) % 251);
      assert.deepEqual(new Uint8Array(await readLocal(write(`of-${size}`, bytes))), bytes, `${size} bytes`);
    }
  });

  it('gives bytes that stay when the next file is read', async () => {
    const first = await readLocal(write('first', 'one'));
    await readLocal(write('second', 'two'));
    assert.equal(new TextDecoder().decode(first), 'one');
  });

  it('says why a file cannot be read', async () => {
    await assert.rejects(readLocal(join(folder, 'missing')), { code: 'ENOENT' });
    await assert.rejects(readLocal(folder), { code: 'EISDIR' });
  });

  it('does not wait for a pipe that nobody writes into', {
    skip: process.platform === 'win32' && 'there are none',
  }, async () => {
    const pipe = join(folder, 'pipe.yaml');
    execFileSync('mkfifo', [pipe]);
    assert.equal((await readLocal(pipe)).length, 0);
  });
});
