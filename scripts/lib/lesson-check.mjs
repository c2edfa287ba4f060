/**
 * What every lesson has to be besides right: whole, as long as it says, linked to places that exist, with names,
 * sources and tests for all that it shows, and well written. `npm test` and `check-content.mjs` run it.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { contentFolder, readText } from './content-files.mjs';
import { lessonFormat } from './content-modules.mjs';
import { namesOf } from './content-places.mjs';
import { renderLesson } from './lessons.mjs';
import { addressFault, linkFaults, pageOf } from './links.mjs';
import { markdownWithoutCode, proseOfMarkdown, proseOfStrings } from './prose.mjs';
import { projectWords, spellingFaults } from './spelling.mjs';
import { placeIn, wordingFaults } from './wording.mjs';

/** @typedef {import('./content-files.mjs').Fault} Fault */
/** @typedef {import('./content.mjs').Content} Content */
/** @typedef {import('./content.mjs').LessonSource} LessonSource */
/** @typedef {(lesson: LessonSource, content: Content) => Fault[] | Promise<Fault[]>} Check */

const LEAST_QUESTIONS = 2;

/** @type {Record<string, Check>} the checks, named as a sentence of the lesson would go on */
export const checks = {
  'has all its parts': structureFaults,
  'says how long it takes': timeFaults,
  'asks, and explains every answer': quizFaults,
  'has a default for every name, and uses it': nameFaults,
  'links to places that exist': lessonLinkFaults,
  'names its sources': sourceFaults,
  'tests every example': exampleFaults,
  'is worded plainly': async (lesson) => wordingFaults(await lessonTexts(lesson)),
  'is spelt well': async (lesson, content) => spellingFaults(await lessonTexts(lesson), packWords(content)),
};

/**
 * All that is wrong with a lesson, but for what reading it has found and what running its examples finds.
 * @param {LessonSource} lesson
 * @param {Content} content
 * @returns {Promise<Fault[]>}
 */
export async function checkLesson(lesson, content) {
  const faults = [];
  for (const check of Object.values(checks)) faults.push(...(await check(lesson, content)));
  return faults;
}

/** @param {Content} content the words of a pack: ours, and those of its own words.txt @returns {string[]} */
function packWords(content) {
  const own = content.root === contentFolder ? [] : projectWords(join(content.root, 'words.txt'));
  return [...projectWords(), ...own];
}

/** @type {WeakMap<LessonSource, Promise<import('./prose.mjs').Prose[]>>} */
const textsOf = new WeakMap();

/**
 * Everything of a lesson that people read: its text, its exercise, its cases' headings, and what its rules say.
 * @param {LessonSource} lesson
 */
export function lessonTexts(lesson) {
  const texts = textsOf.get(lesson) ?? readTexts(lesson);
  textsOf.set(lesson, texts);
  return texts;
}

/** @param {LessonSource} lesson */
async function readTexts({ folder, file, practice }) {
  const names = readdirSync(folder).sort();
  const cases = names.filter((name) => name.endsWith('.cases.md')).map((name) => join(folder, name));
  const code = names.filter((name) => /(?<!\.test|\.d)\.ts$/.test(name)).map((name) => join(folder, name));
  return [
    ...[file, ...(practice ? [practice.file] : []), ...cases].map(proseOfMarkdown),
    ...(await Promise.all(code.map(proseOfStrings))),
  ];
}

/** @type {Check} */
async function structureFaults(lesson) {
  const { file, head, parsed } = lesson;
  /** @type {Fault[]} */
  const faults = [];
  const at = (/** @type {string[]} */ path, /** @type {string} */ message) =>
    void faults.push({ file, ...parsed.front.placeOf(path), message });
  if (/[.:;]$/.test(head.title)) at(['title'], 'A title does not end like a sentence.');
  if (!/[.?]$/.test(head.summary)) at(['summary'], 'The summary is a sentence, and ends like one.');
  /** @type {Fault[]} */
  const rendering = [];
  await renderLesson(lesson, rendering);
  // Faults of links, placeholders and pictures come from their own checks, each at its place.
  const html = rendering.filter(({ message }) => message.startsWith('Lessons hold no HTML'));
  for (const fault of html) {
    const tag = fault.message.slice(fault.message.indexOf(': ') + 2);
    const text = readText(fault.file);
    faults.push({ ...fault, ...placeIn(text, Math.max(0, text.indexOf(tag))) });
  }
  return faults;
}

/** @type {Check} */
async function timeFaults({ file, head, parsed }) {
  const format = await lessonFormat();
  const estimate = format.readingMinutes(parsed.front.body, parsed.fences, head.quiz ?? []);
  const { least, most } = format.minutesBounds(estimate);
  if (head.minutes >= least && head.minutes <= most) return [];
  const message = `"minutes: ${head.minutes}", but reading it takes about ${estimate.toFixed(1)}: write ${least} to ${most}.`;
  return [{ file, ...parsed.front.placeOf(['minutes']), message }];
}

