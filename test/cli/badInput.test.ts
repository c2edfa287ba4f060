import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildProbeCli, type ProbeCli, places, Workspace } from './support.ts';

describe('bad input', () => {
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

  it('skips files that are binary, not UTF-8, or larger than 1 MB, names each, and checks the rest', async () => {
    const latin1 = Buffer.from('var caf\xe9 = 1;', 'latin1');
    const ws = workspace({
      'a.ts': 'var a;',
      'binary.ts': Buffer.from([0x47, 0x00, 0x10, 0xff, 0x76, 0x61, 0x72, 0x20]),
      'latin1.ts': latin1,
      'truncated.ts': Buffer.concat([Buffer.from('var a; // '), Buffer.from([0xe2, 0x82])]),
      'surrogate.ts': Buffer.concat([Buffer.from('var a; // '), Buffer.from([0xed, 0xa0, 0x80])]),
      'utf16.ts': Buffer.from('\uFEFFvar a;', 'utf16le'),
      'large.ts': `var a;${' '.repeat(1024 * 1024)}`,
      'largest.ts': `var a;${' '.repeat(1024 * 1024 - 6)}`,
      'empty.ts': '',
    });
    const { report, code } = await cli.json(['.'], { cwd: ws.folder });
    assert.equal(code, 1);
    assert.deepEqual(report.skipped, [
      { path: 'binary.ts', reason: 'binary, not text' },
      { path: 'large.ts', reason: 'larger than 1 MB' },
      { path: 'latin1.ts', reason: 'not valid UTF-8' },
      { path: 'surrogate.ts', reason: 'not valid UTF-8' },
      { path: 'truncated.ts', reason: 'not valid UTF-8' },
      { path: 'utf16.ts', reason: 'binary, not text' },
    ]);
    assert.ok(places(report).includes('a.ts:1:1 probe/old-var'));
    assert.equal(report.summary.files, 3);
    const pretty = await cli.run(['check', '--no-cache', '.'], { cwd: ws.folder });
    assert.match(
      pretty.stdout,
      /Not checked:\n {2}binary\.ts: binary, not text\n {2}large\.ts: larger than 1 MB/,
    );
  });

  it('checks a line of nearly 1 MB, and shows a part of it', async () => {
    const ws = workspace({
      // Short lines beside the long one: a text of long lines alone was generated, and is left alone.
      'line.ts': `${'a+'.repeat(1000)}a; var b; ${'a;'.repeat(1000)}${'\n'.repeat(20)}`,
      'wide.ts': `f("${'x'.repeat(900_000)}");${'\n'.repeat(4000)}var a;`,
    });
    const { stdout, code } = await cli.run(['check', '--no-cache', 'line.ts', 'wide.ts'], { cwd: ws.folder });
    assert.equal(code, 1);
    assert.match(stdout, /^line\.ts:1:2004 .*probe\/old-var/m);
    assert.match(stdout, /^wide\.ts:4001:1 .*probe\/old-var/m);
    assert.match(stdout, /a\+a; var b; a;a/);
    for (const line of stdout.split('\n')) assert.ok(line.length < 200, `a line of ${line.length} columns`);
  });

  it('checks half-typed code', async () => {
    for (const text of [
      'var a = {',
      'function (',
      'var a = `${',
      'class { var',
      '<div>{var a;',
      'var',
      'var a; }}}}',
      '"\\u{',
      'var a = /[/; ((((((',
    ]) {
      const ws = workspace({ 'a.tsx': text, 'ok.ts': 'var fine;' });
      const { report, code, stderr } = await cli.json(['.'], { cwd: ws.folder });
      assert.equal(code, 1, text);
      assert.equal(stderr, '', text);
      assert.ok(places(report).includes('ok.ts:1:1 probe/old-var'), text);
    }
  });

  it('checks code that is nested deeper than any stack', async () => {
    const ws = workspace({
      'deep.ts': `var a = ${'['.repeat(20_000)}${']'.repeat(20_000)};`,
      'ok.ts': 'var fine;',
    });
    // In a process, whose stack is as deep as that of people.
    const { report, code } = await cli.spawnJson(['.'], { cwd: ws.folder });
    assert.equal(code, 1);
    assert.ok(places(report).includes('ok.ts:1:1 probe/old-var'));
  });

  it('skips what it may not read and says why', {
    skip: process.platform === 'win32' || !canDropRights(),
  }, async () => {
    const ws = workspace({ 'ok.ts': 'var a;', 'closed.ts': 'var a;', 'shut/b.ts': 'var a;' });
    chmodSync(ws.path('closed.ts'), 0o000);
    chmodSync(ws.path('shut'), 0o000);
    const as = process.getuid?.() === 0 ? { uid: 65534, from: cli.copy() } : {};
    const [{ report, code, stderr }, given] = await Promise.all([
      cli.spawnJson(['.'], { cwd: ws.folder, ...as }),
      cli.spawn(['check', 'shut'], { cwd: ws.folder, ...as }),
    ]);
    assert.equal(code, 1);
    assert.equal(stderr, '');
    assert.deepEqual(places(report), ['ok.ts:1:1 probe/old-var']);
    assert.deepEqual(report.skipped, [
      { path: 'closed.ts', reason: 'cannot be read: permission denied' },
      { path: 'shut', reason: 'cannot be read: permission denied' },
    ]);
    assert.equal(given.code, 2);
    assert.match(given.stderr, /shut\/? cannot be checked: permission denied\./);
    chmodSync(ws.path('shut'), 0o755);
  });

  it('waits for nothing that is no file', { skip: process.platform === 'win32' }, async () => {
    const ws = workspace({ 'ok.ts': 'var a;' });
    execFileSync('mkfifo', [ws.path('pipe.ts')]);
    const { report } = await cli.spawnJson(['.', 'pipe.ts'], { cwd: ws.folder });
    assert.deepEqual(places(report), ['ok.ts:1:1 probe/old-var']);
    assert.deepEqual(report.skipped, [{ path: 'pipe.ts', reason: 'not a regular file' }]);
  });

  it('reads no settings and no ignore file that have no end, and does without them', {
    skip: process.platform === 'win32' && 'there are no pipes',
  }, async () => {
    const ws = workspace({ 'ok.ts': 'var a;', 'endless/ok.ts': 'var b;', '.vscode/a': '', '.git/a': '' });
    execFileSync('mkfifo', [ws.path('.vscode/settings.json'), ws.path('.gitignore')]);
    if (existsSync('/dev/zero')) symlinkSync('/dev/zero', ws.path('endless/.gitignore'));
    const { report, stderr } = await cli.spawnJson(['.'], { cwd: ws.folder });
    assert.deepEqual(places(report), ['endless/ok.ts:1:1 probe/old-var', 'ok.ts:1:1 probe/old-var']);
    assert.match(
      `${stderr}${JSON.stringify(report)}`,
      /settings\.json is ignored: it is not a regular file\./,
    );
  });

  it('does not read settings of gigabytes', async () => {
    const ws = workspace({ 'ok.ts': 'var a;', '.vscode/settings.json': '', '.git/a': '', '.gitignore': '' });
    truncateSync(ws.path('.vscode/settings.json'), 1_900_000_000);
    truncateSync(ws.path('.gitignore'), 1_900_000_000);
    const { report, stderr } = await cli.spawnJson(['.'], { cwd: ws.folder });
    assert.deepEqual(places(report), ['ok.ts:1:1 probe/old-var']);
    assert.match(`${stderr}${JSON.stringify(report)}`, /settings\.json is ignored: it is larger than 1 MB\./);
  });

  it('does without its worker where that fails, and says so', async () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`f${i}.ts`, `var a${i};`]));
    const ws = workspace(files);
    const from = cli.copy();
    rmSync(join(from, 'cli.worker.js'));
    const { report, stderr, code } = await cli.spawnJson(['.'], { cwd: ws.folder, from });
    assert.equal(code, 1);
    assert.equal(report.summary.hints, 150);
    assert.match(stderr, /^The worker threads failed \(.*\); the files were checked without them\.\n$/);
  });

  it('says in a sentence that the parser is missing', async () => {
    const from = cli.copy();
    rmSync(join(from, 'tree-sitter-typescript.wasm'));
    const runs = [3, 150].map((count) => {
      const files = Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}.ts`, `var a${i};`]));
      return cli.spawn(['check', '--no-cache', '.'], { cwd: workspace(files).folder, from });
    });
    for (const { stdout, stderr, code } of await Promise.all(runs)) {
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(
        stderr,
        /^The parser cannot be loaded from .*tree-sitter-typescript\.wasm: it does not exist\..*\n$/,
      );
    }
  });

  it('shows control characters instead of obeying them', async () => {
    const ws = workspace({ 'a.ts': 'var a = "\u001b[31m\u0007"; // x\n' });
    const { stdout } = await cli.run(['check', '--no-cache', '.'], { cwd: ws.folder });
    assert.match(stdout, /\\x1b\[31m\\x07/);
    assert.ok(!stdout.includes('\u001b') && !stdout.includes('\u0007'));
  });
});

function canDropRights(): boolean {
  return process.getuid !== undefined;
}
