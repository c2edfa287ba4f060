import { isRecord } from '../base/guards.ts';
import { isRange, type LineRange } from '../base/range.ts';
import type { Catalogue, LessonMeta } from './types.ts';

/** The tour: the lessons of one repository in the order worth reading, each at a real place in it. Pure. */

export interface TourPlace {
  readonly uri: string;
  /** As a person knows it: relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly range: LineRange;
  readonly names: Readonly<Record<string, string>>;
  /** The rule of the hint that stands there; absent where there is none. */
  readonly rule?: string;
}

/** A place with a hint. */
export interface TourHint extends TourPlace {
  readonly lesson: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  /** Whether it is in a test, an example or the like, which a newcomer should not see first. */
  readonly isAside: boolean;
}

/** A place without a hint: where it is done well, or where the lesson's subject occurs at all. */
export interface TourFinding extends TourPlace {
  readonly lesson: string;
  readonly kind: 'good' | 'sighting';
}

export interface TourInput {
  readonly catalogue: Pick<Catalogue, 'topics' | 'lessons' | 'rules'>;
  readonly hints: readonly TourHint[];
  /** For lessons without hints; the best one of each lesson and kind first. */
  readonly found: readonly TourFinding[];
  /** Where a newcomer meets a language, by its identifier: smaller comes first. */
  readonly languageRank: (language: string) => number;
  /** The learner said "I know this", or the lesson's rules are off: it is left out. */
  readonly isLeftOut: (lesson: string) => boolean;
  /** Read before the tour began: it is no stop, but stands among the others. */
  readonly isRead: (lesson: string) => boolean;
}

type StopKind = 'hint' | 'good' | 'sighting';

export interface TourStop {
  readonly lesson: string;
  readonly kind: StopKind;
  /** Why it is a stop here: `3 places in deploy/`. */
  readonly why: string;
  readonly place: TourPlace;
}

export interface Tour {
  readonly stops: readonly TourStop[];
  /** Lessons with a place here that are no stop, in the same order. */
  readonly more: readonly TourStop[];
}

/** Stops of a tour; one more where a chosen lesson needs it. */
const USUAL_STOPS = 8;
const MOST_STOPS = 9;
/** A topic's share before the others had theirs. */
const SHARE = 3;

const POINTS = { error: 8, warning: 5, information: 2, hint: 1 } as const;

interface Candidate extends TourStop {
  readonly meta: LessonMeta;
  /** How much the code asks for the lesson. */
  readonly weight: number;
  /** Of the topic, then of the lesson; smaller comes first. */
  readonly topic: number;
  readonly order: number;
}

/**
 * Plans the tour: lessons that have a place here, where it goes wrong or else where it is done well. The short list
 * holds what the code asks for most, some of every topic, and what those lessons need. A lesson comes after all that
 * it needs; apart from that application code comes first, then how it is packed, then how it is run, and within a
 * topic what the code asks for most.
 */
export function planTour(input: TourInput): Tour {
  const { catalogue, isLeftOut, isRead } = input;
  const needs = allNeeds(catalogue.lessons);
  const candidates = new Map(
    candidatesOf(input)
      .filter(({ lesson }) => !isLeftOut(lesson))
      .map((each) => [each.lesson, each]),
  );
  const chosen = choose(
    [...candidates.values()].filter(({ lesson }) => !isRead(lesson)),
    needs,
  );
  const isChosen = ({ lesson }: Candidate) => chosen.has(lesson);
  const inOrder = ordered([...candidates.values()], needs);
  const plain = ({ lesson, kind, why, place }: Candidate): TourStop => ({ lesson, kind, why, place });
  // Ordered on their own, so that no lesson waits for one that is not on the tour.
  const stops = ordered(inOrder.filter(isChosen), needs);
  return { stops: stops.map(plain), more: inOrder.filter((each) => !isChosen(each)).map(plain) };
}

