/** The build: every bundle of the product, and the files that go beside them. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { importTypeScript } from './content-modules.mjs';
import { loadKinds, packageFile } from './kinds-generate.mjs';
import { entryOf, lateParsers } from './late-parsers.mjs';
import { PlainError } from './log.mjs';
import { dist, root } from './paths.mjs';

const require = createRequire(import.meta.url);

/**
 * One file, or several that share parts: then `outfile` names the first.
 * @typedef {{ entry: string | Record<string, string>, options: esbuild.BuildOptions & { outfile: string } }} Bundle
 */

/** The parts that the command line and its worker share, or load only when they need them. */
const PARTS = /^cli\.part\.\w+\.js$/;

/**
 * A bundle in CommonJS has no `import.meta.url`; libraries written as modules find their files by it.
 * @type {esbuild.BuildOptions}
 */
const commonJs = {
  format: 'cjs',
  platform: 'node',
  banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': '__moduleUrl' },
};

/**
 * A module bundle has no `require`, which libraries written in CommonJS call for Node's own modules.
 * @type {esbuild.BuildOptions}
 */
const nodeModules = {
  format: 'esm',
  platform: 'node',
  splitting: true,
  chunkNames: 'cli.part.[hash]',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

/**
 * Code for the web worker and the page. Their address is a blob's or a webview's, which nothing can be found
 * by, so files are handed over as bytes and the address is a fixed one that parses.
 * @type {esbuild.BuildOptions}
 */
const browser = { platform: 'browser', define: { 'import.meta.url': '"https://hindsight.invalid/"' } };

/** @type {readonly Bundle[]} */
const programs = [
  {
    entry: 'src/client/node.ts',
    options: { ...commonJs, external: ['vscode'], outfile: 'client.node.cjs' },
  },
  {
    entry: 'src/client/browser.ts',
    options: { ...browser, format: 'cjs', external: ['vscode'], outfile: 'client.browser.cjs' },
  },
  { entry: 'src/server/node.ts', options: { ...commonJs, outfile: 'server.node.cjs' } },
  { entry: 'src/server/browser.ts', options: { ...browser, format: 'iife', outfile: 'server.browser.js' } },
  { entry: 'src/panel/main.ts', options: { ...browser, format: 'iife', outfile: 'panel.js' } },
  {
    entry: { cli: 'src/cli/main.ts', 'cli.worker': 'src/cli/worker.ts' },
    options: { ...nodeModules, outfile: 'cli.js' },
  },
];

/**
 * Bundles of what parsers load.
 * @param {readonly import('../../src/engine/kind.ts').ParserPackage[]} packages
 * @returns {Bundle[]}
 */
const parserBundles = (packages) =>
  packages.map(({ name }) => ({
    entry: relative(root, entryOf(packages, name)),
    options: { format: 'cjs', platform: 'node', outfile: packageFile(name) },
  }));

/**
 * Builds everything into dist/.
 * @param {{ watch?: boolean, development?: boolean }} [options]
 * @returns {Promise<{ note: string, stop?: () => Promise<void> }>}
 * @throws {PlainError} naming what did not compile
 */
export async function build(options = {}) {
  mkdirSync(join(dist, 'meta'), { recursive: true });
  // While it is built, and while sources are watched, it is of no build.
  rmSync(join(dist, 'build.hash'), { force: true });
  // Parts of an earlier build have other names.
  for (const name of readdirSync(dist)) if (PARTS.test(name)) rmSync(join(dist, name));
  const packages = await parserPackages();
  const bundles = [...programs, ...parserBundles(packages)];
  /** @type {(() => Promise<void>)[]} */
  const stops = [];
  await Promise.all(
    bundles.map(async (bundle) => {
      const settings = bundleOptions(bundle, packages, options.development ?? false);
      if (options.watch) {
        const context = await esbuild.context({ ...settings, logLevel: 'info' });
        await context.watch();
        stops.push(() => context.dispose());
        return;
      }
      try {
        const result = await esbuild.build(settings);
        const name = basename(bundle.options.outfile).replace(/\.c?js$/, '');
        writeFileSync(join(dist, 'meta', `${name}.json`), JSON.stringify(result.metafile));
      } catch (error) {
        throw compileError(typeof bundle.entry === 'string' ? bundle.entry : 'The command line', error);
      }
    }),
  );
  chmodSync(join(dist, 'cli.js'), 0o755);
  await copyWasm();
  await buildStyles(options.development ?? false);
  await buildLessons();
  if (!options.watch) writeFileSync(join(dist, 'build.hash'), hashOfBuild());
  return {
    note: `${bundles.length} bundles`,
    ...(options.watch ? { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) } : {}),
  };
}

/** What the parsers of all kinds load. */
async function parserPackages() {
  const kinds = await loadKinds();
  return [
    ...new Map(kinds.flatMap(({ kind }) => (kind.packages ?? []).map((each) => [each.name, each]))).values(),
  ];
}

/**
 * The files that a bundle is made of, from the sources as they are; nothing is written.
 * @param {string} outfile its name below `dist`
 * @returns {Promise<string[]>} paths from the repository's root
 */
export async function inputsOf(outfile) {
  const bundle = programs.find((each) => each.options.outfile === outfile);
  if (!bundle) throw new PlainError(`The build makes no ${outfile}.`);
  const settings = bundleOptions(bundle, await parserPackages(), true);
  const { metafile } = await esbuild.build({ ...settings, metafile: true, write: false });
  return Object.keys(metafile.inputs);
}

