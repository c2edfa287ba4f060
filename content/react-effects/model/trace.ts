import {
  type Binding,
  type Document,
  defineModel,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { components, type Effect, functionBehind } from './component.ts';
import { argumentsOf, bare, calleeName, isAsync, propertyName, reactHook } from './hooks.ts';
import { stateOfSetter } from './stability.ts';

/**
 * When something in an effect happens.
 * `sync`: while the effect runs. `deferred`: after an await, or when a promise settles. `callback`: when the timer,
 * listener or subscription that got the function calls it. `cleanup`: before the next run, and on unmount.
 */
type When = 'sync' | 'deferred' | 'callback' | 'cleanup';

/** One function on the way from the effect to an action. */
export interface Frame {
  readonly fn: SyntaxNode;
  /** What in this function leads on: the call of the next frame's function, or the action itself. */
  readonly site: SyntaxNode;
  /** What was waited for before that, in this function: an `await`, or the promise whose callback this function is. */
  readonly after: SyntaxNode | undefined;
}

/** A call that an effect makes, directly or through the functions it calls. */
export interface Action {
  /** The call, `new` expression, or — for a setter handed to `.then` — the identifier. */
  readonly node: SyntaxNode;
  readonly when: When;
  /** From the effect's callback inwards; never empty. */
  readonly frames: readonly Frame[];
  /** What is waited for before it happens, where `when` is `deferred`. */
  readonly after: SyntaxNode | undefined;
  /** For `callback`: the call that was given the function, such as `setInterval(…)`. */
  readonly given: SyntaxNode | undefined;
  /** The state that it sets, where it is a setter of the component. */
  readonly sets: Binding | undefined;
}

/** A way an effect returns a cleanup. */
interface Cleanup {
  /** The returned expression. */
  readonly node: SyntaxNode;
  /** The function behind it, where this file shows one. */
  readonly fn: SyntaxNode | undefined;
}

export interface Trace {
  readonly effect: Effect;
  readonly actions: readonly Action[];
  readonly cleanups: readonly Cleanup[];
}

interface State {
  when: When;
  after: SyntaxNode | undefined;
  given: SyntaxNode | undefined;
  frames: readonly Frame[];
  fn: SyntaxNode;
  depth: number;
}

const SYNC_CALLBACKS = new Set([
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'flatMap',
  'reduce',
  'reduceRight',
  'sort',
  'startTransition',
  'flushSync',
  'batch',
  'unstable_batchedUpdates',
  'untracked',
]);
const PROMISE_CALLBACKS = new Set(['then', 'catch', 'finally']);

/** What every effect of a document does, by its call. */
const traces = defineModel<ReadonlyMap<SyntaxNode, Trace>>({
  name: 'react-traces',
  build: (doc) =>
    new Map(
      doc
        .model(components)
        .flatMap((component) =>
          component.effects.map((effect) => [effect.call, new Tracer(doc, effect).run()] as const),
        ),
    ),
});

/** What one effect does. */
export function traceOf(doc: Document, effect: Effect): Trace {
  return doc.model(traces).get(effect.call) as Trace;
}

class Tracer {
  readonly #doc: Document;
  readonly #effect: Effect;
  readonly #actions: Action[] = [];
  readonly #cleanups: Cleanup[] = [];
  readonly #seen = new Set<string>();

  constructor(doc: Document, effect: Effect) {
    this.#doc = doc;
    this.#effect = effect;
  }

  run(): Trace {
    const { callback } = this.#effect;
    if (callback) {
      const state: State = {
        when: 'sync',
        after: undefined,
        given: undefined,
        frames: [],
        fn: callback,
        depth: 0,
      };
      this.#findCleanups(callback);
      this.#body(callback, state);
      for (const { fn } of this.#cleanups) if (fn) this.#enter(fn, { ...state, when: 'cleanup' }, fn, 0);
    }
    return { effect: this.#effect, actions: this.#actions, cleanups: this.#cleanups };
  }

  #findCleanups(callback: SyntaxNode): void {
    const body = callback.get('body');
    if (!body || isAsync(this.#doc, callback)) return;
    if (body.type !== 'statement_block') {
      this.#cleanups.push({ node: body, fn: isFunction(bare(body)) ? bare(body) : undefined });
      return;
    }
    for (const node of body.walk((n) => !isFunction(n))) {
      const value = node.type === 'return_statement' ? node.parts[0] : undefined;
      if (value && value.type !== 'undefined' && value.type !== 'null') {
        this.#cleanups.push({ node: value, fn: functionBehind(this.#doc, value) });
      }
    }
  }

  #body(fn: SyntaxNode, state: State): void {
    const body = fn.get('body');
    if (body) this.#visit(body, state);
  }

  /** Visits in the order of evaluation; `state.after` is what has been waited for so far. @returns whether it exits. */
  #visit(node: SyntaxNode, state: State): boolean {
    switch (node.type) {
      case 'if_statement':
        return this.#visitIf(node, state);
      case 'return_statement':
      case 'throw_statement':
        if (
          !(node.type === 'return_statement' && state.fn === this.#effect.callback && this.#isCleanup(node))
        ) {
          this.#children(node, state);
        }
        return true;
      case 'break_statement':
      case 'continue_statement':
        return true;
      case 'statement_block': {
        for (const child of node.children) if (this.#visit(child, state)) return true;
        return false;
      }
      case 'await_expression':
        this.#children(node, state);
        this.#waited(node, state);
        return false;
      case 'for_in_statement':
        this.#children(node, state);
        if (/^for\s+await\b/.test(this.#doc.text.slice(node.start, node.start + 12)))
          this.#waited(node, state);
        return false;
      case 'call_expression':
      case 'new_expression':
        this.#visitCall(node, state);
        return false;
      default:
        // A function that is only written down does nothing yet.
        if (isFunction(node) || node.type.startsWith('class') || node.type === 'type_annotation')
          return false;
        this.#children(node, state);
        return false;
    }
  }

  #children(node: SyntaxNode, state: State): void {
    for (const child of node.children) this.#visit(child, state);
  }

  #isCleanup(statement: SyntaxNode): boolean {
    return this.#cleanups.some((cleanup) => cleanup.node.parent === statement && cleanup.fn !== undefined);
  }

  #waited(node: SyntaxNode, state: State): void {
    state.after = node;
    if (state.when === 'sync') state.when = 'deferred';
  }

  #visitIf(node: SyntaxNode, state: State): boolean {
    const condition = node.get('condition');
    if (condition) this.#visit(condition, state);
    const before = { after: state.after, when: state.when };
    const consequence = node.get('consequence');
    const exits = consequence ? this.#visit(consequence, state) : false;
    const first = { after: state.after, when: state.when };
    if (exits) Object.assign(state, before);
    const alternative = node.get('alternative');
    if (!alternative) return false;
    const branch: State = { ...state, ...before };
    let otherExits = false;
    for (const child of alternative.children) otherExits = this.#visit(child, branch);
    if (exits && !otherExits) Object.assign(state, { after: branch.after, when: branch.when });
    else if (!exits && branch.after !== before.after && first.after === before.after) {
      Object.assign(state, { after: branch.after, when: branch.when });
    }
    return exits && otherExits;
  }

  #visitCall(call: SyntaxNode, state: State): void {
    const callee = call.get('function') ?? call.get('constructor');
    if (!callee) {
      this.#children(call, state);
      return;
    }
    const target = bare(callee);
    if (isFunction(target)) {
      for (const argument of argumentsOf(call)) this.#visit(argument, state);
      this.#inline(target, state, call);
      return;
    }
    if (target.type === 'member_expression') {
      const object = target.get('object');
      if (object) this.#visit(object, state);
    }
    const name = propertyName(this.#doc, target);
    const isPromise = name !== undefined && PROMISE_CALLBACKS.has(name);
    for (const argument of argumentsOf(call)) this.#visitArgument(argument, call, target, isPromise, state);
    this.#emit(call, state, this.#setterBehind(target));
    if (target.type === 'identifier') this.#follow(target, state, call);
  }

  #visitArgument(
    argument: SyntaxNode,
    call: SyntaxNode,
    callee: SyntaxNode,
    isPromise: boolean,
    state: State,
  ): void {
    const value = bare(argument);
    if (!isFunction(value)) {
      this.#visit(value, state);
      if (value.type === 'identifier') this.#passName(value, call, callee, isPromise, state);
      return;
    }
    const name = calleeName(this.#doc, call) ?? '';
    if (isPromise) {
      this.#enter(value, this.#deferred(state, callee), call, state.depth);
      return;
    }
    if (this.#setterBehind(callee)) return;
    if (SYNC_CALLBACKS.has(name) || name === 'Promise') this.#inline(value, state, call);
    else if (!reactHook(this.#doc, call))
      this.#enter(value, this.#asCallback(state, call), call, state.depth);
  }

  /** A function handed over by name: `.then(setUser)`, `addEventListener('resize', onResize)`. */
  #passName(value: SyntaxNode, call: SyntaxNode, callee: SyntaxNode, isPromise: boolean, state: State): void {
    const setter = this.#setterBehind(value);
    const inner = isPromise ? this.#deferred(state, callee) : this.#asCallback(state, call);
    if (setter) {
      if (isPromise || !this.#setterBehind(callee)) this.#emit(value, inner, setter);
      return;
    }
    const fn = functionBehind(this.#doc, value);
    if (fn && this.#effect.component.fn.contains(fn)) this.#enter(fn, inner, call, state.depth + 1);
  }

  #deferred(state: State, callee: SyntaxNode): State {
    const when = state.when === 'cleanup' ? 'cleanup' : state.when === 'callback' ? 'callback' : 'deferred';
    return { ...state, when, after: callee.get('object') ?? callee };
  }

  #asCallback(state: State, call: SyntaxNode): State {
    return {
      ...state,
      when: state.when === 'cleanup' ? 'cleanup' : 'callback',
      after: undefined,
      given: call,
    };
  }

  /** A function that runs here and now; an async one runs until its first await before the rest goes on. */
  #inline(fn: SyntaxNode, state: State, site: SyntaxNode): void {
    this.#enter(fn, state, site, state.depth);
  }

  #follow(name: SyntaxNode, state: State, site: SyntaxNode): void {
    const fn = functionBehind(this.#doc, name);
    if (!fn) return;
    const inside = this.#effect.callback?.contains(fn) ?? false;
    const depth = inside ? state.depth : state.depth + 1;
    if (depth > 2) return;
    const binding = this.#doc.model(scopes).resolve(name);
    const delayed =
      !inside &&
      binding?.declaration.get('value')?.type === 'call_expression' &&
      /(?:debounce|throttle)/i.test(
        this.#doc.slice(binding.declaration.get('value') as SyntaxNode).slice(0, 60),
      );
    this.#enter(fn, delayed ? this.#asCallback(state, site) : state, site, depth);
  }

  #enter(fn: SyntaxNode, state: State, site: SyntaxNode, depth: number): void {
    const key = `${fn.start}:${state.when}:${state.after?.start ?? -1}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const frames = fn === site ? state.frames : [...state.frames, { fn: state.fn, site, after: state.after }];
    this.#body(fn, { ...state, fn, frames, depth });
  }

  #setterBehind(node: SyntaxNode): Binding | undefined {
    if (node.type !== 'identifier') return undefined;
    const binding = this.#doc.model(scopes).resolve(node);
    return stateOfSetter(this.#effect.component, binding)?.setter;
  }

  #emit(node: SyntaxNode, state: State, sets: Binding | undefined): void {
    this.#actions.push({
      node,
      when: state.when,
      frames: [...state.frames, { fn: state.fn, site: node, after: state.after }],
      after: state.after,
      given: state.given,
      sets,
    });
  }
}
