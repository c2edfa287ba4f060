/** The files that the benchmark runs on, fetched from the npm registry into a cache folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../lib/log.mjs';
import { root } from '../lib/paths.mjs';
import { run, tail } from '../lib/process.mjs';
import { runNpm } from './npm.mjs';

/** Git ignores it. */
export const cacheFolder = join(root, '.cache', 'bench');
/** Holds one folder for each package of the corpus. */
export const corpusFolder = join(cacheFolder, 'corpus');

/** Packages that publish their `src` folder: together 2,046 JavaScript and TypeScript files. */
const corpus = [
  { folder: 'components', name: '@wordpress/components', version: '41.0.0' },
  { folder: 'block-editor', name: '@wordpress/block-editor', version: '18.0.0' },
  { folder: 'editor', name: '@wordpress/editor', version: '15.0.0' },
];

/** The paths given to every tool, relative to `corpusFolder`. */
export const corpusPaths = corpus.map(({ folder }) => `${folder}/src`);

/** The packages and versions of the corpus, for the table. */
export const corpusVersions = corpus.map(({ name, version }) => `${name}@${version}`);

/**
 * Fetches what is missing.
 * @returns {Promise<{ note: string }>}
 * @throws {PlainError} when npm fails
 */
export async function ensureCorpus() {
  // A folder of its own repository, or the tools would take it for ignored by ours.
  mkdirSync(join(corpusFolder, '.git'), { recursive: true });
  let fetched = 0;
  for (const one of corpus) {
    const stamp = join(corpusFolder, one.folder, 'package.json');
    if (existsSync(stamp) && JSON.parse(readFileSync(stamp, 'utf8')).version === one.version) continue;
    await fetchPackage(one);
    fetched++;
  }
  return { note: `${corpusFiles()} files${fetched > 0 ? `, ${fetched} packages fetched` : ''}` };
}

/** @param {{ folder: string, name: string, version: string }} one */
async function fetchPackage(one) {
  const work = join(cacheFolder, `fetch-${one.folder}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true }));
  // Without its dependencies: only the package's own sources are wanted.
  await runNpm(['pack', `${one.name}@${one.version}`, '--silent'], work);
  const archive = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (!archive) throw new PlainError(`npm pack left no archive of ${one.name}.`);
  await extract(join(work, archive), work);
  const target = join(corpusFolder, one.folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  renameSync(join(work, 'package', 'src'), join(target, 'src'));
  renameSync(join(work, 'package', 'package.json'), join(target, 'package.json'));
  rmSync(work, { recursive: true, force: true });
}

/**
 * @param {string} archive
 * @param {string} folder
 */
async function extract(archive, folder) {
  const result = await run('tar', ['xzf', archive, '-C', folder]);
  if (result.code !== 0) throw new PlainError(`tar could not unpack ${archive}:\n${tail(result.output)}`);
}

/** @returns {number} how many files every tool has to check */
export function corpusFiles() {
  return corpusPaths.reduce((sum, path) => sum + countFiles(join(corpusFolder, path)), 0);
}

/** @param {string} folder */
function countFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(?:[cm]?[jt]s|[jt]sx)$/.test(entry.name),
  ).length;
}
