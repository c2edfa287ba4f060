import { type Document, defineRule, isFunction, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import { isConditional } from '../model/conditions.ts';
import {
  type Action,
  argumentsOf,
  bare,
  calleeName,
  components,
  EFFECT_WORDS,
  type Effect,
  Guards,
  isChanging,
  REACT_LANGUAGES,
  short,
  stateOfSetter,
  type Trace,
  textOf,
  traceOf,
} from '../model/index.ts';
import { collectKeyed, renderedWithKey } from '../model/keyed.ts';
import { type Question, questionOf } from '../model/question.ts';
import { raceOf, writesLiteral } from '../model/race.ts';
import { abortFix, ignoreFix } from '../model/staleFixes.ts';
import { staleResponseSteps } from '../steps/staleResponse.ts';

export default defineRule({
  title: 'Response may arrive for an old value',
  languages: REACT_LANGUAGES,
  severity: 'warning',
  fix: 'suggested',
  looksFor: EFFECT_WORDS,
  explains: ['eslint:react-hooks/set-state-in-effect'],
  collectsFor: [' key={'],
  collect: collectKeyed,
  messages: {
    stale: '`{setter}` may run with the answer for an old `{dep}`: nothing here ignores a late response.',
    ownClosure:
      '`{test}` compares values of the same render, so `{setter}` may still run with the answer for an old `{dep}`.',
    anyRender: '`{setter}` may run with the answer of an older render: nothing here ignores a late response.',
  },
  steps: staleResponseSteps,
  *check(doc, facts) {
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        if (!effect.callback || !isChanging(doc, effect)) continue;
        const trace = traceOf(doc, effect);
        const writes = unguardedWrites(doc, trace);
        const first = writes.find((write) => !writesLiteral(doc, write)) ?? writes[0];
        if (!first?.sets) continue;
        // Without an array an unconditional write starts the effect again: that is another lesson.
        if (effect.depsKind === 'every-render' && !isConditional(first)) continue;
        const question = questionOf(doc, effect, first);
        if (!question || (question.dep && renderedWithKey(doc, effect, question.dep, facts))) continue;
        yield finding(doc, trace, writes, first, question);
      }
    }
  },
});

function finding(doc: Document, trace: Trace, writes: readonly Action[], first: Action, question: Question) {
  const { effect } = trace;
  const { dep } = question;
  const setter = first.sets?.name ?? '';
  const state = stateOfSetter(effect.component, first.sets)?.value?.name;
  const call = awaitedCall(doc, first);
  const names = {
    setter,
    hook: textOf(doc, effect.callee),
    ...(effect.component.name && { component: effect.component.name }),
    ...(state && { state }),
    ...(dep && { dep: short(doc, dep) }),
    ...(call && { call }),
  };
  const compared = dep && ownClosureTest(doc, first);
  const race = raceOf(doc, trace, writes, first);
  return {
    at: siteInEffect(effect, first),
    message: compared ? ('ownClosure' as const) : dep ? ('stale' as const) : ('anyRender' as const),
    names: compared ? { ...names, test: short(doc, compared) } : names,
    // A lone flag such as `setLoading(false)`, or a question that is the same each time, does less harm.
    severity:
      question.certain && !writesLiteral(doc, first) ? ('warning' as const) : ('information' as const),
    related: dep
      ? [
          {
            start: dep.start,
            end: dep.end,
            message: `The effect runs again when \`${short(doc, dep)}\` changes.`,
          },
        ]
      : [],
    notes: [
      ...(first.after
        ? [{ start: first.after.start, end: first.after.end, text: 'Whoever answers last wins.' }]
        : []),
      ...(compared
        ? [
            {
              start: compared.start,
              end: compared.end,
              text: 'Both sides are from the same render: always equal.',
            },
          ]
        : []),
    ],
    words: { ...race.words, fn: question.called ? names.dep : undefined },
    places: { ...race.places, dep, test: compared || undefined, effect: effect.callee },
    fixes: [ignoreFix(doc, trace, writes), abortFix(doc, trace, first)].filter((fix) => fix !== undefined),
  };
}

