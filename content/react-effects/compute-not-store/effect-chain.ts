import {
  type Binding,
  type Document,
  defineRule,
  type Steps,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import {
  bare,
  type Component,
  changingDeps,
  components,
  EFFECT_WORDS,
  type Effect,
  isChanging,
  ownerWords,
  REACT_LANGUAGES,
  rootIdentifier,
  type StateWrite,
  type StateWrites,
  short,
  stateOfValue,
  stateWritesOf,
  textOf,
  traceOf,
  uses,
} from '../model/index.ts';

/** Words and places of the effects of a chain that are listed one by one; the rest is a number. */
const LISTED = ['set1', 'set2', 'set3', 'set4'] as const;

const CHAIN = [
  { text: '`{origin}` changes: render 1 of {renders}.', at: 'origin', when: 'origin' },
  { text: '{Owner} renders: render 1 of {renders}.', unless: 'origin' },
  {
    text: 'Only then the first effect runs. It calls `{set1}`, and that is render 2.',
    at: 'set1',
    when: 'set1',
  },
  ...LISTED.slice(1).map(
    (key, i) =>
      ({
        text: `That wakes the next effect. It calls \`{${key}}\`: render ${i + 3}.`,
        at: key,
        when: key,
      }) as const,
  ),
  { text: 'So it goes on through {rest} more, one render each.', when: 'rest' },
  {
    text: '`{loops}` is what the first effect waits for: the chain begins again, until a value stays the same.',
    at: 'loops',
    when: 'loops',
  },
  {
    text: 'Only now everything fits. Each render before it went into the page too, with values that do not belong together.',
    unless: 'loops',
  },
] as const satisfies Steps;

export default defineRule({
  title: 'Effects wake each other up',
  languages: REACT_LANGUAGES,
  severity: 'information',
  fix: 'none',
  looksFor: EFFECT_WORDS,
  explains: [
    'eslint:react-hooks/set-state-in-effect',
    'eslint:react-you-might-not-need-an-effect/no-chain-state-updates',
  ],
  sameAs: ['eslint:react-you-might-not-need-an-effect/no-chain-state-updates'],
  messages: {
    chain: 'Effects wake each other up, {path}: each arrow is an effect with a render of its own.',
    loaded:
      '`{setter}` also runs when `{loaded}` is loaded: an effect cannot tell a change by the user from the first answer.',
  },
  steps: {
    chain: CHAIN,
    loaded: [
      {
        text: 'The first render is done. The effect runs and calls `{setter}`, though nobody has done anything.',
        at: 'write',
      },
      { text: 'The answer arrives and gives `{loaded}` its value: another render.', at: 'load' },
      { text: '`{dep}` has changed, so the effect runs again, and `{setter}` with it.', at: 'write' },
      'A change by a person comes the same way. To the effect all three look alike.',
    ],
  },
  *check(doc) {
    for (const component of doc.model(components)) {
      if (component.effects.length < 2) continue;
      yield* chainsOf(doc, component);
      yield* flagsOnLoad(doc, component);
    }
  },
});

interface Link {
  readonly from: number;
  readonly to: number;
  /** The state that the one writes and the other depends on. */
  readonly state: Binding;
  readonly write: StateWrite;
  readonly dep: SyntaxNode;
}

function* chainsOf(doc: Document, component: Component) {
  const effects = component.effects.map((effect) => pureEffect(doc, effect));
  if (effects.filter(Boolean).length < 2) return;
  const links = linksOf(doc, effects);
  for (const [index, effect] of effects.entries()) {
    if (!effect) continue;
    const path = longestPath(links, index);
    const [last] = path.slice(-1);
    if (!last) continue;
    const inPath = new Set(path.flatMap((link) => [link.from, link.to]));
    // One hint per chain: at its end, and where it bites its own tail, at its last effect in the file.
    const onwards = links.filter((link) => link.from === index);
    if (onwards.some((link) => !inPath.has(link.to) || link.to > index)) continue;
    const end = effect.writes.find((write) => write.setter !== last.write.setter) ?? effect.writes[0];
    if (!end) continue;
    const origin = originOf(doc, effects[path[0]?.from ?? -1]);
    const steps = [
      ...(origin ? [short(doc, origin)] : []),
      ...path.map((link) => link.state.name),
      end.state.value?.name ?? end.setter.name,
    ];
    const names = {
      hook: textOf(doc, effect.effect.callee),
      state: end.state.value?.name ?? end.setter.name,
      setter: end.setter.name,
      dep: short(doc, last.dep),
      path: steps.map((step) => `\`${step}\``).join(' → '),
      count: String(path.length + 1),
      ...(component.name && { component: component.name }),
    };
    yield {
      at: effect.effect.callee,
      message: 'chain' as const,
      names,
      ...stepWordsOf(doc, effects, path, end, origin),
      severity: path.length >= 2 ? ('warning' as const) : ('information' as const),
      related: path.flatMap((link) => [
        {
          start: link.write.call.start,
          end: link.write.call.end,
          message: `An effect writes \`${link.state.name}\` here.`,
        },
        {
          start: link.dep.start,
          end: link.dep.end,
          message: `That wakes this effect, after another render.`,
        },
      ]),
      notes: path.map((link, i) => ({
        start: link.write.call.start,
        end: link.write.call.end,
        text: `Link ${i + 1} of the chain.`,
      })),
    };
  }
}

/** The writes of a chain in the order in which its effects run. */
function stepWordsOf(
  doc: Document,
  effects: readonly (StateWrites | undefined)[],
  path: readonly Link[],
  end: StateWrite,
  origin: SyntaxNode | undefined,
) {
  const first = effects[path[0]?.from ?? -1];
  const writes = [...path.map((link) => link.write), end];
  const shown = writes.slice(0, LISTED.length);
  const rest = writes.length - shown.length;
  // Where the last effect writes what the first one depends on, the chain bites its own tail.
  const loops = first?.effect.deps.find((dep) =>
    statesBehind(doc, first.effect.component, dep).some((state) => state === end.state.value),
  );
  return {
    words: {
      ...(first && ownerWords(first.effect.component)),
      origin: origin && short(doc, origin),
      renders: String(writes.length + 1),
      rest: rest > 0 ? String(rest) : undefined,
      loops: loops && short(doc, loops),
      ...byKey(shown.map((write) => write.setter.name)),
    },
    places: {
      origin,
      loops,
      ...byKey(shown.map((write) => write.call)),
    },
  };
}

/** Values of the first effects, by the keys under which the steps list them. */
function byKey<V>(values: readonly V[]): { readonly [Key in (typeof LISTED)[number]]?: V } {
  return Object.fromEntries(values.map((value, i) => [LISTED[i], value]));
}

/** The dependency that sets the first effect of a chain off. */
function originOf(doc: Document, writes: StateWrites | undefined): SyntaxNode | undefined {
  if (!writes) return undefined;
  const changing = changingDeps(doc, writes.effect);
  return (
    changing.find((dep) => !writes.writes.some((write) => write.state.value?.name === textOf(doc, dep))) ??
    changing[0]
  );
}

/** An effect that can be a link: it writes state at once, and it can run more than once. */
function pureEffect(doc: Document, effect: Effect): StateWrites | undefined {
  return effect.depsKind === 'listed' && isChanging(doc, effect) ? stateWritesOf(doc, effect) : undefined;
}

function linksOf(doc: Document, effects: readonly (StateWrites | undefined)[]): Link[] {
  const links: Link[] = [];
  for (const [to, reader] of effects.entries()) {
    if (!reader) continue;
    for (const dep of reader.effect.deps) {
      for (const state of statesBehind(doc, reader.effect.component, dep)) {
        for (const [from, writer] of effects.entries()) {
          if (!writer || from === to) continue;
          const write = writer.writes.find((each) => each.state.value === state);
          // The reader writes nothing but that state back: the two do not form a chain but correct one value.
          if (write && reader.writes.some((each) => each.setter !== write.setter))
            links.push({ from, to, state, write, dep });
        }
      }
    }
  }
  return links;
}

/** The state that a dependency is, or that the constant it names is computed from. */
function statesBehind(doc: Document, component: Component, dep: SyntaxNode): Binding[] {
  const root = rootIdentifier(bare(dep));
  const binding = root && doc.model(scopes).resolve(root);
  if (!binding) return [];
  if (stateOfValue(component, binding)) return [binding];
  const value =
    binding.kind === 'const' && binding.declaration.type === 'variable_declarator'
      ? binding.declaration.get('value')
      : undefined;
  if (!value || (value.type === 'call_expression' && !/^(?:React\.)?useMemo\b/.test(textOf(doc, value))))
    return [];
  const found = new Set<Binding>();
  for (const use of uses(doc, value, (each) => stateOfValue(component, each) !== undefined)) {
    const state = doc.model(scopes).resolve(use);
    if (state) found.add(state);
  }
  return [...found];
}

/** The longest way, along links, that ends at an effect and passes none twice. */
function longestPath(links: readonly Link[], end: number, seen: readonly number[] = []): Link[] {
  let best: Link[] = [];
  for (const link of links) {
    if (link.to !== end || seen.includes(link.from) || link.from === end) continue;
    const path = [...longestPath(links, link.from, [...seen, end]), link];
    if (path.length > best.length) best = path;
  }
  return best;
}

const EDITED = /(?:edited|dirty|changed|touched|modified|unsaved|pristine)/i;

/** `useEffect(() => setEdited(true), [form])` in a component that also loads `form`. */
function* flagsOnLoad(doc: Document, component: Component) {
  for (const effect of component.effects) {
    const writes = pureEffect(doc, effect);
    const [write, ...more] = writes?.writes ?? [];
    if (!write || more.length > 0 || write.conditions.length > 0 || !EDITED.test(write.setter.name)) continue;
    if (!write.value || !/^(?:true|false)$/.test(textOf(doc, write.value))) continue;
    for (const dep of effect.deps) {
      const [state] = statesBehind(doc, component, dep);
      const load = state && loadOf(doc, component, effect, state);
      if (!state || !load) continue;
      const names = {
        hook: textOf(doc, effect.callee),
        state: write.state.value?.name ?? write.setter.name,
        setter: write.setter.name,
        dep: short(doc, dep),
        loaded: state.name,
        ...(component.name && { component: component.name }),
      };
      yield {
        at: effect.callee,
        message: 'loaded' as const,
        names,
        places: { write: write.call, load },
        related: [
          {
            start: load.start,
            end: load.end,
            message: `\`${state.name}\` is loaded here, which runs the effect too.`,
          },
        ],
      };
      break;
    }
  }
}

/** The write with which another effect fills a state from an answer. */
function loadOf(doc: Document, component: Component, effect: Effect, state: Binding): SyntaxNode | undefined {
  for (const other of component.effects) {
    if (other === effect) continue;
    for (const action of traceOf(doc, other).actions) {
      if (action.sets && action.after && stateOfValue(component, state)?.setter === action.sets)
        return action.node;
    }
  }
  return undefined;
}
