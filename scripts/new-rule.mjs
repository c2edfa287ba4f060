/**
 * `npm run new-rule -- TOPIC/LESSON/RULE [--language ID]`: a small rule that works, with its examples in the lesson and
 * its cases, entered and tested. It reads what the lesson's other rules read; `--language` says something else.
 */
import { LANGUAGES, runScaffold } from './lib/scaffold/run.mjs';

await runScaffold({
  make: 'newRule',
  usage: `npm run new-rule -- TOPIC/LESSON/RULE [--language ID] [--content FOLDER] [--out FOLDER]

Writes a small rule that works, with its examples in the lesson and its cases, enters it and tests it.

  --language ID      what the rule reads: ${LANGUAGES}; without it, what the lesson's rules read
`,
  wanted: { least: 3, most: 3, example: 'npm run new-rule -- kubernetes-services/ports/my-rule' },
  language: true,
  next: ([, lesson, rule]) => ({
    check: rule,
    lines: [
      `In ${lesson}/lesson.md, put the fault and the way out into the two new examples.`,
      `In ${rule}.ts, find the fault; say it in the title, the messages and the steps; write the fix.`,
      `In ${rule}.cases.md, show the edge cases, first of all those in which the rule stays silent.`,
      `Run npm run format, npm run update -- ${rule} and npm run generate, and read the diff.`,
    ],
  }),
});
