import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs, {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { buildProbeCli, type ProbeCli, places, timeless, Workspace } from './support.ts';

describe('the cache', () => {
  let cli: ProbeCli;
  let home: string;
  const open: Workspace[] = [];
  before(async () => {
    cli = await buildProbeCli();
    home = mkdtempSync(join(tmpdir(), 'hindsight-cache-'));
  });
  after(() => {
    cli.remove();
    rmSync(home, { recursive: true, force: true });
    for (const one of open) one.remove();
  });
  const workspace = (files: Record<string, string>) => {
    const made = new Workspace(files);
    open.push(made);
    return made;
  };
  const env = () => ({ XDG_CACHE_HOME: home });
  const cached = (ws: Workspace, args = ['.']) => cli.json(args, { cwd: ws.folder, cache: true, env: env() });
  const plain = (ws: Workspace, args = ['.']) => cli.json(args, { cwd: ws.folder });
  /** What the cache holds, changed by hand as no damage would: with the right checksum. */
  const forge = (file: string, from: string, to: string) => {
    const [, body = ''] = readFileSync(file, 'utf8').split('\n');
    assert.ok(body.includes(from), `the cache holds ${from}`);
    const forged = body.replaceAll(from, to);
    writeFileSync(file, `${createHash('sha256').update(forged).digest('hex')}\n${forged}`);
  };
  const files = () => readdirSync(join(home, 'hindsight')).map((name) => join(home, 'hindsight', name));
  const existing = () => (existsSync(join(home, 'hindsight')) ? files() : []);

  it('is what a second run goes by, and a process as well', async () => {
    rmSync(join(home, 'hindsight'), { recursive: true, force: true });
    for (const how of [cli.json, cli.spawnJson]) {
      const ws = workspace({ 'a.ts': 'var a;' });
      const again = () => how(['.'], { cwd: ws.folder, cache: true, env: env() });
      const before = existing();
      assert.deepEqual(places((await again()).report), ['a.ts:1:1 probe/old-var']);
      const [file, ...more] = existing().filter((each) => !before.includes(each));
      assert.ok(file && more.length === 0, 'one file was written');
      forge(file, '"line":1', '"line":7');
      assert.deepEqual(places((await again()).report), ['a.ts:7:1 probe/old-var']);
    }
  });

  /** The files of a workspace that are opened meanwhile. */
  const openedIn = async (ws: Workspace, act: () => Promise<unknown>) => {
    const opened: string[] = [];
    const { openSync } = fs;
    const { mock: opening } = mock.method(fs, 'openSync', (...given: Parameters<typeof openSync>) => {
      const path = String(given[0]);
      if (path.startsWith(ws.folder)) opened.push(relative(ws.folder, path));
      return openSync(...given);
    });
    syncBuiltinESMExports();
    try {
      await act();
    } finally {
      opening.restore();
      syncBuiltinESMExports();
    }
    return opened;
  };

  it('reads no file again that was at rest when it was read', async () => {
    const ws = workspace({ 'a.ts': 'var a;', 'b.ts': 'let b;' });
    const checked = (later: number) => cli.json(['.'], { cwd: ws.folder, cache: true, env: env(), later });
    // Clocks and the times of files are coarse: what changed while it was read may have changed once more since.
    assert.deepEqual(await openedIn(ws, () => checked(0)), ['a.ts', 'b.ts', 'a.ts']);
    assert.deepEqual(await openedIn(ws, () => checked(60_000)), ['a.ts', 'b.ts']);
    assert.deepEqual(await openedIn(ws, () => checked(60_000)), []);
    ws.write('b.ts', 'var bb;');
    assert.deepEqual(await openedIn(ws, () => checked(120_000)), ['b.ts', 'b.ts', 'b.ts']);
    assert.deepEqual(await openedIn(ws, () => checked(120_000)), []);
    assert.equal((await checked(120_000)).report.summary.hints, 2);
  });

  it('keeps forty files, and those not for longer than thirty days', async () => {
    const folder = join(home, 'hindsight');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const day = 24 * 3600;
    const old = Array.from({ length: 45 }, (_, at) => {
      const file = join(folder, `${String(at).padStart(32, '0')}.json`);
      writeFileSync(file, '{}');
      // The last ten have lain for more than a month.
      const time = Date.now() / 1000 - (at < 35 ? at + 1 : 31 * 24 * 3600 + at);
      utimesSync(file, time, time);
      return file;
    });
    writeFileSync(join(folder, 'of another program.json'), '{}');
    const tooYoung = join(folder, `${'f'.repeat(32)}.json.1.tmp`);
    writeFileSync(tooYoung, '');
    await cached(workspace({ 'a.ts': 'var a;' }));
    assert.deepEqual(
      files()
        .filter((file) => old.includes(file))
        .sort(),
      old.slice(0, 35),
    );
    assert.ok(files().includes(tooYoung) && files().some((file) => file.endsWith('of another program.json')));
    for (let at = 0; at < 45; at++) {
      const file = old[at] as string;
      writeFileSync(file, '{}');
      const time = Date.now() / 1000 - day - at;
      utimesSync(file, time, time);
    }
    await cached(workspace({ 'b.ts': 'var b;' }));
    const kept = files()
      .filter((file) => old.includes(file))
      .sort();
    // Beside this run's file, that of the run before, and the temporary one.
    assert.deepEqual(kept, old.slice(0, 37));
  });

  it('never changes what is found, whatever happens to the files between two runs', async () => {
    const random = seeded(20250117);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const bodies = [
      'var a;',
      'let a;',
      '// TODO',
      '// call:f',
      '// slow:f',
      '// slow:f call:g',
      '// slow:g var b;',
      'FAIL_HERE',
      '',
      '\n\n// slow:f',
    ];
    const names = Array.from({ length: 12 }, (_, i) => `d${i % 3}/f${i}.${i % 4 === 0 ? 'js' : 'ts'}`);
    const ws = workspace(Object.fromEntries(names.map((name) => [name, pick(bodies)])));
    for (let round = 0; round < 14; round++) {
      const [withCache, without] = [await cached(ws), await plain(ws)];
      assert.deepEqual(timeless(withCache.report), timeless(without.report), `round ${round}`);
      assert.deepEqual([withCache.code, withCache.stderr], [without.code, without.stderr], `round ${round}`);
      for (let i = Math.floor(random() * 3); i >= 0; i--) {
        const name = pick(names);
        const what = random();
        if (what < 0.6) ws.write(name, pick(bodies), Math.floor(random() * 50));
        else if (what < 0.75) rmSync(ws.path(name), { force: true });
        else if (what < 0.9) ws.write(`d${round}/new${i}.ts`, pick(bodies));
        else ws.write(name, Buffer.from([0, 1, 2]));
      }
    }
  });

  it('sees a change that leaves size and time as they were', async () => {
    const ws = workspace({ 'a.ts': 'var a;' });
    assert.equal((await cached(ws)).report.summary.hints, 1);
    const { mtime, atime } = statSync(ws.path('a.ts'));
    ws.write('a.ts', 'let a;');
    utimesSync(ws.path('a.ts'), atime, mtime);
    assert.equal((await cached(ws)).report.summary.hints, 0);
  });

  it('sees a change made right after the run that read the file', async () => {
    const ws = workspace({});
    for (let i = 0; i < 4; i++) {
      const bad = i % 2 === 0;
      writeFileSync(ws.path('a.ts'), bad ? 'var a;' : 'let a;');
      assert.equal((await cached(ws)).report.summary.hints, bad ? 1 : 0);
    }
  });

  it('checks a file again when a fact that it read changes, and only then tells something new', async () => {
    const ws = workspace({ 'caller.ts': '// call:f', 'other.ts': 'let a;', 'callee.ts': 'let f;' });
    assert.deepEqual(places((await cached(ws)).report), []);
    ws.write('callee.ts', '/* slow:f */');
    assert.deepEqual(places((await cached(ws)).report), ['caller.ts:1:4 other/slow-call']);
    // The offset of the place stays, its line does not.
    ws.write('callee.ts', '\n  slow:f', 5);
    const moved = (await cached(ws)).report.files[0]?.hints[0]?.related[0];
    assert.deepEqual(moved?.start, { line: 2, column: 3 });
    ws.write('callee.ts', 'x; slow:f', 4);
    assert.deepEqual((await cached(ws)).report.files[0]?.hints[0]?.related[0]?.start, { line: 1, column: 4 });
    unlinkSync(ws.path('callee.ts'));
    assert.deepEqual(places((await cached(ws)).report), []);
  });

  it('ignores a damaged cache file and writes it anew', async () => {
    const ws = workspace({ 'a.ts': 'var a;' });
    const expected = timeless((await plain(ws)).report);
    rmSync(join(home, 'hindsight'), { recursive: true, force: true });
    await cached(ws);
    const [file] = files();
    assert.ok(file);
    const good = readFileSync(file);
    const damages: Record<string, (content: Buffer) => Buffer> = {
      'cut short': (content) => content.subarray(0, content.length - 20),
      empty: () => Buffer.alloc(0),
      noise: (content) => Buffer.from(content.map((byte) => byte ^ 0x5a)),
      'one byte': (content) =>
        Buffer.from(content.toString('latin1').replace('"line":1', '"line":7'), 'latin1'),
      'other JSON': () => Buffer.from('{"format":1,"entries":[["x",{}]]}'),
    };
    for (const [name, damage] of Object.entries(damages)) {
      writeFileSync(file, damage(good));
      const { report, code, stderr } = await cached(ws);
      assert.deepEqual(timeless(report), expected, name);
      assert.equal(code, 1);
      assert.equal(stderr, '');
      assert.deepEqual(files(), [file], name);
      assert.equal(readFileSync(file).length, good.length, `${name}: written anew`);
    }
  });

  it('takes what has another form than an entry for no cache', async () => {
    const ws = workspace({ 'a.ts': 'var a; // TODO\n', 'b.ts': '// call:f\n', 'c.ts': '// slow:f\n' });
    const expected = timeless((await plain(ws)).report);
    rmSync(join(home, 'hindsight'), { recursive: true, force: true });
    await cached(ws);
    const [file = ''] = files();
    const good = readFileSync(file, 'utf8').split('\n')[1] ?? '';
    const write = (body: string) =>
      writeFileSync(file, `${createHash('sha256').update(body).digest('hex')}\n${body}`, { mode: 0o600 });
    const odd = [null, [], {}, '', 0, -1, 1.5, 1e300, true, 'x', { length: 3 }, [[null]], ['a', 'b', 'c']];
    let changed = 0;
    // Every value of the file, one after the other, becomes each of these.
    for (const path of pathsIn(JSON.parse(good))) {
      const stored = JSON.parse(good);
      const at = path.slice(0, -1).reduce((value, key) => value[key], stored);
      const last = path.at(-1) as string;
      const value = odd[changed++ % odd.length];
      at[last] = value;
      write(JSON.stringify(stored));
      const { report, code, stderr } = await cached(ws);
      assert.equal(stderr, '', `${path.join('.')} is ${JSON.stringify(value)}`);
      assert.ok(code === 0 || code === 1);
      for (const { path: shown } of report.files) assert.ok(['a.ts', 'b.ts', 'c.ts'].includes(shown));
      const pretty = await cli.run(['check', '.'], { cwd: ws.folder, env: env() });
      assert.notEqual(pretty.code, 2, pretty.stderr);
    }
    assert.ok(changed > 100, `${changed} values`);
    write(good);
    assert.deepEqual(timeless((await cached(ws)).report), expected);
  });

  it('believes no results under another name', async () => {
    const ws = workspace({ 'a.ts': 'var a; // TODO\n' });
    rmSync(join(home, 'hindsight'), { recursive: true, force: true });
    await cached(ws, ['--rule', 'probe/todo', '.']);
    const [some = ''] = files();
    await cached(ws);
    const all = files().find((each) => each !== some) ?? '';
    writeFileSync(all, readFileSync(some));
    assert.equal((await cached(ws)).report.summary.hints, 2);
  });

  it('believes only what no other user can write, and keeps it so', {
    skip: process.platform === 'win32',
  }, async () => {
    const ws = workspace({ 'a.ts': 'var a;' });
    const folder = join(home, 'hindsight');
    const forgedLine = async () => (await cached(ws)).report.files[0]?.hints[0]?.start.line;
    const again = async (act: (file: string) => void) => {
      rmSync(folder, { recursive: true, force: true });
      await cached(ws);
      const [file = ''] = files();
      assert.deepEqual([statSync(folder).mode & 0o777, statSync(file).mode & 0o777], [0o700, 0o600]);
      forge(file, '"line":1', '"line":7');
      act(file);
    };
    await again(() => {});
    assert.equal(await forgedLine(), 7);
    await again((file) => chmodSync(file, 0o620));
    assert.equal(await forgedLine(), 1);
    await again(() => chmodSync(folder, 0o777));
    assert.equal(await forgedLine(), 1);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    if (process.getuid?.() === 0) {
      await again((file) => chownSync(file, 65534, 65534));
      assert.equal(await forgedLine(), 1);
    }
  });

  it('is of one build: a file of it that changes makes another', async () => {
    const ws = workspace({ 'a.ts': 'var a;' });
    const from = cli.copy();
    writeFileSync(join(from, 'parser.other.cjs'), 'a');
    writeFileSync(join(from, 'build.hash'), 'one');
    const caches = async () => {
      await cli.spawn(['check', '.'], { cwd: ws.folder, env: env(), from });
      return existing().length;
    };
    rmSync(join(home, 'hindsight'), { recursive: true, force: true });
    assert.deepEqual([await caches(), await caches()], [1, 1]);
    writeFileSync(join(from, 'parser.other.cjs'), 'ab');
    assert.equal(await caches(), 2);
    utimesSync(join(from, 'cli.worker.js'), 1, 1);
    assert.equal(await caches(), 2, 'the hash says that it is the same');
    writeFileSync(join(from, 'build.hash'), 'two');
    assert.equal(await caches(), 3);
    rmSync(join(from, 'build.hash'));
    assert.equal(await caches(), 4);
    utimesSync(join(from, 'tree-sitter-bash.wasm'), 1, 1);
    assert.equal(await caches(), 5);
  });

  it('keeps rules, paths and folders apart', async () => {
    const ws = workspace({ 'a.ts': 'var a; // TODO', 'sub/b.ts': 'var b;' });
    assert.equal((await cached(ws)).report.summary.hints, 3);
    assert.equal((await cached(ws, ['--rule', 'probe/todo', '.'])).report.summary.hints, 1);
    assert.equal((await cached(ws, ['sub'])).report.summary.hints, 1);
    assert.equal((await cached(ws)).report.summary.hints, 3);
    ws.write('.vscode/settings.json', '{"hindsight.rules":{"probe/todo":"off"}}');
    assert.equal((await cached(ws)).report.summary.hints, 2);
  });

  it('writes nothing with --no-cache, and leaves no temporary file otherwise', async () => {
    rmSync(join(home, 'hindsight'), { recursive: true, force: true });
    const ws = workspace({ 'a.ts': 'var a;' });
    await cli.json(['.'], { cwd: ws.folder, env: env() });
    assert.throws(() => files(), /ENOENT/);
    await cached(ws);
    assert.equal(files().length, 1);
    assert.match(files()[0] ?? '', /\.json$/);
  });

  it('says so once where it cannot be written, and finds the same', {
    skip: process.platform === 'win32',
  }, async () => {
    const ws = workspace({ 'a.ts': 'var a;' });
    const blocked = join(home, 'blocked');
    mkdirSync(blocked, { recursive: true });
    writeFileSync(join(blocked, 'hindsight'), 'a file where the folder would be');
    const { report, stderr, code } = await cli.json(['.'], {
      cwd: ws.folder,
      cache: true,
      env: { XDG_CACHE_HOME: blocked },
    });
    assert.equal(code, 1);
    assert.equal(report.summary.hints, 1);
    assert.match(stderr, /^The cache in .* could not be written: .*--no-cache does without\.\n$/);
  });
});

/** The ways to all values in a value. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsIn(inner).map((path) => [key, ...path]),
  ]);
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
