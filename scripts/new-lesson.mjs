/** `npm run new-lesson -- TOPIC/LESSON`: a lesson with all its parts, at the end of its topic, entered and tested. */
import { runScaffold } from './lib/scaffold/run.mjs';

await runScaffold({
  make: 'newLesson',
  usage: `npm run new-lesson -- TOPIC/LESSON [--content FOLDER] [--out FOLDER]

Writes a lesson with all its parts at the end of its topic, enters it and tests it.

`,
  wanted: { least: 2, most: 2, example: 'npm run new-lesson -- kubernetes-services/my-lesson' },
  language: false,
  next: ([topic, lesson]) => ({
    check: lesson,
    lines: [
      `Give it a rule: npm run new-rule -- ${topic}/${lesson}/RULE`,
      'Write its six parts, its sources and its questions.',
      'Put it where it belongs in "lessons" of topic.json, and name in "needs" the lessons to know first.',
      'Run npm run generate, and read the diff.',
    ],
  }),
});
