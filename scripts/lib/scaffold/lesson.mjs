/** What a new lesson and a new topic begin with. */

/** @param {string} lesson its folder */
export const lessonTemplate = (lesson) => `---
title: "TODO: what \`${lesson}\` is about"
summary: "TODO: the idea of \`${lesson}\` in one plain sentence."
minutes: 1
level: beginner
needs: []
# TODO: the code in which the lesson is worth opening even where nothing is wrong (CONTRIBUTING.md, "Where a lesson opens").
about: []
names: {}
sources:
  - title: "TODO: the page of the official documentation that says it"
    url: https://example.com/TODO
quiz:
  - question: "TODO: what does this do, in code that the lesson has not shown?"
    options:
      - text: "TODO: what people believe at first."
        right: false
        why: "TODO: what refutes exactly that."
      - text: "TODO: what is right."
        right: true
        why: "TODO: why it is right."
  - question: "TODO: what would you write instead?"
    options:
      - text: "TODO: the good form."
        right: true
        why: "TODO: what it changes."
      - text: "TODO: a form that looks as good."
        right: false
        why: "TODO: where it goes wrong."
---

## What you see

TODO: what the reader sees when it goes wrong, and the code that does it.

## What happens

TODO: why it happens, in the order of time, with the words of the field.

## In your code

TODO: what to look at; it has to hold without the reader's code as well.

## The way out

TODO: what to write instead, and what changes by it.

## When it is fine

TODO: where the same code is no fault.

## Check yourself

TODO: one sentence about the questions that follow.
`;

/**
 * @param {string} topic its folder
 * @param {string} lesson its first
 * @param {import('./languages.mjs').Template} template
 */
export const topicTemplate = (topic, lesson, { icon, files }) =>
  `${JSON.stringify(
    {
      $schema: '../topic.schema.json',
      title: `TODO: name of \`${topic}\``,
      summary: `TODO: what people learn in \`${topic}\`, in one sentence.`,
      icon,
      lessons: [lesson],
      files,
    },
    null,
    2,
  )}\n`;

/**
 * @param {string} topic its folder
 * @param {string} lesson its first
 */
export const glossaryTemplate = (topic, lesson) =>
  `${JSON.stringify(
    {
      $schema: '../topic.schema.json#/$defs/glossary',
      terms: [
        {
          term: `TODO: term of ${topic}`.slice(0, 40),
          also: [`TODO: what people type when they look for ${topic}`],
          text: `TODO: one or two exact sentences about a term of \`${topic}\`.`,
          lesson,
        },
      ],
    },
    null,
    2,
  )}\n`;

/**
 * Puts a lesson at the end of a topic's list, and leaves the rest of the file as it is written.
 * @param {string} text of a topic.json
 * @param {string} lesson
 * @returns {string | undefined} `undefined` where there is no such list
 */
export function withLesson(text, lesson) {
  const list = /("lessons"\s*:\s*\[)([^\]]*?)(\s*\])/.exec(text);
  if (!list) return undefined;
  const [whole, open = '', names = '', close = ''] = list;
  const indent = /^\s*/.exec(names)?.[0] ?? '';
  const entry =
    names.trim() === '' ? JSON.stringify(lesson) : `${names},${indent || ' '}${JSON.stringify(lesson)}`;
  return text.replace(whole, () => open + entry + close);
}
