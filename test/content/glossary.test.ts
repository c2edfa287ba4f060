import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readContent } from '../../scripts/lib/content.mjs';
import { searchData } from '../../scripts/lib/search.mjs';
import { lesson, topic, write } from './lib/tryout.ts';

describe('The glossary of a topic', () => {
  const folder = (terms: unknown) =>
    write({
      't/topic.json': topic(['l']),
      't/l/lesson.md': lesson(),
      't/glossary.json': typeof terms === 'string' ? terms : JSON.stringify({ terms }, null, 2),
    });
  const term = { term: 'Race', also: ['run'], text: 'Two `calls` at once.', lesson: 'l' };

  test('is read beside the lessons and enters the search, without any code', async () => {
    const content = await readContent(folder([term]));
    assert.deepEqual(content.faults, []);
    const { entries } = await searchData(content);
    assert.deepEqual(
      entries.filter(({ kind }) => kind === 'term'),
      [{ kind: 'term', lesson: 't/l', title: 'Race', also: ['run'], text: 'Two calls at once.' }],
    );
  });

  test('names its faults with their place', async () => {
    const messages = async (terms: unknown) =>
      (await readContent(folder(terms))).faults.map(({ line, message }) => `${line}: ${message}`);
    assert.deepEqual(await messages([term, { ...term, term: 'Other', lesson: 'none' }]), [
      '12: "Other" names "none", which is no lesson.',
    ]);
    assert.deepEqual(await messages([term, { ...term, term: 'race' }]), [
      '12: The term "race" stands here twice.',
    ]);
    assert.match((await messages([{ ...term, text: 'a\nb' }])).join(), /terms\.0\.text/);
    assert.match((await messages([{ ...term, colour: 'red' }])).join(), /"colour" is not known here/);
    assert.match((await messages('{')).join(), /not valid JSON/);
  });
});
