import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Hover } from 'vscode-languageserver/node';
import type { FixApplied } from '../../src/protocol/server.ts';
import {
  AT,
  type AtResult,
  CHECK_WORKSPACE,
  type CheckWorkspaceResult,
  COLLECT,
  FIX_ALL,
  type FixAllResult,
  PING,
  SETTINGS,
} from '../../src/protocol/server.ts';
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
    await client.settled(A);
    const [diagnostic] = await client.until('a diagnostic', () => client.diagnostics.get(A));
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
    const link = new URL(diagnostic?.codeDescription?.href ?? '');
    assert.equal(link.searchParams.get('lesson'), 'demo/first');
    assert.equal(link.searchParams.get('uri'), A);
    assert.equal(link.searchParams.get('at'), '1:0-1:6');
  });

  it('come with the steps of what would happen, each at its place', async () => {
    await client.open(A, 'const a = 1;\n  danger(a);\n');
    await client.settled(A);
    const params = await client.until('hints', () => client.hints.get(A));
    assert.deepEqual(params?.hints[0]?.steps, [
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
    await client.until('a diagnostic', () => client.diagnostics.get(A)?.length === 1);
    await client.edit(A, 0, 6, 'calm');
    await client.until('none', () => client.diagnostics.get(A)?.length === 0);
    await client.edit(A, 0, 4, 'danger');
    await client.until('one again', () => client.diagnostics.get(A)?.length === 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: A } });
    await client.until('none after closing', () => client.diagnostics.get(A)?.length === 0);
  });

  it('come from half-typed text too', async () => {
    await client.open(A, 'function f( { danger(1); const x = <div');
    assert.deepEqual(await client.rules(A), ['demo/no-danger']);
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
    assert.match(lines[0] ?? '', /file:\/\/\/ws\/src\/a\.tsx.*this rule is broken/s);
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
    await client.connection.sendRequest(COLLECT, { uris: ['memfs:/ws/b.ts'] });
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
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: 'memfs:/ws/b.ts' },
    });
    await client.until('none, by the text on disk', () => client.hints.get(A)?.hints.length === 0);
  });
});

describe('code actions', () => {
  it('offer fixes, the lesson and the ways to be left alone, in this order', async () => {
    await client.open(A, 'danger(1)');
    const actions = await client.actions(A, 2);
    assert.deepEqual(
      actions.map((action) => action.title),
      [
        'Call safe instead',
        'Call unsure instead',
        'Open lesson: First lesson',
        'Ignore no-danger on this line',
        'Ignore no-danger in this file',
        'Turn no-danger off in the workspace settings',
        'I know this lesson: First lesson',
      ],
    );
    assert.deepEqual(
      actions.map((action) => action.isPreferred ?? false),
      [true, false, false, false, false, false, false],
    );
    assert.ok(actions.every((action) => action.kind === 'quickfix' && action.diagnostics?.length === 1));
    assert.deepEqual(actions[2]?.command?.arguments, [
      {
        lesson: 'demo/first',
        rule: 'demo/no-danger',
        uri: A,
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } },
      },
    ]);
    assert.equal(actions[0]?.command, undefined);
    assert.deepEqual((actions[0]?.data as FixApplied | undefined)?.places.length, 1);
  });

  it('are none where there is no hint', async () => {
    await client.open(A, 'danger(1)\ncalm()');
    assert.deepEqual(await client.actions(A, 12), []);
  });

  it('apply a fix to the version they were made for', async () => {
    await client.open(A, 'danger(1)');
    await client.edit(A, 0, 0, '\n');
    const [fix] = await client.actions(A, 3);
    assert.deepEqual(
      fix?.edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument),
      [{ uri: A, version: 2 }],
    );
    await client.apply(fix?.edit);
    assert.equal(client.text(A), '\nsafe(1)');
    assert.deepEqual(await client.rules(A), []);
  });

  it('fix everything safe under source.fixAll.hindsight, and only when asked', async () => {
    await client.open(A, 'danger(1)\ncalm()\ndanger(2)\n');
    assert.ok(!(await client.actions(A, 2)).some((action) => action.kind?.startsWith('source')));
    for (const only of ['source.fixAll.hindsight', 'source.fixAll', 'source']) {
      const [action, ...others] = await client.actions(A, 12, [only]);
      assert.equal(others.length, 0);
      assert.equal(action?.kind, 'source.fixAll.hindsight');
      assert.equal(action?.title, 'Fix 2 safe hints');
    }
    const [action] = await client.actions(A, 12, ['source.fixAll']);
    await client.apply(action?.edit);
    assert.equal(client.text(A), 'safe(1)\ncalm()\nsafe(2)\n');
  });
});

