// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code that is looked at.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import javascript from '../../src/engine/kinds/javascript.ts';
import { codeTokens, findCode, patternOf, type WordForm } from '../../src/engine/parsers/codeTokens.ts';
import { unmetOf } from '../../src/server/practiceCheck.ts';

const JSX = 'javascriptreact';
const HASH: WordForm = { comments: [['#']] };
const words = (text: string, form: WordForm = javascript) =>
  codeTokens(text, form).map((token) => token.text);
const lineOf = (code: string, text: string) =>
  findCode(codeTokens(text, javascript), patternOf(code, javascript))?.line;

describe('Code as tokens', () => {
  test('knows no spaces, quotes or commas before a closing bracket', () => {
    assert.deepEqual(words("f( 'a',\n  b,\n)"), words('f("a",b)'));
  });

  test('leaves comments out, wherever they stand', () => {
    assert.deepEqual(words('a // b\n/* c\n d */ e <p>{/* f */}</p>'), words('a\ne <p>{}</p>'));
    assert.deepEqual(words('/* never closed'), []);
    assert.deepEqual(words('a # b\nurl#c', HASH), ['a', 'url', '#', 'c']);
  });

  test('keeps a string together, so that its words are no code', () => {
    assert.equal(lineOf('search(query', '"search(query)"'), undefined);
    assert.equal(lineOf('search(query', '`search(query)`'), undefined);
    assert.equal(lineOf("'keydown'", 'on("keydown")'), 1);
    assert.equal(lineOf("'keydown'", 'keydown'), undefined);
    assert.deepEqual(words("'it\\'s // no comment'"), ['"it\\\'s // no comment']);
  });

  test('sees the code inside templates, also inside one another', () => {
    assert.equal(lineOf('user.name', '`a ${user.name} b`'), 1);
    assert.equal(lineOf('user.name', '`a ${list.map((x) => { return `${user.name}`; })} b` + c'), 1);
    assert.equal(lineOf('+ c', '`a ${f({ b: {} })} }` + c'), 1);
    assert.equal(lineOf('c', '`a ${b'), undefined);
  });

  test('takes an apostrophe of some text for one', () => {
    assert.equal(lineOf('go(1)', "<p>Don't</p>\n{go(1)}"), 2);
    assert.equal(lineOf('go(1)', '<a>https://example.org</a> {go(1)}'), 1);
  });

  test('reads regular expressions, and no closing tags as such', () => {
    assert.equal(lineOf('go(1)', 'const r = /[\'"`]/g; go(1)'), 1);
    assert.equal(lineOf('go(1)', 'const r = /[/]\\//; go(1)'), 1);
    assert.equal(lineOf('go(1)', '<p>a</p>\n{b / c / d}\n{go(1)}</p>'), 3);
  });

  test('counts lines by any line break', () => {
    assert.equal(lineOf('b', '`x\n${a}\n`\r\n/*\n*/ b'), 5);
  });

  test('lets … stand for anything within one tag', () => {
    assert.equal(lineOf('<Box … key={a}', '<Box\n  on={() => f(1)}\n  key={a} />'), 1);
    assert.equal(lineOf('<Box … key={a}', '<Box key={a}>'), 1);
    assert.equal(lineOf('<Box … key={a}', '<Box />\n<Other key={a} />'), undefined);
    assert.equal(lineOf('<Box … key={a}', '<Box b />\n<Box key={a} />'), 2);
  });

  test('ends on any text', () => {
    const text = 'a "b\' `c ${ { } /d[ /* e */ // f\n} ` </p> \\ … 😀 #';
    for (let end = 0; end <= text.length; end++)
      for (const form of [javascript, HASH]) {
        const cut = text.slice(0, end);
        const lines = codeTokens(cut, form).map(({ line }) => line);
        assert.deepEqual(
          lines,
          lines.toSorted((a, b) => a - b),
          cut,
        );
        assert.ok(lines.every((line) => line >= 1 && line <= 2));
      }
    assert.ok(words(text).includes('a') && words(text, HASH).includes('a'));
  });
});

describe('What is still wrong with a practice', () => {
  const practice = {
    language: JSX,
    mustMention: [{ code: ['search(', 'find('] }, { code: ['"Total"'], say: 'The total is gone.' }],
    mustNotMention: [{ code: ['useEffect('] }],
  };

  test('is nothing when rules and text agree', () => {
    assert.deepEqual(unmetOf(practice, "find(1); 'Total'", { hints: [] }), []);
  });

  test('is said in the order of the lines, with what is missing at the end', () => {
    const answer = { hints: [{ message: 'Late.', line: 3 }] };
    assert.deepEqual(unmetOf(practice, '\nuseEffect(f)\n', answer), [
      { kind: 'unwanted', text: 'The exercise is to do without `useEffect(`.', line: 2 },
      { kind: 'rule', text: 'Late.', line: 3 },
      { kind: 'missing', text: '`search(` is missing; the code has to go on doing its work.' },
      { kind: 'missing', text: 'The total is gone.' },
    ]);
  });

  test('begins with where the code cannot be read', () => {
    const [first] = unmetOf(practice, "find(1); 'Total' (", { hints: [], brokenAt: 1 });
    assert.deepEqual(first?.kind, 'broken');
    assert.equal(first?.line, 1);
  });

  test('is the reason where nothing can be checked', () => {
    assert.deepEqual(unmetOf(practice, '', { hints: [], skipped: 'larger than 1 MB' }), [
      { kind: 'broken', text: 'This text cannot be checked: it is larger than 1 MB.' },
    ]);
  });
});
