import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzEvents } from './lib/events.ts';

/** More of them with HINDSIGHT_FUZZ_EVENTS=300, and others with HINDSIGHT_FUZZ_SEED. */
const ROUNDS = Number(process.env['HINDSIGHT_FUZZ_EVENTS'] ?? 30);
const SEED = Number(process.env['HINDSIGHT_FUZZ_SEED'] ?? 1);

test(`whatever happens to files, the hints are those of a fresh server (${ROUNDS} rounds, seed ${SEED})`, async (t) => {
  const hints = await fuzzEvents(SEED, ROUNDS);
  assert.ok(hints > ROUNDS, 'there is something to compare');
  t.diagnostic(`${hints} hints compared`);
});
