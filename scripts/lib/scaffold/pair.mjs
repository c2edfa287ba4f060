/** Puts the examples of a new rule into its lesson and into its cases file. */
import { lessonFormat } from '../content-modules.mjs';

/** @typedef {import('./languages.mjs').Template} Template */

/**
 * @param {Template} template
 * @param {string} tags
 * @param {string} code
 */
function fence({ fence: language, file }, tags, code) {
  return `\`\`\`${language} ${tags}${file === undefined ? '' : ` file=${file}`}\n${code}\`\`\`\n`;
}

/**
 * @param {Template} template
 * @param {string} rule
 */
export function pairOf(template, rule) {
  return {
    bad: `TODO: what \`${rule}\` finds.\n\n${fence(template, `bad=${rule}`, template.bad(rule))}`,
    good: `TODO: what to write instead.\n\n${fence(template, 'good', template.good(rule))}`,
  };
}

/**
 * The text of `<rule>.cases.md`.
 * @param {Template} template
 * @param {string} rule
 */
export function casesOf(template, rule) {
  const { more, silent } = template;
  return `# ${rule}

## TODO: ${more.title}

${fence(template, `bad=${rule}`, more.bad(rule))}
${fence(template, 'good', more.good(rule))}
## Silent: TODO: ${silent.title}

${fence(template, 'good', silent.code(rule))}`;
}

/**
 * Puts a pair of examples into a lesson: where it has no example yet, the bad one ends *What you see* and the good one
 * *The way out*, as a reader meets them; else both end a section. Nothing goes into the middle of another pair.
 * @param {string} source of a lesson.md
 * @param {string} rule
 * @param {{ bad: string, good: string }} pair
 * @returns {Promise<{ text: string, sections: readonly string[], minutes: number | undefined } | undefined>} `minutes` where
 *   the longer text needs another number; `undefined` where no place was found
 */
export async function withPair(source, rule, pair) {
  const format = await lessonFormat();
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const text = format.unifyLineBreaks(source);
  const parse = (/** @type {string} */ each) =>
    format.parseLesson(each, (language) => format.languageOfFence(language) !== undefined);
  const before = parse(text);
  const both = `${pair.bad}\n${pair.good}`;
  /** @type {readonly (readonly [section: string, added: string])[][]} */
  const ways = [
    ...(before.cases.length === 0
      ? [
          [
            /** @type {const} */ (['What you see', pair.bad]),
            /** @type {const} */ (['The way out', pair.good]),
          ],
        ]
      : []),
    [['The way out', both]],
    [['What you see', both]],
  ];
  for (const way of ways) {
    const made = way.reduce(
      (/** @type {string | undefined} */ done, [section, added]) =>
        done && atEndOf(done, section, added, parse(done)),
      text,
    );
    if (made === undefined) continue;
    const after = parse(made);
    const own = after.cases.filter(({ rules }) => rules.includes(rule));
    const isWhole =
      after.problems.length <= before.problems.length &&
      after.cases.length === before.cases.length + 1 &&
      own.length === 1 &&
      own[0]?.goods.length === 1;
    if (!isWhole) continue;
    const minutes = newMinutes(format, after);
    const timed = minutes === undefined ? made : made.replace(/^minutes:.*$/m, `minutes: ${minutes}`);
    return {
      text: timed.replaceAll('\n', newline),
      sections: way.map(([section]) => section),
      minutes,
    };
  }
  return undefined;
}

/**
 * @param {string} text with `\n` line breaks
 * @param {string} title of the section
 * @param {string} added
 * @param {import('../../../src/lessons/index.ts').ParsedLesson} parsed the text
 * @returns {string | undefined} `undefined` where there is no such section
 */
function atEndOf(text, title, added, { fences }) {
  const lines = text.split('\n');
  // A heading in an example is code.
  const isCode = (/** @type {number} */ index) =>
    fences.some(({ line, endLine }) => line <= index + 1 && index + 1 <= endLine);
  const headings = lines.flatMap((line, index) => (/^## /.test(line) && !isCode(index) ? [index] : []));
  const start = headings.find((index) => lines[index]?.slice(3).trim() === title);
  if (start === undefined) return undefined;
  let end = headings.find((index) => index > start) ?? lines.length;
  while (end > start + 1 && lines[end - 1]?.trim() === '') end--;
  const after = lines.slice(end).join('\n').replace(/^\n+/, '');
  return `${lines.slice(0, end).join('\n')}\n\n${added}${after === '' ? '' : `\n${after}`}`;
}

/**
 * @param {Awaited<ReturnType<typeof lessonFormat>>} format
 * @param {import('../../../src/lessons/index.ts').ParsedLesson} parsed
 * @returns {number | undefined} minutes that the lesson may claim, where those that it claims no longer fit
 */
function newMinutes(format, { front, fences }) {
  const head = /** @type {Partial<import('../../../src/lessons/index.ts').LessonHead>} */ (front.data ?? {});
  const estimate = format.readingMinutes(front.body, fences, head.quiz ?? []);
  const { least, most } = format.minutesBounds(estimate);
  const { minutes } = head;
  if (minutes === undefined || (minutes >= least && minutes <= most)) return undefined;
  // The nearest to what its author wrote.
  return Math.min(most, Math.max(least, minutes));
}
