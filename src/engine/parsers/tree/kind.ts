import { type Node, Query, type Tree } from 'web-tree-sitter';
import { setOwn } from '../../../base/own.ts';
import type { Span } from '../../../base/span.ts';
import type { Document } from '../../document.ts';
import type { CommentPlace, Damage, Kind, KindParser, Place } from '../../kind.ts';
import { codeTokens, findCode, patternOf } from '../codeTokens.ts';
import { isGrammarLoaded, prepareGrammar, syntaxTree } from '../treeSitter.ts';

/** The parser of a kind whose languages have a tree-sitter grammar. Entries of `about` and `well` are queries. */
export default function treeParser(kind: Kind): KindParser {
  const literals = new Set(kind.literals);
  return {
    isLoaded: isGrammarLoaded,
    load: prepareGrammar,
    firstSyntaxError,
    damage,
    mayHold: () => undefined,
    placesOf: (doc, query) =>
      matchesOf(doc, query).flatMap(({ at, names }) => (at ? [{ ...at, names }] : [])),
    formsOf(doc, query) {
      const found = matchesOf(doc, query);
      return {
        good: found.flatMap(({ at, names }): Place[] => (at ? [{ ...at, names }] : [])),
        spoilt: found.flatMap(({ not }) => not),
      };
    },
    around,
    beside,
    commentPlace: (doc, at) => commentPlace(doc, at, literals),
    mentions(text) {
      const tokens = codeTokens(text, kind);
      return (code) => findCode(tokens, patternOf(code, kind))?.line;
    },
  };
}

const compiled = new WeakMap<object, Map<string, Query>>();

/**
 * A query for the grammar of a tree, compiled once.
 * @throws when it is not valid for that grammar
 */
function queryFor(tree: Tree, source: string): Query {
  let bySource = compiled.get(tree.language);
  if (!bySource) {
    bySource = new Map();
    compiled.set(tree.language, bySource);
  }
  let query = bySource.get(source);
  if (!query) {
    query = new Query(tree.language, source);
    bySource.set(source, query);
  }
  return query;
}

interface Match {
  readonly at: Span | undefined;
  /** Captures called `@not`. */
  readonly not: readonly Span[];
  /** Every other capture that does not begin with `_`. */
  readonly names: Readonly<Record<string, string>>;
}

/** What a query matches in a document. @throws when it is not valid for the document's grammar */
function matchesOf(doc: Document, query: unknown): Match[] {
  if (typeof query !== 'string') return [];
  const tree = doc.model(syntaxTree);
  return queryFor(tree, query)
    .matches(tree.rootNode)
    .map(({ captures }) => {
      const names: Record<string, string> = {};
      const not: Span[] = [];
      let at: Span | undefined;
      for (const { name, node } of captures) {
        const span = { start: node.startIndex, end: node.endIndex };
        if (name === 'at') at = span;
        else if (name === 'not') not.push(span);
        else if (!name.startsWith('_')) setOwn(names, name, doc.slice(span));
      }
      return { at, not, names };
    });
}

function firstSyntaxError(doc: Document): Span | undefined {
  const { rootNode } = doc.model(syntaxTree);
  if (!rootNode.hasError) return undefined;
  let node = rootNode;
  // Goes down along the first broken child, as long as there is one.
  for (;;) {
    const inner = node.children.find((child) => child?.isError || child?.isMissing || child?.hasError);
    if (!inner) break;
    node = inner;
    if (node.isError || node.isMissing) break;
  }
  return { start: node.startIndex, end: node.endIndex };
}

/** The places that the grammar skipped, and those where it imagined something. */
function damage(doc: Document): Damage {
  const open: Node[] = [doc.model(syntaxTree).rootNode];
  let faults = 0;
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.isError || node.isMissing) faults++;
    if (!node.hasError) continue;
    for (const child of node.children) if (child) open.push(child);
  }
  return { faults, unread: 0 };
}

function nodeAt(doc: Document, { start, end }: Span): Node | null {
  return doc.model(syntaxTree).rootNode.descendantForIndex(start, end - 1);
}

function* around(doc: Document, place: Span): Iterable<Span> {
  for (let node = nodeAt(doc, place); node?.parent; node = node.parent)
    yield { start: node.startIndex, end: node.endIndex };
}

/** The statements beside the largest node that a place covers: those after it, then those before it. */
function beside(doc: Document, place: Span): Iterable<Span>[] {
  let node = nodeAt(doc, place);
  while (node?.parent?.parent && node.parent.startIndex >= place.start && node.parent.endIndex <= place.end)
    node = node.parent;
  return [siblings(node, 'nextNamedSibling'), siblings(node, 'previousNamedSibling')];
}

function* siblings(node: Node | null, side: 'nextNamedSibling' | 'previousNamedSibling'): Iterable<Span> {
  for (let next = node?.[side]; next && next.type !== 'comment'; next = next[side])
    yield { start: next.startIndex, end: next.endIndex };
}

/**
 * Whether a comment on its own line above an offset would be in code or in text, by the types of the nodes around it.
 */
export function commentPlace(doc: Document, at: number, literals: ReadonlySet<string>): CommentPlace {
  const node = doc.model(syntaxTree).rootNode.descendantForIndex(at);
  if (!node) return 'code';
  if (node.startIndex < at && literals.has(node.type)) return 'text';
  const { parent } = outermostFrom(node, at);
  return parent && literals.has(parent.type) ? 'text' : 'code';
}

/** The largest node around a given one that begins at an offset, but for the whole text; the given one where none does. */
export function outermostFrom(node: Node, at: number): Node {
  let outermost = node;
  while (outermost.parent?.startIndex === at && outermost.parent.parent) outermost = outermost.parent;
  return outermost;
}
