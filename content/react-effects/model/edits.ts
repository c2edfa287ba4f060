import type { Document, Edit, SyntaxNode } from '../../../src/engine/index.ts';
import { bare } from './hooks.ts';
import type { Trace } from './trace.ts';

/** One level of indentation as the document writes it. */
export function indentUnit(doc: Document): string {
  const match = /\n(\t| {2,8})(?=\S)/.exec(doc.text);
  return match?.[1] ?? '  ';
}

/** The white space before the first character of the line on which an offset lies. */
export function indentAt(doc: Document, offset: number): string {
  const start = doc.lines.lineStart(doc.lines.positionAt(offset).line);
  return /^[ \t]*/.exec(doc.text.slice(start, offset))?.[0] ?? '';
}

/** The line break the document uses. */
export function lineBreak(doc: Document): string {
  return doc.text.includes('\r\n') ? '\r\n' : '\n';
}

/** Inserts lines as the first statements of a function's block; a body that is an expression gets none. */
export function prependToBody(doc: Document, fn: SyntaxNode, lines: readonly string[]): Edit | undefined {
  const body = fn.get('body');
  if (body?.type !== 'statement_block') return undefined;
  const first = body.children[0];
  const indent =
    first && isOnOwnLine(doc, first)
      ? indentAt(doc, first.start)
      : indentAt(doc, body.start) + indentUnit(doc);
  const at = body.start + 1;
  return { start: at, end: at, newText: lines.map((line) => lineBreak(doc) + indent + line).join('') };
}

/**
 * Adds statements to what an effect cleans up: to the end of its cleanup function, or as a new one at the end of its
 * body. `undefined` when the effect has no block, or returns something whose code is elsewhere.
 */
export function addToCleanup(doc: Document, trace: Trace, statements: readonly string[]): Edit | undefined {
  const body = trace.effect.callback?.get('body');
  if (body?.type !== 'statement_block' || !isClosed(doc, body)) return undefined;
  const [existing, ...more] = trace.cleanups;
  if (more.length > 0) return undefined;
  const unit = indentUnit(doc);
  const br = lineBreak(doc);
  if (!existing) {
    const indent = bodyIndent(doc, body);
    const lines = ['return () => {', ...statements.map((s) => unit + s), '};'];
    return insertAtEnd(doc, body, lines.map((line) => indent + line).join(br));
  }
  const fn = existing.fn;
  if (!fn || !trace.effect.callback?.contains(fn)) return undefined;
  const inner = fn.get('body');
  if (!inner) return undefined;
  const indent = indentAt(doc, fn.start);
  if (inner.type === 'statement_block') {
    if (!isClosed(doc, inner)) return undefined;
    const innerIndent = bodyIndent(doc, inner);
    return insertAtEnd(doc, inner, statements.map((s) => innerIndent + s).join(br));
  }
  const expression = doc.slice(bare(inner));
  const lines = [...statements, `${expression};`].map((line) => indent + unit + line);
  return { start: inner.start, end: inner.end, newText: `{${br}${lines.join(br)}${br}${indent}}` };
}

/**
 * As `addToCleanup`, for one call: an effect without a cleanup gets `return () => call();` on one line where it fits.
 * @param call the call without its semicolon
 */
export function addCallToCleanup(doc: Document, trace: Trace, call: string): Edit | undefined {
  const body = trace.effect.callback?.get('body');
  if (trace.cleanups.length > 0 || body?.type !== 'statement_block' || !isClosed(doc, body))
    return addToCleanup(doc, trace, [`${call};`]);
  const line = `${bodyIndent(doc, body)}return () => ${call};`;
  return line.length > 100 ? addToCleanup(doc, trace, [`${call};`]) : insertAtEnd(doc, body, line);
}

/** Whether a block has its closing brace; while code is being typed, the parser makes one up that is not in the text. */
function isClosed(doc: Document, block: SyntaxNode): boolean {
  return doc.text[block.end - 1] === '}' && block.end - 1 > block.start;
}

/** The indentation of the statements of a block. */
export function bodyIndent(doc: Document, block: SyntaxNode): string {
  const first = block.children[0];
  return first && isOnOwnLine(doc, first)
    ? indentAt(doc, first.start)
    : indentAt(doc, block.start) + indentUnit(doc);
}

/** Inserts text, whole lines without the last break, before the closing brace of a block. */
function insertAtEnd(doc: Document, block: SyntaxNode, text: string): Edit {
  const br = lineBreak(doc);
  const brace = block.end - 1;
  const last = block.children.at(-1);
  const from = last ? last.end : block.start + 1;
  const between = doc.text.slice(from, brace);
  if (between.includes('\n')) {
    // The brace stands on a line of its own: insert before that line's indentation.
    const start = from + between.lastIndexOf('\n') + 1;
    return { start, end: start, newText: text + br };
  }
  return { start: from, end: brace, newText: br + text + br + indentAt(doc, block.start) };
}

/** Indents the lines of a node after its first by one more unit; lines inside a template string keep their text. */
export function reindent(doc: Document, node: SyntaxNode, unit: string): Edit[] {
  const edits: Edit[] = [];
  const last = doc.lines.positionAt(node.end).line;
  for (let line = doc.lines.positionAt(node.start).line + 1; line <= last; line++) {
    const start = doc.lines.lineStart(line);
    if (doc.text.slice(start, doc.lines.lineEnd(line)).trim() === '' || startsInTemplate(node, start))
      continue;
    edits.push({ start, end: start, newText: unit });
  }
  return edits;
}

/** The text of a node for a place with another indentation; lines inside a template string keep their text. */
export function indentedText(doc: Document, node: SyntaxNode, indent: string): string {
  const old = indentAt(doc, node.start);
  const first = doc.lines.positionAt(node.start).line;
  const last = doc.lines.positionAt(node.end).line;
  let text = '';
  for (let line = first; line <= last; line++) {
    const start = line === first ? node.start : doc.lines.lineStart(line);
    const written = doc.text.slice(start, Math.min(doc.lines.lineEnd(line), node.end));
    const moves = line > first && written.startsWith(old) && !startsInTemplate(node, start);
    text += moves ? indent + written.slice(old.length) : written;
  }
  return text;
}

function startsInTemplate(node: SyntaxNode, offset: number): boolean {
  let at: SyntaxNode | undefined = node;
  let inTemplate = false;
  while (at) {
    if (at.type === 'template_string') inTemplate = true;
    else if (at.type === 'template_substitution') inTemplate = false;
    at = at.children.find((child) => child.start < offset && offset < child.end);
  }
  return inTemplate;
}

/** The span of whole lines that a statement takes, its line break included, when nothing else stands on them. */
export function wholeLines(doc: Document, node: SyntaxNode): { start: number; end: number } {
  const start = doc.lines.lineStart(doc.lines.positionAt(node.start).line);
  const end = doc.lines.lineEnd(doc.lines.positionAt(node.end).line);
  const alone =
    doc.text.slice(start, node.start).trim() === '' && doc.text.slice(node.end, end).trim() === '';
  return alone ? { start, end } : { start: node.start, end: node.end };
}

function isOnOwnLine(doc: Document, node: SyntaxNode): boolean {
  const start = doc.lines.lineStart(doc.lines.positionAt(node.start).line);
  return doc.text.slice(start, node.start).trim() === '';
}
