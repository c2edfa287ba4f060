import {
  type Disable,
  type Document,
  disables,
  hasGrammar,
  isYaml,
  languageById,
  syntaxTree,
} from '../engine/index.ts';
import { yamlFile } from '../engine/parsers/yaml/index.ts';
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

type Place = 'code' | 'jsx' | 'text';

/**
 * What a comment on a line of its own above an offset would stand in: code, the children of a JSX element, where a
 * comment needs braces, or the text of a literal, where there are no comments.
 * @param at offset of the first character of a line that is no blank
 */
function placeAt(doc: Document, at: number): Place {
  if (isYaml(doc.languageId)) return isInScalar(doc, at) ? 'text' : 'code';
  if (!hasGrammar(doc.languageId)) return 'code';
  if (!languageHasJsx(doc.languageId) && !doc.text.includes('`')) return 'code';
  const root = doc.model(syntaxTree).rootNode;
  let node = root.descendantForIndex(at);
  if (!node) return 'code';
  if (node.startIndex < at) {
    if (node.type === 'jsx_text') return 'jsx';
    if (/^(?:template_string|string_fragment|string|regex_pattern|comment|html_comment)$/.test(node.type))
      return 'text';
  }
  while (node.parent && node.parent.startIndex === at && node.parent.type !== 'program') node = node.parent;
  const parent = node.parent?.type;
  if (parent === 'template_string') return 'text';
  const isChild = parent === 'jsx_element' || parent === 'jsx_fragment';
  return isChild && node.type !== 'jsx_opening_element' ? 'jsx' : 'code';
}

/** Whether a line of a text of several lines begins at an offset. */
function isInScalar(doc: Document, at: number): boolean {
  const document = doc.model(yamlFile).documents.find(({ start, end }) => start <= at && at < end);
  const node = document?.nodeAt(at);
  return node?.kind === 'scalar' && node.start < at && at <= node.end;
}

function languageHasJsx(languageId: string): boolean {
  return languageId === 'typescriptreact' || languageId === 'javascriptreact' || languageId === 'javascript';
}

function comment(doc: Document, place: Place, words: string): string | undefined {
  if (place === 'text') return undefined;
  if (place === 'jsx') return `{/* ${words} */}`;
  const [open, close] = languageById(doc.languageId)?.comments[0] ?? [];
  return open === undefined ? undefined : `${open} ${words}${close ? ` ${close}` : ''}`;
}

/** The edit that silences a rule, or several with commas, on the line of an offset; `undefined` where no comment can stand above it. */
export function silenceLine(doc: Document, offset: number, rule: string): EditData | undefined {
  const { line } = doc.lines.positionAt(offset);
  const indent = indentation(doc, line);
  const start = doc.lines.lineStart(line);
  const text = comment(doc, placeAt(doc, start + indent.length), `${LINE} ${rule}`);
  if (text === undefined) return undefined;
  const at = toPosition(start, doc.lines);
  return { uri: doc.uri, range: { start: at, end: at }, newText: `${indent}${text}${lineBreak(doc)}` };
}

/** How many lines a comment may not come before: `#!`, and the directives of a Dockerfile. */
function fixedLines(doc: Document): number {
  const directives =
    doc.languageId === 'dockerfile' ? /^(?:#[ \t]*\w+[ \t]*=.*(?:\r?\n|$))*/.exec(doc.text)?.[0] : '';
  if (directives) return directives.replace(/\r?\n$/, '').split('\n').length;
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
    if (!isCommentAlone(doc.slice(span), doc.slice(disable.at))) return [];
    return [{ disable, edit: { uri: doc.uri, range: toRange(span, doc.lines), newText: '' } }];
  });
}

function isCommentAlone(line: string, directive: string): boolean {
  const [before = '', after = ''] = line.split(directive, 2);
  return /^\s*(?:\/\/|\{?\s*\/\*|#|<!--)\s*$/.test(before) && /^\s*(?:\*\/\s*\}?|-->)?\s*$/.test(after);
}
