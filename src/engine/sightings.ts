import { Query, type Tree } from 'web-tree-sitter';
import type { Document } from './document.ts';
import { type DockerfileAbout, dockerfilePlaces } from './parsers/dockerfile/places.ts';
import { hasGrammar, syntaxTree } from './parsers/treeSitter.ts';
import { type YamlAbout, yamlPlaces } from './parsers/yaml/places.ts';
import type { Sighting, Span } from './types.ts';

/** What a lesson is about, from its front matter. */
export interface About {
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
  readonly languages: readonly string[];
  /** A tree-sitter query: `@at` captures the sighting, every other capture a name for the lesson's placeholders. */
  readonly query?: string;
  readonly yaml?: YamlAbout;
  readonly dockerfile?: DockerfileAbout;
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
  const found = new Map<string, Sighting & { names: Record<string, string> }>();
  for (const about of abouts) {
    if (!about.languages.includes(doc.languageId)) continue;
    for (const { start, end, names } of placesOf(doc, about)) {
      const key = `${about.lesson} ${start} ${end}`;
      const before = found.get(key);
      if (before) before.names = { ...names, ...before.names };
      else found.set(key, { lesson: about.lesson, names, start, end });
    }
  }
  return [...found.values()].sort((a, b) => a.end - a.start - (b.end - b.start));
}

type Place = Span & { names: Record<string, string> };

function placesOf(doc: Document, about: About): Place[] {
  if (about.yaml) return yamlPlaces(doc, about.yaml);
  if (about.dockerfile) return dockerfilePlaces(doc, about.dockerfile);
  if (about.query === undefined || !hasGrammar(doc.languageId)) return [];
  const tree = doc.model(syntaxTree);
  return queryFor(tree, about.query)
    .matches(tree.rootNode)
    .flatMap(({ captures }) => {
      const names: Record<string, string> = {};
      let at: Span | undefined;
      for (const { name, node } of captures) {
        if (name === 'at') at = { start: node.startIndex, end: node.endIndex };
        else if (!name.startsWith('_')) names[name] = doc.text.slice(node.startIndex, node.endIndex);
      }
      return at ? [{ start: at.start, end: at.end, names }] : [];
    });
}
