import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lessonView } from '../../src/client/lessonPanel/lessonView.ts';
import { parseFromPanel, parseKept } from '../../src/client/lessonPanel/messages.ts';
import type { Catalogue, LessonMeta } from '../../src/lessons/types.ts';
import { parseToPanel } from '../../src/panel/receive.ts';
import { lessonMessage, placeIn, readersText } from './samples.ts';

const hostile: readonly unknown[] = [
  undefined,
  null,
  7,
  'ready',
  [],
  {},
  { type: 'constructor' },
  { type: '__proto__' },
  { type: 'run', command: 'workbench.action.terminal.new' },
];

describe('What the page may say to its host', () => {
  test('what it says is understood', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'read', lesson: 'react-effects/late-answer' },
      { type: 'tour', action: 'next' },
      { type: 'answer', lesson: 'react-effects/late-answer', question: 0, option: null },
      { type: 'know', lesson: 'react-effects/late-answer', known: true },
      { type: 'reveal', revision: 3, line: 1 },
      { type: 'apply', revision: 3, fix: 0 },
      { type: 'copy', id: 1, text: 'code' },
      { type: 'practice', lesson: 'react-effects/late-answer', action: 'start' },
      { type: 'practice', lesson: 'react-effects/late-answer', action: 'line', line: 3 },
      { type: 'ask', id: 2, question: 'race cond' },
      { type: 'copyLink', id: 3, lesson: 'react-effects/late-answer' },
      { type: 'open', lesson: 'a/b' },
      { type: 'open', lesson: 'a/b', rule: 'a/c', passage: { section: 'way-out', block: 0 } },
    ])
      assert.deepEqual(parseFromPanel(message), message);
  });

  test('anything else is not', () => {
    for (const message of [
      ...hostile,
      { type: 'read' },
      { type: 'tour' },
      { type: 'tour', action: 'end' },
      { type: 'read', lesson: '../../etc/passwd' },
      { type: 'open', lesson: 'command:evil' },
      { type: 'open', lesson: `a/${'b'.repeat(1_000)}` },
      { type: 'know', lesson: 'a/b', known: 'yes' },
      { type: 'answer', lesson: 'a/b', question: -1, option: 0 },
      { type: 'answer', lesson: 'a/b', question: 0.5, option: 0 },
      { type: 'reveal', revision: 1, line: 0 },
      { type: 'reveal', revision: 1, line: Number.NaN },
      { type: 'apply', revision: 1, fix: Number.POSITIVE_INFINITY },
      { type: 'apply', revision: '1', fix: 0 },
      { type: 'practice', lesson: 'a/b' },
      { type: 'practice', lesson: 'a/b', action: 'toString' },
      { type: 'practice', lesson: '../b', action: 'start' },
      { type: 'practice', lesson: 'a/b', action: 'line', line: 0 },
      { type: 'practice', lesson: 'a/b', action: 'line', line: '3' },
      { type: 'copy', id: 1, text: 'x'.repeat(300_000) },
      { type: 'ask', id: 1 },
      { type: 'ask', id: 1, question: 'x'.repeat(3_000) },
      { type: 'copyLink', id: 1, lesson: '../a' },
      { type: 'open', lesson: 'a/b', passage: { section: 'script', block: 0 } },
      { type: 'open', lesson: 'a/b', passage: { section: 'see', block: -1 } },
      { type: 'open', lesson: 'a/b', passage: { section: 'see', block: 1e9 } },
      { type: 'open', lesson: 'a/b', rule: '<b>' },
      { type: 'insert', id: 1, text: 'x'.repeat(300_000) },
      { type: 'insert', id: 1, text: ['a'] },
    ])
      assert.equal(parseFromPanel(message), undefined, JSON.stringify(message));
  });

  test('fields that do not belong to a message are left behind', () => {
    assert.deepEqual(parseFromPanel({ type: 'ready', extra: 1 }), { type: 'ready' });
  });
});

