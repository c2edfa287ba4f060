import {
  type Binding,
  type Document,
  defineRule,
  type Finding,
  type Fix,
  isFunction,
  type Steps,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { isConditional } from '../model/conditions.ts';
import { externalWork } from '../model/external.ts';
import {
  bare,
  bodyIndent,
  calleeName,
  components,
  EFFECT_WORDS,
  type Effect,
  indentedText,
  isOfRender,
  lineBreak,
  ownerWords,
  REACT_LANGUAGES,
  short,
  textOf,
  traceOf,
  uses,
  wholeLines,
} from '../model/index.ts';
import { writesLiteral } from '../model/race.ts';

const AGAIN = [
  { text: 'So React runs the cleanup of the last run, and the effect again.', at: 'effect', when: 'cleanup' },
  { text: 'So the effect runs again.', at: 'effect', unless: 'cleanup' },
  { text: '`{connects}` is called once more, though nothing is different.', at: 'work', when: 'connects' },
  { text: '`{fetches}` asks once more, though the question is the same.', at: 'work', when: 'fetches' },
  { text: '`{timer}` begins to count from the start.', at: 'work', when: 'timer' },
  {
    text: 'When the answer is there, `{loops}` asks for the next render, and all of this begins again.',
    at: 'loops',
    when: 'loops',
  },
  {
    text: 'All of this for every render, whatever it was for: a keystroke in a parent is enough.',
    unless: 'loops',
  },
] as const satisfies Steps;

export default defineRule({
  title: 'Dependency is new on every render',
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
    literal: 'This {kind} is a new one on every render, so the effect runs after every render.',
    named: '`{dep}` is a new {kind} on every render, so the effect runs after every render.',
  },
  steps: {
    literal: [
      { text: '{Owner} renders and makes a new {kind} for the array.', at: 'hint' },
      {
        text: 'React compares it with the one of the last render, by `Object.is`. Another {kind} is never the same, whatever is in it.',
        at: 'hint',
      },
      ...AGAIN,
    ],
    named: [
      { text: '{Owner} renders and makes `{dep}` anew.', at: 'value' },
      {
        text: 'React compares it with the one of the last render, by `Object.is`. Another {kind} is never the same, whatever is in it.',
        at: 'hint',
      },
      ...AGAIN,
    ],
  },
  *check(doc: Document): Generator<Found> {
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        if (effect.depsKind !== 'listed' || !effect.callback) continue;
        for (const dep of effect.deps) {
          const fresh = freshValue(doc, effect, dep);
          if (!fresh) continue;
          const trace = traceOf(doc, effect);
          const work = externalWork(doc, trace);
          if (!work) continue;
          const loops = trace.actions.find(
            (action) =>
              action.sets &&
              action.when === 'deferred' &&
              !isConditional(action) &&
              !writesLiteral(doc, action),
          );
          yield {
            at: dep,
            message: fresh.binding ? ('named' as const) : ('literal' as const),
            names: {
              hook: textOf(doc, effect.callee),
              dep: fresh.binding?.name ?? short(doc, fresh.value),
              kind: kindOf(fresh.value),
              ...(component.name && { component: component.name }),
            },
            words: {
              ...ownerWords(component),
              cleanup: trace.cleanups.length > 0 ? 'cleanup' : undefined,
              [work.kind]: calleeName(doc, work.node) || short(doc, work.node),
              loops: loops?.sets?.name,
            },
            places: {
              value: fresh.value,
              effect: effect.callee,
              work: work.node,
              loops: loops?.node,
            },
            severity: work.kind === 'timer' ? ('information' as const) : ('warning' as const),
            related: fresh.binding
              ? [{ start: fresh.value.start, end: fresh.value.end, message: 'Made anew by each render.' }]
              : [],
            fixes: fresh.binding ? movingFixes(doc, effect, dep, fresh.binding, fresh.value) : [],
          };
        }
      }
    }
  },
});

type Found = Finding<
  'literal' | 'named',
  | 'hook'
  | 'dep'
  | 'kind'
  | 'component'
  | 'owner'
  | 'Owner'
  | 'cleanup'
  | 'connects'
  | 'fetches'
  | 'timer'
  | 'loops',
  'value' | 'effect' | 'work' | 'loops'
>;

interface Fresh {
  readonly value: SyntaxNode;
  readonly binding: Binding | undefined;
}

