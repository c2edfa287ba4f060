import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { buildProbeCli, type ProbeCli, Workspace } from './support.ts';

describe('what is walked', () => {
  let cli: ProbeCli;
  const open: Workspace[] = [];
  before(async () => {
    cli = await buildProbeCli();
  });
  after(() => {
    cli.remove();
    for (const one of open) one.remove();
  });

  /** The files with a hint, and what was skipped, of a workspace in which every file has one. */
  const walk = async (files: Record<string, string>, paths = ['.'], prepare?: (ws: Workspace) => void) => {
    const ws = new Workspace(files);
    open.push(ws);
    prepare?.(ws);
    const { report } = await cli.json(paths, { cwd: ws.folder });
    return { found: report.files.map((file) => file.path), skipped: report.skipped };
  };
  const bad = 'var a;';

  it('reads the files of its languages and no others', async () => {
    const names = ['a.ts', 'b.tsx', 'c.js', 'd.jsx', 'e.mjs', 'f.cjs', 'g.mts', 'h.cts'];
    const files = Object.fromEntries(
      [...names, 'i.md', 'j.json', 'k', 'l.ts.bak'].map((name) => [name, bad]),
    );
    assert.deepEqual((await walk(files)).found, names);
  });

  it('leaves out dependencies and build output, and lists the folders', async () => {
    const { found, skipped } = await walk({
      'src/a.ts': bad,
      'node_modules/x/index.js': bad,
      'src/node_modules/y.js': bad,
      'dist/a.js': bad,
      'packages/b/build/a.js': bad,
      'coverage/a.js': bad,
      '.next/a.js': bad,
      '.git/hooks.js': bad,
    });
    assert.deepEqual(found, ['src/a.ts']);
    assert.deepEqual(skipped, [
      { path: '.next', reason: 'build output' },
      { path: 'coverage', reason: 'build output' },
      { path: 'dist', reason: 'build output' },
      { path: 'node_modules', reason: 'dependencies' },
      { path: 'packages/b/build', reason: 'build output' },
      { path: 'src/node_modules', reason: 'dependencies' },
    ]);
  });

  it('checks a path that is named, whatever its folder is called', async () => {
    const files = { 'dist/a.js': bad, '.gitignore': 'dist\nsecret.ts\n', 'secret.ts': bad };
    assert.deepEqual((await walk(files, ['dist/a.js', 'secret.ts'])).found, ['dist/a.js', 'secret.ts']);
    assert.deepEqual((await walk(files, ['dist'])).found, ['dist/a.js']);
    assert.deepEqual((await walk(files)).found, []);
  });

  it('honours .gitignore as git does: anchors, negations, nested files, folders', async () => {
    const { found, skipped } = await walk({
      '.gitignore': '# comment\n*.gen.ts\n/only-root.ts\nlogs/\n!keep.gen.ts\n**/deep/x.ts\nsp\\ ace.ts\n',
      'a.ts': bad,
      'a.gen.ts': bad,
      'keep.gen.ts': bad,
      'only-root.ts': bad,
      'sub/only-root.ts': bad,
      'sub/logs/a.ts': bad,
      'sub/deep/x.ts': bad,
      'sp ace.ts': bad,
      'sub/.gitignore': '!special.gen.ts\nlocal.ts\n',
      'sub/special.gen.ts': bad,
      'sub/other.gen.ts': bad,
      'sub/local.ts': bad,
      'local.ts': bad,
      'logs.ts': bad,
    });
    assert.deepEqual(found, [
      'a.ts',
      'keep.gen.ts',
      'local.ts',
      'logs.ts',
      'sub/only-root.ts',
      'sub/special.gen.ts',
    ]);
    assert.deepEqual(skipped, []);
  });

  it('honours the ignore files above a given folder, up to the repository’s root, and .git/info/exclude', async () => {
    const files = {
      '.gitignore': '*.gen.ts\n',
      '.git/info/exclude': 'private.ts\n',
      'pkg/.gitignore': 'tmp\n',
      'pkg/src/a.ts': bad,
      'pkg/src/a.gen.ts': bad,
      'pkg/src/private.ts': bad,
      'pkg/src/tmp/b.ts': bad,
    };
    assert.deepEqual((await walk(files, ['pkg/src'])).found, ['pkg/src/a.ts']);
    assert.deepEqual((await walk(files, ['.'])).found, ['pkg/src/a.ts']);
    const { '.git/info/exclude': _, ...loose } = files;
    // Without a repository nothing says where the ignore files above would end.
    assert.deepEqual((await walk(loose, ['pkg/src'])).found, [
      'pkg/src/a.gen.ts',
      'pkg/src/a.ts',
      'pkg/src/private.ts',
      'pkg/src/tmp/b.ts',
    ]);
  });

  it('follows no symbolic link in a walk: loops end, and no file comes twice', async () => {
    const { found, skipped } = await walk({ 'src/a.ts': bad, 'src/in/b.ts': bad }, ['.'], (ws) => {
      symlinkSync(ws.folder, ws.path('src/in/loop'));
      symlinkSync('in', ws.path('src/again'));
      symlinkSync('a.ts', ws.path('src/link.ts'));
      symlinkSync('self', ws.path('src/self'));
      symlinkSync('nowhere.ts', ws.path('src/broken.ts'));
    });
    assert.deepEqual(found, ['src/a.ts', 'src/in/b.ts']);
    assert.deepEqual(skipped, [
      { path: 'src/again', reason: 'symbolic link, not followed' },
      { path: 'src/broken.ts', reason: 'symbolic link that leads nowhere: it does not exist' },
      { path: 'src/in/loop', reason: 'symbolic link back to a folder around it' },
      { path: 'src/link.ts', reason: 'symbolic link, not followed' },
      { path: 'src/self', reason: 'symbolic link that leads nowhere: it is a loop of symbolic links' },
    ]);
  });

  it('follows a symbolic link that is named, once', async () => {
    const prepare = (ws: Workspace) => symlinkSync('src', ws.path('link'));
    assert.deepEqual((await walk({ 'src/a.ts': bad }, ['link'], prepare)).found, ['link/a.ts']);
    assert.deepEqual((await walk({ 'src/a.ts': bad }, ['link', 'src'], prepare)).found, ['link/a.ts']);
  });

  it('finds nothing in an empty folder and says so', async () => {
    const ws = new Workspace({});
    open.push(ws);
    mkdirSync(ws.path('empty'));
    const { code, stdout } = await cli.run(['check', '--no-cache', 'empty'], { cwd: ws.folder });
    assert.equal(code, 0);
    assert.match(stdout, /^No hints in 0 files in \d+\.\d\d s\.\n$/);
  });
});
