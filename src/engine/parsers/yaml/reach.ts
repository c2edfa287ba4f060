import type { Document } from '../../document.ts';
import type { Lines } from '../../kind.ts';
import { isBlank, lineAt } from '../hashLines.ts';

/** How far a comment reaches, by the lines alone: looking for comments must not need a parsed text. */

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
