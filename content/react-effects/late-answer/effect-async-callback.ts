import {
  type Document,
  defineRule,
  type Edit,
  type FactsView,
  type Finding,
  type Fix,
  isFunction,
  type Steps,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import {
  againOf,
  argumentsOf,
  asyncExports,
  bare,
  components,
  EFFECT_WORDS,
  functionBehind,
  indentAt,
  indentUnit,
  isAsync,
  isAsyncImport,
  lineBreak,
  propertyName,
  REACT_LANGUAGES,
  reindent,
  textOf,
} from '../model/index.ts';

/** React calls what it was given without looking: since React 18 a promise throws there. */
const CALLED = [
  {
    text: '{again}, so React wants to clean up first. It calls the promise as if it were the cleanup, and that throws since React 18.',
    at: 'again',
    when: 'again',
  },
  {
    text: '{Owner} goes away, so React wants to clean up. It calls the promise as if it were the cleanup, and that throws since React 18.',
    unless: 'again',
  },
  'The nearest error boundary takes over, in production too; without one the whole page goes.',
] as const satisfies Steps;

const KEPT =
  'React keeps the promise where it wants the cleanup function. In development the console says so.';

export default defineRule({
  title: 'Effect returns a promise instead of a cleanup',
  languages: REACT_LANGUAGES,
  severity: 'warning',
  fix: 'safe',
  looksFor: EFFECT_WORDS,
  collectsFor: ['async function', '= async', 'export default async'],
  explains: ['eslint:react-hooks/exhaustive-deps', 'oxc:react-hooks(exhaustive-deps)'],
  messages: {
    async: 'React gets a promise from this effect, where it expects a cleanup function or nothing.',
    returns:
      '`{call}` is async: this effect hands its promise to React, which expects a cleanup function or nothing.',
    chain:
      'This effect hands the promise of `.{call}()` to React, which expects a cleanup function or nothing.',
  },
  steps: {
    async: [
      {
        text: 'After the first render React calls the effect. An async function gives back a promise at once, whatever it does later.',
        at: 'hint',
      },
      KEPT,
      {
        text: 'What is returned here stays inside the promise. React never gets this cleanup.',
        at: 'cleanup',
        when: 'cleanup',
      },
      ...CALLED,
    ],
    returns: [
      {
        text: 'After the first render React calls the effect. `{call}` is async and gives back a promise at once.',
        at: 'hint',
      },
      { text: `The effect returns it. ${KEPT}` },
      ...CALLED,
    ],
    chain: [
      {
        text: 'After the first render React calls the effect. `.{call}()` gives back a promise at once.',
        at: 'hint',
      },
      { text: `The effect returns it. ${KEPT}` },
      ...CALLED,
    ],
  },
  collect: (doc) => asyncExports(doc),
  *check(doc: Document, facts: FactsView): Generator<Found> {
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        const names = {
          hook: textOf(doc, effect.callee),
          ...(component.name && { component: component.name }),
        };
        const [given] = argumentsOf(effect.call);
        if (!given) continue;
        const callback = effect.callback;
        const again = againOf(doc, effect);
        if (!callback) {
          // `useEffect(loadUser, [])` with a function of another file.
          if (given.type === 'identifier' && isAsyncImport(doc, facts, given)) {
            const call = textOf(doc, given);
            yield {
              ...again,
              at: given,
              message: 'returns',
              names: { ...names, call },
              fixes: [callFix(doc, given)],
            };
          }
        } else if (isAsync(doc, callback)) {
          yield* asyncCallback(doc, given, callback, names, again);
        } else {
          for (const { value, call, isChain } of promisesReturned(doc, facts, callback)) {
            const at = isChain
              ? (bare(value).get('function')?.get('property') ?? value)
              : (bare(value).get('function') ?? value);
            const fix = returnFix(doc, callback, value, call);
            yield {
              ...again,
              at,
              message: isChain ? 'chain' : 'returns',
              names: { ...names, call: call.name },
              fixes: fix ? [fix] : [],
            };
          }
        }
      }
    }
  },
});

type Found = Finding<
  'async' | 'returns' | 'chain',
  'hook' | 'component' | 'call' | 'owner' | 'Owner' | 'again',
  'again' | 'cleanup'
