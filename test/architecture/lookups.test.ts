import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looseLookups, looseLookupsIn } from './lib/lookups.ts';

test('no word of a reader is looked up on a plain object', async () => {
  // `ownValue` and `setOwn` of `src/base/own.ts` are for these.
  assert.deepEqual(await looseLookups(), []);
});

test('such a look-up is found', async () => {
  const text = `export function found(labels: Readonly<Record<string, string>>, list: string[], key: string, n: number) {
  const known: Record<'a' | 'b', string> = { a: '', b: '' };
  const counts: Record<string, number> = {};
  counts[key] = 1;
  return [labels?.[key], key in labels, list[n], known[key === 'a' ? 'a' : 'b'], (labels as any)[key]];
}
`;
  const lines = text.split('\n');
  assert.deepEqual(await looseLookupsIn(new Map([['src/base/probe.ts', text]])), [
    'src/base/probe.ts: key in labels',
    `src/base/probe.ts: ${lines[3]?.trim()}`,
    `src/base/probe.ts: ${lines[4]?.trim()}`,
  ]);
});
