import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import {
  EXAMPLES,
  type ExampleData,
  type ExamplesParams,
  type ExamplesResult,
  PING,
} from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import type { Analysis } from '../../src/server/analysis.ts';
import { Examples } from '../../src/server/examples.ts';
import type { OpenFiles } from '../../src/server/openFiles.ts';
import { folderDistance, nearestFirst, rankExamples } from '../../src/server/rankExamples.ts';
import type { Workspace } from '../../src/server/workspace.ts';
import { content as base, TestClient } from './support.ts';

const languages = ['typescriptreact', 'typescript', 'javascript'];
/** Done well is a call with a callback that says `gently`. */
const content = {
  ...base,
  goodForms: [
    {
      lesson: 'demo/first',
      languages,
      looksFor: ['gently'],
      places: `(call_expression arguments: (arguments (arrow_function body: (call_expression
        function: (identifier) @_how) @at)) (#eq? @_how "gently"))`,
    },
  ],
};
const GOOD = 'lift(() => gently(box));\n';

let folder: string;
let client: TestClient;
const uri = (name: string) => pathToFileURL(join(folder, name)).href;
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  return uri(name);
};
const ask = (params: Partial<ExamplesParams> & { uris: string[] }) =>
  request(client.connection, EXAMPLES, { lesson: 'demo/first', ...params });
const uris = (result: ExamplesResult) => result.examples.map((example) => example.uri);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hindsight-examples-'));
  client = await new TestClient(content).start();
});
afterEach(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('places that do it well', () => {
  it('are found in files that are not open, with their lines', async () => {
    const files = [write('a.ts', 'calm();\n'), write('b.ts', `start();\n\n${GOOD}`)];
    const result = await ask({ uris: files });
    assert.equal(result.complete, true);
    assert.deepEqual(result.examples[0], {
      uri: files[1],
      language: 'typescript',
      range: { start: { line: 2, character: 11 }, end: { line: 2, character: 22 } },
      good: [{ start: { line: 2, character: 11 }, end: { line: 2, character: 22 } }],
      names: { callee: 'gently' },
      excerpt: { line: 0, text: `start();\n\n${GOOD}`.trimEnd() },
    });
  });

  it('are none in tests, generated and minified files, nor where a rule speaks or is silenced', async () => {
    const result = await ask({
      uris: [
        write('a.test.ts', GOOD),
        write('__fixtures__/a.ts', GOOD),
        write('box.stories.tsx', GOOD),
        write('made.ts', `// @generated\n${GOOD}`),
        write('box.min.js', GOOD),
        write('fault.ts', 'lift(() => gently(danger(1)));'),
        write('quiet.ts', `// hindsight-ignore-file demo/no-danger\n${GOOD}`),
        write('old/deprecated/box.ts', GOOD),
        uri('missing.ts'),
      ],
    });
    assert.deepEqual(uris(result), []);
  });

  it('are checked by all rules, also those that are off, and of a lesson that is known', async () => {
    client.dispose();
    client = await new TestClient(content).start({
      settings: { rules: { demo: 'off' }, known: ['demo/first'] },
    });
    assert.deepEqual(uris(await ask({ uris: [write('fault.ts', 'lift(() => gently(danger(1)));')] })), []);
    assert.equal((await ask({ uris: [write('good.ts', GOOD)] })).examples.length, 1);
  });

  it('leave out the reader’s own, and come from near it first, one of each file', async () => {
    const own = write('src/room/own.ts', GOOD);
    const near = write(
      'src/room/near.ts',
      `lift(() => gently(cup));\n${'\n'.repeat(30)}lift(() => gently(jar));\n`,
    );
    const far = write('lib/other/far.ts', 'lift(() => gently(far));\n');
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const result = await ask({ uris: [far, near, own], near: own, range });
    assert.deepEqual(uris(result), [near, far, near]);
    assert.ok(uris(await ask({ uris: [far, near, own], near: own })).includes(own));
  });

  it('follow what is typed and saved, and files that come and go', async () => {
    const file = write('a.ts', 'calm();\n');
    const other = write('b.ts', GOOD);
    assert.deepEqual(uris(await ask({ uris: [file, other] })), [other]);
    await client.open(file, 'calm();\n', 'typescript');
    await client.edit(file, 0, 0, GOOD);
    assert.deepEqual(uris(await ask({ uris: [file, other] })), [file, other]);
    const changed = (target: string, type: 2 | 3) =>
      client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: target, type }],
      });
    write('b.ts', 'calm();\n');
    await changed(other, 2);
    assert.deepEqual(uris(await ask({ uris: [file, other] })), [file]);
    write('b.ts', GOOD);
    await changed(other, 2);
    assert.deepEqual(uris(await ask({ uris: [file, other] })), [file, other]);
    rmSync(join(folder, 'b.ts'));
    await changed(other, 3);
    assert.deepEqual(uris(await ask({ uris: [file, other] })), [file]);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: file } });
    assert.deepEqual(uris(await ask({ uris: [file, other] })), []);
  });

  it('are not looked for where the lesson says nothing of it', async () => {
    const result = await ask({ lesson: 'demo/second', uris: [write('a.ts', GOOD)] });
    assert.deepEqual(result, { examples: [], complete: true });
  });

  it('are looked for while other questions are answered, and not on after a cancellation', async () => {
    const calm = 'lift(() => harshly(box)); // gently\n'.repeat(60);
    const files = Array.from({ length: 150 }, (_, index) => write(`f${index}.ts`, calm));
    let ended = false;
    const source = new CancellationTokenSource();
    const result = request(
      client.connection,
      EXAMPLES,
      { lesson: 'demo/first', uris: files },
      source.token,
    ).then((found) => {
      ended = true;
      return found;
    });
    assert.equal(await request(client.connection, PING, undefined), true);
    assert.equal(ended, false, 'the ping was answered in between');
    source.cancel();
    assert.deepEqual(await result, { examples: [], complete: false });
  });
});

