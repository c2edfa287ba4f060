import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languageRank } from '../../src/client/languages.ts';
import {
  parseTour,
  planTour,
  type Tour,
  type TourFinding,
  type TourHint,
  type TourInput,
  tourState,
} from '../../src/lessons/tour.ts';
import type { LessonMeta, RuleMeta, TopicMeta } from '../../src/lessons/types.ts';

/** A topic as `[lesson, needs…]` lists, with one rule that gives it its languages. */
function topic(id: string, languages: string[], lessons: readonly (readonly string[])[]) {
  const full = (name: string) => (name.includes('/') ? name : `${id}/${name}`);
  const meta: TopicMeta = {
    id,
    title: id,
    summary: '',
    icon: 'book',
    lessons: lessons.map(([name]) => full(name as string)),
    files: [],
  };
  return {
    topic: meta,
    lessons: lessons.map(
      ([name, ...needs]): LessonMeta => ({
        id: full(name as string),
        topic: id,
        title: `Title of ${name}`,
        summary: '',
        minutes: 4,
        level: 'beginner',
        needs: needs.map(full),
        rules: [],
        names: {},
        sources: [],
        hasQuiz: false,
        hasPractice: false,
      }),
    ),
    rule: {
      id: `${id}/rule`,
      title: '',
      topic: id,
      lesson: full(lessons[0]?.[0] ?? ''),
      languages,
      severity: 'warning',
      fix: 'none',
      explains: [],
      sameAs: [],
    } satisfies RuleMeta,
  };
}

function catalogue(...topics: ReturnType<typeof topic>[]) {
  return {
    topics: topics.map((each) => each.topic),
    lessons: topics.flatMap((each) => each.lessons),
    rules: topics.map((each) => each.rule),
  };
}

const range = { start: { line: 3, character: 2 }, end: { line: 3, character: 9 } };

function hint(lesson: string, path = 'src/a.ts', more: Partial<TourHint> = {}): TourHint {
  const uri = `file:///w/${path}`;
  return {
    lesson,
    path,
    uri,
    range,
    names: {},
    rule: 'x/rule',
    severity: 'warning',
    isAside: false,
    ...more,
  };
}

function finding(lesson: string, kind: TourFinding['kind'] = 'good', path = 'src/good.ts'): TourFinding {
  return { lesson, kind, path, uri: `file:///w/${path}`, range, names: {} };
}

function plan(input: Pick<TourInput, 'catalogue'> & Partial<TourInput>): Tour {
  return planTour({
    languageRank,
    hints: [],
    found: [],
    isLeftOut: () => false,
    isRead: () => false,
    ...input,
  });
}
const names = (stops: Tour['stops']) => stops.map(({ lesson }) => lesson);
const LETTERS = 'abcdefghijklmnop'.split('');

describe('the order of a tour', () => {
  it('has what a lesson needs before it, also by way of a lesson that has no place here', () => {
    const one = topic('t', ['typescript'], [['end', 'middle'], ['middle', 'start'], ['start']]);
    const tour = plan({
      catalogue: catalogue(one),
      hints: [
        hint('t/end', 'src/a.ts', { severity: 'error' }),
        hint('t/start', 'src/a.ts', { severity: 'hint' }),
      ],
    });
    assert.deepEqual(names(tour.stops), ['t/start', 't/end']);
  });

  it('ends where needs go round in a circle, with every lesson once', () => {
    const one = topic(
      't',
      ['typescript'],
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
        ['d', 'a'],
        ['self', 'self'],
      ],
    );
    const tour = plan({ catalogue: catalogue(one), hints: one.lessons.map(({ id }) => hint(id)) });
    assert.deepEqual(names(tour.stops).toSorted(), ['t/a', 't/b', 't/c', 't/d', 't/self']);
    assert.ok(names(tour.stops).indexOf('t/a') < names(tour.stops).indexOf('t/d'));
  });

  it('goes from application code to images to manifests, whatever the order of the catalogue', () => {
    const parts = [
      topic('cluster', ['yaml'], [['a']]),
      topic('image', ['yaml', 'dockerfile'], [['a']]),
      topic('code', ['typescript'], [['a']]),
    ];
    const tour = plan({
      catalogue: catalogue(...parts),
      hints: [hint('cluster/a', 'k/a.yaml', { severity: 'error' }), hint('image/a'), hint('code/a')],
    });
    assert.deepEqual(names(tour.stops), ['code/a', 'image/a', 'cluster/a']);
  });

  it('crosses topics where a lesson needs one of another', () => {
    const code = topic('code', ['typescript'], [['a', 'image/a'], ['b']]);
    const image = topic('image', ['dockerfile'], [['a']]);
    const tour = plan({
      catalogue: catalogue(code, image),
      hints: [hint('code/a'), hint('code/b'), hint('image/a')],
    });
    assert.deepEqual(names(tour.stops), ['code/b', 'image/a', 'code/a']);
  });

  it('is within a topic by severity, then by the number of hints, then the topic’s own', () => {
    const one = topic('t', ['typescript'], [['a'], ['b'], ['c'], ['d'], ['e']]);
    const tour = plan({
      catalogue: catalogue(one),
      hints: [
        hint('t/a'),
        hint('t/b'),
        hint('t/c'),
        hint('t/c'),
        hint('t/d', 'src/a.ts', { severity: 'error' }),
        hint('t/e', 'src/a.ts', { severity: 'information' }),
      ],
    });
    assert.deepEqual(names(tour.stops), ['t/d', 't/c', 't/a', 't/b', 't/e']);
  });
});

