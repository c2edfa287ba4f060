import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Hover } from 'vscode-languageserver/node';
import type { Rule } from '../../src/engine/index.ts';
import { AT, COLLECT, FIX_ALL } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import { applyTextEdits, content, TestClient } from './support.ts';

const A = 'file:///ws/src/a.tsx';
const B = 'file:///ws/src/b.ts';

let client: TestClient;
beforeEach(async () => {
  client = await new TestClient().start();
});
afterEach(() => client.dispose());

describe('diagnostics', () => {
  it('stand at the place, with source, code, link and data', async () => {
    await client.open(A, 'const a = 1;\ndanger(a);\n');
    const [diagnostic, ...more] = await client.diagnostics(A);
    assert.deepEqual(more, []);
    assert.deepEqual(diagnostic?.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } });
    assert.equal(diagnostic?.source, 'Hindsight');
    assert.equal(diagnostic?.code, 'demo/no-danger');
    assert.equal(diagnostic?.message, "'danger' is dangerous.");
    assert.equal(diagnostic?.severity, 2);
    assert.deepEqual(diagnostic?.data, {
      id: '0:demo/no-danger',
      rule: 'demo/no-danger',
      lesson: 'demo/first',
    });
    const link = new URL(diagnostic?.codeDescription?.href as string);
    assert.equal(link.searchParams.get('lesson'), 'demo/first');
    assert.equal(link.searchParams.get('uri'), A);
    assert.equal(link.searchParams.get('at'), '1:0-1:6');
  });

  it('come with the steps of what would happen, each at its place', async () => {
    await client.open(A, 'const a = 1;\n  danger(a);\n');
    const { hints } = await client.settled(A);
    assert.deepEqual(hints[0]?.steps, [
      {
        text: '`danger` is called.',
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } },
      },
      {
        text: 'It is given `a`.',
        range: { start: { line: 1, character: 9 }, end: { line: 1, character: 10 } },
      },
      { text: 'Nobody knows what happens then.' },
    ]);
  });

  it('follow typing by ranges and are those of the whole text checked anew', async () => {
    await client.open(A, 'function f() {\n  danger(1);\n}\n');
    await client.settled(A);
    const pieces: [number, number, string][] = [
      [0, 0, '// 😀 a line above\r\n'],
      [2, 2, 'danger('],
      [9, 9, ')'],
      [0, 2, ''],
    ];
    for (const [start, end, text] of pieces) await client.edit(A, start, end, text);
    const { hints } = await client.settled(A);
    const fresh = await new TestClient().start();
    try {
      await fresh.open(A, client.text(A));
      assert.deepEqual(
        hints.map((hint) => hint.range),
        (await fresh.settled(A)).hints.map((hint) => hint.range),
      );
      assert.equal(hints.length, 2);
    } finally {
      fresh.dispose();
    }
  });

  it('go when the fault goes and when the document is closed', async () => {
    await client.open(A, 'danger(1)');
    assert.equal((await client.diagnostics(A)).length, 1);
    await client.edit(A, 0, 6, 'calm');
    assert.deepEqual(await client.diagnostics(A), []);
    await client.edit(A, 0, 4, 'danger');
    assert.equal((await client.diagnostics(A)).length, 1);
    await client.close(A);
    await client.until('none after closing', () => client.diagnosticsOf(A).length === 0);
  });

  it('come from half-typed text too', async () => {
    await client.open(A, 'function f( { danger(1); const x = <div');
    assert.deepEqual(await client.rules(A), ['demo/no-danger']);
  });
});

describe('a document that an editor calls otherwise', () => {
  it('is checked as the language that its kind names', async () => {
    const rules = content.rules
      .filter(({ id }) => id === 'demo/no-danger')
      .map((rule) => ({ ...rule, languages: ['yaml'] }));
    const other = await new TestClient({ ...content, rules }).start();
    try {
      const uri = 'file:///w/.github/workflows/ci.yml';
      await other.open(uri, 'run: danger(1)\n', 'github-actions-workflow');
      const { hints } = await other.settled(uri);
      assert.deepEqual(
        hints.map(({ rule }) => rule),
        ['demo/no-danger'],
      );
    } finally {
      other.dispose();
    }
  });
});