function candidatesOf(input: TourInput): Candidate[] {
  const { catalogue, hints, found } = input;
  const topics = topicOrder(input);
  return catalogue.lessons.flatMap((meta): Candidate[] => {
    const own = hints.filter(({ lesson }) => lesson === meta.id);
    const order = catalogue.topics.find(({ id }) => id === meta.topic)?.lessons.indexOf(meta.id) ?? 0;
    const rest = { lesson: meta.id, meta, order, topic: topics.get(meta.topic) ?? topics.size };
    const clearest = clearestOf(own);
    if (clearest) {
      const { lesson: _, severity, isAside, ...place } = clearest;
      const shown = own.filter((hint) => hint.isAside === isAside);
      const weight = (POINTS[severity] + Math.log2(shown.length)) * (isAside ? 0.5 : 1);
      return [{ ...rest, kind: 'hint', why: whereHints(shown.map(({ path }) => path)), place, weight }];
    }
    const best =
      found.find(({ lesson, kind }) => lesson === meta.id && kind === 'good') ??
      found.find(({ lesson }) => lesson === meta.id);
    if (!best) return [];
    const { lesson: _, kind, ...place } = best;
    return [
      kind === 'good'
        ? { ...rest, kind, why: `done well in ${place.path}`, place, weight: 1.5 }
        : { ...rest, kind, why: `seen in ${place.path}`, place, weight: 0.5 },
    ];
  });
}

/** The hint that tells the lesson best: of code that runs, the gravest, with the most names, nearest to the root. */
function clearestOf(hints: readonly TourHint[]): TourHint | undefined {
  const depth = ({ path }: TourHint) => path.split('/').length;
  const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return hints.toSorted(
    (a, b) =>
      Number(a.isAside) - Number(b.isAside) ||
      POINTS[b.severity] - POINTS[a.severity] ||
      Object.keys(b.names).length - Object.keys(a.names).length ||
      depth(a) - depth(b) ||
      before(a.path, b.path) ||
      a.range.start.line - b.range.start.line,
  )[0];
}

/** The order in which a newcomer meets the code: what it does, how it is packed, how it is run. */
function topicOrder({ catalogue: { topics, rules }, languageRank }: TourInput): ReadonlyMap<string, number> {
  const rank = (topic: string) => {
    const own = rules.filter((rule) => rule.topic === topic);
    // What most of its rules are about: one rule that reads another kind of file too does not move a topic.
    const ranks = own.map(({ languages }) => Math.min(...languages.map(languageRank))).sort((a, b) => a - b);
    return ranks[ranks.length >> 1] ?? 3;
  };
  const sorted = topics.map(({ id }) => ({ id, rank: rank(id) })).sort((a, b) => a.rank - b.rank);
  return new Map(sorted.map(({ id }, index) => [id, index]));
}

