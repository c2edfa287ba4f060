import { holds, intersects, isSameSpan } from '../base/span.ts';
import type { Document } from './document.ts';
import type { KindParser } from './kind.ts';
import { loadedParser } from './kinds.ts';
import type { Rule } from './rule.ts';
import { findSightings, type Subject } from './sightings.ts';
import { concerns, type Disable, disables } from './silence.ts';
import type { Span } from './types.ts';

/** The good form of a lesson's subject, from its front matter. */
export interface GoodForm {
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
  /** Identifiers of languages, all of one kind. */
  readonly languages: readonly string[];
  /** A text with none of these words is never parsed. */
  readonly looksFor: readonly string[];
  /** What is done well, in the form of the kind; it counts only inside a sighting of the lesson. */
  readonly places: unknown;
  /** What spoils every place that holds it or that it holds. In a query it is what `@not` captures. */
  readonly not?: readonly unknown[];
}

/** A place that does well what a lesson is about: offsets are UTF-16, 0-based, `end` exclusive. */
interface Example {
  readonly lesson: string;
  /** The sighting. */
  readonly start: number;
  readonly end: number;
  /** The parts that do it well, in source order; at least one. */
  readonly good: readonly Span[];
  /** Whole lines that show the place in its surroundings. */
  readonly excerpt: Span;
  readonly names: Readonly<Record<string, string>>;
}

export interface ExampleSearch {
  readonly lesson: string;
  readonly subjects: readonly Subject[];
  readonly goodForms: readonly GoodForm[];
  /** The rules of the lesson's topic. A comment that switches one of them off spoils the place that it is for. */
  readonly rules: readonly Rule[];
  /** What those rules find in the document; asked only when a place is worth it. */
  faults(): readonly Span[];
}

/** Lines of the longest place that is shown as an example; longer ones have to be studied. */
const longestPlace = 26;
/** Lines up to which the surroundings are shown too. */
const longestExcerpt = 16;
/** Lines up to which a single line brings its neighbours. */
const shortestExcerpt = 5;
/** UTF-16 units of the longest line: code that is not broken into lines is not read. */
const longestCodeLine = 160;

/** Whether a text may hold an example, by its words. */
export function mayHaveExamples(goodForms: readonly GoodForm[], languageId: string, text: string): boolean {
  return goodForms.some(
    (form) => form.languages.includes(languageId) && form.looksFor.some((word) => text.includes(word)),
  );
}

/**
 * The places of a document that do well what a lesson is about, in source order: sightings of the lesson in which
 * one of its good forms is found, where no rule of the topic finds a fault and no comment silences one.
 * @throws when a query is not valid for the document's grammar; the content check finds that before a reader does.
 */
export function findExamples(doc: Document, search: ExampleSearch): Example[] {
  const parser = loadedParser(doc);
  const forms = search.goodForms.filter(
    (form) => form.lesson === search.lesson && form.languages.includes(doc.languageId),
  );
  if (!parser || !mayHaveExamples(forms, doc.languageId, doc.text)) return [];
  const all = forms.map(({ places, not }) => parser.formsOf(doc, places, not ?? []));
  const good = all.flatMap((each) => each.good);
  const spoilt = all.flatMap((each) => each.spoilt);
  if (good.length === 0) return [];
  const sightings = findSightings(
    doc,
    search.subjects.filter((subject) => subject.lesson === search.lesson),
  );
  const found = new Map<string, Example & { good: Span[] }>();
  for (const { names, ...at } of good) {
    // The smallest that holds it: sightings come in the order of their size.
    const sighting = sightings.find((each) => holds(each, at));
    if (!sighting || spoilt.some((not) => holds(not, at) || holds(sighting, not))) continue;
    const key = `${sighting.start} ${sighting.end}`;
    const known = found.get(key);
    if (known) {
      if (!known.good.some((span) => isSameSpan(span, at))) known.good.push(at);
      continue;
    }
    const { start, end } = sighting;
    if (lineCount(doc, sighting) > longestPlace) continue;
    const excerpt = excerptOf(doc, sighting, parser);
    if (!isReadable(doc, excerpt)) continue;
    found.set(key, {
      lesson: search.lesson,
      start,
      end,
      good: [at],
      excerpt,
      names: { ...sighting.names, ...names },
    });
  }
  if (found.size === 0) return [];
  const faults = search.faults();
  const comments = doc.model(disables);
  return [...found.values()]
    .filter(
      (example) =>
        !faults.some((fault) => intersects(fault, example)) &&
        !isSilenced(doc, search.rules, comments, example),
    )
    .map((example) => ({ ...example, good: example.good.sort((a, b) => a.start - b.start) }))
    .sort((a, b) => a.start - b.start);
}

/**
 * The largest piece of syntax around a place that is short enough to be read at a glance, as whole lines; a single line that
 * is part of something larger brings its neighbours.
 */
function excerptOf(doc: Document, place: Span, parser: KindParser): Span {
  let span = place;
  for (const around of parser.around(doc, place)) {
    const wider = { start: Math.min(around.start, span.start), end: Math.max(around.end, span.end) };
    if (lineCount(doc, wider) > longestExcerpt) break;
    span = wider;
  }
  if (lineCount(doc, span) === 1) span = withNeighbours(doc, span, parser);
  const { lines } = doc;
  const start = lines.lineStart(lines.positionAt(span.start).line);
  const end = lines.lineEnd(lines.positionAt(span.end).line);
  return { start, end: start + doc.slice({ start, end }).replace(/[\r\n]+$/, '').length };
}

/** Widens one line by what comes after it, then by what comes before it. */
function withNeighbours(doc: Document, line: Span, parser: KindParser): Span {
  let span = line;
  for (const side of parser.beside?.(doc, line) ?? []) {
    for (const next of side) {
      if (lineCount(doc, span) >= shortestExcerpt) break;
      const wider = { start: Math.min(span.start, next.start), end: Math.max(span.end, next.end) };
      if (lineCount(doc, wider) > longestExcerpt) break;
      span = wider;
    }
  }
  return span;
}

function isReadable(doc: Document, excerpt: Span): boolean {
  return doc
    .slice(excerpt)
    .split('\n')
    .every((line) => line.length <= longestCodeLine);
}

function lineCount(doc: Document, { start, end }: Span): number {
  return doc.lines.positionAt(end).line - doc.lines.positionAt(start).line + 1;
}

/** A comment in the place that switches any tool off, or one elsewhere that switches off a rule of the topic for it. */
function isSilenced(
  doc: Document,
  rules: readonly Rule[],
  comments: readonly Disable[],
  place: Span,
): boolean {
  const first = doc.lines.positionAt(place.start).line;
  const last = doc.lines.positionAt(place.end).line;
  return comments.some((comment) => {
    if (holds(place, comment.at)) return true;
    const reaches = comment.firstLine <= last && comment.lastLine > first;
    return reaches && rules.some((rule) => concerns(comment, rule));
  });
}
