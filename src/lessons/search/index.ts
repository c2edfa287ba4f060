import type { Span } from '../../base/span.ts';
import type { Passage, SearchData, SearchEntry } from './entries.ts';
import { excerptOf } from './excerpt.ts';
import { alike, type Hit, merge, phrasesOf, together } from './hits.ts';
import { type Asked, allowedTypos, nearness, swaps, wordsAsked } from './question.ts';
import { BOOST, readIndex } from './table.ts';
import { stem, WEAK_WORDS } from './words.ts';

export type { GlossaryTerm, Passage, SearchData, SearchEntry } from './entries.ts';
export { indexEntries } from './table.ts';

/** One thing found, ready to be shown. */
export interface Found {
  readonly kind: 'lesson' | 'passage' | 'rule' | 'term';
  readonly lesson: string;
  /** The lesson's title, or the term or the rule that was found. */
  readonly title: string;
  /** The words around what was found, or a definition. */
  readonly text: string;
  /** Parts of `text` that answer to the question: UTF-16 offsets, `end` exclusive, in order, none overlapping. */
  readonly marks: readonly Span[];
  /** Where in the lesson it stands; absent for the lesson as a whole. */
  readonly passage?: Passage;
  /** The id of a rule that was found. */
  readonly rule?: string;
}

export interface Answer {
  /** Whether there was anything to look for: false for an empty text and for one of small words alone. */
  readonly asked: boolean;
  /** Best first, at most `limit`; empty when nothing fits. */
  readonly found: readonly Found[];
}

export interface Search {
  /** Answers a question as far as it is typed. */
  /** @param length about how many UTF-16 units of a passage to show; a definition is shown whole */
  ask(question: string, length?: number): Answer;
}

/** A word of a question that is found nowhere but in pieces of example code says little about a lesson. */
const PARTS_PROVE = 0.5;
/** Two letters that changed places are likely a slip. */
const SWAP_PROVES = 0.8;
/**
 * The share of a question that one lesson must answer: both of two words, half of a long question in the reader's own
 * words.
 */
const enough = (words: number) => (words < 3 ? 0.62 : words < 4 ? 0.58 : 0.48);
/** An entry that answers less of a question than this is not shown, whatever its lesson answers. */
const LEAST_COVERED = 0.2;
const MOST_RESULTS = 8;
/** Most results of one lesson, and of each kind: a list of one lesson's terms hides the others and its own text. */
const PER_LESSON = 3;
const PER_KIND = { lesson: 1, term: 1, rule: 1, passage: 2 } as const;
/**
 * Makes what the build has written ready to be asked.
 * @throws when the index is none that this version reads
 */
