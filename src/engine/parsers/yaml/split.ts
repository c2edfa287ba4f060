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

/**
 * Whether a document may have a key at its top, without parsing. It says `true` where the text cannot be read line by
 * line: a flow mapping, a template's own line, a tag or an anchor before the first key.
 * @param key letters and digits
 */
export function mayHoldKey(text: string, key: string): boolean {
  let at = text.indexOf(key);
  if (at < 0) return false;
  const indent = rootIndent(text);
  if (indent === undefined) return true;
  for (; at >= 0; at = text.indexOf(key, at + 1)) {
    const before = text.charCodeAt(at - 1);
    const isQuoted = before === 34 || before === 39;
    const start = isQuoted ? at - 1 : at;
    if (!isRootColumn(text, start, indent)) continue;
    let end = at + key.length + (isQuoted ? 1 : 0);
    while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++;
    if (text.charCodeAt(end) === 58) return true;
  }
  return false;
}

/** Whether nothing but the indentation of the first key, and a byte order mark, is before a place on its line. */
function isRootColumn(text: string, start: number, indent: number): boolean {
  const line = start - indent;
  if (line < 0) return false;
  for (let at = line; at < start; at++) if (text.charCodeAt(at) !== 32) return false;
  const before = text.charCodeAt(line - 1);
  return line === 0 || before === 10 || before === 13 || before === 0xfeff;
}

/** The blanks before the first key of a block mapping; `undefined` where the text begins with anything else. */
function rootIndent(text: string): number | undefined {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    let first = at;
    while (text.charCodeAt(first) === 32) first++;
    const char = text.charAt(first);
    const isMarker = first === at && text.startsWith('---', at);
    if (isMarker && !/^---[ \t]*(?:#.*)?$/.test(text.slice(at, Math.min(end, at + 200)))) return undefined;
    if (first < end && char !== '#' && !isMarker) return /[\w"'$./]/.test(char) ? first - at : undefined;
    at = end + 1;
  }
  return undefined;
}

/** Where the line of a place ends, before its line feed or carriage return. */
function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}
