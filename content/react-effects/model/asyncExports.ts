import {
  type Binding,
  type Document,
  type FactsView,
  type FileFacts,
  type SyntaxNode,
  scopes,
} from '../../../src/engine/index.ts';
import { importSource, textOf } from './hooks.ts';
import { moduleKey, resolveSpecifier } from './specifiers.ts';

// Facts: the async functions that a file exports, read from its text alone, because parsing every file costs more.

const EXPORTED_FUNCTION = /^export[ \t]+(default[ \t]+)?async[ \t]+function\b(?![ \t]*\*)[ \t]*([\w$]*)/gm;

const EXPORTED_VARIABLE =
  /^export[ \t]+const[ \t]+([\w$]+)[^=\n]*=[ \t]*async\b(?![ \t]*[.=,;)])(?![ \t]*function[ \t]*\*)/gm;

const EXPORTED_ARROW = /^export[ \t]+default[ \t]+async[ \t]*(?:\(|[\w$]+[ \t]*=>)/m;

const DECLARED =
  /^(?:async[ \t]+function\b(?![ \t]*\*)[ \t]*([\w$]+)|const[ \t]+([\w$]+)[^=\n]*=[ \t]*async\b(?![ \t]*[.=,;)])(?![ \t]*function[ \t]*\*))/gm;

const EXPORT_LIST = /^export[ \t]*\{([^}]*)\}[ \t]*(?!\s*from\b)/gm;

const EXPORT_DEFAULT_NAME = /^export[ \t]+default[ \t]+([\w$]+)[ \t]*;?[ \t]*$/m;

/** The facts of a file: `async:<module>#<export>` for each async function that it exports. */
export function asyncExports(doc: Document): FileFacts | undefined {
  const { text } = doc;
  const names = new Set<string>();
  for (const [, isDefault, name] of text.matchAll(EXPORTED_FUNCTION))
    names.add(isDefault ? 'default' : (name as string));
  for (const [, name] of text.matchAll(EXPORTED_VARIABLE)) names.add(name as string);
  if (EXPORTED_ARROW.test(text)) names.add('default');
  const declared = new Set([...text.matchAll(DECLARED)].map(([, fn, variable]) => fn ?? variable));
  if (declared.size > 0) {
    const name = EXPORT_DEFAULT_NAME.exec(text)?.[1];
    if (declared.has(name)) names.add('default');
    for (const [, list = ''] of text.matchAll(EXPORT_LIST)) {
      for (const item of list.split(',')) {
        const [, local, alias] = /^\s*([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(item) ?? [];
        if (declared.has(local)) names.add((alias ?? local) as string);
      }
    }
  }
  if (names.size === 0) return undefined;
  const module = moduleKey(doc.uri);
  return Object.fromEntries([...names].map((name) => [`async:${module}#${name}`, true]));
}

/** Whether an identifier is imported from a file of the workspace that exports it as an async function. */
export function isAsyncImport(doc: Document, facts: FactsView, identifier: SyntaxNode): boolean {
  const binding: Binding | undefined = doc.model(scopes).resolve(identifier);
  if (binding?.kind !== 'import') return false;
  const module = resolveSpecifier(doc.uri, importSource(doc, binding.declaration) ?? '');
  if (!module || binding.declaration.type === 'namespace_import') return false;
  const imported = binding.declaration.get('name');
  const name =
    binding.declaration.type === 'import_specifier' && imported ? textOf(doc, imported) : 'default';
  return facts.get(`async:${module}#${name}`).length > 0;
}
