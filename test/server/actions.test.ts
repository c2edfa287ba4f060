import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FixApplied } from '../../src/protocol/server.ts';
import { TestClient } from './support.ts';

const A = 'file:///ws/src/a.tsx';
const B = 'file:///ws/src/b.ts';

let client: TestClient;
beforeEach(async () => {
  client = await new TestClient().start();
});
afterEach(() => client.dispose());

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
      await client.apply((await client.action(A, text.indexOf(at), 'Ignore no-danger on this line')).edit);
      assert.equal(client.text(A), expected);
      assert.deepEqual(await client.rules(A), [], 'the comment silences the hint');
      const restore = await client.action(A, expected.indexOf('hindsight-ignore'), 'Show hints');
      assert.equal(restore.title, 'Show hints of no-danger again');
      await client.apply(restore.edit);
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
    await client.apply((await client.action(B, 22, 'Ignore no-danger in this file')).edit);
    assert.equal(
      client.text(B),
      '#!/usr/bin/env node\n// hindsight-ignore-file demo/no-danger\ndanger(1);\ndanger(2);\n',
    );
    assert.deepEqual(await client.rules(B), []);
  });
});
