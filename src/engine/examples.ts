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
  /** The good form, as the kind describes it; it counts only inside a sighting of the lesson. */
  readonly places: unknown;
  /** Spoils every place that contains it or is inside it. In a query, `@not` captures it. */
  readonly not?: readonly unknown[];
}

/** A good example of a lesson's subject: offsets are UTF-16, 0-based, `end` exclusive. */
interface Example {
  readonly lesson: string;
  /** The sighting. */
  readonly start: number;
  readonly end: number;
  /** The parts that have the good form, in source order; at least one. */
  readonly good: readonly Span[];
  /** Whole lines that show the place in its surroundings. */
  readonly excerpt: Span;
  readonly names: Readonly<Record<string, string>>;
}

export interface ExampleSearch {
  readonly lesson: string;
  readonly subjects: readonly Subject[];
  readonly goodForms: readonly GoodForm[];
  /** The rules of the lesson's topic. A comment that switches one of them off spoils the place that it applies to. */
  readonly rules: readonly Rule[];
  /** The findings of those rules in the document; called only when there is a place to check. */
  faults(): readonly Span[];
}

/** Lines of the longest place that is shown as an example; longer ones take too long to understand. */
const longestPlace = 26;
/** Up to this many lines, the surroundings are shown too. */
const longestExcerpt = 16;
/** Up to this many lines, a single line is shown with its neighbours. */
const shortestExcerpt = 5;
/** UTF-16 units of the longest line: code without line breaks is not readable as an example. */
const longestCodeLine = 160;

/** Whether a text may hold an example, by its words. */
export function mayHaveExamples(goodForms: readonly GoodForm[], languageId: string, text: string): boolean {
  return goodForms.some(
    (form) => form.languages.includes(languageId) && form.looksFor.some((word) => text.includes(word)),
  );
}

/**
 * The good examples of a lesson's subject in a document, in source order: sightings of the lesson in which one of its
 * good forms is found, where no rule of the topic finds a fault and no comment silences one.
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
    // The smallest sighting around it: sightings are sorted by size.
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
 * The largest piece of syntax around a place that is short enough to read at a glance, as whole lines; a single line
 * that is part of something larger is shown with its neighbours.
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

/** Widens one line, first by the lines after it, then by those before it. */
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

/** A comment in the place that switches off any tool, or one elsewhere that switches off a rule of the topic here. */
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
