import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCases } from '../../src/lessons/cases.ts';
import { parseFenceInfo, parseFences } from '../../src/lessons/fences.ts';

const isCode = (language: string) => language === 'tsx';
const fence = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\`\n`;
const cases = (text: string, headings = false) => parseCases(parseFences(text).fences, { headings, isCode });

describe('fence tags', () => {
  test('are read, with quotes and lists', () => {
    const { language, tags, problems } = parseFenceInfo('tsx bad=one,two broken file="src/my file.tsx"');
    assert.equal(language, 'tsx');
    assert.deepEqual(tags, { bad: ['one', 'two'], broken: true, file: 'src/my file.tsx' });
    assert.deepEqual(problems, []);
  });

  test('that mean nothing are named', () => {
    for (const info of [
      'tsx god',
      'tsx bad',
      'tsx good=yes',
      'tsx bad=a good',
      'tsx bad=a fix=1',
      'tsx nofix',
    ]) {
      assert.equal(parseFenceInfo(info).problems.length, 1, info);
    }
  });
});

describe('fences', () => {
  test('keep their lines, code and headings', () => {
    const text = `## One\n\n${fence('tsx good', 'a\n\n  b')}\n\n${fence('tsx plain', 'c')}text\n~~~~sh\n~~~\n~~~~\n`;
    const { fences, problems } = parseFences(text, 10);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      fences.map(({ language, code, line, endLine, adjacent, heading }) => ({
        language,
        code,
        line,
        endLine,
        adjacent,
        heading,
      })),
      [
        { language: 'tsx', code: 'a\n\n  b\n', line: 12, endLine: 16, adjacent: false, heading: 'One' },
        { language: 'tsx', code: 'c\n', line: 19, endLine: 21, adjacent: true, heading: 'One' },
        { language: 'sh', code: '~~~\n', line: 23, endLine: 25, adjacent: false, heading: 'One' },
      ],
    );
  });

  test('without an end are named', () => {
    assert.equal(parseFences('```sh plain="a command"\nls\n```\n').fences[0]?.tags.reason, 'a command');
    assert.deepEqual(parseFences('text\n```tsx good\nx').problems, [
      { line: 2, column: 1, message: 'This code fence is never closed.' },
    ]);
  });

  test('hide headings inside them', () => {
    assert.equal(parseFences('## A\n```md plain\n## B\n```\n```tsx good\n```\n').fences[1]?.heading, 'A');
  });
});

describe('cases', () => {
  test('pair a bad example with the next good one, across prose and plain examples', () => {
    const { cases: found, problems } = cases(
      `${fence('tsx bad=r', '1')}\nprose\n\n${fence('tsx plain', '2')}\nmore\n\n${fence('tsx good', '3')}\nand\n\n${fence('tsx good', '4')}`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      found.map((each) => [
        each.name,
        each.bad.map((f) => f.text),
        each.goods.map((g) => g.files.map((f) => f.text)),
      ]),
      [
        ['r 1', ['1\n'], [['3\n']]],
        ['good 1', [], [['4\n']]],
      ],
    );
  });

  test('compare several fixes of one bad example', () => {
    const { cases: found } = cases(
      `${fence('tsx bad=r', '1')}\n${fence('tsx good', '2')}\n${fence('tsx good fix="Do more"', '3')}`,
    );
    assert.deepEqual(
      found.map((each) => each.goods.map((good) => good.fix)),
      [[undefined, 'Do more']],
    );
  });

  test('hold several files; what the good state does not repeat stays', () => {
    const { cases: found, problems } = cases(
      [
        fence('tsx bad=r file=a.tsx', 'a1'),
        fence('tsx file=b.tsx', 'b1'),
        fence('tsx file=c.tsx', 'c1'),
        fence('tsx good file=a.tsx', 'a2'),
        fence('tsx good file=b.tsx', 'b2'),
      ].join('\n'),
    );
    assert.deepEqual(problems, []);
    assert.equal(found.length, 1);
    const texts = (files: readonly { path: string | undefined; text: string }[]) =>
      files.map((f) => `${f.path} ${f.text.trim()}`).sort();
    assert.deepEqual(texts(found[0]?.bad ?? []), ['a.tsx a1', 'b.tsx b1', 'c.tsx c1']);
    assert.deepEqual(texts(found[0]?.goods[0]?.files ?? []), ['a.tsx a2', 'b.tsx b2', 'c.tsx c1']);
    assert.deepEqual(found[0]?.faulty, [0]);
  });

  test('take the files before them along, where nothing lies between', () => {
    const together = cases(`${fence('tsx file=b.tsx', 'b')}\n${fence('tsx good file=a.tsx', 'a')}`).cases;
    assert.equal(together[0]?.goods[0]?.files.length, 2);
    const apart = cases(
      `${fence('tsx file=b.tsx', 'b')}\nprose\n\n${fence('tsx good file=a.tsx', 'a')}`,
    ).cases;
    assert.equal(apart[0]?.goods[0]?.files.length, 1);
  });

  test('take the files after a silent example along', () => {
    const found = cases(
      `${fence('tsx good file=a.tsx', 'a')}\n${fence('tsx file=b.tsx', 'b')}\n${fence('tsx file=c.tsx', 'c')}`,
    ).cases;
    assert.deepEqual(
      found.map((each) => each.goods.map((good) => good.files.map((file) => file.path))),
      [[['a.tsx', 'b.tsx', 'c.tsx']]],
    );
  });

  test('of a cases file end at their heading and are named by it', () => {
    const text = `## One\n${fence('tsx bad=r', '1')}## Two\n${fence('tsx good', '2')}\nand\n${fence('tsx good', '3')}`;
    assert.deepEqual(
      cases(text, true).cases.map((each) => [each.name, each.bad.length, each.goods.length]),
      [
        ['One', 1, 0],
        ['Two', 0, 1],
        ['Two 2', 0, 1],
      ],
    );
  });

  test('of a lesson have a good side, and say what they are', () => {
    const messages = (text: string) => cases(text).problems.map((problem) => problem.message);
    assert.match(messages(fence('tsx bad=r', '1'))[0] ?? '', /no good one/);
    assert.match(messages(fence('tsx', '1'))[0] ?? '', /Say what this example is/);
    assert.deepEqual(messages(fence('sh', 'ls')), []);
  });
});
