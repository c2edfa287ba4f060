import {
  type Binding,
  type Document,
  defineRule,
  isFunction,
  isTestLike,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import {
  argumentsOf,
  bare,
  CleanupWork,
  type Component,
  calleeName,
  cleanupFix,
  components,
  EFFECT_WORDS,
  handleOf,
  identityOf,
  isChanging,
  isOfRender,
  listenerOf,
  literalOf,
  optionOf,
  propertyName,
  REACT_LANGUAGES,
  type Resource,
  resourcesOf,
  rootIdentifier,
  sameness,
  short,
  stateOfSetter,
  textOf,
  timerName,
  traceOf,
} from '../model/index.ts';

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
  *check(doc) {
    if (isTestLike(doc.uri) && /\.(?:test|spec|cy|e2e)\./.test(doc.uri)) return;
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

/** While somebody types the cleanup, the parser cannot tell yet what it will close. */
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

/**
 * Whether a timeout writes state later than anybody could call at once, in an effect that can run again meanwhile. One
 * that a function of the component starts, which handlers call too, is not the effect's to clear.
 */
function isLateWrite(doc: Document, work: CleanupWork, resource: Resource): boolean {
  const delay = argumentsOf(resource.node)[1];
  if (!delay || !work.trace.effect.callback?.contains(resource.node)) return false;
  const duration = constantOf(doc, bare(delay));
  if (duration.type === 'number' && Number(textOf(doc, duration).replaceAll('_', '')) < SOON) return false;
  if (!['number', 'identifier', 'member_expression', 'binary_expression'].includes(duration.type))
    return false;
  if (!isChanging(doc, work.trace.effect)) return false;
  return work.trace.actions.some((action) => action.given === resource.node && action.sets !== undefined);
}

/** Milliseconds below which a delay only lets the browser finish what it is doing. */
const SOON = 50;

/** What a name certainly stands for, or the expression itself. */
function constantOf(doc: Document, node: SyntaxNode): SyntaxNode {
  const binding = node.type === 'identifier' ? doc.model(scopes).resolve(node) : undefined;
  const value =
    binding?.kind === 'const' && binding.declaration.get('name') === binding.identifier
      ? binding.declaration.get('value')
      : undefined;
  return value ? bare(value) : node;
}

/** Whether the callback of a timer or frame asks for itself again on every way through it. */
function isEndlessLoop(doc: Document, resource: Resource): boolean {
  const body = resource.callback?.get('body');
  const timer = resource.node.get('function') && timerName(doc, resource.node.get('function') as SyntaxNode);
  if (!body) return false;
  const statements = body.type === 'statement_block' ? body.parts : [body];
  return (
    statements.some((statement) => {
      if (
        !['expression_statement', 'call_expression', 'return_statement', 'lexical_declaration'].includes(
          statement.type,
        )
      )
        return false;
      for (const node of statement.walk((n) => n === statement || !isFunction(n))) {
        if (node.type !== 'call_expression') continue;
        if (node.closest((n) => n.type === 'ternary_expression' || n.type === 'binary_expression', statement))
          continue;
        const callee = node.get('function');
        const [again] = argumentsOf(node);
        if (
          callee &&
          again &&
          timerName(doc, callee) === timer &&
          sameFunction(doc, again, resource.callback)
        )
          return true;
      }
      return false;
    }) &&
    !statements.some(
      (statement) => statement.type === 'if_statement' && /\breturn\b/.test(textOf(doc, statement)),
    )
  );
}

function sameFunction(doc: Document, expression: SyntaxNode, fn: SyntaxNode | undefined): boolean {
  const node = bare(expression);
  const binding = node.type === 'identifier' ? doc.model(scopes).resolve(node) : undefined;
  return (
    binding !== undefined &&
    (binding.declaration === fn ||
      (binding.declaration.get('value') !== undefined &&
        bare(binding.declaration.get('value') as SyntaxNode) === fn))
  );
}

/** A loop stops by `cancelAnimationFrame`, or by anything the cleanup touches that the loop reads. */
function stopsLoop(doc: Document, work: CleanupWork, resource: Resource): boolean {
  if (work.callsAny(/^cancelAnimationFrame$|^clear(?:Timeout|Interval)$|^cancel$/)) return true;
  if (!resource.callback) return true;
  const resolver = doc.model(scopes);
  for (const node of resource.callback.walk()) {
    const binding = node.type === 'identifier' ? resolver.resolve(node) : undefined;
    if (binding && work.mentions.has(binding) && binding.kind !== 'import') return true;
  }
  return false;
}

function callsWithin(doc: Document, fn: SyntaxNode | undefined, names: RegExp): boolean {
  if (!fn) return false;
  for (const node of fn.walk()) {
    if (node.type === 'call_expression' && names.test(calleeName(doc, node) ?? '')) return true;
  }
  return false;
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

/** A timeout that starts itself again goes on like an interval. */
function isPolling(doc: Document, resource: Resource): boolean {
  return resource.kind === 'timeout' && isEndlessLoop(doc, resource);
}

/**
 * A function of the module added to a global target is the same one every time: the browser keeps one of it, and files
 * that share it among many components leave it there on purpose.
 */
function isShared(doc: Document, target: SyntaxNode | undefined, handler: SyntaxNode | undefined): boolean {
  const name = handler && bare(handler);
  if (name?.type !== 'identifier' || (target && !isDom(doc, target))) return false;
  const scope = doc.model(scopes).resolve(name)?.scope;
  return scope !== undefined && scope.parent === undefined;
}

function listenerLeaks(
  doc: Document,
  component: Component,
  work: CleanupWork,
  all: readonly CleanupWork[],
  resource: Resource,
): boolean {
  const listener = resource.listener;
  if (!listener) return false;
  const { method, target, options, event } = listener;
  if (optionOf(doc, options, 'once') !== false || optionOf(doc, options, 'signal') !== false) return false;
  // In React Native and in most libraries the call gives back what removes the listener; in the DOM it gives nothing.
  const handle = handleOf(doc, resource.action);
  if (handle.kind === 'handed' || (handle.kind === 'returned' && method !== 'addEventListener')) return false;
  if (
    handle.kind === 'kept' &&
    (handle.member !== undefined || all.some((each) => each.mentions.has(handle.binding)))
  )
    return false;
  if (handle.kind === 'returned' && target && !isDom(doc, target)) return false;
  if (
    target &&
    (isOwn(doc, component, work, target, method) || all.some((each) => isEndedWith(doc, each, target)))
  )
    return false;
  if (removesItself(doc, resource) || isShared(doc, target, listener.handler)) return false;
  return !all.some((each) => removes(doc, each, event, listener.handler));
}

/** Whether a listener dies with its target: the effect made it, or it is an element of this component that lives as long. */
function isOwn(
  doc: Document,
  component: Component,
  work: CleanupWork,
  target: SyntaxNode,
  method: string,
): boolean {
  const { effect } = work.trace;
  const node = bare(target);
  if (node.type === 'new_expression') return true;
  // `$(element).on(…)`, `select(node).on(…)`: what comes back from a call may be anything.
  if (method === 'on' && node.type === 'call_expression') return true;
  const root = rootIdentifier(node);
  if (!root) return true;
  const binding = doc.model(scopes).resolve(root);
  if (!binding) return method === 'on';
  const value =
    binding.declaration.type === 'variable_declarator' ? binding.declaration.get('value') : undefined;
  const inEffect = effect.callback?.contains(binding.identifier) ?? false;
  if (inEffect && binding.kind === 'parameter') return true;
  if (inEffect && value) {
    const made = bare(value);
    if (made.type === 'new_expression') return true;
    if (made.type === 'await_expression') return true;
    if (made.type === 'call_expression') {
      const name = calleeName(doc, made) ?? '';
      if (!/^(?:matchMedia|getElementById|querySelector(?:All)?|getElementsBy\w+|closest)$/.test(name))
        return true;
    }
  }
  // An element of its own goes with the component; only a second run would add a second listener.
  const identity = identityOf(doc, node) ?? '';
  const ref = component.refs.find((each) => identity === `#${each.identifier.start}.current`);
  return ref !== undefined && !isChanging(doc, effect);
}

/** `socket.on(…)` with a cleanup that closes the socket. */
function isEndedWith(doc: Document, work: CleanupWork, target: SyntaxNode): boolean {
  return work.calls.some((call) => {
    const callee = call.get('function');
    const of = callee && bare(callee);
    if (of?.type !== 'member_expression') return false;
    if (
      !/^(?:close|disconnect|destroy|dispose|abort|terminate|stop|remove|removeAllListeners|off|end|unmount|kill)$/.test(
        propertyName(doc, of) ?? '',
      )
    )
      return false;
    if (propertyName(doc, of) === 'off' && argumentsOf(call).length > 0) return false;
    const object = of.get('object');
    return object !== undefined && sameness(doc, object, target) === 'same';
  });
}

/** A handler that takes itself off: `target.removeEventListener('x', handler)` inside of it. */
function removesItself(doc: Document, resource: Resource): boolean {
  return callsWithin(doc, resource.callback, /^(?:removeEventListener|removeListener|off)$/);
}

/** Whether a listener's target is certainly the DOM's: then nothing comes back from adding to it. */
function isDom(doc: Document, target: SyntaxNode): boolean {
  return /^global:(?:window|document)\b/.test(identityOf(doc, target) ?? '');
}

const REMOVE = /^(?:removeEventListener|removeListener|removeAllListeners|off|un|unlisten|unbind|on)$/;

/** Whether a cleanup removes a listener of this event, or of an event that is not written out. */
function removes(
  doc: Document,
  work: CleanupWork,
  event: SyntaxNode | undefined,
  handler: SyntaxNode | undefined,
): boolean {
  const added = literalOf(doc, event);
  return work.calls.some((call) => {
    const removal = listenerOf(doc, call, REMOVE);
    if (!removal) return false;
    if (removal.method === 'on' && removal.handler && bare(removal.handler).type !== 'null') return false;
    const removed = literalOf(doc, removal.event);
    if (added === undefined || removed === undefined || added === removed) return true;
    // Another event with the same handler is a slip of the removal, which is what the mismatch rule says.
    return (
      handler !== undefined &&
      removal.handler !== undefined &&
      sameness(doc, handler, removal.handler) === 'same' &&
      !addsToo(doc, work, removed)
    );
  });
}

/** Whether the effect adds a listener of an event as well. */
function addsToo(doc: Document, work: CleanupWork, event: string): boolean {
  return resourcesOf(doc, work.trace).some(
    (other) => other.listener && literalOf(doc, other.listener.event) === event,
  );
}

function namesOf(
  doc: Document,
  component: Component,
  work: CleanupWork,
  resource: Resource,
): Record<string, string> {
  const names: Record<string, string> = {
    hook: textOf(doc, work.trace.effect.callee),
    component: component.name || 'this component',
  };
  names.call =
    resource.node.type === 'new_expression'
      ? (calleeName(doc, resource.node) ?? '')
      : short(doc, resource.node.get('function') as SyntaxNode);
  const { listener } = resource;
  if (listener) {
    names.call = listener.method;
    if (listener.event) names.event = short(doc, listener.event);
    names.target = listener.target ? short(doc, listener.target) : 'window';
    const handler = listener.handler && bare(listener.handler);
    if (handler?.type === 'identifier') names.handler = textOf(doc, handler);
  }
  const kept = keptAs(doc, resource);
  if (kept) names.resource = kept.name;
  const setter = work.trace.actions.find((action) => action.given === resource.node && action.sets)?.sets;
  if (setter) {
    names.setter = setter.name;
    const state = stateOfSetter(component, setter)?.value?.name;
    if (state) names.state = state;
  }
  return names;
}
