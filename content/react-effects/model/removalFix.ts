import type { Document, Fix, SyntaxNode } from '../../../src/engine/index.ts';
import { freeName, handlerNames, hoist, statementAround } from './cleanupFix.ts';
import { bare, calleeName, textOf } from './hooks.ts';
import { isFresh, type Listener, literalOf, optionOf } from './identity.ts';
import { short } from './stability.ts';
import type { Trace } from './trace.ts';

/** What of a removal can differ from the registration. */
export type Part = 'target' | 'event' | 'handler' | 'capture';

/** Whether an expression calls `matchMedia`, which makes another list each time. */
export function isQuery(doc: Document, node: SyntaxNode): boolean {
  const inner = bare(node);
  return inner.type === 'call_expression' && calleeName(doc, inner) === 'matchMedia';
}

/** Makes a removal mean what was added, where that can be told from the code. */
export function fixFor(
  doc: Document,
  trace: Trace,
  add: Listener,
  removal: Listener,
  wrong: Part,
): Fix | undefined {
  if (wrong === 'capture') return captureFix(doc, add, removal);
  if (wrong === 'event' && add.event && removal.event) {
    const edits = [{ start: removal.event.start, end: removal.event.end, newText: textOf(doc, add.event) }];
    return { title: `Remove the listener for ${short(doc, add.event)}`, kind: 'suggested', edits };
  }
  if (wrong === 'handler') return handlerFix(doc, trace, add, removal);
  if (wrong === 'target' && add.target && removal.target) {
    if (isQuery(doc, removal.target)) return queryFix(doc, trace, add, removal);
    if (bare(add.target).type !== 'identifier') return undefined;
    const edits = [
      { start: removal.target.start, end: removal.target.end, newText: textOf(doc, add.target) },
    ];
    return { title: `Remove it from ${short(doc, add.target)}`, kind: 'suggested', edits };
  }
  return undefined;
}

/** The options of the registration, copied: nothing but the capture flag of them counts in a removal. */
function captureFix(doc: Document, add: Listener, removal: Listener): Fix | undefined {
  const title = 'Use the same capture flag';
  const isLiteral = (node: SyntaxNode | undefined) =>
    !node || ['true', 'false', 'object'].includes(bare(node).type);
  const kind = isLiteral(add.options) && isLiteral(removal.options) ? 'safe' : 'suggested';
  const handler = removal.handler as SyntaxNode;
  if (!removal.options) {
    const text = add.options && copiedCapture(doc, add.options);
    return text
      ? { title, kind, edits: [{ start: handler.end, end: handler.end, newText: `, ${text}` }] }
      : undefined;
  }
  const text =
    add.options && optionOf(doc, add.options, 'capture') ? copiedCapture(doc, add.options) : undefined;
  return text
    ? { title, kind, edits: [{ start: removal.options.start, end: removal.options.end, newText: text }] }
    : { title, kind, edits: [{ start: handler.end, end: removal.options.end, newText: '' }] };
}

function copiedCapture(doc: Document, options: SyntaxNode): string {
  return bare(options).type === 'object' ? '{ capture: true }' : textOf(doc, options);
}

function handlerFix(doc: Document, trace: Trace, add: Listener, removal: Listener): Fix | undefined {
  const added = add.handler as SyntaxNode;
  const removed = removal.handler as SyntaxNode;
  const place = { start: removed.start, end: removed.end };
  const addedNode = bare(added);
  if (addedNode.type === 'identifier' && isFresh(doc, removed)) {
    return {
      title: `Remove ${textOf(doc, added)}`,
      kind: 'suggested',
      edits: [{ ...place, newText: textOf(doc, added) }],
    };
  }
  if (addedNode.type === 'identifier') {
    return {
      title: `Remove ${textOf(doc, added)}`,
      kind: 'suggested',
      edits: [{ ...place, newText: textOf(doc, added) }],
    };
  }
  const statement = visibleStatement(trace, add.call);
  if (!statement || !isFresh(doc, added)) return undefined;
  const [wished, second] = handlerNames(literalOf(doc, add.event));
  const name = freeName(
    doc,
    trace,
    [wished, second].filter((each) => each !== undefined),
  );
  if (!name) return undefined;
  return {
    title: 'Keep the handler in a constant',
    kind: 'suggested',
    edits: [...hoist(doc, statement, added, name), { ...place, newText: name }],
  };
}

function queryFix(doc: Document, trace: Trace, add: Listener, removal: Listener): Fix | undefined {
  const statement = visibleStatement(trace, add.call);
  const name = freeName(doc, trace, ['query', 'mediaQuery']);
  if (!statement || !name || !add.target || !removal.target) return undefined;
  const edits = [
    ...hoist(doc, statement, add.target, name),
    { start: removal.target.start, end: removal.target.end, newText: name },
  ];
  return { title: 'Keep the media query in a constant', kind: 'suggested', edits };
}

/** The statement of a call, when it stands directly in the effect, so that the cleanup can see what it declares. */
function visibleStatement(trace: Trace, call: SyntaxNode): SyntaxNode | undefined {
  const statement = statementAround(call);
  return statement?.parent && statement.parent === trace.effect.callback?.get('body') ? statement : undefined;
}
