/** Writes the lessons' texts as the panel loads them: rendered, with coloured code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { common, createLowlight } from 'lowlight';
import { fullId, readContent } from './content.mjs';
import { contentFolder, faultLine } from './content-files.mjs';
import { importTypeScript, lessonFormat } from './content-modules.mjs';
import { say, yellow } from './log.mjs';

/** @type {typeof import('../../src/generated/highlight.ts')} */
const { grammarOf, grammars } = await importTypeScript("export * from './src/generated/highlight.ts';");

/** Colours the languages of all kinds, and those that are common in texts. */
const lowlight = createLowlight({ ...common, ...grammars });

/**
 * Code as HTML with `<span class="hljs-…">`; without its spans it is exactly the code, escaped.
 * @param {string} code
 * @param {string} language as on the fence
 * @returns {string | undefined} `undefined` for a language that it cannot colour
 */
function highlight(code, language) {
  const name = grammarOf.get(language) ?? language;
  if (!lowlight.registered(name)) return undefined;
  return toHtml(lowlight.highlight(name, code).children);
}

/** @param {readonly import('hast').RootContent[]} nodes */
function toHtml(nodes) {
  /** @type {string} */
  let html = '';
  for (const node of nodes) {
    if (node.type === 'text') html += escapeHtml(node.value);
    else if (node.type === 'element') {
      const classes = /** @type {string[]} */ (node.properties['className'] ?? []);
      html += `<span class="${classes.map(escapeHtml).join(' ')}">${toHtml(node.children)}</span>`;
    }
  }
  return html;
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/**
 * Renders one lesson.
 * @param {import('./content.mjs').LessonSource} lesson
 * @param {import('./content-files.mjs').Fault[]} faults gets a fault for each thing that the lesson may not hold
 * @returns {Promise<import('../../src/lessons/types.ts').LessonBody>}
 */
export async function renderLesson(lesson, faults) {
  const format = await lessonFormat();
  const options = (/** @type {string} */ file) => ({
    names: lesson.head.names ?? {},
    highlight,
    onProblem: (/** @type {string} */ message) => void faults.push({ file, line: 1, column: 1, message }),
  });
  const { practice } = lesson;
  return {
    id: lesson.id,
    sections: format.renderSections(lesson.parsed, options(lesson.file)),
    ...(lesson.head.sequence
      ? { sequence: lesson.head.sequence.map((step) => format.renderInline(step, options(lesson.file))) }
      : {}),
    // Texts of the quiz are one line of Markdown each, so that they may hold `code` and placeholders.
    quiz: (lesson.head.quiz ?? []).map(({ question, options: choices }) => ({
      question: format.renderInline(question, options(lesson.file)),
      options: choices.map(({ text, right, why }) => ({
        text: format.renderInline(text, options(lesson.file)),
        right,
        why: format.renderInline(why, options(lesson.file)),
      })),
    })),
    ...(practice
      ? {
          practice: format.toPractice(practice, (name) => fullId(lesson.topic, name), options(practice.file)),
        }
      : {}),
  };
}

/**
 * Writes `<outDir>/<topic>/<lesson>.json`, a `LessonBody` each. Faults of the content are printed and left to the
 * content tests: while one lesson is being written, the rest of the product can still be built.
 * @param {string} outDir absolute
 * @param {string} [contentRoot]
 * @returns {Promise<{ note: string, faults: import('./content-files.mjs').Fault[] }>}
 */
export async function buildLessons(outDir, contentRoot = contentFolder) {
  const { topics, faults: found } = await readContent(contentRoot);
  const faults = [...found];
  const lessons = topics.flatMap((topic) => topic.lessons);
  for (const lesson of lessons) {
    const body = await renderLesson(lesson, faults);
    const file = join(outDir, `${lesson.id}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(body)}\n`);
  }
  for (const fault of faults) say(yellow(`  ${faultLine(fault)}`));
  return { note: `${lessons.length} lessons`, faults };
}
