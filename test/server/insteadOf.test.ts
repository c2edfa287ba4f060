import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Rule } from '../../src/engine/index.ts';
import { content, TestClient } from './support.ts';

const A = 'file:///work/a.ts';
const general = content.rules.find(({ id }) => id === 'demo/no-danger') as Rule;

/** The same fault, as another topic knows it: with a part for a group that has a lesson of its own. */
const closer: Rule = {
  ...general,
  id: 'near/danger',
  topic: 'near',
  lesson: 'near/first',
  insteadOf: [general.id],
  group: {
    id: 'near/group',
    lesson: 'near/all',
    members: ['near/danger'],
    message: '{parts}',
    fixTitle: 'Do all',
    fix: () => undefined,
  },
  *check(doc, facts) {
    for (const finding of general.check(doc, facts))
      yield { ...finding, part: { label: 'care', title: 'Take care', kind: 'suggested', add: 1 } };
  },
};

describe('a rule that stands for one of another topic', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await new TestClient({ ...content, rules: [general, closer] }).start();
    await client.open(A, 'danger(1);\n');
  });
  afterEach(() => client.dispose());

  it('is shown in its place while the reader sees it, and gives the place back', async () => {
    const shown = async (rules: object, ...known: string[]) =>
      (await client.configure(A, { rules, known })).hints.map(({ rule }) => rule);
    assert.deepEqual(await client.rules(A), ['near/danger']);
    assert.deepEqual(await shown({ near: 'off' }), ['demo/no-danger']);
    assert.deepEqual(await shown({ 'demo/no-danger': 'off' }), ['near/danger']);
    assert.deepEqual(await shown({}, 'near/first'), ['demo/no-danger']);
    assert.deepEqual(await shown({}, 'near/all'), ['demo/no-danger'], 'its group is known');
    assert.deepEqual(await shown({}), ['near/danger']);
  });
});
