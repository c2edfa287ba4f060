import { type Document, isFunction, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import { type Effect, functionBehind } from './component.ts';
import { textOf } from './hooks.ts';
import { changingDeps, readsChanging, rootIdentifier, stateOfSetter } from './stability.ts';
import type { Action } from './trace.ts';

export interface Question {
  /** The dependency that changes what is asked for; absent when the effect runs after every render. */
  readonly dep: SyntaxNode | undefined;
  /** Whether the answer is known to depend on it. */
  readonly certain: boolean;
  /** Whether the dependency is a function that the effect calls. */
  readonly called: boolean;
}

/**
 * What makes one run's request another than the last one's. `undefined` when nothing does: the changing dependencies
 * only decide whether to ask, so every answer is to the same question.
 */
export function questionOf(doc: Document, effect: Effect, action: Action): Question | undefined {
  if (effect.depsKind === 'every-render') return { dep: undefined, certain: true, called: false };
  const functions = [...new Set(action.frames.map((frame) => frame.fn))];
  // A dependency on the very state that is written is another fault: the effect that starts itself.
  const own = stateOfSetter(effect.component, action.sets)?.value?.name;
  const deps = changingDeps(doc, effect).filter((dep) => textOf(doc, dep) !== own);
  const roles = deps.map((dep) => ({ dep, role: roleOf(doc, effect, dep, functions) }));
  const find = (role: Role) => roles.find((entry) => entry.role === role)?.dep;
  const asked = find('asked');
  if (asked) return { dep: asked, certain: true, called: false };
  const local = find('called here');
  if (local) return { dep: local, certain: true, called: true };
  const called = find('called');
  const other = called ?? find('unused');
  return other && { dep: other, certain: false, called: called !== undefined };
}

/** Props and results of hooks with such names are functions, which rarely change with what is asked. */
const FUNCTION_NAME =
  /^(?:get|fetch|load|on|handle|is|has|can|render|resolve|find|search|make|create|update)[A-Z]/;

type Role = 'asked' | 'called here' | 'called' | 'gate' | 'unused';

/** How the functions on the way to a write use a dependency. */
function roleOf(doc: Document, effect: Effect, dep: SyntaxNode, functions: readonly SyntaxNode[]): Role {
  const root = rootIdentifier(dep);
  const binding = root && doc.model(scopes).resolve(root);
  if (!binding) return 'unused';
  let role: Role = 'unused';
  for (const use of binding.references) {
    if (!functions.some((fn) => fn.contains(use)) || effect.depsNode?.contains(use)) continue;
    if (use.field === 'function' && use.parent?.type === 'call_expression') {
      const fn = functionBehind(doc, use);
      if (fn && readsChanging(doc, effect.component, fn)) return 'called here';
      if (role !== 'gate') role = 'called';
    } else if (FUNCTION_NAME.test(binding.name)) {
      role = 'called';
    } else if (isInCondition(use)) {
      if (role === 'unused') role = 'gate';
    } else return 'asked';
  }
  return role;
}

/** Whether a use only decides what happens: in the test of an `if` or `?:`, or to the left of `&&` and `||`. */
function isInCondition(use: SyntaxNode): boolean {
  let inArguments = false;
  for (let at = use; at.parent && !isFunction(at); at = at.parent) {
    if (at.field === 'condition') return true;
    if (at.parent.type === 'arguments' || at.parent.type === 'template_substitution') inArguments = true;
    if (!inArguments && at.field === 'left' && at.parent.type === 'binary_expression') return true;
  }
  return false;
}
