import { ownValue } from '../../../src/base/own.ts';
import { type Document, defineRule, isFunction, type SyntaxNode } from '../../../src/engine/index.ts';
import {
  againOf,
  argumentsOf,
  bare,
  CleanupWork,
  type Component,
  components,
  EFFECT_WORDS,
  fixFor,
  isFresh,
  isQuery,
  type Listener,
  listenerOf,
  optionOf,
  type Part,
  propertyName,
  REACT_LANGUAGES,
  type Sameness,
  sameness,
  secondRun,
  short,
  type Trace,
  textOf,
  traceOf,
} from '../model/index.ts';
import { cleanupMismatchSteps } from '../steps/cleanupMismatch.ts';

export default defineRule({
  title: 'Cleanup removes something else',
  languages: REACT_LANGUAGES,
  severity: 'warning',
  fix: 'safe',
  looksFor: EFFECT_WORDS,
  explains: ['eslint:@eslint-react/web-api/no-leaked-event-listener'],
  sameAs: ['eslint:@eslint-react/web-api/no-leaked-event-listener'],
  messages: {
    fresh: 'This removes nothing: the function made here is not the one that was added for {event}.',
    handler: 'This removes `{removed}`, but `{handler}` was added for {event}.',
    unnamed: 'This removes `{removed}`, but another function was added for {event}.',
    event: 'This removes a listener for {removed}, but one for {event} was added.',
    capture: 'This removes nothing: the listener for {event} was added with another `capture`.',
    target: 'This removes the listener from `{removed}`, but it was added to `{target}`.',
    query: 'This removes nothing: every `matchMedia()` call makes another list.',
    unobserve: 'This stops observing `{removed}`, but `{target}` was observed.',
  },
  steps: cleanupMismatchSteps,
  *check(doc) {
    if (!doc.mentions(['removeEventListener', 'removeListener', 'off(', 'unobserve'])) return;
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        const trace = traceOf(doc, effect);
        if (trace.cleanups.length === 0) continue;
        const work = new CleanupWork(doc, trace);
        yield* listenerMismatches(doc, component, trace, work);
        yield* observerMismatches(doc, component, trace, work);
      }
    }
  },
});
type Parts = Record<Part, Sameness>;

const PAIRS: Readonly<Record<string, string>> = {
  removeEventListener: 'addEventListener',
  removeListener: 'addListener',
  off: 'on',
};
const ADD = /^(?:addEventListener|addListener|on)$/;
const REMOVE = /^(?:removeEventListener|removeListener|off)$/;

function* listenerMismatches(doc: Document, component: Component, trace: Trace, work: CleanupWork) {
  const removals = work.calls
    .map((call) => listenerOf(doc, call, REMOVE))
    .filter((each) => each?.handler !== undefined) as Listener[];
  if (removals.length === 0) return;
  const cleanupCalls = new Set(work.calls);
  const added = new Set<SyntaxNode>();
  const adds: Listener[] = [];
  for (const action of trace.actions) {
    if (action.when === 'cleanup' || added.has(action.node) || cleanupCalls.has(action.node)) continue;
    added.add(action.node);
    const listener = listenerOf(doc, action.node, ADD);
    if (listener?.handler) adds.push(listener);
  }
  for (const removal of removals) {
    const candidates = adds
      .filter((add) => ownValue(PAIRS, removal.method) === add.method)
      .map((add) => ({ add, parts: compare(doc, add, removal) }));
    if (candidates.some(({ parts }) => isPossible(parts))) continue;
    const found = candidates.find(({ add, parts }) => {
      const wrong = wrongPart(parts);
      if (!wrong || removals.some((other) => other !== removal && isPossible(compare(doc, add, other))))
        return false;
      return (
        wrong !== 'event' ||
        sameness(doc, add.handler as SyntaxNode, removal.handler as SyntaxNode) === 'same'
      );
    });
    const wrong = found && wrongPart(found.parts);
    if (!found || !wrong) continue;
    yield hintFor(doc, component, trace, found.add, removal, wrong);
  }
}

function compare(doc: Document, add: Listener, removal: Listener): Parts {
  return {
    target: compareTargets(doc, add.target, removal.target),
    event:
      add.event && removal.event
        ? sameness(doc, add.event, removal.event)
        : add.event || removal.event
          ? 'unknown'
          : 'same',
    handler: compareHandlers(doc, add.handler as SyntaxNode, removal.handler as SyntaxNode),
    capture: compareCapture(doc, add, removal),
  };
}

function compareTargets(doc: Document, a: SyntaxNode | undefined, b: SyntaxNode | undefined): Sameness {
  if (!a || !b) {
    const other = a ?? b;
    return !other || /^(?:window|globalThis|self)$/.test(textOf(doc, other)) ? 'same' : 'unknown';
  }
  if (isQuery(doc, a) && isQuery(doc, b)) return 'different';
  return sameness(doc, a, b);
}

function compareHandlers(doc: Document, added: SyntaxNode, removed: SyntaxNode): Sameness {
  // A function made in the removal itself was never added.
  if (isFresh(doc, removed) && bare(removed).type !== 'object' && bare(removed).type !== 'array')
    return 'different';
  return sameness(doc, added, removed);
}

