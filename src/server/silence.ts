import {
  type Disable,
  type Document,
  disables,
  isCommentAlone,
  kindAtWork,
  kindOf,
} from '../engine/index.ts';
import type { CommentPlace } from '../engine/kind.ts';
import type { EditData } from '../protocol/server.ts';
import { toPosition, toRange } from './present.ts';

/** Comments that switch a rule off, written where they stand, and taken away again. */

const LINE = 'hindsight-ignore-next-line';
const FILE = 'hindsight-ignore-file';

function lineBreak(doc: Document): string {
  const found = /\r\n|\n|\r/.exec(doc.text);
  return found?.[0] ?? '\n';
}

/** Spaces and tabs at the begin of a line. */
function indentation(doc: Document, line: number): string {
  const text = doc.text.slice(doc.lines.lineStart(line), doc.lines.lineEnd(line));
  return /^[ \t]*/.exec(text)?.[0] ?? '';
}

function comment(doc: Document, place: CommentPlace, words: string): string | undefined {
  if (place === 'text') return undefined;
  if (place === 'jsx') return `{/* ${words} */}`;
  const [open, close] = kindOf(doc.languageId)?.comments[0] ?? [];
  return open === undefined ? undefined : `${open} ${words}${close ? ` ${close}` : ''}`;
}

/** The edit that silences a rule, or several with commas, on the line of an offset; `undefined` where no comment can stand above it. */
export function silenceLine(doc: Document, offset: number, rule: string): EditData | undefined {
  const { line } = doc.lines.positionAt(offset);
  const indent = indentation(doc, line);
  const start = doc.lines.lineStart(line);
  const place = kindAtWork(doc.languageId)?.parser.commentPlace(doc, start + indent.length) ?? 'code';
  const text = comment(doc, place, `${LINE} ${rule}`);
  if (text === undefined) return undefined;
  const at = toPosition(start, doc.lines);
  return { uri: doc.uri, range: { start: at, end: at }, newText: `${indent}${text}${lineBreak(doc)}` };
}

/** How many lines have to stay the first: `#!`, and what the kind says. */
function fixedLines(doc: Document): number {
  const head = kindOf(doc.languageId)?.head?.exec(doc.text)?.[0];
  if (head) return head.replace(/\r?\n$/, '').split('\n').length;
  return doc.text.startsWith('#!') ? 1 : 0;
}

/** The edit that silences a rule, or several with commas, in a whole file; below the lines that have to stay the first. */
export function silenceFile(doc: Document, rule: string): EditData | undefined {
  const text = comment(doc, 'code', `${FILE} ${rule}`);
  if (text === undefined) return undefined;
  const line = fixedLines(doc);
  const at = toPosition(doc.lines.lineStart(line), doc.lines);
  const end = lineBreak(doc);
  const lead = line > 0 && doc.lines.lineCount === line ? end : '';
  return { uri: doc.uri, range: { start: at, end: at }, newText: `${lead}${text}${end}` };
}

/** Our comments on the given lines (0-based, both included) that stand on a line alone, with the edit that removes each. */
export function removableComments(
  doc: Document,
  firstLine: number,
  lastLine: number,
): { disable: Disable; edit: EditData }[] {
  return doc.model(disables).flatMap((disable) => {
    if (disable.tool !== 'hindsight') return [];
    const { line } = doc.lines.positionAt(disable.at.start);
    if (line < firstLine || line > lastLine) return [];
    const span = { start: doc.lines.lineStart(line), end: doc.lines.lineEnd(line) };
    const comments = kindOf(doc.languageId)?.comments ?? [];
    if (!isCommentAlone(doc.slice(span), doc.slice(disable.at), comments)) return [];
    return [{ disable, edit: { uri: doc.uri, range: toRange(span, doc.lines), newText: '' } }];
  });
}
