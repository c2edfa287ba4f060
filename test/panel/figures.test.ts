/** The runtime of figures, and that every lesson's figure can be shown in every state. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  describe,
  type Figure,
  inOrder,
  isOver,
  momentAt,
  type Story,
  speakable,
  stepFrom,
  within,
} from '../../src/panel/figures/model.ts';
import { figures } from '../../src/panel/figures/registry.ts';

const content = join(process.cwd(), 'content');

/** Those with a time line; the others have tests of their own in `scenes.test.ts`. */
const timelines = Object.entries(figures).filter((entry): entry is [string, Figure] => !('kind' in entry[1]));

test('the registry holds exactly the figures of the content', () => {
  const found = readdirSync(content, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => /^[\w-]+\/[\w-]+\/figure\.ts$/.test(path))
    .map((path) => path.replace('/figure.ts', ''));
  assert.deepEqual(Object.keys(figures).sort(), found.sort());
  assert.ok(timelines.length > 0);
});

test('a figure’s names are those of its lesson', () => {
  for (const [id, figure] of Object.entries(figures)) {
    const file = join(content, id, 'lesson.md');
    assert.ok(existsSync(file), file);
    const front = parse(readFileSync(file, 'utf8').split(/^---$/m)[1] ?? '') as {
      names: Record<string, string>;
    };
    for (const [key, name] of Object.entries(figure.names))
      assert.equal(name, front.names[key], `${id}: ${key}`);
  }
});

/** All states that the switches and the ends of the sliders can bring about. */
function* states<S>(figure: Figure<S>, names: Readonly<Record<string, string>> = {}): Generator<S> {
  const walk = function* (state: S, at: number): Generator<S> {
    const control = figure.controls(state)[at];
    if (!control) {
      yield state;
      return;
    }
    const values = control.kind === 'toggle' ? [false, true] : [control.min, control.value, control.max];
    for (const to of values)
      yield* walk(figure.reduce(state, { type: 'set', control: control.id, to }), at + 1);
  };
  yield* walk(figure.init(names), 0);
}

