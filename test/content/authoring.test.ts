import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { buildLessons } from '../../scripts/lib/lessons.mjs';
import { finds, folder, freshName, lesson, pair, rule, run, topic, write } from './lib/tryout.ts';

test('lessons are written as the panel loads them', async () => {
  const content = write({
    't/topic.json': topic(['l']),
    't/l/bad-call.ts': rule(finds('')),
    't/l/lesson.md': lesson(pair('const a = "<b>";\nbad();', 'good();')),
    't/l/practice/task.md':
      '---\nlanguage: typescriptreact\nfileName: A.tsx\nrules: [bad-call]\nmustMention: [good]\n---\nMake it *right*.',
    't/l/practice/start.tsx': 'bad();\n',
    't/l/practice/solved.tsx': 'good();\n',
  });
  const out = join(folder, freshName());
  const { faults } = await buildLessons(out, content);
  assert.deepEqual(faults, []);
  const body = JSON.parse(readFileSync(join(out, 't/l.json'), 'utf8'));
  assert.equal(body.id, 't/l');
  assert.match(
    body.sections[0].html,
    /<pre data-language="tsx" data-kind="bad"><code><span class="hljs-keyword">const<\/span>/,
  );
  assert.equal(body.sections[0].html.includes('&#60;b&#62;'), true);
  assert.equal(body.quiz[0].question, 'Is <code>bad</code> <code><span data-name="call">bad</span></code>?');
  assert.deepEqual(body.practice, {
    task: '<p>Make it <em>right</em>.</p>\n',
    language: 'typescriptreact',
    fileName: 'A.tsx',
    start: 'bad();\n',
    solved: 'good();\n',
    rules: ['t/bad-call'],
    mustMention: [{ code: ['good'] }],
    mustNotMention: [],
    hints: [],
  });
});

describe('new-lesson and new-rule', () => {
  test('make what generates, and fails because nothing is written yet', async () => {
    const content = write({});
    assert.match(
      run('new-rule.mjs', 'a/b/c', '--content', content).output,
      /Make it first: npm run new-lesson -- a\/b/,
    );
    assert.equal(run('new-lesson.mjs', 'a/b', '--content', content).status, 0);
    assert.equal(run('new-lesson.mjs', 'a/d', '--content', content).status, 0);
    assert.equal(run('new-rule.mjs', 'a/b/c', '--content', content).status, 0);
    const out = join(folder, freshName());
    const generated = run('generate.mjs', '--content', content, '--out', out);
    assert.equal(generated.status, 0, generated.output);
    const { status, output } = run('check-content.mjs', 'c', '--content', content);
    assert.equal(status, 1);
    assert.match(output, /should make a\/c speak, but it is silent/);
    assert.match(output, /1 failed/);
    assert.match(run('new-rule.mjs', 'a/b/c', '--content', content).output, /exists already/);
    assert.match(run('new-lesson.mjs', 'a/b', '--content', content).output, /exists already/);
    for (const name of ['', 'a', 'a/b/c/d', '../x/y', 'A/B'])
      assert.equal(run('new-lesson.mjs', name, '--content', content).status, 1, name);
  });

  test('check-content says when all is right, and which rule it does not know', () => {
    const content = write({
      't/topic.json': topic(['l']),
      't/l/bad-call.ts': rule(finds('')),
      't/l/lesson.md': lesson(pair('bad();', 'good();')),
    });
    const { status, output } = run('check-content.mjs', 't/bad-call', '--content', content);
    assert.equal(status, 0, output);
    assert.match(output, /All right/);
    assert.match(
      run('check-content.mjs', 'nothing', '--content', content).output,
      /There is no rule and no lesson "nothing"\. Rules: bad-call/,
    );
  });
});
