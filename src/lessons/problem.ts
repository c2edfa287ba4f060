/** A fault of a content file, placed so that its author finds it. */
export interface Problem {
  /** 1-based; 1 where the whole file is meant. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** A sentence with the cause and, where it is known, what to write instead. */
  readonly message: string;
}

/** 1-based line and column of a 0-based UTF-16 offset; lines end with `\n`. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Line breaks as `\n`: content means the same on every machine, whatever git wrote there. */
export function unifyLineBreaks(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
