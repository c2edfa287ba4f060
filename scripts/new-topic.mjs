/**
 * `npm run new-topic -- TOPIC[/LESSON[/RULE]] [--language ID]`: a topic with its first lesson, and a first rule in it,
 * entered and tested. What is not named is called first-lesson and first-rule.
 */
import { LANGUAGES, runScaffold } from './lib/scaffold/run.mjs';

await runScaffold({
  make: 'newTopic',
  usage: `npm run new-topic -- TOPIC[/LESSON[/RULE]] [--language ID] [--content FOLDER] [--out FOLDER]

Writes a topic with a first lesson and a first rule in it, enters them and tests them.

  --language ID      what the rule reads: ${LANGUAGES}; without it, typescript
`,
  wanted: { least: 1, most: 3, example: 'npm run new-topic -- my-topic --language yaml' },
  defaults: ['', 'first-lesson', 'first-rule'],
  language: true,
  next: ([topic, lesson, rule]) => ({
    check: `${rule} ${lesson}`,
    lines: [
      'In topic.json, write its title and summary, and the globs of the files that make it worth learning.',
      `Write the lesson and its rule. A further lesson: npm run new-lesson -- ${topic}/LESSON`,
      'Put what several rules ask into model/, the words of the field into glossary.json, good patterns into snippets/.',
      `Run npm run format, npm run update -- ${lesson} and npm run generate, and read the diff.`,
    ],
  }),
});
