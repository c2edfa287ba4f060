/** Names of topics, lessons and rules, as they are given on the command line. */
import { PlainError } from '../log.mjs';

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** Titles that hold a name have to fit, too. */
const LONGEST_NAME = 40;

/** Folders beside topics and lessons that are something else. */
const TAKEN = {
  topic: ['sample', 'walkthrough'],
  lesson: ['model', 'pictures', 'practice', 'snippets', 'steps', 'walkthrough'],
};

/**
 * Reads `topic/lesson/rule`.
 * @param {string | undefined} path
 * @param {{ least: number, most: number, example: string }} wanted how many names there have to be, and what to show
 * @returns {[topic: string, lesson: string, rule: string]} '' for what is not named
 * @throws {PlainError} when a name cannot be used
 */
export function parseNames(path, { least, most, example }) {
  const names = (path ?? '').split('/');
  const stop = (/** @type {string} */ why) => new PlainError(`${why}Say where: ${example}`);
  if (!path) throw stop('');
  if (names.length < least || names.length > most) throw stop(`"${path}" is not what is asked for. `);
  const wrong = names.find((name) => !NAME.test(name) || name.length > LONGEST_NAME);
  if (wrong !== undefined)
    throw stop(
      `"${wrong}" cannot be a name: names begin with a small letter, have small letters, digits and single hyphens, and at most ${LONGEST_NAME} characters. `,
    );
  const [topic = '', lesson = '', rule = ''] = names;
  if (TAKEN.topic.includes(topic)) throw stop(`content/${topic} is something else than a topic. `);
  if (TAKEN.lesson.includes(lesson)) throw stop(`A topic keeps something else than a lesson in ${lesson}/. `);
  if (rule.startsWith('figure'))
    throw stop('A file whose name begins with "figure" is the figure of its lesson, and no rule. ');
  return [topic, lesson, rule];
}

/**
 * `my-rule` as the end of a name of code: `MyRule`.
 * @param {string} name
 */
export function camelCase(name) {
  return name.replace(/(?:^|-)(.)/g, (_, first) => first.toUpperCase());
}
