import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trivyCode } from '../../src/base/codes.ts';
import { isRange, isSameRange, type LineRange, touches } from '../../src/base/range.ts';
import { holds, intersects, isSameSpan, reaches } from '../../src/base/span.ts';

const range = (...[line, character, lastLine, end]: [number, number, number, number]): LineRange => ({
  start: { line, character },
  end: { line: lastLine, character: end },
});

test('a span holds what lies within it, itself too', () => {
  const span = { start: 2, end: 5 };
  assert.ok(holds(span, span) && holds(span, { start: 3, end: 3 }));
  assert.ok(!holds(span, { start: 1, end: 5 }) && !holds(span, { start: 2, end: 6 }));
  assert.ok(isSameSpan(span, { ...span }) && !isSameSpan(span, { start: 2, end: 4 }));
});

test('spans that only touch share no character, and a cursor at the end still belongs to one', () => {
  const span = { start: 2, end: 5 };
  assert.ok(intersects(span, { start: 4, end: 9 }));
  assert.ok(!intersects(span, { start: 5, end: 9 }) && !intersects(span, { start: 0, end: 2 }));
  assert.deepEqual(
    [1, 2, 5, 6].map((offset) => reaches(span, offset)),
    [false, true, true, false],
  );
});

test('ranges that only touch share a place', () => {
  assert.ok(touches(range(1, 0, 1, 4), range(1, 4, 2, 0)));
  assert.ok(!touches(range(1, 0, 1, 4), range(1, 5, 2, 0)) && !touches(range(2, 0, 2, 1), range(1, 0, 1, 9)));
  assert.ok(isSameRange(range(1, 2, 3, 4), range(1, 2, 3, 4)));
  for (const other of [range(0, 2, 3, 4), range(1, 0, 3, 4), range(1, 2, 0, 4), range(1, 2, 3, 0)])
    assert.ok(!isSameRange(range(1, 2, 3, 4), other));
});

test('only exact whole numbers from 0 on make a range', () => {
  assert.ok(isRange(range(0, 0, 1, 2)));
  for (const line of [-1, 0.5, Number.NaN, 2 ** 53, '1', undefined])
    assert.ok(!isRange({ ...range(0, 0, 1, 2), start: { line, character: 0 } }), String(line));
  assert.ok(!isRange([]) && !isRange(null) && !isRange({ start: { line: 0, character: 0 } }));
});

test('a code of trivy has one spelling', () => {
  for (const code of ['AVD-KSV-0017', 'KSV017', 'ksv-17', 'KSV-0017'])
    assert.equal(trivyCode(code), 'KSV-0017');
  assert.equal(trivyCode('secret'), 'secret');
});