describe('What the host may say to the page', () => {
  test('a whole lesson with its place is understood', () => {
    const message = lessonMessage(placeIn(readersText));
    assert.deepEqual(parseToPanel(JSON.parse(JSON.stringify(message))), message);
  });

  test('anything else is not', () => {
    const good = lessonMessage(placeIn(readersText)) as unknown as Record<string, unknown>;
    for (const message of [
      ...hostile,
      { ...good, lesson: { ...(good['lesson'] as object), title: 7 } },
      {
        ...good,
        lesson: { ...(good['lesson'] as object), sections: [{ id: 'script', title: '', html: '' }] },
      },
      { ...good, place: { ...(good['place'] as object), lines: [{}] } },
      { ...good, place: { ...(good['place'] as object), names: { setter: 1 } } },
      { ...good, progress: undefined },
    ])
      assert.equal(parseToPanel(message), undefined);
  });
});

describe('A practice', () => {
  const practice = {
    state: 'open',
    checking: false,
    passed: false,
    unmet: [{ text: '`a` is late.', line: 3 }, { text: 'Nothing is left.' }],
    hints: ['<p>One</p>'],
    hintCount: 3,
  };
  const message = (change: object) => ({
    type: 'practice',
    lesson: 'a/b',
    practice: { ...practice, ...change },
    show: false,
  });

  test('is understood in each state', () => {
    for (const change of [
      {},
      { state: 'new' },
      { state: 'closed' },
      { trouble: 'No answer.' },
      { note: 'By hand.' },
    ])
      assert.deepEqual(parseToPanel(message(change)), message(change));
  });

  test('is not understood by halves', () => {
    for (const change of [
      { state: 'lost' },
      { passed: 'yes' },
      { unmet: [{ line: 3 }] },
      { unmet: [{ text: 'x', line: -1 }] },
      { hints: [7] },
      { trouble: 7 },
    ])
      assert.equal(parseToPanel(message(change)), undefined, JSON.stringify(change));
  });
});

describe('Answers', () => {
  const result = {
    kind: 'passage',
    lesson: 'a/b',
    title: 'T',
    place: 'P',
    text: 'a race',
    marks: [{ start: 2, end: 6 }],
    passage: { section: 'see', block: 1 },
  };
  const answers = (change: object) => ({
    type: 'answers',
    id: 1,
    asked: true,
    results: [{ ...result, ...change }],
  });

  test('are understood whole or not at all', () => {
    assert.deepEqual(parseToPanel(answers({})), answers({}));
    assert.ok(parseToPanel({ type: 'answers', id: 1, asked: false, results: [], failed: 'Why.' }));
    for (const change of [
      { kind: 'script' },
      { text: 7 },
      { marks: [{ start: -1, end: 2 }] },
      { passage: { section: 'see' } },
      { passage: { section: '../see', block: 0 } },
      { rule: 1 },
    ])
      assert.equal(parseToPanel(answers(change)), undefined, JSON.stringify(change));
  });

  test('a lesson may be shown at a passage', () => {
    const message = { ...lessonMessage(null), passage: { section: 'way-out', block: 2 } };
    assert.deepEqual(parseToPanel(message), message);
    assert.equal(parseToPanel({ ...message, passage: { section: 'x', block: 2 } }), undefined);
  });
});

describe('What a reload brings back', () => {
  const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 9 } };
  const place = {
    uri: 'file:///a.tsx',
    range,
    names: { setter: 'setUser' },
    rule: 'react-effects/effect-chain',
  };

  test('a lesson with its place, a lesson alone, or nothing', () => {
    assert.deepEqual(parseKept({ restore: { lesson: 'a/b', place }, scroll: 3 }), { lesson: 'a/b', place });
    assert.deepEqual(parseKept({ restore: { lesson: 'a/b' } }), { lesson: 'a/b' });
    assert.deepEqual(parseKept({ restore: { lesson: 'a/b', place: { ...place, range: 'all' } } }), {
      lesson: 'a/b',
    });
    for (const value of [
      ...hostile,
      { restore: 7 },
      { restore: { lesson: 7 } },
      { restore: { lesson: '<b>' } },
    ])
      assert.equal(parseKept(value), undefined, JSON.stringify(value));
  });

  test('names that are no texts are left out', () => {
    const kept = parseKept({
      restore: { lesson: 'a/b', place: { ...place, names: { setter: 1, dep: 'id' } } },
    });
    assert.deepEqual(kept?.place?.names, { dep: 'id' });
  });
});

