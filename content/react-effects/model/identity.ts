import {
  type Binding,
  type Document,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { functionBehind } from './component.ts';
import { argumentsOf, bare, calleeName, propertyName, textOf } from './hooks.ts';

/** Whether two expressions mean the same value at run time. */
export type Sameness = 'same' | 'different' | 'unknown';

const WINDOW = /^(?:window|globalThis|self)$/;

/**
 * A key that two expressions share when they certainly mean the same value: constants are followed, optional
 * chaining and type assertions do not count. `undefined` for values made anew each time they are evaluated, and for
 * anything too intricate to say.
 */
export function identityOf(doc: Document, expression: SyntaxNode, depth = 0): string | undefined {
  const node = bare(expression);
  if (depth > 5) return undefined;
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return identityOfName(doc, node, depth);
    case 'this':
      return 'this';
    case 'member_expression': {
      const object = node.get('object');
      const of = object && identityOf(doc, object, depth + 1);
      const name = propertyName(doc, node) ?? '';
      // `window.document` is `document`.
      return of === 'global:window' ? `global:${WINDOW.test(name) ? 'window' : name}` : of && `${of}.${name}`;
    }
    case 'string':
      return `'${textOf(doc, node).slice(1, -1)}'`;
    case 'template_string':
      return node.children.some((child) => child.type === 'template_substitution')
        ? undefined
        : `'${textOf(doc, node).slice(1, -1)}'`;
    default:
      return ['number', 'true', 'false', 'null'].includes(node.type) ? textOf(doc, node) : undefined;
  }
}

function identityOfName(doc: Document, node: SyntaxNode, depth: number): string | undefined {
  const binding = doc.model(scopes).resolve(node);
  const name = textOf(doc, node);
  if (!binding) return `global:${WINDOW.test(name) ? 'window' : name}`;
  const value = binding.kind === 'const' ? aliasOf(doc, binding) : undefined;
  const aliased = value && identityOf(doc, value.of, depth + 1);
  return aliased ? aliased + value.path : `#${binding.identifier.start}`;
}

/** What a constant is another name for: `el` in `const el = ref.current`, `current` in `const { current } = ref`. */
function aliasOf(doc: Document, binding: Binding): { of: SyntaxNode; path: string } | undefined {
  if (binding.declaration.type !== 'variable_declarator') return undefined;
  const value = binding.declaration.get('value');
  const name = binding.declaration.get('name');
  if (!value || !name) return undefined;
  const inner = bare(value);
  if (name.type === 'identifier') {
    return ['identifier', 'member_expression', 'string'].includes(inner.type)
      ? { of: inner, path: '' }
      : undefined;
  }
  if (name.type !== 'object_pattern' || !['identifier', 'member_expression'].includes(inner.type))
    return undefined;
  const { identifier } = binding;
  if (identifier.parent === name) return { of: inner, path: `.${textOf(doc, identifier)}` };
  const key =
    identifier.parent?.type === 'pair_pattern' && identifier.parent.parent === name
      ? identifier.parent.get('key')
      : undefined;
  return key && { of: inner, path: `.${textOf(doc, key)}` };
}

/** Whether evaluating an expression twice gives two different functions or objects for certain. */
export function isFresh(doc: Document, expression: SyntaxNode): boolean {
  const node = bare(expression);
  if (isFunction(node) || node.type === 'object' || node.type === 'array' || node.type === 'new_expression')
    return true;
  if (node.type !== 'call_expression') return false;
  const name = calleeName(doc, node) ?? '';
  return /^(?:bind|debounce|throttle|matchMedia)$/.test(name);
}

/** Whether two expressions at different places mean the same value. A node is always the same as itself. */
export function sameness(doc: Document, a: SyntaxNode, b: SyntaxNode): Sameness {
  if (a === b) return 'same';
  if (isFresh(doc, a) || isFresh(doc, b)) {
    // A constant may hold what was made once; only two evaluations are two values.
    if (isFresh(doc, a) && isFresh(doc, b)) return 'different';
    const named = isFresh(doc, a) ? b : a;
    return bare(named).type === 'identifier' || isFresh(doc, bare(named)) ? 'different' : 'unknown';
  }
  const [first, second] = [identityOf(doc, a), identityOf(doc, b)];
  if (first === undefined || second === undefined) return 'unknown';
  if (first === second) return 'same';
  if (first.startsWith("'") && second.startsWith("'")) return 'different';
  if (isSettled(doc, first, a) && isSettled(doc, second, b)) return 'different';
  return 'unknown';
}