describe('the choice of stops', () => {
  it('is empty where nothing is found', () => {
    assert.deepEqual(plan({ catalogue: catalogue(topic('t', ['yaml'], [['a'], ['b']])) }), {
      stops: [],
      more: [],
    });
  });

  it('is of places that do it well in a clean repository, in the topic’s order', () => {
    const one = topic('t', ['typescript'], [['a'], ['b', 'a'], ['c']]);
    const tour = plan({
      catalogue: catalogue(one),
      found: [
        finding('t/c', 'sighting', 'src/c.ts'),
        finding('t/b', 'sighting', 'src/no.ts'),
        finding('t/b', 'good', 'src/api.ts'),
        finding('t/a'),
      ],
    });
    assert.deepEqual(
      tour.stops.map(({ lesson, kind, why }) => [lesson, kind, why]),
      [
        ['t/a', 'good', 'done well in src/good.ts'],
        ['t/b', 'good', 'done well in src/api.ts'],
        ['t/c', 'sighting', 'seen in src/c.ts'],
      ],
    );
  });

  it('leaves out what the learner knows, and keeps what was read among the others', () => {
    const one = topic('t', ['typescript'], [['a'], ['b'], ['c']]);
    const tour = plan({
      catalogue: catalogue(one),
      hints: one.lessons.map(({ id }) => hint(id)),
      isLeftOut: (id) => id === 't/a',
      isRead: (id) => id === 't/b',
    });
    assert.deepEqual(names(tour.stops), ['t/c']);
    assert.deepEqual(names(tour.more), ['t/b']);
  });

  it('is short, and the rest is kept in order', () => {
    const one = topic(
      't',
      ['typescript'],
      LETTERS.map((letter) => [letter]),
    );
    const tour = plan({ catalogue: catalogue(one), hints: one.lessons.map(({ id }) => hint(id)) });
    assert.equal(tour.stops.length, 8);
    assert.equal(tour.more.length, LETTERS.length - 8);
    assert.deepEqual(
      [...names(tour.stops), ...names(tour.more)],
      LETTERS.map((letter) => `t/${letter}`),
    );
  });

  it('gives every topic a part, also beside one with many grave hints', () => {
    const loud = topic(
      'loud',
      ['typescript'],
      LETTERS.map((letter) => [letter]),
    );
    const calm = topic('calm', ['dockerfile'], [['a'], ['b'], ['c'], ['d']]);
    const quiet = topic('quiet', ['yaml'], [['a']]);
    const tour = plan({
      catalogue: catalogue(loud, calm, quiet),
      hints: loud.lessons.map(({ id }) => hint(id, 'src/a.ts', { severity: 'error' })),
      found: [...calm.lessons, ...quiet.lessons].map(({ id }) => finding(id)),
    });
    const count = (id: string) => names(tour.stops).filter((name) => name.startsWith(id)).length;
    assert.equal(tour.stops.length, 8);
    assert.equal(count('calm/'), 3);
    assert.equal(count('quiet/'), 1);
  });

  it('brings what a chosen lesson needs, where it has a place here', () => {
    const basics = [['one'], ['two', 'one']];
    const others = LETTERS.slice(0, 7).map((letter) => [letter]);
    const one = topic('t', ['typescript'], [...basics, ...others, ['deep', 'two']]);
    const tour = plan({
      catalogue: catalogue(one),
      hints: [
        hint('t/deep', 'src/a.ts', { severity: 'error' }),
        ...others.map(([letter]) => hint(`t/${letter}`)),
      ],
      found: [finding('t/one', 'sighting'), finding('t/two', 'sighting')],
    });
    const stops = names(tour.stops);
    assert.ok(stops.length <= 9);
    assert.ok(stops.includes('t/deep') && stops.includes('t/one') && stops.includes('t/two'));
    assert.ok(stops.indexOf('t/one') < stops.indexOf('t/two'));
    assert.ok(stops.indexOf('t/two') < stops.indexOf('t/deep'));
  });
});

