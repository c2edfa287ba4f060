/** What `new-rule` and `new-lesson` begin with. Every gap is marked TODO, and a test fails while one is left. */

/** What a fence pair in a lesson looks like. @param {string} rule */
export const lessonPair = (rule) => `\`\`\`tsx bad=${rule}
\`\`\`

\`\`\`tsx good
\`\`\`
`;

export const ruleTemplate =
  () => `import { defineRule, type SyntaxNode, syntax } from '../../../src/engine/index.ts';

export default defineRule({
  title: 'TODO: names the fault',
  languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
  // Low on purpose: error where a tool will refuse it, warning where it is wrong in almost every reading.
  severity: 'information',
  fix: 'none',
  // A text with none of these words is never parsed.
  looksFor: ['TODO'],
  messages: { found: 'TODO: says what is wrong, with \`{name}\` from the reader’s code.' },
  steps: {
    // What happens when the code runs, in the order of time; the panel shows it below the reader's lines.
    found: [
      { text: 'TODO: the first thing that happens.', at: 'hint' },
      'TODO: what follows from it.',
      'TODO: what somebody sees in the end.',
    ],
  },
  *check(doc) {
    for (const node of doc.model(syntax).walk()) {
      if (isFault(node)) yield { at: node, message: 'found', names: { name: doc.slice(node) } };
    }
  },
});

function isFault(_node: SyntaxNode): boolean {
  return false; // TODO
}
`;

/** @param {string} rule */
export const casesTemplate = (rule) => `## TODO: a case that the lesson does not show

\`\`\`tsx bad=${rule}
TODO();
\`\`\`

\`\`\`tsx good
done();
\`\`\`

## TODO: code that looks like the fault and is none

\`\`\`tsx good
fine();
\`\`\`
`;

export const lessonTemplate = () => `---
title: "TODO: the idea, as a sentence people remember"
summary: "TODO: one sentence."
minutes: 1
level: beginner
needs: []
about: []
names: {}
sources:
  - title: "TODO: the official document behind the facts"
    url: https://developer.mozilla.org/
quiz: []
---

## What you see

TODO: the situation, as somebody meets it, and the example that shows it.

## What happens

TODO: why.

## In your code

TODO: one or two sentences that hold without the reader's code too.

## The way out

TODO: the good form of the example.

## When it is fine

TODO: where the same code is no fault.

## Check yourself

TODO: one sentence; the quiz follows.
`;

/** @param {string} lesson */
export const topicTemplate = (lesson) =>
  `${JSON.stringify(
    {
      $schema: '../topic.schema.json',
      title: 'TODO: the subject',
      summary: 'TODO: one sentence.',
      icon: 'book',
      lessons: [lesson],
      files: ['**/*'],
    },
    null,
    2,
  )}\n`;
