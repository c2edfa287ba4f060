import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseJsonWithComments } from '../../src/cli/settingsFile.ts';
import { buildProbeCli, type ProbeCli, Workspace } from './support.ts';

describe('hindsight.rules in .vscode/settings.json', () => {
  let cli: ProbeCli;
  const open: Workspace[] = [];
  before(async () => {
    cli = await buildProbeCli();
  });
  after(() => {
    cli.remove();
    for (const one of open) one.remove();
  });
  const found = async (settings: string, paths = ['.'], more: Record<string, string> = {}) => {
    const ws = new Workspace({ '.vscode/settings.json': settings, 'src/a.ts': 'var a; // TODO', ...more });
    open.push(ws);
    const { report, stderr, code } = await cli.json(paths, { cwd: ws.folder });
    return {
      hints: report.files.flatMap((file) => file.hints.map((hint) => `${hint.rule} ${hint.severity}`)),
      stderr,
      code,
      ws,
    };
  };

  it('sets levels by rule and by topic, the rule’s own first', async () => {
    assert.deepEqual((await found('{"hindsight.rules":{"probe":"error","probe/todo":"off"}}')).hints, [
      'probe/old-var error',
    ]);
    assert.deepEqual((await found('{"hindsight.rules":{"probe/todo":"warning"}}')).hints, [
      'probe/old-var warning',
      'probe/todo warning',
    ]);
    assert.deepEqual((await found('{"hindsight.rules":{"probe":"off"}}')).hints, []);
    assert.equal((await found('{"hindsight.rules":{"probe":"hint"}}')).code, 0);
  });

  it('shows what another rule stands for where that one is off or silent', async () => {
    const both = { 'src/a.ts': 'goto:here; // goto:there', 'src/b.ts': '// label:here' };
    const rules = async (settings: string, files: Record<string, string> = both) =>
      (await found(settings, ['.'], files)).hints;
    assert.deepEqual(await rules('{}'), ['other/far-goto error', 'probe/goto warning']);
    assert.deepEqual(await rules('{"hindsight.rules":{"other/far-goto":"off"}}'), [
      'probe/goto warning',
      'probe/goto warning',
    ]);
    assert.deepEqual(await rules('{"hindsight.rules":{"probe/goto":"off"}}'), ['other/far-goto error']);
    const silent = `// hindsight-ignore-next-line other/far-goto\n${both['src/a.ts']}`;
    assert.deepEqual(await rules('{}', { ...both, 'src/a.ts': silent }), [
      'probe/goto warning',
      'probe/goto warning',
    ]);
  });

  it('reads comments, trailing commas and a byte order mark', async () => {
    const text =
      '\uFEFF// mine\n{\n  /* "a" */ "x": "// no comment, /* nor this",\n  "hindsight.rules": { "probe": "off", },\n}\n';
    const { hints, stderr } = await found(text);
    assert.deepEqual(hints, []);
    assert.equal(stderr, '');
  });

  it('holds for a folder and a file below it too, in a repository and below the current folder', async () => {
    const off = '{"hindsight.rules":{"probe":"off"}}';
    assert.deepEqual((await found(off, ['src'])).hints, []);
    assert.deepEqual((await found(off, ['src/a.ts'])).hints, []);
    assert.deepEqual((await found(off, ['src'], { '.git/HEAD': '' })).hints, []);
    // The nearest one holds.
    assert.deepEqual((await found(off, ['src'], { 'src/.vscode/settings.json': '{}' })).hints, [
      'probe/old-var warning',
      'probe/todo information',
    ]);
  });

  it('holds for each given path by itself', async () => {
    const ws = new Workspace({
      'one/.git/HEAD': '',
      'one/.vscode/settings.json': '{"hindsight.rules":{"probe":"off"}}',
      'one/a.ts': 'var a;',
      'two/.git/HEAD': '',
      'two/.vscode/settings.json': '{"hindsight.rules":{"probe":"error"}}',
      'two/a.ts': 'var a;',
    });
    open.push(ws);
    const { report } = await cli.json(['one', 'two'], { cwd: ws.folder });
    assert.deepEqual(
      report.files.map((file) => [file.path, file.hints[0]?.severity]),
      [['two/a.ts', 'error']],
    );
  });

  it('goes on with a clear message where it cannot be used', async () => {
    for (const [settings, message] of [
      ['{"hindsight.rules":', /settings\.json is ignored: it is not valid JSON/],
      ['{"hindsight.rules":[]}', /must be an object of rule or topic ids and levels/],
      ['{"hindsight.rules":{"probe/gone":"off"}}', /names "probe\/gone", which is no rule and no topic/],
      ['{"hindsight.rules":{"probe":"loud"}}', /gives "probe" the level "loud"; use off, hint/],
    ] as const) {
      const { hints, stderr, code } = await found(settings);
      assert.match(stderr, message);
      assert.deepEqual(hints, ['probe/old-var warning', 'probe/todo information']);
      assert.equal(code, 1);
    }
    for (const settings of ['', 'null', '[]', '"x"', '{"other":1}']) {
      const { hints, stderr } = await found(settings);
      assert.equal(stderr, '', settings);
      assert.equal(hints.length, 2);
    }
  });

  it('parses what JSON.parse parses, and comments beside', () => {
    assert.deepEqual(parseJsonWithComments('{"a":"x, }","b":["//",/* , */1,],}//'), {
      a: 'x, }',
      b: ['//', 1],
    });
    assert.deepEqual(parseJsonWithComments('{"a\\"//":"\\\\"} // "'), { 'a"//': '\\' });
    assert.throws(() => parseJsonWithComments('{"a":1,,}'), SyntaxError);
    assert.throws(() => parseJsonWithComments("{'a':1}"), SyntaxError);
  });
});
