import type { Language, Tree } from 'web-tree-sitter';
import type { Document } from '../../document.ts';
import { defineModel } from '../../model.ts';
import { FastCursor } from '../cursor.ts';
import { isMadeFrom, syntaxTree } from '../treeSitter.ts';
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

/**
 * The plain nodes of a JavaScript or TypeScript document. Bodies of outermost functions are lifted on first use; after
 * an edit, module statements that the parser kept are kept here as well.
 */
export const syntax = defineModel<SyntaxNode>({
  name: 'syntax',
  build: (doc) => lift(doc, doc.model(syntaxTree), undefined),
  update: (previous, doc) => lift(doc, doc.model(syntaxTree), previous),
});

/** The tree that bodies not lifted yet are lifted from; shared by all versions that keep each other's statements. */
interface Source {
  tree: Tree;
}

/** The origin of the children of a root. */
interface Origin {
  readonly source: Source;
  readonly statements: readonly Statement[];
}

/** A child of the root: a statement of the module, or a comment between them. */
interface Statement {
  /** Id of the tree's node. */
  readonly id: number;
  readonly node: SyntaxNode;
  /** Number of the tree's node, from which the numbers of the nodes below it count. */
  index: number;
}

const origins = new WeakMap<SyntaxNode, Origin>();

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

function lift(doc: Document, tree: Tree, previous: SyntaxNode | undefined): SyntaxNode {
  const root = new SyntaxNode('program', 0, doc.text.length, null, null);
  const before = previous && origins.get(previous);
  // Equal numbers mean the same node only one step back: later, its memory may belong to another node.
  const isNext = before !== undefined && isMadeFrom(tree, before.source.tree);
  const kept = isNext ? new Map(before.statements.map((statement) => [statement.id, statement])) : undefined;
  const source = isNext ? before.source : { tree };
  source.tree = tree;
  const statements: Statement[] = [];
  const lookup = names(tree.language);
  const cursor = new FastCursor(tree);
  if (cursor.toFirstChild()) {
    do {
      const { nodeId, descendantIndex } = cursor;
      const old = kept?.get(nodeId);
      const statement = old
        ? keep(old, root, cursor, descendantIndex)
        : liftStatement(cursor, root, lookup, source, nodeId, descendantIndex);
      if (statement) statements.push(statement);
    } while (cursor.toNextSibling());
  }
  cursor.free();
  origins.set(root, { source, statements });
  return root;
}

function keep(old: Statement, root: SyntaxNode, cursor: FastCursor, index: number): Statement {
  old.node.moveTo(root, cursor.start - old.node.start);
  root.append(old.node);
  old.index = index;
  return old;
}

/** Lifts the node under the cursor, a child of the root. */
function liftStatement(
  cursor: FastCursor,
  root: SyntaxNode,
  lookup: Names,
  source: Source,
  id: number,
  index: number,
): Statement | undefined {
  const node = liftNode(cursor, root, lookup);
  if (!node) return undefined;
  const statement: Statement = { id, node, index };
  if (!TOKENS.has(node.type) && cursor.toFirstChild()) {
    liftSiblings(cursor, node, lookup, { source, statement });
  }
  return statement;
}

/** The position of a body that is lifted later. */
interface Place {
  readonly source: Source;
  readonly statement: Statement;
}

/** Lifts only the node under the cursor, unless it is unnamed and in no field. */
function liftNode(cursor: FastCursor, parent: SyntaxNode, lookup: Names): SyntaxNode | undefined {
  const typeId = cursor.typeId;
  const fieldId = cursor.fieldId;
  const type = lookup.types[typeId] ?? 'ERROR';
  if (type !== 'ERROR' && lookup.named[typeId] !== 1 && fieldId === 0) return undefined;
  const field = fieldId === 0 ? null : (lookup.fields[fieldId] ?? null);
  const node = new SyntaxNode(type, cursor.start, cursor.end, parent, field);
  parent.append(node);
  return node;
}

/**
 * Lifts the node under the cursor and the siblings after it, and leaves the cursor at their parent.
 * @param outside given outside functions and classes, whose bodies are then lifted later
 */
function liftSiblings(
  cursor: FastCursor,
  parent: SyntaxNode,
  lookup: Names,
  outside: Place | undefined,
): void {
  do {
    const node = liftNode(cursor, parent, lookup);
    if (!node || TOKENS.has(node.type)) continue;
    const { type } = node;
    if (outside && (type === 'statement_block' || type === 'class_body') && node.field === 'body') {
      defer(cursor, node, lookup, outside);
    } else if (cursor.toFirstChild()) {
      liftSiblings(cursor, node, lookup, outside);
    }
  } while (cursor.toNextSibling());
  cursor.toParent();
}

function defer(cursor: FastCursor, node: SyntaxNode, lookup: Names, { source, statement }: Place): void {
  const inStatement = cursor.descendantIndex - statement.index;
  node.defer((target) => {
    const inner = new FastCursor(source.tree);
    inner.toDescendant(statement.index + inStatement);
    if (inner.toFirstChild()) liftSiblings(inner, target, lookup, undefined);
    inner.free();
  });
}