describe('a rule that throws', () => {
  it('is logged once for the file, with its id, and the others go on', async () => {
    await client.open(A, 'danger(boom)');
    assert.deepEqual(await client.rules(A), ['demo/no-danger']);
    await client.edit(A, 0, 0, ' ');
    await client.settled(A);
    const lines = client.logged.filter((line) => line.includes('demo/throws'));
    assert.equal(lines.length, 1);
    assert.match(lines[0] as string, /file:\/\/\/ws\/src\/a\.tsx.*this rule is broken/s);
  });
});

describe('facts of other files', () => {
  it('re-check the files that read them, with the related place', async () => {
    await client.open(A, 'useThing()');
    assert.deepEqual(await client.rules(A), []);
    await client.open(B, 'const x = 1;\n/** @slow */ export function useThing() {}', 'typescript');
    const { hints } = await client.until('a hint by the other file', () => {
      const known = client.hints.get(A);
      return known && known.hints.length > 0 ? known : undefined;
    });
    assert.equal(hints[0]?.related[0]?.uri, B);
    assert.equal(hints[0]?.related[0]?.range.start.line, 1);
    await client.edit(B, 13, 25, '');
    await client.until('no hint again', () => client.hints.get(A)?.hints.length === 0);
  });

  it('are read from files that are not open', async () => {
    client.files.set('memfs:/ws/b.ts', Buffer.from('/** @slow */ export function useThing() {}'));
    await client.open(A, 'useThing()');
    assert.deepEqual(await client.rules(A), []);
    await request(client.connection, COLLECT, { uris: ['memfs:/ws/b.ts'] });
    const { hints } = await client.until('a hint', () => {
      const known = client.hints.get(A);
      return known && known.hints.length > 0 ? known : undefined;
    });
    assert.equal(hints[0]?.related[0]?.uri, 'memfs:/ws/b.ts');
  });

  it('go back to those of the file when an open one is closed', async () => {
    client.files.set('memfs:/ws/b.ts', Buffer.from('export function useThing() {}'));
    await client.open(A, 'useThing()');
    await client.open('memfs:/ws/b.ts', '/** @slow */ export function useThing() {}', 'typescript');
    await client.until('a hint', () => client.hints.get(A)?.hints.length === 1);
    await client.close('memfs:/ws/b.ts');
    await client.until('none, by the text on disk', () => client.hints.get(A)?.hints.length === 0);
  });
});

describe('diagnostics', () => {
  it('are not told again where a check of the same text finds the same', async () => {
    const same = { rules: {}, known: [] };
    await client.open(A, 'danger(1)');
    await client.settled(A);
    assert.equal(client.publications, 1);
    await client.configure(A, same);
    assert.equal(client.publications, 1, 'they would close what is open at them');
    await client.edit(A, 9, 9, ';');
    await client.settled(A);
    assert.equal(client.publications, 2, 'they are those of the newer text');
    await client.close(A);
    await client.open(A, 'danger(1)');
    await client.until('they go with the document, and come with it', () => client.publications === 4);
  });
});

describe('settings', () => {
  it('switch rules off and on and change their level', async () => {
    await client.open(A, 'danger(1)');
    assert.deepEqual(await client.rules(A), ['demo/no-danger']);
    const set = async (rules: unknown, known: string[] = []) =>
      (await client.configure(A, { rules: rules as never, known })).hints.map(({ severity }) => severity);
    assert.deepEqual(await set({ 'demo/no-danger': 'off' }), []);
    assert.deepEqual(await set({ demo: 'off', 'demo/no-danger': 'error' }), ['error']);
    assert.deepEqual(await set({}, ['demo/first']), []);
    assert.deepEqual(await set({}), ['warning']);
  });

  it('that cannot be used give a sentence each, and the rest holds', async () => {
    await client.open(A, 'danger(1)');
    for (const [rules, pattern] of [
      ['off', /must be an object/],
      [{ 'demo/no-danger': 'loud' }, /"demo\/no-danger" the level "loud"/],
      [{ 'demo/unknown': 'off' }, /no rule and no topic/],
    ] as const) {
      const before = client.problems.length;
      const { hints } = await client.configure(A, { rules: rules as never, known: [] });
      assert.equal(hints.length, 1);
      const [problems, ...more] = client.problems.slice(before);
      assert.deepEqual([problems?.length, more], [1, []]);
      assert.match(problems?.[0] as string, pattern);
    }
  });
});

