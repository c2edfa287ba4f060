import type { Span } from '../../types.ts';

/** One piece of a stream; `text` is the stream's from `start` to `end`. */
export interface Piece extends Span {
  readonly text: string;
}

/**
 * Cuts a stream at its `---` lines, which no scalar can hold at the begin of a line. Where directives or `...` lines
 * occur, or what looks like them, the stream stays whole: a document may then depend on lines before it.
 * @returns pieces that together are the text, each with at most one document, or a single one with any number
 */
export function splitStream(text: string): Piece[] {
  if (/^(?:%|\.\.\.(?=\s|$))/m.test(text)) return [{ start: 0, end: text.length, text }];
  const starts = [0];
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 4)) {
    const next = text.charCodeAt(at + 4);
    // Blank, tab, line feed, carriage return, or the end.
    if (next === 32 || next === 9 || next === 10 || next === 13 || Number.isNaN(next)) starts.push(at + 1);
  }
  const pieces: Piece[] = [];
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? text.length;
    if (end > start || starts.length === 1) pieces.push({ start, end, text: text.slice(start, end) });
  });
  return pieces;
}

/**
 * The plain value of a key at the begin of a line, without parsing: `look(text, 'kind')`. A first look that decides
 * what is worth parsing; a key in a flow mapping, in a quoted form, or in a block scalar without indentation escapes it.
 */
export function look(text: string, key: string): string | undefined {
  for (let at = text.indexOf(`${key}:`); at >= 0; at = text.indexOf(`${key}:`, at + 1)) {
    if (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 0xfeff) continue;
    const end = text.indexOf('\n', at);
    const rest = text.slice(at + key.length + 1, end < 0 ? text.length : end);
    const match = /^[ \t]+(?:"([^"]*)"|'([^']*)'|([^\s#'"][^\s]*))[ \t\r]*(?:#.*)?$/.exec(rest);
    if (match) return match[1] ?? match[2] ?? match[3];
  }
  return undefined;
}
