import {
  type Binding,
  type Document,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import type { Component, Effect } from './component.ts';
import { argumentsOf, bare, calleeName, reactHook, textOf } from './hooks.ts';

/**
 * How a binding behaves from render to render.
 * `outside`: not of this component, so it never causes a new run. `stable`: React keeps it the same.
 * `slow`: may change, but not as fast as a click (router, translations). `fresh`: new on every render.
 * `changing`: props, state, and everything computed from them or unknown.
 */
type Stability = 'outside' | 'stable' | 'slow' | 'fresh' | 'changing';

const SLOW_NAMES =
  /^(?:t|i18n|intl|router|navigate|history|toast|notify|dispatch|theme|supabase|api|registry|locale|language|lang|config|permissions)$|(?:Client|Provider|Service|Store|Registry|Api|API)$|^client$/;
const SLOW_HOOKS =
  /^use(?:Navigate|Router|History|Translations?|Intl|Dispatch|Store|QueryClient|Toast|Toaster|Notifications?|Snackbar|Theme|Registry|\w*Client|\w*Provider|\w*Config|Locale|Fetcher|\w*Id|Animated\w*)$/;

/** The stability of the value a binding holds in a component. */
export function stabilityOf(
  doc: Document,
  component: Component,
  binding: Binding | undefined,
  depth = 0,
): Stability {
  if (!binding || !component.fn.contains(binding.identifier)) return 'outside';
  if (component.states.some((state) => state.setter === binding)) return 'stable';
  // A ref handed down keeps its identity as well, and by custom its name says so.
  if (component.refs.includes(binding) || /(?:^r|R)efs?$/.test(binding.name)) return 'stable';
  if (binding.kind === 'function') return isFunction(binding.declaration) ? 'fresh' : 'changing';
  if (binding.kind !== 'const') return SLOW_NAMES.test(binding.name) ? 'slow' : 'changing';
  const value = binding.declaration.get('value');
  if (!value || depth > 4) return 'changing';
  return stabilityOfValue(doc, component, bare(value), binding, depth);
}

function stabilityOfValue(
  doc: Document,
  component: Component,
  value: SyntaxNode,
  binding: Binding,
  depth: number,
): Stability {
  if (LITERALS.has(value.type)) return 'stable';
  if (isFunction(value)) return 'fresh';
  if (value.type === 'object' || value.type === 'array' || value.type === 'new_expression') return 'fresh';
  if (value.type === 'identifier')
    return stabilityOf(doc, component, doc.model(scopes).resolve(value), depth + 1);
  if (value.type !== 'call_expression') return SLOW_NAMES.test(binding.name) ? 'slow' : 'changing';
  const hook = reactHook(doc, value);
  const name = calleeName(doc, value) ?? '';
  switch (hook ?? name) {
    case 'useRef':
    case 'useId':
    case 'useEffectEvent':
    case 'useEvent':
    case 'useEventCallback':
      return 'stable';
    case 'useTransition':
      return binding.name.startsWith('start') ? 'stable' : 'changing';
    case 'useCallback':
    case 'useMemo': {
      const deps = argumentsOf(value)[1];
      if (deps?.type !== 'array') return 'changing';
      let worst: Stability = 'stable';
      for (const dep of deps.parts) {
        const of = stabilityOfExpression(doc, component, dep, depth + 1);
        if (of === 'changing' || of === 'fresh') return of;
        if (of === 'slow') worst = 'slow';
      }
      return worst;
    }
    default:
      return SLOW_HOOKS.test(name) || SLOW_NAMES.test(binding.name) ? 'slow' : 'changing';
  }
}

const LITERALS = new Set(['string', 'number', 'true', 'false', 'null', 'undefined', 'regex']);

/** The identifier an expression starts from: `user` in `user.profile?.id`, `items` in `items.length`. */
export function rootIdentifier(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = bare(node);
  while (at && at.type !== 'identifier') {
    if (at.type === 'member_expression' || at.type === 'subscript_expression') at = at.get('object');
    else if (at.type === 'call_expression') at = at.get('function');
    else return undefined;
    at = at && bare(at);
  }
  return at;
}

/** The stability of a dependency as it is written. */
function stabilityOfExpression(doc: Document, component: Component, node: SyntaxNode, depth = 0): Stability {
  const expression = bare(node);
  if (LITERALS.has(expression.type)) return 'stable';
  const root = rootIdentifier(expression);
  if (!root) return 'changing';
  const binding = doc.model(scopes).resolve(root);
  const stability = stabilityOf(doc, component, binding, depth);
  // A property of a fresh object may well be the same; a property of a ref is whatever it was set to.
  if (expression.type !== 'identifier' && stability === 'fresh') return 'changing';
  return stability;
}

/** The dependencies of an effect that can make it run again as fast as a user acts. */
export function changingDeps(doc: Document, effect: Effect): SyntaxNode[] {
  return effect.deps.filter((dep) => {
    const stability = stabilityOfExpression(doc, effect.component, dep);
    return stability === 'changing' || stability === 'fresh';
  });
}

/** Whether an effect can run more than once in a mounted component. */
export function isChanging(doc: Document, effect: Effect): boolean {
  if (effect.depsKind === 'every-render') return true;
  return effect.depsKind === 'listed' && changingDeps(doc, effect).length > 0;
}

/** The state whose setter a binding is. */
export function stateOfSetter(component: Component, binding: Binding | undefined) {
  return binding && component.states.find((state) => state.setter === binding);
}

/** The state whose value a binding is. */
export function stateOfValue(component: Component, binding: Binding | undefined) {
  return binding && component.states.find((state) => state.value === binding);
}

/** All identifiers inside a node that mean a binding for which the test holds. */
export function* uses(
  doc: Document,
  node: SyntaxNode,
  test: (binding: Binding) => boolean,
): Generator<SyntaxNode> {
  const resolver = doc.model(scopes);
  for (const inner of node.walk((n) => n.type !== 'type_annotation' && n.type !== 'type_arguments')) {
    if (inner.type !== 'identifier' && inner.type !== 'shorthand_property_identifier') continue;
    const binding = resolver.resolve(inner);
    if (binding && test(binding)) yield inner;
  }
}

/** Whether a node reads anything of the component that may differ in another render. */
export function readsChanging(doc: Document, component: Component, node: SyntaxNode): boolean {
  for (const _ of uses(doc, node, (binding) => isChangingBinding(doc, component, binding))) return true;
  return false;
}

/** Whether a binding belongs to the component itself (not to a function inside it) and may differ in another render. */
export function isChangingBinding(doc: Document, component: Component, binding: Binding): boolean {
  const stability = stabilityOf(doc, component, binding);
  return (stability === 'changing' || stability === 'fresh') && isOfRender(component, binding);
}

/** Whether a binding is made by each render: a parameter, state, or a value computed in the component's own body. */
export function isOfRender(component: Component, binding: Binding): boolean {
  if (!component.fn.contains(binding.identifier)) return false;
  let scope: typeof binding.scope | undefined = binding.scope;
  while (scope && !scope.isFunction) scope = scope.parent;
  return scope?.node === component.fn;
}

/** The words of a node for a message: its text, cut at 40 characters and kept on one line. */
export function short(doc: Document, node: SyntaxNode): string {
  const text = textOf(doc, node).replace(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
