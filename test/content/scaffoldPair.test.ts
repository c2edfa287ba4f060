/** Where the examples of a new rule go in a lesson. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withLesson } from '../../scripts/lib/scaffold/lesson.mjs';
import { withPair } from '../../scripts/lib/scaffold/pair.mjs';
import { lesson } from './lib/tryout.ts';

const pair = {
  bad: 'What goes wrong.\n\n```tsx bad=new-rule\nnewBad();\n```\n',
  good: 'What does not.\n\n```tsx good\nnewGood();\n```\n',
};
const fences = (bad: string, good: string) =>
  `\`\`\`tsx bad=old-rule\n${bad}\n\`\`\`\n\n\`\`\`tsx good\n${good}\n\`\`\``;
const put = async (text: string) => {
  const made = await withPair(text, 'new-rule', pair);
  assert.ok(made);
  return made;
};
/** The text of one section. */
const section = (text: string, title: string) =>
  text
    .slice(text.indexOf(`## ${title}\n`))
    .split(/\n(?=## )/)[0]
    ?.trimEnd() ?? '';

describe('the examples of a new rule', () => {
  test('frame the story of a lesson that has none', async () => {
    const { text, sections } = await put(lesson());
    assert.deepEqual(sections, ['What you see', 'The way out']);
    assert.equal(
      section(text, 'What you see'),
      `## What you see\n\nText with {{call|bad}}.\n\n${pair.bad.trimEnd()}`,
    );
    assert.equal(section(text, 'The way out'), `## The way out\n\nText.\n\n${pair.good.trimEnd()}`);
    // Everything else is as it was.
    assert.equal(text.replace(`${pair.bad}\n`, '').replace(`${pair.good}\n`, ''), lesson());
  });

  test('end the way out of a lesson that has some', async () => {
    const { text, sections } = await put(lesson(fences('bad();', 'good();')));
    assert.deepEqual(sections, ['The way out']);
    assert.match(section(text, 'The way out'), /Text\.\n\nWhat goes wrong\.\n[\s\S]*\nWhat does not\.\n/);
    assert.doesNotMatch(section(text, 'What you see'), /new-rule/);
  });

  test('do not come between a pair whose good form follows later', async () => {
    const [bad = '', good = ''] = fences('bad();', 'good();').split('\n\n');
    const text = lesson()
      .replace('## The way out\n\nText.', `## The way out\n\n${bad}`)
      .replace('## When it is fine\n\nText.', `## When it is fine\n\n${good}`);
    const made = await put(text);
    assert.deepEqual(made.sections, ['What you see']);
  });

  test('do not go into an example that looks like a heading', async () => {
    const code = '`\n## The way out\n`;';
    const { text } = await put(lesson(fences(`bad(${code}`, `good(${code}`)));
    assert.ok(text.includes(`bad(${code}\n`));
    assert.match(
      text.slice(text.lastIndexOf('## The way out\n')),
      /^## The way out\n\nText\.\n\nWhat goes wrong/,
    );
  });

  test('keep the line breaks of the file', async () => {
    const { text } = await put(lesson().replaceAll('\n', '\r\n'));
    assert.equal(text.replaceAll('\r\n', '').includes('\n'), false);
    assert.equal(text.replaceAll('\r\n', '\n'), (await put(lesson())).text);
  });

  test('set the minutes where the lesson is longer than it says, to the least that is accepted', async () => {
    assert.equal((await put(lesson())).minutes, undefined);
    const long = lesson(`${'word '.repeat(450)}end.`);
    const { text, minutes } = await put(long);
    assert.equal(minutes, 2);
    assert.match(text, /\nminutes: 2\n/);
    assert.match(long, /\nminutes: 1\n/);
  });

  test('find no place in a lesson without its sections', async () => {
    assert.equal(await withPair(lesson().replaceAll('## ', '### '), 'new-rule', pair), undefined);
  });
});

test('a lesson is listed at the end, and the rest of the file stays as it is written', () => {
  assert.equal(
    withLesson('{\n  "lessons": [\n    "a",\n    "b"\n  ],\n  "files": ["**/*.{a,b}"]\n}\n', 'c'),
    '{\n  "lessons": [\n    "a",\n    "b",\n    "c"\n  ],\n  "files": ["**/*.{a,b}"]\n}\n',
  );
  assert.equal(withLesson('{"lessons": ["a"], "files": []}', 'c'), '{"lessons": ["a", "c"], "files": []}');
  assert.equal(withLesson('{"lessons": []}', 'c'), '{"lessons": ["c"]}');
  assert.equal(withLesson('{}', 'c'), undefined);
});
