import { defineRule, type Document, type Edit, type Fix, isFunction, type SyntaxNode } from '../../../src/engine/index.ts';
import {
  type Action,
  addToCleanup,
  argumentsOf,
  bare,
  bodyIndent,
  calleeName,
  changingDeps,
  components,
  EFFECT_WORDS,
  type Effect,
  Guards,
  indentAt,
  isAsync,
  isChanging,
  isChangingBinding,
  lineBreak,
  prependToBody,
  REACT_LANGUAGES,
  rootIdentifier,
  short,
  stateOfSetter,
  textOf,
  type Trace,
  traceOf,
  uses,
} from '../model/index.ts';

export default defineRule({
  title: 'Response may arrive for an old value',
  languages: REACT_LANGUAGES,
  severity: 'warning',
  fix: 'suggested',
  looksFor: EFFECT_WORDS,
  explains: ['eslint:react-hooks/set-state-in-effect'],
  messages: {
    stale: '`{setter}` may run with the answer for an old `{dep}`: nothing here ignores a late response.',
    anyRender: '`{setter}` may run with the answer of an older render: nothing here ignores a late response.',
  },
  *check(doc) {
    for (const component of doc.model(components)) {
      for (const effect of component.effects) {
        if (!effect.callback || !isChanging(doc, effect)) continue;
        const trace = traceOf(doc, effect);
        const writes = unguardedWrites(doc, trace);
        const first = writes.find((write) => !writesLiteral(doc, write)) ?? writes[0];
        if (!first?.sets) continue;
        const dep = dependencyOfAnswer(doc, effect, first) ?? effect.deps.find((d) => changingDeps(doc, effect).includes(d));
        if (dep && renderedOnlyWithKey(doc, effect, dep)) continue;
        const setter = first.sets.name;
        const state = stateOfSetter(component, first.sets)?.value?.name;
        const names: Record<string, string> = { setter, hook: textOf(doc, effect.callee) };
        if (component.name) names.component = component.name;
        if (state) names.state = state;
        if (dep) names.dep = short(doc, dep);
        const call = awaitedCall(doc, first);
        if (call) names.call = call;
        const answers = dependencyOfAnswer(doc, effect, first) !== undefined || effect.depsKind === 'every-render';
        yield {
          at: first.node,
          message: dep ? ('stale' as const) : ('anyRender' as const),
          names,
          // A lone flag such as `setLoading(false)`, or an answer that does not depend on what changed, does less harm.
          severity: answers && !writesLiteral(doc, first) ? 'warning' : 'information',
          related: dep ? [{ start: dep.start, end: dep.end, message: `The effect runs again when \`${short(doc, dep)}\` changes.` }] : [],
          notes: first.after ? [{ start: first.after.start, end: first.after.end, text: 'Whoever answers last wins.' }] : [],
          fixes: [ignoreFix(doc, trace, writes), abortFix(doc, trace, first)].filter((fix) => fix !== undefined),
        };
      }
    }
  },
});

/** Setter calls that happen after a wait and that nothing ties to the current run of the effect. */
function unguardedWrites(doc: Document, trace: Trace): Action[] {
  const guards = new Guards(doc, trace);
  return trace.actions.filter(
    (action) =>
      action.sets !== undefined &&
      action.after !== undefined &&
      action.when !== 'cleanup' &&
      !releasedHandle(doc, trace, guards, action) &&
      !storesByKey(doc, action) &&
      !guards.protects(action),
  );
}

/** Writes in callbacks of a subscription that the cleanup ends: the library drops late messages itself. */
function releasedHandle(doc: Document, trace: Trace, guards: Guards, action: Action): boolean {
  if (action.when !== 'callback' || !action.given) return false;
  const name = calleeName(doc, action.given) ?? '';
  if (/^set(?:Timeout|Interval)$|^request/.test(name)) return false;
  if (trace.cleanups.some((cleanup) => cleanup.node.contains(action.given as SyntaxNode))) return true;
  const declarator = action.given.closest((n) => n.type === 'variable_declarator');
  const identifier = declarator?.get('name');
  return [...guards.touched].some((binding) => binding.identifier === identifier);
}

