import type { Document } from '../../../src/engine/index.ts';
import { calleeName } from './hooks.ts';
import type { Trace } from './trace.ts';

const CONNECTS =
  /^(?:addEventListener|addListener|subscribe|observe|connect|open|on|listen|watch|attach|register|bind|mount|WebSocket|EventSource|BroadcastChannel|Worker|SharedWorker|(?:Intersection|Resize|Mutation|Performance)Observer|onSnapshot)$|^create\w*(?:Connection|Client|Socket|Editor|Player|Map|Chart|Observer|Subscription)$/;
const FETCHES =
  /^(?:fetch|axios|ajax|request|query|mutate|apiFetch)$|^(?:fetch|load|request|query|search)[A-Z]/;
const TIMERS = /^(?:setInterval|setTimeout|requestAnimationFrame|requestIdleCallback)$/;

/**
 * What an effect does with the world outside of React, for rules that care whether running it again costs something.
 * `timer` is the least of it; `undefined` when nothing is seen.
 */
export function externalWork(doc: Document, trace: Trace): 'connects' | 'fetches' | 'timer' | undefined {
  let timer = false;
  for (const action of trace.actions) {
    if (action.when === 'cleanup') continue;
    const name = calleeName(doc, action.node) ?? '';
    if (CONNECTS.test(name)) return 'connects';
    if (FETCHES.test(name) || (action.sets && action.after)) return 'fetches';
    timer ||= TIMERS.test(name);
  }
  return timer ? 'timer' : undefined;
}
