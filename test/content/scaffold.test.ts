/** What `new-topic`, `new-lesson` and `new-rule` write works from the first moment, in every language that has a template. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { readContent } from '../../scripts/lib/content.mjs';
import { faultLine } from '../../scripts/lib/content-files.mjs';
import { generate } from '../../scripts/lib/content-generate.mjs';
import { openContent } from '../../scripts/lib/content-runner.mjs';
import { checkLesson } from '../../scripts/lib/lesson-check.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { programOf } from '../../scripts/lib/process.mjs';
import { templateFor, templateOf, templates } from '../../scripts/lib/scaffold/languages.mjs';
import { parseNames } from '../../scripts/lib/scaffold/names.mjs';
import { newLesson, newRule, newTopic } from '../../scripts/lib/scaffold/write.mjs';
import { unfinishedPlaces } from '../../scripts/lib/unfinished.mjs';
import { pack as ours } from './lib/open.ts';
import { folder, freshName, lesson, run, topic, write } from './lib/tryout.ts';

test('the commands end green: a topic, a lesson in it, and a rule in that', () => {
  const content = write({});
  const out = join(folder, freshName());
  const make = (script: string, ...args: string[]) => {
    const { status, output } = run(script, ...args, '--content', content);
    assert.equal(status, 0, output);
    assert.match(output, /✓ Examples/);
    return output;
  };
  const topicMade = make('new-topic.mjs', 'a-topic', '--language', 'yaml');
  assert.match(topicMade, /check-content\.mjs first-rule first-lesson/);
  assert.match(make('new-lesson.mjs', 'a-topic/b-lesson'), /Listed it in .*\/a-topic\/topic\.json/);
  const ruleMade = make('new-rule.mjs', 'a-topic/b-lesson/c-rule', '--out', out);
  assert.match(ruleMade, /lesson\.md: What you see, The way out\n✓ Generated files/);
  const again = run('generate.mjs', '--content', content, '--out', out, '--check');
  assert.equal(again.status, 0, again.output);
  const made = readFileSync(join(out, 'src/generated/rules.ts'), 'utf8');
  assert.match(made, /id: 'a-topic\/c-rule', topic: 'a-topic', lesson: 'a-topic\/b-lesson'/);
});

test('the rules of all templates, and the one in CONTRIBUTING.md, compile', () => {
  const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const written = [...guide.matchAll(/^```ts\n([^`]*(?:`[^`]+)*?)\n```$/gm)].map(([, code = '']) => code);
  const rules = [
    ...templates.map(({ rule }) => rule('a-rule')),
    ...written.filter((code) => code.includes('export default defineRule(')),
  ];
  assert.ok(rules.length > templates.length, 'CONTRIBUTING.md shows no rule');
  const at = join(folder, freshName());
  mkdirSync(at, { recursive: true });
  const above = root.replaceAll('\\', '/');
  for (const [index, text] of rules.entries())
    writeFileSync(join(at, `rule${index}.ts`), text.replaceAll("from '../../../", `from '${above}/`));
  const configuration = join(at, 'tsconfig.json');
  writeFileSync(
    configuration,
    JSON.stringify({ extends: `${above}/tsconfig.pure.json`, include: ['*.ts'], exclude: [] }),
  );
  const tsc = [programOf('typescript', 'tsc'), '-p', configuration, '--pretty', 'false'];
  const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8', windowsHide: true });
  assert.equal(status, 0, stdout);
});

describe('every template', () => {
  const content = write({});
  let pack: Awaited<ReturnType<typeof openContent>>;
  before(async () => {
    for (const { id } of templates) {
      await newTopic(content, [`in-${id}`, 'first', `${id}-rule`], id);
      await newLesson(content, [`in-${id}`, 'second']);
      // A second rule in one lesson: its examples stand beside those of the first. Its name is as long as may be.
      await newRule(
        content,
        [`in-${id}`, 'first', `${id}-${'long-name-'.repeat(4)}`.slice(0, 39) + 'x'],
        undefined,
      );
    }
    pack = await openContent(content);
  });

  test('reads well, without faults', async () => {
    assert.deepEqual(pack.faults.map(faultLine), []);
    for (const each of pack.content.topics.flatMap(({ lessons }) => lessons))
      assert.deepEqual((await checkLesson(each, pack.content)).map(faultLine), []);
    const { faults } = await generate({ contentRoot: content, read: () => undefined });
    assert.deepEqual(faults.map(faultLine), []);
  });

  for (const { id, languages } of templates)
    test(`${id}: its rules find their examples, mend them, and are silent elsewhere`, () => {
      const own = pack.examples.filter((each) => each.topic === `in-${id}`);
      assert.equal(own.length, 6);
      for (const { topic: of, example } of own) {
        const { failures, foreign, comparesFix, hints } = pack.runner.runCase(of, example, pack.rules);
        assert.deepEqual([...failures, ...foreign, ...pack.runner.stress(example, pack.rules)], []);
        assert.equal(comparesFix, example.bad.length > 0);
        for (const { steps } of hints) assert.ok(steps && steps.length >= 3);
      }
      assert.equal(own.filter(({ example }) => example.bad.length === 0).length, 2, 'each has a silent case');
      const rules = pack.rules.filter((rule) => rule.topic === `in-${id}`);
      // The second one was made without naming its language.
      assert.deepEqual(
        rules.map((rule) => rule.languages),
        [languages, languages],
      );
    });

  test('says TODO wherever an author has to write', () => {
    const places = unfinishedPlaces(content).map(({ file, text }) => `${file.replaceAll('\\', '/')} ${text}`);
    for (const { id } of templates) {
      const of = (name: string) => places.filter((place) => place.includes(`/in-${id}/${name} `)).length;
      assert.deepEqual([of('topic.json'), of(`first/${id}-rule.cases.md`)], [2, 2]);
      assert.ok(of(`first/${id}-rule.ts`) >= 7, 'the marker, title, message, three steps and the fix');
      assert.ok(of('second/lesson.md') >= 20, 'head, questions and six sections');
      assert.ok(of('glossary.json') > 0);
    }
  });

  test('writes code as npm run format leaves it', () => {
    for (const { file } of pack.sources) {
      const lines = readFileSync(file, 'utf8').split('\n');
      assert.deepEqual(
        lines.filter((line) => line.length > 110 && !/'.{60,}'/.test(line)),
        [],
      );
    }
  });
});

describe('the language of a rule', () => {
  const idFor = async (content: Parameters<typeof templateFor>[0], path: string) => {
    const [of = '', name = ''] = path.split('/');
    return (await templateFor(content, of, name)).id;
  };

  test('is that of its lesson’s rules and places', async () => {
    for (const [path, id] of [
      ['react-effects/late-answer', 'typescriptreact'],
      ['kubernetes-services/ports', 'kubernetes'],
      ['docker-isolation/root-inside', 'dockerfile'],
      // No rules: what the lesson is about.
      ['docker-isolation/three-house-rules', 'kubernetes'],
      // No such lesson yet: that of its topic.
      ['react-effects/to-be-written', 'typescriptreact'],
    ] as const)
      assert.equal(await idFor(ours.content, path), id, path);
  });

  test('is said by the globs of a topic without rules', async () => {
    const idOf = async (...files: string[]) => {
      const head = JSON.parse(topic(['l']));
      const content = write({
        't/topic.json': JSON.stringify({ ...head, files }),
        't/l/lesson.md': lesson(),
      });
      return idFor(await readContent(content), 't/l');
    };
    assert.equal(await idOf('**/*.{yaml,yml}'), 'yaml');
    assert.equal(await idOf('.github/workflows/*.yml'), 'yaml');
    assert.equal(await idOf('docs/**', '**/Dockerfile*'), 'dockerfile');
    assert.equal(await idOf('**/docker-compose*.yml'), 'dockercompose');
    assert.equal(await idOf('**/*.{ts,tsx}'), 'typescriptreact');
    assert.equal(await idOf('src/**/*.js'), 'typescript');
    await assert.rejects(idOf('**/*'), /Nothing in t says .* --language typescriptreact\|typescript\|/);
  });

  test('is nothing that a lesson needs', async () => {
    const content = write({ 't/topic.json': topic(['l']), 't/l/lesson.md': lesson() });
    const [wrote, listed] = await newLesson(content, ['t', 'm']);
    assert.match(wrote ?? '', /Wrote .*\/t\/m\/lesson\.md$/);
    assert.match(listed ?? '', /Listed it in .*\/t\/topic\.json$/);
    await assert.rejects(newRule(content, ['t', 'm', 'r'], undefined), /Nothing in t says which language/);
  });

  test('may be named, by any id that a template reads', () => {
    assert.equal(templateOf('javascriptreact').id, 'typescriptreact');
    assert.equal(templateOf('javascript').id, 'typescriptreact');
    assert.equal(templateOf('shellscript').id, 'shellscript');
  });

  test('without a template is an error that says where to add one', () => {
    const content = write({ 't/topic.json': topic(['l']), 't/l/lesson.md': lesson() });
    const { status, output } = run('new-rule.mjs', 't/l/r', '--language', 'cobol', '--content', content);
    assert.equal(status, 1);
    assert.match(
      output,
      /no template for rules in "cobol" yet.*typescriptreact, typescript, .*scaffold\/languages\.mjs/,
    );
    assert.equal(existsSync(join(content, 't/l/r.ts')), false);
    assert.equal(readFileSync(join(content, 't/l/lesson.md'), 'utf8'), lesson());
  });
});

