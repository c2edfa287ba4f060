import {
  type Binding,
  type Document,
  type Edit,
  type Fix,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import {
  bare,
  importEdits,
  indentAt,
  isLiteralValue,
  isOfRender,
  removeStatement,
  type State,
  type StateWrite,
  type StateWrites,
  statementOf,
  textOf,
  uses,
} from './index.ts';
import { presenceTested } from './presence.ts';

/**
 * Fixes that replace a state and the effect that fills it by a constant, or by `useMemo` where a hook relies on the
 * value staying the same between renders. None when the value would be used before it can be computed.
 */
export function computeInstead(doc: Document, writes: StateWrites, state: State, root: SyntaxNode): Fix[] {
  const declaration = statementOf(state.declarator);
  const effect = statementOf(writes.effect.call);
  const value = state.value;
  if (!declaration || !effect || !value || declaration.parent !== effect.parent) return [];
  const at = placeOf(doc, writes, value, declaration, effect);
  if (!at) return [];
  const fixes: Fix[] = [];
  const constant = asConstant(doc, writes, at, effect);
  const memo = asMemo(doc, writes, value, at, effect);
  const name = value.name;
  const make = (text: string | undefined, title: string, add?: string) => {
    if (text === undefined) return;
    const semicolon = textOf(doc, effect).endsWith(';') ? ';' : '';
    const other = at === effect ? declaration : effect;
    const removed = [declaration, effect];
    const replaced: Edit = { start: at.start, end: at.end, newText: `const ${name} = ${text}${semicolon}` };
    const imports = importEdits(doc, root, removed, ['useState', textOf(doc, writes.effect.callee)], add);
    if (imports)
      fixes.push({ title, kind: 'suggested', edits: [...imports, removeStatement(doc, other), replaced] });
  };
  const identityMatters = isDependency(doc, value) && !isPrimitive(doc, writes);
  if (!identityMatters) make(constant, `Compute \`${name}\` while rendering`);
  make(memo, `Compute \`${name}\` with useMemo`, namespaceOf(doc, writes) ? undefined : 'useMemo');
  return fixes;
}

/** Whether the effect holds what an expression alone would lose or change: a comment, a text over several lines. */
function holdsText(doc: Document, writes: StateWrites): boolean {
  for (const node of writes.effect.call.walk()) {
    if (node.type === 'comment' || (node.type === 'template_string' && textOf(doc, node).includes('\n')))
      return true;
  }
  return false;
}

/** Where the constant can stand: in place of the effect when nothing above reads it, else in place of the state. */
function placeOf(
  doc: Document,
  writes: StateWrites,
  value: Binding,
  declaration: SyntaxNode,
  effect: SyntaxNode,
): SyntaxNode | undefined {
  const outside = value.references.filter((use) => !effect.contains(use));
  if (outside.every((use) => use.start > effect.end)) return effect;
  for (const use of uses(doc, writes.callback, (binding) => isOfRender(writes.effect.component, binding))) {
    const binding = doc.model(scopes).resolve(use);
    if (
      binding &&
      binding !== value &&
      binding !== writes.writes[0]?.setter &&
      binding.kind !== 'parameter' &&
      binding.identifier.start > declaration.start
    )
      return undefined;
  }
  return declaration;
}

/** The value as one expression: of the only write, or of the two that an `if` chooses between. */
function asConstant(
  doc: Document,
  writes: StateWrites,
  at: SyntaxNode,
  effect: SyntaxNode,
): string | undefined {
  const [first, second, ...more] = writes.writes;
  if (!first?.value || more.length > 0 || holdsText(doc, writes)) return undefined;
  const text = (node: SyntaxNode) => moved(doc, node, effect, at);
  const present =
    second || writes.always.has(first.setter) ? undefined : presenceTested(doc, writes.effect, first);
  if (present) return declares(writes) ? undefined : whilePresent(doc, first, present);
  const named = second ? undefined : namedValue(doc, writes, first);
  if (named) return text(bareOfParentheses(named));
  if (declares(writes)) return undefined;
  if (!second) return text(bareOfParentheses(first.value));
  const choice = first.call.closest(
    (n) => n.type === 'if_statement' || n.type === 'ternary_expression',
    writes.callback,
  );
  const condition = choice?.get('condition');
  if (!choice || !condition || !second.value || first.conditions.length !== 1 || second.conditions.length > 1)
    return undefined;
  const inside = choice.get('alternative')?.contains(second.call) ?? false;
  if (!choice.get('consequence')?.contains(first.call) || (!inside && !isEarlyExit(choice, second)))
    return undefined;
  const [yes, no] = [first.value, second.value];
  if (textOf(doc, yes) === 'true' && textOf(doc, no) === 'false' && isBoolean(doc, condition))
    return text(bare(condition));
  const whole = `${text(bare(condition))} ? ${text(yes)} : ${text(no)}`;
  return whole.includes('\n') || whole.length > 100 ? undefined : whole;
}

/** `if (user) setName(user.name)` from `useState('')`: what the state was at first stands for what is not there yet. */
function whilePresent(doc: Document, write: StateWrite, dep: SyntaxNode): string | undefined {
  const { initial } = write.state;
  if (!write.value || (initial && !isLiteralValue(doc, initial))) return undefined;
  const text = `${textOf(doc, dep)} ? ${textOf(doc, write.value)} : ${initial ? textOf(doc, initial) : 'undefined'}`;
  return text.includes('\n') || text.length > 100 ? undefined : text;
}

/** `const next = …; setX(next);` with nothing else around: what `next` is. */
function namedValue(doc: Document, writes: StateWrites, write: StateWrite): SyntaxNode | undefined {
  const [declaration, last, ...more] = writes.callback.get('body')?.parts ?? [];
  if (declaration?.type !== 'lexical_declaration' || !last?.contains(write.call) || more.length > 0)
    return undefined;
  const [declarator, ...others] = declaration.parts.filter((part) => part.type === 'variable_declarator');
  const name = declarator?.get('name');
  const value = declarator?.get('value');
  if (others.length > 0 || !name || !value || name.type !== 'identifier' || !write.value) return undefined;
  const written = bare(write.value);
  return written.type === 'identifier' && textOf(doc, written) === textOf(doc, name) ? value : undefined;
}

/** `if (!user) { setName(''); return; } setName(user.name);` */
function isEarlyExit(choice: SyntaxNode, second: StateWrite): boolean {
  return second.call.start > choice.end && second.call.parent?.parent === choice.parent;
}

function isBoolean(doc: Document, condition: SyntaxNode): boolean {
  const node = bare(condition);
  if (node.type === 'unary_expression') return textOf(doc, node).startsWith('!');
  const operator = node.type === 'binary_expression' ? node.get('operator') : undefined;
  return !!operator && /^(?:[<>]=?|[!=]==?|in|instanceof)$/.test(textOf(doc, operator));
}

function declares(writes: StateWrites): boolean {
  for (const node of writes.callback.walk((n) => n === writes.callback || !isFunction(n))) {
    if (/^(?:lexical|variable)_declaration$|^for_|assignment_expression$|update_expression$/.test(node.type))
      return true;
  }
  return false;
}

function bareOfParentheses(node: SyntaxNode): SyntaxNode {
  const inner = node.type === 'parenthesized_expression' ? node.parts[0] : undefined;
  return inner ?? node;
}

/** The effect's own function with `return` where it called the setter. */
function asMemo(
  doc: Document,
  writes: StateWrites,
  value: Binding,
  at: SyntaxNode,
  effect: SyntaxNode,
): string | undefined {
  const { call, callee, depsNode } = writes.effect;
  if (!depsNode || writes.callback.parent?.parent !== call || writes.callback.type !== 'arrow_function')
    return undefined;
  if (writes.effect.deps.some((dep) => textOf(doc, dep) === value.name)) return undefined;
  const edits: Edit[] = [
    { start: callee.start, end: callee.end, newText: `${namespaceOf(doc, writes)}useMemo` },
  ];
  for (const write of writes.writes) {
    const edit = write.value && returnInstead(doc, write, writes);
    if (!edit) return undefined;
    edits.push(edit);
  }
  const ordered = edits.sort((a, b) => a.start - b.start);
  let text = '';
  let from = call.start;
  for (const edit of ordered) {
    text += doc.text.slice(from, edit.start) + edit.newText;
    from = edit.end;
  }
  text += doc.text.slice(from, call.end);
  return dedent(text, indentAt(doc, effect.start), indentAt(doc, at.start));
}

function returnInstead(doc: Document, write: StateWrite, writes: StateWrites): Edit | undefined {
  const { call, value } = write;
  if (!value) return undefined;
  const body = writes.callback.get('body') as SyntaxNode;
  const text = textOf(doc, value);
  if (bare(body) === call)
    return {
      start: body.start,
      end: body.end,
      newText: bare(value).type === 'object' && value.type === 'object' ? `(${text})` : text,
    };
  const statement = call.parent;
  if (statement?.type !== 'expression_statement' || write.conditions.some((c) => c.contains(call)))
    return undefined;
  const next = after(statement);
  const semicolon = textOf(doc, statement).endsWith(';') ? ';' : '';
  // `setName(''); return;` becomes one statement.
  if (next && doc.text.slice(statement.end, next.start).trim() !== '') return undefined;
  if (next?.type === 'return_statement' && next.parts.length === 0)
    return { start: statement.start, end: next.end, newText: `return ${text}${semicolon}` };
  for (let at: SyntaxNode | null = statement; at && at !== body; at = at.parent)
    if (after(at) && at.type !== 'else_clause') return undefined;
  return { start: statement.start, end: statement.end, newText: `return ${text}${semicolon}` };
}

/** The statement after another in the same block. */
function after(statement: SyntaxNode): SyntaxNode | undefined {
  if (statement.parent?.type !== 'statement_block') return undefined;
  const { parts } = statement.parent;
  return parts[parts.indexOf(statement) + 1];
}

/** `React.` where the effect hook is called as its property. */
function namespaceOf(doc: Document, writes: StateWrites): string {
  const object = writes.effect.callee.get('object');
  return object ? `${textOf(doc, object)}.` : '';
}

/** Whether a hook compares the value by identity: it stands in the hook's dependencies. */
function isDependency(doc: Document, value: Binding): boolean {
  return value.references.some((use) => {
    const array = use.closest((n) => n.type === 'array');
    const call = array?.parent?.type === 'arguments' ? array.parent.parent : undefined;
    const callee = call?.get('function');
    return !!callee && /\buse[A-Z]\w*$/.test(textOf(doc, callee));
  });
}

/** Whether all values written are strings, numbers or booleans, as far as their form tells. */
function isPrimitive(doc: Document, writes: StateWrites): boolean {
  return writes.writes.every(({ value }) => {
    if (!value) return true;
    const node = bare(value);
    if (/^(?:string|template_string|number|true|false|null|undefined|unary_expression)$/.test(node.type))
      return true;
    if (node.type === 'member_expression') return textOf(doc, node).endsWith('.length');
    if (node.type === 'call_expression')
      return /^(?:Boolean|String|Number|Math\.\w+|parseInt|parseFloat)$/.test(
        textOf(doc, node.get('function') ?? node),
      );
    const operator = node.type === 'binary_expression' ? node.get('operator') : undefined;
    return !!operator && !/^(?:&&|\|\||\?\?)$/.test(textOf(doc, operator));
  });
}

/** The text of a node of the effect, with its further lines indented for the place it moves to. */
function moved(doc: Document, node: SyntaxNode, effect: SyntaxNode, at: SyntaxNode): string {
  const text = textOf(doc, node);
  return text.includes('\n')
    ? dedent(text, indentAt(doc, node.start), indentAt(doc, at === effect ? effect.start : at.start))
    : text;
}

function dedent(text: string, from: string, to: string): string {
  return from === to ? text : text.replaceAll(`\n${from}`, `\n${to}`);
}
