import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Watchdog } from '../../src/client/watchdog.ts';

const INTERVAL = 10;
const PATIENCE = 30;

let stop: () => void;
beforeEach(() => mock.timers.enable({ apis: ['setInterval', 'setTimeout'] }));
afterEach(() => {
  stop();
  mock.timers.reset();
});

function watch(ping: () => Promise<void>) {
  const restarts: (string | undefined)[] = [];
  let pings = 0;
  const watchdog = new Watchdog({
    ping: () => {
      pings++;
      return ping();
    },
    restart: (uri) => restarts.push(uri),
    patience: PATIENCE,
    interval: INTERVAL,
  });
  watchdog.start();
  stop = () => watchdog.stop();
  return { watchdog, restarts, pings: () => pings };
}

/** Lets time go on, and whatever is due in it happen. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 5) {
    mock.timers.tick(5);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the watchdog', () => {
  it('asks nothing while nothing was sent', async () => {
    const { pings } = watch(() => Promise.resolve());
    await pass(10 * INTERVAL);
    assert.equal(pings(), 0);
  });

  it('leaves a server alone that answers, and asks once for what was sent', async () => {
    // It answers just before it would be given up.
    const { watchdog, restarts, pings } = watch(
      () => new Promise((resolve) => setTimeout(resolve, PATIENCE - 5)),
    );
    watchdog.sent('file:///a.tsx');
    await pass(10 * INTERVAL);
    assert.deepEqual(restarts, []);
    assert.equal(pings(), 1);
    watchdog.sent('file:///a.tsx');
    await pass(10 * INTERVAL);
    assert.deepEqual(restarts, []);
    assert.equal(pings(), 2, 'and once more for what was sent then');
  });

  it('ends a server that does not answer, and names the document it was given', async () => {
    const { watchdog, restarts } = watch(() => new Promise(() => undefined));
    watchdog.sent('file:///a.tsx');
    await pass(INTERVAL + PATIENCE - 5);
    assert.deepEqual(restarts, [], 'it is not late yet');
    await pass(5);
    assert.deepEqual(restarts, ['file:///a.tsx']);
    assert.deepEqual(watchdog.quarantined(), []);
    await pass(10 * INTERVAL);
    assert.equal(restarts.length, 1, 'nothing was sent to the next one');
  });

  it('gives a document up that the server hangs over twice, until it is checked', async () => {
    const { watchdog, restarts } = watch(() => new Promise(() => undefined));
    for (let times = 1; times <= 2; times++) {
      watchdog.sent('file:///a.tsx');
      await pass(INTERVAL + PATIENCE);
      assert.equal(restarts.length, times);
    }
    assert.deepEqual(watchdog.quarantined(), ['file:///a.tsx']);
    watchdog.checked('file:///b.tsx');
    assert.deepEqual(watchdog.quarantined(), ['file:///a.tsx']);
    watchdog.checked('file:///a.tsx');
    assert.deepEqual(watchdog.quarantined(), []);
  });

  it('takes a connection that closes for an end, not for a hang', async () => {
    const { watchdog, restarts, pings } = watch(() => Promise.reject(new Error('closed')));
    watchdog.sent('file:///a.tsx');
    await pass(INTERVAL + 2 * PATIENCE);
    assert.equal(pings(), 1);
    assert.deepEqual(restarts, []);
  });
});
