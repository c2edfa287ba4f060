import {
  type Document,
  defineRule,
  type Fix,
  isFunction,
  type Steps,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { isConditional } from '../model/conditions.ts';
import {
  type Action,
  argumentsOf,
  bare,
  components,
  EFFECT_WORDS,
  type Effect,
  isChangingBinding,
  isOfRender,
  ownerWords,
  REACT_LANGUAGES,
  type State,
  stabilityOf,
  stateOfSetter,
  stateOfValue,
  textOf,
  traceOf,
  uses,
} from '../model/index.ts';

const WRITES = [
  { text: '`{setter}` gives `{state}` a new value.', at: 'write', when: 'state', unless: 'late' },
  { text: '`{setter}` sets a new value.', at: 'write', unless: ['late', 'state'] },
  {
    text: 'The answer arrives, and `{setter}` gives `{state}` a new value.',
    at: 'write',
    when: ['late', 'state'],
  },
  {
    text: 'The answer arrives, and `{setter}` sets a new value.',
    at: 'write',
    when: 'late',
    unless: 'state',
  },
  'A new value is a new render.',
] as const satisfies Steps;

/** React counts to fifty: in development it warns of `useEffect`, and `useLayoutEffect` it ends with an error. */
const ENDLESS = [
  { text: 'So it goes on, one request after the other, for as long as {owner} is there.', when: 'late' },
  {
    text: 'So it goes on. After 50 rounds the console says "Maximum update depth exceeded", in development only.',
    unless: ['late', 'layout'],
  },
  {
    text: 'So it goes on, until React stops it after 50 rounds with the error "Maximum update depth exceeded".',
    when: 'layout',
    unless: 'late',
  },
] as const satisfies Steps;

export default defineRule({
  title: 'Effect starts itself again',
  languages: REACT_LANGUAGES,
  severity: 'warning',
  fix: 'suggested',
  looksFor: EFFECT_WORDS,
  explains: [
    'eslint:react-hooks/exhaustive-deps',
    'eslint:react-hooks/set-state-in-effect',
    'oxc:react-hooks(exhaustive-deps)',
  ],
  messages: {
    everyRender: 'Runs after every render, and `{setter}` causes the next one: the effect never rests.',
    ownState:
      '`{setter}` gives `{state}` a new value each time, and the effect runs again because of `{state}`.',
  },
  steps: {
    everyRender: [
      { text: '{Owner} has rendered. The effect has no array, so it runs after every render.', at: 'effect' },
      ...WRITES,
      { text: 'After that render the effect runs again, and `{setter}` with it.', at: 'effect' },
      ...ENDLESS,
    ],
    ownState: [
      { text: 'The first render is done, and the effect runs.', at: 'effect' },
      ...WRITES,
      { text: 'The array lists `{state}`, and it has changed: the effect runs again.', at: 'dep' },
      ...ENDLESS,
    ],
  },
  *check(doc) {
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        const write = traceOf(doc, effect).actions.find((action) => restarts(doc, effect, action));
        const state = write && stateOfSetter(component, write.sets);
        if (!write || !state?.setter) continue;
        const everyRender = effect.depsKind === 'every-render';
        const dep = effect.deps.find((d) => textOf(doc, d) === state.value?.name);
        yield {
          at: effect.callback?.contains(write.node) ? write.node : effect.callee,
          message: everyRender ? ('everyRender' as const) : ('ownState' as const),
          names: {
            hook: textOf(doc, effect.callee),
            setter: state.setter.name,
            ...(state.value && { state: state.value.name, dep: state.value.name }),
            ...(component.name && { component: component.name }),
          },
          words: {
            ...ownerWords(component),
            late: write.after && 'late',
            layout: effect.hook === 'useLayoutEffect' ? 'layout' : undefined,
          },
          places: { write: write.node, effect: effect.callee, dep },
          related: dep
            ? [{ start: dep.start, end: dep.end, message: 'This is what starts the effect again.' }]
            : [],
          fixes: [
            everyRender ? listDependencies(doc, effect) : dropDependency(doc, effect, state, write),
          ].filter((fix) => fix !== undefined),
        };
      }
    }
  },
});

/** Whether a write makes its own effect run again, every time. */
function restarts(doc: Document, effect: Effect, action: Action): boolean {
  const { component } = effect;
  const state = stateOfSetter(component, action.sets);
  // A dispatch may well return the state it was given; only the reducer knows.
  if (state?.hook !== 'useState' || (action.when !== 'sync' && action.when !== 'deferred')) return false;
  if (isConditional(action)) return false;
  if (effect.depsKind === 'listed') {
    const listed = effect.deps.some((dep) => textOf(doc, dep) === state.value?.name);
    if (!listed) return false;
  } else if (effect.depsKind !== 'every-render') return false;
  return differsEachTime(doc, effect, state, action);
}

