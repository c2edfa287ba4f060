/** The race: what is true of late answers with and without each guard. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import race, { type RaceState } from '../../content/react-effects/late-answer/figure.ts';

function state(settings: Partial<Record<string, number | boolean>> = {}): RaceState {
  return Object.entries(settings).reduce(
    (now, [control, to]) => race.reduce(now, { type: 'set', control, to: to as number | boolean }),
    race.init({}),
  );
}

const shown = (now: RaceState, t: number) => race.at(now, t).screen.text;
const verdict = (now: RaceState, t: number) => race.at(now, t).verdict;
const momentsOf = (now: RaceState) => race.story(now).moments.map(({ at, text }) => `${at}: ${text}`);
/** Whose answers reach the setter, in order; in brackets where the call has no effect. */
const calls = (now: RaceState) =>
  race
    .story(now)
    .lanes.find(({ label }) => label.endsWith(' runs'))
    ?.marks.toSorted((x, y) => x.at - y.at)
    .map(({ sign, hollow }) => (hollow ? `(${sign})` : sign))
    .join(' ');

test('without a guard the slower request has the last word, as the lesson tells it', () => {
  const now = state();
  assert.deepEqual(
    [0, 200, 299, 300, 899, 900, 1600].map((t) => shown(now, t)),
    [null, null, null, 'Grace', 'Grace', 'Ada', 'Ada'],
  );
  assert.equal(race.at(now, 1600).screen.address, '/people/grace');
  assert.equal(verdict(now, 300).tone, 'good');
  assert.deepEqual(verdict(now, 900), {
    tone: 'bad',
    text: 'Wrong, and it stays so: the page shows Ada, but Grace was clicked last.',
  });
  assert.equal(calls(now), 'G A');
  assert.deepEqual(
    momentsOf(now).map((text) => Number.parseInt(text, 10)),
    [0, 200, 300, 900],
  );
});

test('a quick first answer is right, then old until the second is there', () => {
  const now = state({ latency1: 100, latency2: 300 });
  assert.deepEqual(
    [100, 199, 200, 499, 500].map((t) => [shown(now, t), verdict(now, t).tone]),
    [
      ['Ada', 'good'],
      ['Ada', 'good'],
      ['Ada', 'bad'],
      ['Ada', 'bad'],
      ['Grace', 'good'],
    ],
  );
  assert.match(verdict(now, 200).text, /^Wrong for now/);
  // The flag cannot help with that; a key can.
  assert.equal(shown(state({ latency1: 100, latency2: 300, ignore: true }), 200), 'Ada');
  assert.equal(shown(state({ latency1: 100, latency2: 300, key: true }), 200), null);
});

test('with the flag the late answer arrives and its setter does not run', () => {
  const now = state({ ignore: true });
  assert.equal(calls(now), 'G');
  assert.equal(shown(now, 1600), 'Grace');
  assert.match(momentsOf(now)[1] as string, /cleanup of Ada’s run sets its `ignore` to true/);
  assert.match(
    momentsOf(now)[3] as string,
    /^900: Ada’s answer arrives, finds `ignore` true and leaves\. `setUser` does not run\.$/,
  );
  assert.equal(race.at(now, 500).facts.find(({ label }) => label === 'On its way')?.value, 'Ada’s request');
});

test('an aborted request ends at once: no answer, no setter', () => {
  const now = state({ abort: true });
  assert.equal(calls(now), 'G');
  assert.deepEqual(
    momentsOf(now).map((text) => Number.parseInt(text, 10)),
    [0, 200, 300],
  );
  assert.match(momentsOf(now)[1] as string, /ends with an `AbortError`, and `setUser` never runs for it/);
  assert.equal(race.at(now, 250).facts.find(({ label }) => label === 'On its way')?.value, 'Grace’s request');
});

test('aborting after the answer changes nothing', () => {
  const now = state({ abort: true, latency1: 100 });
  assert.equal(calls(now), 'A G');
  assert.match(momentsOf(now)[2] as string, /her answer is there already, so nothing happens/);
  assert.doesNotMatch(momentsOf(now).join(), /AbortError/);
});

test('with a key the old component is gone, and its setter does nothing', () => {
  const now = state({ key: true });
  assert.equal(calls(now), 'G (A)');
  assert.equal(shown(now, 1600), 'Grace');
  assert.match(
    momentsOf(now)[1] as string,
    /old `Profile` is unmounted and a new one begins.*in the new component/,
  );
  assert.match(momentsOf(now)[3] as string, /runs for a `Profile` that is gone\. React does nothing/);
  assert.equal(race.at(now, 1600).facts.at(-1)?.value, 'with Ada’s answer, at 900 ms, without effect');
});

test('guards go together: the strictest one decides what becomes of the answer', () => {
  assert.equal(calls(state({ key: true, ignore: true })), 'G');
  assert.equal(calls(state({ key: true, abort: true })), 'G');
  assert.doesNotMatch(
    momentsOf(state({ key: true, ignore: true, abort: true })).join(),
    /Ada’s answer arrives/,
  );
});

test('with any guard, at any times, the page ends right', () => {
  for (const guard of ['ignore', 'abort', 'key'])
    for (const click1 of [0, 100, 550])
      for (const click2 of [50, 300, 600])
        for (const latency1 of [50, 250, 300, 1000])
          for (const latency2 of [50, 250, 1000]) {
            const now = state({ click1, click2, latency1, latency2, [guard]: true });
            assert.equal(verdict(now, 1600).tone, 'good', JSON.stringify(now));
            assert.ok(now.clicks[1] - now.clicks[0] >= 50, 'Ada is clicked first');
          }
});

test('without a guard it ends wrong exactly when Ada’s answer is the last', () => {
  for (const latency1 of [50, 250, 300, 350, 1000])
    for (const latency2 of [50, 100, 150, 1000]) {
      const now = state({ latency1, latency2 });
      assert.equal(
        verdict(now, 1600).tone,
        latency1 > 200 + latency2 ? 'bad' : 'good',
        `${latency1}, ${latency2}`,
      );
    }
});

test('an answer of the same millisecond as the click comes after it', () => {
  assert.equal(calls(state({ latency1: 200, ignore: true })), 'G');
  assert.match(
    momentsOf(state({ latency1: 200 }))[1] as string,
    /^200: Click on Grace.*Ada’s answer arrives/,
  );
});

test('a click that meets the other pushes it along', () => {
  assert.deepEqual(state({ click1: 500 }).clicks, [500, 550]);
  assert.deepEqual(state({ click1: 500, click2: 100 }).clicks, [50, 100]);
});
