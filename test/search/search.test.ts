import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readContent } from '../../scripts/lib/content.mjs';
import { searchData } from '../../scripts/lib/search.mjs';
import { excerptOf } from '../../src/lessons/search/excerpt.ts';
import { createSearch, indexEntries, type SearchData } from '../../src/lessons/search/index.ts';
import { passagesOf } from '../../src/lessons/search/passages.ts';
import { partsOf, stem, termsOf, wordsOf } from '../../src/lessons/search/words.ts';
import { asked, unanswered } from './queries.ts';

let made: Promise<SearchData> | undefined;
const content = () => {
  made ??= readContent().then(searchData);
  return made;
};
// Through JSON, as the client gets it.
const search = async () => createSearch(JSON.parse(JSON.stringify(await content())) as SearchData);
const folder = (id: string) => id.split('/')[1] as string;

describe('Ask Hindsight over the lessons', () => {
  test('every question of the table is answered by its lesson', async () => {
    const { ask } = await search();
    const missed = asked.filter(
      ([question, lesson, top]) =>
        !ask(question)
          .found.slice(0, top)
          .some((found) => folder(found.lesson) === lesson),
    );
    assert.deepEqual(missed, []);
    assert.ok(asked.length >= 60);
  });

  test('what no lesson tells is answered by none', async () => {
    const { ask } = await search();
    const wrong = unanswered.flatMap((question) =>
      ask(question)
        .found.slice(0, 1)
        .map(({ title }) => [question, title]),
    );
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      unanswered.filter((question) => !ask(question).asked),
      [],
      'they were questions',
    );
    assert.ok(unanswered.length >= 20);
  });

  test('every term of the glossary and every rule is found by its own name', async () => {
    const { ask } = await search();
    const { entries } = await content();
    const wrong = entries.filter((entry) => {
      if (entry.kind === 'term') return ask(entry.title).found[0]?.title !== entry.title;
      if (entry.kind === 'rule')
        return !ask(entry.rule)
          .found.slice(0, 3)
          .some(({ title }) => title === entry.title);
      if (entry.kind === 'lesson') return ask(entry.title).found[0]?.lesson !== entry.lesson;
      return false;
    });
    assert.deepEqual(wrong, []);
  });

  test('nothing is asked by an empty text, by small words or by a single letter', async () => {
    const { ask } = await search();
    for (const text of ['', '   ', 'how do I', 'why', 'u', '?!', '\u202e', '…'])
      assert.deepEqual(ask(text), { asked: false, found: [] }, JSON.stringify(text));
  });

  test('texts that are no questions are taken as they come', async () => {
    const { ask } = await search();
    const lessons = new Set((await content()).entries.map(({ lesson }) => lesson));
    for (const text of [
      '<img src=x onerror=alert(1)>',
      '__proto__ constructor',
      'a'.repeat(100_000),
      '{{setter}} race',
      'ＲＡＣＥ',
    ])
      assert.ok(
        ask(text).found.every(({ lesson }) => lessons.has(lesson)),
        text.slice(0, 40),
      );
    assert.deepEqual(ask('ＲＡＣＥ'), ask('race'));
    assert.ok(ask('race').found.length > 0);
    assert.deepEqual(ask('{{setter}} race').found[0]?.lesson, ask('setter race').found[0]?.lesson);
    assert.equal(folder(ask('ＲＡＣＥ condition').found[0]?.lesson as string), 'late-answer');
  });

  test('results carry their passage, marked in the text, and no more of one lesson than three', async () => {
    const { ask } = await search();
    for (const [question] of asked) {
      const { found } = ask(question);
      assert.ok(found.length <= 8);
      for (const { lesson, text, marks, passage, kind } of found) {
        assert.ok(found.filter((each) => each.lesson === lesson).length <= 3, question);
        assert.equal(kind === 'passage', passage !== undefined);
        let last = 0;
        for (const { start, end } of marks) {
          assert.ok(start >= last && end > start && end <= text.length, `${question}: ${start}-${end}`);
          last = end;
        }
      }
    }
    const [first] = ask('my counter in setInterval stays at 1').found;
    assert.equal(first?.lesson, 'react-effects/closures-and-dependencies');
    const passage = ask('fan audible').found[0];
    assert.deepEqual(
      passage?.marks.map(({ start, end }) => passage.text.slice(start, end)),
      ['fan audible'],
    );
  });
});

