/** Figures without a time line: that every state can be drawn and described, whatever the names are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figures } from '../../src/panel/figures/registry.ts';
import {
  columns,
  describeScene,
  listed,
  type SceneAction,
  type SceneControl,
  type SceneFigure,
} from '../../src/panel/figures/scene.ts';

const scenes = Object.entries(figures).filter((entry): entry is [string, SceneFigure] => 'kind' in entry[1]);

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
  '-service',
  '65536',
  '👩‍👩‍👧‍👦'.repeat(40),
];

const controlsOf = (figure: SceneFigure, state: unknown): SceneControl[] =>
  figure.groups(state).flatMap(({ controls }) => [...controls]);

/** Everything that must hold in any state. */
function holds(figure: SceneFigure, state: unknown): void {
  const scene = figure.scene(state);
  const ids = scene.rows.flat().map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'each box has an id of its own');
  const rowOf = (id: string) => scene.rows.findIndex((row) => row.some((cell) => cell.id === id));
  for (const row of scene.rows) {
    assert.ok(row.length > 0);
    for (const [at, { from, to }] of row.entries()) {
      assert.ok(from >= (row[at - 1]?.to ?? 0) - 1e-9 && from < to && to <= 1, `${from} to ${to}`);
    }
  }
  for (const { from, to } of scene.links) assert.ok(rowOf(from) >= 0 && rowOf(to) === rowOf(from) + 1);
  const controls = controlsOf(figure, state);
  assert.equal(new Set(controls.map(({ id }) => id)).size, controls.length);
  for (const { set } of scene.rows.flat()) {
    if (!set) continue;
    const control = controls.find(({ id }) => id === set.control);
    // What a pointer can do, the keyboard can: the box sets a control to a value that it can take.
    if (control?.kind === 'choice') assert.ok(control.options.some(({ value }) => value === set.to));
    else if (control?.kind === 'toggle') assert.equal(set.to, !control.on);
    else assert.fail(`${set.control} is neither a choice nor a switch`);
  }
  for (const control of controls) {
    if (control.kind === 'choice') assert.ok(control.options.some(({ value }) => value === control.value));
    if (control.kind === 'range') assert.ok(control.value >= control.min && control.value <= control.max);
  }
  assert.ok(scene.verdicts.length > 0 && scene.listings.length > 0 && scene.words.length > 0);
  const texts = [scene.happened, ...scene.words, ...scene.verdicts.map(({ text }) => text)];
  for (const text of texts) {
    assert.match(text, /\S.*\.$/su, text);
    // Names stand between backticks, so that there is an even number of them.
    assert.equal(text.split('`').length % 2, 1, text);
  }
  const all = [
    describeScene(scene),
    ...texts,
    ...scene.listings.flatMap(({ title, text }) => [title, text]),
    ...scene.rows.flat().flatMap(({ title, lines }) => [title, ...lines]),
    ...controls.flatMap((control) => [control.label, 'about' in control ? control.about : '']),
  ].join('\n');
  assert.doesNotMatch(all, /undefined(?!_)|null|NaN|\[object|Infinity/);
  for (const { lines, title } of scene.rows.flat())
    for (const text of [title, ...lines]) assert.doesNotMatch(text, /`/, 'what is drawn has no marks in it');
}

/** Every state that the switches and the choices can bring about, with a few presses between. */
function* states(figure: SceneFigure): Generator<unknown> {
  const seen = new Set<string>();
  const queue = [figure.init({})];
  while (queue.length > 0) {
    const state = queue.pop();
    const key = JSON.stringify(state);
    if (seen.has(key) || seen.size > 60_000) continue;
    seen.add(key);
    yield state;
    for (const action of actions(figure, state)) {
      const next = figure.reduce(state, action) as { deaths?: number };
      if ((next.deaths ?? 0) <= 4) queue.push(next);
    }
  }
}

function actions(figure: SceneFigure, state: unknown): SceneAction[] {
  return controlsOf(figure, state).flatMap((control): SceneAction[] => {
    const set = (to: number | boolean | string): SceneAction => ({ type: 'set', control: control.id, to });
    switch (control.kind) {
      case 'press':
        return [{ type: 'press', control: control.id }];
      case 'toggle':
        return [set(!control.on)];
      case 'choice':
        return control.options.map(({ value }) => set(value));
      default:
        return [set(control.min), set(control.max), set(control.min + 3 * control.step)];
    }
  });
}

for (const [id, figure] of scenes) {
  test(`${id}: every state can be drawn and told`, () => {
    let count = 0;
    for (const state of states(figure)) {
      count++;
      holds(figure, state);
    }
    assert.ok(count > 100, `${count} states`);
  });

  test(`${id}: whatever the reader does and whatever the names are, there is something to read`, () => {
    let seed = 11;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor(seed / 7) % below;
    };
    const names = () =>
      Object.fromEntries(
        Object.keys(figure.names).map((key) => [key, hostile[next(hostile.length)] as string]),
      );
    for (let round = 0; round < 200; round++) {
      let state = figure.init(next(2) === 0 ? {} : names());
      for (let step = 0; step < 12; step++) {
        const possible = actions(figure, state);
        const action = possible[next(possible.length)] as SceneAction;
        state = figure.reduce(state, next(4) === 0 ? { type: 'names', names: names() } : action);
        holds(figure, state);
      }
    }
  });

  test(`${id}: it does not hear what it does not know`, () => {
    const state = figure.init({});
    for (const control of ['nothing', '__proto__', 'constructor', 'names']) {
      assert.deepEqual(figure.reduce(state, { type: 'press', control }), state);
      for (const to of [true, 1, 'x'])
        assert.deepEqual(figure.reduce(state, { type: 'set', control, to }), state);
    }
    for (const control of controlsOf(figure, state)) {
      const after = figure.reduce(state, { type: 'set', control: control.id, to: '__proto__' });
      holds(figure, after);
    }
  });

  test(`${id}: names leave the settings alone, and a name is said as the reader has it`, () => {
    const [first] = actions(figure, figure.init({}));
    const state = figure.reduce(figure.init({}), first as SceneAction);
    const named = figure.reduce(state, { type: 'names', names: { service: 'orders' } });
    const settings = (now: unknown) => ({ ...(now as object), names: undefined });
    assert.deepEqual(settings(named), settings(state));
    assert.match(JSON.stringify(figure.scene(named)) + JSON.stringify(figure.groups(named)), /orders/);
  });
}

test('there are two of them', () => {
  assert.deepEqual(scenes.map(([id]) => id).sort(), [
    'docker-isolation/fifty-tenants',
    'kubernetes-services/five-parts',
  ]);
});

test('columns are as wide as their longest entry', () => {
  assert.equal(
    columns([
      ['NAME', 'AGE'],
      ['a', '5d'],
      ['longer', '1h'],
    ]),
    'NAME     AGE\na        5d\nlonger   1h',
  );
  assert.equal(listed(['a', 'b', 'c']), 'a, b and c');
  assert.equal(listed([]), '');
});