describe('the place of a stop', () => {
  const one = catalogue(topic('t', ['typescript'], [['a']]));
  const placeOf = (...hints: TourHint[]) => plan({ catalogue: one, hints }).stops[0];
  const a = { lesson: 't/a' };

  it('is the clearest hint: not in a test, the gravest, with the most names', () => {
    const names = { setter: 'setUser', dep: 'userId' };
    const stop = placeOf(
      hint(a.lesson, 'test/a.test.ts', { severity: 'error', isAside: true, names }),
      hint(a.lesson, 'src/info.ts', { severity: 'information', names }),
      hint(a.lesson, 'src/few.ts', { names: { dep: 'id' } }),
      hint(a.lesson, 'src/many.ts', { names }),
    );
    assert.equal(stop?.place.path, 'src/many.ts');
    assert.equal(stop?.why, '3 places in src/');
  });

  it('is in a test where there is no other', () => {
    const stop = placeOf(hint(a.lesson, 'test/a.test.ts', { isAside: true }));
    assert.equal(stop?.why, '1 place in test/a.test.ts');
  });

  it('is said in a few words, wherever the hints are', () => {
    const why = (...paths: string[]) => placeOf(...paths.map((path) => hint(a.lesson, path)))?.why;
    assert.equal(why('a.ts', 'a.ts'), '2 places in a.ts');
    assert.equal(why('deploy/x/a.ts', 'deploy/y/b.ts'), '2 places in deploy/');
    assert.equal(why('src/h/a.ts', 'src/h/b.ts', 'lib/c.ts'), '3 places, most in src/h/');
    assert.equal(why('src/a.ts', 'lib/c.ts'), '2 places in 2 files');
    assert.equal(why('a.ts', 'b.ts'), '2 places in 2 files');
  });
});

describe('a tour on its way', () => {
  const one = topic('t', ['typescript'], [['a'], ['b'], ['c']]);
  const tour = plan({ catalogue: catalogue(one), hints: one.lessons.map(({ id }) => hint(id)) });
  const state = (lesson: string | undefined, ...read: string[]) => {
    const { at, done, isFinished, previous, next } = tourState(tour, lesson, (id) => read.includes(id));
    return [at, done, isFinished, previous?.lesson, next?.lesson];
  };

  it('begins, goes on, and comes back to what was left out', () => {
    assert.deepEqual(state(undefined), [undefined, 0, false, undefined, 't/a']);
    assert.deepEqual(state('t/a'), [0, 0, false, undefined, 't/b']);
    assert.deepEqual(state('t/b', 't/a'), [1, 1, false, 't/a', 't/c']);
    assert.deepEqual(state('t/c', 't/a', 't/c'), [2, 2, false, 't/b', 't/b']);
    assert.deepEqual(state('other/x', 't/a'), [undefined, 1, false, undefined, 't/b']);
  });

  it('is finished when every lesson was read', () => {
    assert.deepEqual(state('t/c', 't/a', 't/b', 't/c'), [2, 3, true, 't/b', undefined]);
    assert.deepEqual(state('t/c', 't/a', 't/b'), [2, 2, false, 't/b', undefined]);
  });

  it('is kept and read back, without lessons that are gone and anything that is no tour', () => {
    const kept = JSON.parse(JSON.stringify({ version: 1, ...tour, last: 't/b' }));
    assert.deepEqual(
      parseTour(kept, () => true),
      kept,
    );
    assert.deepEqual(names(parseTour(kept, (id) => id !== 't/b')?.stops ?? []), ['t/a', 't/c']);
    assert.equal(
      parseTour(kept, () => false),
      undefined,
    );
    for (const value of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { version: 2, ...tour },
      { version: 1, stops: 'a' },
    ])
      assert.equal(
        parseTour(value, () => true),
        undefined,
      );
    const broken = { ...tour.stops[0], place: { ...tour.stops[0]?.place, range: { start: { line: -1 } } } };
    assert.equal(
      parseTour({ version: 1, stops: [broken, 3, null] }, () => true),
      undefined,
    );
  });
});
