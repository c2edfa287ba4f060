import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
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

test('check-content says when all is right, and which rule it does not know', () => {
  const content = write({
    't/topic.json': topic(['l']),
    't/l/bad-call.ts': rule(finds('')),
    't/l/lesson.md': lesson(pair('bad();', 'good();')),
  });
  const { status, output } = run('check-content.mjs', 't/bad-call', '--content', content);
  assert.equal(status, 0, output);
  assert.match(output, /All right/);
  assert.doesNotMatch(output, /left to write/);
  assert.match(
    run('check-content.mjs', 'nothing', '--content', content).output,
    /There is no rule and no lesson "nothing"\. Rules: bad-call/,
  );
});
