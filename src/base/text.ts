/** A line and a column, both 0-based; the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One replacement in a text: `[start, end)` in UTF-16 offsets of the text before it gives way to `newText`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A change together with the positions that an incremental parser wants: before it, and after it. */
export interface PlacedChange extends TextChange {
  readonly startPosition: Position;
  readonly oldEndPosition: Position;
  readonly newEndPosition: Position;
}

/** Start offsets of all lines of a text; `\n`, `\r\n` and a lone `\r` end a line, as in LSP. */
export class LineIndex {
  readonly #starts: number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Position of an offset; offsets outside the text are clamped to it. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: at - (this.#starts[low] as number) };
  }

  /** Offset of a position; lines and columns outside the text are clamped to it. */
  offsetAt({ line, column }: Position): number {
    if (line < 0) return 0;
    if (line >= this.#starts.length) return this.#length;
    const start = this.#starts[line] as number;
    return Math.max(start, Math.min(start + column, this.lineEnd(line)));
  }

  /** Offset of the first character of a line. */
  lineStart(line: number): number {
    return this.#starts[Math.max(0, Math.min(line, this.#starts.length - 1))] as number;
  }

  /** Offset just after the last character of a line, its line break included. */
  lineEnd(line: number): number {
    return line + 1 < this.#starts.length ? (this.#starts[line + 1] as number) : this.#length;
  }
}

/**
 * Applies edits of one text at once; they may come in any order, and insertions at one offset keep theirs.
 * @throws RangeError when two edits overlap or lie outside the text.
 */
export function applyEdits(text: string, edits: readonly TextChange[]): string {
  const ordered = edits.map((edit, order) => ({ edit, order }));
  ordered.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`Edit [${edit.start}, ${edit.end}) overlaps another or lies outside the text.`);
    }
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}
