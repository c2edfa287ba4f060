import {
  type Binding,
  type Document,
  defineModel,
  isFunction,
  type SyntaxNode,
  scopes,
  syntax,
} from '../../../src/engine/index.ts';
import { argumentsOf, bare, reactHook, textOf } from './hooks.ts';

/** A `useState` or `useReducer` of a component. */
export interface State {
  readonly hook: 'useState' | 'useReducer';
  /** The declarator `[value, setter] = useState(…)`. */
  readonly declarator: SyntaxNode;
  readonly call: SyntaxNode;
  /** The value's binding; absent in `const [, setX] = useState()`. */
  readonly value: Binding | undefined;
  readonly setter: Binding | undefined;
  /** The initial value, where one is given. */
  readonly initial: SyntaxNode | undefined;
}

/** One effect of a component. */
export interface Effect {
  readonly component: Component;
  /** `useEffect`, `useLayoutEffect` or `useInsertionEffect`. */
  readonly hook: string;
  readonly call: SyntaxNode;
  /** What is called, for hints that mean the whole effect: `useEffect`, `React.useEffect`. */
  readonly callee: SyntaxNode;
  /** The function the effect runs, also when it is given by name; absent when it is declared elsewhere. */
  readonly callback: SyntaxNode | undefined;
  /** The dependency array's node; absent when there is none or it is no array literal. */
  readonly depsNode: SyntaxNode | undefined;
  /** `every-render` without a second argument, `unknown` when it is no array literal. */
  readonly depsKind: 'every-render' | 'listed' | 'unknown';
  /** The elements of the dependency array. */
  readonly deps: readonly SyntaxNode[];
}

/** A function that calls an effect hook: a component, or a custom hook. */
export interface Component {
  readonly fn: SyntaxNode;
  /** `Profile`, `useUser`; '' for an anonymous one. */
  readonly name: string;
  readonly nameNode: SyntaxNode | undefined;
  readonly isHook: boolean;
  /** Names bound by its parameters: props of a component, arguments of a hook. */
  readonly props: readonly Binding[];
  readonly states: readonly State[];
  /** Results of `useRef`. */
  readonly refs: readonly Binding[];
  readonly effects: readonly Effect[];
}

/** All components and hooks of a document that have effects, in source order. */
export const components = defineModel<readonly Component[]>({
  name: 'react-components',
  build: findComponents,
});

const EFFECT_NAME = /\buse(?:Layout|Insertion)?Effect\b/g;

const EFFECT_ALIAS = /\buse(?:Layout|Insertion)?Effect\s+as\s+([\w$]+)/g;

/** The names under which a text calls effect hooks: `import { useEffect as effect }` gives one more. */
function effectNames(text: string): RegExp {
  const aliases = [...text.matchAll(EFFECT_ALIAS)].map(([, alias]) => alias as string);
  if (aliases.length === 0) return EFFECT_NAME;
  const names = aliases.map((alias) => alias.replaceAll('$', '\\$'));
  return new RegExp(`\\buse(?:Layout|Insertion)?Effect\\b|(?<![\\w$.])(?:${names.join('|')})(?![\\w$])`, 'g');
}

function findComponents(doc: Document): Component[] {
  const root = doc.model(syntax);
  const calls = new Map<SyntaxNode, { call: SyntaxNode; hook: string }[]>();
  for (const match of doc.text.matchAll(effectNames(doc.text))) {
    const at = { start: match.index, end: match.index + match[0].length };
    const name = root.at(at);
    const callee =
      name.parent?.type === 'member_expression' && name.field === 'property' ? name.parent : name;
    const call = callee.parent;
    if (call?.type !== 'call_expression' || callee.field !== 'function') continue;
    const hook = reactHook(doc, call);
    const fn = call.closest(isFunction);
    if (!hook || !fn) continue;
    const list = calls.get(fn);
    if (list) list.push({ call, hook });
    else calls.set(fn, [{ call, hook }]);
  }
  return [...calls].map(([fn, effects]) => buildComponent(doc, fn, effects));
}

function buildComponent(
  doc: Document,
  fn: SyntaxNode,
  calls: { call: SyntaxNode; hook: string }[],
): Component {
  const resolver = doc.model(scopes);
  resolver.enter(fn);
  const nameNode = functionName(fn);
  const name = nameNode ? textOf(doc, nameNode) : '';
  const states: State[] = [];
  const refs: Binding[] = [];
  for (const declarator of ownDeclarators(fn)) {
    const call = declarator.get('value');
    const target = declarator.get('name');
    if (!call || !target || call.type !== 'call_expression') continue;
    const hook = reactHook(doc, call);
    if ((hook === 'useState' || hook === 'useReducer') && target.type === 'array_pattern') {
      states.push(buildState(doc, hook, declarator, call, target));
    } else if (hook === 'useRef' && target.type === 'identifier') {
      const binding = resolver.resolve(target);
      if (binding) refs.push(binding);
    }
  }
  const parameters = resolver.scopeOf(fn.get('body') ?? fn);
  let scope: typeof parameters | undefined = parameters;
  while (scope && scope.node !== fn) scope = scope.parent;
  const props = [...(scope?.bindings.values() ?? [])].filter((b) => b.kind === 'parameter');
  const effects: Effect[] = [];
  const component: Component = {
    fn,
    name,
    nameNode,
    isHook: /^use[A-Z]/.test(name),
    props,
    states,
    refs,
    effects,
  };
  for (const { call, hook } of calls) effects.push(buildEffect(doc, component, hook, call));
  return component;
}

