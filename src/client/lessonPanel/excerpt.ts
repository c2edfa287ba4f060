import type { Span } from '../../base/span.ts';
import type { ExcerptLine, LineMark } from '../../protocol/panel.ts';
import type { Lines } from './lines.ts';

/** Chooses the lines of the reader's code that the lesson shows, and marks what matters in them. Pure. */

/** A marked place of the text, with a remark where it has one. */
export interface Marked {
  readonly span: Span;
  readonly kind: LineMark['kind'];
  readonly note?: string;
}

/** Enough for an effect of ordinary length; a longer one is shown around the place. */
const mostBlockLines = 36;
/** Lines around each marked place that lies elsewhere. */
const around = 1;
/** Longest piece of one line that is shown, in UTF-16 units. */
const longestShown = 400;
/** Marked places beyond the first that get lines of their own. */
const mostPlaces = 6;

/**
 * The lines to show: the code block around the place by its indentation (the whole effect, the whole handler),
 * and the lines of the other marked places. Lines come in the text's order; where numbers are not consecutive,
 * lines were left out.
 * @param focus the place itself; only it decides which block is shown
 * @param also further places whose lines are shown and not marked
 */
export function excerpt(
  lines: Lines,
  focus: Span,
  marked: readonly Marked[],
  also: readonly Span[] = [],
): ExcerptLine[] {
  const shown = new Set<number>();
  const add = (first: number, last: number) => {
    for (let line = Math.max(0, first); line <= Math.min(last, lines.count - 1); line++) shown.add(line);
  };
  const first = lines.lineAt(focus.start);
  const last = Math.min(lastLine(lines, focus), first + mostBlockLines - 1);
  const block = blockAround(lines, first, last, mostBlockLines);
  add(block.first, block.last);
  for (const span of [
    ...marked.slice(0, mostPlaces).map((each) => each.span),
    ...also.slice(0, mostPlaces),
  ]) {
    const line = lines.lineAt(span.start);
    if (!shown.has(line)) add(line - around, line + around);
  }
  return trimBlank(
    lines,
    [...shown].sort((a, b) => a - b),
  ).map((line) => excerptLine(lines, line, marked));
}

/** The last line that a span reaches into; one that ends at a line's very start does not reach into it. */
function lastLine(lines: Lines, span: Span): number {
  const line = lines.lineAt(span.end);
  return span.end > span.start && line > lines.lineAt(span.start) && lines.start(line) === span.end
    ? line - 1
    : line;
}

/**
 * The largest block that holds the given lines and is at most `most` lines long. A block is a line, what is
 * indented deeper below it, and the line that closes it. All lines are 0-based, `last` is inclusive.
 */
export function blockAround(
  lines: Lines,
  first: number,
  last: number,
  most: number,
): { first: number; last: number } {
  let block = { first, last };
  for (;;) {
    const wider = enclosing(lines, block);
    if (!wider || wider.last - wider.first + 1 > most) break;
    block = wider;
  }
  if (block.last - block.first < 4)
    block = { first: Math.max(0, block.first - 2), last: Math.min(lines.count - 1, block.last + 2) };
  return block;
}

function enclosing(
  lines: Lines,
  { first, last }: { first: number; last: number },
): { first: number; last: number } | undefined {
  let depth = Number.POSITIVE_INFINITY;
  for (let line = first; line <= last; line++) depth = Math.min(depth, indent(lines.text(line)));
  let head = first - 1;
  while (head >= 0 && indent(lines.text(head)) >= depth) head--;
  if (head < 0 || depth === Number.POSITIVE_INFINITY) return undefined;
  const outer = indent(lines.text(head));
  let tail = last + 1;
  while (tail < lines.count && indent(lines.text(tail)) > outer) tail++;
  // The line that closes the block starts with a bracket at the head's depth; anything else is a neighbour.
  const closes =
    tail < lines.count && indent(lines.text(tail)) === outer && /^\s*[)}\]<]/.test(lines.text(tail));
  return { first: head, last: closes ? tail : Math.max(last, tail - 1) };
}

/** Columns of white space before a line's text; blank lines belong to any block. */
function indent(text: string): number {
  const space = /^\s*/.exec(text.slice(0, 500))?.[0] ?? '';
  if (space.length === text.length) return Number.POSITIVE_INFINITY;
  return [...space].reduce((width, char) => width + (char === '\t' ? 4 : 1), 0);
}

function trimBlank(lines: Lines, shown: number[]): number[] {
  let from = 0;
  let to = shown.length;
  while (to - from > 1 && lines.text(shown[from] as number).trim() === '') from++;
  while (to - from > 1 && lines.text(shown[to - 1] as number).trim() === '') to--;
  return shown.slice(from, to);
}

/** One line (0-based) with the marks and remarks that lie in it. */
export function excerptLine(lines: Lines, line: number, marked: readonly Marked[]): ExcerptLine {
  const start = lines.start(line);
  const text = lines.text(line);
  const marks: LineMark[] = [];
  const notes: string[] = [];
  for (const { span, kind, note } of marked) {
    const from = Math.max(span.start, start);
    const to = Math.min(span.end, start + text.length);
    if (from < to) marks.push(trimMark(text, { start: from - start, end: to - start, kind }));
    if (note && lines.lineAt(span.start) === line && !notes.includes(note)) notes.push(note);
  }
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  const window = pieceOf(text, marks.find((mark) => mark.kind === 'hint') ?? marks[0]);
  return {
    number: line + 1,
    text: text.slice(window.start, window.end),
    before: window.start,
    after: text.length - window.end,
    marks: marks
      .map((mark) => ({
        kind: mark.kind,
        start: Math.max(0, mark.start - window.start),
        end: Math.min(window.end, mark.end) - window.start,
      }))
      .filter((mark) => mark.end > mark.start),
    notes,
  };
}

/** A mark over several lines leaves out their indentation. */
function trimMark(text: string, mark: LineMark): LineMark {
  const space = /^\s*/.exec(text.slice(mark.start, mark.end))?.[0].length ?? 0;
  return { ...mark, start: Math.min(mark.start + space, mark.end) };
}

/**
 * The piece of a line that is shown: all of it, or of a very long one the part around what matters. It does
 * not cut a surrogate pair.
 */
export function pieceOf(text: string, focus?: { readonly start: number }): Span {
  if (text.length <= longestShown) return { start: 0, end: text.length };
  let start = Math.max(0, Math.min((focus?.start ?? 0) - longestShown / 4, text.length - longestShown));
  let end = start + longestShown;
  if (isLowSurrogate(text, start)) start++;
  if (isLowSurrogate(text, end)) end--;
  return { start, end };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff;
}
