import { type Document, type Edit, type Fix, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import { bare, type Effect, importEdits, removeStatement, statementOf, textOf } from './index.ts';

/**
 * Gives the component a `key` where it is rendered and takes the effect away. Offered where that is all there is to
 * do: the component is private to this file, which renders it once, in no list, and names the dependency there.
 */
export function keyAtCallSite(
  doc: Document,
  root: SyntaxNode,
  effect: Effect,
  dep: SyntaxNode,
): Fix | undefined {
  const { component } = effect;
  const statement = statementOf(effect.call);
  const name = component.nameNode;
  if (!statement || effect.deps.length !== 1 || !name || isExported(doc, root, component.fn, component.name))
    return undefined;
  const sites = callSites(doc, root, component.name);
  const [site] = sites;
  if (!site || sites.length !== 1) return undefined;
  const binding = doc.model(scopes).resolve(name);
  // Any other mention may render it as well: `as={Profile}`, `memo(Profile)`.
  const mentions =
    binding?.references.filter(
      (use) => !sites.some((each) => each.contains(use)) && use.parent?.type !== 'jsx_closing_element',
    ) ?? [];
  if (mentions.length > 0 || isInList(site)) return undefined;
  const key = keyFor(doc, site, dep);
  if (key === undefined) return undefined;
  const tag = site.get('name') as SyntaxNode;
  const imports = importEdits(doc, root, [statement], [textOf(doc, effect.callee)]);
  if (!imports) return undefined;
  const edits: Edit[] = [
    ...imports,
    removeStatement(doc, statement),
    { start: tag.end, end: tag.end, newText: `${spaceBefore(doc, site, tag)}key={${key}}` },
  ];
  return {
    title: `Give \`${component.name}\` the key \`${key}\` and remove the effect`,
    kind: 'suggested',
    edits,
  };
}

function isExported(doc: Document, root: SyntaxNode, fn: SyntaxNode, name: string): boolean {
  return root.children.some(
    (node) =>
      node.type === 'export_statement' &&
      (node.contains(fn) ||
        new RegExp(`\\b${name}\\b`).test(
          textOf(doc, node.get('declaration') ? (node.get('value') ?? exportList(node)) : node),
        )),
  );
}

/** Of an export that declares something else, nothing names the component. */
function exportList(node: SyntaxNode): SyntaxNode {
  return (
    node.children.find((c) => c.type === 'export_clause') ??
    ({ start: node.start, end: node.start } as SyntaxNode)
  );
}

/** The opening tags that render a component in this file. */
function callSites(doc: Document, root: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const match of doc.text.matchAll(new RegExp(`<${name}(?![\\w.$])`, 'g'))) {
    const at = root.at({ start: match.index + 1, end: match.index + 1 + name.length });
    const tag = at.parent;
    if (tag?.type === 'jsx_self_closing_element' || tag?.type === 'jsx_opening_element') found.push(tag);
  }
  return found;
}

/** What stands before the first attribute: a space, or a line of its own. */
function spaceBefore(doc: Document, site: SyntaxNode, tag: SyntaxNode): string {
  const first = site.children.find((child) => child.type === 'jsx_attribute');
  const space = first ? doc.text.slice(tag.end, first.start) : '';
  return /^\s*\n\s*$/.test(space) ? space : ' ';
}

/** In a list the key already says which element is which. */
function isInList(site: SyntaxNode): boolean {
  return (
    site.closest(
      (n) => n.type === 'array' || (n.type === 'arguments' && n.parent?.type === 'call_expression'),
    ) !== undefined
  );
}

/** The expression that the call site gives the dependency; `undefined` when it is given none, or there is a key. */
function keyFor(doc: Document, site: SyntaxNode, dep: SyntaxNode): string | undefined {
  const [prop, ...path] = textOf(doc, bare(dep)).split('.');
  let key: string | undefined;
  for (const attribute of site.children) {
    // What is spread may hold a key, or the prop.
    if (attribute.type === 'jsx_expression') return undefined;
    if (attribute.type !== 'jsx_attribute') continue;
    const [name, value] = attribute.parts;
    const text = name && textOf(doc, name);
    if (text === 'key') return undefined;
    if (text !== prop || value?.type !== 'jsx_expression') continue;
    const expression = value.parts[0];
    if (!expression || !/^[\w$.]+$/.test(textOf(doc, expression))) return undefined;
    key = [textOf(doc, expression), ...path].join('.');
  }
  return key;
}
