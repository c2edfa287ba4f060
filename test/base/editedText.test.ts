import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EditedText, type RangeChange } from '../../src/base/editedText.ts';
import { LineIndex, type TextChange } from '../../src/base/text.ts';
import { seeded } from '../engine/lib/engine.ts';

/** The same by the plainest means: the whole text and all of its lines anew for each change. */
function plainly(text: string, change: TextChange | RangeChange) {
  const before = new LineIndex(text);
  const clamped = (offset: number) => Math.max(0, Math.min(offset, text.length));
  const start = 'from' in change ? before.offsetAt(change.from) : clamped(change.start);
  const end = Math.max(start, 'from' in change ? before.offsetAt(change.to) : clamped(change.end));
  const { newText } = change;
  const startPosition = before.positionAt(start);
  const inserted = new LineIndex(newText).positionAt(newText.length);
  const column = inserted.line === 0 ? startPosition.column + inserted.column : inserted.column;
  return {
    text: text.slice(0, start) + newText + text.slice(end),
    placed: {
      start,
      end,
      newText,
      startPosition,
      oldEndPosition: before.positionAt(end),
      newEndPosition: { line: startPosition.line + inserted.line, column },
    },
  };
}

const PARTS = ['a', 'bc', '\r', '\n', '\r\n', '  ', '🙂', '\ud800', 'a longer part', ''];

describe('a text that is edited', () => {
  for (let seed = 1; seed <= 12; seed++) {
    it(`is after each change what it would be alone, with the same places (seed ${seed})`, () => {
      const random = seeded(seed);
      const below = (count: number) => Math.floor(random() * count);
      // A few of them write long lines, which go on through several pieces, or nothing but line breaks.
      const parts = seed % 4 === 0 ? ['abc'] : seed % 4 === 1 ? ['\r', '\n'] : PARTS;
      const some = (count: number) =>
        Array.from({ length: count }, () => parts[below(parts.length)]).join('');
      let text = some(4000);
      const edited = new EditedText(text);
      for (let i = 0; i < 200; i++) {
        const newText = some(below(20) === 0 ? 3000 : below(6));
        const length = below(10) === 0 ? below(text.length + 9) : below(9);
        let change: TextChange | RangeChange;
        if (below(2) === 0) {
          const start = below(text.length + 9) - 4;
          change = { start, end: start + length, newText };
        } else {
          const lines = new LineIndex(text);
          const line = below(lines.lineCount + 2) - 1;
          const from = { line, column: below(60) };
          const to = { line: line + below(3), column: below(60) };
          change = { from, to, newText };
        }
        const expected = plainly(text, change);
        assert.deepEqual(edited.apply(change), expected.placed, `change ${i}`);
        text = expected.text;
        assert.equal(edited.text, text, `change ${i}`);
      }
    });
  }

  it('takes the whole text for one change, and none at all', () => {
    const edited = new EditedText('one\ntwo');
    edited.apply({ start: 0, end: Number.POSITIVE_INFINITY, newText: '' });
    assert.equal(edited.text, '');
    edited.apply({ from: { line: 3, column: 3 }, to: { line: 9, column: 9 }, newText: 'three' });
    assert.equal(edited.text, 'three');
  });

  for (const [order, sorted] of Object.entries({
    'from the last line up': (lines: number[]) => lines.reverse(),
    'from the first line down': (lines: number[]) => lines,
    'in no order': (lines: number[]) => lines.sort((a, b) => ((a * 7919) % 1009) - ((b * 7919) % 1009)),
  })) {
    it(`indents twice as many lines with little more than twice the work, ${order}`, () => {
      const work = (count: number) => {
        const edited = new EditedText('    - name: a line of a manifest\n'.repeat(count));
        const edits = sorted(Array.from({ length: count }, (_, line) => line));
        return unitsRead(() => {
          for (const line of edits)
            edited.apply({ from: { line, column: 0 }, to: { line, column: 2 }, newText: '' });
          assert.equal(edited.text, '  - name: a line of a manifest\n'.repeat(count));
        });
      };
      const [once, twice] = [work(2500), work(5000)];
      assert.ok(twice < 2.5 * once, `${once} and ${twice} units were read`);
    });
  }
});

/** How many units of texts are looked at one by one. */
function unitsRead(run: () => void): number {
  const { charCodeAt } = String.prototype;
  let count = 0;
  String.prototype.charCodeAt = function (this: string, at: number) {
    count++;
    return charCodeAt.call(this, at);
  };
  try {
    run();
  } finally {
    String.prototype.charCodeAt = charCodeAt;
  }
  return count;
}
