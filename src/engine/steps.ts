import { ownValue, setOwn } from '../base/own.ts';
import type { Finding, Rule } from './rule.ts';
import type { Hint, Span, Step, StepTemplate, Story } from './types.ts';

/** How a hint's code would run, in steps. Worded only when a person reads them: a check does not need them. */

/** What is needed to describe a finding's steps later; nothing is worded yet. */
export function storyOf(rule: Rule, finding: Finding<string, string, string, unknown>): Story | undefined {
  const steps = ownValue(rule.steps, finding.message);
  if (!steps || 'none' in steps) return undefined;
  const places: Record<string, Span> = { hint: { start: finding.at.start, end: finding.at.end } };
  // Nodes of a syntax tree are not kept: they would hold the tree.
  for (const [key, at] of Object.entries(finding.places ?? {}))
    if (at) setOwn(places, key, { start: at.start, end: at.end });
  const words: Record<string, string> = {};
  for (const [key, word] of Object.entries(finding.words ?? {})) if (word) setOwn(words, key, word);
  return { steps, words, places };
}

/**
 * The steps of a hint in words, with their places in its file. A hint whose steps lack a word that they need has
 * no steps at all: a story with a hole would be a wrong one.
 */
export function describeSteps(hint: Hint): Step[] {
  if (!hint.story || stepGaps(hint).some((gap) => gap.startsWith('{'))) return [];
  const { places } = hint.story;
  return chosen(hint).map(({ text, at }) => {
    const place = at === undefined ? undefined : ownValue(places, at);
    return { text: fill(text, hint), ...(place && { at: place }) };
  });
}

/** What a hint's steps name and its finding does not yield: `{word}` for words, the key for places. */
export function stepGaps(hint: Hint): string[] {
  const gaps = chosen(hint).flatMap(({ text, at }) => [
    ...[...text.matchAll(/\{(\w+)\}/g)].flatMap(([whole, word]) =>
      wordOf(hint, word as string) === undefined ? [whole] : [],
    ),
    ...(at !== undefined && !ownValue(hint.story?.places, at) ? [at] : []),
  ]);
  return [...new Set(gaps)];
}

function chosen(hint: Hint): StepTemplate[] {
  const has = (key: string) =>
    wordOf(hint, key) !== undefined || ownValue(hint.story?.places, key) !== undefined;
  return (hint.story?.steps ?? [])
    .map((step) => (typeof step === 'string' ? { text: step } : step))
    .filter(({ when, unless }) => listOf(when).every(has) && !listOf(unless).some(has));
}

function listOf(keys: string | readonly string[] | undefined): readonly string[] {
  return keys === undefined ? [] : typeof keys === 'string' ? [keys] : keys;
}

function wordOf({ names, story }: Hint, key: string): string | undefined {
  return ownValue(story?.words, key) ?? ownValue(names, key);
}

/** A word that is a whole expression would drown the sentence that it stands in. */
const longestWord = 60;

function fill(text: string, hint: Hint): string {
  return text.replace(/(`?)\{(\w+)\}/g, (_, quote: string, key: string) => {
    const word = (wordOf(hint, key) ?? '').replace(/\s+/g, ' ').trim();
    if (!quote) return word;
    // A template string in the reader's code would end the code of the sentence.
    const code = word.replaceAll('`', "'");
    return quote + (code.length > longestWord ? `${[...code].slice(0, longestWord - 1).join('')}…` : code);
  });
}