/** `setUsers((all) => ({ ...all, [id]: user }))` puts every answer in its own place. */
function storesByKey(doc: Document, action: Action): boolean {
  const [value] = action.node.type === 'call_expression' ? argumentsOf(action.node) : [];
  const updater = value && bare(value);
  if (!updater || !isFunction(updater)) return false;
  for (const node of updater.walk()) {
    if (node.type === 'computed_property_name') return true;
    if (node.type === 'call_expression' && calleeName(doc, node) === 'set') return true;
  }
  return false;
}

function writesLiteral(doc: Document, action: Action): boolean {
  if (action.node.type !== 'call_expression') return false;
  const [value] = argumentsOf(action.node);
  if (!value) return true;
  const type = bare(value).type;
  return ['true', 'false', 'null', 'undefined', 'number', 'string'].includes(type) || /^(?:\[\]|\{\})$/.test(textOf(doc, value));
}

/** The changing dependency that the request reads: directly, or through a function or constant of the component. */
function dependencyOfAnswer(doc: Document, effect: Effect, action: Action): SyntaxNode | undefined {
  const { component, callback } = effect;
  if (!callback) return undefined;
  const changing = changingDeps(doc, effect);
  const functions = [...new Set(action.frames.map((frame) => frame.fn))];
  return changing.find((dep) => {
    const root = rootIdentifier(dep);
    const name = root && textOf(doc, root);
    return functions.some((fn) => {
      for (const use of uses(doc, fn.get('body') ?? fn, (binding) => isChangingBinding(doc, component, binding))) {
        if (textOf(doc, use) === name) return true;
      }
      return false;
    });
  });
}

/** `fetchUser` in `await fetchUser(id)` and `fetchUser(id).then(…)`. */
function awaitedCall(doc: Document, action: Action): string | undefined {
  for (const node of action.after?.walk() ?? []) {
    if (node.type !== 'call_expression') continue;
    const name = calleeName(doc, node);
    if (name && !/^(?:then|catch|finally|json|text|blob)$/.test(name)) return name;
  }
  return undefined;
}