describe('names', () => {
  const content = write({
    't/topic.json': topic(['l', 'm']),
    't/l/lesson.md': lesson(),
    't/m/lesson.md': lesson(),
    't/m/r.ts': '',
  });

  test('that cannot be used are refused, with an example', () => {
    const wanted = { least: 2, most: 3, example: 'npm run it -- a/b' };
    assert.deepEqual(parseNames('a/b', wanted), ['a', 'b', '']);
    assert.deepEqual(parseNames('a1-b2/c', wanted), ['a1-b2', 'c', '']);
    for (const path of [undefined, '', 't', 't/l/r/x'])
      assert.throws(() => parseNames(path, wanted), /Say where: npm run it -- a\/b$/, path);
    for (const path of ['../x', 'T/l', 't/-l', 't/l-', 't/l_m', 't/1l', `t/${'l'.repeat(41)}`, 't/', 't/l/R'])
      assert.throws(() => parseNames(path, wanted), /cannot be a name.* Say where: npm/, path);
    assert.throws(() => parseNames('t/l/figure-one', wanted), /figure of its lesson/);
    assert.throws(() => parseNames('t/model', wanted), /something else than a lesson in model/);
    assert.throws(() => parseNames('sample/l', wanted), /something else than a topic/);
  });

  test('that exist are refused', async () => {
    await assert.rejects(newTopic(content, ['t', 'l', 'r'], 'yaml'), /t\/topic\.json exists already/);
    await assert.rejects(newLesson(content, ['t', 'l']), /t\/l\/lesson\.md exists already/);
    await assert.rejects(newRule(content, ['t', 'm', 'r'], 'yaml'), /t\/m\/r\.ts exists already/);
    // One name in one topic is one rule, or one lesson.
    await assert.rejects(newRule(content, ['t', 'l', 'r'], 'yaml'), /t\/m\/r\.ts exists already/);
    await assert.rejects(newRule(content, ['t', 'l', 'm'], 'yaml'), /t\/m\/lesson\.md exists already/);
    await assert.rejects(newLesson(content, ['t', 'r']), /t\/m\/r\.ts exists already/);
  });

  test('that have to exist are asked for, by the command that makes them', async () => {
    await assert.rejects(newRule(content, ['t', 'x', 'y'], 'yaml'), /npm run new-lesson -- t\/x$/);
    await assert.rejects(newRule(content, ['x', 'y', 'z'], 'yaml'), /npm run new-topic -- x\/y\/z$/);
    await assert.rejects(newLesson(content, ['x', 'y']), /npm run new-topic -- x$/);
    const { status, output } = run('new-lesson.mjs', 'x/y', '--content', content);
    assert.equal(status, 1);
    assert.match(output, /Stopped\. There is no topic x\. Make it first: npm run new-topic -- x\n$/);
  });
});
