import {
  type Binding,
  type Document,
  defineRule,
  type Fix,
  isFunction,
  type Severity,
  type Steps,
  type SyntaxNode,
  scopes,
  syntax,
} from '../../../src/engine/index.ts';
import { computeInstead } from '../model/computeInstead.ts';
import {
  bare,
  calleeName,
  changingDeps,
  components,
  EFFECT_WORDS,
  type Effect,
  isLiteralValue,
  isOfRender,
  ownerWords,
  REACT_LANGUAGES,
  rootIdentifier,
  type State,
  type StateWrite,
  type StateWrites,
  short,
  stateOfSetter,
  stateWritesOf,
  textOf,
  uncoveredReads,
  uses,
} from '../model/index.ts';
import { isMemory, saysWhy } from '../model/lateOnPurpose.ts';
import { presenceTested } from '../model/presence.ts';

const TWO_RENDERS = [
  { text: '`{dep}` changes. {Owner} renders, and `{state}` is still the old one.', at: 'kept' },
  'React puts this render into the page: the new `{dep}` beside the old `{state}`.',
] as const satisfies Steps;

const SECOND = [
  { text: 'Then the effect runs, and `{setter}` asks for another render.', at: 'hint' },
  { text: '{Owner} renders a second time, now with the right `{state}`.', at: 'kept' },
] as const satisfies Steps;

export default defineRule({
  title: 'State follows from other values, one render late',
  languages: REACT_LANGUAGES,
  severity: 'information',
  fix: 'suggested',
  looksFor: EFFECT_WORDS,
  explains: [
    'eslint:react-hooks/set-state-in-effect',
    'eslint:react-you-might-not-need-an-effect/no-derived-state',
    'oxc:react(no-deriving-state-in-effects)',
  ],
  sameAs: ['eslint:react-you-might-not-need-an-effect/no-derived-state'],
  messages: {
    derived:
      '`{state}` follows from `{dep}`, but an effect stores it: every change of `{dep}` is rendered with the old `{state}` first.',
    sent: '`{state}` follows from `{dep}`, but an effect stores it: `{call}` may be given the old one.',
  },
  steps: {
    derived: [...TWO_RENDERS, ...SECOND],
    sent: [
      ...TWO_RENDERS,
      { text: 'Whoever gets to `{call}` now gives it the old `{state}`.', at: 'call' },
      ...SECOND,
    ],
  },
  *check(doc) {
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        const found = derivedIn(doc, effect);
        if (!found) continue;
        const { write, writes, dep, resets } = found;
        const state = write.state.value as Binding;
        const sent = sentTo(doc, write.state, writes);
        const call = sent && calleeName(doc, sent);
        const names = {
          hook: textOf(doc, effect.callee),
          state: state.name,
          setter: write.setter.name,
          dep: short(doc, dep),
          ...(component.name && { component: component.name }),
          ...(write.value && { value: short(doc, write.value) }),
          ...(call && { call }),
        };
        const severity: Severity = call ? 'warning' : 'information';
        yield {
          at: write.call.get('function') as SyntaxNode,
          message: call ? ('sent' as const) : ('derived' as const),
          names,
          words: ownerWords(component),
          places: { kept: write.state.declarator, call: sent },
          severity,
          related: [
            {
              start: write.state.declarator.start,
              end: write.state.declarator.end,
              message: `\`${state.name}\` is kept here.`,
            },
          ],
          notes: [
            {
              start: dep.start,
              end: dep.end,
              text: `\`${state.name}\` can be computed from this while rendering.`,
            },
          ],
          fixes: resets ? [] : fixesOf(doc, writes, write),
        };
      }
    }
  },
});

interface Derived {
  readonly writes: StateWrites;
  readonly write: StateWrite;
  /** The dependency it follows from. */
  readonly dep: SyntaxNode;
  /** Whether handlers reset it together with what it follows from. */
  readonly resets: boolean;
}

/** The first state of an effect that holds nothing but what its dependencies say. */
function derivedIn(doc: Document, effect: Effect): Derived | undefined {
  if (effect.depsKind !== 'listed' || changingDeps(doc, effect).length === 0) return undefined;
  if (effect.deps.some((dep) => /\.current\b/.test(textOf(doc, dep)))) return undefined;
  const writes = stateWritesOf(doc, effect);
  if (!writes) return undefined;
  for (const write of writes.writes) {
    if (write.state.hook !== 'useState' || !write.state.value) continue;
    const all = writes.writes.filter((other) => other.setter === write.setter);
    const dep = sourceOf(doc, effect, all, writes);
    if (!dep || isMemory(doc, write.state, writes) || saysWhy(doc, write.state, effect)) continue;
    const others = otherUses(doc, write.state, writes);
    if (others !== 'elsewhere') return { writes, write, dep, resets: others === 'resets' };
  }
  return undefined;
}

