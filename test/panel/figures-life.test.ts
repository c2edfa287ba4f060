/** The life of an effect: the order of React's steps, and what is left outside. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import life, { type LifeState, steps } from '../../content/react-effects/unsubscribe/figure.ts';

function state(settings: Partial<Record<'strict' | 'cleanup' | 'changes', boolean>> = {}): LifeState {
  return Object.entries(settings).reduce(
    (now, [control, to]) => life.reduce(now, { type: 'set', control, to }),
    life.init({}),
  );
}

const kinds = (now: LifeState) =>
  steps(now)
    .map(({ kind, run }) => kind + (run ?? ''))
    .join(' ');
const open = (now: LifeState, t: number) => life.at(now, t).facts[0]?.value;

test('render, paint, effect; then cleanup before the next effect; and once more at the end', () => {
  assert.equal(
    kinds(state({ cleanup: true })),
    'render paint setup1 render paint cleanup1 setup2 leave cleanup2',
  );
});

test('Strict Mode renders twice, and rehearses leaving once, when the component appears', () => {
  assert.equal(
    kinds(state({ cleanup: true, strict: true })),
    'render again paint setup1 cleanup1 setup2 render again paint cleanup2 setup3 leave cleanup3',
  );
});

test('a cleanup sees the values of the run that made it, not those on the screen', () => {
  const all = steps(state({ cleanup: true }));
  const first = all.findIndex(({ kind }) => kind === 'cleanup');
  assert.equal(all[first]?.render, 1);
  assert.match(all[first]?.text ?? '', /still sees the values of render 1/);
  assert.equal(life.at(state({ cleanup: true }), first + 1).screen.text, 'Profile, render 2');
  assert.deepEqual(
    all.filter(({ kind }) => kind === 'cleanup').map(({ render }) => render),
    [1, 2],
  );
  // Strict Mode's second run is of the same render.
  assert.deepEqual(
    steps(state({ cleanup: true, strict: true }))
      .filter(({ kind }) => kind === 'setup')
      .map(({ render }) => render),
    [1, 1, 2],
  );
});

test('when no dependency has changed, neither cleanup nor effect runs', () => {
  const now = state({ cleanup: true, changes: false });
  assert.equal(kinds(now), 'render paint setup1 render paint skip leave cleanup1');
  assert.match(steps(now).at(-1)?.text ?? '', /still sees the values of render 1/);
});

test('without a cleanup every run stays open, and Strict Mode shows it at once', () => {
  const now = state();
  assert.equal(kinds(now), 'render paint setup1 render paint setup2 leave');
  assert.equal(open(now, 3), 'run 1');
  assert.equal(life.at(now, 99).verdict.tone, 'bad');
  assert.match(life.at(now, 99).verdict.text, /2 are still open/);
  assert.equal(life.at(now, 99).screen.text, null);
  const strict = state({ strict: true });
  assert.equal(kinds(strict), 'render again paint setup1 setup2 render again paint setup3 leave');
  assert.equal(open(strict, 5), 'run 1, run 2');
  assert.match(life.at(strict, 5).verdict.text, /^Wrong: 2 are open/);
});

test('with a cleanup at most one is open, and in the end none', () => {
  for (const strict of [false, true])
    for (const changes of [false, true]) {
      const now = state({ cleanup: true, strict, changes });
      const all = steps(now);
      for (let t = 0; t <= all.length; t++) {
        assert.doesNotMatch(open(now, t) as string, /,/);
        assert.notEqual(life.at(now, t).verdict.tone, 'bad');
      }
      assert.equal(open(now, all.length), 'nothing');
      assert.match(life.at(now, all.length).verdict.text, /^Right/);
    }
});

test('a fraction of a step is the step before', () => {
  assert.equal(life.at(state(), 2.9).time, 'step 2 of 7');
  assert.equal(life.at(state(), 0).time, 'the start');
});

test('it speaks with the reader’s names', () => {
  const now = life.reduce(state(), { type: 'names', names: { call: 'setInterval', component: 'Clock' } });
  const text = life
    .story(now)
    .moments.map((moment) => moment.text)
    .join(' ');
  assert.match(text, /calls `Clock`/);
  assert.match(text, /calls `setInterval`/);
  assert.equal(life.at(now, 2).screen.text, 'Clock, render 1');
});