for (const [id, figure] of timelines)
  test(`${id}: every state can be drawn and told`, () => {
    let count = 0;
    for (const state of states(figure)) {
      count++;
      const story = figure.story(state);
      assert.ok(story.moments.length > 0);
      for (const [at, moment] of story.moments.entries()) {
        assert.ok(moment.at >= 0 && moment.at <= story.end);
        assert.ok(at === 0 || moment.at > (story.moments[at - 1]?.at ?? 0), 'one moment per time, in order');
        assert.equal(momentAt(story.moments, moment.at), at);
      }
      for (const { bars, marks } of story.lanes) {
        for (const { from, to } of bars)
          assert.ok(from >= 0 && from < to && to <= story.end, `${from} to ${to}`);
        for (const [at, item] of bars.entries()) assert.ok(at === 0 || item.from >= (bars[at - 1]?.to ?? 0));
        for (const { at, drag } of marks) {
          assert.ok(at >= 0 && at <= story.end);
          const control = figure.controls(state).find((item) => item.id === drag?.control);
          // A handle stands where its slider says.
          if (drag) assert.equal(control?.kind === 'range' && control.value, at - drag.base);
        }
      }
      for (const t of [0, ...story.moments.map(({ at }) => at), story.end]) {
        const text = describe(figure, state, t);
        assert.doesNotMatch(text, /undefined|null|NaN|\[object/);
        assert.match(text, /^At .+\.$/);
      }
      // What is wrong in the end is said in words and marked on the time line.
      const over = figure.at(state, story.end).verdict;
      assert.match(over.text, over.tone === 'bad' ? /^Wrong/ : /^Right/);
      const marked = story.lanes.some(({ bars }) =>
        bars.some(({ tone, to }) => tone === 'bad' && to === story.end),
      );
      assert.equal(marked, over.tone === 'bad');
    }
    assert.ok(count >= 8);
  });

for (const [id, figure] of timelines)
  test(`${id}: whatever the reader does and whatever the names are, every point in time has its sentences`, () => {
    let seed = 11;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const hostile = [
      '',
      ' ',
      '\u202eresu',
      '`x`',
      '<img src=x onerror=alert(1)>',
      '{{a}}',
      'undefined_',
      'x'.repeat(10_000),
      '名前',
      'a\n\nb',
      '👩‍👩‍👧‍👦'.repeat(40),
    ];
    for (let round = 0; round < 60; round++) {
      let state = figure.init({});
      for (let step = 0; step < 12; step++) {
        const controls = figure.controls(state);
        const control = controls[next(controls.length)];
        const values = [true, false, 0, -1, 1e9, Number.NaN, next(2_000), next(2_000)];
        state =
          next(4) === 0 || !control
            ? figure.reduce(state, {
                type: 'names',
                names: Object.fromEntries(
                  Object.keys(figure.names).map((key) => [key, hostile[next(hostile.length)] as string]),
                ),
              })
            : figure.reduce(state, {
                type: 'set',
                control: control.id,
                to: values[next(values.length)] as number | boolean,
              });
        const story = figure.story(state);
        for (const t of [0, next(Math.ceil(story.end)), (next(1_000) / 1_000) * story.end, story.end]) {
          const text = describe(figure, state, t);
          assert.match(text, /^At .+[.…?]$/s);
          assert.doesNotMatch(text, /\bundefined\b|\bnull\b|NaN|\[object|\u202e|\n/);
          assert.equal((text.match(/`/g) ?? []).length % 2, 0, 'code begins and ends');
          assert.ok(text.length < 1_500, `${text.length} characters`);
        }
      }
    }
  });

test('the reader’s names are told, made fit, and leave the settings alone', () => {
  const race = figures['react-effects/late-answer'] as Figure;
  const set = race.reduce(race.init({}), { type: 'set', control: 'ignore', to: true });
  const named = race.reduce(set, { type: 'names', names: { setter: 'setOrder', call: 'api.orders.get' } });
  const story = race.story(named);
  const text = story.moments.map((moment) => moment.text).join(' ');
  assert.match(text, /`setOrder`/);
  assert.match(text, /`api\.orders\.get`/);
  assert.match(text, /`userId`/);
  assert.equal(race.controls(named).find(({ id }) => id === 'ignore')?.kind, 'toggle');
  assert.equal(race.at(named, story.end).verdict.tone, 'good');
  const hostile = speakable(
    { setter: 'setUser', dep: 'userId' },
    { setter: `a\`b\u202ec\n${'x'.repeat(9000)}`, dep: ' \u200b ', constructor: 'no' },
  );
  assert.equal(hostile['dep'], 'userId');
  assert.match(hostile['setter'] as string, /^abc x+…$/);
  assert.equal([...(hostile['setter'] as string)].length, 32);
  assert.deepEqual(Object.keys(hostile), ['setter', 'dep']);
});

test('a figure does not hear what it does not know', () => {
  for (const [, figure] of timelines) {
    const state = figure.init({});
    for (const control of ['nothing', '__proto__', 'constructor', 'names'])
      assert.deepEqual(figure.reduce(state, { type: 'set', control, to: true }), state);
  }
});

test('time moves by moments and stays on the line', () => {
  const story = {
    end: 10,
    moments: inOrder([
      { at: 4, text: 'b.' },
      { at: 2, text: 'a.' },
      { at: 4, text: 'c.' },
    ]),
  } as unknown as Story;
  assert.deepEqual(story.moments, [
    { at: 2, text: 'a.' },
    { at: 4, text: 'b. c.' },
  ]);
  assert.deepEqual(
    [0, 2, 3, 4, 10].map((t) => stepFrom(story, t, 1)),
    [2, 4, 4, 10, 10],
  );
  assert.deepEqual(
    [10, 4, 3, 2, 0].map((t) => stepFrom(story, t, -1)),
    [4, 2, 2, 0, 0],
  );
  assert.deepEqual(
    [0, 2, 9].map((t) => momentAt(story.moments, t)),
    [-1, 0, 1],
  );
  assert.equal(isOver(story, 9.9), false);
  assert.equal(isOver(story, 10), true);
  const range = { kind: 'range', id: 'x', label: '', min: 50, max: 1000, step: 50, value: 50 } as const;
  assert.deepEqual(
    [-5, 74, 76, 2000, Number.NaN].map((value) => within(range, value)),
    [50, 50, 100, 1000, 50],
  );
});
