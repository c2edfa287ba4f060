import { type Document, defineRule, type SyntaxNode, syntax } from '../../../src/engine/index.ts';
import { type Component, components, EFFECT_WORDS, REACT_LANGUAGES, textOf } from '../model/index.ts';
import { type Purpose, purposeOf } from '../model/purpose.ts';

/** From here on a component is more than one reads in passing. */
const MANY = 5;

export default defineRule({
  title: 'A component with many effects',
  languages: REACT_LANGUAGES,
  severity: 'hint',
  fix: 'none',
  looksFor: EFFECT_WORDS,
  messages: {
    many: '`{component}` has {count} effects: {purposes}.',
  },
  *check(doc) {
    for (const component of doc.model(components)) {
      const { effects, nameNode } = component;
      if (effects.length < MANY || !nameNode || isTheOnlyExport(doc, component)) continue;
      const purposes = effects.map((effect) => purposeOf(doc, effect));
      yield {
        at: nameNode,
        message: 'many' as const,
        names: {
          component: component.name,
          count: String(effects.length),
          hook: textOf(doc, effects[0]?.callee ?? nameNode),
          purposes: summary(purposes),
          ...listed(purposes),
        },
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
function listed(purposes: readonly Purpose[]): Record<string, string> {
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