describe('A lesson among the others of its topic', () => {
  const meta = (id: string, more: Partial<LessonMeta> = {}): LessonMeta => ({
    id,
    topic: 't',
    title: `Title of ${id}`,
    summary: '',
    minutes: 4,
    level: 'beginner',
    needs: [],
    rules: [],
    names: {},
    sources: [],
    hasQuiz: false,
    hasPractice: false,
    ...more,
  });
  const catalogue: Catalogue = {
    topics: [{ id: 't', title: 'Topic', summary: '', icon: '', lessons: ['t/a', 't/b', 't/c'], files: [] }],
    lessons: [meta('t/a'), meta('t/b', { needs: ['t/a', 't/missing'] }), meta('t/c')],
    rules: [],
  };
  const done = (known: boolean) => ({ read: true, answered: false, practised: false, repaired: true, known });
  const body = (id: string) => ({ id, sections: [], quiz: [] });

  test('knows its neighbours, what it needs, and what is learned of that', () => {
    const view = lessonView(catalogue, body('t/b'), (id) => done(id === 't/a'));
    assert.equal(view?.number, 2);
    assert.equal(view?.count, 3);
    assert.deepEqual(view?.previous, { id: 't/a', title: 'Title of t/a', learned: true });
    assert.equal(view?.next?.learned, false, 'reading and repairing alone is not learning');
    assert.deepEqual(
      view?.needs.map(({ id }) => id),
      ['t/a'],
    );
  });

  test('the first has no previous, the last no next, and an unknown lesson no view', () => {
    assert.equal(lessonView(catalogue, body('t/a'), () => done(false))?.previous, undefined);
    assert.equal(lessonView(catalogue, body('t/c'), () => done(false))?.next, undefined);
    assert.equal(
      lessonView(catalogue, body('t/x'), () => done(false)),
      undefined,
    );
  });
});

describe('A picture', () => {
  const link = {
    item: 0,
    part: 'selector',
    state: 'broken',
    label: 'app=web',
    text: 'No pod.',
    file: 'a.yaml',
    line: 7,
  };
  const path = {
    kind: 'path',
    revision: 1,
    name: 'Service web',
    paths: [{ service: 'web', namespace: 'default', links: [link], targets: [[link]], more: 0 }],
  };
  const item = {
    item: 0,
    part: 'door',
    state: 'open',
    label: '/',
    text: 'All.',
    lesson: 'The caretaker’s key',
  };
  const container = {
    kind: 'container',
    revision: 1,
    name: 'web',
    source: 'compose',
    privileged: true,
    items: [item],
  };
  const message = (picture: unknown) => ({ type: 'picture', lesson: 'a/b', picture, show: true });

  test('is understood, a way as well as a container or none', () => {
    for (const picture of [path, container, null])
      assert.deepEqual(parseToPanel(message(picture)), message(picture));
  });

  test('is not understood by halves', () => {
    for (const picture of [
      undefined,
      { ...path, kind: 'container' },
      { ...container, kind: 'path' },
      { ...path, revision: -1 },
      { ...path, paths: [{ ...path.paths[0], links: [{ ...link, state: 'open' }] }] },
      { ...path, paths: [{ ...path.paths[0], targets: [link] }] },
      { ...path, paths: [{ ...path.paths[0], links: [{ ...link, label: { html: 'x' } }] }] },
      { ...container, items: [{ ...item, part: 'roof' }] },
      { ...container, items: [{ ...item, line: '7' }] },
      { ...container, source: 'chart' },
    ])
      assert.equal(parseToPanel(message(picture)), undefined, JSON.stringify(picture));
  });

  test('leads where the reader asks for, by number only', () => {
    const action = { type: 'picture', what: 'reveal', lesson: 'a/b', revision: 1, item: 0 };
    assert.deepEqual(parseFromPanel(action), action);
    assert.deepEqual(parseFromPanel({ ...action, what: 'lesson', uri: 'file:///etc' }), {
      ...action,
      what: 'lesson',
    });
    for (const change of [
      { what: 'run' },
      { lesson: '../b' },
      { revision: '1' },
      { item: -1 },
      { item: 0.5 },
    ])
      assert.equal(parseFromPanel({ ...action, ...change }), undefined);
  });
});
