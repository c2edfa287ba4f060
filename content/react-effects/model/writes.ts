import {
  type Binding,
  type Document,
  defineModel,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { type Component, components, type Effect, type State } from './component.ts';
import { argumentsOf, bare, isAsync, textOf } from './hooks.ts';
import { isPure } from './purity.ts';
import { isChangingBinding, stateOfSetter, uses } from './stability.ts';

/** A setter called while the effect runs. */
export interface StateWrite {
  readonly state: State;
  readonly setter: Binding;
  readonly call: SyntaxNode;
  /** The argument; absent in `setX()`. */
  readonly value: SyntaxNode | undefined;
  /** What decides whether the write is reached, conditions of earlier `if (…) return;` among it. */
  readonly conditions: readonly SyntaxNode[];
}

/** An effect that does nothing but compute and write state. */
export interface StateWrites {
  readonly effect: Effect;
  readonly callback: SyntaxNode;
  /** In source order, never empty. */
  readonly writes: readonly StateWrite[];
  /** Setters that are called on every way through the effect. */
  readonly always: ReadonlySet<Binding>;
}

const allWrites = defineModel<ReadonlyMap<SyntaxNode, StateWrites>>({
  name: 'react-state-writes',
  build: (doc) => {
    const found = new Map<SyntaxNode, StateWrites>();
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        const writes = new Reader(doc, effect).run();
        if (writes) found.set(effect.call, writes);
      }
    }
    return found;
  },
});

/** What an effect writes when writing state, computed without looking outside, is all it does; otherwise `undefined`. */
export function stateWritesOf(doc: Document, effect: Effect): StateWrites | undefined {
  return doc.model(allWrites).get(effect.call);
}

interface Way {
  /** Whether the end of the statements can be reached. */
  open: boolean;
  written: Set<Binding>;
}

class Reader {
  readonly #doc: Document;
  readonly #effect: Effect;
  readonly #component: Component;
  readonly #writes: StateWrite[] = [];
  readonly #exits: Set<Binding>[] = [];
  #conditions: SyntaxNode[] = [];
  #callback: SyntaxNode | undefined;

  constructor(doc: Document, effect: Effect) {
    this.#doc = doc;
    this.#effect = effect;
    this.#component = effect.component;
  }

