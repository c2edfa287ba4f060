import {
  type Binding,
  type Document,
  defineRule,
  type Fix,
  type SyntaxNode,
  scopes,
  syntax,
} from '../../../src/engine/index.ts';
import {
  bare,
  type Component,
  changingDeps,
  components,
  EFFECT_WORDS,
  type Effect,
  isLiteralValue,
  REACT_LANGUAGES,
  rootIdentifier,
  type StateWrite,
  short,
  stateWritesOf,
  textOf,
  uses,
} from '../model/index.ts';
import { keyAtCallSite } from '../model/keyAtCallSite.ts';
import { collectKeyed, renderedWithKey } from '../model/keyed.ts';

export default defineRule({
  title: 'State is reset one render after the prop changed',
  languages: REACT_LANGUAGES,
  severity: 'information',
  fix: 'suggested',
  looksFor: EFFECT_WORDS,
  explains: [
    'eslint:react-hooks/set-state-in-effect',
    'eslint:react-you-might-not-need-an-effect/no-reset-all-state-on-prop-change',
  ],
  collectsFor: [' key={'],
  collect: collectKeyed,
  sameAs: ['eslint:react-you-might-not-need-an-effect/no-reset-all-state-on-prop-change'],
  messages: {
    reset:
      'When `{dep}` changes, `{component}` is rendered once with the old `{state}` before this effect resets it.',
  },
  steps: {
    reset: [
      {
        text: '`{dep}` changes. `{component}` stays where it is in the tree, so React keeps its state.',
        at: 'dep',
      },
      {
        text: 'It renders with the new `{dep}` and the old `{state}`, and so does everything below it.',
        at: 'kept',
      },
      'React puts this render into the page.',
      { text: 'Then the effect runs, and `{setter}` sets it back.', at: 'write', unless: 'last' },
      {
        text: 'Then the effect runs and sets {count} states back, `{setter}` first and `{last}` last.',
        at: 'write',
        when: 'last',
      },
      {
        text: '`{component}` renders a second time. Only this render belongs to the new `{dep}`.',
        at: 'kept',
      },
    ],
  },
  *check(doc, facts) {
    for (const component of doc.model(components)) {
      if (component.isHook || !/^[A-Z]/.test(component.name)) continue;
      for (const effect of component.effects) {
        const writes = resetsOf(doc, component, effect);
        const [dep] = changingDeps(doc, effect);
        const [first] = writes ?? [];
        if (!writes || !first?.state.value || !dep || renderedWithKey(doc, effect, dep, facts)) continue;
        const names = {
          component: component.name,
          hook: textOf(doc, effect.callee),
          dep: short(doc, dep),
          state: first.state.value.name,
          setter: first.setter.name,
          count: String(writes.length),
        };
        const fix: Fix | undefined = keyAtCallSite(doc, doc.model(syntax), effect, dep);
        yield {
          at: effect.callee,
          message: 'reset' as const,
          names,
          words: { last: writes.length > 1 ? writes.at(-1)?.setter.name : undefined },
          places: { dep, kept: first.state.declarator, write: first.call },
          related: [
            {
              start: dep.start,
              end: dep.end,
              message: `The effect runs again when \`${short(doc, dep)}\` changes.`,
            },
            ...writes.map(({ state }) => ({
              start: state.declarator.start,
              end: state.declarator.end,
              message: 'A new `key` would start this afresh.',
            })),
          ],
          notes: writes.map((write) => ({
            start: write.call.start,
            end: write.call.end,
            text: 'The next render has it, this one does not.',
          })),
          fixes: fix ? [fix] : [],
        };
      }
    }
  },
});

/** What a prop named so says is not whose data is shown, but whether it is shown, or how. */
const SWITCH =
  /^(?:is|has|should|show|can|will)[A-Z]|(?:^|\.)(?:open|opened|visible|shown|show|hidden|active|inactive|enabled|disabled|expanded|collapsed|closed|loading|focused|selected|checked|ready|mounted|editing|error)$|(?:Open|Opened|Visible|Shown|Hidden|Active|Enabled|Disabled|Expanded|Collapsed|Closed|Loading|Selected|Editing|Focused)$/;

/** What a prop named so holds is a list or an object, new on many renders, and no key: `items`, `options`, `data`. */
const NO_KEY = /(?:children|data|list|array|map|config|props|[a-z]{2}[^su]s)$/i;

/** The writes of an effect that sets every state of its component to what it was at first, because a prop changed. */
function resetsOf(doc: Document, component: Component, effect: Effect): readonly StateWrite[] | undefined {
  const changing = effect.depsKind === 'listed' ? changingDeps(doc, effect) : [];
  if (changing.length === 0 || !changing.every((dep) => isProp(doc, component, dep))) return undefined;
  if (changing.some((dep) => SWITCH.test(textOf(doc, dep)) || NO_KEY.test(textOf(doc, dep))))
    return undefined;
  const found = stateWritesOf(doc, effect);
  if (!found) return undefined;
  const { writes } = found;
  if (component.states.some((state) => !state.setter || !found.always.has(state.setter))) return undefined;
  if (writes.length !== component.states.length || writes.some((write) => write.conditions.length > 0))
    return undefined;
  if (!writes.every((write) => isInitial(doc, write, effect))) return undefined;
  return writes;
}

/** Whether a dependency is a prop, or a part of one. */
function isProp(doc: Document, component: Component, dep: SyntaxNode): boolean {
  const root = rootIdentifier(bare(dep));
  let binding: Binding | undefined = root && doc.model(scopes).resolve(root);
  // `const { userId } = props`
  const value =
    binding?.declaration.type === 'variable_declarator' ? binding.declaration.get('value') : undefined;
  if (binding && value?.type === 'identifier') binding = doc.model(scopes).resolve(value);
  return !!binding && component.props.includes(binding);
}

/** Whether a write gives a state what `useState` was given, and that is not the very prop that changed. */
function isInitial(doc: Document, write: StateWrite, effect: Effect): boolean {
  const { initial, hook } = write.state;
  if (hook !== 'useState') return false;
  const written = write.value ? bare(write.value) : undefined;
  if (!initial) return isLiteralValue(doc, written) && (!written || textOf(doc, written) === 'undefined');
  if (!written || plain(doc, bare(initial)) !== plain(doc, written)) return false;
  if (isLiteralValue(doc, written)) return true;
  // `useState(value)` and `setText(value)` on `[value]` is a draft that follows its source.
  const deps = effect.deps.map((dep) => textOf(doc, bare(dep)));
  for (const use of uses(doc, written, () => true)) {
    const access = use.parent?.type === 'member_expression' ? textOf(doc, use.parent) : textOf(doc, use);
    if (deps.includes(access) || deps.includes(textOf(doc, use))) return false;
  }
  return true;
}

function plain(doc: Document, node: SyntaxNode): string {
  return textOf(doc, node).replace(/\s+/g, '').replaceAll('"', "'");
}