/** Whether the written value is never `Object.is`-equal to the one before. */
function differsEachTime(doc: Document, effect: Effect, state: State, action: Action): boolean {
  // `.then(setRows)`: an answer from outside is a new object every time.
  if (action.node.type !== 'call_expression') return true;
  const [given] = argumentsOf(action.node);
  const value = given && bare(given);
  if (!value) return false;
  if (isFunction(value)) {
    const body = value.get('body');
    const result = body && bare(body);
    if (!result || result.type === 'statement_block') return false;
    return isNew(doc, result) || isStep(doc, result);
  }
  if (isNew(doc, value)) return true;
  const readsOwn = [...uses(doc, value, (binding) => binding === state.value)].length > 0;
  if (readsOwn && isStep(doc, value)) return true;
  if (action.when !== 'deferred' || value.type !== 'identifier') return false;
  // A name for the answer of an await or the parameter of a `then`: new each time, unless it is a plain flag.
  const binding = doc.model(scopes).resolve(value);
  return (
    binding !== undefined &&
    !isOfRender(effect.component, binding) &&
    effect.component.fn.contains(binding.identifier)
  );
}

function isNew(doc: Document, node: SyntaxNode): boolean {
  if (node.type === 'object' || node.type === 'array' || node.type === 'new_expression') return true;
  return /^(?:Date\.now\(\)|Math\.random\(\)|crypto\.randomUUID\(\)|performance\.now\(\)|Symbol\()/.test(
    textOf(doc, node),
  );
}

function isStep(doc: Document, node: SyntaxNode): boolean {
  if (node.type !== 'binary_expression')
    return node.type === 'unary_expression' && textOf(doc, node).startsWith('!');
  return /^[+\-*]$/.test(textOf(doc, node.get('operator') ?? node));
}

/** Gives the effect the array of what it reads. */
function listDependencies(doc: Document, effect: Effect): Fix | undefined {
  const { callback, component } = effect;
  const given = argumentsOf(effect.call)[0];
  if (!callback || !given || effect.call.get('arguments')?.parts.length !== 1) return undefined;
  const names = new Set<string>();
  for (const use of uses(doc, callback, (binding) => isChangingBinding(doc, component, binding)))
    names.add(textOf(doc, use));
  const list = [...names].sort();
  // With its own state in the array the effect would go on starting itself.
  const own = [...uses(doc, callback, (b) => stateOfValue(component, b) !== undefined)].length > 0;
  const fresh = [...uses(doc, callback, (b) => stabilityOf(doc, component, b) === 'fresh')].length > 0;
  if (own || fresh) return undefined;
  const title =
    list.length === 0
      ? 'Run it once: add an empty array'
      : `Run it when ${list.map((n) => `\`${n}\``).join(', ')} changes`;
  return {
    title,
    kind: 'suggested',
    edits: [{ start: given.end, end: given.end, newText: `, [${list.join(', ')}]` }],
  };
}

/** `setX(x + 1)` with `x` in the array → `setX((previous) => previous + 1)` without it. */
function dropDependency(doc: Document, effect: Effect, state: State, write: Action): Fix | undefined {
  const { value: binding } = state;
  const [value] = write.node.type === 'call_expression' ? argumentsOf(write.node) : [];
  if (!binding || !value || isFunction(bare(value)) || !effect.depsNode) return undefined;
  const reads = binding.references.filter((use) => effect.callback?.contains(use));
  const dep = effect.deps.find((d) => textOf(doc, d) === binding.name);
  const [read] = reads;
  if (!dep || !read || reads.length !== 1 || !value.contains(read) || read.type !== 'identifier')
    return undefined;
  const text = textOf(doc, value);
  const at = read.start - value.start;
  const changed = `${text.slice(0, at)}previous${text.slice(at + (read.end - read.start))}`;
  const rest = effect.deps.filter((d) => d !== dep).map((d) => textOf(doc, d));
  return {
    title: `Compute from the state of the moment, without \`${binding.name}\` in the array`,
    kind: 'suggested',
    edits: [
      {
        start: value.start,
        end: value.end,
        newText: `(previous) => ${bare(value).type === 'object' ? `(${changed})` : changed}`,
      },
      { start: effect.depsNode.start, end: effect.depsNode.end, newText: `[${rest.join(', ')}]` },
    ],
  };
}
