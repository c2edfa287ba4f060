import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import type { Report } from '../../src/cli/types.ts';
import type { LessonBody } from '../../src/lessons/types.ts';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** How a run of the command line ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string | undefined>;
  /** As whom to run, on systems with users; the tests themselves may run as root, who may read everything. */
  readonly uid?: number;
  /** With the cache; tests that are not about it leave it out. */
  readonly cache?: boolean;
}

/** The command line, built with the probe's rules instead of the real ones, in a folder of its own. */
export interface ProbeCli {
  readonly folder: string;
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** `check --format json`, parsed. */
  json(args: readonly string[], options?: RunOptions): Promise<Ran & { report: Report }>;
  remove(): void;
}

/**
 * Builds the command line as the product's build does, with the probe in place of the registry.
 * @param rules `product` for the rules of the built-in pack instead
 */
export async function buildProbeCli(rules: 'probe' | 'product' = 'probe'): Promise<ProbeCli> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hindsight-cli-')));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const probe: esbuild.Plugin = {
    name: 'probe',
    setup(build) {
      build.onResolve({ filter: /\/generated\/(?:rules|catalogue)\.ts$/ }, (args) => ({
        path: join(here, 'probe', args.path.slice(args.path.lastIndexOf('/') + 1)),
      }));
    },
  };
  await esbuild.build({
    entryPoints: {
      cli: join(here, '../../src/cli/main.ts'),
      'cli.worker': join(here, '../../src/cli/worker.ts'),
    },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: {
      // Written in two parts: the bundling of the tests puts a fixed address wherever it finds the whole.
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta${'.url'});`,
    },
    plugins: rules === 'probe' ? [probe] : [],
    logLevel: 'error',
  });
  for (const file of [
    'web-tree-sitter/web-tree-sitter.wasm',
    ...['tsx', 'typescript', 'bash'].map((name) => `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`),
  ]) {
    const copy = join(folder, file.slice(file.lastIndexOf('/') + 1));
    copyFileSync(require.resolve(file), copy);
    chmodSync(copy, 0o644);
  }
  const lesson: LessonBody = {
    id: 'probe/first',
    sections: [
      {
        id: 'see',
        title: 'What you see',
        html: '<p>A <code>var</code> &amp; a <code><span data-name="setter">setUser</span></code>.</p><ul><li>one</li><li>two</li></ul><pre data-language="tsx" data-kind="bad"><code><span class="k">var</span> a = 1 &#60; 2;\n  b();\n</code></pre>',
      },
    ],
    quiz: [],
  };
  mkdirSync(join(folder, 'lessons', 'probe'), { recursive: true });
  writeFileSync(join(folder, 'lessons', 'probe', 'first.json'), JSON.stringify(lesson));
  const run = (args: readonly string[], options: RunOptions = {}) =>
    runCli(join(folder, 'cli.js'), args, options);
  return {
    folder,
    run,
    async json(args, options) {
      const ran = await run(
        ['check', '--format', 'json', ...(options?.cache ? [] : ['--no-cache']), ...args],
        options,
      );
      return { ...ran, report: JSON.parse(ran.stdout) as Report };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runCli(file: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: options.cwd ?? process.cwd(),
      env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...options.env },
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
