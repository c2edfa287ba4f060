/** Runs the examples of lessons and cases files under the rules of their topic. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readContent } from './content.mjs';
import { lessonFormat } from './content-modules.mjs';
import { loadRules } from './content-rules.mjs';
import { readParserFile } from './parser-files.mjs';
import { root } from './paths.mjs';

/**
 * @typedef {object} Example
 * @property {string} topic
 * @property {string} lesson `<topic>/<folder>`
 * @property {string} folder the lesson's, absolute
 * @property {string} file absolute path of the Markdown file
 * @property {import('../../src/lessons/cases.ts').Case} example
 * @property {string | undefined} owner the rule whose cases file it is in
 */
/** @typedef {typeof import('../../test/content/lib/runner.ts')} Runner */
/** @typedef {import('../../src/engine/rule.ts').Rule} Rule */

/**
 * Everything that running examples needs. Rules that do not load are among the faults.
 * @param {string} [contentRoot]
 */
export async function openContent(contentRoot) {
  const content = await readContent(contentRoot);
  const sources = content.topics.flatMap((topic) => topic.rules);
  const runnerFile = join(root, 'test', 'content', 'lib', 'runner.ts');
  const loaded = await loadRules(
    sources,
    content.root,
    `export * as runner from ${JSON.stringify(runnerFile)};`,
  );
  /** @type {Runner} */
  const runner = loaded.module.runner;
  const format = await lessonFormat();
  await runner.prepareGrammars(
    format.languages.map((language) => language.id),
    readParserFile,
  );
  /** @type {Rule[]} */
  const rules = loaded.rules.map(({ rule, definition }) => ({
    ...definition,
    id: rule.id,
    topic: rule.topic,
    lesson: rule.lesson,
  }));
  const { examples, faults } = await readExamples(content);
  return {
    content,
    format,
    runner,
    rules,
    examples,
    sources,
    left: loaded.left,
    faults: [...content.faults, ...loaded.faults, ...faults],
  };
}

/**
 * All examples of a pack: those of the lessons and those of the cases files.
 * @param {import('./content.mjs').Content} content
 * @returns {Promise<{ examples: Example[], faults: import('./content-files.mjs').Fault[] }>}
 */
async function readExamples(content) {
  const format = await lessonFormat();
  /** @type {Example[]} */
  const examples = [];
  /** @type {import('./content-files.mjs').Fault[]} */
  const faults = [];
  for (const topic of content.topics) {
    for (const lesson of topic.lessons) {
      const { file, folder, id } = lesson;
      examples.push(
        ...lesson.parsed.cases.map((example) => ({
          topic: topic.id,
          lesson: id,
          folder,
          file,
          example,
          owner: undefined,
        })),
      );
    }
    for (const rule of topic.rules) {
      const file = rule.file.replace(/\.ts$/, '.cases.md');
      if (!existsSync(file)) continue;
      const parsed = format.parseCasesFile(
        readFileSync(file, 'utf8'),
        (tag) => format.languageOfFence(tag) !== undefined,
      );
      faults.push(
        ...[...parsed.problems, ...headingProblems(parsed.cases)].map((each) => ({ file, ...each })),
      );
      examples.push(
        ...parsed.cases.map((example) => ({
          topic: topic.id,
          lesson: rule.lesson,
          folder: dirname(file),
          file,
          example,
          owner: basename(file, '.cases.md'),
        })),
      );
    }
  }
  return { examples, faults };
}

/**
 * Cases under a heading that promises something else. Other headings promise neither.
 * @param {readonly import('../../src/lessons/cases.ts').Case[]} cases of a cases file, named by their headings
 */
function headingProblems(cases) {
  return cases.flatMap(({ name, line, bad }) => {
    const place = { line, column: 1 };
    if (bad.length > 0 && name.startsWith('Silent:'))
      return [
        {
          ...place,
          message:
            'A bad example is below a heading that begins with "Silent:". Tag it good, or say "Fires:".',
        },
      ];
    if (bad.length === 0 && name.startsWith('Fires:'))
      return [
        {
          ...place,
          message:
            'Nothing fires below a heading that begins with "Fires:". Tag an example bad=<rule>, or say "Silent:".',
        },
      ];
    return [];
  });
}
