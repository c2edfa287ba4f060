import type { Language, Tree } from 'web-tree-sitter';
import type { Document } from '../document.ts';
import { defineModel } from '../model.ts';
import { FastCursor } from '../parsers/cursor.ts';
import { syntaxTree } from '../parsers/treeSitter.ts';
import { SyntaxNode } from './node.ts';

interface Names {
  types: readonly (string | null)[];
  named: Uint8Array;
  fields: readonly (string | null)[];
}

const namesOf = new WeakMap<Language, Names>();

function names(language: Language): Names {
  let found = namesOf.get(language);
  if (!found) {
    const named = new Uint8Array(language.nodeTypeCount);
    for (let id = 0; id < named.length; id++) named[id] = language.nodeTypeIsNamed(id) ? 1 : 0;
    found = { types: language.types, named, fields: language.fields };
    namesOf.set(language, found);
  }
  return found;
}

/** The plain nodes of a JavaScript or TypeScript document. Bodies of outermost functions are lifted on first use. */
export const syntax = defineModel<SyntaxNode>({
  name: 'syntax',
  build: (doc) => lift(doc, doc.model(syntaxTree)),
});

/** Tokens, which have nothing below them. */
const TOKENS = new Set([
  'identifier',
  'property_identifier',
  'private_property_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'statement_identifier',
  'type_identifier',
  'string_fragment',
  'escape_sequence',
  'jsx_text',
  'number',
  'comment',
]);

function lift(doc: Document, tree: Tree): SyntaxNode {
  const root = new SyntaxNode('program', 0, doc.text.length, null, null);
  const lookup = names(tree.language);
  const cursor = new FastCursor(tree);
  if (cursor.toFirstChild()) liftSiblings(cursor, root, lookup, tree, true);
  cursor.free();
  return root;
}

/** Lifts the node under the cursor and the siblings after it, and leaves the cursor at their parent. */
function liftSiblings(
  cursor: FastCursor,
  parent: SyntaxNode,
  lookup: Names,
  tree: Tree,
  outermost: boolean,
): void {
  do {
    const typeId = cursor.typeId;
    const fieldId = cursor.fieldId;
    const type = lookup.types[typeId] ?? 'ERROR';
    const isError = type === 'ERROR';
    if (!isError && lookup.named[typeId] !== 1 && fieldId === 0) continue;
    const field = fieldId === 0 ? null : (lookup.fields[fieldId] ?? null);
    const node = new SyntaxNode(type, cursor.start, cursor.end, parent, field);
    parent.append(node);
    if (TOKENS.has(type)) continue;
    const isBody = outermost && (type === 'statement_block' || type === 'class_body') && field === 'body';
    if (isBody) defer(cursor, node, lookup, tree);
    else if (cursor.toFirstChild()) liftSiblings(cursor, node, lookup, tree, outermost);
  } while (cursor.toNextSibling());
  cursor.toParent();
}

function defer(cursor: FastCursor, node: SyntaxNode, lookup: Names, tree: Tree): void {
  const index = cursor.descendantIndex;
  node.defer((target) => {
    const inner = new FastCursor(tree);
    inner.toDescendant(index);
    if (inner.toFirstChild()) liftSiblings(inner, target, lookup, tree, false);
    inner.free();
  });
}
