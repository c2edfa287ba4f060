import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { seeded } from '../engine/lib/mutate.ts';
import { EndingClient } from './ends/client.ts';
import { CRASHES, HANGS, READING_HANGS } from './ends/words.ts';

/** How often the server is killed at a random moment; more with HINDSIGHT_FUZZ_ENDS, others with HINDSIGHT_FUZZ_SEED. */
const ENDS = Number(process.env['HINDSIGHT_FUZZ_ENDS'] ?? 12);
const SEED = Number(process.env['HINDSIGHT_FUZZ_SEED'] ?? 1);

let folder: string;
let server: string;
let client: EndingClient;
before(async () => {
  const here = fileURLToPath(new URL('.', import.meta.url));
  // Beside the other builds, so that packages that are not bundled are found.
  folder = mkdtempSync(join(here, '..', '..', 'dist', 'test-ends-'));
  server = join(folder, 'server.cjs');
  await esbuild.build({
    entryPoints: [join(here, 'ends', 'server.ts')],
    outfile: server,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The bundler of these tests would replace the name if it stood here in one piece.
    define: { [['import', 'meta', 'url'].join('.')]: '"file:///none"' },
    logLevel: 'error',
  });
});
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  client = new EndingClient(server);
});
afterEach(() => client.dispose());

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
}

describe('a server that is killed at any moment', () => {
  it(`has the hints of all open documents again, and brings a check to its end (${ENDS} times, seed ${SEED})`, async () => {
    const random = seeded(SEED);
    const files = Array.from({ length: 12 }, (_, i) => write(`f${i}.ts`, `danger(${i}); useThing();`));
    const marked = write('marked.ts', '/** @slow */ export function useThing() {}');
    const open = [1, 2, 3].map((i) => `file:///open/o${i}.ts`);
    for (const uri of open) await client.open(uri, 'danger(1); useThing()');
    const hasAll = () => open.every((uri) => client.hints.get(uri)?.hints.length === 2);
    for (let end = 0; end < ENDS; end++) {
      const starts = client.starts;
      client.left = Math.floor(random() * 40);
      const result = await client.check([...files, marked]);
      assert.equal(result.files.length, 12);
      assert.ok(result.files.every(({ hints }) => hints.length === 2));
      assert.deepEqual(result.skipped, []);
      await client.until('the hints of what is open', hasAll);
      // Where the check needed fewer messages it is killed now.
      if (client.starts > starts) continue;
      client.left = 0;
      await client.check([...files, marked]);
      await client.until('another start', () => client.starts > starts);
      await client.until('the hints of what is open', hasAll);
    }
    assert.deepEqual(client.givenUp, []);
  });
});

describe('files that the server does not come back from', () => {
  it('are left alone, each after two ends, while a check goes on with all others', async () => {
    const bad = [
      write('bad1.ts', HANGS),
      write('bad2.ts', READING_HANGS),
      write('bad3.ts', CRASHES),
      write('bad4.ts', CRASHES),
      write('bad5.ts', CRASHES),
      write('bad6.ts', CRASHES),
      write('bad7.ts', CRASHES),
      write('bad8.ts', HANGS),
    ];
    const good = [write('aaa.ts', 'danger(1)'), write('zzz.ts', 'danger(1)')];
    await client.open('file:///open/o.ts', 'danger(1)');
    const result = await client.check([...bad, ...good]);
    assert.deepEqual(
      result.files.map(({ uri }) => uri),
      good,
    );
    assert.deepEqual(
      result.skipped.map(({ uri, reason }) => [uri, reason.slice(0, 42)]),
      bad.map((uri) => [uri, 'one that the server did not come back from']),
    );
    assert.deepEqual([...client.givenUp].sort(), bad);
    assert.equal(client.starts, 1 + 2 * bad.length, 'more ends than are forgiven without a cause');
    await client.until('the hints of what is open', () => client.hints.has('file:///open/o.ts'));
  });

  it('do not take the blame from each other, open or not', async () => {
    await client.open('file:///open/good.ts', 'danger(1)');
    await client.open('file:///open/bad.ts', HANGS);
    await client.open('file:///open/last.ts', 'danger(1)');
    await client.until(
      'the hints of the others',
      () =>
        client.givenUp.length > 0 &&
        ['good', 'bad', 'last'].every((name) => client.hints.has(`file:///open/${name}.ts`)),
    );
    assert.deepEqual(client.givenUp, ['file:///open/bad.ts']);
    const bad = write('bad.ts', READING_HANGS);
    const result = await client.check([bad]);
    assert.deepEqual(
      result.skipped.map(({ uri }) => uri),
      [bad],
    );
    assert.deepEqual(client.givenUp, ['file:///open/bad.ts', bad], 'the first stays left alone');
  });
});
