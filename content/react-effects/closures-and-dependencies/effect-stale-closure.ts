import {
  type Document,
  defineRule,
  type Edit,
  type Fix,
  isFunction,
  type Steps,
  type SyntaxNode,
} from '../../../src/engine/index.ts';
import {
  type Capture,
  capturesOf,
  type Outliving,
  outlivingFunctions,
  suppressionOf,
} from '../model/captures.ts';
import {
  argumentsOf,
  bare,
  calleeName,
  components,
  EFFECT_WORDS,
  type Effect,
  listed,
  ownerWords,
  REACT_LANGUAGES,
  stateOfValue,
  textOf,
  traceOf,
} from '../model/index.ts';

/** What becomes of a value that a callback keeps. */
const READS_OLD = [
  {
    text: 'So `{sets}` starts from the old `{state}` every time: what was set in between is lost.',
    at: 'write',
    when: 'sets',
  },
] as const satisfies Steps;

export default defineRule({
  title: 'Callback keeps the values of an old render',
  languages: REACT_LANGUAGES,
  severity: 'warning',
  fix: 'safe',
  looksFor: EFFECT_WORDS,
  explains: [
    'eslint:react-hooks/exhaustive-deps',
    'biome:lint/correctness/useExhaustiveDependencies',
    'oxc:react-hooks(exhaustive-deps)',
  ],
  messages: {
    first: 'This `{call}` callback sees the `{state}` of the first render for as long as it lives.',
    several: 'This `{call}` callback goes on seeing old values: {values}.',
    old: 'This `{call}` callback sees the `{state}` of the render that last started the effect.',
  },
  steps: {
    first: [
      {
        text: 'After the first render the effect runs. It gives `{call}` a callback that knows the `{state}` of this render.',
        at: 'register',
      },
      {
        text: '`{state}` changes, and {owner} renders again. The array is empty, so the effect does not run, and `{call}` keeps its callback.',
        at: 'deps',
      },
      {
        text: 'The callback is called. It reads the `{state}` of the first render, not that of now.',
        at: 'use',
      },
      ...READS_OLD,
    ],
    several: [
      {
        text: 'The effect runs. It gives `{call}` a callback that knows {all} of this render.',
        at: 'register',
      },
      {
        text: 'One of them changes, and {owner} renders again. The array lists none of them, so the effect does not run, and `{call}` keeps its callback.',
        at: 'deps',
      },
      { text: 'The callback is called. It reads `{state}` as it was, not as it is.', at: 'use' },
      ...READS_OLD,
    ],
    old: [
      {
        text: 'The effect runs. It gives `{call}` a callback that knows the `{state}` of this render.',
        at: 'register',
      },
      {
        text: '`{state}` changes, and {owner} renders again. The array does not list it, so the effect does not run, and `{call}` keeps its callback.',
        at: 'deps',
      },
      { text: 'The callback is called. It reads `{state}` as it was, not as it is.', at: 'use' },
      ...READS_OLD,
      {
        text: 'Only when something in the array changes, `{call}` gets a callback that knows the new one.',
        at: 'deps',
      },
    ],
  },
  *check(doc) {
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        // With a comment that switches the alarm off, the comment is the fault to talk about.
        if (effect.depsKind !== 'listed' || !effect.callback || suppressionOf(doc, effect)) continue;
        const stale = staleReads(doc, effect);
        if (stale.length > 0) yield finding(doc, effect, stale);
      }
    }
  },
});

interface StaleRead {
  readonly outliving: Outliving;
  readonly capture: Capture;
}

/** What the callbacks of an effect go on seeing, each value once, state before all else. */
function staleReads(doc: Document, effect: Effect): StaleRead[] {
  const found = new Map<string, StaleRead>();
  for (const outliving of outlivingFunctions(doc, traceOf(doc, effect))) {
    // A function that is listed itself is never older than the effect that hands it on.
    const name = bare(outliving.passed);
    if (name.type === 'identifier' && effect.deps.some((dep) => textOf(doc, dep) === textOf(doc, name)))
      continue;
    for (const capture of capturesOf(doc, effect, outliving.fn)) {
      // What is only called is most often the same function from render to render; too little to warn of.
      if (capture.kind === 'function' || found.has(capture.binding.name)) continue;
      found.set(capture.binding.name, { outliving, capture });
    }
  }
  return [...found.values()].sort((a, b) => rank(effect, a.capture) - rank(effect, b.capture));
}

function rank(effect: Effect, capture: Capture): number {
  return capture.kind === 'state' ? 0 : isProp(effect, capture) ? 1 : 2;
}

