import { diffWordsWithSpace } from 'diff';
import { holds, intersects, type Span } from '../../base/span.ts';
import type { TextChange } from '../../base/text.ts';

/** Carries places of a text over its edits. Pure: texts, spans and changes in, spans out. */

/**
 * Carries a span over one change. Text typed at either end of the span stays outside it; a span whose text
 * is removed collapses to a point; one that is replaced together with its surroundings becomes all of the
 * new text.
 */
export function mapSpan(span: Span, change: TextChange): Span {
  const delta = change.newText.length - (change.end - change.start);
  if (change.end <= span.start && change.start < span.end)
    return { start: span.start + delta, end: span.end + delta };
  if (change.end < span.start) return { start: span.start + delta, end: span.end + delta };
  if (change.start >= span.end) return span;
  if (holds(change, span)) return { start: change.start, end: change.start + change.newText.length };
  if (holds(span, change)) return { start: span.start, end: span.end + delta };
  if (change.start < span.start)
    return { start: change.start + change.newText.length, end: span.end + delta };
  return { start: span.start, end: change.start };
}

/** Applied from the end, every change finds the offsets that it was made for. */
export function descending(changes: readonly TextChange[]): TextChange[] {
  return changes
    .map((change, order) => ({ change, order }))
    .sort((a, b) => b.change.start - a.change.start || b.change.end - a.change.end || b.order - a.order)
    .map(({ change }) => change);
}

/** Texts longer than this are not compared word by word. */
const longestCompared = 30_000;
/** Word by word comparing ends after so many differences: a bound in work and not in time, so that a busy machine finds the same. */
const mostDifferences = 800;

/** The part of a replacement that changes something. */
export function trim(old: string, change: TextChange): TextChange {
  const { newText } = change;
  const shorter = Math.min(old.length, newText.length);
  let head = 0;
  while (head < shorter && old[head] === newText[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === newText[newText.length - 1 - tail]) tail++;
  return {
    start: change.start + head,
    end: change.end - tail,
    newText: newText.slice(head, newText.length - tail),
  };
}

/** The words that a replacement changes; undefined when they are too many to find quickly. */
export function wordChanges(old: string, change: TextChange): TextChange[] | undefined {
  if (old.length + change.newText.length > longestCompared) return undefined;
  const changes: TextChange[] = [];
  let at = change.start;
  const parts = diffWordsWithSpace(old, change.newText, { maxEditLength: mostDifferences });
  if (!parts) return undefined;
  for (const part of parts) {
    const last = changes.at(-1);
    const joins = last !== undefined && last.end === at;
    if (part.removed) {
      if (joins) changes[changes.length - 1] = { ...last, end: at + part.value.length };
      else changes.push({ start: at, end: at + part.value.length, newText: '' });
      at += part.value.length;
    } else if (part.added) {
      if (joins) changes[changes.length - 1] = { ...last, newText: last.newText + part.value };
      else changes.push({ start: at, end: at, newText: part.value });
    } else at += part.value.length;
  }
  return changes;
}

/**
 * Carries places over one edit, each only as far as it is certain: where its text was removed, or replaced by one
 * in which it cannot be found word for word, there is nothing to point at any more.
 * @param changes all in offsets of `text`, not overlapping
 * @returns a span of the text after the edit for each of `spans`, or undefined
 */
export function carrySpans(
  text: string,
  changes: readonly TextChange[],
  spans: readonly (Span | undefined)[],
): (Span | undefined)[] {
  let carried = [...spans];
  for (const change of descending(changes)) {
    const core = trim(text.slice(change.start, change.end), change);
    // Compared once for all places, and only where one of them needs it.
    let words: readonly TextChange[] | undefined;
    carried = carried.map((span) => {
      if (!span) return undefined;
      if (core.start > span.start || core.end < span.end) return solid(mapSpan(span, core));
      words ??= wordChanges(text.slice(core.start, core.end), core) ?? [core];
      if (words.some((word) => intersects(word, span))) return undefined;
      return solid(descending(words).reduce((moved, word) => mapSpan(moved, word), span));
    });
  }
  return carried;
}

function solid(span: Span): Span | undefined {
  return span.end > span.start ? span : undefined;
}
