import {
  type Binding,
  type Document,
  isFunction,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { type Component, functionBehind } from './component.ts';
import { argumentsOf, bare, propertyName, textOf } from './hooks.ts';

/** Names of the language that compute and neither read nor change anything outside. */
const PURE_GLOBALS = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'Math',
  'JSON',
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'BigInt',
  'Intl',
  'Map',
  'Set',
  'RegExp',
  'URL',
  'URLSearchParams',
  'Date',
  'Error',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
  'structuredClone',
]);

/** What the browser, Node or a test runner puts into the global scope and that is more than a computation. */
const WORLD =
  /^(?:window|document|navigator|location|history|screen|performance|crypto|console|localStorage|sessionStorage|indexedDB|caches|globalThis|self|global|process|require|fetch|alert|confirm|prompt|matchMedia|getComputedStyle|getSelection|setTimeout|setInterval|clearTimeout|clearInterval|requestAnimationFrame|cancelAnimationFrame|queueMicrotask|postMessage|eval|wp|chrome|browser)$/;

const PURE_METHODS = new Set([
  'map',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'some',
  'every',
  'reduce',
  'reduceRight',
  'includes',
  'indexOf',
  'lastIndexOf',
  'slice',
  'concat',
  'flat',
  'flatMap',
  'join',
  'at',
  'keys',
  'values',
  'entries',
  'has',
  'get',
  'forEach',
  'with',
  'toSorted',
  'toReversed',
  'toSpliced',
  'split',
  'trim',
  'trimStart',
  'trimEnd',
  'replace',
  'replaceAll',
  'startsWith',
  'endsWith',
  'toLowerCase',
  'toUpperCase',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'padStart',
  'padEnd',
  'substring',
  'substr',
  'charAt',
  'charCodeAt',
  'codePointAt',
  'match',
  'matchAll',
  'test',
  'localeCompare',
  'normalize',
  'repeat',
  'toString',
  'toFixed',
  'toPrecision',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toISOString',
  'toJSON',
  'toDateString',
  'getTime',
  'getDate',
  'getDay',
  'getMonth',
  'getFullYear',
  'getHours',
  'getMinutes',
  'getSeconds',
  'valueOf',
  'format',
  'hasOwnProperty',
]);

const MUTATING_METHODS = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'set',
  'add',
  'delete',
  'append',
]);

/** What a function of another file most likely does by its name: talks to the world, or reads something that is no argument. */
const IMPURE_NAME =
  /^(?:use[A-Z]|fetch|load|read|request|subscribe|listen|observe|measure|random|uuid|nanoid|generate|uniqueId|now|track|log|report|dispatch|set[A-Z]|save|store|persist|navigate|redirect|open|show|hide|toast|notify|announce|speak|select$|register|focus|blur|scroll|init|start|stop|run$|exec|import|require|debounce|throttle|createRef|createPortal)|Storage|Cookie|Random|Element|Rect|DOM|Dom[A-Z]|Node|Width|Height|Offset|Scroll|Viewport|Window|Document|Media|Browser|Client|Cache|Session|Now$|Today|Current|Computed|Focus|Visible|Async|Ref$/;

/** Properties through which a value is asked for what the browser laid out or holds at this moment. */
const MEASURES =
  /^(?:current|offset(?:Width|Height|Top|Left|Parent)|client(?:Width|Height|Top|Left)|scroll(?:Width|Height|Top|Left|Y|X)|inner(?:Width|Height|HTML|Text)|outerHTML|textContent|isConnected|ownerDocument|contentDocument|contentWindow|activeElement|dataset|classList|style|parentElement|parentNode|childNodes|firstChild|nextSibling|files)$/;

/**
 * Whether an expression only computes: from what it names, without waiting, without the DOM, refs, clocks, chance or
 * storage, and without changing anything that outlives it. Calls of functions whose code this file does not show are
 * judged by their names. `within` is the function whose own variables it may change.
 */
export function isPure(
  doc: Document,
  component: Component,
  node: SyntaxNode,
  within: SyntaxNode,
  depth = 0,
): boolean {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return isPureName(doc, component, node);
    case 'member_expression': {
      const object = node.get('object');
      const name = propertyName(doc, node) ?? '';
      return !!object && !MEASURES.test(name) && isPure(doc, component, object, within, depth);
    }
    case 'call_expression':
      return isPureCall(doc, component, node, within, depth);
    case 'new_expression':
      return isPureNew(doc, component, node, within, depth);
    case 'assignment_expression':
    case 'augmented_assignment_expression':
    case 'update_expression': {
      const target = node.get('left') ?? node.get('argument');
      return (
        !!target &&
        isLocal(doc, target, within) &&
        node.children.every(
          (c) => c === target || c.field === 'operator' || isPure(doc, component, c, within, depth),
        )
      );
    }
    case 'unary_expression':
      return !/^(?:delete|void)\b/.test(textOf(doc, node)) && allPure(doc, component, node, within, depth);
    case 'await_expression':
    case 'yield_expression':
    case 'try_statement':
    case 'throw_statement':
    case 'class':
    case 'ERROR':
      return false;
    case 'type_annotation':
    case 'type_arguments':
    case 'type_parameters':
    case 'comment':
      return true;
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression': {
      const value = node.parts[0];
      return !!value && isPure(doc, component, value, within, depth);
    }
    default:
      if (isFunction(node)) {
        const body = node.get('body');
        return !/^async\b/.test(textOf(doc, node)) && !!body && isPure(doc, component, body, within, depth);
      }
      if (node.type.startsWith('jsx_')) return false;
      return allPure(doc, component, node, within, depth);
  }
}

