import { type Document, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import type { Effect } from './component.ts';
import { bare, calleeName, escapeRegExp, textOf } from './hooks.ts';
import { rootIdentifier, stateOfValue } from './stability.ts';
import { traceOf } from './trace.ts';
import type { StateWrite } from './writes.ts';

/**
 * The dependency whose presence is all that a write asks for (`if (user) setTitle(user.name)`), where that is
 * something that is loaded once: what a query hook answers, or a state that another effect fills later. Where it may
 * go away again, keeping what was computed from it may be the purpose, so everything else is left alone.
 */
export function presenceTested(doc: Document, effect: Effect, write: StateWrite): SyntaxNode | undefined {
  const [condition, ...more] = write.conditions;
  if (!condition || more.length > 0 || !write.value) return undefined;
  const tested = testedIn(doc, bare(condition));
  if (tested === undefined) return undefined;
  const dep = effect.deps.find((each) => textOf(doc, bare(each)) === tested);
  if (!dep || textOf(doc, bare(write.value)) === tested || !isLoaded(doc, effect, dep)) return undefined;
  return new RegExp(`(?<![\\w$.])${escapeRegExp(tested)}(?![\\w$])`).test(textOf(doc, write.value))
    ? dep
    : undefined;
}

/** `user` in `user`, `!user`, `user != null`, `user !== undefined`. */
function testedIn(doc: Document, test: SyntaxNode): string | undefined {
  if (test.type === 'identifier') return textOf(doc, test);
  if (test.type === 'unary_expression') {
    const match = /^!\s*([\w$]+)$/.exec(textOf(doc, test));
    return match?.[1];
  }
  const match = /^([\w$]+)\s*[!=]==?\s*(?:null|undefined)$/.exec(textOf(doc, test));
  return match?.[1];
}

const QUERY = /^use(?:\w*(?:Query|SWR|Fetch|Loader|LoaderData|Request|Resource))$/;

function isLoaded(doc: Document, effect: Effect, dep: SyntaxNode): boolean {
  const root = rootIdentifier(dep);
  const binding = root && doc.model(scopes).resolve(root);
  if (!binding) return false;
  const call =
    binding.declaration.type === 'variable_declarator' ? binding.declaration.get('value') : undefined;
  if (call?.type === 'call_expression' && QUERY.test(calleeName(doc, call) ?? '')) return true;
  const state = stateOfValue(effect.component, binding);
  if (!state?.setter || (state.initial && !/^(?:null|undefined)$/.test(textOf(doc, bare(state.initial)))))
    return false;
  const others = effect.component.effects.filter((other) => other !== effect);
  return others.some((other) =>
    traceOf(doc, other).actions.some((action) => action.sets === state.setter && action.after),
  );
}
