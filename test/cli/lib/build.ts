/** The command line of these tests, built once for all that run with the same sources. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import type { LessonBody } from '../../../src/lessons/types.ts';

const here = dirname(fileURLToPath(import.meta.url));
const probe = join(here, '..', 'probe');
const root = join(here, '..', '..', '..');
const builds = join(root, 'dist', 'test-cli');
const require = createRequire(import.meta.url);

/** Builds that stay beside the newest one, for work that goes back and forth between branches. */
const KEPT = 4;
/** Another run may still use one that is younger than this, in milliseconds. */
const IN_USE = 3_600_000;

export type Rules = 'probe' | 'product';

const LESSON: LessonBody = {
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

const WASM = [
  'web-tree-sitter/web-tree-sitter.wasm',
  ...['tsx', 'typescript', 'bash'].map((name) => `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`),
];

/**
 * The folder of a command line that is built as the product's is: `cli.js` and its worker, and in `run.js` the same
 * without a process of its own.
 * @param rules `probe` for rules made for these tests, `product` for those of the built-in pack
 */
export async function builtCli(rules: Rules): Promise<string> {
  const folder = join(builds, `${rules}-${identity(rules)}`);
  if (!isWhole(folder)) await build(rules, folder);
  // The new date keeps it from being removed as unused.
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

/** Of everything that a build is made from. */
function identity(rules: Rules): string {
  const hash = createHash('sha256');
  const folders = [join(root, 'src'), probe, ...(rules === 'product' ? [join(root, 'content')] : [])];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name))
      .sort(),
  );
  for (const file of [...files, ...['package.json', 'package-lock.json'].map((name) => join(root, name))])
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex')
    .slice(0, 16);
}

function isWhole(folder: string): boolean {
  return ['cli.js', 'cli.worker.js', 'run.js', ...WASM.map(nameOf)].every((name) =>
    existsSync(join(folder, name)),
  );
}

/** Builds beside the place and moves it there in one step: other processes may be about the same. */
async function build(rules: Rules, folder: string): Promise<void> {
  mkdirSync(builds, { recursive: true });
  const making = mkdtempSync(join(builds, '.making-'));
  try {
    await bundle(rules, making);
    addFiles(making);
    // What is there was not whole, or is another process's, which is as good.
    if (existsSync(folder) && !isWhole(folder)) rmSync(folder, { recursive: true, force: true });
    try {
      renameSync(making, folder);
    } catch (error) {
      if (!isWhole(folder)) throw error;
    }
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  removeOld();
}

async function bundle(rules: Rules, outdir: string): Promise<void> {
  const registry: esbuild.Plugin = {
    name: 'probe',
    setup(builder) {
      builder.onResolve({ filter: /\/generated\/(?:rules|catalogue)\.ts$/ }, (args) => ({
        path: join(probe, args.path.slice(args.path.lastIndexOf('/') + 1)),
      }));
    },
  };
  await esbuild.build({
    entryPoints: {
      cli: join(root, 'src/cli/main.ts'),
      'cli.worker': join(root, 'src/cli/worker.ts'),
      run: join(root, 'src/cli/run.ts'),
    },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: {
      // Written in two parts: the bundling of the tests puts a fixed address wherever it finds the whole.
      js: `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta${'.url'});`,
    },
    plugins: rules === 'probe' ? [registry] : [],
    logLevel: 'error',
  });
}

function addFiles(folder: string): void {
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const file of WASM) {
    const copy = join(folder, nameOf(file));
    copyFileSync(require.resolve(file), copy);
    chmodSync(copy, 0o644);
  }
  mkdirSync(join(folder, 'lessons', 'probe'), { recursive: true });
  writeFileSync(join(folder, 'lessons', 'probe', 'first.json'), JSON.stringify(LESSON));
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** Removes builds that were not used for long, and what a run that was killed has left behind. */
function removeOld(): void {
  const old = readdirSync(builds)
    .map((name) => join(builds, name))
    .map((path) => ({ path, used: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.used - a.used)
    .slice(KEPT);
  for (const { path, used } of old)
    if (Date.now() - used > IN_USE) rmSync(path, { recursive: true, force: true });
}
