/** Reads `content/`: topics, lessons, rules, snippets and walkthroughs, with every fault placed in its file. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { contentFolder, readJson, readText, validate } from './content-files.mjs';
import { lessonFormat } from './content-modules.mjs';
import { placesFaults } from './content-places.mjs';

/** @typedef {import('./content-files.mjs').Fault} Fault */

/**
 * @typedef {object} LessonSource
 * @property {string} id `<topic>/<folder>`
 * @property {string} topic
 * @property {string} folder absolute
 * @property {string} file its lesson.md
 * @property {import('../../src/lessons/index.ts').ParsedLesson} parsed
 * @property {import('../../src/lessons/index.ts').LessonHead} head
 * @property {PracticeSource | undefined} practice
 */
/**
 * @typedef {object} PracticeSource
 * @property {string} file its task.md
 * @property {import('../../src/lessons/index.ts').PracticeHead} head
 * @property {string} markdown
 * @property {string} start
 * @property {string} solved
 */
/** @typedef {{ id: string, topic: string, lesson: string, file: string }} RuleSource */
/**
 * @typedef {object} TopicSource
 * @property {string} id
 * @property {string} folder
 * @property {{ title: string, summary: string, icon: string, lessons: string[], files: string[] } | undefined} head
 * @property {LessonSource[]} lessons in the topic's order
 * @property {RuleSource[]} rules in the order of their lessons, then by name
 * @property {{ file: string, languages: string[] }[]} snippets
 * @property {readonly import('../../src/lessons/search/entries.ts').GlossaryTerm[]} glossary
 */
/** @typedef {{ file: string, head: any }} WalkthroughSource */
/** @typedef {{ root: string, topics: TopicSource[], walkthroughs: WalkthroughSource[], faults: Fault[] }} Content */

/**
 * Reads a pack's files. Faults are collected; what is whole is returned beside them.
 * @param {string} [contentRoot]
 * @returns {Promise<Content>}
 */
export async function readContent(contentRoot = contentFolder) {
  const format = await lessonFormat();
  /** @type {Fault[]} */
  const faults = [];
  const topics = folders(contentRoot)
    .filter((name) => name !== 'sample' && name !== 'walkthrough')
    .map((name) => readTopic(format, join(contentRoot, name), name, faults))
    .filter((topic) => topic !== undefined);
  const walkthroughs = [contentRoot, ...topics.map((topic) => topic.folder)]
    .map((folder) => join(folder, 'walkthrough', 'walkthrough.json'))
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      const head = readJson(file, 'topic.schema.json#/$defs/walkthrough', faults);
      return head ? [{ file, head }] : [];
    });
  return { root: contentRoot, topics, walkthroughs, faults };
}

/** @typedef {Awaited<ReturnType<typeof lessonFormat>>} Format */

/**
 * @param {Format} format
 * @param {string} folder
 * @param {string} id
 * @param {Fault[]} faults
 * @returns {TopicSource | undefined}
 */
function readTopic(format, folder, id, faults) {
  const file = join(folder, 'topic.json');
  const names = folders(folder);
  const isLesson = (/** @type {string} */ name) => looksLikeLesson(join(folder, name));
  if (!existsSync(file)) {
    if (!names.some(isLesson)) return undefined;
    faults.push({ file, line: 1, column: 1, message: 'The topic has no topic.json.' });
  }
  const head = existsSync(file) ? readJson(file, 'topic.schema.json', faults) : undefined;
  /** @type {string[]} */
  const order = head?.lessons ?? [];
  const unlisted = names.filter((name) => isLesson(name) && !order.includes(name));
  for (const name of head ? unlisted : []) {
    faults.push({ file, line: 1, column: 1, message: `"lessons" does not list the lesson "${name}".` });
  }
  /** @type {TopicSource} */
  const topic = { id, folder, head, lessons: [], rules: [], snippets: [], glossary: [] };
  for (const name of [...order, ...unlisted]) {
    const lessonFolder = join(folder, name);
    if (!existsSync(lessonFolder)) {
      faults.push({
        file,
        line: 1,
        column: 1,
        message: `"lessons" lists "${name}", which is no folder here.`,
      });
      continue;
    }
    topic.rules.push(...ruleFiles(lessonFolder, id, name));
    for (const cases of files(lessonFolder, '.cases.md')) {
      if (existsSync(cases.replace(/\.cases\.md$/, '.ts'))) continue;
      const message = `There is no rule ${basename(cases, '.cases.md')}.ts beside these cases.`;
      faults.push({ file: cases, line: 1, column: 1, message });
    }
    const lesson = readLesson(format, lessonFolder, id, name, faults);
    if (lesson) topic.lessons.push(lesson);
  }
  const seen = new Map();
  for (const rule of topic.rules) {
    const other = seen.get(rule.id);
    if (other)
      faults.push({
        file: rule.file,
        line: 1,
        column: 1,
        message: `The rule ${rule.id} exists already: ${other}.`,
      });
    seen.set(rule.id, rule.file);
  }
  topic.snippets = files(join(folder, 'snippets'), '.json').map((each) => ({
    file: each,
    // `javascriptreact+typescriptreact.json` serves both languages.
    languages: basename(each, '.json').split('+'),
  }));
  topic.glossary = readGlossary(topic, faults);
  return topic;
}

