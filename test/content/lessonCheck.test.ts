/** Every check of a lesson finds what it is for, at its place, and nothing in a lesson that is right. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readContent } from '../../scripts/lib/content.mjs';
import { checkLesson, pictureFaults, walkthroughFaults } from '../../scripts/lib/lesson-check.mjs';
import { spellingFaults, wordListFaults } from '../../scripts/lib/spelling.mjs';
import { finds, rule, run, topic, write } from './lib/tryout.ts';

const LESSON = `---
title: A call that goes wrong
summary: A call has to be looked at.
minutes: 1
level: beginner
names: { call: bad }
sources:
  - title: "MDN: Functions"
    url: https://example.org/functions#calls
quiz:
  - question: Is it right?
    options:
      - { text: "Yes", right: true, why: It is. }
      - { text: "No", right: false, why: It is not. }
  - question: Is it wrong?
    options:
      - { text: "Yes", right: false, why: It is not. }
      - { text: "No", right: true, why: It is. }
---

## What you see

The call {{call}} goes wrong.

\`\`\`tsx bad=bad-call
bad();
\`\`\`

## What happens

The colour changes, see [the functions](https://example.org/functions). The [other lesson](lesson:t/other) says why.

## In your code

Look for it.

## The way out

\`\`\`tsx good
good();
\`\`\`

## When it is fine

It never is.

## Check yourself

Two questions.
`;

/** All that is wrong with a pack of two lessons, the first of which has the given text. */
async function faultsOf(text: string, more: Record<string, string> = {}): Promise<string[]> {
  const content = await readContent(
    write({
      't/topic.json': topic(['l', 'other']),
      't/l/bad-call.ts': rule(finds('')),
      't/l/lesson.md': text,
      't/other/lesson.md': LESSON.replace('lesson:t/other', 'lesson:t/l').replace(/```[\s\S]*?```/g, 'Text.'),
      ...more,
    }),
  );
  const lesson = content.topics[0]?.lessons.find((each) => each.id === 't/l');
  const own = content.faults.map(({ line, message }) => `${line}: ${message}`);
  if (!lesson) return own;
  const found = await checkLesson(lesson, content);
  return [...own, ...found.map(({ line, message }) => `${line}: ${message}`)];
}

test('nothing is found in a lesson that is right', async () => {
  assert.deepEqual(await faultsOf(LESSON), []);
});

