import type { Node, Query } from 'web-tree-sitter';
import { holds, intersects } from '../base/span.ts';
import type { Document } from './document.ts';
import { hasGrammar, syntaxTree } from './parsers/treeSitter.ts';
import type { Rule } from './rule.ts';
import { type About, findSightings, queryFor } from './sightings.ts';
import { concerns, type Disable, disables } from './silence.ts';
import type { Span } from './types.ts';

/** What the good form of a lesson's subject looks like, from its front matter. */
export interface Well {
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
  readonly languages: readonly string[];
  /** A text with none of these words is never parsed. */
  readonly looksFor: readonly string[];
  /**
   * A tree-sitter query: `@at` captures what is done well, which counts only inside a sighting of the lesson. A node
   * captured as `@not` spoils every place that it holds or that holds it. Other captures are names, but for those
   * that begin with `_`.
   */
  readonly query: string;
}

/** A place that does well what a lesson is about: offsets are UTF-16, 0-based, `end` exclusive. */
export interface Example {
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
  readonly abouts: readonly About[];
  readonly wells: readonly Well[];
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
/** UTF-16 units of the longest line: code that nobody broke into lines is read by nobody. */
const longestLine = 160;

/** Whether a text may hold an example, by its words. */
export function mayHaveExamples(wells: readonly Well[], languageId: string, text: string): boolean {
  return wells.some(
    (well) => well.languages.includes(languageId) && well.looksFor.some((word) => text.includes(word)),
  );
}

/**
 * The places of a document that do well what a lesson is about, in source order: sightings of the lesson in which
 * its `well` query matches, where no rule of the topic finds a fault and no comment silences one.
 * @throws when a query is not valid for the document's grammar; the content check finds that before a reader does.
 */
export function findExamples(doc: Document, search: ExampleSearch): Example[] {
  const wells = search.wells.filter(
    (well) => well.lesson === search.lesson && well.languages.includes(doc.languageId),
  );
  if (!hasGrammar(doc.languageId) || !mayHaveExamples(wells, doc.languageId, doc.text)) return [];
  const { good, spoilt } = matchesOf(doc, wells);
  if (good.length === 0) return [];
  const sightings = findSightings(
    doc,
    search.abouts.filter((about) => about.lesson === search.lesson),
  );
  const found = new Map<string, Example & { good: Span[] }>();
  for (const { at, names } of good) {
    // The smallest that holds it: sightings come in the order of their size.
    const sighting = sightings.find((each) => holds(each, at));
    if (!sighting || spoilt.some((not) => holds(not, at) || holds(sighting, not))) continue;
    const key = `${sighting.start} ${sighting.end}`;
    const known = found.get(key);
    if (known) {
      if (!known.good.some((span) => span.start === at.start && span.end === at.end)) known.good.push(at);
      continue;
    }
    const { start, end } = sighting;
    if (!isReadable(doc, sighting)) continue;
    found.set(key, {
      lesson: search.lesson,
      start,
      end,
      good: [at],
      excerpt: excerptOf(doc, sighting),
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

interface Match {
  readonly at: Span;
  readonly names: Readonly<Record<string, string>>;
}

function matchesOf(doc: Document, wells: readonly Well[]): { good: Match[]; spoilt: Span[] } {
  const tree = doc.model(syntaxTree);
  const good: Match[] = [];
  const spoilt: Span[] = [];
  for (const well of wells) {
    const query: Query = queryFor(tree, well.query);
    for (const { captures } of query.matches(tree.rootNode)) {
      const names: Record<string, string> = {};
      let at: Span | undefined;
      for (const { name, node } of captures) {
        const span = { start: node.startIndex, end: node.endIndex };
        if (name === 'at') at = span;
        else if (name === 'not') spoilt.push(span);
        else if (!name.startsWith('_')) names[name] = doc.slice(span);
      }
      if (at) good.push({ at, names });
    }
  }
  return { good, spoilt };
}

/**
 * The largest piece of syntax around a place that is short enough to be read at a glance, as whole lines; a single line that
 * stands in something larger brings its neighbours.
 */
function excerptOf(doc: Document, place: Span): Span {
  let node = doc.model(syntaxTree).rootNode.descendantForIndex(place.start, place.end - 1);
  let span: Span = place;
  let shown = node;
  for (; node?.parent; node = node.parent) {
    const wider = { start: Math.min(node.startIndex, span.start), end: Math.max(node.endIndex, span.end) };
    if (lineCount(doc, wider) > longestExcerpt) break;
    span = wider;
    shown = node;
  }
  if (lineCount(doc, span) === 1) span = withNeighbours(doc, span, shown);
  const { lines } = doc;
  const start = lines.lineStart(lines.positionAt(span.start).line);
  const end = lines.lineEnd(lines.positionAt(span.end).line);
  return { start, end: start + doc.slice({ start, end }).replace(/[\r\n]+$/, '').length };
}

/** Widens one line by the statements after it, then by those before it. */
function withNeighbours(doc: Document, line: Span, node: Node | null): Span {
  let span = line;
  for (const side of ['nextNamedSibling', 'previousNamedSibling'] as const) {
    for (let next = node?.[side]; next && lineCount(doc, span) < shortestExcerpt; next = next[side]) {
      const wider = {
        start: Math.min(span.start, next.startIndex),
        end: Math.max(span.end, next.endIndex),
      };
      if (next.type === 'comment' || lineCount(doc, wider) > longestExcerpt) break;
      span = wider;
    }
  }
  return span;
}

function isReadable(doc: Document, place: Span): boolean {
  if (lineCount(doc, place) > longestPlace) return false;
  return doc
    .slice(excerptOf(doc, place))
    .split('\n')
    .every((line) => line.length <= longestLine);
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
