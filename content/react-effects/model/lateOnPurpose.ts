import { type Binding, type Document, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import type { Effect, State } from './component.ts';
import { bare, calleeName, textOf } from './hooks.ts';
import { statementOf } from './refactor.ts';
import { rootIdentifier } from './stability.ts';
import type { StateWrite, StateWrites } from './writes.ts';

/** Whether a comment at the state or the effect says that it is late on purpose. */
export function saysWhy(doc: Document, state: State, effect: Effect): boolean {
  return [state.declarator, effect.call].some((node) => {
    const statement = statementOf(node);
    const list = statement?.parent?.children ?? [];
    const comments: string[] = [];
    for (let i = statement ? list.indexOf(statement) - 1 : -1; list[i]?.type === 'comment'; i--)
      comments.push(textOf(doc, list[i] as SyntaxNode));
    return /\b(?:delay|defer|on purpose|deliberate|intentional|next (?:state |react )*(?:update|render|tick)|one render)/i.test(
      comments.join(' '),
    );
  });
}

/** State, or a hook, that is behind on purpose. */
const BEHIND_ON_PURPOSE =
  /^(?:use)?(?:[pP]rev|[pP]revious|[lL]ast(?!Name)|[oO]ld|[iI]nitial|[cC]ached|[sS]tale|[dD]elayed|[dD]eferred|[dD]ebounced?|[tT]hrottled?|[fF]rozen|[sS]napshot|[lL]atest)(?:[A-Z]\w*)?$|(?:Previous|Prev|Snapshot|Deferred|Delayed)$/;

/** The second step of an animation, or of the first paint after hydration: a flag that mirrors another one. */
const SECOND_STEP =
  /(?:mounted|hydrated|visible|shown|entered|entering|exiting|leaving|closing|opening|animat\w*|transition\w*|ready)$/i;

/** Hooks whose answer on the server is another than in the browser, so that it may have to wait for the first effect. */
const BROWSER_HOOK =
  /^use(?:Media\w*|Breakpoints?|MatchMedia|WindowSize|ColorScheme|Is(?:Client|Mounted|Mobile|Desktop)|Hydrated|LocalStorage|SessionStorage|Cookies?|Orientation|ReducedMotion)$/;

/** Whether a state holds on to an earlier value on purpose, by its name, its hook's name or its source. */
export function isMemory(doc: Document, state: State, writes: StateWrites): boolean {
  const value = state.value as Binding;
  const { effect } = writes;
  if (BEHIND_ON_PURPOSE.test(value.name) || BEHIND_ON_PURPOSE.test(effect.component.name)) return true;
  if (
    SECOND_STEP.test(value.name) &&
    writes.writes.every((write) => write.setter !== state.setter || isFlag(write))
  )
    return true;
  if (effect.deps.some((dep) => comesFromBrowser(doc, dep))) return true;
  // What is compared with its own source is there to tell the old value from the new one.
  return value.references.some((use) => {
    if (writes.effect.call.contains(use)) return false;
    const parent = use.parent;
    const operator = parent?.type === 'binary_expression' ? parent.get('operator') : undefined;
    if (!parent || !operator || !/^[!=]==?$/.test(textOf(doc, operator))) return false;
    const other = parent.children.find((side) => side !== use && side.field !== 'operator');
    return !!other && writes.effect.deps.some((dep) => textOf(doc, dep) === textOf(doc, bare(other)));
  });
}

function isFlag(write: StateWrite): boolean {
  const type = write.value ? bare(write.value).type : 'undefined';
  return !/^(?:call_expression|array|object|template_string|new_expression)$/.test(type);
}

function comesFromBrowser(doc: Document, dep: SyntaxNode): boolean {
  const root = rootIdentifier(dep);
  const declaration = root && doc.model(scopes).resolve(root)?.declaration;
  const call = declaration?.type === 'variable_declarator' ? declaration.get('value') : undefined;
  return call?.type === 'call_expression' && BROWSER_HOOK.test(calleeName(doc, call) ?? '');
}
