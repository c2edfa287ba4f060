import {
  type Binding,
  type Document,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { bare, propertyName, textOf } from './hooks.ts';
import type { Action, Frame, Trace } from './trace.ts';

/**
 * What protects a deferred write from an answer that is no longer wanted: a flag or an abort controller of this run
 * that the cleanup touches, or a comparison with what was asked for last.
 */
export class Guards {
  readonly #doc: Document;
  readonly #trace: Trace;
  /** Bindings made by this run of the effect that its cleanup assigns, calls or hands on, and what derives from them. */
  readonly touched: ReadonlySet<Binding>;
  /** Names of properties that the cleanup sets: `promise.canceled = true`. */
  readonly #touchedProperties = new Set<string>();

  constructor(doc: Document, trace: Trace) {
    this.#doc = doc;
    this.#trace = trace;
    this.touched = this.#findTouched();
  }

  /** Whether a deferred write happens only while its run is the current one. */
  protects(action: Action): boolean {
    const deferral = action.frames.findIndex((frame) => frame.after !== undefined);
    if (deferral < 0) return false;
    return action.frames.some((frame, index) => {
      if (index < deferral) return false;
      return (
        this.#awaitsTouched(frame) || this.#conditionsOf(frame).some((condition) => this.#tests(condition))
      );
    });
  }

  #findTouched(): Set<Binding> {
    const { callback } = this.#trace.effect;
    const touched = new Set<Binding>();
    if (!callback) return touched;
    const resolver = this.#doc.model(scopes);
    for (const cleanup of this.#trace.cleanups) {
      const inside = cleanup.fn?.get('body') ?? cleanup.node;
      const bodies = [inside, ...this.#trace.actions.filter((a) => a.when === 'cleanup').map((a) => a.node)];
      const seen = new Set(bodies);
      // The set grows while it is walked: a list of disposers leads to the functions in it.
      for (const body of seen) {
        for (const node of body.walk()) {
          if (node.type === 'assignment_expression') this.#noteProperty(node.get('left'));
          if (node.type !== 'identifier') continue;
          const binding = resolver.resolve(node);
          if (!binding || !isMadeBy(callback, binding) || !isTouch(node)) continue;
          touched.add(binding);
          const value =
            binding.declaration.type === 'variable_declarator' && binding.declaration.get('value');
          if (value && (value.type === 'array' || value.type === 'object' || isFunction(value)))
            seen.add(value);
        }
      }
    }
    this.#followDerived(touched, callback);
    this.#followArguments(touched);
    return touched;
  }

  #noteProperty(target: SyntaxNode | undefined): void {
    const name = target && propertyName(this.#doc, target);
    if (name && name !== 'current') this.#touchedProperties.add(name);
  }

  /** A function that is called with the controller or the flag knows it by its parameter. */
  #followArguments(touched: Set<Binding>): void {
    if (touched.size === 0) return;
    const resolver = this.#doc.model(scopes);
    for (const { frames } of this.#trace.actions) {
      for (let i = 0; i + 1 < frames.length; i++) {
        const { site } = frames[i] as Frame;
        const fn = (frames[i + 1] as Frame).fn;
        const given = site.type === 'call_expression' ? site.get('arguments') : undefined;
        if (!given || given.contains(fn) || !mentions(this.#doc, given, touched)) continue;
        for (const binding of resolver.declaredIn(fn)) {
          if (binding.kind === 'parameter' && binding.scope.node === fn) touched.add(binding);
        }
      }
    }
  }

  /** `const { signal } = controller` is as good as the controller. */
  #followDerived(touched: Set<Binding>, callback: SyntaxNode): void {
    if (touched.size === 0) return;
    const resolver = this.#doc.model(scopes);
    for (const binding of resolver.declaredIn(callback)) {
      const value =
        binding.declaration.type === 'variable_declarator' ? binding.declaration.get('value') : undefined;
      if (!value || isFunction(bare(value)) || touched.has(binding)) continue;
      const root = rootOf(value);
      const source = root && resolver.resolve(root);
      if (source && touched.has(source)) touched.add(binding);
    }
  }

  /** A request that was given the signal, or a handle that the cleanup cancels, never answers once its run is over. */
  #awaitsTouched(frame: Frame): boolean {
    const { after, fn } = frame;
    if (!after) return false;
    if (this.#mentionsSignal(after)) return true;
    // Any earlier await of this function with the signal rejects too, and skips what follows.
    for (const node of fn.walk((n) => n === fn || !isFunction(n))) {
      if (node.type === 'await_expression' && node.start < after.start && this.#mentionsSignal(node))
        return true;
    }
    return false;
  }

  #mentionsSignal(node: SyntaxNode): boolean {
    if (this.#hasManagedSignal(node)) return true;
    const handles = new Set([...this.touched].filter((binding) => binding.kind !== 'let'));
    return handles.size > 0 && mentions(this.#doc, node, handles);
  }

  /** A `signal` from a controller that the component keeps elsewhere, such as in a ref, and aborts there. */
  #hasManagedSignal(node: SyntaxNode): boolean {
    if (!/\bsignal\b/.test(textOf(this.#doc, node))) return false;
    const component = textOf(this.#doc, this.#trace.effect.component.fn);
    return /\.abort\(|\b(?:abort|handleAbort)\w*\(/.test(component);
  }

  /** Conditions that decide, after the wait, whether the site of a frame is reached. */
  #conditionsOf(frame: Frame): SyntaxNode[] {
    const { fn, site, after } = frame;
    const from = after && fn.contains(after) && !isFunction(after) ? after.end : fn.start;
    const conditions: SyntaxNode[] = [];
    let child: SyntaxNode = site;
    for (let at = site.parent; at && child !== fn; child = at, at = at.parent) {
      const condition = guardingCondition(at, child);
      if (condition && (condition.start >= from || (at.contains(site) && condition.end > from)))
        conditions.push(condition);
      if (at.type === 'statement_block' || at.type === 'switch_case')
        conditions.push(...earlyExits(at, child, from));
    }
    return conditions.filter((condition) => condition.end > from);
  }

  #tests(condition: SyntaxNode): boolean {
    const resolver = this.#doc.model(scopes);
    for (const node of condition.walk()) {
      if (node.type === 'identifier') {
        const binding = resolver.resolve(node);
        if (binding && this.touched.has(binding)) return true;
      }
      if (node.type === 'string' && /abort|cancel/i.test(textOf(this.#doc, node))) return true;
      const property = propertyName(this.#doc, node);
      if (property && this.#touchedProperties.has(property)) return true;
      if (/^(?:isCancel|isAbortError|isAborted|aborted)$/.test(textOf(this.#doc, node))) return true;
      if (node.type === 'binary_expression' && this.#comparesWithLatest(node)) return true;
    }
    return false;
  }

  /** `request === latest.current`, `id !== lastId`: what was asked for, against what was asked for last. */
  #comparesWithLatest(node: SyntaxNode): boolean {
    const operator = node.get('operator');
    if (!operator || !/^[!=]==?$/.test(textOf(this.#doc, operator))) return false;
    const sides = [node.get('left'), node.get('right')].map((side) => side && bare(side));
    const latest = sides.find((side) => side && propertyName(this.#doc, side) === 'current');
    const other = sides.find((side) => side !== latest);
    if (latest && other && !['true', 'false', 'null', 'undefined'].includes(other.type)) return true;
    // A counter outside the component does the same work as a ref.
    return sides.some((side) => {
      const binding = side?.type === 'identifier' ? this.#doc.model(scopes).resolve(side) : undefined;
      return binding?.kind === 'let' && !this.#trace.effect.component.fn.contains(binding.identifier);
    });
  }
}

function mentions(doc: Document, node: SyntaxNode, bindings: ReadonlySet<Binding>): boolean {
  const resolver = doc.model(scopes);
  for (const inner of node.walk()) {
    if (inner.type !== 'identifier' && inner.type !== 'shorthand_property_identifier') continue;
    const binding = resolver.resolve(inner);
    if (binding && bindings.has(binding)) return true;
  }
  return false;
}

/** Whether a binding is made anew by each run of the effect. */
function isMadeBy(callback: SyntaxNode, binding: Binding): boolean {
  return callback.contains(binding.identifier);
}

/** Whether a use in a cleanup ends something: an assignment, a call of it or on it, or handing it to another call. */
function isTouch(use: SyntaxNode): boolean {
  let at = use;
  while (
    at.parent &&
    (at.parent.type === 'member_expression' ||
      at.parent.type === 'subscript_expression' ||
      at.parent.type === 'non_null_expression') &&
    at.field !== 'property'
  ) {
    at = at.parent;
  }
  const parent = at.parent;
  if (!parent) return true;
  if (parent.type === 'assignment_expression' || parent.type === 'augmented_assignment_expression')
    return at.field === 'left';
  return (
    parent.type === 'call_expression' ||
    parent.type === 'arguments' ||
    parent.type === 'update_expression' ||
    parent.type === 'return_statement' ||
    parent.type === 'arrow_function'
  );
}

function guardingCondition(parent: SyntaxNode, child: SyntaxNode): SyntaxNode | undefined {
  if (
    parent.type === 'if_statement' ||
    parent.type === 'ternary_expression' ||
    parent.type === 'while_statement'
  ) {
    return child.field === 'condition' ? undefined : parent.get('condition');
  }
  if (parent.type === 'binary_expression' && child.field === 'right') return parent.get('left');
  return undefined;
}

/** Conditions of `if (…) return;` statements before a child of a block. */
function earlyExits(block: SyntaxNode, child: SyntaxNode, from: number): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const statement of block.children) {
    if (statement === child || statement.start >= child.start) break;
    if (statement.type !== 'if_statement' || statement.start < from) continue;
    const condition = statement.get('condition');
    const consequence = statement.get('consequence');
    if (condition && consequence && exits(consequence)) found.push(condition);
  }
  return found;
}

function exits(statement: SyntaxNode): boolean {
  const last = statement.type === 'statement_block' ? statement.parts.at(-1) : statement;
  return (
    !!last &&
    ['return_statement', 'throw_statement', 'continue_statement', 'break_statement'].includes(last.type)
  );
}

function rootOf(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = bare(node);
  while (at && at.type !== 'identifier') {
    if (at.type === 'member_expression') at = at.get('object');
    else if (at.type === 'call_expression') at = at.get('function');
    else return undefined;
    at = at && bare(at);
  }
  return at;
}
