import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disables, type Rule } from '../../src/engine/index.ts';
import { callsOf, strictChecker, tsx } from './lib/engine.ts';

const rule: Rule = { ...callsOf('load'), sameAs: ['eslint:api/no-load', 'biome:lint/api/noLoad'] };
const linesOf = (text: string) => {
  const doc = tsx(text);
  return strictChecker({ rules: [rule] })
    .check(doc)
    .hints.map((hint) => doc.lines.positionAt(hint.start).line + 1);
};

test('the next line is silenced, for the rule or its topic, and no other line', () => {
  assert.deepEqual(linesOf('load();\n// hindsight-ignore-next-line topic/load\nload();\nload();'), [1, 4]);
  assert.deepEqual(linesOf('// hindsight-ignore-next-line topic -- fine here\nload();'), []);
  assert.deepEqual(linesOf('// hindsight-ignore-next-line topic/other\nload();'), [2]);
});

test('a directive without a rule silences nothing', () => {
  assert.deepEqual(linesOf('// hindsight-ignore-next-line\nload();'), [2]);
});

test('directives may be stacked, and stand in JSX', () => {
  const stacked = '// hindsight-ignore-next-line topic/load\n// eslint-disable-next-line no-undef\nload();';
  assert.deepEqual(linesOf(stacked), []);
  const jsx =
    'const a = (\n  <p>\n    {/* hindsight-ignore-next-line topic/load */}\n    {load()}\n  </p>\n);';
  assert.deepEqual(linesOf(jsx), []);
});

test('the whole file', () => {
  assert.deepEqual(linesOf('/* hindsight-ignore-file topic/load */\nload();\nload();'), []);
});

test('the words in a string silence nothing', () => {
  assert.deepEqual(linesOf('const a = "hindsight-ignore-file topic/load";\nload();'), [2]);
});

test('a peer’s comment for the same fault silences ours; one for another does not', () => {
  assert.deepEqual(linesOf('// eslint-disable-next-line api/no-load\nload();'), []);
  assert.deepEqual(linesOf('load(); // eslint-disable-line api/no-load'), []);
  assert.deepEqual(linesOf('// biome-ignore lint/api/noLoad: legacy\nload();'), []);
  assert.deepEqual(linesOf('// eslint-disable-next-line no-console\nload();'), [2]);
});

test('eslint-disable holds until it is enabled again', () => {
  const text = '/* eslint-disable api/no-load */\nload();\n/* eslint-enable api/no-load */\nload();';
  assert.deepEqual(linesOf(text), [4]);
});

test('a directive’s reason and codes are read apart', () => {
  const [disable] = tsx('// eslint-disable-next-line a/b, c -- it is needed').model(disables);
  assert.deepEqual(disable?.codes, ['a/b', 'c']);
  assert.equal(disable?.reason, 'it is needed');
});