describe('the search', () => {
  /** Every file is a good place, takes `cost` to look at, and is read by a stand-in. */
  function make({ cost = 0, wait = 0 }: { cost?: number; wait?: number } = {}) {
    let now = 0;
    const read: string[] = [];
    const analysis = {
      inWorkspace: (each: string) => each.slice('file:///'.length),
      prepare: () => Promise.resolve(),
      working: () => undefined,
      rulesBeside: () => {
        now += cost;
        return [];
      },
      faultsOf: () => [{ start: 0, end: 1e9 }],
    } as unknown as Analysis;
    const files = {
      async readAll(
        list: string[],
        token: { isCancellationRequested: boolean },
        take: (...all: unknown[]) => unknown,
      ) {
        for (const each of list) {
          if (token.isCancellationRequested) return;
          now += wait;
          read.push(each);
          await take(each, { id: 'typescript' }, { text: GOOD });
        }
      },
    };
    const workspace = { files } as unknown as Workspace;
    const openFiles = { get: () => undefined } as unknown as OpenFiles;
    return { read, examples: new Examples({ content, analysis, openFiles, workspace, now: () => now }) };
  }
  const many = Array.from({ length: 500 }, (_, index) => `file:///f${index}.ts`);
  const token = new CancellationTokenSource().token;

  it('ends after two seconds of work, and goes on where it ended when it is asked again', async () => {
    const { read, examples } = make({ cost: 50 });
    const first = await examples.find({ lesson: 'demo/first', uris: many }, token);
    assert.equal(first.complete, false);
    assert.equal(read.length, 41);
    await examples.find({ lesson: 'demo/first', uris: many }, token);
    assert.equal(read.length, 82);
    assert.equal(new Set(read).size, 82, 'nothing is read twice');
  });

  it('ends when files come too slowly', async () => {
    const { read, examples } = make({ wait: 500 });
    assert.equal((await examples.find({ lesson: 'demo/first', uris: many }, token)).complete, false);
    assert.equal(read.length, 17);
  });

  it('reads again what has changed', async () => {
    const { read, examples } = make();
    await examples.find({ lesson: 'demo/first', uris: many.slice(0, 3) }, token);
    examples.forget('file:///f1.ts');
    await examples.find({ lesson: 'demo/first', uris: many.slice(0, 3) }, token);
    assert.deepEqual(read.slice(3), ['file:///f1.ts']);
    examples.forget();
    await examples.find({ lesson: 'demo/first', uris: many.slice(0, 3) }, token);
    assert.equal(read.length, 7);
  });
});

describe('the order', () => {
  const example = (name: string, lines: number, names: Record<string, string> = {}): ExampleData => ({
    uri: `file:///${name}`,
    language: 'typescript',
    range: { start: { line: 4, character: 0 }, end: { line: 3 + lines, character: 0 } },
    good: [],
    names,
    excerpt: { line: 4, text: `${name} ${lines}` },
  });
  const order = (examples: ExampleData[], near?: string, names?: Record<string, string>) =>
    rankExamples(examples, { ...(near ? { near } : {}), ...(names ? { names } : {}) }).map(
      (each) => `${each.uri.slice(8)} ${each.range.end.line - 3}`,
    );

  it('is by nearness, by names that the reader knows, and by length', () => {
    assert.deepEqual(order([example('a.ts', 20), example('b.ts', 4)]), ['b.ts 4', 'a.ts 20']);
    assert.deepEqual(order([example('x/y/a.ts', 4), example('src/b.ts', 6)], 'file:///src/own.ts'), [
      'src/b.ts 6',
      'x/y/a.ts 4',
    ]);
    assert.deepEqual(
      order([example('a.ts', 4, { call: 'post' }), example('b.ts', 5, { call: 'fetchUser' })], undefined, {
        call: 'fetchUser',
      }),
      ['b.ts 5', 'a.ts 4'],
    );
  });

  it('gives every file a turn, and shows the same lines once', () => {
    assert.deepEqual(order([example('a.ts', 4), example('a.ts', 5), example('b.ts', 9)]), [
      'a.ts 4',
      'b.ts 9',
      'a.ts 5',
    ]);
    const copy = { ...example('copy.ts', 4), excerpt: { line: 0, text: 'a.ts 4\n' } };
    assert.deepEqual(order([example('a.ts', 4), copy]), ['a.ts 4']);
  });

  it('of files is by the folders between them and the reader’s', () => {
    assert.equal(folderDistance('file:///a/b/c.ts', 'file:///a/b/d.ts'), 0);
    assert.equal(folderDistance('file:///a/b/c.ts', 'file:///a/x/y/d.ts'), 3);
    assert.deepEqual(nearestFirst(['file:///x/a.ts', 'file:///s/b.ts'], 'file:///s/own.ts'), [
      'file:///s/b.ts',
      'file:///x/a.ts',
    ]);
  });
});