>;

function* asyncCallback(
  doc: Document,
  given: SyntaxNode,
  callback: SyntaxNode,
  names: { readonly hook: string; readonly component?: string },
  again: ReturnType<typeof againOf>,
): Generator<Found> {
  const isLiteral = bare(given) === callback;
  const at = isLiteral ? { start: callback.start, end: callback.start + 'async'.length } : given;
  if (!isLiteral) {
    // The function has other callers perhaps, so it stays as it is and the effect calls it.
    const fixes = given.type === 'identifier' ? [callFix(doc, given)] : [];
    yield { ...again, at, message: 'async', names, fixes };
    return;
  }
  const returned = returnedValues(callback).filter((value) => mayBeCleanup(doc, value));
  const fix =
    returned.length === 0 ? wrapFix(doc, given, callback) : moveCleanupFix(doc, given, callback, returned);
  const notes = returned.map((value) => ({
    start: value.start,
    end: value.end,
    text: 'React never sees this cleanup: it is inside the promise.',
  }));
  const places = { ...again.places, cleanup: returned[0] };
  yield { ...again, places, at, message: 'async', names, notes, fixes: fix ? [fix] : [] };
}

interface Promised {
  /** The returned expression. */
  value: SyntaxNode;
  call: { name: string; fn?: SyntaxNode };
  isChain: boolean;
}

/** Expressions that a synchronous effect callback returns and that are promises for certain. */
function* promisesReturned(doc: Document, facts: FactsView, callback: SyntaxNode): Generator<Promised> {
  for (const value of returnedValues(callback)) {
    const node = bare(value);
    if (node.type !== 'call_expression') continue;
    const callee = node.get('function');
    const target = callee && bare(callee);
    const property = target && propertyName(doc, target);
    if (property && /^(?:then|catch|finally)$/.test(property) && argumentsOf(node).length > 0) {
      yield { value, call: { name: property }, isChain: true };
      continue;
    }
    if (target?.type !== 'identifier') continue;
    const name = textOf(doc, target);
    const fn = functionBehind(doc, target);
    if (
      fn
        ? isAsync(doc, fn) &&
          !/\*/.test(doc.text.slice(fn.start, fn.start + 24).split('(')[0] ?? '') &&
          !isWrapped(doc, target)
        : isAsyncImport(doc, facts, target)
    ) {
      yield { value, call: fn ? { name, fn } : { name }, isChain: false };
    }
  }
}

/** Debounced and throttled functions return what their library says, not the promise. */
function isWrapped(doc: Document, name: SyntaxNode): boolean {
  const value = doc.model(scopes).resolve(name)?.declaration.get('value');
  return value?.type === 'call_expression' && /(?:debounce|throttle)/i.test(textOf(doc, value).slice(0, 80));
}

/** What a function returns: its expression body, or the values of its own return statements. */
function returnedValues(fn: SyntaxNode): SyntaxNode[] {
  const body = fn.get('body');
  if (!body) return [];
  if (body.type !== 'statement_block') return [body];
  const values: SyntaxNode[] = [];
  for (const node of body.walk((n) => !isFunction(n))) {
    const value = node.type === 'return_statement' ? node.parts[0] : undefined;
    if (value) values.push(value);
  }
  return values;
}

/** Whether a value returned from an async callback was meant as a cleanup: a function, or something we cannot see. */
function mayBeCleanup(doc: Document, value: SyntaxNode): boolean {
  const node = bare(value);
  if (isFunction(node)) return true;
  if (node.parent && isFunction(node.parent)) return false;
  if (node.type === 'identifier') return functionBehind(doc, node) !== undefined || isLocal(doc, node);
  return false;
}

function isLocal(doc: Document, identifier: SyntaxNode): boolean {
  return doc.model(scopes).resolve(identifier) !== undefined;
}

// Fixes.

/** `useEffect(load, [])` → an arrow that calls it. */
function callFix(doc: Document, given: SyntaxNode): Fix {
  const newText = block(doc, given.start, [`${textOf(doc, given)}();`]);
  return {
    title: 'Call it inside the effect',
    kind: 'safe',
    edits: [{ start: given.start, end: given.end, newText: `() => ${newText}` }],
  };
}

