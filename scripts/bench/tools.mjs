/** The tools that Hindsight is measured against, each in a folder of its own: one that fails leaves the others. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './corpus.mjs';
import { runNpm } from './npm.mjs';

/** Packages and versions. @type {Record<string, Record<string, string>>} */
const tools = {
  oxlint: { oxlint: '1.94.0' },
  biome: { '@biomejs/biome': '2.6.8' },
  eslint: {
    eslint: '10.15.0',
    'eslint-plugin-react-hooks': '7.1.1',
    'eslint-plugin-react-you-might-not-need-an-effect': '1.0.2',
    '@typescript-eslint/parser': '8.73.0',
    typescript: '5.9.3',
  },
};

/** All of them with their versions, for the table. @type {Record<string, string>} */
export const toolVersions = Object.assign({}, ...Object.values(tools));

/**
 * Installs one of them, where it is not yet in place.
 * @param {string} name
 * @returns {Promise<{ note: string }>}
 * @throws {import('../lib/log.mjs').PlainError} when npm fails
 */
export async function ensureTool(name) {
  const folder = toolFolder(name);
  const manifest = join(folder, 'package.json');
  const wanted = `${JSON.stringify({ name: `bench-${name}`, private: true, dependencies: tools[name] }, null, 2)}\n`;
  const done = join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(done) && existsSync(manifest) && readFileSync(manifest, 'utf8') === wanted)
    return { note: 'in place' };
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  writeFileSync(manifest, wanted);
  await runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  return { note: 'installed' };
}

/**
 * @param {string} name
 * @param {...string} parts below the folder that it is installed in
 */
export function toolFolder(name, ...parts) {
  return join(cacheFolder, 'tools', name, ...parts);
}
