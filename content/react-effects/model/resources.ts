import { type Document, isFunction, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import { functionBehind } from './component.ts';
import { argumentsOf, bare, calleeName, importSource, lastName, propertyName, textOf } from './hooks.ts';
import { type Listener, listenerOf } from './identity.ts';
import type { Action, Trace } from './trace.ts';

/**
 * What an effect can leave running. `frames`: an animation loop that asks for the next frame by itself.
 * `connection`: a socket or channel. `subscription`: whatever gives back its own release.
 */
type ResourceKind =
  | 'listener'
  | 'interval'
  | 'timeout'
  | 'frames'
  | 'observer'
  | 'connection'
  | 'subscription';

/** Something that an effect opens. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly action: Action;
  /** The call or `new` expression. */
  readonly node: SyntaxNode;
  /** What is called, as written: `window.addEventListener`, `new WebSocket`. */
  readonly at: { readonly start: number; readonly end: number };
  /** The function that it was given, where this file shows one. */
  readonly callback: SyntaxNode | undefined;
  /** For listeners. */
  readonly listener: Listener | undefined;
}

const OBSERVERS = /^(?:Intersection|Resize|Mutation|Performance|Reporting)Observer$/;
const CONNECTIONS = /^(?:WebSocket|EventSource|BroadcastChannel|SharedWorker|ReconnectingWebSocket)$/;
const ADD = /^(?:addEventListener|addListener|on)$/;

/** Everything that an effect opens itself, in source order; what its timers and listeners open later is not among it. */
export function resourcesOf(doc: Document, trace: Trace): Resource[] {
  const found = new Map<SyntaxNode, Resource>();
  for (const action of trace.actions) {
    if ((action.when !== 'sync' && action.when !== 'deferred') || found.has(action.node)) continue;
    const resource = resourceOf(doc, action);
    if (resource) found.set(action.node, resource);
  }
  return [...found.values()].sort((a, b) => a.node.start - b.node.start);
}

function resourceOf(doc: Document, action: Action): Resource | undefined {
  const { node } = action;
  if (node.type === 'new_expression') {
    const made = node.get('constructor');
    if (made?.type !== 'identifier' && made?.type !== 'member_expression') return undefined;
    const name = calleeName(doc, node) ?? '';
    const kind = OBSERVERS.test(name) ? 'observer' : CONNECTIONS.test(name) ? 'connection' : undefined;
    if (!kind) return undefined;
    return {
      kind,
      action,
      node,
      at: { start: node.start, end: made.end },
      callback: callbackIn(doc, node, 0),
      listener: undefined,
    };
  }
  const callee = node.type === 'call_expression' ? node.get('function') : undefined;
  if (!callee) return undefined;
  const at = { start: callee.start, end: callee.end };
  const timer = timerName(doc, callee);
  if (timer) {
    const callback = callbackIn(doc, node, 0);
    const kind = timer === 'setInterval' ? 'interval' : timer === 'setTimeout' ? 'timeout' : 'frames';
    return { kind, action, node, at, callback, listener: undefined };
  }
  const listener = listenerOf(doc, node, ADD);
  if (listener)
    return listens(doc, listener)
      ? {
          kind: 'listener',
          action,
          node,
          at,
          callback: listener.handler && functionBehind(doc, listener.handler),
          listener,
        }
      : undefined;
  const target = bare(callee);
  const method = target.type === 'member_expression' ? propertyName(doc, target) : textOf(doc, target);
  if (!method || !subscribes(doc, method, target, node)) return undefined;
  return { kind: 'subscription', action, node, at, callback: callbackIn(doc, node, 0), listener: undefined };
}

/** `setInterval`, `window.setTimeout`, `requestAnimationFrame`: the browser's own, not a local function of that name. */
export function timerName(
  doc: Document,
  callee: SyntaxNode,
): 'setInterval' | 'setTimeout' | 'requestAnimationFrame' | undefined {
  const target = bare(callee);
  const isMember = target.type === 'member_expression';
  const name = isMember ? propertyName(doc, target) : textOf(doc, target);
  if (name !== 'setInterval' && name !== 'setTimeout' && name !== 'requestAnimationFrame') return undefined;
  if (isMember) {
    const object = target.get('object');
    return object &&
      /(?:^|\.)(?:window|globalThis|self|defaultView|ownerWindow)!?\??$|[wW]indow$/.test(textOf(doc, object))
      ? name
      : undefined;
  }
  return target.type === 'identifier' && !doc.model(scopes).resolve(target) ? name : undefined;
}

/** D3 keeps one listener per event name: the next `.on()` takes the place of the last, and `null` takes it away. */
const REPLACES = /['"]d3(?:-[\w-]+)?['"]|\.on\(\s*['"][\w. ]+['"]\s*,\s*null\b/;

const FUNCTION_NAME = /^(?:on|handle)[A-Z]|(?:[hH]andler|[lL]istener|[cC]allback)$|^(?:cb|fn)$/;

/** Whether the arguments are those of a listener: a function, or a name that may be one, after the event. */
function listens(doc: Document, listener: Listener): boolean {
  const { handler, method, event } = listener;
  if (!handler) return false;
  const type = bare(handler).type;
  if (method === 'addEventListener') return type !== 'string';
  if (!isFunction(bare(handler)) && !['identifier', 'member_expression', 'call_expression'].includes(type))
    return false;
  // `.on(…)` has many meanings; with an event's name and a function it is a listener.
  if (method !== 'on') return true;
  if (REPLACES.test(doc.text)) return false;
  const isName =
    event !== undefined &&
    ['string', 'template_string', 'member_expression', 'identifier'].includes(bare(event).type);
  return (
    isName && (functionBehind(doc, handler) !== undefined || FUNCTION_NAME.test(lastName(doc, handler) ?? ''))
  );
}

function subscribes(doc: Document, method: string, target: SyntaxNode, call: SyntaxNode): boolean {
  const [first] = argumentsOf(call);
  if (!first) return false;
  const isCallback = isFunction(bare(first)) || functionBehind(doc, first) !== undefined;
  if (method === 'subscribe') {
    if (target.type !== 'member_expression') return false;
    const object = target.get('object');
    // `pushManager.subscribe()` gives a promise.
    if (object && /pushManager$/.test(textOf(doc, object))) return false;
    return argumentsOf(call).some((argument) => {
      const node = bare(argument);
      return (
        isFunction(node) ||
        functionBehind(doc, node) !== undefined ||
        (node.type === 'object' && /\bnext\b/.test(textOf(doc, node)))
      );
    });
  }
  if (FIREBASE.test(method)) return target.type === 'member_expression' || isFirebase(doc, target);
  if (method === 'watch') return isCallback && argumentsOf(call).length === 1;
  return /^onDid[A-Z]/.test(method) && target.type === 'member_expression' && isCallback;
}

/** Firebase's listeners; each gives back its release. */
const FIREBASE = /^(?:onSnapshot|onAuthStateChanged|onIdTokenChanged|onValue)$/;

function isFirebase(doc: Document, name: SyntaxNode): boolean {
  const binding = doc.model(scopes).resolve(name);
  return binding?.kind === 'import' && /firebase/.test(importSource(doc, binding.declaration) ?? '');
}

function callbackIn(doc: Document, call: SyntaxNode, index: number): SyntaxNode | undefined {
  const argument = argumentsOf(call)[index];
  return argument && functionBehind(doc, argument);
}