function compareCapture(doc: Document, add: Listener, removal: Listener): Sameness {
  if (add.method !== 'addEventListener') return 'same';
  if (add.options && removal.options && textOf(doc, add.options) === textOf(doc, removal.options))
    return 'same';
  const [a, b] = [optionOf(doc, add.options, 'capture'), optionOf(doc, removal.options, 'capture')];
  return a === undefined || b === undefined ? 'unknown' : a === b ? 'same' : 'different';
}

function isPossible(parts: Parts): boolean {
  return Object.values(parts).every((part) => part !== 'different');
}

/** The one part that differs while all others are certainly the same. */
function wrongPart(parts: Parts): Part | undefined {
  const names = Object.keys(parts) as Part[];
  const wrong = names.filter((name) => parts[name] === 'different');
  return wrong.length === 1 && names.every((name) => parts[name] !== 'unknown') ? wrong[0] : undefined;
}

function hintFor(
  doc: Document,
  component: Component,
  trace: Trace,
  add: Listener,
  removal: Listener,
  wrong: Part,
) {
  const addedHandler = add.handler as SyntaxNode;
  const removedHandler = removal.handler as SyntaxNode;
  const event = add.event ? short(doc, add.event) : 'the change';
  const handler = bare(addedHandler).type === 'identifier' ? textOf(doc, addedHandler) : undefined;
  const isQueryTwice = wrong === 'target' && removal.target !== undefined && isQuery(doc, removal.target);
  const isFreshHandler = wrong === 'handler' && isFresh(doc, removedHandler);
  const isUnnamed = wrong === 'handler' && handler === undefined;
  const message = isQueryTwice
    ? ('query' as const)
    : isFreshHandler
      ? ('fresh' as const)
      : isUnnamed
        ? ('unnamed' as const)
        : wrong;
  const removed = wrong === 'handler' ? removedHandler : wrong === 'event' ? removal.event : removal.target;
  const removesSomething = message !== 'query' && message !== 'fresh' && message !== 'capture';
  const callee = removal.call.get('function') as SyntaxNode;
  const addCallee = add.call.get('function') as SyntaxNode;
  const fix = fixFor(doc, trace, add, removal, wrong);
  const again = againOf(doc, trace.effect);
  return {
    at: { start: callee.start, end: callee.end },
    message,
    names: {
      hook: textOf(doc, trace.effect.callee),
      event,
      target: add.target ? short(doc, add.target) : 'window',
      call: removal.method,
      ...(component.name && { component: component.name }),
      ...(handler !== undefined && { handler }),
      ...(removesSomething && { removed: removed ? short(doc, removed) : 'window' }),
    },
    related: [{ start: addCallee.start, end: addCallee.end, message: 'The listener is added here.' }],
    words: {
      ...again.words,
      ...secondRun(doc, trace.effect, [add.target, add.event], addedHandler),
    },
    places: { ...again.places, add: add.call },
    notes: [
      { start: addCallee.start, end: addCallee.end, text: 'Added here, and still there after the cleanup.' },
    ],
    fixes: fix ? [fix] : [],
  };
}

/** `observer.unobserve(b)` after `observer.observe(a)`, without a `disconnect()`. */
function* observerMismatches(doc: Document, component: Component, trace: Trace, work: CleanupWork) {
  for (const call of work.calls) {
    const observer = observerOf(doc, call, 'unobserve');
    const [removed] = argumentsOf(call);
    if (!observer || !removed || isFunction(bare(removed))) continue;
    const observed = trace.actions
      .filter((action) => action.when !== 'cleanup')
      .flatMap((action) => {
        const other = observerOf(doc, action.node, 'observe');
        return other && sameness(doc, other, observer) === 'same' ? [action.node] : [];
      });
    if (observed.length === 0 || work.callsAny(/^disconnect$/)) continue;
    const nodes = observed.map((each) => argumentsOf(each)[0]);
    if (nodes.some((node) => !node || sameness(doc, node, removed) !== 'different')) continue;
    const target = nodes[0] as SyntaxNode;
    const callee = call.get('function') as SyntaxNode;
    const names = {
      hook: textOf(doc, trace.effect.callee),
      removed: short(doc, removed),
      target: short(doc, target),
      call: 'unobserve',
      ...(component.name && { component: component.name }),
    };
    const edits = [{ start: callee.end, end: call.end, newText: '()' }];
    const again = againOf(doc, trace.effect);
    const property = callee.get('property') as SyntaxNode;
    yield {
      at: { start: callee.start, end: callee.end },
      message: 'unobserve' as const,
      names,
      words: again.words,
      places: { ...again.places, add: observed[0] },
      related: [{ start: target.start, end: target.end, message: 'This is what it observes.' }],
      fixes: [
        {
          title: 'Disconnect the observer',
          kind: 'suggested' as const,
          edits: [{ start: property.start, end: property.end, newText: 'disconnect' }, ...edits],
        },
      ],
    };
  }
}

function observerOf(doc: Document, call: SyntaxNode, method: string): SyntaxNode | undefined {
  const callee = call.type === 'call_expression' ? call.get('function') : undefined;
  const target = callee && bare(callee);
  return target && propertyName(doc, target) === method ? target.get('object') : undefined;
}
