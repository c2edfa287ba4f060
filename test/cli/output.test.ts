import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  block,
  joined,
  json,
  line,
  padded,
  painted,
  printable,
  written,
} from '../../src/cli/report/shown.ts';
import { buildProbeCli, type ProbeCli, Workspace } from './support.ts';

/** What must never leave the command line, but for the ends of lines. */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;
/** A line that a build server takes for an order. */
const ORDER = /^[^\S\n]*::|##\w*\[/m;

const MARKS = '\u202e\u2066\u061c\u200e\u2028\u2029\u0085\u009b31m\u001b[31m\r';
/** A name as no person gives it. */
const NAME = `w\n::error::x${MARKS}##[error]y##vso[task]z`;

describe('the writer', () => {
  it('shows on one line what it is given, and escapes what cannot be seen', () => {
    assert.equal(printable('a\tb é 😀 \\n'), 'a\tb é 😀 \\n');
    assert.equal(printable('a\nb\rc\u001b[0m\u0000'), 'a\\nb\\rc\\x1b[0m\\x00');
    assert.equal(printable('\u061c\u200e\u200f\u2028\u2029'), '\\u061c\\u200e\\u200f\\u2028\\u2029');
    assert.equal(printable('\u202a\u202b\u202c\u202d\u202e'), '\\u202a\\u202b\\u202c\\u202d\\u202e');
    assert.equal(printable('\u2066\u2067\u2068\u2069\ufeff'), '\\u2066\\u2067\\u2068\\u2069\\ufeff');
    assert.equal(printable('\ud800a\udc00'), '\\ud800a\\udc00');
    assert.equal(printable('##[error] # ##vso[a] ## [b]'), '#\\x23[error] # #\\x23vso[a] ## [b]');
    assert.equal(printable(printable(NAME)), printable(NAME), 'once is enough');
  });

  it('escapes every value of a template once, and keeps what it has made', () => {
    const styled = painted(1, NAME);
    assert.equal(`${styled}`, `\u001b[1m${printable(NAME)}\u001b[0m`);
    assert.equal(`${line`<${styled}> ${NAME} ${3}`}`, `<${styled}> ${printable(NAME)} 3`);
    assert.equal(`${joined([line`a`, line`${'b\n'}`], '\n')}`, 'a\nb\\n');
    assert.equal(`${padded(painted(1, 'ab'), 4)}|`, '\u001b[1mab\u001b[0m  |');
    assert.equal(`${block('a\u001b\r\nb\rc\n')}`, 'a\\x1b\r\nb\\rc\n');
  });

  it('lets no line begin as an order to a build server', () => {
    assert.equal(written(line`${'::error::x'}`), '\\x3a:error::x');
    assert.equal(written(line`a\n  ${'::error::x'}\n${'a::b'}`), 'a\n  \\x3a:error::x\na::b');
    assert.equal(written(block(' ::error::x')), ' \\x3a:error::x');
  });

  it('keeps data exact', () => {
    const data = { [NAME]: [NAME, '\ud800'] };
    for (const indent of [undefined, 2]) {
      const text = written(line`${json(data, indent)}`);
      assert.deepEqual(JSON.parse(text), data);
      assert.doesNotMatch(text, UNSEEN);
    }
  });
});

