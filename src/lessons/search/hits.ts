import type { SearchEntry } from './entries.ts';
import { plain, STOP_WORDS, termsOf, wordsOf } from './words.ts';

/** What one word of a question found in one entry. */
export interface Hit {
  readonly score: number;
  /** How surely the entry holds what was meant, 0 to 1. */
  readonly sure: number;
  /** Found in what the entry is called, or as a name of code, and not only in passing. */
  readonly isNamed: boolean;
  readonly terms: readonly string[];
}

/** Keeps the better of two hits in the same entry. */
export function merge(into: Map<number, Hit>, more: ReadonlyMap<number, Hit>, factor: number): void {
  for (const [id, hit] of more) {
    const old = into.get(id);
    const terms = old ? [...old.terms, ...hit.terms] : hit.terms;
    into.set(id, {
      score: Math.max(old?.score ?? 0, hit.score * factor),
      sure: Math.max(old?.sure ?? 0, hit.sure * factor),
      isNamed: hit.isNamed || (old?.isNamed ?? false),
      terms,
    });
  }
}

/** The parts of one name: an entry counts as much as it has of them. */
export function together(found: readonly ReadonlyMap<number, Hit>[]): Map<number, Hit> {
  const all = new Map<number, Hit>();
  for (const hits of found) {
    for (const [id, { score, sure, isNamed, terms }] of hits) {
      const old = all.get(id) ?? { score: 0, sure: 0, isNamed: false, terms: [] };
      all.set(id, {
        score: old.score + score / found.length,
        sure: old.sure + sure / found.length,
        isNamed: old.isNamed || isNamed,
        terms: [...old.terms, ...terms],
      });
    }
  }
  return all;
}

/** A title or another name of an entry: as it is typed in one, and the terms of each of its words that matter. */
interface Phrase {
  readonly name: string;
  readonly words: readonly (readonly string[])[];
}

/** The titles and other names of an entry, each as the terms of its words that matter. */
export function phrasesOf(entry: SearchEntry): Phrase[] {
  const texts = 'title' in entry ? [entry.title] : [];
  if (entry.kind === 'term') texts.push(...entry.also);
  if (entry.kind === 'rule') texts.push(entry.rule.replace(/^.*\//, ''), entry.rule.replace('/', ' '));
  return texts.map((text) => ({
    name: plain(text),
    words: wordsOf(text.replaceAll('-', ' '))
      .filter(({ text: word }) => !STOP_WORDS.has(plain(word)))
      .map(({ text: word }) => termsOf(word)),
  }));
}

/** How much of a phrase was asked, and of the question answered by it: 1 where both are whole. */
export function alike(
  { name, words }: Phrase,
  asked: readonly string[],
  hits: readonly ReadonlyMap<number, Hit>[],
  id: number,
): number {
  if (asked.length === 1 && asked[0] === name) return 1;
  const matched = hits.map((found) => found.get(id)?.terms ?? []);
  const said = words.filter((terms) => matched.some((each) => terms.some((term) => each.includes(term))));
  const answered = matched.filter((each) => words.some((terms) => terms.some((term) => each.includes(term))));
  if (said.length === 0) return 0;
  const ofPhrase = said.length / words.length;
  const ofQuestion = answered.length / hits.length;
  return (2 * ofPhrase * ofQuestion) / (ofPhrase + ofQuestion);
}