/** A component that its file renders only as `<Profile key={userId} …>` starts afresh for every value. */
function renderedOnlyWithKey(doc: Document, effect: Effect, dep: SyntaxNode): boolean {
  const { component } = effect;
  if (!component.name || !/^[A-Z]/.test(component.name)) return false;
  const root = rootIdentifier(dep);
  const prop = root && textOf(doc, root);
  const openings = [...doc.text.matchAll(new RegExp(`<${component.name}\\b[^>]*>`, 'g'))].map((match) => match[0]);
  if (openings.length === 0 || !prop) return false;
  return openings.every((opening) => {
    const key = /\bkey=\{([^}]*)\}/.exec(opening)?.[1];
    return key !== undefined && new RegExp(`\\b${prop}=\\{\\s*${escape(key.trim())}\\s*\\}`).test(opening);
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** `let ignore = false` per run, tested after every wait, set by the cleanup. */
function ignoreFix(doc: Document, trace: Trace, writes: readonly Action[]): Fix | undefined {
  const { callback } = trace.effect;
  if (!callback || isAsync(doc, callback)) return undefined;
  const flag = ['ignore', 'ignoreAnswer', 'isStale'].find((name) => !new RegExp(`\\b${name}\\b`).test(textOf(doc, callback)));
  const declare = flag && prependToBody(doc, callback, [`let ${flag} = false;`]);
  const cleanup = flag && addToCleanup(doc, trace, [`${flag} = true;`]);
  if (!flag || !declare || !cleanup) return undefined;
  const tests = new Map<number, Edit>();
  for (const write of writes) {
    // A function outside of the effect cannot see the flag.
    if (write.frames.some((frame) => frame.after && !callback.contains(frame.fn))) return undefined;
    const edit = testBefore(doc, write, flag);
    if (!edit) return undefined;
    tests.set(edit.start, edit);
  }
  return { title: 'Ignore stale answers', kind: 'suggested', edits: [declare, ...tests.values(), cleanup] };
}

/** `if (ignore) return;` as late as it can stand before a write: after the statement that waits, or on top of the callback. */
function testBefore(doc: Document, write: Action, flag: string): Edit | undefined {
  const frame = [...write.frames].reverse().find((f) => f.after !== undefined);
  if (!frame?.after) return undefined;
  const br = lineBreak(doc);
  if (write.node.type === 'identifier') {
    // `.then(setUser)`: the setter is handed over and has to be wrapped.
    const name = stateWord(write.node, doc);
    return { start: write.node.start, end: write.node.end, newText: `(${name}) => {${br}${wrapLines(doc, write.node, flag, name, br)}` };
  }
  if (!frame.fn.contains(frame.after)) return testOnTop(doc, frame.fn, flag);
  const statement = statementIn(frame.after);
  if (!statement) return undefined;
  if (statement.contains(write.node) && statement.type === 'expression_statement') return splitAwait(doc, statement, frame.after, write, flag, br);
  const indent = indentAt(doc, statement.start);
  return { start: statement.end, end: statement.end, newText: `${br}${indent}if (${flag}) return;` };
}

function testOnTop(doc: Document, fn: SyntaxNode, flag: string): Edit | undefined {
  const block = prependToBody(doc, fn, [`if (${flag}) return;`]);
  if (block) return block;
  const body = fn.get('body');
  if (!body) return undefined;
  return { start: body.start, end: body.start, newText: `!${flag} && ` };
}

/** `setUser(await fetchUser(id))` needs a name for the answer, so that the test can stand between. */
function splitAwait(doc: Document, statement: SyntaxNode, wait: SyntaxNode, write: Action, flag: string, br: string): Edit | undefined {
  const [argument] = argumentsOf(write.node);
  if (!argument || bare(argument) !== wait) return undefined;
  const indent = indentAt(doc, statement.start);
  const setter = write.node.get('function');
  if (!setter) return undefined;
  const name = stateWord(setter, doc);
  return {
    start: statement.start,
    end: statement.end,
    newText: `const ${name} = ${textOf(doc, wait)};${br}${indent}if (${flag}) return;${br}${indent}${textOf(doc, setter)}(${name});`,
  };
}

function wrapLines(doc: Document, node: SyntaxNode, flag: string, name: string, br: string): string {
  const indent = indentAt(doc, node.start);
  const unit = bodyIndent(doc, node).slice(indent.length) || '  ';
  return `${indent}${unit}if (${flag}) return;${br}${indent}${unit}${textOf(doc, node)}(${name});${br}${indent}}`;
}

/** A name for the answer: `nextUser` for `setUser`, which hides neither the state nor the setter. */
function stateWord(setter: SyntaxNode, doc: Document): string {
  return textOf(doc, setter).replace(/^set/, 'next');
}

/** The statement around a node, inside its function. */
function statementIn(node: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | null = node;
  while (at && !/(?:_statement|_declaration)$/.test(at.type)) at = isFunction(at) ? null : at.parent;
  return at?.parent?.type === 'statement_block' ? at : undefined;
}

/** The request is aborted when the next run begins; offered where it is a plain `fetch` whose rejection is dealt with. */
function abortFix(doc: Document, trace: Trace, write: Action): Fix | undefined {
  const { callback } = trace.effect;
  if (!callback || isAsync(doc, callback) || !write.after) return undefined;
  let request: SyntaxNode | undefined;
  for (const node of callback.walk()) {
    if (node.type !== 'call_expression') continue;
    const callee = node.get('function');
    if (callee?.type === 'identifier' && textOf(doc, callee) === 'fetch') {
      if (request) return undefined;
      request = node;
    }
  }
  if (!request || /\bcontroller\b/.test(textOf(doc, callback))) return undefined;
  const args = argumentsOf(request);
  const [url, init] = args;
  if (!url || args.length > 2) return undefined;
  const signal: Edit | undefined = !init
    ? { start: url.end, end: url.end, newText: ', { signal: controller.signal }' }
    : init.type === 'object' && init.parts.length > 0
      ? { start: init.start + 1, end: init.start + 1, newText: ' signal: controller.signal,' }
      : undefined;
  const declare = prependToBody(doc, callback, ['const controller = new AbortController();']);
  const cleanup = addToCleanup(doc, trace, ['controller.abort();']);
  return signal && declare && cleanup
    ? { title: 'Abort the request when a newer one starts', kind: 'suggested', edits: [declare, signal, cleanup] }
    : undefined;
}
