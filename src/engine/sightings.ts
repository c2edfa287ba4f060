import { Query, type Tree } from 'web-tree-sitter';
import type { Document } from './document.ts';
import { hasGrammar, syntaxTree } from './parsers/treeSitter.ts';
import type { Sighting } from './types.ts';

/** What a lesson is about, from its front matter. */
export interface About {
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
  readonly languages: readonly string[];
  /** A tree-sitter query: `@at` captures the sighting, every other capture a name for the lesson's placeholders. */
  readonly query: string;
}

const compiled = new WeakMap<object, Map<string, Query>>();

/**
 * A query for the grammar of a tree, compiled once.
 * @throws when it is not valid for that grammar
 */
export function queryFor(tree: Tree, source: string): Query {
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

/**
 * All sightings of a document, smallest first where they lie within each other. A query may match one place several
 * times, through several of its patterns; that is one sighting, with the names of all matches.
 * @throws when a query is not valid for the document's grammar; the content check finds that before a reader does.
 */
export function findSightings(doc: Document, abouts: readonly About[]): Sighting[] {
  const relevant = abouts.filter((about) => about.languages.includes(doc.languageId));
  if (relevant.length === 0 || !hasGrammar(doc.languageId)) return [];
  const tree = doc.model(syntaxTree);
  const found = new Map<string, Sighting & { names: Record<string, string> }>();
  for (const about of relevant) {
    for (const match of queryFor(tree, about.query).matches(tree.rootNode)) {
      const names: Record<string, string> = {};
      let at: { start: number; end: number } | undefined;
      for (const { name, node } of match.captures) {
        if (name === 'at') at = { start: node.startIndex, end: node.endIndex };
        else if (!name.startsWith('_')) names[name] = doc.text.slice(node.startIndex, node.endIndex);
      }
      if (!at) continue;
      const key = `${about.lesson} ${at.start} ${at.end}`;
      const before = found.get(key);
      if (before) before.names = { ...names, ...before.names };
      else found.set(key, { lesson: about.lesson, names, ...at });
    }
  }
  return [...found.values()].sort((a, b) => a.end - a.start - (b.end - b.start));
}
