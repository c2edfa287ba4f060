import {
  type Binding,
  type Document,
  defineRule,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import {
  type Action,
  argumentsOf,
  bare,
  type Component,
  calleeName,
  changingDeps,
  components,
  EFFECT_WORDS,
  type Effect,
  isEventWork,
  ownerWords,
  REACT_LANGUAGES,
  reactHook,
  rootIdentifier,
  type State,
  short,
  type Trace,
  textOf,
  traceOf,
} from '../model/index.ts';

export default defineRule({
  title: 'Effect does the work of an event',
  languages: REACT_LANGUAGES,
  severity: 'information',
  fix: 'none',
  looksFor: EFFECT_WORDS,
  explains: ['eslint:react-you-might-not-need-an-effect/no-event-handler'],
  sameAs: ['eslint:react-you-might-not-need-an-effect/no-event-handler'],
  messages: {
    event:
      '`{call}` runs because `{state}` was set by an event: the handler that calls `{setter}` could call it directly.',
  },
  steps: {
    event: [
      {
        text: 'An event comes: `{handler}` runs and calls `{setter}`.',
        at: 'event',
        when: 'handler',
      },
      { text: 'An event comes, and its handler calls `{setter}`.', at: 'event', unless: 'handler' },
      '{Owner} renders with the new `{state}`. Which event it was is no longer known.',
      { text: 'Only then the effect runs. It sees that `{state}` is set and calls `{call}`.', at: 'hint' },
      { text: 'It takes `{state}` back, and that is one more render.', at: 'reset', when: 'reset' },
      {
        text: '`{other}` changes while `{state}` is still set. The effect runs again, and nothing tells it that `{call}` had its turn.',
        at: 'other',
        when: 'other',
        unless: 'reset',
      },
      {
        text: '`{state}` stays set. Whatever runs the effect again, Fast Refresh or an `Activity` that is shown again, calls `{call}` again.',
        at: 'hint',
        unless: ['reset', 'other'],
      },
    ],
  },
  *check(doc) {
    if (!doc.mentions(['useState', 'useReducer'])) return;
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        if (effect.depsKind !== 'listed' || !effect.callback) continue;
        const trace = traceOf(doc, effect);
        if (trace.cleanups.length > 0) continue;
        const action = onlyAction(doc, component, trace);
        if (!action) continue;
        const cause = causeOf(doc, component, effect, action);
        if (!cause) continue;
        const { value, setter, events } = cause;
        const callee = action.node.get('function') as SyntaxNode;
        const handler = handlerName(doc, component, events[0] as SyntaxNode);
        const names = {
          hook: textOf(doc, effect.callee),
          state: value.name,
          setter: setter.name,
          call: short(doc, callee),
          ...(component.name && { component: component.name }),
          ...(handler && { handler }),
        };
        const reset = trace.actions.find((each) => each.when === 'sync' && each.sets === setter);
        const other = changingDeps(doc, effect).find((dep) => {
          const root = rootIdentifier(dep);
          return root !== undefined && doc.model(scopes).resolve(root) !== value;
        });
        yield {
          at: callee,
          message: 'event',
          names,
          words: {
            ...ownerWords(component),
            reset: reset && setter.name,
            other: other && short(doc, other),
          },
          places: { event: events[0], reset: reset?.node, other },
          related: events.map((event) => ({
            start: event.start,
            end: event.end,
            message: `The event sets \`${value.name}\` here.`,
          })),
          notes: [
            {
              start: callee.start,
              end: callee.end,
              text: 'Runs after the next render, in an effect that no longer knows which event it was.',
            },
          ],
        };
      }
    }
  },
});

/** The one thing that an effect does, when it is something that one does because of an event. */
function onlyAction(doc: Document, component: Component, trace: Trace): Action | undefined {
  let found: Action | undefined;
  for (const action of trace.actions) {
    // What happens once the answer is there belongs to the same request.
    if (action.when !== 'sync' || action.node.type !== 'call_expression') continue;
    if (action.sets) {
      if (!writesLiteral(action)) return undefined;
      continue;
    }
    if (isEventWork(doc, component, action.node)) {
      if (found) return undefined;
      found = action;
    } else if (!isHarmless(doc, action, trace)) return undefined;
  }
  return found;
}

