/** A place in a text: UTF-16 offsets, 0-based, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether a span lies within another; both may be the same. */
export function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans have a character in common. */
export function intersects(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether two spans begin and end at the same offsets. */
export function isSameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** Whether an offset lies in a span or at its end, where a cursor still belongs to it. */
export function reaches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
