import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzEdits } from './lib/edits.ts';

/** More of them with HINDSIGHT_FUZZ_EDITS=5000, and others with HINDSIGHT_FUZZ_SEED. */
const COUNT = Number(process.env['HINDSIGHT_FUZZ_EDITS'] ?? 300);
const SEED = Number(process.env['HINDSIGHT_FUZZ_SEED'] ?? 1);

test(`${COUNT} texts say after any edits what they would say if they were new (seed ${SEED})`, async (t) => {
  const compared = await fuzzEdits(SEED, COUNT);
  assert.ok(compared >= COUNT);
  t.diagnostic(`${compared} messages compared`);
});