function writesLiteral(action: Action): boolean {
  const [value] = argumentsOf(action.node);
  return (
    !value ||
    ['true', 'false', 'null', 'undefined', 'string', 'number'].includes(bare(value).type) ||
    (/^(?:object|array)$/.test(bare(value).type) && bare(value).parts.length === 0)
  );
}

/** Calls that read, convert or log, and functions of the effect whose own calls are looked at anyway. */
function isHarmless(doc: Document, action: Action, trace: Trace): boolean {
  const callee = action.node.get('function');
  if (!callee) return false;
  const target = bare(callee);
  const name = calleeName(doc, action.node) ?? '';
  if (
    /^(?:then|catch|finally|stringify|parse|trim|toString|map|filter|find|join|includes|some|every|keys|values|entries|String|Number|Boolean|t|log|warn|error|debug|preventDefault|slice|toFixed|toISOString|now)$/.test(
      name,
    )
  ) {
    return target.type === 'identifier' ? /^(?:String|Number|Boolean|t)$/.test(name) : true;
  }
  // A local function: its body is part of the trace.
  return trace.actions.some((other) =>
    other.frames.some((frame, index) => frame.site === action.node && index < other.frames.length - 1),
  );
}

interface Cause {
  readonly value: Binding;
  readonly setter: Binding;
  /** Where handlers set it. */
  readonly events: readonly SyntaxNode[];
}

/**
 * The flag on which an action depends and which handlers set for it alone: a dependency that a condition around or
 * before the action reads, that is rendered nowhere and written by no one else.
 */
function causeOf(doc: Document, component: Component, effect: Effect, action: Action): Cause | undefined {
  for (const state of flagsOf(doc, component, effect, action)) {
    const { value, setter } = state;
    if (!value || !setter || !isOnlyForEffect(effect, value)) continue;
    const events = writesInHandlers(doc, component, effect, setter);
    if (events && events.length > 0) return { value, setter, events };
  }
  return undefined;
}

function flagsOf(doc: Document, component: Component, effect: Effect, action: Action): State[] {
  const resolver = doc.model(scopes);
  const conditions = conditionsBefore(effect, action);
  return component.states.filter((state) => {
    if (!state.value || !state.setter || !isEmpty(doc, state)) return false;
    const listed = effect.deps.some((dep) => {
      const root = rootIdentifier(dep);
      return root !== undefined && resolver.resolve(root) === state.value;
    });
    return (
      listed &&
      conditions.some((condition) =>
        [...condition.walk()].some(
          (node) => node.type === 'identifier' && resolver.resolve(node) === state.value,
        ),
      )
    );
  });
}

/** A flag starts as nothing: `false`, `null`, `undefined`, `''`, 0 or no value at all. */
function isEmpty(doc: Document, state: State): boolean {
  return (
    state.initial === undefined || /^(?:false|null|undefined|0|''|"")$/.test(textOf(doc, bare(state.initial)))
  );
}

function conditionsBefore(effect: Effect, action: Action): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const callback = effect.callback as SyntaxNode;
  // Conditions in the effect's own function, around what leads to the action.
  const site = action.frames[0]?.site ?? action.node;
  let child: SyntaxNode = site;
  for (let at = site.parent; at && child !== callback; child = at, at = at.parent) {
    const condition =
      at.type === 'if_statement' || at.type === 'ternary_expression' ? at.get('condition') : undefined;
    if (condition && child !== condition) found.push(condition);
    if (at.type === 'binary_expression' && child.field === 'right') found.push(at.get('left') as SyntaxNode);
    if (at.type !== 'statement_block') continue;
    for (const statement of at.children) {
      if (statement === child) break;
      const exit = statement.type === 'if_statement' ? statement.get('consequence') : undefined;
      const last = exit?.type === 'statement_block' ? exit.parts.at(-1) : exit;
      const test = statement.get('condition');
      if (last?.type === 'return_statement' && test) found.push(test);
    }
  }
  return found;
}

