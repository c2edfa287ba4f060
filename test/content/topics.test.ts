import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenTopics } from './lib/topics.ts';

test('HINDSIGHT_TOPICS chooses topics by their folders, and no unknown ones', () => {
  const all = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const ids = (names: string | undefined) => chosenTopics(all, names).map(({ id }) => id);
  assert.deepEqual(ids(undefined), ['a', 'b', 'c']);
  assert.deepEqual(ids('c, a'), ['a', 'c']);
  assert.throws(() => ids('a,d'), /names "d", and the topics are a, b, c/);
  assert.throws(() => ids(''), /names ""/);
});
