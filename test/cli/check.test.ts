import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildProbeCli, type ProbeCli, places, timeless, Workspace } from './support.ts';

describe('hindsight check', () => {
  let cli: ProbeCli;
  const open: Workspace[] = [];
  const workspace = (files: Record<string, string | Uint8Array>) => {
    const made = new Workspace(files);
    open.push(made);
    return made;
  };
  before(async () => {
    cli = await buildProbeCli();
  });
  after(() => {
    cli.remove();
    for (const one of open) one.remove();
  });

  it('prints the shape of version 1, with every field', async () => {
    const ws = workspace({ 'src/a.ts': 'const x = 1;\n  var y = 2;\n', 'src/b.ts': 'let z;\n' });
    const { report, code, stderr } = await cli.spawnJson(['src'], { cwd: ws.folder });
    assert.equal(code, 1);
    assert.equal(stderr, '');
    assert.ok(report.summary.milliseconds > 0);
    assert.deepEqual(timeless(report), {
      version: 1,
      files: [
        {
          path: 'src/a.ts',
          hints: [
            {
              rule: 'probe/old-var',
              lesson: 'probe/first',
              severity: 'warning',
              message: '`y` is declared with var.',
              start: { line: 2, column: 3 },
              end: { line: 2, column: 13 },
              names: { name: 'y' },
              fixes: [
                {
                  title: 'Declare it with let',
                  kind: 'safe',
                  edits: [
                    {
                      path: 'src/a.ts',
                      start: { line: 2, column: 3 },
                      end: { line: 2, column: 6 },
                      newText: 'let',
                    },
                  ],
                },
              ],
              related: [],
            },
          ],
        },
      ],
      skipped: [],
      summary: { files: 2, parsed: 1, hints: 1, milliseconds: 0 },
    });
  });

  it('counts columns in UTF-16 units and lines by every line break', async () => {
    const ws = workspace({ 'a.ts': '"😀é"; var a;\r\n\r\nvar b;\rvar c;' });
    const { report } = await cli.json(['.'], { cwd: ws.folder });
    assert.deepEqual(places(report), [
      'a.ts:1:8 probe/old-var',
      'a.ts:3:1 probe/old-var',
      'a.ts:4:1 probe/old-var',
    ]);
  });

  it('starts at column 1 in a file with a byte order mark', async () => {
    const ws = workspace({ 'a.ts': '\uFEFFvar a;\n' });
    assert.deepEqual(places((await cli.json(['a.ts'], { cwd: ws.folder })).report), [
      'a.ts:1:1 probe/old-var',
    ]);
  });

  it('names paths as they were given', async () => {
    const ws = workspace({ 'src/deep/a.ts': 'var a;' });
    for (const [given, shown] of [
      ['.', 'src/deep/a.ts'],
      ['./', 'src/deep/a.ts'],
      ['./src', './src/deep/a.ts'],
      ['src/', 'src/deep/a.ts'],
      ['src/deep/a.ts', 'src/deep/a.ts'],
      [ws.path('src'), ws.path('src/deep/a.ts')],
      ['../' + ws.folder.split('/').at(-1), `../${ws.folder.split('/').at(-1)}/src/deep/a.ts`],
    ] as const) {
      const { report } = await cli.json([given], { cwd: ws.folder });
      assert.deepEqual(
        report.files.map((file) => file.path),
        [shown],
        given,
      );
    }
  });

  it('lists a file once where several paths hold it, and files in the order of their paths', async () => {
    const ws = workspace({ 'b/x.ts': 'var a;', 'a/z.ts': 'var a;', 'a-b.ts': 'var a;' });
    const { report } = await cli.json(['b/x.ts', '.', 'b', 'a'], { cwd: ws.folder });
    assert.deepEqual(
      report.files.map((file) => file.path),
      ['a-b.ts', 'a/z.ts', 'b/x.ts'],
    );
    assert.equal(report.summary.files, 3);
  });

  it('ends with 1 from --fail-on upwards, with 0 below', async () => {
    const ws = workspace({
      'warning.ts': 'var a;',
      'information.ts': '// TODO',
      'error.ts': '// call:f\n// slow:f',
      'hint.test.ts': '// TODO',
      'none.ts': 'let a;',
    });
    const expected: Record<string, string> = {
      error: 'error',
      warning: 'warning error',
      information: 'information warning error',
      hint: 'hint.test information warning error',
      never: '',
    };
    for (const [level, failing] of Object.entries(expected)) {
      for (const name of ['hint.test', 'information', 'warning', 'error', 'none']) {
        const { code } = await cli.json(['--fail-on', level, `${name}.ts`], { cwd: ws.folder });
        assert.equal(code, failing.split(' ').includes(name) ? 1 : 0, `${name} at ${level}`);
      }
    }
    assert.equal((await cli.json(['information.ts'], { cwd: ws.folder })).code, 0, 'the default is warning');
    assert.equal((await cli.json(['warning.ts'], { cwd: ws.folder })).code, 1, 'the default is warning');
  });

  it('runs only the rules, or the topics, that --rule names', async () => {
    const ws = workspace({ 'a.ts': 'var a; // TODO call:f slow:f' });
    const run = async (...rules: string[]) =>
      (
        await cli.json([...rules.flatMap((rule) => ['--rule', rule]), 'a.ts'], { cwd: ws.folder })
      ).report.files.flatMap((file) => file.hints.map((hint) => hint.rule));
    assert.deepEqual(await run('probe/todo'), ['probe/todo']);
    assert.deepEqual(await run('todo'), ['probe/todo']);
    assert.deepEqual(await run('probe'), ['probe/old-var', 'probe/todo']);
    assert.deepEqual(await run('probe/todo', 'other'), ['probe/todo', 'other/slow-call']);
  });

  it('takes facts from other files, and names the place there', async () => {
    const ws = workspace({ 'src/a.ts': '\n  // call:f', 'src/lib/b.ts': 'x;\n/* slow:f */' });
    const { report } = await cli.json(['src'], { cwd: ws.folder });
    assert.deepEqual(places(report), ['src/a.ts:2:6 other/slow-call']);
    assert.deepEqual(report.files[0]?.hints[0]?.related, [
      {
        path: 'src/lib/b.ts',
        start: { line: 2, column: 4 },
        end: { line: 2, column: 10 },
        message: 'It is marked here.',
      },
    ]);
    const alone = await cli.json(['src/a.ts'], { cwd: ws.folder });
    assert.deepEqual(alone.report.files, [], 'what is not given tells nothing');
  });

  it('honours silencing comments', async () => {
    const ws = workspace({
      'a.ts': '// hindsight-ignore-next-line probe/old-var\nvar a;\nvar b;',
      'b.ts': '// hindsight-ignore-file probe\nvar a; // TODO',
    });
    assert.deepEqual(places((await cli.json(['.'], { cwd: ws.folder })).report), ['a.ts:3:1 probe/old-var']);
  });

  it('goes on when a rule fails, and says which', async () => {
    const ws = workspace({ 'a.js': 'FAIL_HERE; var a;' });
    const { report, code, stderr } = await cli.spawnJson(['a.js'], { cwd: ws.folder });
    assert.equal(code, 1);
    assert.deepEqual(places(report), ['a.js:1:12 probe/old-var']);
    assert.match(stderr, /other\/faulty failed in a\.js.*the probe failed as told/);
  });

  it('finds the same with several threads as with one, facts included', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 260; i++) {
      files[`src/${i % 7}/f${i}.${i % 3 === 0 ? 'tsx' : i % 3 === 1 ? 'ts' : 'js'}`] =
        `var a${i};\n// call:g${(i * 7) % 260}\n${i % 2 === 0 ? `// slow:g${i}` : '// TODO'}\n`;
    }
    const ws = workspace(files);
    const [together, again] = await Promise.all([
      cli.spawnJson(['src'], { cwd: ws.folder }),
      cli.spawnJson(['src'], { cwd: ws.folder }),
    ]);
    const one = [];
    // Fewer than a hundred files at a time are checked by one thread; facts need all, so they are compared by count.
    for (const folder of ['src/0', 'src/1', 'src/2', 'src/3', 'src/4', 'src/5', 'src/6']) {
      const { report } = await cli.json(['--rule', 'probe', folder], { cwd: ws.folder });
      one.push(...places(report));
    }
    const all = places(together.report);
    assert.deepEqual(
      all.filter((place) => place.includes('probe/')),
      one,
    );
    const callers = Object.entries(files).filter(([path, text]) => {
      const name = Number(/call:g(\d+)/.exec(text)?.[1]);
      return name % 2 === 0 && !path.endsWith('.tsx') && name % 3 !== 0;
    });
    assert.equal(all.filter((place) => place.endsWith('other/slow-call')).length, callers.length);
    assert.ok(callers.length > 30);
    assert.deepEqual(timeless(again.report), timeless(together.report));
  });
});
