/** The package: a VSIX of what `.vscodeignore` lets through, everything bundled. */
import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { PlainError } from './log.mjs';
import { packageFile, root } from './paths.mjs';
import { run, tail } from './process.mjs';

const require = createRequire(import.meta.url);
/** Larger than this and a person waits for the installation. */
const limit = 3 * 1024 * 1024;

/**
 * Packs what the last build left in dist/.
 * @param {{ out?: string, folder?: string }} [options] `out`: absolute path of the VSIX; `folder`: of another
 *   extension, relative to the repository
 * @returns {Promise<{ file: string, bytes: number, note: string }>}
 * @throws {PlainError} when vsce refuses, or the package is larger than 3 MB
 */
export async function pack(options = {}) {
  const file = options.out ?? packageFile;
  mkdirSync(dirname(file), { recursive: true });
  const vsce = join(dirname(require.resolve('@vscode/vsce/package.json')), 'vsce');
  const result = await run(
    process.execPath,
    [
      ...[vsce, 'package', '--no-dependencies', '--skip-license', '--allow-missing-repository'],
      // The pictures of the README are in the package, and there is no address to prepend.
      ...['--no-rewrite-relative-links', '--out', file],
    ],
    { cwd: resolve(root, options.folder ?? '.'), timeout: 120_000 },
  );
  if (result.code !== 0) throw new PlainError(`The package could not be made:\n${tail(result.output)}`);
  const bytes = statSync(file).size;
  const size = `${(bytes / 1024 / 1024).toFixed(2)} MB`;
  if (bytes > limit) {
    throw new PlainError(
      `The package is ${size}, more than 3 MB. See what is in it with: npx vsce ls --tree --no-dependencies`,
    );
  }
  return { file, bytes, note: size };
}
