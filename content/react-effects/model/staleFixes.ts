import {
  type Document,
  type Edit,
  type Fix,
  isFunction,
  type SyntaxNode,
} from '../../../src/engine/index.ts';
import { addToCleanup, bodyIndent, indentAt, lineBreak, prependToBody } from './edits.ts';
import { argumentsOf, bare, isAsync, textOf } from './hooks.ts';
import type { Action, Trace } from './trace.ts';

/** `let ignore = false` per run, tested after every wait, set by the cleanup. */
export function ignoreFix(doc: Document, trace: Trace, writes: readonly Action[]): Fix | undefined {
  const { callback } = trace.effect;
  if (!callback || isAsync(doc, callback)) return undefined;
  const flag = ['ignore', 'ignoreAnswer', 'isStale'].find(
    (name) => !new RegExp(`\\b${name}\\b`).test(textOf(doc, callback)),
  );
  const declare = flag && prependToBody(doc, callback, [`let ${flag} = false;`]);
  const cleanup = flag && addToCleanup(doc, trace, [`${flag} = true;`]);
  if (!flag || !declare || !cleanup) return undefined;
  const tests = new Map<number, Edit>();
  for (const write of writes) {
    // A function outside of the effect cannot see the flag.
    if (write.frames.some((frame) => frame.after && !callback.contains(frame.fn))) return undefined;
    const edit = testBefore(doc, write, flag);
    if (!edit) return undefined;
    tests.set(edit.start, edit);
  }
  return { title: 'Ignore stale answers', kind: 'suggested', edits: [declare, ...tests.values(), cleanup] };
}

/** `if (ignore) return;` as late as it can stand before a write: after the statement that waits, or on top of the callback. */
function testBefore(doc: Document, write: Action, flag: string): Edit | undefined {
  const frame = [...write.frames].reverse().find((f) => f.after !== undefined);
  if (!frame?.after) return undefined;
  const br = lineBreak(doc);
  if (write.node.type === 'identifier') {
    // `.then(setUser)`: the setter is handed over and has to be wrapped.
    const name = stateWord(write.node, doc);
    return {
      start: write.node.start,
      end: write.node.end,
      newText: `(${name}) => {${br}${wrapLines(doc, write.node, flag, name, br)}`,
    };
  }
  if (!frame.fn.contains(frame.after)) return testOnTop(doc, frame.fn, flag);
  const handled = testInHandler(doc, write.node, frame.after, flag);
  if (handled) return handled;
  const statement = statementIn(frame.after);
  if (!statement) return undefined;
  if (statement.contains(write.node) && statement.type === 'expression_statement')
    return splitAwait(doc, statement, frame.after, write, flag, br);
  const indent = indentAt(doc, statement.start);
  return { start: statement.end, end: statement.end, newText: `${br}${indent}if (${flag}) return;` };
}

/** A failure of what is awaited, and the end of it either way, come by without passing what stands after the wait. */
function testInHandler(doc: Document, node: SyntaxNode, wait: SyntaxNode, flag: string): Edit | undefined {
  const clause = node.closest(
    (each) =>
      /^(?:catch|finally)_clause$/.test(each.type) && !each.contains(wait) && !!each.parent?.contains(wait),
  );
  const body = clause?.get('body') ?? clause?.parts.find((part) => part.type === 'statement_block');
  if (!clause || body?.type !== 'statement_block') return undefined;
  if (clause.type === 'catch_clause')
    return {
      start: body.start + 1,
      end: body.start + 1,
      newText: `${lineBreak(doc)}${bodyIndent(doc, body)}if (${flag}) return;`,
    };
  // A return in a finally would swallow what was thrown.
  const statement = statementIn(node);
  return statement?.parent === body
    ? { start: statement.start, end: statement.start, newText: `if (!${flag}) ` }
    : undefined;
}

function testOnTop(doc: Document, fn: SyntaxNode, flag: string): Edit | undefined {
  const block = prependToBody(doc, fn, [`if (${flag}) return;`]);
  if (block) return block;
  const body = fn.get('body');
  if (!body) return undefined;
  return { start: body.start, end: body.start, newText: `!${flag} && ` };
}

/** `setUser(await fetchUser(id))` needs a name for the answer, so that the test can stand between. */
function splitAwait(
  doc: Document,
  statement: SyntaxNode,
  wait: SyntaxNode,
  write: Action,
  flag: string,
  br: string,
): Edit | undefined {
  const [argument] = argumentsOf(write.node);
  if (!argument || bare(argument) !== wait) return undefined;
  const indent = indentAt(doc, statement.start);
  const setter = write.node.get('function');
  if (!setter) return undefined;
  const name = stateWord(setter, doc);
  return {
    start: statement.start,
    end: statement.end,
    newText: `const ${name} = ${textOf(doc, wait)};${br}${indent}if (${flag}) return;${br}${indent}${textOf(doc, setter)}(${name});`,
  };
}

function wrapLines(doc: Document, node: SyntaxNode, flag: string, name: string, br: string): string {
  const indent = indentAt(doc, node.start);
  const unit = bodyIndent(doc, node).slice(indent.length) || '  ';
  return `${indent}${unit}if (${flag}) return;${br}${indent}${unit}${textOf(doc, node)}(${name});${br}${indent}}`;
}

/** A name for the answer: `nextUser` for `setUser`, which hides neither the state nor the setter. */
function stateWord(setter: SyntaxNode, doc: Document): string {
  return textOf(doc, setter).replace(/^set/, 'next');
}

/** The statement around a node, inside its function. */
function statementIn(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | null = node;
  while (at && !/(?:_statement|_declaration)$/.test(at.type)) at = isFunction(at) ? null : at.parent;
  return at?.parent?.type === 'statement_block' ? at : undefined;
}

/** The request is aborted when the next run begins; offered where it is a plain `fetch` whose rejection is dealt with. */
export function abortFix(doc: Document, trace: Trace, write: Action): Fix | undefined {
  const { callback } = trace.effect;
  if (!callback || isAsync(doc, callback) || !write.after) return undefined;
  let request: SyntaxNode | undefined;
  for (const node of callback.walk()) {
    if (node.type !== 'call_expression') continue;
    const callee = node.get('function');
    if (callee?.type === 'identifier' && textOf(doc, callee) === 'fetch') {
      if (request) return undefined;
      request = node;
    }
  }
  if (!request || /\bcontroller\b/.test(textOf(doc, callback))) return undefined;
  const args = argumentsOf(request);
  const [url, init] = args;
  if (!url || args.length > 2) return undefined;
  const signal: Edit | undefined = !init
    ? { start: url.end, end: url.end, newText: ', { signal: controller.signal }' }
    : init.type === 'object' && init.parts.length > 0
      ? { start: init.start + 1, end: init.start + 1, newText: ' signal: controller.signal,' }
      : undefined;
  const declare = prependToBody(doc, callback, ['const controller = new AbortController();']);
  const cleanup = addToCleanup(doc, trace, ['controller.abort();']);
  return signal && declare && cleanup
    ? {
        title: 'Abort the request when a newer one starts',
        kind: 'suggested',
        edits: [declare, signal, cleanup],
      }
    : undefined;
}
