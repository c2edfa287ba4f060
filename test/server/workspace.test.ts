import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { CHECK_WORKSPACE, PING } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import { TestClient } from './support.ts';

const A = 'file:///ws/src/a.tsx';
const B = 'file:///ws/src/b.ts';

let client: TestClient;
beforeEach(async () => {
  client = await new TestClient().start();
});
afterEach(() => client.dispose());

describe('bad input', () => {
  const bad: [name: string, text: string, reason: RegExp][] = [
    ['a text larger than 1 MB', `danger(1);\n${'// padding line\n'.repeat(80_000)}`, /larger than 1 MB/],
    ['a line of nearly 1 MB', `danger(1);"${'x'.repeat(900_000)}"`, /lines longer than/],
    ['a binary text', 'danger(1)\u0000\u0001', /binary/],
  ];
  for (const [name, text, reason] of bad) {
    it(`${name} is left alone with a reason, and checked again once it is not`, async () => {
      await client.open(A, text);
      assert.deepEqual(await client.rules(A), []);
      assert.equal(client.logged.filter((line) => line.includes(A) && reason.test(line)).length, 1);
      assert.deepEqual(await client.actions(A, 0), []);
      await client.edit(A, 9, text.length, '');
      assert.deepEqual(await client.rules(A), ['demo/no-danger']);
    });
  }

  it('edits outside the text and of unknown documents do no harm', async () => {
    await client.open(A, 'danger(1)');
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: A, version: 2 },
      contentChanges: [
        { range: { start: { line: 7, character: 7 }, end: { line: 9, character: 9 } }, text: '\ndanger(2)' },
        { range: { start: { line: 1, character: 5 }, end: { line: 0, character: 0 } }, text: '' },
      ],
    });
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: B, version: 2 },
      contentChanges: [{ text: 'danger(1)' }],
    });
    await client.until('both hints', () => client.hints.get(A)?.hints.length === 2);
    assert.equal(await request(client.connection, PING, undefined), true);
  });

  it('a quarantined document is left alone until it changes', async () => {
    const other = await new TestClient().start({ quarantined: [A] });
    try {
      await other.open(A, 'danger(1)');
      assert.deepEqual(await other.rules(A), []);
      await other.edit(A, 0, 0, '\n');
      assert.deepEqual(await other.rules(A), ['demo/no-danger']);
    } finally {
      other.dispose();
    }
  });
});

describe('checking the workspace', () => {
  let folder: string;
  const uri = (name: string) => pathToFileURL(join(folder, name)).href;
  const write = (name: string, text: string | Uint8Array) => {
    writeFileSync(join(folder, name), text);
    return uri(name);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hindsight-server-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const check = (uris: string[], workDoneToken?: string) =>
    request(client.connection, CHECK_WORKSPACE, {
      uris,
      ...(workDoneToken ? { workDoneToken } : {}),
    });

  it('finds hints, also by facts that come later in the list, and names what it left out', async () => {
    const uris = [
      write('a.tsx', 'danger(1); useThing()'),
      write('b.ts', '/** @slow */ export function useThing() {}'),
      write('calm.ts', 'calm()'),
      write('binary.ts', Uint8Array.of(0, 1, 2, 3)),
      write('large.ts', 'x'.repeat(1_100_000)),
      write('line.ts', `danger("${'x'.repeat(900_000)}")`),
      write(
        'latin.ts',
        Buffer.concat([Buffer.from('danger("'), Uint8Array.of(0xe9, 0xff), Buffer.from('")')]),
      ),
      uri('missing.ts'),
    ];
    symlinkSync(folder, join(folder, 'loop.ts'));
    uris.push(uri('loop.ts'));
    const result = await check(uris);
    assert.deepEqual(
      result.files.map((file) => [file.uri, file.hints.map((hint) => hint.rule)]),
      [
        [uris[0], ['demo/no-danger', 'demo/slow-call']],
        [uris[6], ['demo/no-danger']],
      ],
    );
    assert.equal(result.checked, 4);
    assert.deepEqual(
      result.skipped.map((file) => [file.uri, file.reason.replace(/\(.*/s, '')]),
      [
        [uris[3], 'binary'],
        [uris[4], 'larger than 1 MB'],
        [uris[5], 'made of lines longer than 100,000 characters'],
        [uris[7], 'not readable '],
        [uris[8], 'not readable '],
      ],
    );
  });

  it('names a file whose hints cannot be shown, and goes on', async () => {
    const uris = [write('a-crooked.ts', 'danger(1); crooked()'), write('b-other.ts', 'danger(1)')];
    const result = await check(uris);
    assert.deepEqual(
      result.files.map((file) => file.uri),
      [uris[1]],
    );
    assert.deepEqual(result.skipped, [{ uri: uris[0], reason: 'not checked (crooked place)' }]);
  });

  it('says why a file cannot be read', {
    skip: process.getuid?.() === 0 && 'root reads everything',
  }, async () => {
    const secret = write('secret.ts', 'danger(1)');
    chmodSync(join(folder, 'secret.ts'), 0);
    const { skipped } = await check([secret]);
    assert.equal(skipped.length, 1);
    assert.match(skipped[0]?.reason ?? 'none', /EACCES/);
  });

  it('takes the text of an open document instead of the file', async () => {
    const file = write('a.tsx', 'calm()');
    await client.open(file, 'danger(1)');
    const result = await check([file]);
    assert.deepEqual(
      result.files.map(({ hints }) => hints.length),
      [1],
    );
    assert.equal(result.checked, 1);
  });

  describe('many files', () => {
    // The server looks at its clock after each file, and lets others in when 12 ms are over.
    beforeEach(async () => {
      client.dispose();
      client = await new TestClient(undefined, { tick: 5 }).start();
    });
    const writeMany = () => {
      const text = Array.from({ length: 20 }, (_, i) => `function f${i}() { danger(${i}); }`).join('\n');
      return Array.from({ length: 120 }, (_, i) => write(`f${i}.tsx`, `${text}\n// ${i}`));
    };

    it('are checked while other questions are answered, and progress is reported', async () => {
      const whole = check(writeMany(), 'here');
      let done = false;
      void whole.then(() => {
        done = true;
      });
      let answers = 0;
      while (!done) {
        await request(client.connection, PING, undefined);
        if (!done) answers++;
      }
      assert.equal((await whole).files.length, 120);
      assert.ok(answers > 2, `it gave ${answers} answers while it was checking`);
      const seen = client.progress.get('here') ?? [];
      assert.ok(seen.length > 2, `it told ${seen.length} times how far it was`);
      assert.deepEqual(
        seen,
        seen.toSorted((a, b) => a - b),
      );
    });

    it('are left alone once the check is cancelled', async () => {
      const source = new CancellationTokenSource();
      const result = request(
        client.connection,
        CHECK_WORKSPACE,
        { uris: writeMany(), workDoneToken: 'here' },
        source.token,
      );
      // It has begun, and has far to go.
      await client.until('word of how far it is', () =>
        client.progress.get('here')?.some((done) => done > 0),
      );
      source.cancel();
      const { files } = await result;
      assert.ok(files.length < 120, `${files.length} files were checked`);
    });
  });

  it('follows files that change and go outside the editor', async () => {
    const file = write('a.tsx', 'danger(1)');
    await check([file]);
    write('a.tsx', 'danger(1);danger(2)');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: file, type: 2 }],
    });
    await client.until('two hints', () => client.hints.get(file)?.hints.length === 2);
    assert.equal(client.hints.get(file)?.version, null);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: file, type: 3 }],
    });
    await client.until('none', () => client.hints.get(file)?.hints.length === 0);
  });
});
