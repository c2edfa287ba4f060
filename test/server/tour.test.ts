import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { TOUR, type TourParams, type TourResult } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import type { Analysis } from '../../src/server/analysis.ts';
import { inTurns, TourPlaces } from '../../src/server/tourPlaces.ts';
import type { Workspace } from '../../src/server/workspace.ts';
import { content as base, TestClient } from './support.ts';

const languages = ['typescriptreact', 'typescript', 'javascript'];
/** `demo/first` is done well by a callback that says `gently`; for `demo/second` no good form is given. */
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
const ask = (params: Partial<TourParams> & { uris: string[] }) =>
  request(client.connection, TOUR, {
    lessons: ['demo/first', 'demo/second'],
    hinted: [],
    budget: 60_000,
    ...params,
  });
const kinds = ({ found }: TourResult) =>
  found.map(({ lesson, kind, uri }) => [lesson, kind, uri.slice(uri.lastIndexOf('/') + 1)]);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hindsight-tour-'));
  client = await new TestClient(content).start();
});
afterEach(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('places for a tour', () => {
  it('are where it is done well, and else where it occurs', async () => {
    const result = await ask({ uris: [write('a.ts', 'useless();\n'), write('b.ts', GOOD)] });
    assert.deepEqual(kinds(result), [
      ['demo/first', 'good', 'b.ts'],
      ['demo/second', 'sighting', 'a.ts'],
    ]);
    assert.deepEqual(result.found[1]?.range.start, { line: 0, character: 0 });
    assert.deepEqual(result.found[1]?.names, { callee: 'useless' });
    assert.equal(result.complete, true);
  });

  it('are only for the lessons that were asked for', async () => {
    const files = [write('a.ts', GOOD), write('b.ts', 'useless();\n')];
    assert.deepEqual(kinds(await ask({ uris: files, lessons: ['demo/first'] })), [
      ['demo/first', 'good', 'a.ts'],
    ]);
    assert.deepEqual(await ask({ uris: files, lessons: [] }), { found: [], aside: [], complete: true });
  });

  it('are none in tests, generated files, and where a rule was told to be silent', async () => {
    const result = await ask({
      uris: [
        write('src/a.test.ts', 'useless();\n'),
        write('docs/a.ts', 'useless();\n'),
        write('made.ts', '// @generated\nuseless();\n'),
        write('quiet.ts', '// hindsight-ignore-next-line demo/slow-call\nuseless();\n'),
        uri('missing.ts'),
      ],
    });
    assert.deepEqual(result.found, []);
  });

  it('are found in open documents as they are typed', async () => {
    const file = write('a.ts', 'calm();\n');
    await client.open(file, 'useful();\n', 'typescript');
    const { found } = await ask({ uris: [file], lessons: ['demo/second'] });
    assert.deepEqual(
      found.map(({ lesson, names }) => [lesson, names]),
      [['demo/second', { callee: 'useful' }]],
    );
  });

  it('tell which files with hints are tests and the like', async () => {
    const test = uri('src/a.test.ts');
    const { aside } = await ask({ uris: [], hinted: [uri('src/a.ts'), test] });
    assert.deepEqual(aside, [test]);
  });

  it('are nothing after a cancellation, and nothing of an empty workspace', async () => {
    assert.deepEqual(await ask({ uris: [] }), { found: [], aside: [], complete: true });
    const source = new CancellationTokenSource();
    const places = new TourPlaces({
      content,
      analysis: { inWorkspace: (path: string) => path } as Analysis,
      openFiles: { get: () => undefined } as never,
      workspace: {
        files: {
          readAll: async (_: unknown, token: { isCancellationRequested: boolean }) =>
            assert.equal(token.isCancellationRequested, true),
        },
      } as unknown as Workspace,
      examples: { look: () => [] },
    });
    source.cancel();
    const params = { lessons: ['demo/first'], uris: ['file:///a.ts'], hinted: [], budget: 9 };
    assert.deepEqual(await places.find(params, source.token), { found: [], aside: [], complete: false });
  });

  it('are no longer looked for when the time is over', async () => {
    let now = 0;
    let read = 0;
    const places = new TourPlaces({
      content,
      analysis: { inWorkspace: (path: string) => path } as Analysis,
      openFiles: { get: () => undefined } as never,
      workspace: {
        files: {
          readAll: async (
            uris: readonly string[],
            token: { isCancellationRequested: boolean },
            take: (uri: string, language: unknown, content: unknown) => Promise<void>,
          ) => {
            for (const each of uris) {
              if (token.isCancellationRequested) return;
              read++;
              now += 1000;
              await take(each, { id: 'typescript' }, { reason: 'gone' });
            }
          },
        },
      } as unknown as Workspace,
      examples: { look: () => [] },
      now: () => now,
    });
    const uris = Array.from({ length: 50 }, (_, at) => `file:///${at}.ts`);
    const { token } = new CancellationTokenSource();
    const result = await places.find({ lessons: ['demo/first'], uris, hinted: [], budget: 2500 }, token);
    assert.equal(result.complete, false);
    assert.equal(read, 3);
  });

  it('are looked for in all folders in turns', () => {
    assert.deepEqual(inTurns(['a/1', 'a/2', 'a/3', 'b/1', 'c/d/1', 'c/d/2']), [
      'a/1',
      'b/1',
      'c/d/1',
      'a/2',
      'c/d/2',
      'a/3',
    ]);
  });
});
