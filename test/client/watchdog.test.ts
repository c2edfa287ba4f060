import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Watchdog } from '../../src/client/watchdog.ts';

let stop: (() => void) | undefined;
afterEach(() => stop?.());

function watch(ping: () => Promise<void>) {
  const restarts: (string | undefined)[] = [];
  let pings = 0;
  const watchdog = new Watchdog({
    ping: () => {
      pings++;
      return ping();
    },
    restart: (uri) => restarts.push(uri),
    patience: 30,
    interval: 10,
  });
  watchdog.start();
  stop = () => watchdog.stop();
  return { watchdog, restarts, pings: () => pings };
}

describe('the watchdog', () => {
  it('asks nothing while nothing was sent', async () => {
    const { pings } = watch(() => Promise.resolve());
    await wait(60);
    assert.equal(pings(), 0);
  });

  it('leaves a server alone that answers, and asks once for what was sent', async () => {
    const { watchdog, restarts, pings } = watch(() => wait(5));
    watchdog.sent('file:///a.tsx');
    await wait(100);
    assert.deepEqual(restarts, []);
    assert.equal(pings(), 1);
  });

  it('ends a server that does not answer, and names the document it was given', async () => {
    const { watchdog, restarts } = watch(() => new Promise(() => undefined));
    watchdog.sent('file:///a.tsx');
    await wait(120);
    assert.deepEqual(restarts, ['file:///a.tsx']);
    assert.deepEqual(watchdog.quarantined(), []);
  });

  it('gives a document up that the server hangs over twice, until it is checked', async () => {
    const { watchdog, restarts } = watch(() => new Promise(() => undefined));
    for (let times = 1; times <= 2; times++) {
      watchdog.sent('file:///a.tsx');
      while (restarts.length < times) await wait(5);
    }
    assert.deepEqual(watchdog.quarantined(), ['file:///a.tsx']);
    watchdog.checked('file:///b.tsx');
    assert.deepEqual(watchdog.quarantined(), ['file:///a.tsx']);
    watchdog.checked('file:///a.tsx');
    assert.deepEqual(watchdog.quarantined(), []);
  });

  it('takes a connection that closes for an end, not for a hang', async () => {
    const { watchdog, restarts } = watch(() => Promise.reject(new Error('closed')));
    watchdog.sent('file:///a.tsx');
    await wait(80);
    assert.deepEqual(restarts, []);
  });
});