export function createSearch(data: SearchData): Search {
  const { entries } = data;
  const index = readIndex(data);
  const phrases = entries.map(phrasesOf);
  const titles = new Map(
    entries.flatMap((entry) => (entry.kind === 'lesson' ? [[entry.lesson, entry.title] as const] : [])),
  );

  function find(term: string, options: { prefix: boolean; typos: boolean }): Map<number, Hit> {
    const hits = new Map<number, Hit>();
    const found = index.search(term, {
      boost: BOOST,
      tokenize: (text) => [text],
      processTerm: (each) => each,
      prefix: options.prefix,
      fuzzy: options.typos ? allowedTypos(term) : false,
      maxFuzzy: 2,
      weights: { fuzzy: 0.35, prefix: 0.6 },
    });
    for (const { id, score, match } of found) {
      let sure = 0;
      let isNamed = false;
      for (const [matched, fields] of Object.entries(match)) {
        const isWhole = matched === term || (options.prefix && matched.startsWith(term));
        const exact = isWhole ? 1 : nearness(term, matched);
        isNamed ||= fields.some((field) => field !== 'parts' && field !== 'text');
        const inProse = fields.some((field) => field !== 'parts');
        sure = Math.max(sure, exact * (inProse ? 1 : PARTS_PROVE));
      }
      hits.set(id as number, { score, sure, isNamed, terms: Object.keys(match) });
    }
    return hits;
  }

  function hitsOf(word: Asked): Map<number, Hit> {
    const { own, parts, isLast } = word;
    const best = find(own, { prefix: isLast, typos: false });
    // A word that the lessons have was typed without a slip; guessing costs most of an answer's time.
    if (![...best.values()].some(({ sure }) => sure === 1)) {
      merge(best, find(own, { prefix: isLast, typos: true }), 1);
      for (const swapped of swaps(own))
        merge(best, find(swapped, { prefix: isLast, typos: false }), SWAP_PROVES);
    }
    const root = stem(own);
    if (root !== own) merge(best, find(root, { prefix: isLast, typos: false }), 0.95);
    // One part of a name is hardly the name.
    const ofParts = parts.length > 1 ? 0.8 : 0.5;
    if (parts.length > 0)
      merge(best, together(parts.map((part) => find(part, { prefix: false, typos: false }))), ofParts);
    return best;
  }

  /** "abort controller" means `AbortController`, and "clean up" the cleanup. */
  function joinNames(asked: readonly Asked[], hits: readonly Map<number, Hit>[]): void {
    for (let from = 0; from < asked.length; from++) {
      for (let to = from + 2; to <= Math.min(from + 4, asked.length); to++) {
        const words = asked.slice(from, to);
        const name = words.map(({ own }) => own).join('');
        const found = find(name, { prefix: words.at(-1)?.isLast ?? false, typos: false });
        for (let at = from; at < to; at++) merge(hits[at] as Map<number, Hit>, found, 1);
      }
    }
  }

  return {
    ask(question, length) {
      const asked = wordsAsked(question);
      if (asked.length === 0) return { asked: false, found: [] };
      const hits = asked.map(hitsOf);
      joinNames(asked, hits);
      const total = asked.reduce((sum, { weight }) => sum + weight, 0);
      const scores = new Map<number, number>();
      const covered = new Map<number, number>();
      const perLesson = new Map<string, { best: number; sure: number[]; strong: number; isNamed: boolean }>();
      const exact: number[] = [];
      const words = asked.map(({ own }) => own);
      hits.forEach((found, at) => {
        const { weight } = asked[at] as Asked;
        for (const [id, { score, sure, isNamed }] of found) {
          scores.set(
            id,
            (scores.get(id) ?? 0) + score * (0.3 + 0.7 * Math.min(1, weight)) * (0.4 + 0.6 * sure),
          );
          covered.set(id, (covered.get(id) ?? 0) + (weight * sure) / total);
          const { lesson } = entries[id] as SearchEntry;
          let of = perLesson.get(lesson);
          if (!of) {
            of = { best: 0, sure: asked.map(() => 0), strong: 0, isNamed: false };
            perLesson.set(lesson, of);
          }
          of.sure[at] = Math.max(of.sure[at] ?? 0, sure);
          if (weight < 1) continue;
          of.strong = Math.max(of.strong, sure);
          of.isNamed ||= isNamed;
        }
      });
      for (const [id, score] of scores) {
        const likeness = Math.max(0, ...(phrases[id] ?? []).map((phrase) => alike(phrase, words, hits, id)));
        const own = score * (0.35 + 0.65 * (covered.get(id) ?? 0)) * (1 + 4 * likeness ** 3);
        scores.set(id, own);
        if (likeness === 1) exact.push(id);
        const of = perLesson.get((entries[id] as SearchEntry).lesson);
        if (of) of.best = Math.max(of.best, own);
      }
      // A thing's own name means that thing, however common its words are elsewhere.
      const most = Math.max(0, ...scores.values());
      const said = words.join(' ');
      for (const id of exact) {
        // "container" is the container before it is a part of `containerPort`.
        const isWhole = phrases[id]?.some(({ name }) => name === said);
        const times = (entries[id]?.kind === 'term' ? 2 : 1.5) + (isWhole ? 1 : 0);
        scores.set(id, (scores.get(id) ?? 0) + times * most);
      }
      const strong = asked.filter(({ weight }) => weight >= 1).length;
      // "server components": one word that matters beside common ones has to be what something is about.
      const needsName = strong === 1 && asked.some(({ own, weight }) => weight < 1 && WEAK_WORDS.has(own));
      const fits = (lesson: string) => {
        const of = perLesson.get(lesson);
        if (!of) return false;
        const share = of.sure.reduce((sum, sure, at) => sum + (sure * (asked[at]?.weight ?? 0)) / total, 0);
        return share >= enough(strong) && (strong === 0 || of.strong >= 0.6) && (!needsName || of.isNamed);
      };
      const ranked = [...scores]
        .filter(([id]) => fits((entries[id] as SearchEntry).lesson))
        .map(([id, own]) => {
          const { lesson } = entries[id] as SearchEntry;
          return { id, score: own + 0.3 * (perLesson.get(lesson)?.best ?? 0), covers: covered.get(id) ?? 0 };
        })
        .sort((a, b) => b.score - a.score || a.id - b.id);
      const counts = new Map<string, number>();
      const count = (key: string) => counts.get(key) ?? 0;
      const found: Found[] = [];
      const least = most * 0.12;
      for (const { id, score, covers } of ranked) {
        if (found.length === MOST_RESULTS || score < least) break;
        const entry = entries[id] as SearchEntry;
        if (covers < LEAST_COVERED) continue;
        const { lesson } = entry;
        const kind = 'block' in entry ? 'passage' : entry.kind;
        const keys = [lesson, `${lesson} ${kind}`];
        // Rows of a table and items of a list lead to the same place.
        if ('block' in entry) keys.push(`${lesson} ${entry.section} ${entry.block}`);
        const limits = [PER_LESSON, PER_KIND[kind], 1];
        if (keys.some((key, at) => count(key) >= (limits[at] as number))) continue;
        for (const key of keys) counts.set(key, count(key) + 1);
        const terms = new Set(hits.flatMap((each) => each.get(id)?.terms ?? []));
        found.push(shownAs(entry, titles.get(lesson) ?? lesson, terms, length));
      }
      return { asked: true, found };
    },
  };
}

function shownAs(
  entry: SearchEntry,
  lessonTitle: string,
  terms: ReadonlySet<string>,
  length?: number,
): Found {
  const { lesson } = entry;
  if ('block' in entry) {
    const passage = { section: entry.section, block: entry.block };
    // Code is shown by its line that answers best; a whole example on one line is hard to read.
    const lines = entry.kind === 'code' ? entry.text.split('\n') : [entry.text];
    return { kind: 'passage', lesson, title: lessonTitle, ...bestOf(lines, terms, length), passage };
  }
  const texts = entry.kind === 'rule' ? entry.messages : [entry.text];
  // A definition is read whole; of a rule's messages the one that answers best is shown.
  const rule = entry.kind === 'rule' ? { rule: entry.rule } : {};
  return {
    kind: entry.kind,
    lesson,
    title: entry.title,
    ...bestOf(texts, terms, entry.kind === 'term' ? 1_000 : length),
    ...rule,
  };
}

/** The excerpt of the text that holds most of what was looked for; the first of several. */
function bestOf(texts: readonly string[], terms: ReadonlySet<string>, length?: number) {
  return texts
    .map((text) => excerptOf(text, terms, length))
    .reduce((a, b) => (b.marks.length > a.marks.length ? b : a));
}
