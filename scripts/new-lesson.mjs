/** `npm run new-lesson -- TOPIC/LESSON`: a lesson with its headings, at the end of its topic (made where it is missing). */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contentFolder, forwardSlashes } from './lib/content-files.mjs';
import { lessonTemplate, topicTemplate } from './lib/content-templates.mjs';
import { PlainError, runMain, say } from './lib/log.mjs';
import { root } from './lib/paths.mjs';

await runMain(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { content: { type: 'string' } },
  });
  const match = /^([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(positionals[0] ?? '');
  if (!match) throw new PlainError('Say where: npm run new-lesson -- react-effects/my-lesson');
  const [, topic = '', lesson = ''] = match;
  const topicFolder = join(resolve(values.content ?? contentFolder), topic);
  const topicFile = join(topicFolder, 'topic.json');
  const lessonFile = join(topicFolder, lesson, 'lesson.md');
  const shown = (/** @type {string} */ file) => forwardSlashes(relative(root, file));
  if (existsSync(lessonFile)) throw new PlainError(`${shown(lessonFile)} exists already.`);
  const topicText = existsSync(topicFile) ? withLesson(topicFile, lesson) : topicTemplate(lesson);
  mkdirSync(join(topicFolder, lesson), { recursive: true });
  writeFileSync(lessonFile, lessonTemplate());
  writeFileSync(topicFile, topicText);
  say(`Wrote ${shown(lessonFile)}\nListed it in ${shown(topicFile)}

Next:
1. Write it, then run: node scripts/check-content.mjs ${lesson}
2. Give it rules: npm run new-rule -- ${topic}/${lesson}/RULE
3. npm run generate`);
});

/**
 * @param {string} file a topic.json
 * @param {string} lesson
 */
function withLesson(file, lesson) {
  let topic;
  try {
    topic = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new PlainError(`${file} is not valid JSON: ${/** @type {Error} */ (error).message}`);
  }
  const lessons = Array.isArray(topic.lessons) ? topic.lessons : [];
  return `${JSON.stringify({ ...topic, lessons: [...new Set([...lessons, lesson])] }, null, 2)}\n`;
}
