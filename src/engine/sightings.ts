import type { Document } from './document.ts';
import { kindAtWork, loadedParser } from './kinds.ts';
import type { Sighting } from './types.ts';

/** A subject of a lesson: which places in code it is about, from its front matter. */
export interface Subject {
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
  /** Identifiers of languages, all of one kind. */
  readonly languages: readonly string[];
  /** What the kind's parser looks for: a tree-sitter query, a path in YAML, an instruction. */
  readonly places: unknown;
}

/**
 * All sightings of a document, smallest first where they lie within each other. A subject may match one place several
 * times, through several of its patterns; that is one sighting, with the names of all matches. A document whose parser
 * is not loaded has none.
 * @throws when a query is not valid for the document's grammar; the content check finds that before a reader does.
 */
export function findSightings(doc: Document, subjects: readonly Subject[]): Sighting[] {
  const parser = loadedParser(doc);
  if (!parser) return [];
  const found = new Map<string, Sighting & { names: Record<string, string> }>();
  for (const { lesson, languages, places } of subjects) {
    if (!languages.includes(doc.languageId)) continue;
    for (const { start, end, names } of parser.placesOf(doc, places)) {
      const key = `${lesson} ${start} ${end}`;
      const before = found.get(key);
      if (before) before.names = { ...names, ...before.names };
      else found.set(key, { lesson, names: { ...names }, start, end });
    }
  }
  return [...found.values()].sort((a, b) => a.end - a.start - (b.end - b.start));
}

/**
 * Whether a text may hold a place of a subject, by its words alone; `undefined` where these do not tell, as with queries.
 * Nothing is parsed.
 */
export function mayHoldSubject(languageId: string, text: string, subject: Subject): boolean | undefined {
  if (!subject.languages.includes(languageId)) return false;
  return kindAtWork(languageId)?.parser.mayHold(text, subject.places) ?? undefined;
}