/** What is changed in the lesson, and what is said of it: the line, and a part of the message. */
const cases: Record<string, [before: string, after: string, line: number, message: RegExp]> = {
  'a heading that is missing': ['## In your code\n', '', 36, /"## In your code" is expected/],
  'a key of the front matter that is not known': ['level:', 'kind: x\nlevel:', 2, /"kind" is not known/],
  'a title that ends like a sentence': [
    'goes wrong\nsummary',
    'goes wrong.\nsummary',
    2,
    /title does not end/,
  ],
  'a summary that is no sentence': ['looked at.', 'looked at', 3, /summary is a sentence/],
  HTML: ['It never is.', 'It <b>never</b> is.', 45, /no HTML/],
  'too many minutes': [
    'minutes: 1',
    'minutes: 9',
    4,
    /"minutes: 9", but reading it takes about 1.0: write 1 to 2/,
  ],
  'one question alone': [
    '  - question: Is it wrong?\n    options:\n      - { text: "Yes", right: false, why: It is not. }\n      - { text: "No", right: true, why: It is. }\n',
    '',
    11,
    /asks one question/,
  ],
  'a question without a question mark': ['Is it wrong?', 'Is it wrong', 15, /question mark/],
  'an explanation that stands twice': ['why: It is not. }\n  -', 'why: It is. }\n  -', 14, /another option/],
  'a placeholder without a default': ['{{call}}', '{{setter}}', 23, /\{\{setter\}\} has no default/],
  'a placeholder that is none': ['{{call}}', '{{ call }}', 23, /is no placeholder/],
  'a placeholder that is not closed': ['{{call}}', '{{call}} and {{call', 23, /not closed/],
  'a default that nothing uses': ['{ call: bad }', '{ call: bad, unheard: x }', 6, /default of "unheard"/],
  'a link without a text': ['[the functions]', '[]', 31, /link has no text/],
  'a link that leads nowhere': ['(https://example.org/functions)', '()', 31, /leads nowhere/],
  'a link to another scheme': [
    '(https://example.org/f',
    '(http://example.org/f',
    31,
    /does not begin with https/,
  ],
  'a link to a path': ['(https://example.org/functions)', '(./x.md)', 31, /leads to https/],
  'a link to a host': ['(https://example.org/functions)', '(https://example.org)', 31, /only a host/],
  'a link to a machine': [
    '(https://example.org/functions)',
    '(https://localhost/x)',
    31,
    /no host that everybody/,
  ],
  'a link with an empty anchor': ['org/functions)', 'org/functions#)', 31, /empty anchor/],
  'a link with two anchors': ['org/functions)', 'org/functions#a#b)', 31, /two anchors/],
  'a link to what is no source': ['org/functions)', 'org/elsewhere)', 31, /none of the lesson's sources/],
  'a link to a lesson that is not there': ['lesson:t/other', 'lesson:t/nowhere', 31, /no lesson t\/nowhere/],
  'a link to a lesson without its topic': ['lesson:t/other', 'lesson:other', 31, /lesson:<topic>\/<lesson>/],
  'a link to itself': ['lesson:t/other', 'lesson:t/l', 31, /links to itself/],
  'a bare address': ['It never is.', 'See https://example.org/functions there.', 45, /as a link with a text/],
  'a link by reference': [
    '[the functions](https://example.org/functions)',
    '[the functions][1]',
    31,
    /address behind/,
  ],
  'a link that is not closed': ['functions). The', 'functions. The', 31, /not closed/],
  'a lesson to know first that is not there': [
    'names:',
    'needs: [nowhere]\nnames:',
    6,
    /"needs" names "nowhere"/,
  ],
  'a source that is a host': ['functions#calls', '', 9, /only a host/],
  'a source that stands there twice': [
    'quiz:',
    '  - { title: "MDN: Calls", url: "https://example.org/functions/#calls" }\nquiz:',
    10,
    /stands there twice/,
  ],
  'a source without a name': ['"MDN: Functions"', 'https://example.org/', 8, /says whose words/],
  'two sources of one title': [
    'quiz:',
    '  - { title: "MDN: Functions", url: "https://example.org/more" }\nquiz:',
    10,
    /Two sources are titled/,
  ],
  'an example that is shown without a reason': [
    'It never is.',
    '```tsx plain\nx;\n```',
    45,
    /Say why this example/,
  ],
  'an example that no test runs': ['It never is.', '```tsx\nx;\n```', 45, /Say what this example is/],
  'an example of a language that no rule reads': ['It never is.', '```text\nls\n```', 45, /No test runs/],
  'an example without a language': ['It never is.', '```\nls\n```', 45, /what language/],
  'a picture': ['It never is.', '![A cat](https://example.org/cat)', 45, /no pictures/],
  'an exclamation mark': ['It never is.', 'It never is!', 45, /exclamation mark/],
  'a filler': ['It never is.', 'It simply\nis.', 45, /"simply" says nothing/],
  'a filler over two lines': ['It never is.', 'Of\ncourse not.', 45, /"Of course" says nothing/],
  'a misspelt word': [
    'Look for it.',
    'Look, and recieve it.',
    35,
    /"recieve" is in no dictionary; perhaps "receive"/,
  ],
  'a misspelt word of the quiz': [
    'It is not. }\n  -',
    'It is nott. }\n  -',
    14,
    /"nott" is in no dictionary/,
  ],
  'American spelling': ['The colour', 'The color', 31, /"color" is in no dictionary; perhaps .*"colour"/],
  'American endings': ['Look for it.', 'Synchronize it.', 35, /"Synchronize" is written "synchronise" here/],
  'code without backticks': ['Look for it.', 'Look for setUser.', 35, /"setUser" is in no dictionary/],
};

describe('what is wrong is found:', () => {
  for (const [what, [before, after, line, message]] of Object.entries(cases)) {
    test(what, async () => {
      assert.ok(LESSON.includes(before), 'the lesson holds what is changed');
      const faults = await faultsOf(LESSON.replace(before, () => after));
      assert.ok(
        faults.some((fault) => fault.startsWith(`${line}: `) && message.test(fault)),
        `Line ${line} should be told ${message}, and was told:\n${faults.join('\n')}`,
      );
    });
  }

  test('a file that no state of a case takes along', async () => {
    const faults = await faultsOf(LESSON, {
      't/l/bad-call.cases.md': '## One\n\n```tsx file=a.tsx\nx;\n```\n\nAnd so on.\n\n```tsx good\nx;\n```\n',
    });
    assert.deepEqual(faults, [
      '3: No test runs this example: tag it bad=<rule> or good, or say why not with plain="<reason>".',
    ]);
  });

  test('a misspelt word in what a rule says, and in an exercise', async () => {
    const faults = await faultsOf(LESSON, {
      't/l/bad-call.ts': rule(finds('')).replace('calls `{name}`', 'a call that is wrogn: `{name}`'),
      't/l/practice/task.md':
        '---\nlanguage: typescriptreact\nfileName: A.tsx\nrules: [bad-call]\n---\nMake it rigth.\n',
      't/l/practice/start.tsx': 'bad();\n',
      't/l/practice/solved.tsx': 'good();\n',
    });
    assert.equal(faults.length, 2, faults.join('\n'));
    assert.match(faults[0] ?? '', /^6: "rigth" is in no dictionary; perhaps .*"right"/);
    assert.match(faults[1] ?? '', /"wrogn" is in no dictionary/);
  });
});

describe('what is right is left alone:', () => {
  const right: Record<string, [before: string, after: string]> = {
    'code in backticks': ['Look for it.', 'Look for `setUsr`, ``a ` recieve`` and `<b>`!'.replace('!', '.')],
    'addresses and names': [
      '(https://example.org/functions)',
      '(https://example.org/functions#recieve "Calls")',
    ],
    'two anchors of one page as two sources': [
      'quiz:',
      '  - { title: "MDN: Calls", url: "https://example.org/functions#more" }\nquiz:',
    ],
    'an example with a reason': ['It never is.', '```sh plain="a command"\nrm wrogn!\n```\n\nIt never is.'],
    'the words of a source': ['MDN: Functions', 'MDN: Synchronizing the Colors!'],
    'hyphens, possessives and capitals': ['Look for it.', "Ada's well-known, re-read YAML. Don’t look."],
    'a note that is a note': ['Look for it.', 'Look at the note that was lost.'],
    'braces in code': ['Look for it.', 'Write `style={{width}}` there.'],
  };
  for (const [what, [before, after]] of Object.entries(right)) {
    test(what, async () => {
      assert.ok(LESSON.includes(before), 'the lesson holds what is changed');
      assert.deepEqual(await faultsOf(LESSON.replace(before, () => after)), []);
    });
  }

  test("a word of the pack's own list", async () => {
    const text = LESSON.replace('Look for it.', 'Look for the Frobnicator.');
    assert.match((await faultsOf(text))[0] ?? '', /"Frobnicator" is in no dictionary/);
    assert.deepEqual(await faultsOf(text, { 'words.txt': 'Frobnicator\n' }), []);
  });
});

test('check-content prints what is wrong with a lesson, with its line', () => {
  const content = write({
    't/topic.json': topic(['l']),
    't/l/bad-call.ts': rule(finds('')),
    't/l/lesson.md': LESSON.replace(' The [other lesson](lesson:t/other) says why.', '').replace(
      'Look for it.',
      'Look for teh call!',
    ),
  });
  const { status, output } = run('check-content.mjs', 't/l', '--content', content);
  assert.equal(status, 1, output);
  assert.match(output, /lesson\.md:35:10: "teh" is in no dictionary; perhaps .*"the"/);
  assert.match(output, /lesson\.md:35:18: An exclamation mark/);
  assert.match(output, /2 failed/);
});

describe('the list of words', () => {
  const texts = [{ file: 'a.md', prose: 'YAML and TSX.' }];

  test('is sorted, in use, and in no dictionary', () => {
    const messagesOf = (words: string[]) =>
      wordListFaults(words, texts, 'words.txt').map(({ line, message }) => `${line}: ${message}`);
    assert.deepEqual(messagesOf(['TSX', 'YAML']), []);
    assert.match(messagesOf(['YAML', 'TSX'])[0] ?? '', /^2: "TSX" stands after "YAML"/);
    assert.match(messagesOf(['TSX', 'TSX', 'YAML'])[0] ?? '', /^2: .*each word once/);
    assert.match(messagesOf(['and', 'TSX', 'YAML'])[0] ?? '', /^1: The dictionary has "and"/);
    assert.match(messagesOf(['TSX', 'WASM', 'YAML'])[0] ?? '', /^2: No text uses "WASM"/);
  });

  test('lets a word begin a sentence, and keeps the capitals of a name', () => {
    const faultCount = (prose: string) =>
      spellingFaults([{ file: 'a.md', prose }], ['YAML', 'walkthrough']).length;
    assert.equal(faultCount('Walkthrough of a walkthrough'), 0);
    assert.equal(faultCount('YAML'), 0);
    assert.equal(faultCount('yaml'), 1);
  });
});

describe('walkthroughs and pages', () => {
  const step = (description: string, altText = 'A file with a line.') => ({
    id: 'start',
    title: 'T',
    description: 'D',
    steps: [{ id: 's', title: 'S', description, media: { svg: 's.svg', altText } }],
  });
  const messagesOf = async (head: ReturnType<typeof step>) => {
    const root = write({
      'walkthrough/walkthrough.json': JSON.stringify(head),
      'walkthrough/s.svg': '<svg/>',
      't/topic.json': topic(['l']),
      't/l/lesson.md': LESSON,
    });
    const content = await readContent(root);
    const [walkthrough] = content.walkthroughs;
    assert.ok(walkthrough);
    return walkthroughFaults(walkthrough, content, new Set(['hindsight.open'])).map(({ message }) => message);
  };
  const lesson = (id: string) => encodeURIComponent(JSON.stringify([{ lesson: id }]));

  test('a step links to commands and lessons that exist', async () => {
    assert.deepEqual(await messagesOf(step(`[Open](command:hindsight.open?${lesson('t/l')})`)), []);
    assert.match((await messagesOf(step('[Open](command:hindsight.shut)')))[0] ?? '', /does not declare/);
    assert.match(
      (await messagesOf(step(`[Open](command:hindsight.open?${lesson('t/x')})`)))[0] ?? '',
      /no lesson/,
    );
    assert.match((await messagesOf(step('[Open](command:hindsight.open?x)')))[0] ?? '', /no lesson/);
    assert.match((await messagesOf(step('[Open]()')))[0] ?? '', /leads nowhere/);
    assert.match((await messagesOf(step('[](command:hindsight.open)')))[0] ?? '', /no text/);
    assert.match((await messagesOf(step('[Open](https://example.org)')))[0] ?? '', /only a host/);
  });

  test('a picture has a text and is there', async () => {
    assert.match((await messagesOf(step('D', 'Picture')))[0] ?? '', /needs a text/);
    const head = step('D');
    const [only] = head.steps;
    assert.ok(only);
    only.media.svg = 'gone.svg';
    assert.match((await messagesOf(head))[0] ?? '', /gone\.svg, which is not there/);
    const page = (text: string) => pictureFaults(`${write({ 'a.md': text })}/a.md`).length;
    assert.equal(page('![A lesson](a.png) <img src="a.png" alt="A lesson">'), 0);
    assert.equal(page('![](a.png)\n\n<img src="a.png">'), 2);
  });
});
