import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { written } from '../../src/cli/report/shown.ts';
import type { run as runProduct } from '../../src/cli/run.ts';
import type { Report } from '../../src/cli/types.ts';
import { builtCli, type Rules } from './lib/build.ts';

/** How a run of the command line ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string | undefined>;
  /** With the cache; tests that are not about it leave it out. */
  readonly cache?: boolean;
  /** Milliseconds by which the clock is ahead, for runs in place. */
  readonly later?: number;
}

export interface SpawnOptions extends RunOptions {
  /** The user to run as, on systems with users; the tests themselves may run as root, which may read everything. */
  readonly uid?: number;
  /** A copy of the command line, by `copy`. */
  readonly from?: string;
}

/** The command line, with the probe's rules instead of the real ones. */
export interface ProbeCli {
  /** Runs it within this process, which is much sooner done than a process of its own. One run at a time. */
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs it as people do, for what only a process shows: its streams, its threads, its rights, its end. */
  spawn(args: readonly string[], options?: SpawnOptions): Promise<Ran>;
  /** `check --format json`, parsed. */
  json(args: readonly string[], options?: RunOptions): Promise<Ran & { report: Report }>;
  /** The same by a process. */
  spawnJson(args: readonly string[], options?: SpawnOptions): Promise<Ran & { report: Report }>;
  /** A copy that may be broken, and that every user may run. */
  copy(): string;
  /** Removes what these tests have written. */
  remove(): void;
}

/** @param rules `product` for the rules of the built-in pack instead of the probe's */
export async function buildProbeCli(rules: Rules = 'probe'): Promise<ProbeCli> {
  const folder = await builtCli(rules);
  const own = realpathSync(mkdtempSync(join(tmpdir(), 'hindsight-cli-')));
  chmodSync(own, 0o755);
  let copies = 0;
  // Never the cache of the person who runs the tests.
  const cache = { XDG_CACHE_HOME: join(own, 'cache') };
  const plain = { ...cache, FORCE_COLOR: undefined };
  const { run: runHere } = (await import(pathToFileURL(join(folder, 'run.js')).href)) as {
    run: typeof runProduct;
  };

  let last: Promise<unknown> = Promise.resolve();
  const run = (args: readonly string[], { cwd, env, later }: RunOptions = {}): Promise<Ran> => {
    const next = last.then(() =>
      inPlace({ cwd, env: { ...plain, NO_COLOR: '1', ...env }, later }, async () => {
        const { output, remarks, code } = await runHere(args);
        return {
          code,
          stdout: written(output),
          stderr: remarks.map((remark) => `${written(remark)}\n`).join(''),
        };
      }),
    );
    last = next.catch(() => undefined);
    return next;
  };
  const spawnCli = (args: readonly string[], options: SpawnOptions = {}) =>
    runProcess(join(options.from ?? folder, 'cli.js'), args, {
      ...options,
      env: { ...plain, NO_COLOR: undefined, ...options.env },
    });
  const asJson =
    <T extends RunOptions>(how: (args: readonly string[], options?: T) => Promise<Ran>) =>
    async (args: readonly string[], options?: T) => {
      const ran = await how(
        ['check', '--format', 'json', ...(options?.cache ? [] : ['--no-cache']), ...args],
        options,
      );
      if (ran.code === 2) throw new Error(`It could not check: ${ran.stderr}`);
      return { ...ran, report: JSON.parse(ran.stdout) as Report };
    };
  return {
    run,
    spawn: spawnCli,
    json: asJson(run),
    spawnJson: asJson(spawnCli),
    copy() {
      const copy = join(own, `copy-${copies++}`);
      cpSync(folder, copy, { recursive: true });
      return copy;
    },
    remove: () => rmSync(own, { recursive: true, force: true }),
  };
}

/** Where something runs. */
interface Place {
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly later: number | undefined;
}

/** Runs something in a place, and goes back to that of before. */
async function inPlace<T>({ cwd, env, later = 0 }: Place, act: () => Promise<T>): Promise<T> {
  const folder = process.cwd();
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  const { now } = Date;
  Date.now = () => now() + later;
  if (cwd) process.chdir(cwd);
  for (const [name, value] of Object.entries(env)) set(name, value);
  try {
    return await act();
  } finally {
    Date.now = now;
    for (const [name, value] of before) set(name, value);
    process.chdir(folder);
  }
}

function runProcess(file: string, args: readonly string[], options: SpawnOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: options.cwd ?? process.cwd(),
      env: { ...process.env, ...options.env },
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder with files in it, by relative path. Their times lie in the past, as those of files at rest. */
export class Workspace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'hindsight-ws-')));

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    chmodSync(this.folder, 0o755);
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string | Uint8Array, secondsAgo = 100): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    const time = new Date(Date.now() - secondsAgo * 1000);
    utimesSync(file, time, time);
    return file;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  path(path: string): string {
    return join(this.folder, path);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The report's hints as `path:line:column rule`, for short comparisons. */
export function places(report: Report): string[] {
  return report.files.flatMap((file) =>
    file.hints.map((hint) => `${file.path}:${hint.start.line}:${hint.start.column} ${hint.rule}`),
  );
}

/** A report without its time, which differs from run to run. */
export function timeless(report: Report): unknown {
  return { ...report, summary: { ...report.summary, milliseconds: 0 } };
}
