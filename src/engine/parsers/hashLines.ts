import type { Document } from '../document.ts';

/** Lines of texts whose comments begin with `#`, read without a parser. */

/** A line, 0-based, without its line break. */
export function lineAt(doc: Document, line: number): string {
  return doc.text.slice(doc.lines.lineStart(line), doc.lines.lineEnd(line)).replace(/[\r\n]+$/, '');
}

/** Whether a line holds nothing but blanks and a comment. */
export function isBlank(text: string): boolean {
  return /^\s*(?:#|$)/.test(text);
}