/** @type {Check} */
function quizFaults({ file, head, parsed }) {
  const quiz = head.quiz ?? [];
  /** @type {Fault[]} */
  const faults = [];
  const at = (/** @type {(string | number)[]} */ path, /** @type {string} */ message) =>
    void faults.push({ file, ...parsed.front.placeOf(path), message });
  if (quiz.length < LEAST_QUESTIONS)
    at(
      ['quiz'],
      `It asks ${quiz.length === 1 ? 'one question' : 'nothing'}; a lesson has at least ${LEAST_QUESTIONS} questions.`,
    );
  for (const [index, { question, options }] of quiz.entries()) {
    if (!question.trimEnd().endsWith('?'))
      at(['quiz', index, 'question'], 'A question ends with a question mark.');
    for (const key of /** @type {const} */ (['text', 'why'])) {
      const again = options.findIndex((one, n) => options.findIndex((other) => other[key] === one[key]) < n);
      if (again >= 0)
        at(
          ['quiz', index, 'options', again, key],
          `This stands at another option of the question too: ${options[again]?.[key]}`,
        );
    }
  }
  return faults;
}

/** @type {Check} */
function nameFaults({ file, folder, head, parsed, practice }) {
  const names = head.names ?? {};
  /** @type {Fault[]} */
  const faults = [];
  const files = [file, ...(practice ? [practice.file] : [])];
  const used = new Set((head.about ?? []).flatMap(namesOf));
  for (const each of files) {
    const text = readText(each);
    for (const match of text.matchAll(/\{\{(\w+)/g)) used.add(match[1] ?? '');
    // In code two braces are code; the format takes them for a placeholder only where the name has a default.
    const prose = markdownWithoutCode(text);
    for (const { 0: whole, 1: inner = '', index } of prose.matchAll(/\{\{([^{}]*)\}\}/g)) {
      const at = { file: each, ...placeIn(prose, index) };
      const name = /^(\w+)(\|[^{}]+)?$/.exec(inner);
      if (!name)
        faults.push({ ...at, message: `${whole} is no placeholder; write {{name}} or {{name|default}}.` });
      else if (name[2] === undefined && !Object.hasOwn(names, inner))
        faults.push({
          ...at,
          message: `The placeholder ${whole} has no default: give it one in "names" or write {{${inner}|…}}.`,
        });
    }
    for (const { 0: whole, index } of prose.matchAll(/\{\{(?![^{}\n]*\}\})/g))
      faults.push({
        file: each,
        ...placeIn(prose, index),
        message: `The placeholder ${whole} is not closed.`,
      });
  }
  // The lesson's story uses the names of a rule and of a figure, so their defaults are of use as well.
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ts')))
    for (const match of readText(join(folder, name)).matchAll(/\b\w+\b/g)) used.add(match[0]);
  for (const name of Object.keys(names)) {
    if (used.has(name)) continue;
    const message = `Nothing uses the default of "${name}": no {{${name}}}, no @${name} in "about", no rule and no figure.`;
    faults.push({ file, ...parsed.front.placeOf(['names', name]), message });
  }
  return faults;
}

/** @type {Check} */
function lessonLinkFaults({ id, file, head, parsed, practice }, content) {
  const lessons = new Set(content.topics.flatMap((topic) => topic.lessons.map((lesson) => lesson.id)));
  const isLesson = (/** @type {string} */ name) => lessons.has(name);
  const sources = head.sources.map(({ url }) => url);
  return [
    ...[file, ...(practice ? [practice.file] : [])].flatMap((each) =>
      linkFaults(each, markdownWithoutCode(readText(each)), { isLesson, self: id, sources }),
    ),
    ...(head.needs ?? []).flatMap((name, index) => {
      const whole = name.includes('/') ? name : `${id.slice(0, id.indexOf('/'))}/${name}`;
      if (isLesson(whole) && whole !== id) return [];
      const message =
        whole === id ? '"needs" names the lesson itself.' : `"needs" names "${name}", which is no lesson.`;
      return [{ file, ...parsed.front.placeOf(['needs', index]), message }];
    }),
  ];
}

/** @type {Check} */
function sourceFaults({ file, head, parsed }) {
  return head.sources.flatMap(({ title, url }, index) => {
    const place = (/** @type {string} */ key) => ({ file, ...parsed.front.placeOf(['sources', index, key]) });
    const before = head.sources.slice(0, index);
    const faults = [];
    const wrong = addressFault(url);
    if (wrong) faults.push({ ...place('url'), message: wrong });
    if (before.some((other) => sameAddress(other.url, url)))
      faults.push({ ...place('url'), message: `The source ${url} stands there twice.` });
    if (before.some((other) => other.title.trim().toLowerCase() === title.trim().toLowerCase()))
      faults.push({ ...place('title'), message: `Two sources are titled "${title}".` });
    if (/^(?:https?:|www\.)/.test(title) || !/\p{L}{3}/u.test(title))
      faults.push({
        ...place('title'),
        message: 'The title of a source says whose words they are, and of what.',
      });
    return faults;
  });
}

/**
 * Two anchors of one page are two sources: each says where a fact stands.
 * @param {string} a
 * @param {string} b
 */
function sameAddress(a, b) {
  const anchor = (/** @type {string} */ address) => /#(.*)$/.exec(address)?.[1] ?? '';
  return pageOf(a) === pageOf(b) && anchor(a) === anchor(b);
}

/** @type {Check} */
async function exampleFaults({ file, folder, parsed }) {
  const format = await lessonFormat();
  const isCode = (/** @type {string} */ language) => format.languageOfFence(language) !== undefined;
  /** @typedef {Pick<import('../../src/lessons/index.ts').ParsedLesson, 'fences' | 'cases' | 'problems'>} Text */
  /** @type {(Text & { file: string })[]} */
  const texts = [{ file, fences: parsed.fences, cases: parsed.cases, problems: parsed.problems }];
  for (const name of readdirSync(folder)
    .filter((each) => each.endsWith('.cases.md'))
    .sort()) {
    const source = readText(join(folder, name));
    const { fences } = format.parseFences(source);
    texts.push({ file: join(folder, name), fences, ...format.parseCasesFile(source, isCode) });
  }
  return texts.flatMap(({ file: where, fences, cases, problems }) => {
    // Reading the file has said already what such an example lacks.
    const reported = new Set(problems.map(({ line }) => line));
    const tested = new Set(
      cases.flatMap((each) =>
        [each.bad, ...each.goods.map((good) => good.files)].flat().map(({ line }) => line),
      ),
    );
    return fences.flatMap(({ line, language, tags }) => {
      const at = { file: where, line, column: 1 };
      const faults = [];
      if (language === '') faults.push({ ...at, message: 'Say what language the example is in: ```tsx.' });
      if (tags.plain && tags.reason === undefined)
        faults.push({ ...at, message: 'Say why this example is not tested: plain="only a part of a file".' });
      if (!tags.plain && !tested.has(line) && !reported.has(line))
        faults.push({
          ...at,
          message:
            'No test runs this example: tag it bad=<rule> or good, or say why not with plain="<reason>".',
        });
      return faults;
    });
  });
}

/**
 * What is wrong with a walkthrough: links and commands that lead nowhere, and pictures without a text.
 * @param {import('./content.mjs').WalkthroughSource} walkthrough
 * @param {Content} content
 * @param {ReadonlySet<string>} commands that the manifest declares
 * @returns {Fault[]}
 */
export function walkthroughFaults({ file, head }, content, commands) {
  const text = readText(file);
  const lessons = new Set(content.topics.flatMap((topic) => topic.lessons.map((lesson) => lesson.id)));
  /** @type {Fault[]} */
  const faults = [];
  for (const { id, description, media } of head.steps) {
    const step = `"id": ${JSON.stringify(id)}`;
    const begin = Math.max(0, text.indexOf(step));
    const at = (/** @type {string} */ needle, /** @type {string} */ message) => ({
      file,
      ...placeIn(text, Math.max(begin, text.indexOf(needle, begin))),
      message,
    });
    for (const [, label = '', target = ''] of description.matchAll(/\[([^\]]*)\]\(([^)]*)\)/g)) {
      if (label.trim() === '') faults.push(at(target, `A link of the step ${id} has no text.`));
      const [, command, argument] = /^command:([\w.]+)(?:\?(.*))?$/.exec(target) ?? [];
      if (command === undefined) {
        const wrong =
          target === '' ? `The link "${label}" of the step ${id} leads nowhere.` : addressFault(target);
        if (wrong) faults.push(at(target || step, wrong));
      } else if (command.startsWith('hindsight.') && !commands.has(command)) {
        faults.push(at(target, `The step ${id} calls ${command}, which package.json does not declare.`));
      } else if (argument !== undefined) {
        const lesson = lessonOf(argument);
        if (lesson === undefined || !lessons.has(lesson))
          faults.push(at(target, `The step ${id} opens ${lesson ?? 'something'} that is no lesson.`));
      }
    }
    if (typeof media.altText === 'string' && !/\S+ \S+/.test(media.altText))
      faults.push(at(step, `The picture of the step ${id} needs a text for those who cannot see it.`));
    for (const path of [media.svg, media.markdown].filter((each) => typeof each === 'string'))
      if (!existsSync(join(file, '..', path)))
        faults.push(at(path, `The step ${id} shows ${basename(path)}, which is not there.`));
  }
  return faults;
}

/**
 * @param {string} argument of a command link
 * @returns {string | undefined}
 */
function lessonOf(argument) {
  try {
    const [first] = JSON.parse(decodeURIComponent(argument));
    return typeof first?.lesson === 'string' ? first.lesson : undefined;
  } catch {
    // Not JSON: the link is broken, and the caller says so.
    return undefined;
  }
}

/**
 * Pictures of a page without a text for those who cannot see them.
 * @param {string} file
 * @returns {Fault[]}
 */
export function pictureFaults(file) {
  const text = markdownWithoutCode(readText(file));
  return [...text.matchAll(/!\[\s*\]\([^)]*\)|<img(?![^>]*\balt="[^"]+")[^>]*>/g)].map(
    ({ 0: whole, index }) => ({
      file,
      ...placeIn(text, index),
      message: `This picture has no text for those who cannot see it: ${whole}`,
    }),
  );
}
