import { type Document, isFunction, type SyntaxNode } from '../../../src/engine/index.ts';
import { CleanupWork } from './cleanups.ts';
import { argumentsOf, bare, calleeName, propertyName, textOf } from './hooks.ts';
import { short } from './stability.ts';
import type { Action, Trace } from './trace.ts';

/**
 * How two runs of an effect race, for the steps of the rule about it. Exactly one of `data`, `flagging` and `failing`
 * is set: the first unguarded write sets what was answered, only sets a flag, or tells of a failure.
 */
export function raceOf(doc: Document, trace: Trace, writes: readonly Action[], first: Action) {
  const failing = isFailure(doc, first);
  const flagging = !failing && writesLiteral(doc, first);
  const others = writes.filter((write) => write.sets !== first.sets);
  const failure = failing ? undefined : others.find((write) => isFailure(doc, write));
  const last = others.findLast(
    (write) => !isFailure(doc, write) && writes.indexOf(write) > writes.indexOf(first),
  );
  const lastName = failing || flagging ? undefined : last?.sets?.name;
  const isFlag = last !== undefined && writesLiteral(doc, last);
  const request = requestOf(doc, first);
  const later = first.when === 'callback' && first.given ? calleeName(doc, first.given) : undefined;
  const cleared = later && new CleanupWork(doc, trace).callsAny(/^clear(?:Timeout|Interval)$|^cancel$/);
  const setter = first.sets?.name;
  return {
    words: {
      request: request && nameOf(doc, request),
      later,
      cleared: cleared ? later : undefined,
      data: failing || flagging ? undefined : setter,
      failing: failing ? setter : undefined,
      flagging: flagging ? setter : undefined,
      flag: isFlag ? lastName : undefined,
      also: isFlag ? undefined : lastName,
      failure: failure?.sets?.name,
    },
    places: { ask: request, write: first.node, last: last?.node, failure: failure?.node },
  };
}

function nameOf(doc: Document, request: SyntaxNode): string {
  return short(doc, request.get('function') ?? request.get('constructor') ?? request);
}

/** What the first wait on the way to a write is for: the call that asks, or the promise where no call shows. */
export function requestOf(doc: Document, action: Action): SyntaxNode | undefined {
  const frame = action.frames.find((each) => each.after !== undefined);
  if (!frame?.after) return undefined;
  let from = frame.after;
  if (frame.fn.contains(from)) {
    for (const node of frame.fn.walk((n) => n === frame.fn || !isFunction(n))) {
      if (node.type !== 'await_expression' || node.start >= from.start) continue;
      from = node;
      break;
    }
  }
  return innermost(doc, from);
}

/** `fetchUser(id)` in `await fetchUser(id)` and `fetchUser(id).then(…).catch(…)`. */
function innermost(doc: Document, from: SyntaxNode): SyntaxNode {
  const node = bare(from);
  if (node.type === 'await_expression') return node.parts[0] ? innermost(doc, node.parts[0]) : node;
  const callee = node.type === 'call_expression' ? node.get('function') : undefined;
  const target = callee && bare(callee);
  const object = target?.type === 'member_expression' ? target.get('object') : undefined;
  const isPlumbing =
    target && /^(?:then|catch|finally|json|text|blob)$/.test(propertyName(doc, target) ?? '');
  return object && isPlumbing ? innermost(doc, object) : node;
}

/** Whether a write stands in a `catch`, of either kind. */
function isFailure(doc: Document, action: Action): boolean {
  for (let at: SyntaxNode | null = action.node; at; at = at.parent) {
    if (at.type === 'catch_clause') return true;
    if (at.type !== 'arguments' || at.parent?.type !== 'call_expression') continue;
    if (calleeName(doc, at.parent) === 'catch') return true;
  }
  return false;
}

/** Whether a write sets a flag, or nothing: what it writes does not come from the answer. */
export function writesLiteral(doc: Document, action: Action): boolean {
  if (action.node.type !== 'call_expression') return false;
  const [value] = argumentsOf(action.node);
  if (!value) return true;
  const type = bare(value).type;
  return (
    ['true', 'false', 'null', 'undefined', 'number', 'string'].includes(type) ||
    /^(?:\[\]|\{\})$/.test(textOf(doc, value))
  );
}
