import { type Document, defineRule, type SyntaxNode, syntax } from '../../../src/engine/index.ts';
import {
  type Action,
  type Component,
  changingDeps,
  components,
  EFFECT_WORDS,
  type Effect,
  listed,
  REACT_LANGUAGES,
  textOf,
  traceOf,
} from '../model/index.ts';
import { type Purpose, purposeOf } from '../model/purpose.ts';

/** From here on a component is more than one reads in passing. */
const MANY_EFFECTS = 5;

export default defineRule({
  title: 'A component with many effects',
  languages: REACT_LANGUAGES,
  severity: 'hint',
  fix: 'none',
  looksFor: EFFECT_WORDS,
  messages: {
    many: '`{component}` has {count} effects: {purposes}.',
  },
  steps: {
    many: [
      {
        text: 'The first render is in the page. React runs all {count} effects, from the first in the file to the last.',
        at: 'first',
        unless: 'layout',
      },
      {
        text: 'The first render is done. React runs the layout effects, and after them the others, each kind from the first in the file to the last: {count} in all.',
        at: 'first',
        when: 'layout',
      },
      {
        text: '`{shared}` changes. After the render React runs the cleanups of {which}, where they have one, and then {which}, in the order of the file.',
        at: 'shared',
        when: 'shared',
      },
      {
        text: '{writers} while running. React takes these writes together: one more render, and then whichever effects list what was written.',
        at: 'writer',
        when: 'writers',
      },
      {
        text: '{waiters} for an answer, which comes whenever it comes: after other renders, and after other runs.',
        at: 'waiter',
        when: 'waiters',
      },
      'Nobody reads this off the code: it follows from the order of {count} calls, and from what their arrays list.',
    ],
  },
  *check(doc) {
    for (const component of doc.model(components)) {
      const { effects, nameNode } = component;
      if (effects.length < MANY_EFFECTS || !nameNode || isTheOnlyExport(doc, component)) continue;
      const purposes = effects.map((effect) => purposeOf(doc, effect));
      yield {
        at: nameNode,
        message: 'many' as const,
        names: {
          component: component.name,
          count: String(effects.length),
          hook: textOf(doc, effects[0]?.callee ?? nameNode),
          purposes: summary(purposes),
          ...groups(purposes),
        },
        ...orderOf(doc, effects),
        related: effects.map((effect, i) => ({
          start: effect.callee.start,
          end: effect.callee.end,
          message: `${i + 1}. ${purposes[i]?.text}`,
        })),
        notes: effects.map((effect, i) => ({
          start: effect.callee.start,
          end: effect.callee.end,
          text: purposes[i]?.text ?? '',
        })),
      };
    }
  },
});

/** In which order the effects run, and what makes several of them run at once. Effects are numbered from 1, in the file's order. */
function orderOf(doc: Document, effects: readonly Effect[]) {
  const byDep = new Map<string, number[]>();
  for (const [i, effect] of effects.entries())
    for (const dep of new Set(changingDeps(doc, effect).map((node) => textOf(doc, node))))
      byDep.set(dep, [...(byDep.get(dep) ?? []), i]);
  const [shared, which] = [...byDep].reduce<[string | undefined, readonly number[]]>(
    (most, [dep, users]) => (users.length > most[1].length ? [dep, users] : most),
    [undefined, []],
  );
  const isShared = shared !== undefined && which.length > 1;
  const actions = effects.map((effect) => traceOf(doc, effect).actions);
  const at = (test: (action: Action) => boolean) =>
    actions.flatMap((own, i) => (own.some((action) => action.sets && test(action)) ? [i] : []));
  const writers = at((action) => action.when === 'sync');
  const waiters = at((action) => action.when === 'deferred');
  return {
    words: {
      layout: new Set(effects.map(({ hook }) => hook)).size > 1 ? 'layout' : undefined,
      shared: isShared ? shared : undefined,
      which:
        which.length === effects.length
          ? 'all effects'
          : `effects ${listed(which.map((i) => String(i + 1)))}`,
      writers: sentence(writers, 'writes state', 'write state'),
      waiters: sentence(waiters, 'waits', 'wait'),
    },
    places: {
      first: effects[0]?.callee,
      shared: effects[which[0] ?? -1]?.deps.find((dep) => textOf(doc, dep) === shared),
      writer: effects[writers[0] ?? -1]?.callee,
      waiter: effects[waiters[0] ?? -1]?.callee,
    },
  };
}

/** "Effect 2 writes state", "Effects 2 and 3 write state"; undefined for none. */
function sentence(which: readonly number[], one: string, more: string): string | undefined {
  const numbers = which.map((i) => String(i + 1));
  if (numbers.length === 0) return undefined;
  return numbers.length === 1 ? `Effect ${numbers[0]} ${one}` : `Effects ${listed(numbers)} ${more}`;
}

const KINDS: readonly { kind: Purpose['kind']; one: string; more: string }[] = [
  { kind: 'sync', one: 'keeps something outside in step', more: 'keep something outside in step' },
  { kind: 'derive', one: 'only writes state', more: 'only write state' },
  { kind: 'ref', one: 'keeps a value in a ref', more: 'keep a value in a ref' },
  { kind: 'event', one: 'reacts to an event', more: 'react to an event' },
  { kind: 'unknown', one: 'leaves open what it is for', more: 'leave open what they are for' },
];

/** "3 keep something outside in step, 1 only writes state, 1 reacts to an event". */
function summary(purposes: readonly Purpose[]): string {
  return KINDS.flatMap(({ kind, one, more }) => {
    const count = purposes.filter((purpose) => purpose.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  }).join(', ');
}

/** What each group is for, as the placeholders `sync`, `derive`, `ref`, `event` and `unknown`. */
function groups(purposes: readonly Purpose[]): Record<string, string> {
  const names: Record<string, string> = {};
  for (const { kind } of KINDS) {
    const subjects = [
      ...new Set(purposes.filter((purpose) => purpose.kind === kind).map((purpose) => purpose.subject)),
    ];
    if (subjects.length > 0) names[kind] = subjects.join(', ');
  }
  return names;
}

/** A file that exports one hook has been taken out of a component already, and its effects were given a name. */
function isTheOnlyExport(doc: Document, component: Component): boolean {
  if (!component.isHook) return false;
  const exported = doc
    .model(syntax)
    .children.filter((node) => node.type === 'export_statement')
    .flatMap((node) => exportedNames(doc, node));
  const names = new Set(exported);
  return names.size === 1 && names.has(component.name);
}

/** Names a statement exports as values; `*` for everything of another module. */
function exportedNames(doc: Document, node: SyntaxNode): string[] {
  if (/^export\s+type\b/.test(textOf(doc, node))) return [];
  const declaration = node.get('declaration');
  if (declaration) {
    if (declaration.type === 'interface_declaration') return [];
    const name = declaration.get('name');
    if (name) return [textOf(doc, name)];
    return declaration.children.flatMap((declarator) => {
      const declared = declarator.get('name');
      return declared ? [textOf(doc, declared)] : [];
    });
  }
  const value = node.get('value');
  if (value) return [value.type === 'identifier' ? textOf(doc, value) : 'default'];
  const clause = node.children.find((c) => c.type === 'export_clause');
  if (!clause) return ['*'];
  return clause.children
    .filter((c) => c.type === 'export_specifier' && !/^type\s/.test(textOf(doc, c)))
    .flatMap((c) => {
      const name = c.get('name');
      return name ? [textOf(doc, name)] : [];
    });
}
