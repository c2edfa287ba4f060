/** Our TypeScript in scripts: bundled on the fly and imported, so that a script needs no build before it. */
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from './paths.mjs';

/** Bundles live here for the moment of their import; git ignores it. */
const scratch = join(root, '.cache', 'content');
let count = 0;

/**
 * A content folder elsewhere (a test's) imports the engine and what it builds on by the same relative paths as ours.
 * @param {string} contentRoot
 * @returns {esbuild.Plugin}
 */
const engineForContent = (contentRoot) => ({
  name: 'engine-for-content',
  setup(builder) {
    builder.onResolve({ filter: /(?:^|\/)src\/(?:base|engine|domains)\/.*\.ts$/ }, (args) => {
      if (!args.importer.startsWith(contentRoot + sep)) return undefined;
      return { path: join(root, args.path.slice(args.path.search(/src\/(?:base|engine|domains)\//))) };
    });
  },
});

/**
 * The parser keeps state in its module, and each engine expects one of its own.
 * @type {esbuild.Plugin}
 */
const ownParser = {
  name: 'own-parser',
  setup(builder) {
    builder.onResolve({ filter: /^web-tree-sitter$/ }, () => ({
      path: fileURLToPath(import.meta.resolve('web-tree-sitter')),
    }));
  },
};

/**
 * Bundles a piece of TypeScript and imports it. Packages but the parser are not bundled; Node finds them in
 * node_modules.
 * @param {string} source an ES module; imports are absolute paths or relative to the repository
 * @param {string} [contentRoot]
 * @returns {Promise<any>} the module
 * @throws {esbuild.BuildFailure} when it does not compile
 */
export async function importTypeScript(source, contentRoot) {
  // Tests run at the same time as the scripts they try, so every import has a file of its own.
  const file = join(scratch, `${process.pid}-${count++}.mjs`);
  const result = await esbuild.build({
    ...bundling(contentRoot),
    stdin: { contents: source, resolveDir: root, sourcefile: 'entry.ts', loader: 'ts' },
    // It is written here, and its source map names the sources from there.
    outfile: file,
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, result.outputFiles?.[0]?.text ?? '');
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Why a file does not compile.
 * @param {string} file
 * @param {string} contentRoot
 * @returns {Promise<{ file: string, line: number, column: number, message: string }[]>} empty when it does
 */
export async function compileErrors(file, contentRoot) {
  try {
    await esbuild.build({ ...bundling(contentRoot), entryPoints: [file] });
    return [];
  } catch (error) {
    return /** @type {esbuild.BuildFailure} */ (error).errors.map((item) => ({
      file: join(root, item.location?.file ?? relative(root, file)),
      line: item.location?.line ?? 1,
      column: (item.location?.column ?? 0) + 1,
      message: item.text,
    }));
  }
}

/**
 * @param {string} [contentRoot]
 * @returns {esbuild.BuildOptions & { write: false }}
 */
function bundling(contentRoot) {
  return {
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    // Only places are looked up in it; the sources are at hand.
    sourcesContent: false,
    logLevel: 'silent',
    plugins: [ownParser, ...(contentRoot ? [engineForContent(realpathSync(contentRoot))] : [])],
  };
}

/** @typedef {typeof import('../../src/lessons/index.ts')} LessonsModule */
/** @typedef {typeof import('../../src/engine/languages.ts')} LanguagesModule */

/** @type {Promise<LessonsModule & LanguagesModule> | undefined} */
let lessons;

/** The lesson format (`src/lessons`) and the engine's table of languages. */
export function lessonFormat() {
  lessons ??= importTypeScript(
    "export * from './src/lessons/index.ts'; export * from './src/engine/languages.ts';",
  );
  return lessons;
}
