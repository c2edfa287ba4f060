/** Bundles TypeScript of the engine for measurements inside of one process. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from '../lib/paths.mjs';
import { cacheFolder } from './corpus.mjs';

/**
 * The engine and the rules as a module of this process.
 * @returns {Promise<typeof import('../../src/engine/index.ts') & Pick<typeof import('../../src/domains/environment/index.ts'), 'contentChecker'> &
 *   { rules: readonly import('../../src/engine/rule.ts').Rule[] }>}
 */
export async function loadEngine() {
  const folder = join(cacheFolder, 'bundles');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `engine-${process.pid}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: [
        "export * from './src/engine/index.ts';",
        "export { contentChecker } from './src/domains/environment/index.ts';",
        "export { rules } from './src/generated/rules.ts';",
      ].join('\n'),
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
