/** What a name on the command line stands for: a rule or a lesson, with the examples that belong to it. */
import { basename } from 'node:path';
import { forwardSlashes } from './content-files.mjs';
import { PlainError } from './log.mjs';

/** @typedef {Awaited<ReturnType<typeof import('./content-runner.mjs').openContent>>} Pack */
/** @typedef {import('./content-files.mjs').Fault} Fault */

/**
 * @typedef {object} Choice
 * @property {string} name without its topic
 * @property {readonly import('./content.mjs').RuleSource[]} rules the rule itself, or those of the lesson
 * @property {import('./content.mjs').LessonSource} [lesson]
 * @property {readonly Fault[]} faults those of its files
 * @property {Pack['examples']} examples
 */

/**
 * @param {Pack} pack
 * @param {string} wanted a rule or lesson, with or without its topic, or a rule's file
 * @returns {Choice}
 * @throws {PlainError} when nothing has that name
 */
export function chosen(pack, wanted) {
  const name = basename(wanted).replace(/\.(?:ts|cases\.md|snap\.json)$/, '');
  // Two topics may each have a rule of one name: with its topic, a name means one of them.
  const [, topic] = /^([a-z0-9-]+)\/[a-z0-9-]+$/.exec(wanted) ?? [];
  const is = (/** @type {string} */ id) =>
    topic === undefined ? id.endsWith(`/${name}`) : id === `${topic}/${name}`;
  const rule = pack.sources.find((each) => is(each.id));
  if (rule) {
    const examples = pack.examples.filter(
      (each) => each.topic === rule.topic && (each.owner === name || each.example.rules[0] === name),
    );
    const left = pack.left.get(rule.id);
    const faults = left ?? pack.faults.filter((fault) => basename(fault.file).startsWith(`${name}.`));
    return { name, rules: [rule], faults, examples: left ? [] : examples };
  }
  const lesson = pack.content.topics.flatMap((each) => each.lessons).find((each) => is(each.id));
  if (lesson) {
    return {
      name,
      lesson,
      rules: pack.sources.filter((each) => each.lesson === lesson.id),
      faults: pack.faults.filter((fault) => fault.file.startsWith(lesson.folder)),
      examples: pack.examples.filter((each) => each.lesson === lesson.id),
    };
  }
  // A lesson whose front matter is not valid has no examples, only faults.
  const faults = pack.faults.filter((fault) => forwardSlashes(fault.file).endsWith(`/${name}/lesson.md`));
  if (faults.length > 0) return { name, rules: [], faults, examples: [] };
  throw new PlainError(`There is no rule and no lesson "${wanted}". ${suggestion(pack, wanted)}`);
}

/**
 * What may have been meant: the nearest names, or else all that there are.
 * @param {Pack} pack
 * @param {string} wanted
 */
function suggestion(pack, wanted) {
  const rules = pack.sources.map((each) => each.id);
  const lessons = pack.content.topics.flatMap((topic) => topic.lessons.map((lesson) => lesson.id));
  const near = pack.runner.nearest(wanted, [...rules, ...lessons]);
  if (near.length > 0) return `Did you mean ${near.map((id) => basename(id)).join(' or ')}?`;
  const named = (/** @type {readonly string[]} */ ids) =>
    ids.map((id) => basename(id)).join(', ') || 'none yet';
  return `Lessons: ${named(lessons)}. Rules: ${named(rules)}.`;
}
