import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFrontMatter } from '../../src/lessons/frontMatter.ts';
import { parseCasesFile, parseLesson } from '../../src/lessons/lesson.ts';
import { minutesBounds, readingMinutes } from '../../src/lessons/readingTime.ts';
import { SECTIONS } from '../../src/lessons/sections.ts';

const isCode = (language: string) => language === 'tsx';
const body = SECTIONS.map(({ title }) => `## ${title}\n\nText.\n`).join('\n');
const messages = (text: string) =>
  parseLesson(text, isCode).problems.map(({ line, message }) => `${line}: ${message}`);

describe('front matter', () => {
  const text = '---\ntitle: A\nquiz:\n  - question: Q\n    options: 3\n---\nbody\n';

  test('gives values and their places', () => {
    const front = parseFrontMatter(text);
    assert.deepEqual(front.data, { title: 'A', quiz: [{ question: 'Q', options: 3 }] });
    assert.equal(front.body, 'body\n');
    assert.deepEqual(front.placeOf(['quiz', 0, 'options']), { line: 5, column: 14 });
    assert.deepEqual(front.placeOf(['quiz', 0, 'missing']), { line: 4, column: 5 }, 'the nearest parent');
    assert.deepEqual(front.placeOf(['missing']), { line: 2, column: 1 });
  });

  test('that is missing, broken or endless is said so', () => {
    assert.match(parseFrontMatter('# A\n').problems[0]?.message ?? '', /has to begin with front matter/);
    assert.match(
      parseFrontMatter('---\ntitle: A\n').problems[0]?.message ?? '',
      /has to begin with front matter/,
    );
    const broken = parseFrontMatter('---\ntitle: A\nlist: [a\nb: c\n---\n');
    assert.equal(broken.data, undefined);
    assert.ok((broken.problems[0]?.line ?? 0) >= 3, 'the place of the fault');
    const levels = 'abcdefghij'.split('').map(
      (name, i, all) =>
        `${name}: &${name} [${
          i === 0
            ? '1'
            : Array(9)
                .fill(`*${all[i - 1]}`)
                .join(', ')
        }]`,
    );
    assert.match(
      parseFrontMatter(`---\n${levels.join('\n')}\n---\n`).problems[0]?.message ?? '',
      /cannot be read/,
    );
  });

  test('may be empty, and --- may stand in the text', () => {
    assert.deepEqual(parseFrontMatter('---\n---\na\n\n---\n\nb\n').problems, []);
    assert.equal(parseFrontMatter('---\na: 1\n---\nx\n---\ny\n').body, 'x\n---\ny\n');
  });
});

describe('a lesson', () => {
  test('has its headings in order', () => {
    const { sections, problems } = parseLesson(`---\ntitle: A\n---\n\n${body}`, isCode);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      sections.map((section) => section.id),
      ['see', 'happens', 'your-code', 'way-out', 'fine', 'check'],
    );
  });

  test('reads the same with CRLF and a byte order mark', () => {
    const text = `---\ntitle: A\n---\n\n${body}`;
    assert.deepEqual(
      parseLesson(`\uFEFF${text.replaceAll('\n', '\r\n')}`, isCode).sections,
      parseLesson(text, isCode).sections,
    );
  });

  test('is told what is wrong with its headings, and where', () => {
    const with1 = (text: string) => messages(`---\na: 1\n---\n${text}`);
    assert.match(
      with1(body.replace('## What happens', '## Why'))[0] ?? '',
      /^8: "## What happens" is expected, and "## Why" found/,
    );
    assert.match(
      with1(body.replace(/## Check yourself[\s\S]*/, '')).join(),
      /"## Check yourself" is expected/,
    );
    assert.match(with1(`${body}\n## More\n\ntext`)[0] ?? '', /No further heading/);
    assert.match(with1(`Hello\n\n${body}`)[0] ?? '', /^4: Text has to stand under a heading/);
    assert.match(with1(`# Title\n\n${body}`).join(), /The title stands in the front matter/);
    assert.match(with1(body.replace('Text.', ''))[0] ?? '', /^4: "What you see" is empty/);
  });
});

test('a case without a heading is named', () => {
  assert.match(parseCasesFile('```tsx good\n```\n', isCode).problems[0]?.message ?? '', /needs a heading/);
});

test('reading time counts words, code lines and questions apart', () => {
  const prose = 'word '.repeat(180);
  const code = `\`\`\`tsx good\n${'x();\n'.repeat(30)}\`\`\`\n`;
  const { fences } = parseLesson(`---\na: 1\n---\n${code}`, isCode);
  assert.equal(readingMinutes(prose, [], []), 1);
  assert.equal(readingMinutes(code, fences, []), 1);
  assert.equal(
    readingMinutes(
      '',
      [],
      [1, 2, 3].map(() => ({ question: '', options: [] })),
    ),
    1,
  );
  assert.deepEqual(minutesBounds(5), { least: 3, most: 8 });
  assert.deepEqual(minutesBounds(0.2), { least: 1, most: 1 });
});
