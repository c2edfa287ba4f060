import type { Span } from '../../base/span.ts';
import { termsOf, wordsOf } from './words.ts';

/** UTF-16 units of a passage that a result shows. */
const LENGTH = 220;

/**
 * The part of a text that holds most of what was looked for, on one line, with the words that answer marked.
 * @param terms what the index matched
 * @param length about how many UTF-16 units to show
 */
export function excerptOf(
  whole: string,
  terms: ReadonlySet<string>,
  length = LENGTH,
): { text: string; marks: Span[] } {
  const line = whole.replace(/\s+/g, ' ').trim();
  const words = wordsOf(line);
  const hits = words.filter(({ text }) => termsOf(text).some((term) => terms.has(term)));
  if (line.length <= length) return { text: line, marks: joined(line, hits) };
  // The window that holds the most different hits; the first of several.
  let first = 0;
  let most = 0;
  hits.forEach((hit, at) => {
    const inside = hits.slice(at).filter(({ end }) => end - hit.start <= length * 0.8);
    const different = new Set(inside.map(({ text }) => text.toLowerCase())).size;
    if (different <= most) return;
    most = different;
    first = hit.start;
  });
  // A passage is best read from its beginning; else from a little before the first hit.
  const last = Math.max(0, ...hits.filter(({ start }) => start < first + length * 0.8).map(({ end }) => end));
  let from =
    last <= length ? 0 : Math.max(0, Math.min(first - Math.round(length * 0.2), line.length - length));
  if (from > 0) from = words.find(({ start }) => start >= from)?.start ?? from;
  let to = Math.min(line.length, from + length);
  if (to < line.length) to = words.findLast(({ end }) => end <= to && end > from)?.end ?? to;
  const before = from > 0 ? '… ' : '';
  const text = `${before}${line.slice(from, to)}${to < line.length ? ' …' : ''}`;
  const shift = before.length - from;
  const marks = joined(
    line,
    hits.filter(({ start, end }) => start >= from && end <= to),
  ).map(({ start, end }) => ({ start: start + shift, end: end + shift }));
  return { text, marks };
}

/** Marks of neighbouring words become one, so that a phrase reads as one. */
function joined(line: string, words: readonly Span[]): Span[] {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of words) {
    const last = marks.at(-1);
    if (last && line.slice(last.end, start) === ' ') last.end = end;
    else marks.push({ start, end });
  }
  return marks;
}