/**
 * @param {Bundle} bundle
 * @param {readonly import('../../src/engine/kind.ts').ParserPackage[]} packages
 * @param {boolean} development
 * @returns {esbuild.BuildOptions}
 */
function bundleOptions({ entry, options: { outfile, ...options } }, packages, development) {
  const output =
    typeof entry === 'string'
      ? { entryPoints: [entry], outfile: join(dist, outfile) }
      : { entryPoints: entry, outdir: dist };
  return {
    absWorkingDir: root,
    ...output,
    bundle: true,
    target: ['node20', 'chrome120'],
    minify: !development,
    keepNames: false,
    sourcemap: development ? 'inline' : false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    // Some libraries offer a CommonJS build first; the module build is the one that can be trimmed.
    mainFields: options.platform === 'browser' ? ['browser', 'module', 'main'] : ['module', 'main'],
    ...options,
    plugins: [lateParsers(packages)],
  };
}

/**
 * @param {string} entry
 * @param {unknown} error
 */
function compileError(entry, error) {
  const errors = /** @type {Partial<esbuild.BuildFailure>} */ (error).errors;
  if (!errors) return error;
  const lines = errors.map((item) => {
    const where = item.location
      ? `${item.location.file}:${item.location.line}:${item.location.column + 1}: `
      : '';
    return `  ${where}${item.text}`;
  });
  return new PlainError(`${entry} does not compile:\n${lines.join('\n')}`);
}

/** A hash of every program in dist/, by which the command line's cache knows its build without reading them. */
function hashOfBuild() {
  const hash = createHash('sha256');
  for (const name of readdirSync(dist).sort()) {
    if (!/\.(?:c?js|wasm)$/.test(name)) continue;
    const bytes = readFileSync(join(dist, name));
    hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

async function copyWasm() {
  /** @type {readonly string[]} */
  const wasm = (await importTypeScript("export * from './src/generated/parserFiles.ts';")).wasmFiles;
  const names = new Set(wasm.map((file) => basename(file)));
  for (const file of findFiles(dist, /\.wasm$/)) {
    // A grammar that is no longer used would be packed all the same.
    if (!names.has(basename(file))) rmSync(file);
  }
  for (const file of wasm) {
    const from = require.resolve(file);
    const to = join(dist, basename(file));
    // Unchanged files keep their time, so that a running editor's copies are not touched in vain.
    if (
      existsSync(to) &&
      statSync(to).size === statSync(from).size &&
      statSync(to).mtimeMs >= statSync(from).mtimeMs
    )
      continue;
    copyFileSync(from, to);
  }
}

/** @param {boolean} development */
async function buildStyles(development) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['media/panel.css'],
    bundle: true,
    minify: !development,
    outfile: join(dist, 'panel.css'),
    logLevel: 'silent',
    loader: { '.svg': 'dataurl' },
  });
}

async function buildLessons() {
  const out = join(dist, 'lessons');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { buildLessons: write } = await import('./lessons.mjs');
  await write(out);
  const { buildSearch } = await import('./search.mjs');
  await buildSearch(dist);
}

/**
 * Bundles tests, each file on its own. Packages stay outside: Node finds them in node_modules.
 * @param {readonly string[]} files absolute paths of `*.test.ts`
 * @param {string} outdir
 * @param {string} outbase folder that the output's layout mirrors
 * @returns {Promise<string[]>} the bundles, in the order of `files`
 */
export async function bundleTests(files, outdir, outbase) {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  if (files.length === 0) return [];
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: [...files],
      bundle: true,
      outdir,
      outbase,
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      // Node reads a whole map before the first test, and needs it only to say where a failure is.
      sourcesContent: false,
      // The scripts keep one state per process (which servers run), so they are not copied into the bundles.
      plugins: [externalScripts, sourceAddress],
      logLevel: 'silent',
    });
  } catch (error) {
    throw compileError('A test', error);
  }
  return files.map((file) => join(outdir, file.slice(outbase.length + 1).replace(/\.ts$/, '.mjs')));
}

/** @type {esbuild.Plugin} */
const externalScripts = {
  name: 'external-scripts',
  setup(builder) {
    builder.onResolve({ filter: /\.mjs$/ }, (args) => {
      const path = join(args.resolveDir, args.path);
      if (!args.path.startsWith('.') || !path.startsWith(join(root, 'scripts'))) return undefined;
      return { path: pathToFileURL(path).href, external: true };
    });
  },
};

/**
 * Tests find files beside themselves by `import.meta.url`, which in a bundle would be the bundle's.
 * @type {esbuild.Plugin}
 */
const sourceAddress = {
  name: 'source-address',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, (args) => {
      if (args.path.includes('node_modules')) return undefined;
      const text = readFileSync(args.path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      return {
        contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(args.path).href)),
        loader: 'ts',
      };
    });
  },
};

/**
 * Every file below a folder whose name matches, sorted.
 * @param {string} folder absolute
 * @param {RegExp} name
 * @param {RegExp} [skip] folders and files left out, matched against the path relative to `folder`
 * @returns {string[]} absolute paths; empty where the folder does not exist
 */
export function findFiles(folder, name, skip) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !skip?.test(file.slice(folder.length + 1).replaceAll('\\', '/')))
    .sort();
}
