import { type Document, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import { type CleanupWork, handleOf } from './cleanups.ts';
import type { Component } from './component.ts';
import { argumentsOf, bare, calleeName, propertyName } from './hooks.ts';
import { identityOf, listenerOf, literalOf, optionOf, sameness } from './identity.ts';
import { type Resource, resourcesOf } from './resources.ts';
import { isChanging, rootIdentifier } from './stability.ts';
import { callsWithin } from './timers.ts';

/**
 * A function of the module added to a global target is the same one every time: the browser keeps one of it, and files
 * that share it among many components leave it there on purpose.
 */
function isShared(doc: Document, target: SyntaxNode | undefined, handler: SyntaxNode | undefined): boolean {
  const name = handler && bare(handler);
  if (name?.type !== 'identifier' || (target && !isDom(doc, target))) return false;
  const scope = doc.model(scopes).resolve(name)?.scope;
  return scope !== undefined && scope.parent === undefined;
}

/**
 * Whether a listener that an effect adds is taken off by no cleanup of its component, by no signal or first call, and
 * does not go with its target.
 * @param work the cleanup of the effect itself
 * @param all the cleanups of all effects of the component
 */
export function listenerLeaks(
  doc: Document,
  component: Component,
  work: CleanupWork,
  all: readonly CleanupWork[],
  resource: Resource,
): boolean {
  const listener = resource.listener;
  if (!listener) return false;
  const { method, target, options, event } = listener;
  if (optionOf(doc, options, 'once') !== false || optionOf(doc, options, 'signal') !== false) return false;
  // In React Native and in most libraries the call gives back what removes the listener; in the DOM it gives nothing.
  const handle = handleOf(doc, resource.action);
  if (handle.kind === 'handed' || (handle.kind === 'returned' && method !== 'addEventListener')) return false;
  if (
    handle.kind === 'kept' &&
    (handle.member !== undefined || all.some((each) => each.mentions.has(handle.binding)))
  )
    return false;
  if (handle.kind === 'returned' && target && !isDom(doc, target)) return false;
  if (
    target &&
    (isOwn(doc, component, work, target, method) || all.some((each) => isEndedWith(doc, each, target)))
  )
    return false;
  if (removesItself(doc, resource) || isShared(doc, target, listener.handler)) return false;
  return !all.some((each) => removes(doc, each, event, listener.handler));
}

/** Whether a listener dies with its target: the effect made it, or it is an element of this component that lives as long. */
function isOwn(
  doc: Document,
  component: Component,
  work: CleanupWork,
  target: SyntaxNode,
  method: string,
): boolean {
  const { effect } = work.trace;
  const node = bare(target);
  if (node.type === 'new_expression') return true;
  // `$(element).on(…)`, `select(node).on(…)`: what comes back from a call may be anything.
  if (method === 'on' && node.type === 'call_expression') return true;
  const root = rootIdentifier(node);
  if (!root) return true;
  const binding = doc.model(scopes).resolve(root);
  if (!binding) return method === 'on';
  const value =
    binding.declaration.type === 'variable_declarator' ? binding.declaration.get('value') : undefined;
  const inEffect = effect.callback?.contains(binding.identifier) ?? false;
  if (inEffect && binding.kind === 'parameter') return true;
  if (inEffect && value) {
    const made = bare(value);
    if (made.type === 'new_expression') return true;
    if (made.type === 'await_expression') return true;
    if (made.type === 'call_expression') {
      const name = calleeName(doc, made) ?? '';
      if (!/^(?:matchMedia|getElementById|querySelector(?:All)?|getElementsBy\w+|closest)$/.test(name))
        return true;
    }
  }
  // An element of its own goes with the component; only a second run would add a second listener.
  const identity = identityOf(doc, node) ?? '';
  const ref = component.refs.find((each) => identity === `#${each.identifier.start}.current`);
  return ref !== undefined && !isChanging(doc, effect);
}

/** `socket.on(…)` with a cleanup that closes the socket. */
function isEndedWith(doc: Document, work: CleanupWork, target: SyntaxNode): boolean {
  return work.calls.some((call) => {
    const callee = call.get('function');
    const of = callee && bare(callee);
    if (of?.type !== 'member_expression') return false;
    if (
      !/^(?:close|disconnect|destroy|dispose|abort|terminate|stop|remove|removeAllListeners|off|end|unmount|kill)$/.test(
        propertyName(doc, of) ?? '',
      )
    )
      return false;
    if (propertyName(doc, of) === 'off' && argumentsOf(call).length > 0) return false;
    const object = of.get('object');
    return object !== undefined && sameness(doc, object, target) === 'same';
  });
}

/** A handler that takes itself off: `target.removeEventListener('x', handler)` inside of it. */
function removesItself(doc: Document, resource: Resource): boolean {
  return callsWithin(doc, resource.callback, /^(?:removeEventListener|removeListener|off)$/);
}

/** Whether a listener's target is certainly the DOM's: then nothing comes back from adding to it. */
function isDom(doc: Document, target: SyntaxNode): boolean {
  return /^global:(?:window|document)\b/.test(identityOf(doc, target) ?? '');
}

const REMOVE = /^(?:removeEventListener|removeListener|removeAllListeners|off|un|unlisten|unbind|on)$/;

/** Whether a cleanup removes a listener of this event, or of an event that is not written out. */
function removes(
  doc: Document,
  work: CleanupWork,
  event: SyntaxNode | undefined,
  handler: SyntaxNode | undefined,
): boolean {
  const added = literalOf(doc, event);
  return work.calls.some((call) => {
    const removal = listenerOf(doc, call, REMOVE);
    if (!removal) return false;
    if (removal.method === 'on' && removal.handler && bare(removal.handler).type !== 'null') return false;
    const removed = literalOf(doc, removal.event);
    if (added === undefined || removed === undefined || added === removed) return true;
    // Another event with the same handler is a slip of the removal, which is what the mismatch rule says.
    return (
      handler !== undefined &&
      removal.handler !== undefined &&
      sameness(doc, handler, removal.handler) === 'same' &&
      !addsToo(doc, work, removed)
    );
  });
}

/** Whether the effect adds a listener of an event as well. */
function addsToo(doc: Document, work: CleanupWork, event: string): boolean {
  return resourcesOf(doc, work.trace).some(
    (other) => other.listener && literalOf(doc, other.listener.event) === event,
  );
}