/** The write itself, or the call in the effect that leads to it when it stands in a function elsewhere. */
function siteInEffect(effect: Effect, write: Action): SyntaxNode {
  const { callback } = effect;
  if (!callback || callback.contains(write.node)) return write.node;
  return [...write.frames].reverse().find((frame) => callback.contains(frame.site))?.site ?? write.node;
}

/** Setter calls that happen after a wait and that nothing ties to the current run of the effect. */
function unguardedWrites(doc: Document, trace: Trace): Action[] {
  const guards = new Guards(doc, trace);
  return trace.actions.filter(
    (action) =>
      action.sets !== undefined &&
      action.after !== undefined &&
      action.when !== 'cleanup' &&
      !releasedHandle(doc, trace, guards, action) &&
      !isMerge(doc, action) &&
      !guards.protects(action),
  );
}

/** Writes in callbacks of a subscription that the cleanup ends: the library drops late messages itself. */
function releasedHandle(doc: Document, trace: Trace, guards: Guards, action: Action): boolean {
  if (action.when !== 'callback' || !action.given) return false;
  const name = calleeName(doc, action.given) ?? '';
  if (/^set(?:Timeout|Interval)$|^request/.test(name)) return false;
  if (trace.cleanups.some((cleanup) => cleanup.node.contains(action.given as SyntaxNode))) return true;
  const declarator = action.given.closest((n) => n.type === 'variable_declarator');
  const identifier = declarator?.get('name');
  return [...guards.touched].some((binding) => binding.identifier === identifier);
}

/**
 * Writes that no answer can spoil: `setUsers((all) => ({ ...all, [id]: user }))` puts each in its own place, a reducer's
 * ADD merges, and `setVersion((v) => v + 1)` uses no answer at all.
 */
function isMerge(doc: Document, action: Action): boolean {
  const [given] = action.node.type === 'call_expression' ? argumentsOf(action.node) : [];
  const value = given && bare(given);
  if (!value) return false;
  if (isFunction(value)) {
    let usesAnswer = false;
    for (const node of value.walk()) {
      if (node.type === 'computed_property_name') return true;
      if (node.type === 'call_expression' && calleeName(doc, node) === 'set') return true;
      if (node.type !== 'identifier' && node.type !== 'shorthand_property_identifier') continue;
      const binding = doc.model(scopes).resolve(node);
      if (binding && !value.contains(binding.identifier)) usesAnswer = true;
    }
    return !usesAnswer;
  }
  if (value.type !== 'object') return false;
  return value.parts.some((part) => {
    const key = part.get('key');
    if (key?.type === 'computed_property_name') return true;
    return (
      key !== undefined && textOf(doc, key) === 'type' && /add|append|merge|upsert/i.test(textOf(doc, part))
    );
  });
}

/** `if (asked === userId) set(…)`, both sides from one render: a test that cannot fail. */
function ownClosureTest(doc: Document, action: Action): SyntaxNode | undefined {
  const resolver = doc.model(scopes);
  for (let at: SyntaxNode | null = action.node; at && !isFunction(at); at = at.parent) {
    const condition =
      at.parent?.type === 'if_statement' && at.field === 'consequence'
        ? at.parent.get('condition')
        : undefined;
    for (const node of condition?.walk() ?? []) {
      if (node.type !== 'binary_expression') continue;
      const sides = [node.get('left'), node.get('right')].map((side) => side && resolver.resolve(side));
      const copy = sides.find((binding) => {
        const value = binding?.kind === 'const' ? binding.declaration.get('value') : undefined;
        return value?.type === 'identifier' && sides.includes(resolver.resolve(value));
      });
      if (copy) return node;
    }
  }
  return undefined;
}

/** `fetchUser` in `await fetchUser(id)` and `fetchUser(id).then(…)`. */
function awaitedCall(doc: Document, action: Action): string | undefined {
  for (const node of action.after?.walk() ?? []) {
    if (node.type !== 'call_expression') continue;
    const name = calleeName(doc, node);
    if (name && !/^(?:then|catch|finally|json|text|blob)$/.test(name)) return name;
  }
  return undefined;
}
