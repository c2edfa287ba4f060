import type { Document, Edit, Span, SyntaxNode } from '../../../src/engine/index.ts';
import { lineBreak, wholeLines } from './edits.ts';
import { textOf } from './hooks.ts';

/** The statement that is nothing but a call or a single declaration around a node; otherwise `undefined`. */
export function statementOf(node: SyntaxNode): SyntaxNode | undefined {
  const statement =
    node.type === 'variable_declarator' || node.type === 'call_expression' ? node.parent : undefined;
  if (statement?.parent?.type !== 'statement_block') return undefined;
  if (statement.type !== 'expression_statement' && statement.type !== 'lexical_declaration') return undefined;
  return statement.parts.filter((part) => part.field !== 'kind').length === 1 ? statement : undefined;
}

/** Removes a statement with its lines, and the blank line after it where another one, or a brace, stands before it. */
export function removeStatement(doc: Document, statement: SyntaxNode): Edit {
  const { start, end } = wholeLines(doc, statement);
  if (start === statement.start) return { start, end, newText: '' };
  const { lines, text } = doc;
  const line = lines.positionAt(start).line;
  const before = line > 0 ? text.slice(lines.lineStart(line - 1), start).trim() : '{';
  const next = lines.positionAt(end).line;
  const after = text.slice(end, lines.lineEnd(next));
  const blankAfter = after.trim() === '' && lines.lineEnd(next) > end;
  if (blankAfter && (before === '' || before.endsWith('{')))
    return { start, end: lines.lineEnd(next), newText: '' };
  // The last statement of a block takes the blank line before it along.
  if (before === '' && line > 0 && /^\s*\}/.test(after))
    return { start: lines.lineStart(line - 1), end, newText: '' };
  return { start, end, newText: '' };
}

/**
 * Edits of the import of React's hooks after something was removed: names of which no use is left go, and `add` comes
 * in. A file that imports no hooks by name (a snippet, `React.useState`) needs none. `undefined` when the import
 * cannot be changed without losing something, such as a comment in it.
 */
export function importEdits(
  doc: Document,
  root: SyntaxNode,
  removed: readonly Span[],
  candidates: readonly string[],
  add?: string,
): Edit[] | undefined {
  const statement = root.children.find(
    (node) =>
      node.type === 'import_statement' &&
      node.children.some((c) => c.type === 'import_clause') &&
      candidates.some((name) => namesIn(doc, node).includes(name)),
  );
  if (!statement) return [];
  const clause = statement.children.find((c) => c.type === 'import_clause');
  const list = clause?.children.find((c) => c.type === 'named_imports');
  if (!clause || !list) return [];
  const gone = [statement, ...removed];
  const used = (name: string) => occursOutside(doc.text, name, gone);
  const before = list.children.map((specifier) => textOf(doc, specifier));
  const after = before.filter((text) => !candidates.includes(text) || used(text));
  if (add && !before.includes(add)) {
    const sorted = before.every((text, i) => i === 0 || (before[i - 1] as string) <= text);
    const place = sorted ? after.findIndex((text) => text > add) : -1;
    after.splice(place < 0 ? after.length : place, 0, add);
  }
  if (after.join() === before.join()) return [];
  if (list.children.some((c) => c.type === 'comment')) return undefined;
  if (after.length > 0) return [{ start: list.start, end: list.end, newText: renderList(doc, list, after) }];
  const [first, ...rest] = clause.children;
  if (rest.length === 0) {
    const lines = wholeLines(doc, statement);
    // An import that stood alone takes the blank line below along.
    const next = doc.lines.positionAt(lines.end).line;
    const blank = lines.start === 0 && doc.text.slice(lines.end, doc.lines.lineEnd(next)).trim() === '';
    return [{ start: lines.start, end: blank ? doc.lines.lineEnd(next) : lines.end, newText: '' }];
  }
  return first ? [{ start: first.end, end: list.end, newText: '' }] : undefined;
}

/** Whether a word stands anywhere outside of the spans, other than as a property (`React.useState`). */
function occursOutside(text: string, word: string, spans: readonly Span[]): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const isWord = !/[.\w$]/.test(text.charAt(at - 1)) && !/[\w$]/.test(text.charAt(at + word.length));
    if (isWord && !spans.some((span) => span.start <= at && at < span.end)) return true;
  }
  return false;
}

function namesIn(doc: Document, statement: SyntaxNode): string[] {
  const list = statement.children
    .find((c) => c.type === 'import_clause')
    ?.children.find((c) => c.type === 'named_imports');
  return list?.children.map((specifier) => textOf(doc, specifier)) ?? [];
}

function renderList(doc: Document, list: SyntaxNode, names: readonly string[]): string {
  const text = textOf(doc, list);
  if (!text.includes('\n')) return /^\{\s/.test(text) ? `{ ${names.join(', ')} }` : `{${names.join(', ')}}`;
  const br = lineBreak(doc);
  const indent = /\n([ \t]*)\S/.exec(text)?.[1] ?? '  ';
  const comma = /,\s*\}$/.test(text) ? ',' : '';
  return `{${br}${names.map((name) => indent + name).join(`,${br}`)}${comma}${br}}`;
}
