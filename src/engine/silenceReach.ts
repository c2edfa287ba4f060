import type { Document } from './document.ts';

/** How far a comment reaches, by the lines alone: whoever looks for comments does not want a text parsed for it. */

/** Lines, 0-based, end-exclusive. */
export interface Lines {
  readonly firstLine: number;
  readonly lastLine: number;
}

function lineAt(doc: Document, line: number): string {
  return doc.text.slice(doc.lines.lineStart(line), doc.lines.lineEnd(line)).replace(/[\r\n]+$/, '');
}

function isBlank(text: string): boolean {
  return /^\s*(?:#|$)/.test(text);
}

const isMark = (text: string) => /^(?:---|\.\.\.)(?:\s|$)/.test(text);

/** The lines of the YAML document that holds a line. */
export function documentAt(doc: Document, line: number): Lines {
  let firstLine = line;
  while (firstLine > 0 && !isMark(lineAt(doc, firstLine))) firstLine--;
  let lastLine = line + 1;
  while (lastLine < doc.lines.lineCount && !isMark(lineAt(doc, lastLine))) lastLine++;
  return { firstLine, lastLine };
}

/**
 * The lines of what begins on a line of YAML: a pair with its value, or an item. What begins at the top of a document
 * is the document.
 */
export function blockAt(doc: Document, line: number): Lines {
  const document = documentAt(doc, line);
  let above = line - 1;
  while (above >= document.firstLine && isBlank(lineAt(doc, above))) above--;
  if (above < document.firstLine || isMark(lineAt(doc, above))) return { ...document, firstLine: line };
  const indent = indentOf(lineAt(doc, line));
  const isItem = lineAt(doc, line).trimStart().startsWith('-');
  let lastLine = line + 1;
  for (let next = lastLine; next < document.lastLine; next++) {
    const text = lineAt(doc, next);
    if (isBlank(text)) continue;
    // The items of a list may stand as far left as its key.
    const isInside =
      indentOf(text) > indent || (!isItem && indentOf(text) === indent && /^\s*-(?:\s|$)/.test(text));
    if (!isInside) break;
    lastLine = next + 1;
  }
  return { firstLine: line, lastLine };
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** The lines of the instruction of a Dockerfile that begins on a line: with its continuations and here-documents. */
export function instructionAt(doc: Document, line: number): Lines {
  const goesOnWith = /^(?:#[^\n]*\n)*#[ \t]*escape[ \t]*=[ \t]*`/i.test(doc.text) ? '`' : '\\';
  const waiting: string[] = [];
  let next = line;
  let goesOn = true;
  while (goesOn && next < doc.lines.lineCount) {
    const text = lineAt(doc, next++);
    if (waiting.length > 0) {
      if (text.trim() === waiting[0]) waiting.shift();
      goesOn = false;
    } else if (next - 1 === line || !isBlank(text)) {
      if (/^\s*(?:RUN|COPY|ADD)\b/i.test(text))
        for (const [, word = ''] of text.matchAll(/(?<!<)<<-?["']?([A-Za-z_]\w*)["']?/g)) waiting.push(word);
      goesOn = text.trimEnd().endsWith(goesOnWith);
    }
    goesOn ||= waiting.length > 0;
  }
  return { firstLine: line, lastLine: next };
}

/** Whether nothing but directives such as `# syntax=…` stands before an offset of a Dockerfile. */
export function hasOnlyDirectivesBefore(doc: Document, offset: number): boolean {
  return /^\uFEFF?(?:#[ \t]*[A-Za-z]+[ \t]*=[^\n]*\n)*$/.test(doc.text.slice(0, offset));
}