/** Everything that a lesson needs, also by way of others; never itself, also where needs go round in a circle. */
function allNeeds(lessons: readonly LessonMeta[]): (lesson: string) => ReadonlySet<string> {
  const direct = new Map(lessons.map(({ id, needs }) => [id, needs]));
  const known = new Map<string, ReadonlySet<string>>();
  return (lesson) => {
    const before = known.get(lesson);
    if (before) return before;
    const all = new Set<string>();
    const waiting = [...(direct.get(lesson) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (all.has(next)) continue;
      all.add(next);
      waiting.push(...(direct.get(next) ?? []));
    }
    all.delete(lesson);
    known.set(lesson, all);
    return all;
  };
}

type Needs = ReturnType<typeof allNeeds>;

/** The lessons of the short list. */
function choose(candidates: readonly Candidate[], needs: Needs): ReadonlySet<string> {
  const chosen = new Set<string>();
  const byWeight = candidates.toSorted((a, b) => b.weight - a.weight || byPlaceInCatalogue(a, b));
  const take = ({ lesson }: Candidate, limit: number) => {
    const wanted = candidates.filter((each) => each.lesson === lesson || needs(lesson).has(each.lesson));
    const missing = wanted.filter((each) => !chosen.has(each.lesson));
    if (chosen.size + missing.length > limit) return;
    for (const each of missing) chosen.add(each.lesson);
  };
  const topics = [...new Set(byWeight.map(({ meta }) => meta.topic))];
  const ofTopic = (topic: string) =>
    candidates.filter(({ meta, lesson }) => meta.topic === topic && chosen.has(lesson)).length;
  // In turns, so that no topic fills the list before the others are in it.
  for (let turn = 1; turn <= SHARE; turn++)
    for (const topic of topics)
      for (const each of byWeight) {
        if (ofTopic(topic) >= turn) break;
        if (each.meta.topic === topic) take(each, USUAL_STOPS);
      }
  for (const each of byWeight) take(each, chosen.size < USUAL_STOPS ? MOST_STOPS : USUAL_STOPS);
  return chosen;
}

function byPlaceInCatalogue(a: Candidate, b: Candidate): number {
  return a.topic - b.topic || a.order - b.order;
}

/** What is needed first; where several could come next, by topic, by weight, and by the topic's own order. */
function ordered(candidates: readonly Candidate[], needs: Needs): Candidate[] {
  const waiting = candidates.toSorted(
    (a, b) => a.topic - b.topic || b.weight - a.weight || byPlaceInCatalogue(a, b),
  );
  const result: Candidate[] = [];
  while (waiting.length > 0) {
    const isFree = ({ lesson }: Candidate) =>
      !waiting.some((other) => other.lesson !== lesson && needs(lesson).has(other.lesson));
    // Lessons that need each other would wait forever, so the first one goes.
    const at = Math.max(0, waiting.findIndex(isFree));
    result.push(...waiting.splice(at, 1));
  }
  return result;
}

/** `2 places in src/users.ts`, `3 places in deploy/`, `9 places, most in src/hooks/`. */
function whereHints(paths: readonly string[]): string {
  const count = paths.length === 1 ? '1 place' : `${paths.length} places`;
  const files = [...new Set(paths)];
  if (files.length === 1) return `${count} in ${files[0]}`;
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const common = commonStart(folders);
  if (common.length > 0) return `${count} in ${common.join('/')}/`;
  const tops = new Map<string, string[][]>();
  for (const folder of folders) tops.set(folder[0] ?? '', [...(tops.get(folder[0] ?? '') ?? []), folder]);
  const [top, inside] = [...tops].toSorted((a, b) => b[1].length - a[1].length)[0] ?? ['', []];
  return top !== '' && inside.length * 2 > paths.length
    ? `${count}, most in ${commonStart(inside).join('/')}/`
    : `${count} in ${files.length} files`;
}

function commonStart(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists;
  let same = 0;
  while (same < first.length && others.every((list) => list[same] === first[same])) same++;
  return first.slice(0, same);
}

/** How a tour stands. */
export interface TourState {
  /** The stop of the lesson at hand, 0-based; absent where that lesson is no stop. */
  readonly at: number | undefined;
  /** Stops whose lesson was read. */
  readonly done: number;
  readonly isFinished: boolean;
  readonly previous: TourStop | undefined;
  /** Where the tour goes on: the stop after this one, and after the last one a stop that was left out. */
  readonly next: TourStop | undefined;
}

/** @param lesson the lesson at hand; without one, or with one that is no stop, the tour goes on at the first unread stop */
export function tourState(
  { stops }: Pick<Tour, 'stops'>,
  lesson: string | undefined,
  isRead: (lesson: string) => boolean,
): TourState {
  const found = stops.findIndex((stop) => stop.lesson === lesson);
  const at = found < 0 ? undefined : found;
  const done = stops.filter((stop) => isRead(stop.lesson)).length;
  const open = stops.find((stop) => stop.lesson !== lesson && !isRead(stop.lesson));
  return {
    at,
    done,
    isFinished: done === stops.length,
    previous: at === undefined ? undefined : stops[at - 1],
    next: at === undefined ? open : (stops[at + 1] ?? open),
  };
}

/** A tour as it is kept between sessions. */
export interface KeptTour extends Tour {
  readonly version: 1;
  /** The lesson of the stop that was opened last. */
  readonly last?: string;
}

/** Reads a kept tour; stops of lessons that are gone are left out. `undefined` for anything that is none. */
export function parseTour(value: unknown, isLesson: (id: string) => boolean): KeptTour | undefined {
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const stopsOf = (list: unknown) =>
    (Array.isArray(list) ? list : []).flatMap((each: unknown) => {
      const stop = parseStop(each);
      return stop && isLesson(stop.lesson) ? [stop] : [];
    });
  const stops = stopsOf(value['stops']);
  const last = value['last'];
  if (stops.length === 0) return undefined;
  return {
    version: 1,
    stops,
    more: stopsOf(value['more']),
    ...(typeof last === 'string' ? { last } : {}),
  };
}

function parseStop(value: unknown): TourStop | undefined {
  if (!isRecord(value) || !isRecord(value['place'])) return undefined;
  const { lesson, kind, why, place } = value;
  if (typeof lesson !== 'string' || typeof why !== 'string') return undefined;
  if (kind !== 'hint' && kind !== 'good' && kind !== 'sighting') return undefined;
  const { uri, path, range, names, rule } = place as Record<string, unknown>;
  if (typeof uri !== 'string' || typeof path !== 'string' || !isRange(range)) return undefined;
  const texts = Object.entries(isRecord(names) ? names : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    lesson,
    kind,
    why,
    place: {
      uri,
      path,
      range,
      names: Object.fromEntries(texts),
      ...(typeof rule === 'string' ? { rule } : {}),
    },
  };
}
