import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildProbeCli, type ProbeCli, type Ran, Workspace } from './support.ts';

describe('the arguments', () => {
  let cli: ProbeCli;
  let ws: Workspace;
  before(async () => {
    cli = await buildProbeCli();
    ws = new Workspace({ 'a.ts': 'var a; // TODO\n', 'b.ts': 'let b;\n' });
  });
  after(() => {
    cli.remove();
    ws.remove();
  });

  const refused: [args: string[], sentence: RegExp][] = [
    [['chek', '.'], /no command "chek".*Did you mean check/],
    [['check'], /wants at least one file or folder/],
    [['fix'], /wants at least one file or folder/],
    [['check', '--formt', 'json', '.'], /no option --formt.*Did you mean --format/],
    [['check', '--format', 'xml', '.'], /--format is one of pretty, json, sarif, not "xml"/],
    [['check', '--fail-on', 'fatal', '.'], /--fail-on is one of error, warning, information, hint, never/],
    [['check', '--format'], /--format/],
    [['check', '--rule', 'probe/old-vra', '.'], /no rule or topic "probe\/old-vra".*probe\/old-var/],
    [['check', '--rule', 'prob', '.'], /no rule or topic "prob".*probe/],
    [['check', '--rule', 'zzzzzzzz', '.'], /no rule or topic "zzzzzzzz".*hindsight rules/],
    [['check', 'nowhere'], /nowhere cannot be checked: it does not exist/],
    [['check', 'b.ts', 'nowhere/at/all'], /nowhere\/at\/all cannot be checked: it does not exist/],
    [['check', 'a.ts/below'], /a\.ts\/below cannot be checked: a part of its path is a file/],
    [['check', '--dry-run', '.'], /no option --dry-run/],
    [['rules', 'x'], /takes no path/],
    [['rules', '--format', 'sarif'], /--format is one of pretty, json/],
    [['explain'], /wants one rule/],
    [['explain', 'probe/old-vra'], /no rule "probe\/old-vra".*probe\/old-var/],
    [['explain', 'slow-call'], /lesson other\/second cannot be read/],
  ];
  for (const [args, sentence] of refused) {
    it(`refuses ${args.join(' ')} with a sentence and code 2`, async () => {
      refuses(await cli.run(args, { cwd: ws.folder }), sentence);
    });
  }
  const refuses = ({ code, stdout, stderr }: Ran, sentence: RegExp) => {
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, sentence);
    assert.doesNotMatch(stderr, /\n\s+at /, 'no stack trace');
    assert.equal(stderr.trimEnd().split('\n').length, 1);
  };

  it('are those of the process, which ends with the code and tells on its streams what belongs there', async () => {
    const [refusal, version] = await Promise.all([
      cli.spawn(['check', 'nowhere'], { cwd: ws.folder }),
      cli.spawn(['--version']),
    ]);
    refuses(refusal, /nowhere cannot be checked: it does not exist/);
    assert.deepEqual([version.code, version.stderr], [0, '']);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('tells its version and helps', async () => {
    for (const args of [['--version'], ['-v']])
      assert.match((await cli.run(args)).stdout, /^\d+\.\d+\.\d+\n$/);
    for (const args of [[], ['--help'], ['help']]) {
      const { code, stdout } = await cli.run(args);
      assert.equal(code, 0);
      for (const command of ['check', 'fix', 'rules', 'explain', 'lessons'])
        assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
    }
    for (const args of [
      ['check', '--help'],
      ['help', 'check'],
    ]) {
      const { code, stdout } = await cli.run(args);
      assert.equal(code, 0);
      for (const option of ['--format', '--fail-on', '--rule', '--no-cache'])
        assert.ok(stdout.includes(option));
    }
    assert.match((await cli.run(['fix', '-h'])).stdout, /--dry-run[\s\S]*--suggested/);
  });

  it('lists the rules', async () => {
    const { code, stdout } = await cli.run(['rules', '--format', 'json']);
    assert.equal(code, 0);
    const rules = JSON.parse(stdout);
    assert.equal(rules.length, 8);
    assert.deepEqual(rules[0], {
      id: 'probe/old-var',
      title: 'Declared with var',
      topic: 'probe',
      lesson: 'probe/first',
      languages: ['typescriptreact', 'typescript', 'javascriptreact', 'javascript'],
      severity: 'warning',
      fix: 'safe',
      explains: ['eslint:no-var'],
    });
    const pretty = await cli.run(['rules']);
    assert.match(pretty.stdout, /The probe\n {2}probe\/old-var +warning +safe fix +Declared with var\n/);
  });

  it('lists the lessons', async () => {
    const lessons = JSON.parse((await cli.run(['lessons', '--format', 'json'])).stdout);
    assert.deepEqual(
      lessons.map((lesson: { id: string }) => lesson.id),
      ['probe/first', 'other/second'],
    );
    assert.match(
      (await cli.run(['lessons'])).stdout,
      /The first lesson \(3 min, beginner\) {2}probe\/first\n {4}The first lesson, in one sentence\./,
    );
  });

  it('explains a rule with its lesson as plain text', async () => {
    for (const name of ['probe/old-var', 'old-var']) {
      const { code, stdout } = await cli.run(['explain', name]);
      assert.equal(code, 0);
      assert.match(stdout, /^Declared with var\nprobe\/old-var: warning, safe fix/);
      assert.match(stdout, /Lesson: The first lesson/);
      assert.match(
        stdout,
        /A `var` & a `setUser`\.\n\n- one\n\n- two\n\n {4}\/\/ not so:\n {4}var a = 1 < 2;\n {6}b\(\);/,
      );
      assert.match(stdout, /- A source: https:\/\/example\.org\/source/);
      assert.doesNotMatch(stdout, /<\w|&\w+;/);
    }
  });
});
