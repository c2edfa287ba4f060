import {
  type Binding,
  type Document,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { type Component, functionBehind } from './component.ts';
import { argumentsOf, bare, propertyName, textOf } from './hooks.ts';
import {
  HOLDS_THINGS,
  IMPURE_NAME,
  MEASURES,
  MUTATING_METHODS,
  PURE_GLOBALS,
  PURE_METHODS,
  WORLD,
} from './pureNames.ts';

/**
 * Whether an expression only computes: from what it names, without waiting, without the DOM, refs, clocks, chance or
 * storage, and without changing anything that outlives it. Calls of functions whose code this file does not show are
 * judged by their names. `within` is the function whose own variables it may change.
 */
export function isPure(
  doc: Document,
  component: Component,
  node: SyntaxNode,
  within: SyntaxNode,
  depth = 0,
): boolean {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return isPureName(doc, component, node);
    case 'member_expression': {
      const object = node.get('object');
      const name = propertyName(doc, node) ?? '';
      return !!object && !MEASURES.test(name) && isPure(doc, component, object, within, depth);
    }
    case 'call_expression':
      return isPureCall(doc, component, node, within, depth);
    case 'new_expression':
      return isPureNew(doc, component, node, within, depth);
    case 'assignment_expression':
    case 'augmented_assignment_expression':
    case 'update_expression': {
      const target = node.get('left') ?? node.get('argument');
      return (
        !!target &&
        isLocal(doc, target, within) &&
        node.children.every(
          (c) => c === target || c.field === 'operator' || isPure(doc, component, c, within, depth),
        )
      );
    }
    case 'unary_expression':
      return !/^(?:delete|void)\b/.test(textOf(doc, node)) && allPure(doc, component, node, within, depth);
    case 'await_expression':
    case 'yield_expression':
    case 'try_statement':
    case 'throw_statement':
    case 'class':
    case 'ERROR':
      return false;
    case 'type_annotation':
    case 'type_arguments':
    case 'type_parameters':
    case 'comment':
      return true;
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression': {
      const value = node.parts[0];
      return !!value && isPure(doc, component, value, within, depth);
    }
    default:
      if (isFunction(node)) {
        const body = node.get('body');
        return !/^async\b/.test(textOf(doc, node)) && !!body && isPure(doc, component, body, within, depth);
      }
      if (node.type.startsWith('jsx_')) return false;
      return allPure(doc, component, node, within, depth);
  }
}

function allPure(
  doc: Document,
  component: Component,
  node: SyntaxNode,
  within: SyntaxNode,
  depth: number,
): boolean {
  return node.children.every(
    (child) =>
      child.field === 'operator' || child.field === 'kind' || isPure(doc, component, child, within, depth),
  );
}

function isPureName(doc: Document, component: Component, identifier: SyntaxNode): boolean {
  const binding = doc.model(scopes).resolve(identifier);
  if (!binding) return !WORLD.test(textOf(doc, identifier));
  return (
    !component.refs.includes(binding) &&
    !/(?:^ref|Ref)$/.test(binding.name) &&
    !isStateSetter(component, binding)
  );
}

function isStateSetter(component: Component, binding: Binding): boolean {
  return component.states.some((state) => state.setter === binding);
}

function isPureNew(
  doc: Document,
  component: Component,
  node: SyntaxNode,
  within: SyntaxNode,
  depth: number,
): boolean {
  const made = node.get('constructor');
  const name = made ? textOf(doc, made) : '';
  if (!/^(?:Map|Set|Date|RegExp|URL|URLSearchParams|Array|Error|Intl\.\w+)$/.test(name)) return false;
  const args = argumentsOf(node);
  // `new Date()` is the clock.
  if (name === 'Date' && args.length === 0) return false;
  return args.every((argument) => isPure(doc, component, argument, within, depth));
}

function isPureCall(
  doc: Document,
  component: Component,
  call: SyntaxNode,
  within: SyntaxNode,
  depth: number,
): boolean {
  const given = call.get('function');
  if (!given || !argumentsOf(call).every((argument) => isPure(doc, component, argument, within, depth)))
    return false;
  const callee = bare(given);
  if (callee.type === 'identifier') return isPureFunction(doc, component, callee, call, within, depth);
  if (callee.type !== 'member_expression')
    return isFunction(callee) && isPure(doc, component, callee, within, depth);
  const object = callee.get('object');
  const name = propertyName(doc, callee) ?? '';
  if (!object) return false;
  const root = bare(object);
  if (root.type === 'identifier') {
    const binding = doc.model(scopes).resolve(root);
    const rootName = textOf(doc, root);
    if (!binding) {
      if (!PURE_GLOBALS.has(rootName)) return false;
      return (
        !(rootName === 'Math' && name === 'random') &&
        !(rootName === 'Date' && name === 'now') &&
        !(rootName === 'Object' && name === 'assign' && argumentsOf(call)[0]?.type !== 'object')
      );
    }
    if (binding.kind === 'import') {
      if (HOLDS_THINGS.test(rootName) || argumentsOf(call).length === 0) return false;
      return !IMPURE_NAME.test(name) || PURE_METHODS.has(name);
    }
  }
  if (!isPure(doc, component, root, within, depth)) return false;
  if (PURE_METHODS.has(name)) return true;
  return (
    MUTATING_METHODS.has(name) &&
    (root.type === 'identifier'
      ? isLocal(doc, root, within)
      : root.type === 'call_expression' || root.type === 'array' || root.type === 'new_expression')
  );
}

function isPureFunction(
  doc: Document,
  component: Component,
  callee: SyntaxNode,
  call: SyntaxNode,
  within: SyntaxNode,
  depth: number,
): boolean {
  const binding = doc.model(scopes).resolve(callee);
  const name = textOf(doc, callee);
  // A name that nothing declares is a function that is yet to be imported.
  if (!binding)
    return (
      PURE_GLOBALS.has(name) || (argumentsOf(call).length > 0 && !WORLD.test(name) && !IMPURE_NAME.test(name))
    );
  if (isStateSetter(component, binding)) return false;
  const fn = functionBehind(doc, callee);
  if (fn && depth < 3) {
    const inner = fn.get('body');
    return (
      !/^async\b/.test(textOf(doc, fn)) &&
      !!inner &&
      isPure(doc, component, inner, within.contains(fn) ? within : fn, depth + 1)
    );
  }
  // Where a function of the component came from, a prop or a hook, it may look anywhere; a translation does not.
  if (component.fn.contains(binding.identifier))
    return /^(?:t|translate|formatMessage|formatNumber|formatDate)$/.test(name);
  // What is given nothing and answers something must have looked somewhere.
  return argumentsOf(call).length > 0 && !IMPURE_NAME.test(name);
}

/** Whether an expression that is changed belongs to the function itself. */
function isLocal(doc: Document, target: SyntaxNode, within: SyntaxNode): boolean {
  let at: SyntaxNode | undefined = bare(target);
  while (at && (at.type === 'member_expression' || at.type === 'subscript_expression')) at = at.get('object');
  if (at?.type !== 'identifier') return false;
  const binding = doc.model(scopes).resolve(at);
  return !!binding && within.contains(binding.identifier);
}
