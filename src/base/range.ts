import { isCount, isRecord } from './guards.ts';

/** A place in a text as LSP counts it: a line and a UTF-16 column, both 0-based. */
interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** A part of a text as LSP counts it; `end` is exclusive. */
export interface LineRange {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** Whether a value has the form of a position. */
export function isPosition(value: unknown): value is LinePosition {
  return isRecord(value) && isCount(value['line']) && isCount(value['character']);
}

/** Whether a value has the form of a range. */
export function isRange(value: unknown): value is LineRange {
  return isRecord(value) && isPosition(value['start']) && isPosition(value['end']);
}

/** Whether two ranges begin and end at the same places. */
export function isSameRange(a: LineRange, b: LineRange): boolean {
  return isSamePosition(a.start, b.start) && isSamePosition(a.end, b.end);
}

/** Whether two ranges share a place; ranges that only touch do, so that a cursor at a hint's end finds it. */
export function touches(a: LineRange, b: LineRange): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isSamePosition(a: LinePosition, b: LinePosition): boolean {
  return a.line === b.line && a.character === b.character;
}

function isBefore(a: LinePosition, b: LinePosition): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
