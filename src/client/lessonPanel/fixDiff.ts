import { diffArrays, diffWordsWithSpace } from 'diff';
import type { Span } from '../../base/span.ts';
import { applyEdits, type TextChange } from '../../base/text.ts';
import type { DiffRow } from '../../protocol/panel.ts';
import { pieceOf } from './excerpt.ts';

/** Shows an edit as rows of lines before and after, with the words that differ. Pure. */

/** Unchanged lines around each change. */
const context = 2;
/** Longer diffs end with a gap. */
const mostRows = 120;
/** Longer lines are not compared word by word. */
const longestWords = 2_000;
/** Larger replacements are shown as lines only: comparing each with each would take too long. */
const mostPairs = 10_000;
/** Lines that may differ before all are shown as replaced: finding what stays costs the square of them. */
const mostEdits = 1_000;

/**
 * Rows of the diff that the changes make in a text; empty when they change nothing.
 * @param changes in UTF-16 offsets of `text`, not overlapping
 */
export function fixDiff(text: string, changes: readonly TextChange[]): DiffRow[] {
  if (changes.length === 0) return [];
  const after = applyEdits(text, changes);
  const old = text.split(/\r\n|\n|\r/);
  const fresh = after.split(/\r\n|\n|\r/);
  // Only the lines between the first and the last changed one are compared: files are long, fixes are not.
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  if (head === old.length && head === fresh.length) return [];
  let tail = 0;
  while (
    tail < Math.min(old.length, fresh.length) - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  )
    tail++;
  const rows: DiffRow[] = [];
  let oldLine = Math.max(0, head - context);
  let newLine = oldLine;
  const same = (line: string) => {
    rows.push({ kind: 'same', oldLine: ++oldLine, newLine: ++newLine, text: line, words: [] });
  };
  for (const line of old.slice(oldLine, head)) same(line);
  const [before, now] = [old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)];
  const parts = diffArrays(before, now, { maxEditLength: mostEdits }) ?? [
    { value: before, removed: true, added: false },
    { value: now, removed: false, added: true },
  ];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (!part) continue;
    if (!part.added && !part.removed) {
      const long = part.value.length > 2 * context + 1;
      for (const line of long ? part.value.slice(0, context) : part.value) same(line);
      if (long) {
        const left = part.value.length - 2 * context;
        oldLine += left;
        newLine += left;
        rows.push({ kind: 'gap', text: '', words: [] });
        for (const line of part.value.slice(-context)) same(line);
      }
      continue;
    }
    const other = parts[i + 1];
    const pair = other && other.added !== part.added && (other.added || other.removed) ? other : undefined;
    const removed = part.removed ? part.value : (pair?.value ?? []);
    const added = part.added ? part.value : (pair?.value ?? []);
    if (pair) i++;
    const words = wordsOf(removed, added);
    removed.forEach((line, at) => {
      rows.push({ kind: 'removed', oldLine: ++oldLine, text: line, words: words.removed[at] ?? [] });
    });
    added.forEach((line, at) => {
      rows.push({ kind: 'added', newLine: ++newLine, text: line, words: words.added[at] ?? [] });
    });
  }
  const rest = old.length - tail;
  for (const line of old.slice(rest, rest + context)) same(line);
  trimBlank(rows);
  const cut = rows.length > mostRows ? [...rows.slice(0, mostRows), gap] : rows;
  return cut.map(shorten);
}

/** Empty lines at the edges show nothing. */
function trimBlank(rows: DiffRow[]): void {
  const isBlank = (row: DiffRow | undefined) => row?.kind === 'same' && row.text.trim() === '';
  while (isBlank(rows[0])) rows.shift();
  while (isBlank(rows.at(-1))) rows.pop();
}

const gap: DiffRow = { kind: 'gap', text: '', words: [] };

/** Words that differ, per line, where lines were replaced; lines that have no counterpart differ as a whole. */
function wordsOf(
  removed: readonly string[],
  added: readonly string[],
): { removed: Span[][]; added: Span[][] } {
  const result: { removed: Span[][]; added: Span[][] } = {
    removed: removed.map(() => []),
    added: added.map(() => []),
  };
  for (const [from, to] of counterparts(removed, added)) {
    const before = removed[from] as string;
    const after = added[to] as string;
    if (before.length + after.length > longestWords) continue;
    let oldAt = 0;
    let newAt = 0;
    for (const part of diffWordsWithSpace(before, after)) {
      const length = part.value.length;
      if (part.removed) {
        if (part.value.trim()) result.removed[from]?.push({ start: oldAt, end: oldAt + length });
        oldAt += length;
      } else if (part.added) {
        if (part.value.trim()) result.added[to]?.push({ start: newAt, end: newAt + length });
        newAt += length;
      } else {
        oldAt += length;
        newAt += length;
      }
    }
  }
  return result;
}

/** Which removed line became which added line: the most alike ones, in order. */
function counterparts(removed: readonly string[], added: readonly string[]): [number, number][] {
  const pairs: [number, number][] = [];
  if (removed.length * added.length > mostPairs) return pairs;
  let from = 0;
  removed.forEach((line, at) => {
    let best = -1;
    let likeness = 0.4;
    for (let to = from; to < added.length; to++) {
      const alike = likenessOf(line, added[to] as string);
      if (alike > likeness) {
        best = to;
        likeness = alike;
      }
    }
    if (best < 0) return;
    pairs.push([at, best]);
    from = best + 1;
  });
  return pairs;
}

/** Share of words that two lines have in common, 0 to 1. */
function likenessOf(a: string, b: string): number {
  const left = a.match(/\w+/g) ?? [];
  const right = new Set(b.match(/\w+/g) ?? []);
  if (left.length === 0 || right.size === 0) return a.trim() === b.trim() ? 1 : 0;
  const common = left.filter((word) => right.has(word)).length;
  return (2 * common) / (left.length + right.size);
}

function shorten(row: DiffRow): DiffRow {
  const piece = pieceOf(row.text, row.words[0]);
  if (piece.start === 0 && piece.end === row.text.length) return row;
  const head = piece.start > 0 ? '…' : '';
  const tail = piece.end < row.text.length ? '…' : '';
  const shift = head.length - piece.start;
  return {
    ...row,
    text: head + row.text.slice(piece.start, piece.end) + tail,
    words: row.words
      .map(({ start, end }) => ({
        start: Math.max(start, piece.start) + shift,
        end: Math.min(end, piece.end) + shift,
      }))
      .filter(({ start, end }) => end > start),
  };
}
