import {
  type Document,
  type Edit,
  type Fix,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { handleOf, isPath } from './cleanups.ts';
import { addCallToCleanup, indentAt, lineBreak } from './edits.ts';
import { bare, calleeName, textOf } from './hooks.ts';
import { literalOf, optionOf } from './identity.ts';
import type { Resource } from './resources.ts';
import type { Trace } from './trace.ts';

/**
 * The cleanup that belongs to what an effect opens, with a name for its handle or handler where there is none yet.
 * `undefined` where the opening lies in a place from which the cleanup cannot see it, or where the way to close it
 * is not certain.
 */
export function cleanupFix(doc: Document, trace: Trace, resource: Resource): Fix | undefined {
  const body = trace.effect.callback?.get('body');
  const statement = statementAround(resource.node);
  // Only what stands directly in the effect is visible at its end.
  if (body?.type !== 'statement_block' || statement?.parent !== body || resource.action.when !== 'sync')
    return undefined;
  const made = resource.listener
    ? releaseListener(doc, trace, resource, statement)
    : releaseHandle(doc, trace, resource, statement);
  const cleanup = made && addCallToCleanup(doc, trace, made.release);
  return cleanup && { title: made.title, kind: 'suggested', edits: [...made.edits, cleanup] };
}

interface Release {
  readonly title: string;
  readonly edits: Edit[];
  /** The call, without semicolon. */
  readonly release: string;
}

function releaseListener(
  doc: Document,
  trace: Trace,
  resource: Resource,
  statement: SyntaxNode,
): Release | undefined {
  const { listener } = resource;
  if (!listener?.handler) return undefined;
  const remove = { addEventListener: 'removeEventListener', on: 'off', addListener: 'removeListener' }[
    listener.method
  ];
  if (!remove || (listener.target && !isStablePath(doc, trace, listener.target))) return undefined;
  // What `addListener('event', handler)` gives back differs from library to library.
  if (listener.method === 'addListener' && listener.event) return undefined;
  const edits: Edit[] = [];
  let name: string | undefined;
  const handler = bare(listener.handler);
  if (handler.type === 'identifier') name = textOf(doc, handler);
  else if (isFunction(handler)) {
    name = freeName(doc, trace, handlerNames(literalOf(doc, listener.event)));
    if (name) edits.push(...hoist(doc, statement, listener.handler, name));
  }
  if (!name) return undefined;
  const target = listener.target ? `${textOf(doc, listener.target)}${callLink(doc, resource.node)}` : '';
  const event = listener.event ? `${textOf(doc, listener.event)}, ` : '';
  const capture =
    listener.options && optionOf(doc, listener.options, 'capture') !== false
      ? `, ${textOf(doc, listener.options)}`
      : '';
  return {
    title: 'Remove the listener on cleanup',
    edits,
    release: `${target}${remove}(${event}${name}${capture})`,
  };
}

/** `.` or `?.` between the target and the method. */
function callLink(doc: Document, call: SyntaxNode): string {
  const callee = call.get('function');
  const object = callee?.get('object');
  const property = callee?.get('property');
  return object && property && doc.text.slice(object.end, property.start).includes('?.') ? '?.' : '.';
}

/** A target that means the same when the cleanup runs: a global, or a constant; `ref.current` may have changed by then. */
function isStablePath(doc: Document, trace: Trace, target: SyntaxNode): boolean {
  if (!isPath(target) || /\.current\b/.test(textOf(doc, target))) return false;
  return trace.effect.callback !== undefined;
}

function releaseHandle(
  doc: Document,
  trace: Trace,
  resource: Resource,
  statement: SyntaxNode,
): Release | undefined {
  const plan = resource.kind === 'subscription' ? subscriptionPlan(doc, resource) : PLANS[resource.kind];
  if (!plan) return undefined;
  const handle = handleOf(doc, resource.action);
  if (handle.kind === 'kept') {
    const isName =
      handle.member === undefined && handle.binding.identifier.parent?.type === 'variable_declarator';
    if (!isName || statement.type !== 'lexical_declaration') return undefined;
    return { title: plan.title, edits: [], release: plan.release(handle.binding.name) };
  }
  // Nothing is kept yet: give it a name. A chained call such as `new ResizeObserver(f).observe(el)` gives something else.
  if (
    handle.kind !== 'none' ||
    statement.type !== 'expression_statement' ||
    bare(statement.parts[0] as SyntaxNode) !== resource.node
  )
    return undefined;
  const name = freeName(doc, trace, plan.names);
  return name
    ? {
        title: plan.title,
        edits: [{ start: statement.start, end: statement.start, newText: `const ${name} = ` }],
        release: plan.release(name),
      }
    : undefined;
}

interface Plan {
  readonly title: string;
  readonly names: readonly string[];
  release(name: string): string;
}

const PLANS: Partial<Record<Resource['kind'], Plan>> = {
  interval: {
    title: 'Clear the interval on cleanup',
    names: ['id', 'intervalId'],
    release: (name) => `clearInterval(${name})`,
  },
  timeout: {
    title: 'Clear the timeout on cleanup',
    names: ['id', 'timeoutId'],
    release: (name) => `clearTimeout(${name})`,
  },
  observer: {
    title: 'Disconnect on cleanup',
    names: ['observer'],
    release: (name) => `${name}.disconnect()`,
  },
  connection: {
    title: 'Close the connection on cleanup',
    names: ['connection'],
    release: (name) => `${name}.close()`,
  },
};

/** What a subscription gives back, as far as its call or the name for it says: an object with a method, or the release. */
function subscriptionPlan(doc: Document, resource: Resource): Plan {
  const title = 'Unsubscribe on cleanup';
  const method = calleeName(doc, resource.node) ?? '';
  const object = resource.node.get('function')?.get('object');
  if (/^onDid[A-Z]/.test(method)) {
    return { title, names: ['disposable'], release: (name) => `${name}.dispose()` };
  }
  // `value$` is how RxJS streams are named; `watch` is a form's.
  if (method === 'watch' || (object && /\$$|\.pipe\(/.test(textOf(doc, object)))) {
    return { title, names: ['subscription'], release: (name) => `${name}.unsubscribe()` };
  }
  return {
    title,
    names: ['unsubscribe'],
    release: (name) => (/sub(?:scription)?s?$/i.test(name) ? `${name}.unsubscribe()` : `${name}()`),
  };
}

/** `onResize` for `resize`; the second is for a component that uses the first already. */
export function handlerNames(event: string | undefined): string[] {
  const words = (event ?? '').split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return name ? [`on${name}`, `handle${name}`] : ['listener', 'handler'];
}

/** The first of some names that means nothing yet in the component and is not used as a free name in it. */
export function freeName(doc: Document, trace: Trace, names: readonly string[]): string | undefined {
  const text = textOf(doc, trace.effect.component.fn);
  const resolver = doc.model(scopes);
  return names.find(
    (name) =>
      !new RegExp(`(?<![.\\w$])${name}(?![\\w$])`).test(text) && !resolver.lookup(name, resolver.module),
  );
}

/** Puts an expression into a constant before its statement, and the constant's name in its place. */
export function hoist(doc: Document, statement: SyntaxNode, expression: SyntaxNode, name: string): Edit[] {
  const indent = indentAt(doc, statement.start);
  const declaration = `const ${name} = ${textOf(doc, expression)};${lineBreak(doc)}${indent}`;
  return [
    { start: statement.start, end: statement.start, newText: declaration },
    { start: expression.start, end: expression.end, newText: name },
  ];
}

/** The statement in which a node stands, inside its function. */
export function statementAround(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | null = node;
  while (at && !/(?:_statement|_declaration)$/.test(at.type)) at = isFunction(at) ? null : at.parent;
  return at ?? undefined;
}
