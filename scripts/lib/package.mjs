/** The package: a VSIX of what `.vscodeignore` lets through, everything bundled. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { PlainError } from './log.mjs';
import { dist, packageFile, root } from './paths.mjs';
import { run, tail } from './process.mjs';

const require = createRequire(import.meta.url);
/** Larger than this and a person waits for the installation. */
const largestPackage = 3 * 1024 * 1024;

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
      // There is no address to prepend.
      ...['--no-rewrite-relative-links', '--out', file],
      ...(options.folder === undefined ? ['--readme-path', writeReadme()] : []),
    ],
    { cwd: resolve(root, options.folder ?? '.'), timeout: 900_000 },
  );
  if (result.code !== 0) throw new PlainError(`The package could not be made:\n${tail(result.output)}`);
  const bytes = statSync(file).size;
  const size = `${(bytes / 1024 / 1024).toFixed(2)} MB`;
  if (bytes > largestPackage) {
    throw new PlainError(
      `The package is ${size}, more than 3 MB. See what is in it with: npx vsce ls --tree --no-dependencies`,
    );
  }
  return { file, bytes, note: size };
}

/**
 * The README for the editor's page about the extension, which shows pictures from `https:` alone: the one of the
 * repository without its pictures.
 * @returns {string} its path, relative to the repository and with slashes, as vsce wants it
 */
function writeReadme() {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(join(dist, 'readme.md'), text.replaceAll(/^!\[[^\]]*\]\(media\/[^)]*\)\n\n/gm, ''));
  return 'dist/readme.md';
}