/** Whether an identity can be told from every other one of its kind: a global, or a constant made in this file. */
function isSettled(doc: Document, identity: string, expression: SyntaxNode): boolean {
  if (/^global:(?:window|document|navigator|screen)(?:\.\w+)*$/.test(identity)) return true;
  const node = bare(expression);
  if (functionBehind(doc, node)) return true;
  if (/^#\d+\.current$/.test(identity)) return true;
  if (node.type !== 'identifier') return false;
  const binding = doc.model(scopes).resolve(node);
  const value = binding?.kind === 'const' ? binding.declaration.get('value') : undefined;
  return value !== undefined && isFresh(doc, value);
}

/** The text between quotes that an expression certainly has, constants followed. */
export function literalOf(doc: Document, expression: SyntaxNode | undefined): string | undefined {
  const identity = expression && identityOf(doc, expression);
  return identity?.startsWith("'") ? identity.slice(1, -1) : undefined;
}

/** The value of a boolean option as `addEventListener` reads it: `true`, or `{ capture: true }`. */
export function optionOf(
  doc: Document,
  options: SyntaxNode | undefined,
  name: 'capture' | 'once' | 'signal',
): boolean | undefined {
  if (!options) return false;
  const node = constantBehind(doc, options);
  if (!node) return undefined;
  if (node.type === 'true' || node.type === 'false') return name === 'capture' ? node.type === 'true' : false;
  if (node.type === 'undefined' || node.type === 'null') return false;
  if (node.type !== 'object') return undefined;
  for (const part of node.parts) {
    if (part.type === 'shorthand_property_identifier') {
      if (textOf(doc, part) !== name) continue;
      return name === 'signal' ? true : optionOf(doc, part, name);
    }
    if (part.type !== 'pair') return undefined;
    const key = part.get('key');
    if (!key || textOf(doc, key).replace(/^['"]|['"]$/g, '') !== name) continue;
    if (name === 'signal') return true;
    const value = part.get('value');
    const constant = value && constantBehind(doc, value);
    return constant?.type === 'true' ? true : constant?.type === 'false' ? false : undefined;
  }
  return false;
}

function constantBehind(doc: Document, expression: SyntaxNode): SyntaxNode | undefined {
  const node = bare(expression);
  if (node.type !== 'identifier' && node.type !== 'shorthand_property_identifier') return node;
  const binding = doc.model(scopes).resolve(node);
  const value =
    binding?.kind === 'const' && binding.identifier.parent === binding.declaration
      ? binding.declaration.get('value')
      : undefined;
  return value && bare(value).type !== 'identifier' ? bare(value) : undefined;
}

/** The arguments of a listener call: `target.addEventListener(event, handler, options)`. */
export interface Listener {
  readonly call: SyntaxNode;
  /** `addEventListener`, `removeEventListener`, `on`, `off`, `addListener`, `removeListener`. */
  readonly method: string;
  /** Absent for the global function, which means `window`. */
  readonly target: SyntaxNode | undefined;
  /** Absent for `addListener(handler)`. */
  readonly event: SyntaxNode | undefined;
  readonly handler: SyntaxNode | undefined;
  readonly options: SyntaxNode | undefined;
}

/** Reads a call that adds or removes a listener. */
export function listenerOf(doc: Document, call: SyntaxNode, methods: RegExp): Listener | undefined {
  if (call.type !== 'call_expression') return undefined;
  const callee = call.get('function');
  if (!callee) return undefined;
  const target = bare(callee);
  const method = target.type === 'identifier' ? textOf(doc, target) : propertyName(doc, target);
  if (!method || !methods.test(method)) return undefined;
  const args = argumentsOf(call);
  if (target.type === 'identifier') {
    // Only the DOM's own functions are global.
    if (!/EventListener$/.test(method) || doc.model(scopes).resolve(target)) return undefined;
  }
  const isSingle = args.length === 1 && /Listener$/.test(method) && !/EventListener$/.test(method);
  return {
    call,
    method,
    target: target.type === 'identifier' ? undefined : target.get('object'),
    event: isSingle ? undefined : args[0],
    handler: isSingle ? args[0] : args[1],
    options: isSingle ? undefined : args[2],
  };
}
