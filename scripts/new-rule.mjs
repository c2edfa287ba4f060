/** `npm run new-rule -- TOPIC/LESSON/RULE`: a rule with its cases, ready to be made right. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contentFolder, forwardSlashes } from './lib/content-files.mjs';
import { casesTemplate, lessonPair, ruleTemplate } from './lib/content-templates.mjs';
import { PlainError, runMain, say } from './lib/log.mjs';
import { root } from './lib/paths.mjs';

await runMain(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { content: { type: 'string' } },
  });
  const match = /^([a-z0-9-]+)\/([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(positionals[0] ?? '');
  if (!match) throw new PlainError('Say where: npm run new-rule -- react-effects/late-answer/effect-my-rule');
  const [, topic = '', lesson = '', rule = ''] = match;
  const folder = join(resolve(values.content ?? contentFolder), topic, lesson);
  const shown = (/** @type {string} */ file) => forwardSlashes(relative(root, file));
  if (!existsSync(join(folder, 'lesson.md'))) {
    throw new PlainError(
      `There is no lesson ${shown(folder)}. Make it first: npm run new-lesson -- ${topic}/${lesson}`,
    );
  }
  const files = /** @type {const} */ ([
    [join(folder, `${rule}.ts`), ruleTemplate()],
    [join(folder, `${rule}.cases.md`), casesTemplate(rule)],
  ]);
  for (const [file] of files) if (existsSync(file)) throw new PlainError(`${shown(file)} exists already.`);
  for (const [file, text] of files) {
    writeFileSync(file, text);
    say(`Wrote ${shown(file)}`);
  }
  say(`
Next:
1. Put a pair into ${shown(join(folder, 'lesson.md'))}:

${lessonPair(rule).replace(/^(?=.)/gm, '   ')}
2. Write the cases, then the rule, and run: node scripts/check-content.mjs ${rule}
3. npm run generate`);
});
