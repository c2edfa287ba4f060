import type { LspPosition, LspRange } from '../../protocol/server.ts';

/** A place in a text: UTF-16 offsets, 0-based, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The lines of a text, for turning offsets into positions and back. `\n`, `\r\n` and a lone `\r` end a line. */
export class Lines {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (const found of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(found.index + found[0].length);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Text of a line without its line break; empty outside the text. `line` is 0-based. */
  text(line: number): string {
    const start = this.#starts[line];
    if (start === undefined) return '';
    return this.#text.slice(start, this.#starts[line + 1] ?? this.#text.length).replace(/[\r\n]+$/, '');
  }

  /** Offset of a line's first character; clamped to the text. */
  start(line: number): number {
    return this.#starts[Math.max(0, line)] ?? this.#text.length;
  }

  /** 0-based line of an offset; clamped to the text. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  offsetAt({ line, character }: LspPosition): number {
    if (line >= this.#starts.length) return this.#text.length;
    return this.start(line) + Math.max(0, Math.min(character, this.text(line).length));
  }

  positionAt(offset: number): LspPosition {
    const at = Math.max(0, Math.min(offset, this.#text.length));
    const line = this.lineAt(at);
    return { line, character: at - this.start(line) };
  }

  spanOf(range: LspRange): Span {
    const start = this.offsetAt(range.start);
    return { start, end: Math.max(start, this.offsetAt(range.end)) };
  }

  rangeOf(span: Span): LspRange {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}