/** `async () => {…}` → `() => { (async () => {…})(); }`. */
function wrapFix(doc: Document, given: SyntaxNode, callback: SyntaxNode): Fix {
  const indent = indentAt(doc, given.start);
  const unit = indentUnit(doc);
  const br = lineBreak(doc);
  return {
    title: 'Run the async function inside the effect',
    kind: 'safe',
    edits: [
      { start: given.start, end: given.start, newText: `() => {${br}${indent}${unit}(` },
      ...reindent(doc, callback, unit),
      { start: given.end, end: given.end, newText: `)();${br}${indent}}` },
    ],
  };
}

/** As above, with a cleanup that closes the callback moved out to where React sees it. */
function moveCleanupFix(
  doc: Document,
  given: SyntaxNode,
  callback: SyntaxNode,
  returned: readonly SyntaxNode[],
): Fix | undefined {
  const body = callback.get('body');
  const [value, ...more] = returned;
  const statement = value?.parent;
  if (!value || more.length > 0 || body?.type !== 'statement_block' || statement?.parent !== body)
    return undefined;
  if (body.parts.at(-1) !== statement || body.parts.length < 2 || body.children.at(-1) !== statement)
    return undefined;
  if (readsLocalsOf(doc, callback, value)) return undefined;
  const previous = body.children.at(-2) as SyntaxNode;
  const indent = indentAt(doc, given.start);
  const unit = indentUnit(doc);
  const br = lineBreak(doc);
  const wrapped = wrapFix(doc, given, callback).edits.filter((edit) => edit.end <= previous.end);
  const closing = `${br}${indent}${unit}})();${br}${indent}${unit}${textOf(doc, statement)}${br}${indent}}`;
  const title = 'Run the async function inside the effect and return the cleanup from it';
  return {
    title,
    kind: 'suggested',
    edits: [...wrapped, { start: previous.end, end: given.end, newText: closing }],
  };
}

function readsLocalsOf(doc: Document, fn: SyntaxNode, node: SyntaxNode): boolean {
  const resolver = doc.model(scopes);
  for (const inner of node.walk()) {
    if (inner.type !== 'identifier' && inner.type !== 'shorthand_property_identifier') continue;
    const binding = resolver.resolve(inner);
    if (binding && fn.contains(binding.identifier) && !node.contains(binding.identifier)) return true;
  }
  return false;
}

/** `() => load(id)` → `() => { load(id); }`, and `return load(id);` → `load(id);`. */
function returnFix(
  doc: Document,
  callback: SyntaxNode,
  value: SyntaxNode,
  call: Promised['call'],
): Fix | undefined {
  const title = 'Do not return the promise';
  // An async function that returns a function was meant to give a cleanup; that one has to be rebuilt by a person.
  const kind =
    call.fn && returnedValues(call.fn).some((inner) => isFunction(bare(inner))) ? 'suggested' : 'safe';
  const body = callback.get('body');
  if (value === body) {
    const newText = block(doc, value.start, [`${textOf(doc, bare(value))};`]);
    return { title, kind, edits: [{ start: value.start, end: value.end, newText }] };
  }
  const statement = value.parent;
  if (statement?.type !== 'return_statement') return undefined;
  // Without its parentheses, so that it cannot join the line before it where that has no semicolon.
  const inner = bare(value);
  const edits: Edit[] = [{ start: statement.start, end: inner.start, newText: '' }];
  if (inner.end < value.end) edits.push({ start: inner.end, end: value.end, newText: '' });
  if (statement.parent !== body || body?.parts.at(-1) !== statement) {
    if (statement.parent?.type !== 'statement_block') return undefined;
    const ends = doc.text.slice(value.end, statement.end).includes(';');
    edits.push({
      start: statement.end,
      end: statement.end,
      newText: `${ends ? '' : ';'}${lineBreak(doc)}${indentAt(doc, statement.start)}return;`,
    });
  }
  return { title, kind, edits };
}

function block(doc: Document, offset: number, statements: readonly string[]): string {
  const indent = indentAt(doc, offset);
  const br = lineBreak(doc);
  return `{${br}${statements.map((line) => indent + indentUnit(doc) + line).join(br)}${br}${indent}}`;
}
