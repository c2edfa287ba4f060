import {
  type Binding,
  type Disable,
  type Document,
  disables,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { type Effect, functionBehind } from './component.ts';
import { argumentsOf, bare, calleeName, propertyName, textOf } from './hooks.ts';
import { isChangingBinding, isOfRender, rootIdentifier, stateOfValue, uses } from './stability.ts';
import type { Trace } from './trace.ts';

/** A value of the render that an effect, or a function in it, keeps without listing it. */
export interface Capture {
  readonly binding: Binding;
  /** Where it is read, inside the effect or in the function of the component that the effect hands on. */
  readonly use: SyntaxNode;
  /** `data` for state, props and what is computed; `function` for what is only ever called. */
  readonly kind: 'state' | 'data' | 'function';
}

/** Whether a dependency array lists a binding, alone or as the root of a property path. */
function isListed(doc: Document, effect: Effect, binding: Binding): boolean {
  return effect.deps.some((dep) => {
    const root = rootIdentifier(dep);
    return root !== undefined && textOf(doc, root) === binding.name;
  });
}

/** Changing values of the render that a function reads and the effect's array does not list; each binding once. */
export function capturesOf(doc: Document, effect: Effect, fn: SyntaxNode): Capture[] {
  const { component } = effect;
  const found = new Map<Binding, Capture>();
  const body = fn.get('body') ?? fn;
  for (const use of uses(doc, body, (binding) => isChangingBinding(doc, component, binding))) {
    addCapture(doc, effect, found, use);
  }
  return [...found.values()];
}

function addCapture(doc: Document, effect: Effect, found: Map<Binding, Capture>, use: SyntaxNode): void {
  const binding = bindingOf(doc, effect, use);
  if (!binding || found.has(binding) || isListed(doc, effect, binding)) return;
  const local = functionBehind(doc, binding.identifier);
  if (local) {
    // A function of the component is stale through what it reads, not by itself.
    for (const inner of uses(doc, local.get('body') ?? local, (b) =>
      isChangingBinding(doc, effect.component, b),
    )) {
      const read = bindingOf(doc, effect, inner);
      if (!read || found.has(read) || isListed(doc, effect, read) || functionBehind(doc, read.identifier))
        continue;
      found.set(read, { binding: read, use, kind: kindOf(effect, read) });
    }
    return;
  }
  found.set(binding, { binding, use, kind: kindOf(effect, binding) });
}

/** The binding of an identifier, where each render makes a new one. */
function bindingOf(doc: Document, effect: Effect, use: SyntaxNode): Binding | undefined {
  const binding = doc.model(scopes).resolve(use);
  return binding && isOfRender(effect.component, binding) ? binding : undefined;
}

function kindOf(effect: Effect, binding: Binding): Capture['kind'] {
  if (stateOfValue(effect.component, binding)) return 'state';
  const isCalled = binding.references.some((reference) => {
    const called = reference.field === 'function' && reference.parent?.type === 'call_expression';
    return called && effect.callback?.contains(reference);
  });
  const isFunctionName =
    /^(?:on|handle|set|get|fetch|load|is|has|can|dispatch|update|render|use|toggle|close|open|show|hide)[A-Z]/.test(
      binding.name,
    );
  return isCalled ||
    isFunctionName ||
    isFunction(bare(binding.declaration.get('value') ?? binding.declaration))
    ? 'function'
    : 'data';
}

/** A function that an effect hands to something that calls it later, more than once. */
export interface Outliving {
  readonly fn: SyntaxNode;
  /** The registering call, `new` expression or assignment. */
  readonly registration: SyntaxNode;
  /** What was handed over: the function itself, or the name of one. */
  readonly passed: SyntaxNode;
}

const REGISTRATIONS =
  /^(?:setInterval|addEventListener|addListener|on|subscribe|watch|observe|onSnapshot|addEventHandler|addObserver)$/;
const CONSTRUCTORS = /^(?:Intersection|Resize|Mutation|Performance)Observer$/;

/** Functions that live on after the effect ran: of intervals, listeners, subscriptions, observers and `on…` handlers. */
export function outlivingFunctions(doc: Document, trace: Trace): Outliving[] {
  const found: Outliving[] = [];
  const { component } = trace.effect;
  for (const action of trace.actions) {
    if (action.when === 'cleanup') continue;
    const name = calleeName(doc, action.node) ?? '';
    const registers =
      action.node.type === 'new_expression' ? CONSTRUCTORS.test(name) : REGISTRATIONS.test(name);
    if (!registers) continue;
    for (const passed of argumentsOf(action.node)) {
      const fn = functionBehind(doc, passed);
      if (fn && component.fn.contains(fn)) found.push({ fn, registration: action.node, passed });
    }
  }
  const body = trace.effect.callback?.get('body');
  for (const node of body?.walk((n) => n === body || !isFunction(n)) ?? []) {
    if (node.type !== 'assignment_expression') continue;
    const target = node.get('left');
    const value = node.get('right');
    if (!target || !value || !/^on[a-z]+$/i.test(propertyName(doc, target) ?? '')) continue;
    const fn = functionBehind(doc, value);
    if (fn && component.fn.contains(fn)) found.push({ fn, registration: node, passed: value });
  }
  return found;
}

const EXHAUSTIVE = new Set([
  'react-hooks/exhaustive-deps',
  'react/exhaustive-deps',
  'react-hooks-extra/exhaustive-deps',
  'lint/correctness/useExhaustiveDependencies',
]);

/** The comment that switches the check of an effect's dependencies off, by name. */
export function suppressionOf(doc: Document, effect: Effect): Disable | undefined {
  const all = doc.model(disables);
  if (all.length === 0) return undefined;
  const first = doc.lines.positionAt(effect.call.start).line;
  const last = doc.lines.positionAt(effect.call.end).line;
  return all.find(
    (d) => d.codes.some((code) => EXHAUSTIVE.has(code)) && d.firstLine <= last && d.lastLine > first,
  );
}