function finding(doc: Document, effect: Effect, reads: readonly StaleRead[]) {
  const { outliving, capture } = reads[0] as StaleRead;
  const { binding, use } = capture;
  const inside = effect.callback?.contains(use) ? use : outliving.passed;
  const call = registrationName(doc, outliving);
  const setter = stateOfValue(effect.component, binding)?.setter?.name;
  // `setSeconds(seconds + 1)`: what is set depends on what was read.
  const write = use.closest(
    (node) => node.type === 'call_expression' && setter !== undefined && calleeName(doc, node) === setter,
    outliving.fn,
  );
  return {
    at: inside,
    message:
      reads.length > 1
        ? ('several' as const)
        : effect.deps.length === 0
          ? ('first' as const)
          : ('old' as const),
    names: {
      hook: textOf(doc, effect.callee),
      state: binding.name,
      dep: binding.name,
      call,
      values: reads.map((read) => `\`${read.capture.binding.name}\``).join(', '),
      ...(setter && { setter }),
      ...(effect.component.name && { component: effect.component.name }),
    },
    words: {
      ...ownerWords(effect.component),
      all: listed(reads.map((read) => `\`${read.capture.binding.name}\``)),
      sets: write && setter,
    },
    places: { register: outliving.registration, deps: effect.depsNode, use, write },
    severity:
      capture.kind === 'state' || isProp(effect, capture) ? ('warning' as const) : ('information' as const),
    related: effect.depsNode
      ? [
          {
            start: effect.depsNode.start,
            end: effect.depsNode.end,
            message: `\`${binding.name}\` is not listed here.`,
          },
        ]
      : [],
    notes: [
      {
        start: outliving.registration.start,
        end: outliving.registration.end,
        text: 'Lives on with what it saw here.',
      },
    ],
    fixes: [
      functionalUpdate(doc, effect, outliving, capture),
      addDependencies(
        effect,
        reads.map((read) => read.capture.binding.name),
      ),
    ].filter((fix) => fix !== undefined),
  };
}

function isProp(effect: Effect, capture: Capture): boolean {
  return effect.component.props.includes(capture.binding);
}

function registrationName(doc: Document, { registration }: Outliving): string {
  return calleeName(doc, registration) ?? textOf(doc, registration.get('left') ?? registration);
}

/** `setX(x + 1)` → `setX((previous) => previous + 1)`, when that is the only thing the callback takes from the render. */
function functionalUpdate(
  doc: Document,
  effect: Effect,
  outliving: Outliving,
  capture: Capture,
): Fix | undefined {
  const state = stateOfValue(effect.component, capture.binding);
  if (state?.hook !== 'useState' || !state.setter) return undefined;
  const reads = capture.binding.references.filter(
    (use) => effect.callback?.contains(use) && !effect.depsNode?.contains(use),
  );
  const [read] = reads;
  if (reads.length !== 1 || !read || read !== capture.use) return undefined;
  if (capturesOf(doc, effect, outliving.fn).length !== 1) return undefined;
  const call = read.closest(
    (node) =>
      node.type === 'call_expression' &&
      node.get('function')?.type === 'identifier' &&
      textOf(doc, node.get('function') as SyntaxNode) === state.setter?.name,
  );
  const [value, ...more] = call ? argumentsOf(call) : [];
  if (!value || more.length > 0 || !value.contains(read) || read.closest(isFunction, call)) return undefined;
  if (/\bprevious\b/.test(textOf(doc, outliving.fn))) return undefined;
  const body = textOf(doc, value);
  const at = read.start - value.start;
  // `{ x }` has to keep its key when the value's name changes.
  const word =
    read.type === 'shorthand_property_identifier' ? `${capture.binding.name}: previous` : 'previous';
  const changed = body.slice(0, at) + word + body.slice(at + (read.end - read.start));
  const edit: Edit = {
    start: value.start,
    end: value.end,
    newText: `(previous) => ${value.type === 'object' ? `(${changed})` : changed}`,
  };
  return { title: `Compute from the state of the moment`, kind: 'safe', edits: [edit] };
}

/** Lists the values, so that a change of one starts the effect anew. */
function addDependencies(effect: Effect, names: readonly string[]): Fix | undefined {
  const list = effect.depsNode;
  if (!list) return undefined;
  const last = effect.deps.at(-1);
  const edit: Edit = last
    ? { start: last.end, end: last.end, newText: names.map((name) => `, ${name}`).join('') }
    : { start: list.start, end: list.end, newText: `[${names.join(', ')}]` };
  const quoted = names.map((name) => `\`${name}\``).join(', ');
  return { title: `Add ${quoted} to the dependencies`, kind: 'suggested', edits: [edit] };
}
