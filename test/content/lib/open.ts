import { relative } from 'node:path';
import { openContent } from '../../../scripts/lib/content-runner.mjs';
import type { Outcome } from './runner.ts';
import { chosenTopics } from './topics.ts';

/** The built-in pack, read once per test file. Its rules are those of all topics, whichever topics are tested. */
export const pack = await openContent();

export type Entry = (typeof pack.examples)[number];

/** The topics that are tested. */
export const topics = chosenTopics(pack.content.topics, process.env['HINDSIGHT_TOPICS']);
const isTested = (topic: string) => topics.some(({ id }) => id === topic);

/** Lessons, rules and examples of the topics that are tested. */
export const lessons = topics.flatMap((topic) => topic.lessons);
export const sources = pack.sources.filter(({ topic }) => isTested(topic));
export const examples = pack.examples.filter(({ topic }) => isTested(topic));

/** A path below `content/`, with `/` on every machine. */
export function inContent(file: string): string {
  return relative(pack.content.root, file).replaceAll('\\', '/');
}

const outcomes = new Map<Entry, Outcome>();

/** What came of an example under all rules. It is run once, however many tests ask. */
export function outcomeOf(entry: Entry): Outcome {
  let outcome = outcomes.get(entry);
  if (!outcome) {
    outcome = pack.runner.runCase(entry.topic, entry.example, pack.rules);
    outcomes.set(entry, outcome);
  }
  return outcome;
}
