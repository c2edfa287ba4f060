import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contentFolder } from '../../scripts/lib/content-files.mjs';
import { unfinishedLine, unfinishedPlaces } from '../../scripts/lib/unfinished.mjs';
import { finds, lesson, pair, rule, run, topic, write } from './lib/tryout.ts';

const left = unfinishedPlaces(contentFolder);

// Content may be unfinished while it is written: that is a warning here, and `npm run package` stops at it.
test('nothing is left to write', {
  todo: left.length > 0 ? `${left.length} places of content/ say TODO` : false,
}, (t) => {
  for (const place of left) t.diagnostic(unfinishedLine(place));
  assert.equal(left.length, 0, 'They are listed above.');
});

describe('what is left to write', () => {
  const whole = {
    't/topic.json': topic(['l']),
    't/l/bad-call.ts': rule(finds('')),
    't/l/bad-call.cases.md': '## Silent: another call\n\n```tsx good\ngood();\n```\n',
    't/l/lesson.md': lesson(pair('bad();', 'good();')),
  };
  const found = (files: Record<string, string>) =>
    unfinishedPlaces(write({ ...whole, ...files })).map(
      ({ file, line, text }) => `${file.replaceAll('\\', '/').replace(/^.*\/t\//, '')}:${line} ${text}`,
    );

  test('is found in every text of a topic, with its line', () => {
    assert.deepEqual(found({}), []);
    assert.deepEqual(
      found({
        't/topic.json': `{\n  "title": "TODO: a title"\n}`,
        't/glossary.json': '{ "terms": [{ "term": "TODO" }] }',
        't/model/words.ts': '// TODO: look at both\nexport const a = 1;\n',
        't/l/bad-call.cases.md': '## Silent\r\n\r\nTODO: say why\r\n',
        't/l/practice/task.md': 'TODO: what to do\n',
        't/walkthrough/walkthrough.json': '{ "title": "TODO" }',
      }),
      [
        'glossary.json:1 { "terms": [{ "term": "TODO" }] }',
        'l/bad-call.cases.md:3 TODO: say why',
        'l/practice/task.md:1 TODO: what to do',
        'model/words.ts:1 // TODO: look at both',
        'topic.json:2 "title": "TODO: a title"',
        'walkthrough/walkthrough.json:1 { "title": "TODO" }',
      ],
    );
  });

  test('is no word that only holds it, and no code of a practice, a snapshot or the sample', () => {
    assert.deepEqual(
      found({
        't/model/words.ts': 'export const TODOS = "todo";\n',
        't/l/practice/start.ts': '// TODO\n',
        't/l/bad-call.snap.json': '{ "message": "TODO: a message" }',
        'sample/src/a.ts': '// TODO\n',
      }),
      [],
    );
  });

  test('is listed by check-content, which is green all the same', () => {
    const content = write({
      ...whole,
      't/l/bad-call.cases.md': '## TODO: another call\n\n```tsx good\ngood();\n```\n',
      't/topic.json': topic(['l']).replace('"S"', '"TODO: a summary"'),
    });
    const { status, output } = run('check-content.mjs', 'bad-call', '--content', content);
    assert.equal(status, 0, output);
    assert.match(output, /bad-call\.cases\.md:1: ## TODO: another call\n1 place is left to write/);
    assert.doesNotMatch(output, /topic\.json/, 'only the files of what was named');
  });

  test('stops the packing, with file and line, before anything is built', () => {
    const content = write({ ...whole, 't/l/lesson.md': lesson('TODO: the story.') });
    const { status, output } = run('package.mjs', '--content', content);
    assert.equal(status, 1);
    assert.match(output, /TODO:\n(?: {2}\S+:\d+: .*\n)* {2}\S+\/t\/l\/lesson\.md:\d+: TODO: the story\.\n/);
    assert.doesNotMatch(output, /Build|Package/);
  });
});
