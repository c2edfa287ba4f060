import { type Document, type Scopes, type SyntaxNode, scopes } from '../../../src/engine/index.ts';

/** The effect hooks; a text without one of these words holds nothing of this topic. */
export const EFFECT_WORDS = ['useEffect', 'useLayoutEffect', 'useInsertionEffect'] as const;

export const REACT_LANGUAGES = ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'] as const;

const REACT_PACKAGES = /^(?:react|preact(?:\/(?:hooks|compat))?|react-dom|@wordpress\/element|react-native)$/;

/** The text of a node. */
export function textOf(doc: Document, node: SyntaxNode): string {
  return doc.slice(node);
}

/** Strips parentheses, `!`, `as T` and `satisfies T`, which change nothing at run time. */
export function bare(node: SyntaxNode): SyntaxNode {
  let at = node;
  for (;;) {
    const inner =
      at.type === 'parenthesized_expression' ||
      at.type === 'non_null_expression' ||
      at.type === 'as_expression' ||
      at.type === 'satisfies_expression'
        ? at.parts[0]
        : undefined;
    if (!inner) return at;
    at = inner;
  }
}

/** The name of a property access (`b` in `a.b` and `a?.b`), or `undefined` for any other node. */
export function propertyName(doc: Document, node: SyntaxNode): string | undefined {
  if (node.type !== 'member_expression') return undefined;
  const property = node.get('property');
  return property && textOf(doc, property);
}

/** The last name of what a call calls: `f` in `f()`, `b` in `a.b()`. */
export function calleeName(doc: Document, call: SyntaxNode): string | undefined {
  const callee = call.get('function') ?? call.get('constructor');
  return callee && lastName(doc, callee);
}

/** The last name of an identifier or a property access: `f` in `f`, `b` in `a.b`; `undefined` for anything else. */
export function lastName(doc: Document, expression: SyntaxNode): string | undefined {
  const inner = bare(expression);
  return inner.type === 'identifier' ? textOf(doc, inner) : propertyName(doc, inner);
}

/** A text as a pattern that matches just it. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The arguments of a call, comments left out. */
export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return call.get('arguments')?.parts ?? [];
}

/**
 * The React hook that a call calls (`useEffect`, also as `React.useEffect` and under an import alias), or `undefined`
 * when the name is declared by the file itself or imported from a package that is not React.
 */
export function reactHook(doc: Document, call: SyntaxNode): string | undefined {
  if (call.type !== 'call_expression') return undefined;
  const callee = call.get('function');
  if (!callee) return undefined;
  const resolver = doc.model(scopes);
  if (callee.type === 'member_expression') {
    const object = callee.get('object');
    const name = propertyName(doc, callee);
    if (object?.type !== 'identifier' || !name?.startsWith('use')) return undefined;
    return isReactNamespace(doc, resolver, object) ? name : undefined;
  }
  if (callee.type !== 'identifier') return undefined;
  const name = textOf(doc, callee);
  const binding = resolver.resolve(callee);
  if (!binding) return name.startsWith('use') ? name : undefined;
  if (binding.kind !== 'import') return undefined;
  if (!REACT_PACKAGES.test(importSource(doc, binding.declaration) ?? '')) return undefined;
  const imported = binding.declaration.get('name');
  return imported ? textOf(doc, imported) : name;
}

function isReactNamespace(doc: Document, resolver: Scopes, object: SyntaxNode): boolean {
  const binding = resolver.resolve(object);
  if (!binding) return textOf(doc, object) === 'React';
  return binding.kind === 'import' && REACT_PACKAGES.test(importSource(doc, binding.declaration) ?? '');
}

/** The module that an import specifier or import statement names, without quotes. */
export function importSource(doc: Document, declaration: SyntaxNode): string | undefined {
  const statement =
    declaration.type === 'import_statement'
      ? declaration
      : declaration.closest((n) => n.type === 'import_statement');
  const source = statement?.get('source');
  return source && textOf(doc, source).slice(1, -1);
}

/** Whether a function has the `async` word. */
export function isAsync(doc: Document, fn: SyntaxNode): boolean {
  return /^(?:static\s+)?async\b/.test(doc.text.slice(fn.start, fn.start + 24));
}
