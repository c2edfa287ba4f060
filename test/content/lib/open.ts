import { relative } from 'node:path';
import { openContent } from '../../../scripts/lib/content-runner.mjs';
import type { Outcome } from './runner.ts';

/** The built-in pack, read once per test file. Its rules are those of all topics, whichever topics are tested. */
export const pack = await openContent();

export type Entry = (typeof pack.examples)[number];

/**
 * The topics that are tested: all, or those that the environment variable `HINDSIGHT_TOPICS` names by their folders,
 * with commas between them.
 */
export const topics = chosenTopics(process.env['HINDSIGHT_TOPICS']);
const isTested = (topic: string) => topics.some(({ id }) => id === topic);

/** Lessons, rules and examples of the topics that are tested. */
export const lessons = topics.flatMap((topic) => topic.lessons);
export const sources = pack.sources.filter(({ topic }) => isTested(topic));
export const examples = pack.examples.filter(({ topic }) => isTested(topic));

function chosenTopics(names: string | undefined) {
  const all = pack.content.topics;
  if (names === undefined) return all;
  const wanted = names.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !all.some(({ id }) => id === name));
  if (unknown !== undefined)
    throw new Error(
      `HINDSIGHT_TOPICS names "${unknown}", and the topics are ${all.map(({ id }) => id).join(', ')}.`,
    );
  return all.filter(({ id }) => wanted.includes(id));
}

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
