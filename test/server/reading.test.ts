import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver/node';
import type { Document } from '../../src/engine/index.ts';
import { COLLECT, PING } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import { Analysis } from '../../src/server/analysis.ts';
import { OpenFiles } from '../../src/server/openFiles.ts';
import { Workspace } from '../../src/server/workspace.ts';
import { content, TestClient } from './support.ts';

/** Milliseconds that a file takes by the clock of these tests. */
const COST = 5;
const NEVER = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

/** A workspace whose files are there at once, so that nothing but its own pauses lets others in. */
function setUp(text: (uri: string) => string) {
  let clock = 0;
  /** Files whose facts were read and whose rules ran, and turns that something else had between. */
  const events: string[] = [];
  const [noDanger, , slowCall] = content.rules;
  assert.ok(noDanger && slowCall?.collect);
  const collect = slowCall.collect.bind(slowCall);
  const rules = [
    {
      ...noDanger,
      *check(doc: Document, facts: never) {
        events.push(`checked ${doc.uri}`);
        clock += COST;
        yield* noDanger.check(doc, facts);
      },
    },
    {
      ...slowCall,
      collect(doc: Document) {
        events.push(`read ${doc.uri}`);
        clock += COST;
        return collect(doc);
      },
    },
  ];
  const analysis = new Analysis({
    content: { ...content, rules },
    readAsset: () => Promise.reject(new Error('no rule here needs a parser')),
    onRuleError: (rule, uri, error) => assert.fail(`${rule} failed in ${uri}: ${String(error)}`),
  });
  analysis.prepare = () => Promise.resolve();
  analysis.configure({ rules: {}, known: [] });
  const openFiles = new OpenFiles({
    analysis,
    onChecked: () => undefined,
    onSkipped: () => undefined,
    onAffected: () => undefined,
    onError: (what, error) => assert.fail(`${what}: ${String(error)}`),
    givenUp: new Set(),
  });
  const workspace = new Workspace({
    analysis,
    openFiles,
    readFile: (uri) => Promise.resolve(new TextEncoder().encode(text(uri))),
    toData: (_, __, hints) => hints as never,
    givenUp: new Set(),
    onSkipped: (uri) => assert.fail(`${uri} was skipped`),
    now: () => clock,
  });
  return { workspace, openFiles, events };
}

/** Has something else wait for its turn over and over while `run` goes on. */
async function beside<T>(events: string[], run: () => Promise<T>): Promise<T> {
  let isOver = false;
  const turn = () => {
    events.push('turn');
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    return await run();
  } finally {
    isOver = true;
  }
}

/** The most files that came between two turns of something else. */
function longestStretch(events: readonly string[]): number {
  let longest = 0;
  let now = 0;
  for (const event of events) {
    now = event === 'turn' ? 0 : now + 1;
    longest = Math.max(longest, now);
  }
  return longest;
}

const uris = (count: number, folder = 'ws') =>
  Array.from({ length: count }, (_, i) => `file:///${folder}/f${i}.ts`);

