import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CHECK_WORKSPACE, COLLECT, FIX_ALL } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import { TestClient } from './support.ts';

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;

const A = 'memfs:/ws/a.tsx';
const LIB = 'memfs:/ws/lib/lib.ts';
const OTHER = 'memfs:/ws/lib/deep/other.ts';
const CALL = 'useThing()';
const SLOW = '/** @slow */ export function useThing() {}';

let client: TestClient;
beforeEach(async () => {
  client = await new TestClient().start();
});
afterEach(() => client.dispose());

function write(uri: string, text: string): void {
  client.files.set(uri, Buffer.from(text));
}
const happened = (...changes: [uri: string, type: number][]) =>
  client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: changes.map(([uri, type]) => ({ uri, type })),
  });
const collect = (...uris: string[]) => request(client.connection, COLLECT, { uris });
const check = (...uris: string[]) => request(client.connection, CHECK_WORKSPACE, { uris });
const count = (uri: string, hints: number) =>
  client.until(`${hints} hints in ${uri}`, () => client.hints.get(uri)?.hints.length === hints);

describe('what a file tells others', () => {
  beforeEach(async () => {
    write(LIB, SLOW);
    await client.open(A, CALL);
    await collect(A, LIB);
    await count(A, 1);
  });

  it('is forgotten when it is deleted', async () => {
    client.files.delete(LIB);
    await happened([LIB, DELETED]);
    await count(A, 0);
    write(LIB, SLOW);
    await happened([LIB, CREATED]);
    await count(A, 1);
  });

  it('is forgotten with the folder that holds it', async () => {
    client.files.delete(LIB);
    await happened(['memfs:/ws/lib', DELETED]);
    await count(A, 0);
  });

  it('stays when a folder is deleted whose name only begins alike', async () => {
    write(OTHER, '/** @slow */ export function useOther() {}');
    await happened([OTHER, CREATED]);
    client.files.delete(OTHER);
    await happened(['memfs:/ws/li', DELETED], ['memfs:/ws/lib/deep', DELETED]);
    await client.edit(A, 0, 0, 'useOther();');
    assert.deepEqual(
      (await client.settled(A)).hints.map((hint) => hint.names['callee']),
      ['useThing'],
    );
  });

  it('is forgotten when it was deleted while it was open, and then closed', async () => {
    await client.open(LIB, SLOW, 'typescript');
    await client.settled(LIB);
    client.files.delete(LIB);
    await happened([LIB, DELETED]);
    await client.edit(A, 0, 0, '\n');
    assert.equal((await client.settled(A)).hints.length, 1, 'the editor still has its text');
    await client.close(LIB);
    await count(A, 0);
  });

  it('is forgotten when it is closed without ever having been saved', async () => {
    const untitled = 'untitled:Untitled-1';
    await client.edit(A, 0, 0, 'useMore();');
    await client.open(untitled, '/** @slow */ export function useMore() {}', 'typescript');
    await count(A, 2);
    await client.close(untitled);
    await count(A, 1);
  });

  for (const [what, text] of [
    ['too large', `${SLOW}${' '.repeat(1_100_000)}`],
    ['binary', `${SLOW}${'\0'.repeat(SLOW.length)}`],
  ] as const) {
    it(`is forgotten when it has become ${what}, open or not`, async () => {
      write(LIB, text);
      await happened([LIB, CHANGED]);
      await count(A, 0);
      write(LIB, SLOW);
      await happened([LIB, CHANGED]);
      await count(A, 1);
      await client.open(LIB, SLOW, 'typescript');
      await client.edit(LIB, SLOW.length, SLOW.length, text.slice(SLOW.length));
      await count(A, 0);
      await client.edit(LIB, SLOW.length, text.length, '');
      await count(A, 1);
    });
  }

  it('is forgotten when it is no longer one of the files that count', async () => {
    await collect(A);
    await count(A, 0);
    await check(A, LIB);
    await count(A, 1);
    await check(A);
    await count(A, 0);
  });

  it('is not taken from files that do not count', async () => {
    write(OTHER, '/** @slow */ export function useOther() {}');
    await client.edit(A, 0, 0, 'useOther();');
    await client.open(OTHER, '/** @slow */ export function useOther() {}', 'typescript');
    await count(A, 2);
    await client.close(OTHER);
    await count(A, 1);
    await happened([OTHER, CHANGED]);
    write(LIB, '');
    await happened([LIB, CHANGED]);
    await count(A, 0);
  });
});

