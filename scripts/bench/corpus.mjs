/** What the benchmark runs on and against, fetched from the npm registry into a cache folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from '../lib/dependencies.mjs';
import { PlainError } from '../lib/log.mjs';
import { root } from '../lib/paths.mjs';
import { tail } from '../lib/process.mjs';

/** Git ignores it. */
export const cacheFolder = join(root, '.cache', 'bench');
/** Holds one folder for each package of the corpus. */
export const corpusFolder = join(cacheFolder, 'corpus');
const toolsFolder = join(cacheFolder, 'tools');

/** Packages that publish their `src` folder: together 2,046 JavaScript and TypeScript files. */
const corpus = [
  { folder: 'components', name: '@wordpress/components', version: '41.0.0' },
  { folder: 'block-editor', name: '@wordpress/block-editor', version: '18.0.0' },
  { folder: 'editor', name: '@wordpress/editor', version: '15.0.0' },
];

/** The paths given to every tool, relative to `corpusFolder`. */
export const corpusPaths = corpus.map(({ folder }) => `${folder}/src`);

/** The tools that Hindsight is measured against. */
const tools = {
  oxlint: '1.94.0',
  '@biomejs/biome': '2.6.8',
  eslint: '10.15.0',
  'eslint-plugin-react-hooks': '7.1.1',
  'eslint-plugin-react-you-might-not-need-an-effect': '1.0.2',
  '@typescript-eslint/parser': '8.73.0',
  typescript: '5.9.3',
};

/** The packages and versions of a run, for the table. */
export const versions = { corpus: corpus.map(({ name, version }) => `${name}@${version}`), tools };

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
  const count = corpusPaths.reduce((sum, path) => sum + countFiles(join(corpusFolder, path)), 0);
  return { note: `${count} files${fetched > 0 ? `, ${fetched} packages fetched` : ''}` };
}

/** @param {{ folder: string, name: string, version: string }} one */
async function fetchPackage(one) {
  const work = join(cacheFolder, `fetch-${one.folder}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true }));
  // Without its dependencies: only the package's own sources are wanted.
  await run(['pack', `${one.name}@${one.version}`, '--silent'], work);
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
  const { run: runProgram } = await import('../lib/process.mjs');
  const result = await runProgram('tar', ['xzf', archive, '-C', folder]);
  if (result.code !== 0) throw new PlainError(`tar could not unpack ${archive}:\n${tail(result.output)}`);
}

/**
 * Installs the tools.
 * @returns {Promise<{ note: string }>}
 */
export async function ensureTools() {
  const manifest = join(toolsFolder, 'package.json');
  const wanted = `${JSON.stringify({ name: 'bench-tools', private: true, dependencies: tools }, null, 2)}\n`;
  const done = join(toolsFolder, 'node_modules', '.package-lock.json');
  if (existsSync(done) && existsSync(manifest) && readFileSync(manifest, 'utf8') === wanted)
    return { note: 'in place' };
  mkdirSync(toolsFolder, { recursive: true });
  rmSync(join(toolsFolder, 'node_modules'), { recursive: true, force: true });
  writeFileSync(manifest, wanted);
  await run(['install', '--ignore-scripts', '--no-audit', '--no-fund'], toolsFolder);
  return { note: 'installed' };
}

/** @param {...string} parts below the tools' node_modules */
export function tool(...parts) {
  return join(toolsFolder, 'node_modules', ...parts);
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
async function run(args, cwd) {
  const result = await npm(args, { cwd });
  if (result.code !== 0) {
    throw new PlainError(
      `npm ${args[0]} failed. Check the network and npm's registry setting, then run the command again. npm said:\n${tail(result.output)}`,
    );
  }
}

/** @param {string} folder */
function countFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(?:[cm]?[jt]s|[jt]sx)$/.test(entry.name),
  ).length;
}
