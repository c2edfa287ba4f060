import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { faultLine } from '../../scripts/lib/content-files.mjs';
import { generate } from '../../scripts/lib/content-generate.mjs';
import { writeGenerated } from '../../scripts/lib/content-written.mjs';
import { finds, folder, freshName, lesson, pair, rule, run, topic, write } from './lib/tryout.ts';

describe('generate', () => {
  const good = {
    't/topic.json': topic(['l']),
    't/l/bad-call.ts': rule(finds('')),
    't/l/lesson.md': lesson(pair('bad();', 'good();')),
  };
  const manifest =
    '{\n  "name": "x",\n  "contributes": {\n    "commands": [],\n    "configuration": {\n      "title": "X",\n      "properties": {\n        "x.a": {},\n        "x.b": {}\n      }\n    }\n  },\n  "zeta": 1\n}\n';

  function outFolder() {
    const out = join(folder, freshName());
    mkdirSync(out);
    writeFileSync(join(out, 'package.json'), manifest);
    writeFileSync(join(out, 'README.md'), 'before\n<!-- rules:begin -->\nold\n<!-- rules:end -->\nafter\n');
    return out;
  }

  test('writes the registry, the catalogue, the manifest and the table; a check holds them in step', async () => {
    const out = outFolder();
    const contentRoot = write({
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
    const checked = () => writeGenerated({ contentRoot, out, check: true });
    const written = () => writeGenerated({ contentRoot, out, check: false });
    assert.ok((await checked()).complaint);
    assert.equal(readFileSync(join(out, 'package.json'), 'utf8'), manifest, 'a check writes nothing');
    assert.deepEqual(await written(), {
      message:
        'Wrote src/generated/rules.ts, src/generated/catalogue.ts, src/generated/parserFiles.ts, package.json, README.md: 1 topics, 1 lessons, 1 rules.',
      complaint: undefined,
    });
    assert.equal((await checked()).complaint, undefined);
    assert.match((await written()).message, /Nothing to write/);

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

  test('names each stale file', async () => {
    const out = outFolder();
    const contentRoot = write(good);
    const checked = async () => (await writeGenerated({ contentRoot, out, check: true })).complaint;
    await writeGenerated({ contentRoot, out, check: false });
    for (const path of [
      'README.md',
      'package.json',
      'src/generated/rules.ts',
      'src/generated/catalogue.ts',
    ]) {
      const file = join(out, path);
      const before = readFileSync(file, 'utf8');
      writeFileSync(file, before.replace('Calls bad', 'Calls worse').replace('bad-call', 'worse-call'));
      assert.match(
        (await checked()) ?? '',
        new RegExp(`no longer follow from content/ or src/engine/kinds/: ${path.replaceAll('.', '\\.')}\\.`),
      );
      writeFileSync(file, before);
    }
    for (const path of ['README.md', 'package.json', 'src/generated/rules.ts']) {
      writeFileSync(join(out, path), readFileSync(join(out, path), 'utf8').replaceAll('\n', '\r\n'));
    }
    assert.equal(await checked(), undefined, 'line breaks of another system are not stale');
  });

  test('an empty content generates too', async () => {
    const out = outFolder();
    const contentRoot = write({ 'readme.txt': '' });
    assert.equal((await writeGenerated({ contentRoot, out, check: false })).complaint, undefined);
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
    [
      'a rule that stands for one of its own topic',
      {
        't/l/other.ts': (good['t/l/bad-call.ts'] ?? '').replace(
          'severity:',
          "insteadOf: ['t/bad-call'], severity:",
        ),
      },
      /"insteadOf" names "t\/bad-call", which is a rule of its own topic/,
    ],
  ];
  for (const [name, files, message] of faults) {
    test(`names ${name}, and writes the rest`, async () => {
      const made = await generate({ contentRoot: write({ ...good, ...files }), read: () => undefined });
      assert.match(made.faults.map(faultLine).join('\n'), message);
      assert.match(new Map(made.files).get('src/generated/rules.ts') ?? '', /t\/bad-call/);
    });
  }

  test('the command writes, says what, and fails where the content has faults or --check finds something stale', () => {
    const out = outFolder();
    const whole = ['--content', write(good), '--out', out];
    const stale = run('generate.mjs', ...whole, '--check');
    assert.equal(stale.status, 1, stale.output);
    assert.match(stale.output, /no longer follow from content\//);
    assert.equal(readFileSync(join(out, 'package.json'), 'utf8'), manifest, '--check writes nothing');
    const written = run('generate.mjs', ...whole);
    assert.equal(written.status, 0, written.output);
    assert.match(written.output, /^Wrote src\/generated\/rules\.ts, .*: 1 topics, 1 lessons, 1 rules\.$/m);
    const checked = run('generate.mjs', ...whole, '--check');
    assert.equal(checked.status, 0, checked.output);
    const faulty = run(
      'generate.mjs',
      ...['--content', write({ ...good, 't/l/no-rule.ts': '' }), '--out', outFolder()],
    );
    assert.equal(faulty.status, 1);
    assert.match(faulty.output, /What has faults was left out:\n.*no-rule\.ts:1:1/);
  });
});
