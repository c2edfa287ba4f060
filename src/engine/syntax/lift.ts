import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { Document } from '../document.ts';
import { defineModel } from '../model.ts';
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

function lift(doc: Document, tree: Tree): SyntaxNode {
  const cursor = tree.walk();
  const lookup = names(tree.language);
  const root = new SyntaxNode('program', 0, doc.text.length, null, null);
  if (cursor.gotoFirstChild()) liftSiblings(cursor, root, lookup, tree, true);
  cursor.delete();
  return root;
}

/** Lifts the node under the cursor and the siblings after it, and leaves the cursor at their parent. */
function liftSiblings(
  cursor: TreeCursor,
  parent: SyntaxNode,
  lookup: Names,
  tree: Tree,
  outermost: boolean,
): void {
  do {
    const typeId = cursor.nodeTypeId;
    const fieldId = cursor.currentFieldId;
    const type = lookup.types[typeId] ?? 'ERROR';
    const isError = type === 'ERROR';
    if (!isError && lookup.named[typeId] !== 1 && fieldId === 0) continue;
    const field = fieldId === 0 ? null : (lookup.fields[fieldId] ?? null);
    const node = new SyntaxNode(type, cursor.startIndex, cursor.endIndex, parent, field);
    parent.append(node);
    if (outermost && (type === 'statement_block' || type === 'class_body') && field === 'body') {
      deferBody(cursor, node, lookup, tree);
    } else if (cursor.gotoFirstChild()) {
      liftSiblings(cursor, node, lookup, tree, outermost);
    }
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
}

function deferBody(cursor: TreeCursor, node: SyntaxNode, lookup: Names, tree: Tree): void {
  const index = cursor.currentDescendantIndex;
  node.defer((target) => {
    const inner = tree.walk();
    inner.gotoDescendant(index);
    if (inner.gotoFirstChild()) liftSiblings(inner, target, lookup, tree, false);
    inner.delete();
  });
}
