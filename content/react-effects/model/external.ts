import type { Document, SyntaxNode } from '../../../src/engine/index.ts';
import { calleeName } from './hooks.ts';
import { requestOf } from './race.ts';
import type { Trace } from './trace.ts';

const CONNECTS =
  /^(?:addEventListener|addListener|subscribe|observe|connect|open|on|listen|watch|attach|register|bind|mount|WebSocket|EventSource|BroadcastChannel|Worker|SharedWorker|(?:Intersection|Resize|Mutation|Performance)Observer|onSnapshot)$|^create\w*(?:Connection|Client|Socket|Editor|Player|Map|Chart|Observer|Subscription)$/;
const FETCHES =
  /^(?:fetch|axios|ajax|request|query|mutate|apiFetch)$|^(?:fetch|load|request|query|search)[A-Z]/;
const TIMERS = /^(?:setInterval|setTimeout|requestAnimationFrame|requestIdleCallback)$/;

/** A call that reaches out of React. */
interface External {
  readonly kind: 'connects' | 'fetches' | 'timer';
  readonly node: SyntaxNode;
}

/**
 * What an effect does with the world outside of React, for rules that care whether running it again costs something.
 * `timer` is the least of it; `undefined` when nothing is seen.
 */
export function externalWork(doc: Document, trace: Trace): External | undefined {
  let timer: External | undefined;
  for (const action of trace.actions) {
    if (action.when === 'cleanup') continue;
    const { node } = action;
    const name = calleeName(doc, node) ?? '';
    if (CONNECTS.test(name)) return { kind: 'connects', node };
    if (FETCHES.test(name)) return { kind: 'fetches', node };
    if (action.sets && action.after) return { kind: 'fetches', node: requestOf(doc, action) ?? node };
    if (TIMERS.test(name)) timer ??= { kind: 'timer', node };
  }
  return timer;
}