  run(): StateWrites | undefined {
    const { callback, component } = this.#effect;
    const body = callback?.get('body');
    if (
      !callback ||
      !body ||
      isAsync(this.#doc, callback) ||
      component.states.length === 0 ||
      !component.fn.contains(callback)
    )
      return undefined;
    this.#callback = callback;
    const way: Way = { open: true, written: new Set() };
    const ok =
      body.type === 'statement_block' ? this.#statements(body.parts, way) : this.#expression(body, way);
    if (!ok || this.#writes.length === 0) return undefined;
    const ends = way.open ? [...this.#exits, way.written] : this.#exits;
    const always = new Set([...(ends[0] ?? [])].filter((setter) => ends.every((end) => end.has(setter))));
    return { effect: this.#effect, callback, writes: this.#writes, always };
  }

  #statements(list: readonly SyntaxNode[], way: Way): boolean {
    const outer = this.#conditions;
    for (const statement of list) if (!this.#statement(statement, way)) return false;
    this.#conditions = outer;
    return true;
  }

  /** Reads one statement. @returns false when it does anything else than compute and write state. */
  #statement(node: SyntaxNode, way: Way): boolean {
    switch (node.type) {
      case 'statement_block':
        return this.#statements(node.parts, way);
      case 'expression_statement': {
        const [expression] = node.parts;
        return !!expression && this.#expression(expression, way);
      }
      case 'if_statement':
        return this.#if(node, way);
      case 'return_statement': {
        const [value] = node.parts;
        if (value && value.type !== 'undefined' && !this.#expression(value, way)) return false;
        this.#exits.push(way.written);
        way.open = false;
        return true;
      }
      case 'empty_statement':
        return true;
      case 'lexical_declaration':
      case 'variable_declaration':
      case 'for_in_statement':
      case 'for_statement':
        return this.#pure(node);
      default:
        return false;
    }
  }

  #if(node: SyntaxNode, way: Way): boolean {
    const condition = node.get('condition');
    const consequence = node.get('consequence');
    if (!condition || !consequence || !this.#pure(condition)) return false;
    const outer = this.#conditions;
    this.#conditions = [...outer, condition];
    const yes: Way = { open: true, written: new Set(way.written) };
    const no: Way = { open: true, written: new Set(way.written) };
    if (!this.#statement(consequence, yes)) return false;
    const alternative = node.get('alternative');
    for (const statement of alternative?.parts ?? []) if (!this.#statement(statement, no)) return false;
    this.#conditions = yes.open && no.open ? outer : [...outer, condition];
    way.open = yes.open || no.open;
    if (yes.open && no.open)
      way.written = new Set([...yes.written].filter((setter) => no.written.has(setter)));
    else way.written = yes.open ? yes.written : no.written;
    return true;
  }

  #expression(node: SyntaxNode, way: Way): boolean {
    const expression = bare(node);
    if (expression.type === 'call_expression') {
      const write = this.#writeOf(expression);
      if (!write) return false;
      this.#writes.push(write);
      way.written = new Set([...way.written, write.setter]);
      return true;
    }
    if (expression.type === 'binary_expression' || expression.type === 'ternary_expression')
      return this.#choice(expression, way);
    if (/assignment_expression$|^update_expression$/.test(expression.type)) return this.#pure(expression);
    return false;
  }

  /** `ready && setX(…)` and `a ? setX(1) : setX(2)`. */
  #choice(node: SyntaxNode, way: Way): boolean {
    const condition = node.get('condition') ?? node.get('left');
    const branches = [node.get('consequence') ?? node.get('right'), node.get('alternative')].filter(
      (n) => n !== undefined,
    );
    if (!condition || !this.#pure(condition)) return false;
    const outer = this.#conditions;
    this.#conditions = [...outer, condition];
    const ways = branches.map((): Way => ({ open: true, written: new Set(way.written) }));
    const ok = branches.every(
      (branch, index) =>
        ['undefined', 'null'].includes(branch.type) || this.#expression(branch, ways[index] as Way),
    );
    this.#conditions = outer;
    if (ways.length === 2)
      way.written = new Set(
        [...(ways[0] as Way).written].filter((setter) => (ways[1] as Way).written.has(setter)),
      );
    return ok;
  }

  #writeOf(call: SyntaxNode): StateWrite | undefined {
    const callee = call.get('function');
    const binding = callee?.type === 'identifier' ? this.#doc.model(scopes).resolve(callee) : undefined;
    const state = stateOfSetter(this.#component, binding);
    const args = argumentsOf(call);
    if (!state || !binding || args.length > 1) return undefined;
    const [value] = args;
    if (value && !this.#pure(value)) return undefined;
    return { state, setter: binding, call, value, conditions: this.#conditions };
  }

  #pure(node: SyntaxNode): boolean {
    return isPure(this.#doc, this.#component, node, this.#callback as SyntaxNode);
  }
}

/** `state.value` in `state.value.items`: the whole access that an identifier starts, without the method it may call. */
function accessAround(use: SyntaxNode): SyntaxNode {
  let at = use;
  while (
    at.parent &&
    at.field !== 'property' &&
    (at.parent.type === 'member_expression' ||
      at.parent.type === 'non_null_expression' ||
      (at.parent.type === 'subscript_expression' && at.field === 'object'))
  ) {
    at = at.parent;
  }
  return at;
}

/**
 * The names read inside a node that may differ in another render although no dependency of the effect says so.
 * Functions of the component are read through, two deep.
 */
export function uncoveredReads(
  doc: Document,
  effect: Effect,
  node: SyntaxNode,
  except: readonly Binding[] = [],
  depth = 0,
): SyntaxNode[] {
  const { component } = effect;
  const deps = effect.deps.map((dep) => plain(textOf(doc, bare(dep))));
  const found: SyntaxNode[] = [];
  for (const use of uses(
    doc,
    node,
    (binding) => isChangingBinding(doc, component, binding) && !except.includes(binding),
  )) {
    const access = plain(textOf(doc, accessAround(use)));
    if (deps.some((dep) => access === dep || access.startsWith(`${dep}.`) || access.startsWith(`${dep}[`)))
      continue;
    const binding = doc.model(scopes).resolve(use);
    const fn = binding && functionOf(binding);
    if (fn && depth < 2) found.push(...uncoveredReads(doc, effect, fn, except, depth + 1));
    else if (binding && !isConstantOf(doc, effect, binding, except, depth)) found.push(use);
  }
  return found;
}

function functionOf(binding: Binding): SyntaxNode | undefined {
  if (isFunction(binding.declaration) && binding.kind === 'function') return binding.declaration;
  const value =
    binding.kind === 'const' && binding.declaration.get('name') === binding.identifier
      ? binding.declaration.get('value')
      : undefined;
  return value && isFunction(bare(value)) ? bare(value) : undefined;
}

/** `const total = items.length` is covered by the dependency `items`. */
function isConstantOf(
  doc: Document,
  effect: Effect,
  binding: Binding,
  except: readonly Binding[],
  depth: number,
): boolean {
  if (binding.kind !== 'const' || depth > 2 || binding.declaration.type !== 'variable_declarator')
    return false;
  const value = binding.declaration.get('value');
  if (!value || [...value.walk()].some((n) => n.type === 'call_expression' || n.type === 'await_expression'))
    return false;
  return uncoveredReads(doc, effect, value, except, depth + 1).length === 0;
}

/** An access as it would be written without `?.`, `!` and white space. */
function plain(text: string): string {
  return text.replace(/\s+/g, '').replace(/\?\./g, '.').replace(/!/g, '').replace(/\.\[/g, '[');
}

const LITERALS = new Set(['string', 'number', 'true', 'false', 'null', 'undefined', 'regex']);

/** Whether a value is written down as it is: a literal, an empty array or object, nothing at all. */
export function isLiteralValue(doc: Document, value: SyntaxNode | undefined): boolean {
  if (!value) return true;
  const node = bare(value);
  if (LITERALS.has(node.type)) return true;
  if (node.type === 'identifier') return textOf(doc, node) === 'undefined';
  if (node.type === 'array' || node.type === 'object') return node.parts.length === 0;
  if (node.type === 'unary_expression') return /^[-+!]\s*(?:\d|true|false)/.test(textOf(doc, node));
  return false;
}