function allPure(
  doc: Document,
  component: Component,
  node: SyntaxNode,
  within: SyntaxNode,
  depth: number,
): boolean {
  return node.children.every(
    (child) =>
      child.field === 'operator' || child.field === 'kind' || isPure(doc, component, child, within, depth),
  );
}

function isPureName(doc: Document, component: Component, identifier: SyntaxNode): boolean {
  const binding = doc.model(scopes).resolve(identifier);
  if (!binding) return !WORLD.test(textOf(doc, identifier));
  return (
    !component.refs.includes(binding) &&
    !/(?:^ref|Ref)$/.test(binding.name) &&
    !isStateSetter(component, binding)
  );
}

function isStateSetter(component: Component, binding: Binding): boolean {
  return component.states.some((state) => state.setter === binding);
}

function isPureNew(
  doc: Document,
  component: Component,
  node: SyntaxNode,
  within: SyntaxNode,
  depth: number,
): boolean {
  const made = node.get('constructor');
  const name = made ? textOf(doc, made) : '';
  if (!/^(?:Map|Set|Date|RegExp|URL|URLSearchParams|Array|Error|Intl\.\w+)$/.test(name)) return false;
  const args = argumentsOf(node);
  // `new Date()` is the clock.
  if (name === 'Date' && args.length === 0) return false;
  return args.every((argument) => isPure(doc, component, argument, within, depth));
}

function isPureCall(
  doc: Document,
  component: Component,
  call: SyntaxNode,
  within: SyntaxNode,
  depth: number,
): boolean {
  const given = call.get('function');
  if (!given || !argumentsOf(call).every((argument) => isPure(doc, component, argument, within, depth)))
    return false;
  const callee = bare(given);
  if (callee.type === 'identifier') return isPureFunction(doc, component, callee, within, depth);
  if (callee.type !== 'member_expression')
    return isFunction(callee) && isPure(doc, component, callee, within, depth);
  const object = callee.get('object');
  const name = propertyName(doc, callee) ?? '';
  if (!object) return false;
  const root = bare(object);
  if (root.type === 'identifier') {
    const binding = doc.model(scopes).resolve(root);
    const rootName = textOf(doc, root);
    if (!binding) {
      if (!PURE_GLOBALS.has(rootName)) return false;
      return (
        !(rootName === 'Math' && name === 'random') &&
        !(rootName === 'Date' && name === 'now') &&
        !(rootName === 'Object' && name === 'assign' && argumentsOf(call)[0]?.type !== 'object')
      );
    }
    if (binding.kind === 'import') return !IMPURE_NAME.test(name) || PURE_METHODS.has(name);
  }
  if (!isPure(doc, component, root, within, depth)) return false;
  if (PURE_METHODS.has(name)) return true;
  return (
    MUTATING_METHODS.has(name) &&
    (root.type === 'identifier'
      ? isLocal(doc, root, within)
      : root.type === 'call_expression' || root.type === 'array' || root.type === 'new_expression')
  );
}

function isPureFunction(
  doc: Document,
  component: Component,
  callee: SyntaxNode,
  within: SyntaxNode,
  depth: number,
): boolean {
  const binding = doc.model(scopes).resolve(callee);
  const name = textOf(doc, callee);
  // A name that nothing declares is a function that is yet to be imported.
  if (!binding) return PURE_GLOBALS.has(name) || (!WORLD.test(name) && !IMPURE_NAME.test(name));
  if (isStateSetter(component, binding)) return false;
  const fn = functionBehind(doc, callee);
  if (fn && depth < 3) {
    const inner = fn.get('body');
    return (
      !/^async\b/.test(textOf(doc, fn)) &&
      !!inner &&
      isPure(doc, component, inner, within.contains(fn) ? within : fn, depth + 1)
    );
  }
  // Where a function of the component came from, a prop or a hook, it may look anywhere.
  if (component.fn.contains(binding.identifier)) return false;
  return !IMPURE_NAME.test(name);
}

/** Whether an expression that is changed belongs to the function itself. */
function isLocal(doc: Document, target: SyntaxNode, within: SyntaxNode): boolean {
  let at: SyntaxNode | undefined = bare(target);
  while (at && (at.type === 'member_expression' || at.type === 'subscript_expression')) at = at.get('object');
  if (at?.type !== 'identifier') return false;
  const binding = doc.model(scopes).resolve(at);
  return !!binding && within.contains(binding.identifier);
}
