import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { faultLine } from '../../scripts/lib/content-files.mjs';
import { generate } from '../../scripts/lib/content-generate.mjs';
import { openContent } from '../../scripts/lib/content-runner.mjs';
import { buildLessons } from '../../scripts/lib/lessons.mjs';
import { root } from '../../scripts/lib/paths.mjs';

/** Below the repository, so that rules of the try-out content find the engine's packages. */
const scratch = join(root, '.cache');
mkdirSync(scratch, { recursive: true });
const folder = mkdtempSync(join(scratch, 'pipeline-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const rule = (body: string, more = "fix: 'none',") => `
import { defineRule, syntax } from '../../../src/engine/index.ts';
export default defineRule({
  title: 'Calls bad', languages: ['typescriptreact'], severity: 'warning', ${more}
  looksFor: ['bad'], messages: { found: 'calls \`{name}\`' },
  *check(doc) { ${body} },
});`;
const finds = (fixes: string) =>
  `for (const at of doc.model(syntax).walk()) if (at.type === 'identifier' && doc.slice(at) === 'bad') yield { at, message: 'found', names: { name: 'bad' }, fixes: [${fixes}] };`;
const toGood =
  "{ title: 'Be good', kind: 'safe', edits: [{ start: at.start, end: at.end, newText: 'good' }] }";
const topic = (lessons: string[]) =>
  JSON.stringify({ title: 'T', summary: 'S', icon: 'book', lessons, files: ['**/*'] });
const lesson = (text = '', front = '') => `---
title: A lesson
summary: A summary.
minutes: 1
level: beginner
names: { call: bad }
${front}
sources: [{ title: A, url: "https://example.org/a" }]
quiz:
  - question: Is \`bad\` {{call}}?
    options: [{ text: "Yes", right: true, why: W }, { text: "No", right: false, why: W }]
---
## What you see

${text || 'Text with {{call|bad}}.'}

${['What happens', 'In your code', 'The way out', 'When it is fine', 'Check yourself'].map((title) => `## ${title}\n\nText.\n`).join('\n')}`;
const pair = (bad: string, good: string, tags = '') =>
  `\`\`\`tsx bad=bad-call\n${bad}\n\`\`\`\n\n\`\`\`tsx good${tags}\n${good}\n\`\`\`\n`;

let count = 0;
/** Writes files of a content folder of their own and gives its path. */
function write(files: Record<string, string>): string {
  const content = join(folder, String(count++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  }
  return content;
}

/** The failures of all examples of a content folder. */
async function failuresOf(files: Record<string, string>): Promise<string[]> {
  const pack = await openContent(write({ 't/topic.json': topic(['l']), ...files }));
  assert.deepEqual(
    pack.faults.map((fault) => fault.message),
    [],
  );
  assert.ok(pack.examples.length > 0);
  return pack.examples.flatMap(({ topic: id, example }) => [
    ...pack.runner.runCase(id, example, pack.rules).failures,
    ...pack.runner.stress(example, pack.rules),
  ]);
}

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', script), ...args], {
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe('examples', () => {
  const files = (body: string, text: string, more?: string) => ({
    't/l/bad-call.ts': rule(body, more),
    't/l/lesson.md': lesson(text),
  });

  test('pass when rule, fix and text agree', async () => {
    assert.deepEqual(
      await failuresOf(files(finds(toGood), pair('bad();\nbad();', 'good();\ngood();'), "fix: 'safe',")),
      [],
    );
  });

  const wrong: [name: string, files: Record<string, string>, failure: RegExp][] = [
    [
      'a rule that is silent',
      files('', pair('bad();', 'good();')),
      /should make t\/bad-call speak, but it is silent/,
    ],
    [
      'a rule that speaks on the good form',
      files(finds(''), pair('bad();', 'bad(1);')),
      /should be silent, but t\/bad-call says at src\/Example.tsx:1:1-1:4 \("bad"\): calls `bad`/,
    ],
    [
      'a fix that gives something else',
      files(finds(toGood), pair('bad();', 'better();'), "fix: 'safe',"),
      /\n-better\(\);\n\+good\(\);/,
    ],
    [
      'a fix that the rule promises and does not give',
      files(finds(''), pair('bad();', 'good();'), "fix: 'safe',"),
      /Tag the good fence \(line \d+\) nofix/,
    ],
    [
      'a fix by a name that is not there',
      files(finds(toGood), pair('bad();', 'good();', ' fix="Be best"'), "fix: 'safe',"),
      /compares the fix Be best, and the hint has 1 "Be good"/,
    ],
    [
      'a fix that breaks the code',
      files(finds(toGood.replace("'good'", "'good('")), pair('bad();', 'good();', ' nofix')),
      /leaves a syntax error/,
    ],
    [
      'a fix after which the rule still speaks',
      files(finds(toGood.replace("'good'", "'bad /* sic */'")), pair('bad();', 'good();', ' nofix')),
      /After the fix "Be good" t\/bad-call still says:/,
    ],
    ['a syntax error', files(finds(''), pair('bad(;', 'good();')), /has a syntax error at its 1:/],
    [
      'a message with a gap',
      files(finds('').replace("names: { name: 'bad' }", 'names: {}'), pair('bad();', 'good();')),
      /gives no name for \{name\}/,
    ],
    [
      'a rule that throws',
      files(`throw new Error('oh');`, pair('bad();', 'good();')),
      /t\/bad-call threw on src\/Example.tsx: Error: oh/,
    ],
    [
      'a rule that throws on half a text',
      files(
        `if (!doc.text.endsWith(';\\n')) throw new Error('half'); ${finds('')}`,
        pair('bad();', 'good();'),
      ),
      /On the first \d+ characters: t\/bad-call threw/,
    ],
    [
      'another rule of the topic that speaks too',
      { ...files(finds(''), pair('bad();', 'good();')), 't/l/other-call.ts': rule(finds('')) },
      /Only t\/bad-call should speak, but t\/other-call says/,
    ],
    [
      'a rule that does not exist',
      files(finds(''), pair('bad();', 'good();').replace('bad-call', 'no-call')),
      /There is no rule t\/no-call/,
    ],
  ];
  for (const [name, content, failure] of wrong) {
    test(`fail for ${name}`, async () => assert.match((await failuresOf(content)).join('\n'), failure));
  }

  test('of several files share facts, and a fix may edit another file', async () => {
    const cross = `
import { defineRule } from '../../../src/engine/index.ts';
export default defineRule({
  title: 'Uses what another file calls bad', languages: ['typescriptreact'], severity: 'warning', fix: 'suggested',
  looksFor: ['use('], collectsFor: ['export bad'], messages: { found: 'uses it' },
  collect: (doc) => ({ bad: doc.text.indexOf('bad') }),
  *check(doc, facts) {
    for (const { uri, value } of facts.get('bad')) {
      yield { at: { start: 0, end: 3 }, message: 'found', fixes: [{ title: 'Be good', kind: 'suggested', edits: [{ uri, start: value, end: value + 3, newText: 'good' }] }] };
    }
  },
});`;
    const text =
      '```tsx bad=bad-call file=a.tsx\nuse();\n```\n```tsx file=b.tsx\n// export bad\n```\n```tsx good file=b.tsx\n// export good\n```\n';
    assert.deepEqual(await failuresOf({ 't/l/bad-call.ts': cross, 't/l/lesson.md': lesson(text) }), []);
    assert.match(
      (
        await failuresOf({
          't/l/bad-call.ts': cross,
          't/l/lesson.md': lesson(text.replace('export good', 'export best')),
        })
      ).join(),
      /does not give the good example/,
    );
  });
});

describe('generate', () => {
  const good = {
    't/topic.json': topic(['l']),
    't/l/bad-call.ts': rule(finds('')),
    't/l/lesson.md': lesson(pair('bad();', 'good();')),
  };
  const manifest =
    '{\n  "name": "x",\n  "contributes": {\n    "commands": [],\n    "configuration": {\n      "title": "X",\n      "properties": {\n        "x.a": {},\n        "x.b": {}\n      }\n    }\n  },\n  "zeta": 1\n}\n';

  function outFolder() {
    const out = join(folder, `out-${count++}`);
    mkdirSync(out);
    writeFileSync(join(out, 'package.json'), manifest);
    writeFileSync(join(out, 'README.md'), 'before\n<!-- rules:begin -->\nold\n<!-- rules:end -->\nafter\n');
    return out;
  }

  test('writes the registry, the catalogue, the manifest and the table; --check holds them in step', () => {
    const out = outFolder();
    const content = write({
      ...good,
      't/snippets/javascriptreact+typescriptreact.json': '{}',
      't/walkthrough/walkthrough.json': JSON.stringify({
        id: 'w',
        title: 'W',
        description: 'D',
        when: 'x',
        steps: [{ id: 's', title: 'S', description: 'D', media: { svg: 'a.svg', altText: 'A' } }],
      }),
      't/walkthrough/a.svg': '<svg/>',
    });
    const args = ['--content', content, '--out', out];
    assert.equal(run('generate.mjs', ...args, '--check').status, 1);
    assert.equal(readFileSync(join(out, 'package.json'), 'utf8'), manifest, '--check writes nothing');
    const written = run('generate.mjs', ...args);
    assert.equal(written.status, 0, written.output);
    assert.equal(run('generate.mjs', ...args, '--check').status, 0);
    assert.match(run('generate.mjs', ...args).output, /Nothing to write/);

    const made = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8'));
    assert.deepEqual(Object.keys(made), ['name', 'contributes', 'zeta']);
    assert.deepEqual(Object.keys(made.contributes.configuration.properties), [
      'x.a',
      'x.b',
      'hindsight.rules',
    ]);
    assert.deepEqual(Object.keys(made.contributes.configuration.properties['hindsight.rules'].properties), [
      't',
      't/bad-call',
    ]);
    assert.deepEqual(
      made.contributes.snippets.map((each: { language: string }) => each.language),
      ['javascriptreact', 'typescriptreact'],
    );
    assert.deepEqual(made.contributes.walkthroughs[0].steps[0].media, {
      svg: 'content/t/walkthrough/a.svg',
      altText: 'A',
    });
    const readme = readFileSync(join(out, 'README.md'), 'utf8');
    assert.match(
      readme,
      /^before\n<!-- rules:begin -->\n[\s\S]*`t\/bad-call` \| Calls bad \| warning \| none \| A lesson \|\n<!-- rules:end -->\nafter\n$/,
    );
    assert.match(
      readFileSync(join(out, 'src/generated/rules.ts'), 'utf8'),
      /id: 't\/bad-call', topic: 't', lesson: 't\/l'/,
    );
  });

  test('names each stale file', () => {
    const out = outFolder();
    const args = ['--content', write(good), '--out', out];
    run('generate.mjs', ...args);
    for (const path of [
      'README.md',
      'package.json',
      'src/generated/rules.ts',
      'src/generated/catalogue.ts',
    ]) {
      const file = join(out, path);
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, before.replace('Calls bad', 'Calls worse').replace('bad-call', 'worse-call'));
      const { status, output } = run('generate.mjs', ...args, '--check');
      assert.equal(status, 1, path);
      assert.match(output, new RegExp(`no longer follow from content/: ${path.replaceAll('.', '\\.')}\\.`));
      writeFileSync(file, before);
    }
    for (const path of ['README.md', 'package.json', 'src/generated/rules.ts']) {
      writeFileSync(join(out, path), readFileSync(join(out, path), 'utf8').replaceAll('\n', '\r\n'));
    }
    assert.equal(
      run('generate.mjs', ...args, '--check').status,
      0,
      'line breaks of another system are not stale',
    );
  });

  test('an empty content generates too', () => {
    const out = outFolder();
    const content = write({ 'readme.txt': '' });
    assert.equal(run('generate.mjs', '--content', content, '--out', out).status, 0);
    assert.match(
      readFileSync(join(out, 'src/generated/rules.ts'), 'utf8'),
      /rules: readonly Rule\[\] = \[\];/,
    );
  });

  const faults: [name: string, files: Record<string, string>, message: RegExp][] = [
    [
      'a rule that does not compile',
      { 't/l/no-rule.ts': 'export default defineRule({' },
      /t\/l\/no-rule\.ts:1:\d+: /,
    ],
    [
      'a rule that throws while it loads',
      { 't/l/no-rule.ts': "throw new Error('oh');" },
      /no-rule\.ts:1:1: It throws while it is loaded: Error: oh/,
    ],
    [
      'a file that is no rule',
      { 't/l/helper.ts': 'export const x = 1;' },
      /helper\.ts:1:1: Every \.ts file of a lesson/,
    ],
    [
      'a front matter that is not valid',
      { 't/l/lesson.md': lesson().replace('beginner', 'easy') },
      /lesson\.md:5:8: level must be one of beginner/,
    ],
    ['an unknown key', { 't/l/lesson.md': lesson('', 'colour: red') }, /"colour" is not known here/],
    [
      'a quiz with two right options',
      { 't/l/lesson.md': lesson().replace('right: false', 'right: true') },
      /lesson\.md:\d+:\d+: quiz\.0\.options must have exactly one option/,
    ],
    [
      'a source that is not https',
      { 't/l/lesson.md': lesson().replace('https:', 'http:') },
      /sources\.0\.url is "http:/,
    ],
    [
      'a lesson to know first that is none',
      { 't/l/lesson.md': lesson('', 'needs: [k]') },
      /lesson\.md:7:9: "needs" names "k"/,
    ],
    [
      'a listed lesson that is missing',
      { 't/topic.json': topic(['l', 'm']) },
      /"lessons" lists "m", which is no folder/,
    ],
    ['a lesson that is not listed', { 't/m/lesson.md': lesson() }, /does not list the lesson "m"/],
    ['cases without a rule', { 't/l/no-rule.cases.md': '' }, /There is no rule no-rule\.ts/],
    ['a topic that is no JSON', { 't/topic.json': '{' }, /topic\.json:1:1: It is not valid JSON/],
    [
      'a practice without its solution',
      {
        't/l/practice/task.md':
          '---\nlanguage: typescriptreact\nfileName: A.tsx\nrules: [bad-call]\n---\nDo.',
        't/l/practice/start.tsx': '',
      },
      /has no solved\.tsx/,
    ],
  ];
  for (const [name, files, message] of faults) {
    test(`names ${name}, and writes the rest`, async () => {
      const made = await generate({ contentRoot: write({ ...good, ...files }), read: () => undefined });
      assert.match(made.faults.map(faultLine).join('\n'), message);
      assert.match(new Map(made.files).get('src/generated/rules.ts') ?? '', /t\/bad-call/);
    });
  }

  test('fails when the content has faults', () => {
    const { status, output } = run(
      'generate.mjs',
      ...['--content', write({ ...good, 't/l/no-rule.ts': '' }), '--out', outFolder()],
    );
    assert.equal(status, 1);
    assert.match(output, /What has faults was left out:\n.*no-rule\.ts:1:1/);
  });
});

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
  const out = join(folder, `lessons-${count++}`);
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
    mustMention: ['good'],
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
    const out = join(folder, `out-${count++}`);
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
