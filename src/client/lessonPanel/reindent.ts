/** Fits an example into the code around a cursor. Pure: texts in, a text out. */

export interface Spot {
  /** The line's text before what is replaced, and after it. */
  readonly before: string;
  readonly after: string;
  /** The nearest line above that is not blank; empty where there is none. */
  readonly above: string;
}

export interface Indentation {
  /** Columns, at least 1. */
  readonly size: number;
  readonly tabs: boolean;
}

/** An expression is open here: what follows belongs on this line. */
const unfinished = /(?:[=(,:?&|+]|=>|\b(?:return|default|await))\s*$/;
/** A block is open here: what follows stands one level deeper. */
const opening = /(?:[{([]|=>)\s*$/;

/**
 * The text to insert. Whole lines stay whole lines: code of several lines gets a line of its own before or after the
 * one that the cursor stands at an end of. In the middle of a line it is inserted as it is.
 */
export function fitted(code: string, { before, after, above }: Spot, indentation: Indentation): string {
  const lines = levelled(code, indentation);
  const own = /^\s*/.exec(before)?.[0] ?? '';
  const isBlank = own.length === before.length;
  const follows = after.trim() !== '';
  if (isBlank && follows) {
    const indent = before + (/^\s*/.exec(after)?.[0] ?? '');
    const text = indented(lines, indent).slice(before.length);
    return lines.length > 1 ? `${text}\n${before}` : lines.join('');
  }
  if (isBlank) {
    // An empty line says nothing of where code belongs; the code above does.
    const indent = before || after ? before : inside(above, indentation);
    return indented(lines, indent).slice(before.length);
  }
  if (lines.length > 1 && !follows && !unfinished.test(before))
    return `\n${indented(lines, inside(before, indentation))}`;
  return indented(lines, own).slice(own.length);
}

/** How far code that follows a line is indented. */
function inside(line: string, { size, tabs }: Indentation): string {
  const own = /^\s*/.exec(line)?.[0] ?? '';
  return opening.test(line) ? own + (tabs ? '\t' : ' '.repeat(size)) : own;
}

function indented(lines: readonly string[], indent: string): string {
  return lines.map((line) => (line ? indent + line : '')).join('\n');
}

/** The code's lines without the indentation that all have, each level of the rest as the editor indents. */
function levelled(code: string, { size, tabs }: Indentation): string[] {
  const lines = code.replace(/^\n+|\s+$/g, '').split(/\r\n?|\n/);
  const depths = lines.filter((line) => line.trim()).map((line) => depth(line));
  const least = Math.min(...depths);
  // The star of a comment's further lines stands one column in; that is no level.
  const steps = lines
    .filter((line) => line.trim() && !/^\s*\*/.test(line))
    .map((line) => depth(line) - least)
    .filter((step) => step > 0);
  const unit = steps.length > 0 ? Math.min(...steps) : size;
  return lines.map((line) => {
    const text = line.trim() ? line.replace(/^\s+/, '') : '';
    if (!text) return '';
    const columns = depth(line) - least;
    const levels = Math.floor(columns / unit);
    return (tabs ? '\t' : ' '.repeat(size)).repeat(levels) + ' '.repeat(columns % unit) + text;
  });
}

/** Columns of white space that a line begins with; a tab counts as two, as in the lessons. */
function depth(line: string): number {
  const space = /^\s*/.exec(line)?.[0] ?? '';
  return [...space].reduce((columns, char) => columns + (char === '\t' ? 2 : 1), 0);
}
