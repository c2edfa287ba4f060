import { isName, PROPER_NAMES, partsOf, plain, STOP_WORDS, WEAK_WORDS, wordsOf } from './words.ts';

/** One word of a question. */
export interface Asked {
  readonly own: string;
  readonly parts: readonly string[];
  /** How much finding it proves, 0 to 1. */
  readonly weight: number;
  readonly isLast: boolean;
}

/** Longer questions are cut: they come from a clipboard. */
const LONGEST_QUESTION = 400;
const MOST_WORDS = 24;

/** The words of a question that say what is asked, in order. */
export function wordsAsked(question: string): Asked[] {
  const words = wordsOf(question.slice(0, LONGEST_QUESTION)).slice(0, MOST_WORDS);
  const seen = new Set<string>();
  return words.flatMap(({ text, start, end }, at) => {
    const own = plain(text);
    const isLast = at === words.length - 1 && end >= question.trimEnd().length;
    // One letter is the beginning of a word, and of too many.
    if (own.length === 1 && !/\d/.test(own)) return [];
    if (STOP_WORDS.has(own) || seen.has(own)) return [];
    seen.add(own);
    // What a pasted message quotes is a name of the reader's own.
    const isQuoted = /['"`‘“]/.test(question[start - 1] ?? '') && /['"`’”]/.test(question[end] ?? '');
    const isWeak = isQuoted || WEAK_WORDS.has(own) || /^\d+$/.test(own);
    const parts = partsOf(text).filter(
      (part) => part.length > 2 && part !== 'set' && !STOP_WORDS.has(part) && !WEAK_WORDS.has(part),
    );
    return [{ own, parts, weight: isWeak ? 0.25 : isName(text) || PROPER_NAMES.has(own) ? 2 : 1, isLast }];
  });
}

/** A word with two neighbouring letters exchanged, the most common slip of the fingers; every way that it can be meant. */
export function swaps(term: string): string[] {
  if (term.length < 5) return [];
  return [...term.slice(1)].flatMap((_, at) =>
    term[at] === term[at + 1] ? [] : [term.slice(0, at) + term[at + 1] + term[at] + term.slice(at + 2)],
  );
}

/** Short words have too many neighbours for typos to be guessed. */
export function allowedTypos(term: string): number | false {
  if (term.length < 5 || /\d/.test(term)) return false;
  return term.length < 7 ? 1 : 2;
}

/** How surely `typed` means `term`: 1 for the same, less for each letter that differs. */
export function nearness(typed: string, term: string): number {
  let row = Array.from({ length: term.length + 1 }, (_, at) => at);
  for (let i = 1; i <= typed.length; i++) {
    const next = [i];
    for (let j = 1; j <= term.length; j++) {
      const same = (row[j - 1] as number) + (typed[i - 1] === term[j - 1] ? 0 : 1);
      next.push(Math.min(same, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return Math.max(0, 1 - (1.3 * (row[term.length] as number)) / typed.length);
}