/** The literal behind a dependency, when each render makes a new one. */
function freshValue(doc: Document, effect: Effect, dep: SyntaxNode): Fresh | undefined {
  const node = bare(dep);
  if (isLiteral(node)) return { value: node, binding: undefined };
  if (node.type !== 'identifier') return undefined;
  const binding = doc.model(scopes).resolve(node);
  if (!binding || !isOfRender(effect.component, binding)) return undefined;
  if (binding.kind === 'function') return { value: binding.declaration, binding };
  if (binding.kind !== 'const' || binding.declaration.get('name')?.type !== 'identifier') return undefined;
  const value = binding.declaration.get('value');
  if (!value) return undefined;
  const literal = alwaysFresh(bare(value));
  return literal && { value: literal, binding };
}

/** A literal, or an expression that is one whichever way it goes. */
function alwaysFresh(node: SyntaxNode): SyntaxNode | undefined {
  if (isLiteral(node)) return node;
  if (node.type === 'ternary_expression') {
    const sides = [node.get('consequence'), node.get('alternative')];
    return sides.every((side) => side && alwaysFresh(bare(side))) ? node : undefined;
  }
  return undefined;
}

function isLiteral(node: SyntaxNode): boolean {
  return node.type === 'object' || node.type === 'array' || isFunction(node);
}

function kindOf(value: SyntaxNode): string {
  if (isFunction(value)) return 'function';
  return value.type === 'array' ? 'array' : 'object';
}

/** Moves a constant out of the component, or into the only effect that uses it. */
function movingFixes(
  doc: Document,
  effect: Effect,
  dep: SyntaxNode,
  binding: Binding,
  value: SyntaxNode,
): Fix[] {
  const declaration = binding.kind === 'function' ? binding.declaration : binding.declaration.parent;
  if (
    !declaration ||
    (binding.kind === 'const' &&
      declaration.parts.filter((p) => p.type === 'variable_declarator').length !== 1)
  )
    return [];
  const reads = [...uses(doc, value, (other) => isOfRender(effect.component, other) && other !== binding)];
  const users = binding.references.filter((use) => !effect.depsNode?.contains(use));
  const onlyHere = users.length > 0 && users.every((use) => effect.callback?.contains(use));
  if (reads.length > 0 || !isOwnStatement(effect, declaration)) return [];
  if (onlyHere) {
    const fix = intoEffect(doc, effect, dep, declaration);
    return fix ? [fix] : [];
  }
  const fix = toModule(doc, effect, declaration, binding.name);
  return fix ? [fix] : [];
}

/** Whether a statement stands directly in the component's body. */
function isOwnStatement(effect: Effect, declaration: SyntaxNode): boolean {
  return declaration.parent === effect.component.fn.get('body');
}

function intoEffect(
  doc: Document,
  effect: Effect,
  dep: SyntaxNode,
  declaration: SyntaxNode,
): Fix | undefined {
  const body = effect.callback?.get('body');
  if (body?.type !== 'statement_block' || !effect.depsNode) return undefined;
  const br = lineBreak(doc);
  const indent = bodyIndent(doc, body);
  const text = indentedText(doc, declaration, indent);
  const rest = effect.deps.filter((other) => other !== dep).map((other) => textOf(doc, other));
  return {
    title: 'Make it inside the effect',
    kind: 'safe',
    edits: [
      { ...removal(doc, declaration), newText: '' },
      { start: body.start + 1, end: body.start + 1, newText: br + indent + text },
      { start: effect.depsNode.start, end: effect.depsNode.end, newText: `[${rest.join(', ')}]` },
    ],
  };
}

function toModule(doc: Document, effect: Effect, declaration: SyntaxNode, name: string): Fix | undefined {
  const statement = topLevel(effect.component.fn);
  if (!statement || doc.model(scopes).module.bindings.has(name)) return undefined;
  const br = lineBreak(doc);
  return {
    title: 'Move it out of the component',
    kind: 'safe',
    edits: [
      { start: statement.start, end: statement.start, newText: indentedText(doc, declaration, '') + br + br },
      { ...removal(doc, declaration), newText: '' },
      // The array may keep the name: a constant of the module never changes.
    ],
  };
}

function topLevel(node: SyntaxNode): SyntaxNode | undefined {
  let at = node;
  while (at.parent && at.parent.type !== 'program') at = at.parent;
  return at.parent ? at : undefined;
}

/** The lines of a statement, and the blank line after it. */
function removal(doc: Document, declaration: SyntaxNode): { start: number; end: number } {
  const span = wholeLines(doc, declaration);
  const blank = /^[ \t]*\r?\n/.exec(doc.text.slice(span.end));
  const before = doc.text.slice(0, span.start);
  return blank && /[\n{]\s*$/.test(before) ? { start: span.start, end: span.end + blank[0].length } : span;
}