/**
 * The places in event handlers that set the flag. `undefined` when it is also written elsewhere: while rendering, in
 * an effect (resets of it to nothing left out), or by code that got the setter and is no event handler.
 */
function writesInHandlers(
  doc: Document,
  component: Component,
  effect: Effect,
  setter: Binding,
): SyntaxNode[] | undefined {
  doc.model(scopes).enter(component.fn);
  const events: SyntaxNode[] = [];
  for (const use of setter.references) {
    const call = use.parent;
    if (effect.call.contains(use)) continue;
    // A dependency array says nothing.
    if (call?.type === 'array' && call.parent?.type === 'arguments') continue;
    if (call?.type === 'jsx_expression') {
      if (!/^on[A-Z]/.test(attributeName(doc, call) ?? '')) return undefined;
      events.push(use);
      continue;
    }
    if (call?.type !== 'call_expression' || use.field !== 'function') return undefined;
    const written = argumentsOf(call)[0];
    const isReset =
      written !== undefined && /^(?:false|null|undefined|''|"")$/.test(textOf(doc, bare(written)));
    if (!isInHandler(doc, component, call)) return undefined;
    if (!isReset) events.push(call);
  }
  return events;
}

/** Whether a call runs in a function that JSX gets as `on…`, directly or by name. */
function isInHandler(doc: Document, component: Component, call: SyntaxNode): boolean {
  let fn = call.closest(isFunction, component.fn);
  for (; fn; fn = fn.closest(isFunction, component.fn)) {
    if (fn.parent?.type === 'jsx_expression') return /^on[A-Z]/.test(attributeName(doc, fn.parent) ?? '');
    const outer = fn.closest(isFunction, component.fn);
    const wrapper = fn.parent?.type === 'arguments' ? fn.parent.parent : undefined;
    if (wrapper && reactHook(doc, wrapper) && /Effect$|^useMemo$/.test(reactHook(doc, wrapper) ?? ''))
      return false;
    if (!outer) return isHandlerByName(doc, component, fn);
  }
  return false;
}

function isHandlerByName(doc: Document, component: Component, fn: SyntaxNode): boolean {
  const declarator = fn.closest((node) => node.type === 'variable_declarator', component.fn);
  const name = fn.type === 'function_declaration' ? fn.get('name') : declarator?.get('name');
  if (name?.type !== 'identifier') return false;
  const binding = doc.model(scopes).resolve(name);
  if (!binding) return false;
  // Called while rendering or in an effect, it is no handler.
  const isUsedByEffect = component.effects.some((effect) =>
    binding.references.some((use) => effect.call.contains(use)),
  );
  if (isUsedByEffect) return false;
  if (binding.references.length === 0) return /^(?:handle|on)[A-Z]/.test(binding.name);
  return binding.references.some((use) => {
    const attribute = use.closest((node) => node.type === 'jsx_expression', component.fn);
    return attribute !== undefined && /^on[A-Z]/.test(attributeName(doc, attribute) ?? '');
  });
}

function attributeName(doc: Document, expression: SyntaxNode): string | undefined {
  const attribute = expression.parent?.type === 'jsx_attribute' ? expression.parent : undefined;
  const name = attribute?.children[0];
  return name && textOf(doc, name);
}

function handlerName(doc: Document, component: Component, event: SyntaxNode): string | undefined {
  const fn = event.closest(isFunction, component.fn);
  const name =
    fn?.get('name') ?? fn?.closest((node) => node.type === 'variable_declarator', component.fn)?.get('name');
  return name?.type === 'identifier' ? textOf(doc, name) : undefined;
}

/** Whether the value is read by this effect alone: it is rendered nowhere, and no handler asks for it. */
function isOnlyForEffect(effect: Effect, value: Binding): boolean {
  return value.references.every((use) => effect.call.contains(use));
}