describe('silencing', () => {
  const cases: [name: string, text: string, at: string, expected: string][] = [
    [
      'code keeps its indentation',
      'function f() {\n\tdanger(1);\n}\n',
      'danger',
      'function f() {\n\t// hindsight-ignore-next-line demo/no-danger\n\tdanger(1);\n}\n',
    ],
    [
      'Windows line breaks stay',
      'x();\r\ndanger(1);\r\n',
      'danger',
      'x();\r\n// hindsight-ignore-next-line demo/no-danger\r\ndanger(1);\r\n',
    ],
    [
      'children of an element need braces',
      'const a = (\n  <div>\n    <B c={danger(1)} />\n  </div>\n);\n',
      'danger',
      'const a = (\n  <div>\n    {/* hindsight-ignore-next-line demo/no-danger */}\n    <B c={danger(1)} />\n  </div>\n);\n',
    ],
    [
      'an expression among the children too',
      'const a = (\n  <>\n    {danger(1)}\n  </>\n);\n',
      'danger',
      'const a = (\n  <>\n    {/* hindsight-ignore-next-line demo/no-danger */}\n    {danger(1)}\n  </>\n);\n',
    ],
    [
      'text among the children too',
      'const a = (\n  <p>\n    one\n    two {danger(1)}\n  </p>\n);\n',
      'danger',
      'const a = (\n  <p>\n    one\n    {/* hindsight-ignore-next-line demo/no-danger */}\n    two {danger(1)}\n  </p>\n);\n',
    ],
    [
      'attributes take an ordinary comment',
      'const a = (\n  <B\n    c={danger(1)}\n  />\n);\n',
      'danger',
      'const a = (\n  <B\n    // hindsight-ignore-next-line demo/no-danger\n    c={danger(1)}\n  />\n);\n',
    ],
    [
      'an element that is a value takes one too',
      'const a = (\n  <B c={danger(1)} />\n);\n',
      'danger',
      'const a = (\n  // hindsight-ignore-next-line demo/no-danger\n  <B c={danger(1)} />\n);\n',
    ],
  ];
  for (const [name, text, at, expected] of cases) {
    it(`on a line: ${name}`, async () => {
      await client.open(A, text);
      const actions = await client.actions(A, text.indexOf(at));
      await client.apply(actions.find((action) => action.title === 'Ignore no-danger on this line')?.edit);
      assert.equal(client.text(A), expected);
      assert.deepEqual(await client.rules(A), [], 'the comment silences the hint');
      const restore = (await client.actions(A, expected.indexOf('hindsight-ignore'))).find((action) =>
        action.title.startsWith('Show hints'),
      );
      assert.equal(restore?.title, 'Show hints of no-danger again');
      await client.apply(restore?.edit);
      assert.equal(client.text(A), text, 'the way back restores the text');
      assert.deepEqual(await client.rules(A), ['demo/no-danger']);
    });
  }

  it('on a line is not offered inside a literal, where a comment would be text', async () => {
    const text = 'const a = `\n  ${danger(1)}\n`;\n';
    await client.open(A, text);
    const titles = (await client.actions(A, text.indexOf('danger'))).map((action) => action.title);
    assert.ok(!titles.includes('Ignore no-danger on this line'));
    assert.ok(titles.includes('Ignore no-danger in this file'));
  });

  it('in a file stands at the top, below a #! line', async () => {
    await client.open(B, '#!/usr/bin/env node\ndanger(1);\ndanger(2);\n', 'javascript');
    const actions = await client.actions(B, 22);
    await client.apply(actions.find((action) => action.title === 'Ignore no-danger in this file')?.edit);
    assert.equal(
      client.text(B),
      '#!/usr/bin/env node\n// hindsight-ignore-file demo/no-danger\ndanger(1);\ndanger(2);\n',
    );
    assert.deepEqual(await client.rules(B), []);
  });
});