/**
 * @param {TopicSource} topic its lessons are there already
 * @param {Fault[]} faults
 * @returns {import('../../src/lessons/search/entries.ts').GlossaryTerm[]}
 */
function readGlossary(topic, faults) {
  const file = join(topic.folder, 'glossary.json');
  if (!existsSync(file)) return [];
  const data = readJson(file, 'topic.schema.json#/$defs/glossary', faults);
  /** @type {import('../../src/lessons/search/entries.ts').GlossaryTerm[]} */
  const terms = data?.terms ?? [];
  const seen = new Set();
  return terms.filter(({ term, lesson }) => {
    const complain = (/** @type {string} */ message) => {
      const at = readText(file)
        .split('\n')
        .findIndex((line) => line.includes(JSON.stringify(term)));
      faults.push({ file, line: at + 1, column: 1, message });
    };
    const isTwice = seen.has(term.toLowerCase());
    seen.add(term.toLowerCase());
    if (isTwice) complain(`The term "${term}" stands here twice.`);
    // A lesson of another topic may not have been read yet; search leaves out what leads nowhere.
    const isOwn = !lesson.includes('/') || lesson.startsWith(`${topic.id}/`);
    const known = !isOwn || topic.lessons.some(({ id }) => id === fullId(topic.id, lesson));
    if (!known) complain(`"${term}" names "${lesson}", which is no lesson.`);
    return known && !isTwice;
  });
}

/**
 * A lesson may begin with any of its files: its text, a rule, or the cases of one.
 * @param {string} folder
 */
function looksLikeLesson(folder) {
  return readdirSync(folder).some(
    (name) =>
      name === 'lesson.md' ||
      name.endsWith('.cases.md') ||
      (name.endsWith('.ts') && /export default defineRule\(/.test(readText(join(folder, name)))),
  );
}

/**
 * @param {Format} format
 * @param {string} folder
 * @param {string} topic
 * @param {string} name
 * @param {Fault[]} faults
 * @returns {LessonSource | undefined}
 */
function readLesson(format, folder, topic, name, faults) {
  const file = join(folder, 'lesson.md');
  if (!existsSync(file)) {
    faults.push({ file, line: 1, column: 1, message: 'The lesson has no lesson.md yet.' });
    return undefined;
  }
  const parsed = format.parseLesson(
    readText(file),
    (language) => format.languageOfFence(language) !== undefined,
  );
  faults.push(...parsed.problems.map((problem) => ({ file, ...problem })));
  const valid = parsed.front.data !== undefined && validate(file, parsed.front, 'lesson.schema.json', faults);
  if (!valid) return undefined;
  const misplaced = placesFaults(file, parsed.front, format.kindOf);
  faults.push(...misplaced);
  if (misplaced.length > 0) return undefined;
  const head = /** @type {import('../../src/lessons/index.ts').LessonHead} */ (parsed.front.data);
  const practice = readPractice(format, join(folder, 'practice'), faults);
  return { id: `${topic}/${name}`, topic, folder, file, parsed, head, practice };
}

/**
 * @param {Format} format
 * @param {string} folder
 * @param {Fault[]} faults
 * @returns {PracticeSource | undefined}
 */
function readPractice(format, folder, faults) {
  if (!existsSync(folder)) return undefined;
  const file = join(folder, 'task.md');
  const at = { file, line: 1, column: 1 };
  if (!existsSync(file)) {
    faults.push({ ...at, message: 'The practice has no task.md.' });
    return undefined;
  }
  const { front, markdown } = format.parseTask(readText(file));
  faults.push(...front.problems.map((problem) => ({ file, ...problem })));
  if (front.data === undefined || !validate(file, front, 'lesson.schema.json#/$defs/task', faults))
    return undefined;
  const head = /** @type {import('../../src/lessons/index.ts').PracticeHead} */ (front.data);
  // The whole name of `.env` is its extension, which Node sees otherwise.
  const extension = /\.[^.]*$/.exec(head.fileName)?.[0] ?? '';
  const [start, solved] = ['start', 'solved'].map((state) => {
    const path = join(folder, state + extension);
    if (existsSync(path)) return readText(path);
    faults.push({
      ...at,
      message: `The practice has no ${state}${extension} (its fileName is ${head.fileName}).`,
    });
    return undefined;
  });
  return start === undefined || solved === undefined ? undefined : { file, head, markdown, start, solved };
}

/**
 * The rules of a lesson folder: every TypeScript file there but figures and tests. What rules share lives in a
 * folder of the topic.
 * @param {string} folder
 * @param {string} topic
 * @param {string} lesson
 * @returns {RuleSource[]}
 */
function ruleFiles(folder, topic, lesson) {
  return files(folder, '.ts')
    .filter((file) => !/(?:^figure.*|\.test|\.d)\.ts$/.test(basename(file)))
    .map((file) => ({ id: `${topic}/${basename(file, '.ts')}`, topic, lesson: `${topic}/${lesson}`, file }));
}

/** @param {string} folder @returns {string[]} names, sorted the same on every machine */
function folders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

/** @param {string} folder @param {string} extension @returns {string[]} absolute paths, sorted by name */
function files(folder, extension) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * A lesson id as written in `needs` or on a rule's tag, made whole.
 * @param {string} topic
 * @param {string} name
 */
export function fullId(topic, name) {
  return name.includes('/') ? name : `${topic}/${name}`;
}
