import {
  type Binding,
  type Document,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { functionBehind } from './component.ts';
import { bare, calleeName, propertyName } from './hooks.ts';
import { identityOf } from './identity.ts';
import { stateOfSetter } from './stability.ts';
import type { Action, Trace } from './trace.ts';

/** What the cleanups of one effect touch, for asking whether something that the effect opened is closed again. */
export class CleanupWork {
  readonly #doc: Document;
  readonly trace: Trace;
  /** The code that runs on cleanup: bodies of returned functions and of what they call, and returned expressions. */
  readonly bodies: readonly SyntaxNode[];
  /** The calls in it. */
  readonly calls: readonly SyntaxNode[];
  /** Every binding it mentions. */
  readonly mentions: ReadonlySet<Binding>;
  /** Member expressions such as `timer.current` that it mentions, by identity. */
  readonly members: ReadonlySet<string>;

  constructor(doc: Document, trace: Trace) {
    this.#doc = doc;
    this.trace = trace;
    this.bodies = bodiesOf(trace);
    const calls: SyntaxNode[] = [];
    const mentions = new Set<Binding>();
    const members = new Set<string>();
    const resolver = doc.model(scopes);
    for (const body of this.bodies) {
      for (const node of body.walk()) {
        if (node.type === 'call_expression') calls.push(node);
        if (node.type === 'identifier' || node.type === 'shorthand_property_identifier') {
          const binding = resolver.resolve(node);
          if (binding) mentions.add(binding);
        } else if (node.type === 'member_expression') {
          const identity = identityOf(doc, node);
          if (identity) members.add(identity);
        }
      }
    }
    this.calls = calls;
    this.mentions = mentions;
    this.members = members;
  }

  /** Whether the cleanup calls one of these functions or methods. */
  callsAny(names: RegExp): boolean {
    return this.calls.some((call) => names.test(calleeName(this.#doc, call) ?? ''));
  }

  /**
   * Whether the effect gives React a release whose code this file does not show: `return unsubscribe`, where that
   * came from elsewhere, or a cleanup that calls a function of another file.
   * @param known handles of resources that the effect opened; releasing one of them releases no other
   */
  isOpaque(known: ReadonlySet<Binding>): boolean {
    for (const cleanup of this.trace.cleanups) {
      if (cleanup.fn) continue;
      const node = bare(cleanup.node);
      if (node.type === 'identifier') {
        const binding = this.#doc.model(scopes).resolve(node);
        if (!binding || !known.has(binding)) return true;
      } else if (node.type !== 'call_expression' || !isOpening(this.#doc, node)) {
        return true;
      }
    }
    return this.calls.some((call) => this.#isOpaqueCall(call, known));
  }

  #isOpaqueCall(call: SyntaxNode, known: ReadonlySet<Binding>): boolean {
    const callee = call.get('function');
    const target = callee && bare(callee);
    if (!target) return false;
    const resolver = this.#doc.model(scopes);
    if (target.type === 'identifier') {
      const binding = resolver.resolve(target);
      if (!binding || known.has(binding)) return false;
      if (stateOfSetter(this.trace.effect.component, binding)) return false;
      return functionBehind(this.#doc, target) === undefined;
    }
    if (target.type !== 'member_expression') return true;
    if (!RELEASES.test(propertyName(this.#doc, target) ?? '')) return false;
    const object = target.get('object');
    const root = object && bare(object);
    if (root?.type !== 'identifier') return true;
    const binding = resolver.resolve(root);
    return !binding || !known.has(binding);
  }
}

/** Methods that end what their object began, whatever it was. */
const RELEASES =
  /^(?:unsubscribe|disconnect|close|destroy|dispose|abort|stop|cleanup|teardown|terminate|cancel|kill|end|release|unbind|reset|clear|removeAll\w*)$/;

/** Calls whose result ends what they began. */
function isOpening(doc: Document, call: SyntaxNode): boolean {
  const name = calleeName(doc, call) ?? '';
  return /^(?:subscribe|addListener|addEventListener|on|watch|listen|setInterval|setTimeout|requestAnimationFrame|onDid[A-Z]\w*|onSnapshot|onAuthStateChanged|onIdTokenChanged|onValue)$/.test(
    name,
  );
}

function bodiesOf(trace: Trace): SyntaxNode[] {
  const bodies = new Set<SyntaxNode>();
  for (const cleanup of trace.cleanups) {
    bodies.add(cleanup.fn?.get('body') ?? cleanup.node);
  }
  for (const action of trace.actions) {
    if (action.when !== 'cleanup') continue;
    for (const frame of action.frames) {
      const body = frame.fn === trace.effect.callback ? undefined : frame.fn.get('body');
      if (body) bodies.add(body);
    }
  }
  return [...bodies];
}

/** Where the result of a call ends up. */
type Handle =
  | { readonly kind: 'none' }
  /** Returned to React. */
  | { readonly kind: 'returned' }
  /** Kept under a name, or in a collection of that name. */
  | { readonly kind: 'kept'; readonly binding: Binding; readonly member: string | undefined }
  /** Handed to code that this file does not show. */
  | { readonly kind: 'handed' };

/** Where what an action opens is kept, followed through the functions that return it. */
export function handleOf(doc: Document, action: Action): Handle {
  return handleFrom(doc, action, action.node, action.frames.length - 1);
}

function handleFrom(doc: Document, action: Action, from: SyntaxNode, index: number): Handle {
  let at = from;
  const fn = action.frames[index]?.fn;
  for (let parent = at.parent; parent; at = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'parenthesized_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
      case 'ternary_expression':
      case 'await_expression':
        continue;
      case 'binary_expression':
        continue;
      case 'return_statement':
        return fn ? outerHandle(doc, action, index) : { kind: 'handed' };
      case 'variable_declarator': {
        const name = parent.get('name');
        const first =
          name &&
          [...name.walk()].find(
            (n) => n.type === 'identifier' || n.type === 'shorthand_property_identifier_pattern',
          );
        const binding = first && doc.model(scopes).resolve(first);
        return binding ? { kind: 'kept', binding, member: undefined } : { kind: 'handed' };
      }
      case 'assignment_expression':
      case 'augmented_assignment_expression':
        return keptIn(doc, parent.get('left'));
      case 'arguments': {
        // `subscriptions.push(x.subscribe())` keeps it in the list.
        const callee = parent.parent?.get('function');
        const target = callee && bare(callee);
        if (
          target?.type === 'member_expression' &&
          /^(?:push|add|set|unshift)$/.test(propertyName(doc, target) ?? '')
        ) {
          return keptIn(doc, target.get('object'));
        }
        return { kind: 'handed' };
      }
      case 'member_expression':
        // A method of the result is called, whatever it gives back is what is kept.
        if (at.field === 'object') continue;
        return { kind: 'none' };
      case 'call_expression':
        if (at.field === 'function') continue;
        return { kind: 'handed' };
      case 'pair':
      case 'object':
      case 'array':
        continue;
      case 'expression_statement':
      case 'statement_block':
        return { kind: 'none' };
      default:
        if (isFunction(parent)) return parent === fn ? outerHandle(doc, action, index) : { kind: 'handed' };
        return { kind: 'none' };
    }
  }
  return { kind: 'none' };
}

function outerHandle(doc: Document, action: Action, index: number): Handle {
  if (index === 0) return { kind: 'returned' };
  const outer = action.frames[index - 1];
  return outer ? handleFrom(doc, action, outer.site, index - 1) : { kind: 'handed' };
}

function keptIn(doc: Document, place: SyntaxNode | undefined): Handle {
  const target = place && bare(place);
  let root: SyntaxNode | undefined = target;
  while (root && (root.type === 'member_expression' || root.type === 'subscript_expression')) {
    const object: SyntaxNode | undefined = root.get('object');
    root = object && bare(object);
  }
  if (root?.type !== 'identifier') return { kind: 'handed' };
  const binding = doc.model(scopes).resolve(root);
  if (!binding) return { kind: 'handed' };
  const member = target?.type === 'member_expression' ? identityOf(doc, target) : undefined;
  return { kind: 'kept', binding, member };
}

/** The name under which text of an expression can be repeated elsewhere in the effect: an identifier or path of them. */
export function isPath(node: SyntaxNode): boolean {
  const inner = bare(node);
  if (inner.type === 'identifier' || inner.type === 'this') return true;
  const object = inner.type === 'member_expression' ? inner.get('object') : undefined;
  return object !== undefined && isPath(object);
}