describe('output of hostile texts', { skip: process.platform === 'win32' }, () => {
  let cli: ProbeCli;
  let product: ProbeCli;
  const open: Workspace[] = [];
  before(async () => {
    cli = await buildProbeCli();
    product = await buildProbeCli('product');
  });
  after(() => {
    cli.remove();
    product.remove();
    for (const one of open) one.remove();
  });
  const workspace = (files: Record<string, string | Uint8Array>) => {
    const made = new Workspace(files);
    open.push(made);
    return made;
  };
  const harmless = (text: string, what: string) => {
    assert.doesNotMatch(text.replaceAll('\r\n', '\n'), UNSEEN, what);
    assert.doesNotMatch(text, ORDER, what);
  };
  const container = `apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  containers:
    - name: ${JSON.stringify(NAME)}
      image: a/b:1
      securityContext: { privileged: true }
`;

  it('is harmless for every command and format', async () => {
    const ws = workspace({
      [`${NAME}/a.ts`]: `var a = "${MARKS}##[x]"; // TODO\n::error::x\nvar b;\n/* slow:f */\n`,
      '::error::b.ts': 'var a;\n// call:f\n',
      ' ::debug::c.ts': 'var a;\r\nvar b;\r\n',
      [`${MARKS}d.ts`]: Buffer.from([0xff]),
      [`e${NAME}.js`]: 'var a;\nFAIL_HERE\n',
      '.vscode/settings.json': JSON.stringify({
        'hindsight.rules': { [NAME]: 'off', 'probe/todo': NAME },
      }),
    });
    const commands = [
      ['check', '.'],
      ['check', '.', '--rule', NAME],
      ['check', '.', '--format', NAME],
      ['check', '.', '--fail-on', NAME],
      ['check', '.', `--${NAME}`],
      ['check', NAME],
      ['check', `${NAME}/nothing`],
      ['fix', '--dry-run', '.'],
      ['fix', '--dry-run', '--suggested', '.'],
      ['fix', NAME, '::error::b.ts'],
      ['fix', '.'],
      ['explain', NAME],
      ['explain', 'old-var', NAME],
      ['explain', 'old-var'],
      ['rules', NAME],
      ['rules', '--format', 'json'],
      ['lessons', NAME],
      ['lessons'],
      ['help', NAME],
      ['help', 'check'],
      [NAME],
      ['check', '.', '--rule=\ud800'],
    ];
    for (const command of commands) {
      const { stdout, stderr } = await cli.run([...command], { cwd: ws.folder });
      harmless(stdout, `stdout of ${command.map(printable).join(' ')}`);
      harmless(stderr, `stderr of ${command.map(printable).join(' ')}`);
      assert.ok(stdout !== '' || stderr !== '');
    }
    const coloured = await cli.run(['check', '--no-cache', '.'], {
      cwd: ws.folder,
      env: { FORCE_COLOR: '1', NO_COLOR: undefined },
    });
    harmless(coloured.stdout.replace(/\u001b\[\d+m/g, ''), 'colours are all that is left');
  });

  it('is exact as JSON and SARIF, with what cannot be seen as escapes', async () => {
    const ws = workspace({ [`${NAME}/a.yaml`]: container });
    for (const format of ['json', 'sarif']) {
      const { stdout, stderr } = await product.run(['check', '--no-cache', '--format', format, '.'], {
        cwd: ws.folder,
      });
      harmless(stderr, format);
      assert.doesNotMatch(stdout, UNSEEN);
      assert.doesNotMatch(stdout, /^[^\S\n]*::/m);
      const values: unknown[] = [];
      JSON.stringify(JSON.parse(stdout), (_, value) => {
        values.push(value);
        return value;
      });
      assert.ok(values.includes(NAME), 'the name as it is');
    }
    const pretty = await product.run(['check', '--no-cache', '.'], { cwd: ws.folder });
    harmless(pretty.stdout, 'pretty');
    assert.ok(pretty.stdout.includes(`'${printable(NAME)}' is privileged`));
  });

  it('says of a diff that git would not take that it is none', async () => {
    const plain = workspace({ 'a.ts': 'var a;\r\n' });
    const odd = workspace({ 'a.ts': 'var a = "\u202e";\n' });
    const dry = (ws: Workspace) => cli.run(['fix', '--no-cache', '--dry-run', '.'], { cwd: ws.folder });
    assert.doesNotMatch((await dry(plain)).stderr, /git does not apply/);
    assert.match((await dry(odd)).stderr, /are escaped in the diff, so git does not apply it there\./);
  });

  it('is not taken for written on a full disk', { skip: process.platform !== 'linux' }, async () => {
    const ws = workspace({ 'a.ts': 'let a;\n' });
    const file = join(cli.copy(), 'cli.js');
    const full = openSync('/dev/full', 'w');
    try {
      const commands = [
        ['check', '--no-cache', '.'],
        ['check', '--no-cache', '--format', 'json', '.'],
        ['check', '--no-cache', '--format', 'sarif', '.'],
        ['fix', '--no-cache', '.'],
        ['rules'],
        ['--help'],
      ];
      for (const command of commands) {
        const ran = spawnSync(process.execPath, [file, ...command], {
          cwd: ws.folder,
          stdio: ['ignore', full, 'pipe'],
          encoding: 'utf8',
        });
        assert.equal(ran.stderr, 'The output could not be written: the disk is full.\n', command.join(' '));
        assert.equal(ran.status, 2, command.join(' '));
      }
      const unsaid = spawnSync(process.execPath, [file, 'nothing'], { stdio: ['ignore', 'pipe', full] });
      assert.equal(unsaid.status, 2);
    } finally {
      closeSync(full);
    }
  });

  it('is written whole to files and pipes, and a reader that has gone is no error', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`f${at}.ts`, 'var a;\n'.repeat(200)]),
    );
    const ws = workspace(files);
    const file = join(cli.copy(), 'cli.js');
    const shell = (script: string) =>
      execFileSync('bash', ['-c', script, process.execPath, file], {
        cwd: ws.folder,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
    const check = '"$0" "$1" check --no-cache --format json .';
    const length = Number(shell(`${check} > out.json; wc -c < out.json`));
    const piped = shell(`${check} | cat`);
    assert.ok(length > 1_000_000);
    assert.equal(JSON.parse(ws.read('out.json')).summary.hints, 8000);
    assert.equal(JSON.parse(piped).summary.hints, 8000);
    const gone = shell(`set +o pipefail; { ${check} 2> err; echo "$?" > code; } | head -c 10; cat err code`);
    assert.equal(gone.slice(10), '1\n');
  });
});
