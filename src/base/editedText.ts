import { LineIndex, type PlacedChange, type Position, type TextChange } from './text.ts';

/** A change whose ends are lines and columns; what lies outside the text is clamped to it. */
export interface RangeChange {
  readonly from: Position;
  readonly to: Position;
  readonly newText: string;
}

/** A part of the text. No piece ends between `\r` and `\n`, so that its own lines tell how many breaks it holds. */
interface Piece {
  readonly text: string;
  readonly lines: LineIndex;
}

/** UTF-16 units of a piece, at least. */
const PIECE = 1024;

/**
 * A text to which many changes are applied one after the other, in whatever order, such as the lines that one message of
 * an editor indents. It is cut into pieces, so that a change costs what its own piece costs, and the whole is put
 * together once.
 */
export class EditedText {
  #pieces: readonly Piece[];
  /** So that there are never many more pieces than a piece has units. */
  readonly #size: number;
  #length: number;

  constructor(text: string) {
    this.#size = Math.max(PIECE, Math.ceil(Math.sqrt(text.length)));
    this.#pieces = this.#cut(text);
    this.#length = text.length;
  }

  get text(): string {
    return this.#pieces.map(({ text }) => text).join('');
  }

  /** Applies a change to the text that the previous one left. @returns it with its places, for parsers that go on from it */
  apply(change: TextChange | RangeChange): PlacedChange {
    const isRange = 'from' in change;
    const start = isRange ? this.#offsetAt(change.from) : this.#clamped(change.start);
    const end = Math.max(start, isRange ? this.#offsetAt(change.to) : this.#clamped(change.end));
    const { newText } = change;
    const startPosition = this.#positionAt(start);
    const oldEndPosition = this.#positionAt(end);
    const inserted = new LineIndex(newText).positionAt(newText.length);
    const newEndPosition = {
      line: startPosition.line + inserted.line,
      column: inserted.line === 0 ? startPosition.column + inserted.column : inserted.column,
    };
    this.#replace(start, end, newText);
    return { start, end, newText, startPosition, oldEndPosition, newEndPosition };
  }

  #clamped(offset: number): number {
    return Math.max(0, Math.min(offset, this.#length));
  }

  /** The piece that holds an offset, and where it begins. The end of the text belongs to the last one. */
  #pieceAt(offset: number): { index: number; start: number } {
    let start = 0;
    let index = 0;
    const last = this.#pieces.length - 1;
    for (; index < last; index++) {
      const end = start + this.#piece(index).text.length;
      if (offset < end) break;
      start = end;
    }
    return { index, start };
  }

  #piece(index: number): Piece {
    return this.#pieces[index] as Piece;
  }

  /** As `LineIndex.offsetAt`. */
  #offsetAt({ line, column }: Position): number {
    if (line < 0) return 0;
    const start = this.#lineStart(line);
    if (start === undefined) return this.#length;
    return Math.max(start, Math.min(start + column, this.#lineStart(line + 1) ?? this.#length));
  }

  #lineStart(line: number): number | undefined {
    let before = 0;
    let start = 0;
    for (const { text, lines } of this.#pieces) {
      const breaks = lines.lineCount - 1;
      if (line <= before + breaks) return start + lines.lineStart(line - before);
      before += breaks;
      start += text.length;
    }
    return undefined;
  }

  /** As `LineIndex.positionAt`. */
  #positionAt(offset: number): Position {
    const { index, start } = this.#pieceAt(offset);
    const { line, column } = this.#piece(index).lines.positionAt(offset - start);
    if (line > 0 || index === 0) return { line: line + this.#breaksBefore(index), column };
    // The line begins in a piece further up, behind the last break there.
    let ahead = column;
    for (let above = index - 1; above >= 0; above--) {
      const { text, lines } = this.#piece(above);
      ahead += text.length - lines.lineStart(lines.lineCount - 1);
      if (lines.lineCount > 1) break;
    }
    return { line: this.#breaksBefore(index), column: ahead };
  }

  #breaksBefore(index: number): number {
    let breaks = 0;
    for (let above = 0; above < index; above++) breaks += this.#piece(above).lines.lineCount - 1;
    return breaks;
  }

  #replace(start: number, end: number, newText: string): void {
    const first = this.#pieceAt(start);
    const last = this.#pieceAt(end);
    let from = first.index;
    let to = last.index;
    let text =
      this.#piece(from).text.slice(0, start - first.start) +
      newText +
      this.#piece(to).text.slice(end - last.start);
    const joins = (left: string | undefined, right: string | undefined) =>
      left !== undefined && right !== undefined && left.endsWith('\r') && right.startsWith('\n');
    // An empty piece would hide that its neighbours join.
    if (from > 0 && (text === '' || joins(this.#piece(from - 1).text, text)))
      text = this.#piece(--from).text + text;
    if (to + 1 < this.#pieces.length && (text === '' || joins(text, this.#piece(to + 1).text)))
      text += this.#piece(++to).text;
    this.#pieces = [...this.#pieces.slice(0, from), ...this.#cut(text), ...this.#pieces.slice(to + 1)];
    this.#length += newText.length - (end - start);
  }

  #cut(text: string): Piece[] {
    const pieces: Piece[] = [];
    let start = 0;
    do {
      let end = text.length - start > 2 * this.#size ? start + this.#size : text.length;
      if (text.charCodeAt(end - 1) === 13 && text.charCodeAt(end) === 10) end++;
      const part = text.slice(start, end);
      pieces.push({ text: part, lines: new LineIndex(part) });
      start = end;
    } while (start < text.length);
    return pieces;
  }
}
