import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, LineIndex } from '../../src/engine/index.ts';

test('a line index knows all three line breaks', () => {
  const lines = new LineIndex('a\nb\r\nc\rd');
  assert.equal(lines.lineCount, 4);
  assert.deepEqual(lines.positionAt(2), { line: 1, column: 0 });
  assert.deepEqual(lines.positionAt(5), { line: 2, column: 0 });
  assert.deepEqual(lines.positionAt(7), { line: 3, column: 0 });
});

test('positions and offsets are each other’s inverse, and clamp', () => {
  const text = 'héllo\n🙂 two\n\nend';
  const lines = new LineIndex(text);
  for (let offset = 0; offset <= text.length; offset++) {
    assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
  }
  assert.equal(lines.offsetAt({ line: 99, column: 0 }), text.length);
  assert.equal(lines.offsetAt({ line: -1, column: 5 }), 0);
  assert.deepEqual(lines.positionAt(999), { line: 3, column: 3 });
});

test('edits apply at once, in any order, and insertions keep theirs', () => {
  const edits = [
    { start: 4, end: 5, newText: 'E' },
    { start: 0, end: 0, newText: '1' },
    { start: 0, end: 0, newText: '2' },
    { start: 2, end: 4, newText: '' },
  ];
  assert.equal(applyEdits('abcde', edits), '12abE');
});

test('overlapping edits and edits outside the text are refused', () => {
  const overlap = [
    { start: 0, end: 3, newText: '' },
    { start: 2, end: 4, newText: '' },
  ];
  assert.throws(() => applyEdits('abcde', overlap), RangeError);
  assert.throws(() => applyEdits('abc', [{ start: 2, end: 9, newText: '' }]), RangeError);
});
