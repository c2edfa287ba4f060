import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { replaceFile } from '../../src/cli/writeFile.ts';
import { buildProbeCli, type ProbeCli, Workspace } from './support.ts';

describe('hindsight fix', () => {
  let cli: ProbeCli;
  const open: Workspace[] = [];
  before(async () => {
    cli = await buildProbeCli();
  });
  after(() => {
    cli.remove();
    for (const one of open) one.remove();
  });
  const workspace = (files: Record<string, string | Uint8Array>) => {
    const made = new Workspace(files);
    open.push(made);
    return made;
  };
  const fix = (ws: Workspace, ...args: string[]) =>
    cli.run(['fix', '--no-cache', ...args], { cwd: ws.folder });

  it('applies the safe fixes and leaves the suggested ones', async () => {
    const ws = workspace({ 'src/a.ts': 'var a = 1; // TODO\nvar b;\n', 'src/b.ts': 'let c;\n' });
    const { code, stdout, stderr } = await cli.spawn(['fix', '--no-cache', 'src'], { cwd: ws.folder });
    assert.equal(ws.read('src/a.ts'), 'let a = 1; // TODO\nlet b;\n');
    assert.equal(ws.read('src/b.ts'), 'let c;\n');
    assert.equal(code, 0, 'what remains is information');
    assert.equal(stderr, '');
    assert.equal(
      stdout,
      `src/a.ts  Declare it with let (2 times)
2 fixes applied in 1 file. 1 hint remains.
  1 has only a suggested fix; --suggested applies it
`,
    );
    assert.deepEqual(readdirSync(ws.path('src')).sort(), ['a.ts', 'b.ts'], 'no temporary file stays');
  });

  it('applies the suggested ones as well with --suggested', async () => {
    const ws = workspace({ 'a.ts': 'var a; // TODO\n' });
    const { code, stdout } = await fix(ws, '--suggested', '--fail-on', 'hint', '.');
    assert.equal(ws.read('a.ts'), 'let a; \n');
    assert.equal(code, 0);
    assert.match(stdout, /2 fixes applied in 1 file\. No hints remain\.\n$/);
  });

  it('ends with 1 when something remains at or above --fail-on', async () => {
    const ws = workspace({ 'a.ts': 'var a; // TODO\n', 'b.ts': '// call:f slow:f\n' });
    assert.equal((await fix(ws, 'a.ts')).code, 0);
    assert.equal((await fix(ws, '--fail-on', 'information', 'a.ts')).code, 1);
    assert.equal((await fix(ws, '.')).code, 1, 'an error without a fix');
    assert.equal((await fix(ws, '--fail-on', 'never', '.')).code, 0);
  });

  it('reads the role of a file from the current folder, like check', async () => {
    const ws = workspace({ 'docs/a.ts': 'var a; // TODO\n', 'docs/docs/b.ts': 'var b; // TODO\n' });
    const codeOf = async (file: string) => {
      const args = ['fix', '--no-cache', '--fail-on', 'information', file];
      return (await cli.run(args, { cwd: ws.path('docs') })).code;
    };
    assert.equal(await codeOf('a.ts'), 1);
    assert.equal(await codeOf('docs/b.ts'), 0, 'a hint in documentation');
  });

  it('counts the hints of other files as the fixes leave them', async () => {
    const ws = workspace({
      'a/caller.ts': '// call:f call:g\n',
      'b/callee.ts': '// un-slow:f\n// slow:g\n',
      'c/fixed.ts': 'var a; // call:f\n',
    });
    const before = await cli.json(['.'], { cwd: ws.folder });
    assert.equal(before.report.summary.hints, 5);
    const dry = await fix(ws, '--dry-run', '.');
    assert.match(dry.stderr, /2 fixes would be applied in 2 files\. 1 hint remains\.\n {2}1 has no fix\n$/);
    assert.match((await fix(ws, '.')).stdout, /2 fixes applied in 2 files\. 1 hint remains\./);
    assert.equal((await cli.json(['.'], { cwd: ws.folder })).report.summary.hints, 1);
  });

  it('leaves to a person what would break a file or change another one, and names it', async () => {
    const text = 'breaks();\nvar a;\nfar();\n// TODO\n';
    const ws = workspace({ 'a.ts': text });
    const { stdout, code } = await fix(ws, '.');
    assert.equal(ws.read('a.ts'), text.replace('var', 'let'));
    assert.equal(code, 1);
    assert.equal(
      stdout,
      `a.ts  Declare it with let
1 fix applied in 1 file. 3 hints remain.
  1 has a fix that would break the file:
    a.ts:1  Call 'it'
  1 has a fix that changes another file:
    a.ts:3  Call 'it'
  1 has only a suggested fix; --suggested applies it
`,
    );
  });

  it('says of a rule that fails where the fixes lead what check says', async () => {
    const ws = workspace({ 'a.js': 'var a;\nFAIL_HERE\n' });
    const { stderr } = await fix(ws, '.');
    assert.equal(
      stderr,
      'Rule other/faulty failed in a.js and was left out there: the probe failed as told\n',
    );
  });

  it('counts what a file that cannot be written tells as it is', {
    skip: process.platform === 'win32',
  }, async () => {
    const ws = workspace({ 'a.ts': '// call:f\n', 'shut/b.ts': '// un-slow:f\n' });
    const as = process.getuid?.() === 0 ? { uid: 65534, from: cli.copy() } : {};
    chmodSync(ws.path('shut'), 0o555);
    const { code, stderr, stdout } = await cli.spawn(['fix', '--no-cache', '.'], { cwd: ws.folder, ...as });
    chmodSync(ws.path('shut'), 0o755);
    assert.deepEqual([code, stderr], [2, 'shut/b.ts was not changed: permission denied.\n']);
    assert.equal(
      stdout,
      `Nothing to fix safely. 2 hints remain.
  1 is in a file that was not changed
  1 has no fix
`,
    );
  });

  it('honours --rule and the settings', async () => {
    const ws = workspace({ 'a.ts': 'var a; // TODO\n' });
    await fix(ws, '--rule', 'probe/todo', '.');
    assert.equal(ws.read('a.ts'), 'var a; // TODO\n');
    ws.write('.vscode/settings.json', '{"hindsight.rules":{"probe/old-var":"off"}}');
    await fix(ws, '--suggested', '.');
    assert.equal(ws.read('a.ts'), 'var a; \n');
  });

  it('prints a diff that git applies, and writes nothing, with --dry-run', async () => {
    const before = 'x;\n'.repeat(10) + 'var a;\n' + 'y;\n'.repeat(10) + 'var b;';
    const ws = workspace({ 'src/a.ts': before, 'src/with space.ts': 'var c;\r\nvar d;\r\n' });
    const { code, stdout, stderr } = await fix(ws, '--dry-run', 'src');
    assert.equal(code, 0);
    assert.equal(ws.read('src/a.ts'), before);
    assert.match(
      stderr,
      /^src\/a\.ts {2}.*\(2 times\)\nsrc\/with space\.ts {2}.*\(2 times\)\n4 fixes would be applied in 2 files\./,
    );
    assert.match(stdout, /^--- a\/src\/a\.ts/m);
    assert.match(stdout, /^-var a;\n\+let a;$/m);
    writeFileSync(ws.path('p.diff'), stdout);
    execFileSync('git', ['apply', '--whitespace=nowarn', 'p.diff'], { cwd: ws.folder });
    assert.equal(ws.read('src/a.ts'), before.replaceAll('var', 'let'));
    assert.equal(ws.read('src/with space.ts'), 'let c;\r\nlet d;\r\n');
  });

  it('prints an empty diff where there is nothing to fix', async () => {
    const { stdout, stderr, code } = await fix(workspace({ 'a.ts': 'let a;\n' }), '--dry-run', '.');
    assert.deepEqual([stdout, stderr, code], ['', 'Nothing to fix safely. No hints remain.\n', 0]);
  });

  it('keeps the byte order mark, line breaks and mode', async () => {
    const ws = workspace({ 'a.ts': '\uFEFFvar a;\r\nvar b;\r\n' });
    chmodSync(ws.path('a.ts'), 0o751);
    await fix(ws, '.');
    assert.equal(ws.read('a.ts'), '\uFEFFlet a;\r\nlet b;\r\n');
    if (process.platform !== 'win32') assert.equal(statSync(ws.path('a.ts')).mode & 0o777, 0o751);
  });

  it('changes what a named link points to and keeps the link', {
    skip: process.platform === 'win32',
  }, async () => {
    const ws = workspace({ 'real.ts': 'var a;\n' });
    symlinkSync('real.ts', ws.path('link.ts'));
    await fix(ws, 'link.ts');
    assert.ok(lstatSync(ws.path('link.ts')).isSymbolicLink());
    assert.equal(ws.read('real.ts'), 'let a;\n');
  });

  it('says what could not be written, changes the rest, and ends with 2', {
    skip: process.platform === 'win32',
  }, async () => {
    const ws = workspace({ 'shut/a.ts': 'var a;\n', 'b.ts': 'var b;\n' });
    const as = process.getuid?.() === 0 ? { uid: 65534, from: cli.copy() } : {};
    chmodSync(ws.folder, 0o777);
    chmodSync(ws.path('b.ts'), 0o666);
    chmodSync(ws.path('shut'), 0o555);
    const { code, stderr, stdout } = await cli.spawn(['fix', '--no-cache', '.'], { cwd: ws.folder, ...as });
    chmodSync(ws.path('shut'), 0o755);
    assert.equal(code, 2);
    assert.equal(stderr, 'shut/a.ts was not changed: permission denied.\n');
    assert.match(stdout, /1 fix applied in 1 file\. 1 hint remains\./);
    assert.equal(ws.read('shut/a.ts'), 'var a;\n');
    assert.equal(ws.read('b.ts'), 'let b;\n');
  });

  it('never writes over what changed in the meantime', () => {
    const ws = workspace({ 'a.ts': 'new content\n' });
    assert.throws(
      () => replaceFile(ws.path('a.ts'), Buffer.from('old content\n'), Buffer.from('fixed\n')),
      /it changed in the meantime/,
    );
    assert.equal(ws.read('a.ts'), 'new content\n');
    assert.deepEqual(readdirSync(ws.folder), ['a.ts']);
    replaceFile(ws.path('a.ts'), Buffer.from('new content\n'), Buffer.from('fixed\n'));
    assert.equal(ws.read('a.ts'), 'fixed\n');
  });
});
