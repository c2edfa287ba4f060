import { ownValue } from '../../../src/base/own.ts';
import { type Document, isFunction, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import {
  type Action,
  argumentsOf,
  bare,
  calleeName,
  type Effect,
  isLiteralValue,
  propertyName,
  reactHook,
  rootIdentifier,
  short,
  stateWritesOf,
  textOf,
  traceOf,
} from './index.ts';

/** What an effect is for. */
export interface Purpose {
  /**
   * `sync`: keeps a system outside of React in step. `derive`: only writes state. `ref`: only keeps a value in a ref.
   * `event`: does once what a click or a change asked for. `unknown`: what it calls is not shown here.
   */
  readonly kind: 'sync' | 'derive' | 'ref' | 'event' | 'unknown';
  /** The system, state or call meant: `the network`, `setTitle`. */
  readonly subject: string;
  /** A sentence part for a note. */
  readonly text: string;
}

/** Says what an effect is for, by what it calls and writes. */
export function purposeOf(doc: Document, effect: Effect): Purpose {
  if (!effect.callback)
    return {
      kind: 'unknown',
      subject: short(doc, argumentsOf(effect.call)[0] ?? effect.callee),
      text: 'Its code is in another file.',
    };
  const writes = stateWritesOf(doc, effect);
  if (writes) {
    const names = [...new Set(writes.writes.map((write) => write.state.value?.name ?? write.setter.name))];
    const resets = writes.writes.every((write) => isLiteralValue(doc, write.value));
    const list = names.map((name) => `\`${name}\``).join(', ');
    return {
      kind: 'derive',
      subject: names.join(', '),
      text: resets ? `Resets ${list}: no outside system.` : `Computes ${list}: no outside system.`,
    };
  }
  const trace = traceOf(doc, effect);
  const calls = trace.actions.filter((action) => action.when !== 'cleanup' && !action.sets);
  const system = systemOf(doc, calls);
  if (system) return { kind: 'sync', subject: system, text: `Keeps ${system} in step.` };
  const wait = trace.actions.find((action) => action.after && action.when !== 'cleanup');
  if (wait) return waiting(doc, wait);
  const event = trace.cleanups.length === 0 ? eventOf(doc, effect, calls) : undefined;
  if (event)
    return {
      kind: 'event',
      subject: event,
      text: /^on[A-Z]/.test(event)
        ? `Tells the parent, by \`${event}\`.`
        : `Calls \`${event}\` because something happened.`,
    };
  const touch = touched(doc, effect);
  if (touch?.ref && calls.every((action) => isPlumbing(doc, action.node)))
    return { kind: 'ref', subject: touch.ref, text: `Keeps a value in \`${touch.ref}\`.` };
  if (touch && !touch.ref)
    return { kind: 'sync', subject: touch.system, text: `Keeps ${touch.system} in step.` };
  if (trace.cleanups.length > 0)
    return { kind: 'sync', subject: 'something that it releases', text: 'Opens something and releases it.' };
  const named = calls.filter((action) => !isPlumbing(doc, action.node));
  const call = named.find((action) => action.node.parent?.type === 'expression_statement') ?? named[0];
  const name = call && calleeName(doc, call.node);
  return name
    ? { kind: 'unknown', subject: name, text: `Calls \`${name}\`: which outside system is that?` }
    : { kind: 'unknown', subject: 'nothing', text: 'Which outside system is this for?' };
}

function waiting(doc: Document, action: Action): Purpose {
  for (const node of action.after?.walk() ?? []) {
    const name = node.type === 'call_expression' ? calleeName(doc, node) : undefined;
    if (name && !/^(?:then|catch|finally|json|text|blob)$/.test(name))
      return { kind: 'sync', subject: name, text: `Waits for \`${name}\`: keeps what is behind it in step.` };
  }
  return { kind: 'sync', subject: 'what it waits for', text: 'Keeps what it waits for in step.' };
}

const BY_CALL: readonly (readonly [RegExp, string])[] = [
  [/^(?:addEventListener|addListener|removeEventListener)$/, 'an event listener'],
  [/^(?:setInterval|setTimeout)$/, 'a timer'],
  [/^(?:requestAnimationFrame|requestIdleCallback)$/, 'the next frame'],
  [/^(?:ResizeObserver|IntersectionObserver|MutationObserver|PerformanceObserver)$/, 'what an observer sees'],
  [/^(?:WebSocket|EventSource|BroadcastChannel|RTCPeerConnection|Worker)$/, 'a connection'],
  [/^(?:fetch|axios|apiFetch|ajax|XMLHttpRequest)$/, 'the network'],
  [/^(?:subscribe|watch|observe|onSnapshot|onAuthStateChange)$/, 'a subscription'],
  [
    /^(?:focus|blur|scrollIntoView|scrollTo|getBoundingClientRect|setAttribute|removeAttribute|appendChild|querySelector(?:All)?|getElementById|select|setSelectionRange|showModal|play|pause)$/,
    'the DOM',
  ],
  [/^(?:setItem|getItem|removeItem)$/, 'the storage'],
  [/^matchMedia$/, 'a media query'],
];

const BY_ROOT: Readonly<Record<string, string>> = {
  localStorage: 'the storage',
  sessionStorage: 'the storage',
  history: 'the address',
  location: 'the address',
  document: 'the document',
  window: 'the window',
  navigator: 'the browser',
  axios: 'the network',
};

/** The system outside of React that calls speak to, in words; `undefined` when none shows. */
function systemOf(doc: Document, calls: readonly Action[]): string | undefined {
  for (const [pattern, system] of BY_CALL) {
    const call = calls.find((action) => pattern.test(calleeName(doc, action.node) ?? ''));
    if (!call) continue;
    if (system !== 'an event listener') return system;
    const [event] = argumentsOf(call.node);
    return event?.type === 'string' ? `the \`${textOf(doc, event).slice(1, -1)}\` event` : system;
  }
  return undefined;
}

/** What an effect writes to or calls on: a global of the browser, or a ref. */
function touched(doc: Document, effect: Effect): { system: string; ref?: string } | undefined {
  let kept: string | undefined;
  const body = effect.callback?.get('body');
  for (const node of body?.walk() ?? []) {
    if (node.type !== 'member_expression' || node.parent?.type === 'member_expression') continue;
    const root = rootIdentifier(node);
    if (!root) continue;
    const binding = doc.model(scopes).resolve(root);
    if (!binding) {
      const system = ownValue(BY_ROOT, textOf(doc, root));
      if (system)
        return { system: textOf(doc, node) === 'document.title' ? 'the title of the page' : system };
    } else if (
      /^[\w$]+\.current\b/.test(textOf(doc, node).replaceAll('?.', '.')) &&
      effect.component.refs.includes(binding)
    ) {
      if (!isWrite(node) || propertyName(doc, bare(node)) !== 'current') return { system: 'the DOM' };
      kept = binding.name;
    }
  }
  return kept === undefined ? undefined : { system: kept, ref: kept };
}

function isWrite(node: SyntaxNode): boolean {
  return /assignment_expression$/.test(node.parent?.type ?? '') && node.field === 'left';
}

const ONCE =
  /^(?:navigate|push|replace|redirect|toast|notify|success|error|info|warn|alert|track|capture|logEvent|post|put|patch|mutate|submit|on[A-Z]\w*|show(?:Toast|Notification|Message|Snackbar)|create\w*Notice|speak|announce|enqueueSnackbar|\w+(?:Notification|Toast|Snackbar))$/;

/** An action that a user's click or change asked for: a message, a navigation, a call to the parent. */
function eventOf(doc: Document, effect: Effect, calls: readonly Action[]): string | undefined {
  const call = calls.find(
    (action) => action.when === 'sync' && ONCE.test(calleeName(doc, action.node) ?? ''),
  );
  return call && effect.deps.length > 0 ? calleeName(doc, call.node) : undefined;
}

/** Calls that only compute, and so say nothing about what an effect is for. */
function isPlumbing(doc: Document, call: SyntaxNode): boolean {
  if (isFunction(bare(call.get('function') ?? call)) || reactHook(doc, call)) return true;
  return /^(?:map|filter|find|some|every|includes|forEach|reduce|join|split|slice|concat|keys|values|entries|trim|clearTimeout|clearInterval|isArray|stringify|parse|then|catch|finally|log|error|warn|warning|Error|Set|Map|Date)$/.test(
    calleeName(doc, call) ?? '',
  );
}
