/** Bundles TypeScript of the engine for measurements inside of one process. */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from '../lib/paths.mjs';
import { cacheFolder } from './corpus.mjs';

const require = createRequire(import.meta.url);

/** @type {Record<string, string>} */
const wasmPackages = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-tsx.wasm': '@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm',
  'tree-sitter-typescript.wasm': '@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm',
};

/**
 * The engine and the rules as a module of this process.
 * @returns {Promise<typeof import('../../src/engine/index.ts') & { rules: readonly import('../../src/engine/rule.ts').Rule[] }>}
 */
export async function loadEngine() {
  const folder = join(cacheFolder, 'bundles');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `engine-${process.pid}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: "export * from './src/engine/index.ts'; export { rules } from './src/generated/rules.ts';",
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    // Names stay, so that a profile can be read.
    minify: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile,
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  const engine = await import(pathToFileURL(outfile).href);
  const { rmSync } = await import('node:fs');
  rmSync(outfile, { force: true });
  return engine;
}

/**
 * Reads a WASM file out of its package, as the engine wants it.
 * @param {string} file
 */
export async function readWasm(file) {
  const { readFile } = await import('node:fs/promises');
  return readFile(require.resolve(wasmPackages[basename(file)] ?? file));
}