describe('after a check of the workspace', () => {
  const B = 'memfs:/ws/b.tsx';

  it('files that are made have hints, also under names of before', async () => {
    write(A, 'danger(1)');
    await check(A);
    write(B, 'danger(2); danger(3)');
    await happened([B, CREATED]);
    await count(B, 2);
    client.files.delete(A);
    write('memfs:/ws/c.tsx', 'danger(1)');
    await happened([A, DELETED], ['memfs:/ws/c.tsx', CREATED]);
    await count(A, 0);
    await count('memfs:/ws/c.tsx', 1);
    client.files.delete('memfs:/ws/c.tsx');
    write(A, 'danger(1)');
    await happened(['memfs:/ws/c.tsx', DELETED], [A, CREATED]);
    await count(A, 1);
    await count('memfs:/ws/c.tsx', 0);
  });

  it('a file that was left out has hints once it can be read', async () => {
    write(A, '\0');
    assert.equal((await check(A)).skipped.length, 1);
    write(A, 'danger(1)');
    await happened([A, CHANGED]);
    await count(A, 1);
  });

  it('a file that does not count has none any more when it is closed', async () => {
    write(A, 'danger(1)');
    await check(A);
    write(B, 'danger(1)');
    await client.open(B, 'danger(1)');
    await count(B, 1);
    await client.close(B);
    await client.until('it is said of the file', () => client.hints.get(B)?.version === null);
    assert.deepEqual(client.hints.get(B)?.hints, []);
  });

  it('what happened during it is said after it', async () => {
    write(A, 'danger(1)');
    write(B, 'danger(1)');
    client.onRead = (before) => {
      if (before !== 1) return;
      write(A, 'danger(1); danger(2)');
      client.files.delete(B);
      void happened([A, CHANGED], [B, DELETED]);
    };
    let isAnswered = false;
    const early: string[] = [];
    const set = client.hints.set.bind(client.hints);
    client.hints.set = (uri, params) => {
      if (!isAnswered) early.push(uri);
      return set(uri, params);
    };
    await check(A, B);
    isAnswered = true;
    await count(A, 2);
    await count(B, 0);
    assert.deepEqual(early, []);
  });

  it('a file that is opened during it is in the answer once', async () => {
    write(A, 'danger(1)');
    write(B, 'danger(1)');
    client.onRead = (before) => {
      if (before === 0) void client.open(B, 'danger(1)');
    };
    const { files } = await check(A, B);
    assert.deepEqual(
      files.map(({ uri }) => uri),
      [A, B],
    );
  });
});

it('what a text with its fixes asks of others is not what the document asks', async () => {
  await client.open(A, 'usedanger(1)');
  await client.settled(A);
  // Safe fixes make it `usesafe(1)`, which asks for something else.
  assert.equal((await request(client.connection, FIX_ALL, { uri: A })).applied.length, 1);
  write(LIB, '/** @slow */ export function usedanger() {}');
  await happened([LIB, CREATED]);
  await count(A, 2);
});

describe('what the server works on', () => {
  const isIdle = () =>
    client.until('it to wait', () => client.working.length > 0 && client.working.at(-1)?.uri === undefined);

  it('is said before it is done, and that it is over', async () => {
    const texts: string[] = [];
    client.logged.push = (...lines) => {
      texts.push(...lines, JSON.stringify(client.working.at(-1)));
      return 0;
    };
    // A rule that throws is logged in the middle of the work.
    await client.open(A, 'boom');
    await client.settled(A);
    const at = texts.findIndex((text) => text.includes('demo/throws failed'));
    assert.equal(texts[at + 1], JSON.stringify({ uri: A, work: 'hints' }));
    await isIdle();
    assert.deepEqual(client.working, [{ uri: A, work: 'facts' }, { uri: A, work: 'hints' }, {}]);
  });

  it('is said of files that are read in the background, and in a check', async () => {
    write(LIB, SLOW);
    write(A, 'danger(1)');
    await collect(A, LIB);
    await isIdle();
    assert.deepEqual(client.working[0], { uri: LIB, work: 'facts' });
    client.working.length = 0;
    await check(A, LIB);
    await isIdle();
    const said = client.working.flatMap(({ uri, work }) => (uri ? [`${work} ${uri}`] : []));
    assert.deepEqual(said.sort(), [`facts ${LIB}`, `hints ${A}`, `hints ${LIB}`]);
  });
});

describe('a file that the server did not come back from', () => {
  let other: TestClient;
  beforeEach(async () => {
    other = await new TestClient().start({ quarantined: [LIB] });
    other.files.set(LIB, Buffer.from(`${SLOW}; danger(1)`));
    other.files.set(A, Buffer.from(`${CALL}; danger(1)`));
  });
  afterEach(() => other.dispose());

  it('is neither read nor checked with the others, which go on, and is named', async () => {
    const reads: number[] = [];
    other.onRead = (before) => reads.push(before);
    await request(other.connection, COLLECT, { uris: [A, LIB] });
    assert.ok(other.logged.some((line) => line.startsWith(`${LIB} is not read: it is one that`)));
    const { files, skipped } = await request(other.connection, CHECK_WORKSPACE, { uris: [A, LIB] });
    assert.deepEqual(
      files.map(({ uri, hints }) => [uri, hints.map(({ rule }) => rule)]),
      [[A, ['demo/no-danger']]],
    );
    assert.deepEqual(skipped, [
      {
        uri: LIB,
        reason: 'one that the server did not come back from; it is checked again when its text changes',
      },
    ]);
    assert.equal(reads.length, 2, 'the other file, in the reading and in the check');
  });

  it('is looked at again once it was changed', async () => {
    await request(other.connection, CHECK_WORKSPACE, { uris: [A, LIB] });
    await other.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: LIB, type: CHANGED }],
    });
    await other.until('its hint, and the one that rests on it', () => {
      const [lib, a] = [other.hints.get(LIB), other.hints.get(A)];
      return lib?.hints.length === 1 && a?.hints.length === 2;
    });
  });
});