describe('An index of a few entries', () => {
  const { ask } = createSearch(
    indexEntries([
      { kind: 'lesson', lesson: 't/a', title: 'Waiting for an answer', text: 'Requests race.' },
      {
        kind: 'text',
        lesson: 't/a',
        section: 'see',
        block: 0,
        text: 'A request is sent; the request may be late.',
      },
      {
        kind: 'code',
        lesson: 't/a',
        section: 'see',
        block: 1,
        text: 'window.addEventListener("resize", onResize);',
      },
      {
        kind: 'rule',
        lesson: 't/a',
        rule: 't/late',
        title: 'Late',
        messages: ['`load` may be late.', 'Nothing.'],
      },
      {
        kind: 'term',
        lesson: 't/a',
        title: 'Guard',
        also: ['ignore flag'],
        text: 'What a late answer asks first.',
      },
    ]),
  );
  const kinds = (question: string) => ask(question).found.map(({ kind }) => kind);

  test('a title counts more than a text, and the last word may be half typed', () => {
    assert.equal(kinds('wait')[0], 'lesson');
    assert.ok(kinds('requ').includes('passage'));
    assert.equal(kinds('late')[0], 'rule');
  });

  test('a name of code is found whole, in lower case, by its parts, and with a typo', () => {
    for (const question of [
      'addEventListener',
      'addeventlistener',
      'add event listener',
      'addEventListner',
      'addEv',
    ])
      assert.equal(ask(question).found[0]?.passage?.block, 1, question);
  });

  test('another name of a term leads to its definition', () => {
    assert.deepEqual(
      ask('ignore flag').found.map(({ title, text }) => [title, text]),
      [['Guard', 'What a late answer asks first.']],
    );
  });

  test('of a rule’s messages the one that answers is shown', () => {
    assert.equal(ask('late load').found.find(({ kind }) => kind === 'rule')?.text, '`load` may be late.');
  });
});

describe('Words', () => {
  test('names of code stay whole and have parts', () => {
    assert.deepEqual(
      wordsOf("`signal.aborted`, exhaustive-deps: don't $ref (x)").map(({ text }) => text),
      ['signal.aborted', 'exhaustive-deps', "don't", '$ref', 'x'],
    );
    assert.deepEqual(partsOf('useSyncExternalStore'), ['use', 'sync', 'external', 'store']);
    assert.deepEqual(partsOf('HTMLElement'), ['html', 'element']);
    assert.deepEqual(partsOf('set-state-in-effect'), ['set', 'state', 'in', 'effect']);
    assert.deepEqual(partsOf("don't"), []);
    assert.deepEqual(partsOf('effect'), []);
    assert.ok(termsOf('re-render').includes('rerender'));
  });

  test('endings are taken off so that forms of a word meet', () => {
    for (const [a, b] of [
      ['listeners', 'listener'],
      ['dependencies', 'dependency'],
      ['running', 'runs'],
      ['cancelled', 'cancel'],
      ['caused', 'cause'],
      ['fetches', 'fetch'],
      ['stopped', 'stops'],
      ['keys', 'key'],
    ] as const)
      assert.equal(stem(a), stem(b), `${a}, ${b}`);
    for (const word of ['this', 'class', 'ref', 'status', 'string', 'bring']) assert.equal(stem(word), word);
  });
});

describe('Passages', () => {
  test('each block of a section is counted once, as it stands on the page', () => {
    const markdown = [
      'First, with {{setter|setUser}} and `{{dep}}`.',
      '',
      '<!-- a remark -->',
      '',
      '- one *item*',
      '- another',
      '',
      '| when | what |',
      '|---|---|',
      '| 0 ms | a call |',
      '',
      '```tsx bad=x',
      'const a = 1;',
      '```',
      '',
      '**A name.** And [a link](lesson:t/l).',
    ].join('\n');
    assert.deepEqual(
      passagesOf('t/l', 'see', markdown, { dep: 'userId' }).map(({ kind, block, text, heading }) => [
        block,
        kind,
        text,
        ...(heading ? [heading] : []),
      ]),
      [
        [0, 'text', 'First, with setUser and userId.'],
        [1, 'text', 'one item'],
        [1, 'text', 'another'],
        [2, 'table', 'when: 0 ms; what: a call'],
        [3, 'code', 'const a = 1;'],
        [4, 'text', 'A name. And a link.', 'A name'],
      ],
    );
  });

  test('a long one is cut around what was found', () => {
    const long = `${'before '.repeat(60)}needle here ${'after '.repeat(60)}`;
    const { text, marks } = excerptOf(long, new Set(['needle']));
    assert.ok(text.length < 240, String(text.length));
    assert.deepEqual(
      marks.map(({ start, end }) => text.slice(start, end)),
      ['needle'],
    );
    assert.match(text, /^… .* …$/);
  });
});
