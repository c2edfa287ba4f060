import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { buildLessons } from '../../scripts/lib/lessons.mjs';
import { templates } from '../../scripts/lib/scaffold/languages.mjs';
import { LANGUAGES } from '../../scripts/lib/scaffold/run.mjs';
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
    /There is no rule and no lesson "nothing"\. Lessons: l\. Rules: bad-call\.\n/,
  );
});

test('check-content counts what rules of other topics say, and prints it when it is asked', () => {
  const content = write({
    't/topic.json': topic(['l']),
    't/l/bad-call.ts': rule(finds('')),
    't/l/lesson.md': lesson(pair('bad();', 'good();')),
    'u/topic.json': topic(['m']),
    'u/m/any-call.ts': rule(finds('').replace("=== 'bad'", "!== ''")).replace("['bad']", "['bad', 'good']"),
    'u/m/lesson.md': lesson(),
  });
  const short = run('check-content.mjs', 't/bad-call', '--content', content).output;
  assert.match(short, /Rules of other topics have 2 hints in 1 example: u\/any-call \(2\)\. --verbose/);
  assert.doesNotMatch(short, /another topic's rule speaks/);
  const whole = run('check-content.mjs', 't/bad-call', '--content', content, '--verbose').output;
  assert.equal(whole.match(/another topic's rule speaks: u\/any-call/g)?.length, 2);
});

test('check-content ends with a line for each fault', () => {
  const content = write({
    't/topic.json': topic(['l']),
    't/l/bad-call.ts': rule(finds('')),
    't/l/lesson.md': lesson(`${pair('bad(1);', 'bad();')}\n${pair('bad(2);', 'good();')}`),
  });
  const { status, output } = run('check-content.mjs', 't/bad-call', '--content', content);
  assert.equal(status, 1, output);
  assert.match(
    output,
    /\n\n✗ lesson\.md:\d+ bad-call 1: The good example \(line \d+\) should be silent, but t\/bad-call says at .*\n1 failed .*\n$/,
  );
});

describe('on the command line', () => {
  for (const script of ['new-topic', 'new-lesson', 'new-rule', 'update', 'check-content']) {
    test(`${script} tells what it takes, and names an option that it does not take`, () => {
      const help = run(`${script}.mjs`, '--help');
      assert.equal(help.status, 0, help.output);
      assert.match(help.output, /^Usage: .+\n\n[A-Z][\s\S]*\n {2}--content FOLDER/);
      const wrong = run(`${script}.mjs`, '--nosuch');
      assert.notEqual(wrong.status, 0);
      assert.match(wrong.output, /^\nStopped\. Unknown option '--nosuch'\. Usage: .+\n$/);
    });
  }

  test('an option without its value is named too', () => {
    assert.match(run('new-rule.mjs', '--content').output, /^\nStopped\. .*--content.* Usage: npm run .+\n$/);
  });

  test('the languages of --help are those that have a template', () => {
    assert.equal(LANGUAGES, templates.map(({ id }) => id).join(', '));
  });
});