describe('hover', () => {
  it('tells the lesson, escapes its text, and links to it by the one command', async () => {
    await client.open(A, 'danger(1)');
    await client.settled(A);
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri: A },
      position: { line: 0, character: 3 },
    });
    const { value } = hover.contents as { value: string };
    assert.match(value, /\*\*First lesson\*\*/);
    assert.match(value, /About \\\*first\\\* \\\[things\\\]\\\(x\\\)\./);
    const command = /\(command:hindsight\.openLesson\?([^ ]+) /.exec(value)?.[1] as string;
    assert.equal(JSON.parse(decodeURIComponent(command))[0].lesson, 'demo/first');
    const nothing = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: A },
      position: { line: 0, character: 8 },
    });
    assert.equal(nothing, null);
  });
});

describe('at a place', () => {
  it('are hints, and sightings smallest first, ties in the lesson order', async () => {
    await client.open(A, 'function f() {\n  danger(calm());\n}\n');
    const result = await request(client.connection, AT, {
      uri: A,
      position: { line: 1, character: 11 },
    });
    assert.deepEqual(result.hints, []);
    assert.deepEqual(
      result.sightings.map((sighting) => [sighting.lesson, Object.values(sighting.names)[0]]),
      [
        ['demo/first', 'calm'],
        ['demo/second', 'calm'],
        ['demo/first', 'danger'],
        ['demo/second', 'danger'],
        ['demo/first', 'f'],
      ],
    );
    const onHint = await request(client.connection, AT, {
      uri: A,
      position: { line: 1, character: 3 },
    });
    assert.deepEqual(
      onHint.hints.map((hint) => hint.rule),
      ['demo/no-danger'],
    );
  });

  it('answers from the text as it is, also in the middle of typing', async () => {
    await client.open(A, 'calm(1)');
    await client.edit(A, 0, 4, 'danger');
    const { hints } = await request(client.connection, AT, {
      uri: A,
      position: { line: 0, character: 1 },
    });
    assert.equal(hints.length, 1);
  });

  it('is empty for a document that is not open', async () => {
    assert.deepEqual(await request(client.connection, AT, { uri: B, position: { line: 0, character: 0 } }), {
      hints: [],
      sightings: [],
    });
  });
});

describe('fix all', () => {
  it('gives edits of the version it saw, in lines that differ', async () => {
    const text = 'danger(1)\ncalm()\ndanger(2)\n';
    await client.open(A, text);
    const result = await request(client.connection, FIX_ALL, { uri: A });
    assert.equal(result.version, 1);
    assert.equal(result.edits.length, 2);
    assert.equal(applyTextEdits(text, result.edits), 'safe(1)\ncalm()\nsafe(2)\n');
    assert.deepEqual(result.applied, ['Call safe instead', 'Call safe instead']);
  });
});

describe('content', () => {
  it('with a query that is not valid for a grammar fails at the question, not at the checks', async () => {
    const broken = {
      ...content,
      subjects: [{ lesson: 'demo/first', languages: ['typescriptreact'], places: '(no_such_node) @at' }],
    };
    const other = await new TestClient(broken).start();
    try {
      await other.open(A, 'danger(1)');
      const result = await request(other.connection, AT, {
        uri: A,
        position: { line: 0, character: 1 },
      });
      assert.deepEqual(result, { hints: [], sightings: [] });
      assert.equal(other.logged.length, 1);
      assert.deepEqual(await other.rules(A), ['demo/no-danger']);
    } finally {
      other.dispose();
    }
  });
});

describe('a connection that is gone', () => {
  it('ends no server that still has something to say', async () => {
    const [noDanger, throws] = content.rules as [Rule, Rule];
    let other: TestClient | undefined;
    const isOver = new Promise<void>((resolve) => {
      const closing: Rule = {
        ...noDanger,
        *check(doc, facts) {
          // The window closes while its document is checked: hints, diagnostics and a line of the log are still to come.
          other?.dispose();
          yield* noDanger.check(doc, facts);
          resolve();
        },
      };
      other = new TestClient({ ...content, rules: [closing, throws] });
    });
    await other?.start();
    await other?.open(A, 'danger(boom)');
    await isOver;
    // All of that is sent in this turn. An unhandled rejection is reported before the next turn and fails this test.
    await new Promise((resolve) => setImmediate(resolve));
  });
});
