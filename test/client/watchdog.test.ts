import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Watchdog } from '../../src/client/watchdog.ts';

const INTERVAL = 10;
const PATIENCE = 3;

const A = 'file:///a.tsx';
const B = 'file:///b.tsx';

let stop: () => void;
beforeEach(() => mock.timers.enable({ apis: ['setInterval', 'setTimeout'] }));
afterEach(() => {
  stop();
  mock.timers.reset();
});

function watch(ping: () => Promise<void>) {
  const restarts: (string | undefined)[] = [];
  const lost: string[] = [];
  let pings = 0;
  const watchdog = new Watchdog({
    ping: () => {
      pings++;
      return ping();
    },
    restart: (uri) => {
      restarts.push(uri);
      watchdog.ended();
    },
    onGivenUp: (uri) => lost.push(uri),
    patience: PATIENCE,
    interval: INTERVAL,
  });
  watchdog.start();
  stop = () => watchdog.stop();
  return { watchdog, restarts, lost, pings: () => pings };
}

/** Lets the watchdog look so many times, and whatever follows from it happen. */
async function looks(count: number): Promise<void> {
  for (let look = 0; look < count; look++) {
    mock.timers.tick(INTERVAL);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const NEVER = () => new Promise<void>(() => undefined);
const HANG = 1 + PATIENCE;

describe('the watchdog', () => {
  it('asks nothing while nothing was sent', async () => {
    const { pings } = watch(() => Promise.resolve());
    await looks(10);
    assert.equal(pings(), 0);
  });

  it('leaves a server alone that answers, and asks once for what was sent', async () => {
    // It answers in the last turn before it would be given up.
    const { watchdog, restarts, pings } = watch(
      () => new Promise((resolve) => setTimeout(resolve, (PATIENCE - 1) * INTERVAL - 5)),
    );
    watchdog.sent();
    await looks(10);
    assert.deepEqual(restarts, []);
    assert.equal(pings(), 1);
    watchdog.sent();
    await looks(10);
    assert.deepEqual(restarts, []);
    assert.equal(pings(), 2, 'and once more for what was sent then');
  });

  it('ends a server that does not answer, and names the file that it works on', async () => {
    const { watchdog, restarts } = watch(NEVER);
    watchdog.sent();
    watchdog.working({ uri: A, work: 'hints' });
    await looks(HANG - 1);
    assert.deepEqual(restarts, [], 'it is not late yet');
    await looks(1);
    assert.deepEqual(restarts, [A]);
    assert.deepEqual(watchdog.givenUp(), []);
    await looks(10);
    assert.equal(restarts.length, 1, 'nothing was sent to the next one');
  });

  it('looks after a server that reads in the background, though nothing was sent', async () => {
    const { watchdog, restarts } = watch(NEVER);
    watchdog.working({ uri: A, work: 'facts' });
    await looks(HANG);
    assert.deepEqual(restarts, [A]);
  });

  it('blames no file where the server works on none', async () => {
    const { watchdog, restarts, lost } = watch(NEVER);
    for (let times = 0; times < 3; times++) {
      watchdog.working({ uri: A, work: 'hints' });
      watchdog.working({});
      watchdog.sent();
      await looks(HANG);
    }
    assert.deepEqual(restarts, [undefined, undefined, undefined]);
    assert.deepEqual(lost, []);
  });

  it('gives up the file that the server ends over twice, and no other, until it changes', async () => {
    const { watchdog, lost } = watch(NEVER);
    for (let times = 1; times <= 2; times++) {
      assert.deepEqual(lost, []);
      watchdog.sent();
      watchdog.working({ uri: B, work: 'hints' });
      watchdog.working({ uri: A, work: 'hints' });
      await looks(HANG);
    }
    assert.deepEqual(watchdog.givenUp(), [A]);
    assert.deepEqual(lost, [A]);
    // Another file is checked, and one more is given up, by ends that come without a hang.
    watchdog.working({ uri: B, work: 'hints' });
    assert.deepEqual(watchdog.ended(), { uri: B, isHung: false });
    watchdog.working({ uri: B, work: 'hints' });
    assert.deepEqual(watchdog.ended(), { uri: B, isHung: false });
    assert.deepEqual(watchdog.givenUp(), [A, B]);
    watchdog.changed(A);
    assert.deepEqual(watchdog.givenUp(), [B]);
    assert.deepEqual(lost, [A, B]);
  });

  it('does not add up ends over a work that came to its end in between', () => {
    const { watchdog } = watch(NEVER);
    for (let times = 0; times < 5; times++) {
      watchdog.working({ uri: A, work: 'hints' });
      watchdog.ended();
      watchdog.working({ uri: A, work: 'hints' });
      watchdog.working({});
    }
    assert.deepEqual(watchdog.givenUp(), []);
  });

  it('takes reading a file and checking it for two works', () => {
    const { watchdog } = watch(NEVER);
    for (let times = 0; times < 2; times++) {
      // Its facts are read to the end each time, which says nothing of its hints.
      watchdog.working({ uri: A, work: 'facts' });
      watchdog.working({ uri: A, work: 'hints' });
      watchdog.ended();
    }
    assert.deepEqual(watchdog.givenUp(), [A]);
  });

  it('counts a machine that sleeps as one look, however long it was', async () => {
    const clocks = [mock.method(Date, 'now'), mock.method(performance, 'now')];
    let answer: () => void = () => undefined;
    const { watchdog, restarts } = watch(() => new Promise((resolve) => (answer = resolve)));
    for (let night = 0; night < 3; night++) {
      watchdog.sent();
      watchdog.working({ uri: A, work: 'hints' });
      await looks(1);
      // No timer of this process fires while it sleeps; after that the next one does, once, and only clocks show it.
      for (const clock of clocks) clock.mock.mockImplementation(() => (night + 1) * 8 * 3600_000);
      await looks(PATIENCE - 1);
      answer();
      await new Promise((resolve) => setImmediate(resolve));
      await looks(2);
    }
    for (const clock of clocks) clock.mock.restore();
    assert.deepEqual(restarts, []);
  });

  it('takes a connection that closes for an end, not for a hang', async () => {
    const { watchdog, restarts, pings } = watch(() => Promise.reject(new Error('closed')));
    watchdog.sent();
    await looks(3 * HANG);
    assert.equal(pings(), 1);
    assert.deepEqual(restarts, []);
  });

  it('does not take the silence of a server of before for that of the next one', async () => {
    const answers: (() => void)[] = [];
    const { watchdog, restarts } = watch(() => new Promise((resolve) => answers.push(resolve)));
    watchdog.sent();
    await looks(2);
    watchdog.ended();
    watchdog.sent();
    await looks(1);
    answers[0]?.();
    await looks(PATIENCE);
    assert.equal(restarts.length, 1, 'the answer that was meant for the first does not keep the second');
  });
});
