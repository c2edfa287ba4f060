import {
  type Document,
  defineRule,
  isFunction,
  type Steps,
  type SyntaxNode,
} from '../../../src/engine/index.ts';
import { type Capture, capturesOf, suppressionOf } from '../model/captures.ts';
import {
  calleeName,
  components,
  type Effect,
  listed,
  ownerWords,
  REACT_LANGUAGES,
  stateOfSetter,
  textOf,
  traceOf,
} from '../model/index.ts';

/** A reason of this many words is taken for a decision. */
const REASON = 5;

/** What a value is read by where it is part of what an effect asks for. */
const REQUEST = 'the request';

const OLD_VALUE = [
  { text: 'The effect runs. What it starts knows {values} of this render.', at: 'use' },
  {
    text: '`{dep}` changes, and {owner} renders again. The array does not list it, so the effect does not run.',
    at: 'deps',
  },
  {
    text: 'No request is made for the new `{dep}`: what came for the old one stays.',
    at: 'use',
    when: 'request',
  },
  { text: '{What} is called and reads the old `{dep}`.', at: 'use', unless: 'request' },
  { text: 'That lasts until something changes that the array does list.', at: 'deps', when: 'listed' },
  {
    text: 'The array is empty, so that lasts for as long as {owner} is there.',
    at: 'deps',
    unless: 'listed',
  },
  { text: 'The lint rule would have said so. This comment keeps it from speaking.', at: 'hint' },
] as const satisfies Steps;

export default defineRule({
  title: 'Dependency alarm switched off while a value goes stale',
  languages: REACT_LANGUAGES,
  severity: 'information',
  fix: 'none',
  looksFor: ['exhaustive-deps', 'useExhaustiveDependencies'],
  messages: {
    one: 'This comment hides that `{dep}` is missing from the array, and {what} keeps its old value.',
    more: 'This comment hides that `{dep}` and {count} more are missing from the array, and {what} keeps their old values.',
  },
  steps: {
    one: OLD_VALUE,
    more: OLD_VALUE,
  },
  *check(doc) {
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        if (effect.depsKind !== 'listed' || !effect.callback) continue;
        const comment = suppressionOf(doc, effect);
        if (!comment || comment.reason.split(/\s+/).filter(Boolean).length >= REASON) continue;
        const missing = capturesOf(doc, effect, effect.callback).filter(
          (capture) => capture.kind !== 'function',
        );
        const used = missing.map((capture) => ({ capture, what: laterUse(doc, effect, capture) }));
        const [first, ...more] = used.filter((entry) => entry.what !== undefined);
        if (!first) continue;
        const dep = first.capture.binding.name;
        yield {
          at: comment.at,
          message: more.length === 0 ? ('one' as const) : ('more' as const),
          names: {
            hook: textOf(doc, effect.callee),
            dep,
            what: first.what ?? '',
            count: String(more.length),
            ...(component.name && { component: component.name }),
          },
          words: {
            ...ownerWords(component),
            values: listed([first, ...more].map(({ capture }) => `\`${capture.binding.name}\``)),
            request: first.what === REQUEST ? REQUEST : undefined,
            What: first.what && first.what[0]?.toUpperCase() + first.what.slice(1),
            listed: effect.deps.length > 0 ? 'listed' : undefined,
          },
          places: { use: first.capture.use, deps: effect.depsNode },
          related: [first, ...more].map(({ capture: { use, binding } }) => ({
            start: use.start,
            end: use.end,
            message: `Reads \`${binding.name}\`, which the array does not list.`,
          })),
        };
      }
    }
  },
});

/** Whether a value is read where its age matters: by a timer, listener or subscription, or in a request that sets state. */
function laterUse(doc: Document, effect: Effect, capture: Capture): string | undefined {
  const trace = traceOf(doc, effect);
  const { use } = capture;
  for (const action of trace.actions) {
    if (action.when === 'callback' && action.given && action.node.contains(use))
      return name(doc, action.given);
    if (action.when === 'cleanup') continue;
    const isRequest = action.sets && action.after?.contains(use);
    if (isRequest) return REQUEST;
    const handed = action.node.get('arguments')?.parts.find((part) => isFunction(part) && part.contains(use));
    if (handed && outlives(doc, action.node) && !stateOfSetter(effect.component, action.sets)) {
      return name(doc, action.node);
    }
  }
  return undefined;
}

/** A one-shot timer is most often over before its values are old. */
function outlives(doc: Document, call: SyntaxNode): boolean {
  return /^(?:setInterval|addEventListener|addListener|on|subscribe|watch|then|observe|onSnapshot)$/.test(
    calleeName(doc, call) ?? '',
  );
}

function name(doc: Document, call: SyntaxNode): string {
  return `the \`${calleeName(doc, call) ?? 'callback'}\` callback`;
}