describe('reading what files tell each other', () => {
  const marked = (uri: string) => `/** @slow */ export function use${uri.length}() {}`;

  it('lets others have their turn every few files', async () => {
    const { workspace, events } = setUp(marked);
    const all = uris(400);
    const report = () => undefined;
    assert.equal(await beside(events, () => workspace.collect(all, NEVER, { report, onKeys: report })), true);
    assert.equal(events.filter((event) => event.startsWith('read')).length, 400);
    assert.ok(longestStretch(events) <= 4, `${longestStretch(events)} files without a pause`);
  });

  it('says how far it is, and tells what it has read before it is done', async () => {
    const { workspace } = setUp(marked);
    const shares: number[] = [];
    const updates: number[] = [];
    await workspace.collect(uris(600), NEVER, {
      report: (done) => shares.push(done),
      onKeys: () => updates.push(shares.length),
    });
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(updates, [250, 500, 600]);
  });

  it('ends when it is cancelled, and tells what it has read until then', async () => {
    const { workspace, events } = setUp(marked);
    const token = { isCancellationRequested: false };
    const collected: string[] = [];
    const isComplete = await workspace.collect(uris(600), token, {
      report: (done) => {
        if (done >= 0.1) token.isCancellationRequested = true;
      },
      onKeys: (keys) => collected.push(...keys),
    });
    assert.equal(isComplete, false);
    assert.equal(events.length, 60);
    assert.equal(collected.length, 60);
  });

  it('begins next to the open files', async () => {
    const { workspace, openFiles, events } = setUp(marked);
    const [near, far] = [uris(3, 'ws/shop/web'), uris(3, 'ws/bank')];
    openFiles.open({
      textDocument: { uri: 'file:///ws/shop/web/open.ts', languageId: 'typescript', version: 1, text: '' },
    });
    const report = () => undefined;
    await workspace.collect([...far, ...uris(2, 'ws/shop'), ...near], NEVER, { report, onKeys: report });
    assert.deepEqual(
      events.map((event) => event.slice('read file:///ws/'.length)),
      [
        'shop/web/f0.ts',
        'shop/web/f1.ts',
        'shop/web/f2.ts',
        'shop/f0.ts',
        'shop/f1.ts',
        'bank/f0.ts',
        'bank/f1.ts',
        'bank/f2.ts',
      ],
    );
  });

  describe('over the connection', () => {
    let client: TestClient;
    const all = uris(300, 'far').map((uri) => uri.replace('file:', 'memfs:'));
    beforeEach(async () => {
      client = await new TestClient().start();
      for (const uri of all) client.files.set(uri, new TextEncoder().encode(marked(uri)));
    });
    afterEach(() => client.dispose());
    const collect = (token?: CancellationToken) =>
      request(client.connection, COLLECT, { uris: all, workDoneToken: 'here' }, ...(token ? [token] : []));

    it('reports progress, and answers other requests in between', async () => {
      let answered: Promise<number> | undefined;
      client.onRead = (before) => {
        if (before === 100)
          answered = request(client.connection, PING, undefined).then(
            () => client.progress.get('here')?.length ?? 0,
          );
      };
      assert.deepEqual(await collect(), { complete: true });
      const reports = client.progress.get('here')?.length ?? 0;
      assert.ok(reports > 2, `it reported ${reports} times how far it was`);
      assert.ok(((await answered) ?? reports) < reports, 'it was asked and answered before it was done');
    });

    it('can be cancelled', async () => {
      const source = new CancellationTokenSource();
      let read = 0;
      client.onRead = (before) => {
        read = before + 1;
        if (before === 100) source.cancel();
      };
      assert.deepEqual(await collect(source.token), { complete: false });
      assert.ok(read < 300, `${read} files were read`);
    });
  });
});

describe('checking a workspace', () => {
  it('lets others have their turn every few files, while they are read and while they are checked', async () => {
    const { workspace, events } = setUp(
      (uri) => `/** @slow */ export function use${uri.length}() { danger(1) }`,
    );
    const { files } = await beside(events, () => workspace.check(uris(300), NEVER, () => undefined));
    assert.equal(files.length, 300);
    assert.equal(events.filter((event) => event.startsWith('read')).length, 300);
    assert.equal(events.filter((event) => event.startsWith('checked')).length, 300);
    assert.ok(longestStretch(events) <= 5, `${longestStretch(events)} files without a pause`);
  });

  it('looks again at files that asked for what a file far behind them tells', async () => {
    // Enough text between the two that they are not kept parsed together.
    const filler = `danger(1)\n${'// nothing\n'.repeat(60_000)}`;
    const texts = new Map([
      ['file:///ws/a/uses.ts', 'useThing()'],
      ...uris(4, 'ws/b').map((uri) => [uri, filler] as const),
      ['file:///ws/c/declares.ts', '/** @slow */ export function useThing() {}'],
    ]);
    const { workspace } = setUp((uri) => texts.get(uri) ?? '');
    // In the order of the list that was asked for, whatever that is.
    const { files } = await workspace.check([...texts.keys()].reverse(), NEVER, () => undefined);
    const [uses] = files.filter(({ uri }) => uri === 'file:///ws/a/uses.ts');
    assert.deepEqual(
      uses?.hints.map(({ rule }) => rule),
      ['demo/slow-call'],
    );
    assert.equal(files.at(-1), uses);
  });
});