/** Declarators of the function itself, those in nested functions left out. */
function* ownDeclarators(fn: SyntaxNode): Generator<SyntaxNode> {
  const body = fn.get('body');
  if (!body) return;
  for (const node of body.walk((n) => !isFunction(n) && !n.type.startsWith('jsx_'))) {
    if (node.type === 'variable_declarator') yield node;
  }
}

function buildState(
  doc: Document,
  hook: State['hook'],
  declarator: SyntaxNode,
  call: SyntaxNode,
  target: SyntaxNode,
): State {
  const resolver = doc.model(scopes);
  // `[, setX]` has no node for the hole, so the comma tells which place a name stands in.
  const [first, second] = target.parts;
  const holes = first !== undefined && doc.text.slice(target.start, first.start).includes(',');
  const [value, setter] = holes ? [undefined, first] : [first, second];
  const args = argumentsOf(call);
  return {
    hook,
    declarator,
    call,
    value: value && resolver.resolve(value),
    setter: setter && resolver.resolve(setter),
    initial: hook === 'useState' ? args[0] : args[1],
  };
}

function buildEffect(doc: Document, component: Component, hook: string, call: SyntaxNode): Effect {
  const [given, second] = argumentsOf(call);
  const depsNode = second && bare(second).type === 'array' ? bare(second) : undefined;
  const isUndefined =
    second?.type === 'undefined' || (second?.type === 'identifier' && textOf(doc, second) === 'undefined');
  return {
    component,
    hook,
    call,
    callee: call.get('function') as SyntaxNode,
    callback: given && functionBehind(doc, given),
    depsNode,
    depsKind: !second || isUndefined ? 'every-render' : depsNode ? 'listed' : 'unknown',
    deps: depsNode ? depsNode.parts : [],
  };
}

/** The identifier under which a function is known: its own name, the variable or property it is assigned to. */
function functionName(fn: SyntaxNode): SyntaxNode | undefined {
  const own = fn.get('name');
  if (own) return own;
  // `const X = memo(forwardRef(function …))`: look through the calls that wrap it.
  let at: SyntaxNode | null = fn.parent;
  while (
    at &&
    [
      'arguments',
      'call_expression',
      'parenthesized_expression',
      'as_expression',
      'satisfies_expression',
    ].includes(at.type)
  ) {
    at = at.parent;
  }
  if (at?.type === 'variable_declarator') {
    const name = at.get('name');
    return name?.type === 'identifier' ? name : undefined;
  }
  if (at?.type === 'pair') return at.get('key');
  if (at?.type === 'assignment_expression') return at.get('left');
  return undefined;
}

const WRAPPERS = new Set([
  'useCallback',
  'useEffectEvent',
  'useEvent',
  'useEventCallback',
  'useMemoizedFn',
  'useLatestCallback',
]);
const DELAYS = /^(?:debounce|throttle|debounced|useDebounce\w*|useThrottle\w*)$/;

/**
 * The function that an expression stands for: itself, the local function or variable it names, and what
 * `useCallback`, `useEffectEvent`, `debounce` and `useMemo(() => debounce(…))` were given.
 * `undefined` when it comes from somewhere this file does not show.
 */
export function functionBehind(doc: Document, expression: SyntaxNode, depth = 0): SyntaxNode | undefined {
  const node = bare(expression);
  if (isFunction(node)) return node;
  if (depth > 4) return undefined;
  if (node.type === 'identifier') {
    const binding = doc.model(scopes).resolve(node);
    if (!binding) return undefined;
    if (isFunction(binding.declaration) && binding.kind === 'function') return binding.declaration;
    if (binding.kind !== 'const') return undefined;
    const name = binding.declaration.get('name');
    const value = binding.declaration.get('value');
    return value && name?.type === 'identifier' ? functionBehind(doc, value, depth + 1) : undefined;
  }
  if (node.type !== 'call_expression') return undefined;
  const callee = node.get('function');
  const last = callee?.type === 'member_expression' ? callee.get('property') : callee;
  const name = last ? textOf(doc, last) : '';
  const [given] = argumentsOf(node);
  if (!given) return undefined;
  if (WRAPPERS.has(name) || DELAYS.test(name)) return functionBehind(doc, given, depth + 1);
  if (name === 'useMemo') {
    const factory = bare(given);
    const body = isFunction(factory) ? factory.get('body') : undefined;
    if (!body) return undefined;
    if (body.type !== 'statement_block') return functionBehind(doc, body, depth + 1);
    const returned = body.parts.at(-1);
    const value = returned?.type === 'return_statement' ? returned.parts[0] : undefined;
    return value && functionBehind(doc, value, depth + 1);
  }
  return undefined;
}