/** The dependency that all writes of a state compute it from, when every run gives it a value that depends on nothing else. */
function sourceOf(
  doc: Document,
  effect: Effect,
  all: readonly StateWrite[],
  writes: StateWrites,
): SyntaxNode | undefined {
  const [first] = all;
  const value = first?.state.value;
  if (!first || !value) return undefined;
  if (all.some((write) => write.value && isFunction(bare(write.value)))) return undefined;
  const compared = all.every((write) => comparesItself(doc, write, value));
  // A write that only some runs reach keeps what an earlier run wrote: that is memory.
  const loaded = all.length === 1 && presenceTested(doc, effect, first) !== undefined;
  if (!writes.always.has(first.setter) && !compared && !loaded) return undefined;
  const distinct = new Set(all.map((write) => (write.value ? textOf(doc, write.value) : 'undefined')));
  if (all.every((write) => isLiteralValue(doc, write.value)) && distinct.size === 1) return undefined;
  if (uncoveredReads(doc, effect, writes.callback, compared ? [value] : []).length > 0) return undefined;
  if (readsItself(doc, effect, all, writes, value)) return undefined;
  return changingDeps(doc, effect).find((dep) => {
    const root = rootIdentifier(dep);
    const binding = root && doc.model(scopes).resolve(root);
    return binding && binding !== value && reads(doc, writes.callback, binding);
  });
}

/** `if (full !== computed) setFull(computed)`: the test only saves a render. */
function comparesItself(doc: Document, write: StateWrite, state: Binding): boolean {
  const [condition, ...more] = write.conditions;
  if (!condition || more.length > 0) return false;
  const test = bare(condition);
  const operator = test.get('operator');
  if (test.type !== 'binary_expression' || !operator || !/^!==?$/.test(textOf(doc, operator)) || !write.value)
    return false;
  const sides = [test.get('left'), test.get('right')].map((side) => side && textOf(doc, bare(side)));
  return sides.includes(state.name) && sides.includes(textOf(doc, bare(write.value)));
}

function reads(doc: Document, node: SyntaxNode, binding: Binding): boolean {
  return binding.references.some((use) => node.contains(use) && doc.model(scopes).resolve(use) === binding);
}

/** Whether what is written next depends on what is held now, directly or by a constant of the component: it accumulates. */
function readsItself(
  doc: Document,
  effect: Effect,
  all: readonly StateWrite[],
  writes: StateWrites,
  state: Binding,
): boolean {
  if (all.some((write) => write.value && reads(doc, write.value, state))) return true;
  for (const use of uses(
    doc,
    writes.callback,
    (binding) => binding !== state && isOfRender(effect.component, binding),
  )) {
    const declarator = doc.model(scopes).resolve(use)?.declaration;
    const source = declarator?.type === 'variable_declarator' ? declarator.get('value') : undefined;
    if (source && reads(doc, source, state)) return true;
  }
  return false;
}

/** What else uses the setter: nothing, handlers that reset it together with its source, or code with a value of its own. */
function otherUses(doc: Document, state: State, writes: StateWrites): 'none' | 'resets' | 'elsewhere' {
  const setter = state.setter as Binding;
  let found: 'none' | 'resets' = 'none';
  for (const use of setter.references) {
    if (writes.effect.call.contains(use)) continue;
    const call = use.parent;
    if (call?.type !== 'call_expression' || use.field !== 'function') return 'elsewhere';
    const [value] = call.get('arguments')?.parts ?? [];
    const initial = state.initial ? textOf(doc, state.initial) : undefined;
    if (!isLiteralValue(doc, value) || (value && textOf(doc, value)) !== initial) return 'elsewhere';
    const fn = call.closest(isFunction);
    if (!fn || fn === writes.effect.component.fn || !setsSource(doc, fn, writes.effect)) return 'elsewhere';
    found = 'resets';
  }
  return found;
}

function setsSource(doc: Document, fn: SyntaxNode, effect: Effect): boolean {
  for (const node of fn.walk()) {
    if (node.type !== 'identifier' || node.field !== 'function') continue;
    const state = stateOfSetter(effect.component, doc.model(scopes).resolve(node));
    if (
      state?.value &&
      effect.deps.some((dep) => {
        const root = rootIdentifier(dep);
        return root && doc.model(scopes).resolve(root) === state.value;
      })
    )
      return true;
  }
  return false;
}

const SENDS =
  /^(?:fetch|axios|request|send|submit|save|post|put|patch|delete|mutate|mutateAsync|create[A-Z]\w*|update[A-Z]\w*|(?:send|submit|save|post|put|patch)[A-Z]\w*)$/;

/** The call that is given the state in a handler or another effect, and so may be given the old one. */
function sentTo(doc: Document, state: State, writes: StateWrites): SyntaxNode | undefined {
  const component = writes.effect.component;
  for (const use of state.value?.references ?? []) {
    if (writes.effect.call.contains(use)) continue;
    const fn = use.closest(isFunction, component.fn);
    if (!fn) continue;
    const call = use.closest(
      (n) =>
        n.type === 'call_expression' &&
        !!n.get('arguments')?.contains(use) &&
        SENDS.test(calleeName(doc, n) ?? ''),
      fn,
    );
    if (call) return call;
  }
  return undefined;
}

function fixesOf(doc: Document, writes: StateWrites, write: StateWrite): Fix[] {
  // An effect that sets something else as well stays, and with it the question what its dependencies are.
  if (writes.writes.some((other) => other.setter !== write.setter)) return [];
  return computeInstead(doc, writes, write.state, doc.model(syntax));
}
