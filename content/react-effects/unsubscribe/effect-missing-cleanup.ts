import { isAside } from '../../../src/domains/environment/index.ts';
import {
  type Binding,
  type Document,
  defineRule,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import {
  againOf,
  argumentsOf,
  bare,
  CleanupWork,
  type Component,
  calleeName,
  callsWithin,
  cleanupFix,
  components,
  EFFECT_WORDS,
  handleOf,
  isEndlessLoop,
  isLateWrite,
  isOfRender,
  isPolling,
  listenerLeaks,
  propertyName,
  REACT_LANGUAGES,
  type Resource,
  resourcesOf,
  rootIdentifier,
  secondRun,
  short,
  stateOfSetter,
  stopsLoop,
  textOf,
  traceOf,
} from '../model/index.ts';
import { missingCleanupSteps } from '../steps/missingCleanup.ts';

export default defineRule({
  title: 'Effect leaves something running',
  languages: REACT_LANGUAGES,
  severity: 'warning',
  fix: 'suggested',
  looksFor: EFFECT_WORDS,
  explains: [
    'eslint:@eslint-react/web-api/no-leaked-event-listener',
    'eslint:@eslint-react/web-api/no-leaked-interval',
    'eslint:@eslint-react/web-api/no-leaked-timeout',
    'eslint:@eslint-react/web-api/no-leaked-resize-observer',
    'eslint:@eslint-react/web-api/no-leaked-intersection-observer',
  ],
  sameAs: [
    'eslint:@eslint-react/web-api/no-leaked-event-listener',
    'eslint:@eslint-react/web-api/no-leaked-interval',
    'eslint:@eslint-react/web-api/no-leaked-timeout',
    'eslint:@eslint-react/web-api/no-leaked-resize-observer',
    'eslint:@eslint-react/web-api/no-leaked-intersection-observer',
  ],
  messages: {
    listener: 'The {event} listener stays when `{component}` is gone: no cleanup removes it.',
    interval: 'The interval keeps ticking when `{component}` is gone: no cleanup clears it.',
    timeout: 'The timeout still fires when `{component}` is gone or has moved on: no cleanup clears it.',
    polling: '`{call}` starts itself again when `{component}` is gone: no cleanup stops it.',
    frames: 'The animation loop goes on when `{component}` is gone: no cleanup stops it.',
    observer: '`{call}` keeps observing when `{component}` is gone: no cleanup disconnects it.',
    connection: '`{call}` stays open when `{component}` is gone: no cleanup closes it.',
    subscription: '`{call}` still calls back when `{component}` is gone: no cleanup unsubscribes.',
  },
  steps: missingCleanupSteps,
  *check(doc) {
    if (isAside(doc) && /\.(?:test|spec|cy|e2e)\./.test(doc.uri)) return;
    for (const component of doc.model(components)) {
      const opened = component.effects.map((effect) => resourcesOf(doc, traceOf(doc, effect)));
      if (opened.every((resources) => resources.length === 0)) continue;
      const all = component.effects.map((effect) => new CleanupWork(doc, traceOf(doc, effect)));
      for (const [index, work] of all.entries()) {
        const resources = opened[index] as Resource[];
        if (resources.length === 0) continue;
        const known = new Set(resources.flatMap((resource) => keptAs(doc, resource) ?? []));
        if (work.isOpaque(known) || isUnfinished(work)) continue;
        for (const resource of resources) {
          if (!leaks(doc, component, work, all, resource)) continue;
          const fix = cleanupFix(doc, work.trace, resource);
          yield {
            at: resource.at,
            message: isPolling(doc, resource) ? 'polling' : resource.kind,
            severity: resource.kind === 'timeout' && !isPolling(doc, resource) ? 'information' : 'warning',
            names: namesOf(doc, component, work, resource),
            ...stepWordsOf(doc, work, resource),
            notes: [{ ...resource.at, text: 'Opened by every run of the effect, closed by none.' }],
            fixes: fix ? [fix] : [],
          };
        }
      }
    }
  },
});

function leaks(
  doc: Document,
  component: Component,
  work: CleanupWork,
  all: readonly CleanupWork[],
  resource: Resource,
): boolean {
  if (endsByItself(doc, work, resource)) return false;
  if (resource.listener) return listenerLeaks(doc, component, work, all, resource);
  const handle = handleOf(doc, resource.action);
  if (handle.kind === 'handed') return false;
  if (handle.kind === 'returned') return ['interval', 'timeout', 'frames'].includes(resource.kind);
  if (resource.kind === 'frames' || isPolling(doc, resource)) return !stopsLoop(doc, work, resource);
  if (handle.kind === 'kept') {
    // A ref or a variable outside of the effect may be closed by the cleanup of another effect, or by a handler.
    if (all.some((each) => each.mentions.has(handle.binding)) || escapes(doc, resource, handle.binding))
      return false;
    const outlives =
      handle.member !== undefined ||
      isOfRender(component, handle.binding) ||
      !component.fn.contains(handle.binding.identifier);
    return !outlives || (resource.kind !== 'timeout' && !isReleasedSomewhere(doc, resource, handle.binding));
  }
  return true;
}

/** While the cleanup is being typed, the parser cannot know yet what it will close. */
function isUnfinished(work: CleanupWork): boolean {
  const { callback } = work.trace.effect;
  if (!callback) return true;
  for (const node of callback.walk()) if (node.type === 'ERROR') return true;
  return false;
}

function keptAs(doc: Document, resource: Resource): Binding | undefined {
  const handle = handleOf(doc, resource.action);
  return handle.kind === 'kept' ? handle.binding : undefined;
}

/** Timers that fire at once, listeners that fire once, observers that stop at the first sight, and what the same run closes again. */
function endsByItself(doc: Document, work: CleanupWork, resource: Resource): boolean {
  switch (resource.kind) {
    case 'timeout':
      return !isLateWrite(doc, work, resource) && !isEndlessLoop(doc, resource);
    case 'frames':
      return !isEndlessLoop(doc, resource);
    case 'interval':
      return callsWithin(doc, resource.callback, /^clear(?:Interval|Timeout)$/);
    case 'observer':
      return (
        !startsObserving(doc, resource) ||
        callsWithin(doc, resource.callback, /^(?:disconnect|unobserve)$/) ||
        closedInSameRun(doc, work, resource)
      );
    case 'connection':
    case 'subscription':
      return (
        callsWithin(doc, resource.callback, /^(?:close|unsubscribe|dispose|stop|off)$/) ||
        closedInSameRun(doc, work, resource)
      );
    default:
      return false;
  }
}

/** `new ResizeObserver(f).observe(el)`, or `.observe` called on the name under which it is kept. */
function startsObserving(doc: Document, resource: Resource): boolean {
  const { parent } = resource.node;
  if (parent?.type === 'member_expression' && propertyName(doc, parent) === 'observe') return true;
  const kept = keptAs(doc, resource);
  return (
    kept?.references.some(
      (use) => use.parent?.type === 'member_expression' && propertyName(doc, use.parent) === 'observe',
    ) ?? false
  );
}

function closedInSameRun(doc: Document, work: CleanupWork, resource: Resource): boolean {
  const kept = keptAs(doc, resource);
  if (!kept) return false;
  return work.trace.actions.some((action) => {
    if (action.when === 'cleanup' || action.node.type !== 'call_expression') return false;
    const callee = action.node.get('function');
    const target = callee && bare(callee);
    if (!target) return false;
    const isRelease =
      target.type === 'identifier' ||
      /^(?:unsubscribe|disconnect|close|dispose|stop|destroy|remove)$/.test(propertyName(doc, target) ?? '');
    const root = rootIdentifier(target);
    return isRelease && root !== undefined && doc.model(scopes).resolve(root) === kept;
  });
}

/** A handle that is handed on inside the effect: stored in an object, passed to a function, returned by one. */
function escapes(doc: Document, resource: Resource, binding: Binding): boolean {
  return binding.references.some((use) => {
    const parent = use.parent;
    if (!parent) return false;
    if (parent.type === 'arguments')
      return (
        !/^clear|^cancel/.test(calleeName(doc, parent.parent as SyntaxNode) ?? '') ||
        resource.kind !== 'timeout'
      );
    if (parent.type === 'return_statement' || parent.type === 'pair' || parent.type === 'array') return true;
    if (parent.type === 'assignment_expression') return use.field === 'right';
    return parent.type === 'shorthand_property_identifier';
  });
}

/** Whether anything in the file closes what is kept under a name that outlives the effect. */
function isReleasedSomewhere(doc: Document, resource: Resource, binding: Binding): boolean {
  doc.model(scopes).enter(binding.scope.node);
  return binding.references.some((use) => {
    if (resource.node.contains(use)) return false;
    const call = use.closest((n) => n.type === 'call_expression');
    const name = call && (calleeName(doc, call) ?? '');
    return (
      name !== undefined &&
      /^(?:clear|cancel|close|disconnect|unsubscribe|remove|off|stop|dispose|destroy|current)/.test(name)
    );
  });
}

/** What a resource is opened on and with, callbacks left out. */
function aboutOf(doc: Document, resource: Resource): (SyntaxNode | undefined)[] {
  const { node, listener } = resource;
  if (['interval', 'timeout', 'frames'].includes(resource.kind)) return [];
  if (listener) return [listener.target, listener.event];
  const kept = keptAs(doc, resource);
  const observed = (kept?.references ?? []).flatMap((use) => {
    const call = use.parent?.parent;
    return call?.type === 'call_expression' && calleeName(doc, call) === 'observe' ? argumentsOf(call) : [];
  });
  return [node.get('function'), ...argumentsOf(node), ...observed];
}

/** What makes it two, and what its callback does. */
function stepWordsOf(doc: Document, work: CleanupWork, resource: Resource) {
  const { effect, actions } = work.trace;
  const again = againOf(doc, effect);
  const callee = resource.node.get('function');
  const inner =
    resource.callback &&
    callee &&
    [...resource.callback.walk()].find(
      (node) => node.type === 'call_expression' && calleeName(doc, node) === calleeName(doc, resource.node),
    );
  return {
    words: {
      ...again.words,
      ...secondRun(doc, effect, aboutOf(doc, resource), resource.listener?.handler),
    },
    places: {
      ...again.places,
      inner: inner ?? resource.callback ?? resource.node,
      write: actions.find((action) => action.given === resource.node && action.sets)?.node,
    },
  };
}

function namesOf(doc: Document, component: Component, work: CleanupWork, resource: Resource) {
  const { listener } = resource;
  const handler = listener?.handler && bare(listener.handler);
  const kept = keptAs(doc, resource);
  const setter = work.trace.actions.find((action) => action.given === resource.node && action.sets)?.sets;
  const state = setter && stateOfSetter(component, setter)?.value?.name;
  return {
    hook: textOf(doc, work.trace.effect.callee),
    component: component.name || 'this component',
    call: listener?.method ?? openerOf(doc, resource.node),
    ...(listener?.event && { event: short(doc, listener.event) }),
    ...(listener && { target: listener.target ? short(doc, listener.target) : 'window' }),
    ...(handler?.type === 'identifier' && { handler: textOf(doc, handler) }),
    ...(kept && { resource: kept.name }),
    ...(setter && { setter: setter.name }),
    ...(state && { state }),
  };
}

/** What opens a resource, as it is written: `new WebSocket`'s class, or the function that is called. */
function openerOf(doc: Document, node: SyntaxNode): string {
  return node.type === 'new_expression'
    ? (calleeName(doc, node) ?? '')
    : short(doc, node.get('function') as SyntaxNode);
}