describe('settings', () => {
  it('switch rules off and on and change their level', async () => {
    await client.open(A, 'danger(1)');
    assert.deepEqual(await client.rules(A), ['demo/no-danger']);
    const set = (rules: unknown, known: string[] = []) =>
      client.connection.sendNotification(SETTINGS, { rules, known });
    await set({ 'demo/no-danger': 'off' });
    await client.until('no hint', () => client.hints.get(A)?.hints.length === 0);
    await set({ demo: 'off', 'demo/no-danger': 'error' });
    await client.until('an error', () => client.hints.get(A)?.hints[0]?.severity === 'error');
    await set({}, ['demo/first']);
    await client.until('no hint of a known lesson', () => client.hints.get(A)?.hints.length === 0);
    await set({});
    await client.until('the default', () => client.hints.get(A)?.hints[0]?.severity === 'warning');
  });

  it('that cannot be used give a sentence each, and the rest holds', async () => {
    await client.open(A, 'danger(1)');
    await client.settled(A);
    for (const [rules, pattern] of [
      ['off', /must be an object/],
      [{ 'demo/no-danger': 'loud' }, /"demo\/no-danger" the level "loud"/],
      [{ 'demo/unknown': 'off' }, /no rule and no topic/],
    ] as const) {
      const before = client.problems.length;
      await client.connection.sendNotification(SETTINGS, { rules, known: [] });
      const [problem] = await client.until('a problem', () => client.problems[before]);
      assert.match(problem ?? '', pattern);
      assert.equal((await client.settled(A)).hints.length, 1);
    }
    // The answer comes after the check that the last settings asked for, so that nothing is sent to a closed connection.
    await client.connection.sendRequest(AT, { uri: A, position: { line: 0, character: 0 } });
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
    const command = /\(command:hindsight\.openLesson\?([^ ]+) /.exec(value)?.[1] ?? '';
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
    const result = await client.connection.sendRequest<AtResult>(AT, {
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
    const onHint = await client.connection.sendRequest<AtResult>(AT, {
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
    const { hints } = await client.connection.sendRequest<AtResult>(AT, {
      uri: A,
      position: { line: 0, character: 1 },
    });
    assert.equal(hints.length, 1);
  });

  it('is empty for a document that is not open', async () => {
    assert.deepEqual(
      await client.connection.sendRequest(AT, { uri: B, position: { line: 0, character: 0 } }),
      {
        hints: [],
        sightings: [],
      },
    );
  });
});

describe('fix all', () => {
  it('gives edits of the version it saw, in lines that differ', async () => {
    const text = 'danger(1)\ncalm()\ndanger(2)\n';
    await client.open(A, text);
    const result = await client.connection.sendRequest<FixAllResult>(FIX_ALL, { uri: A });
    assert.equal(result.version, 1);
    assert.equal(result.edits.length, 2);
    assert.equal(applyTextEdits(text, result.edits), 'safe(1)\ncalm()\nsafe(2)\n');
    assert.deepEqual(result.applied, ['Call safe instead', 'Call safe instead']);
  });
});

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
    assert.equal(await client.connection.sendRequest(PING), true);
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
    client.connection.sendRequest<CheckWorkspaceResult>(CHECK_WORKSPACE, {
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

  it('says why a file cannot be read', {
    skip: process.getuid?.() === 0 && 'root reads everything',
  }, async () => {
    const secret = write('secret.ts', 'danger(1)');
    chmodSync(join(folder, 'secret.ts'), 0);
    const { skipped } = await check([secret]);
    assert.match(skipped[0]?.reason ?? '', /EACCES/);
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

  it('reports progress, answers in between, and ends early when cancelled', async () => {
    const text = Array.from({ length: 400 }, (_, i) => `function f${i}() { danger(${i}); }`).join('\n');
    const uris = Array.from({ length: 120 }, (_, i) => write(`f${i}.tsx`, `${text}\n// ${i}`));
    const seen: number[] = [];
    client.connection.onNotification(
      '$/progress',
      (params: { token: string; value: { percentage: number } }) => {
        if (params.token === 'here') seen.push(params.value.percentage);
      },
    );
    const whole = check(uris, 'here');
    let answers = 0;
    let done = false;
    void whole.then(() => {
      done = true;
    });
    while (!done) {
      await client.connection.sendRequest(PING);
      answers++;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.equal((await whole).files.length, 120);
    assert.ok(
      seen.length > 0 && seen.every((value, index) => index === 0 || value >= (seen[index - 1] as number)),
    );
    assert.ok(answers > 2, 'it answered while it was checking');

    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const cut = client.connection.sendRequest<CheckWorkspaceResult>(CHECK_WORKSPACE, { uris }, source.token);
    setTimeout(() => source.cancel(), 30);
    const result = await cut.catch((error: Error) => error);
    assert.ok(result instanceof Error || result.files.length < 120, 'the rest was left out');
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

describe('content', () => {
  it('with a query that is not valid for a grammar fails at the question, not at the checks', async () => {
    const broken = {
      ...content,
      abouts: [{ lesson: 'demo/first', languages: ['typescriptreact'], query: '(no_such_node) @at' }],
    };
    const other = await new TestClient(broken).start();
    try {
      await other.open(A, 'danger(1)');
      const result = await other.connection.sendRequest<AtResult>(AT, {
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
