import type { Span } from '../../base/span.ts';
import { LineIndex } from '../../base/text.ts';
import type { LspPosition, LspRange } from '../../protocol/server.ts';

/** A text with its lines, for turning offsets into the positions of LSP and back. `\n`, `\r\n` and a lone `\r` end a line. */
export class Lines {
  readonly #text: string;
  readonly #index: LineIndex;

  constructor(text: string) {
    this.#text = text;
    this.#index = new LineIndex(text);
  }

  get count(): number {
    return this.#index.lineCount;
  }

  /** Text of a line without its line break; empty outside the text. `line` is 0-based. */
  text(line: number): string {
    if (line < 0 || line >= this.count) return '';
    return this.#text.slice(this.#index.lineStart(line), this.#index.lineEnd(line)).replace(/[\r\n]+$/, '');
  }

  /** Offset of a line's first character; clamped to the text. */
  start(line: number): number {
    return line < this.count ? this.#index.lineStart(line) : this.#text.length;
  }

  /** 0-based line of an offset; clamped to the text. */
  lineAt(offset: number): number {
    return this.#index.positionAt(offset).line;
  }

  /** Offset of a position; a column behind a line's end means that end, in front of the line break. */
  offsetAt({ line, character }: LspPosition): number {
    if (line >= this.count) return this.#text.length;
    return this.start(line) + Math.max(0, Math.min(character, this.text(line).length));
  }

  /** Position of an offset; clamped to the text. */
  positionAt(offset: number): LspPosition {
    const { line, column } = this.#index.positionAt(offset);
    return { line, character: column };
  }

  spanOf(range: LspRange): Span {
    const start = this.offsetAt(range.start);
    return { start, end: Math.max(start, this.offsetAt(range.end)) };
  }

  rangeOf(span: Span): LspRange {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}
