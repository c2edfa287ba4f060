/** Writes new topics, lessons and rules. Each looks first whether it can, so that nothing is left half made. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readContent } from '../content.mjs';
import { forwardSlashes } from '../content-files.mjs';
import { PlainError } from '../log.mjs';
import { root } from '../paths.mjs';
import { programOf } from '../process.mjs';
import { templateFor, templateOf } from './languages.mjs';
import { glossaryTemplate, lessonTemplate, topicTemplate, withLesson } from './lesson.mjs';
import { casesOf, pairOf, withPair } from './pair.mjs';

/**
 * @param {string} file
 * @returns {string} its path from the repository, as people write it
 */
const shown = (file) => forwardSlashes(relative(root, file));

/**
 * @param {string} file
 * @param {string} text
 * @returns {string} what was done
 */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return `Wrote ${shown(file)}`;
}

/** @param {string} file @throws {PlainError} where it exists */
function mustBeNew(file) {
  if (existsSync(file)) throw new PlainError(`${shown(file)} exists already.`);
}

/**
 * @param {string} content absolute
 * @param {readonly [topic: string, lesson: string, rule: string]} names
 * @param {string | undefined} language
 * @returns {Promise<string[]>} what was done
 * @throws {PlainError} when it cannot be done; nothing is written then
 */
export async function newTopic(content, [topic, lesson, rule], language) {
  const template = templateOf(language ?? 'typescript');
  const folder = join(content, topic);
  mustBeNew(join(folder, 'topic.json'));
  mustBeNew(join(folder, lesson, 'lesson.md'));
  return [
    write(join(folder, 'topic.json'), topicTemplate(topic, lesson, template)),
    write(join(folder, 'glossary.json'), glossaryTemplate(topic, lesson)),
    write(join(folder, lesson, 'lesson.md'), lessonTemplate(lesson)),
    ...(await newRule(content, [topic, lesson, rule], template.id)),
    ...(language === undefined ? [`The rule reads ${template.id}; for another language, --language ID`] : []),
  ];
}

/**
 * A lesson at the end of its topic.
 * @param {string} content absolute
 * @param {readonly [topic: string, lesson: string, ...rest: string[]]} names
 * @returns {Promise<string[]>} what was done
 * @throws {PlainError} when it cannot be done; nothing is written then
 */
export async function newLesson(content, [topic, lesson]) {
  const topicFile = join(content, topic, 'topic.json');
  const file = join(content, topic, lesson, 'lesson.md');
  if (!existsSync(topicFile))
    throw new PlainError(`There is no topic ${topic}. Make it first: npm run new-topic -- ${topic}`);
  mustBeNew(file);
  const text = readFileSync(topicFile, 'utf8');
  const listed = new RegExp(`"${lesson}"`).test(/"lessons"\s*:\s*\[[^\]]*\]/.exec(text)?.[0] ?? '');
  const changed = listed ? text : withLesson(text, lesson);
  if (changed === undefined) throw new PlainError(`${shown(topicFile)} has no list of "lessons".`);
  const read = await readContent(content);
  const rule = read.topics.flatMap((each) => each.rules).find(({ id }) => id === `${topic}/${lesson}`);
  if (rule) mustBeNew(rule.file);
  const done = [write(file, lessonTemplate(lesson))];
  if (listed) return done;
  writeFileSync(topicFile, changed);
  return [...done, `Listed it in ${shown(topicFile)}`];
}

/**
 * @param {string} content absolute
 * @param {readonly [topic: string, lesson: string, rule: string]} names
 * @param {string | undefined} language
 * @returns {Promise<string[]>} what was done
 * @throws {PlainError} when it cannot be done; nothing is written then
 */
export async function newRule(content, [topic, lesson, rule], language) {
  const folder = join(content, topic, lesson);
  const lessonFile = join(folder, 'lesson.md');
  if (!existsSync(lessonFile)) {
    const missing = existsSync(join(content, topic, 'topic.json'))
      ? `npm run new-lesson -- ${topic}/${lesson}`
      : `npm run new-topic -- ${topic}/${lesson}/${rule}`;
    throw new PlainError(`There is no lesson ${shown(folder)}. Make it first: ${missing}`);
  }
  const read = await readContent(content);
  const other = read.topics.flatMap((each) => each.rules).find(({ id }) => id === `${topic}/${rule}`);
  mustBeNew(other?.file ?? join(folder, `${rule}.ts`));
  mustBeNew(join(folder, `${rule}.cases.md`));
  // A name on the command line stands for one of them.
  mustBeNew(join(content, topic, rule, 'lesson.md'));
  const template = language === undefined ? await templateFor(read, topic, lesson) : templateOf(language);
  const pair = pairOf(template, rule);
  const made = await withPair(readFileSync(lessonFile, 'utf8'), rule, pair);
  if (!made)
    throw new PlainError(
      `Found no place in ${shown(lessonFile)} for an example of the rule: run node scripts/check-content.mjs ${lesson}, and mend what it says.`,
    );
  const text = formatted(`content/${topic}/${lesson}/${rule}.ts`, template.rule(rule));
  writeFileSync(lessonFile, made.text);
  return [
    write(join(folder, `${rule}.ts`), text),
    write(join(folder, `${rule}.cases.md`), casesOf(template, rule)),
    `Put a pair of examples into ${shown(lessonFile)}: ${made.sections.join(', ')}`,
    ...(made.minutes === undefined ? [] : [`Set its "minutes" to ${made.minutes}: it is longer now`]),
  ];
}

/**
 * A text as `npm run format` would leave it: how its lines break depends on the length of the names in it.
 * @param {string} path below the repository
 * @param {string} text
 * @throws {PlainError} when Biome cannot read it
 */
function formatted(path, text) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [programOf('@biomejs/biome', 'biome'), 'format', `--stdin-file-path=${path}`],
    { cwd: root, input: text, encoding: 'utf8', windowsHide: true },
  );
  if (status !== 0) throw new PlainError(`The text of ${path} could not be formatted:\n${stderr}`);
  return stdout;
}
