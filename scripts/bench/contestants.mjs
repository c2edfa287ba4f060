/** The tools that check the corpus side by side, and how each is called. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from '../lib/paths.mjs';
import { cacheFolder, corpusFolder, corpusPaths } from './corpus.mjs';
import { toolFolder } from './tools.mjs';

/**
 * @typedef {object} Contestant
 * @property {string} id
 * @property {string} name as the table shows it
 * @property {string[]} args of Node
 * @property {number} [most] runs, where one takes long
 * @property {(output: string, errors: string) => number | undefined} files how many files were checked, from what was printed
 */

/** Where the command line keeps its cache meanwhile. */
export const home = join(cacheFolder, 'hindsight-cache');

/** Our own cold run comes first: the others are compared with it. @type {readonly Contestant[]} */
export const contestants = [
  {
    id: 'cold',
    name: 'hindsight check, cold (--no-cache)',
    args: [join(dist, 'cli.js'), 'check', '--no-cache', '--format', 'json', ...corpusPaths],
    files: (output) => JSON.parse(output).summary.files,
  },
  {
    id: 'repeated',
    name: 'hindsight check, repeated on an unchanged tree',
    args: [join(dist, 'cli.js'), 'check', '--format', 'json', ...corpusPaths],
    files: (output) => JSON.parse(output).summary.files,
  },
  {
    id: 'oxlint',
    name: 'oxlint, default and React rules',
    args: [toolModule('oxlint', 'oxlint', 'bin', 'oxlint'), '--react-plugin', ...corpusPaths],
    files: (output) => numberIn(output, /on (\d+) files/),
  },
  {
    id: 'biome',
    name: 'Biome, useExhaustiveDependencies only',
    args: [
      toolModule('biome', '@biomejs', 'biome', 'bin', 'biome'),
      'lint',
      '--only=correctness/useExhaustiveDependencies',
      ...corpusPaths,
    ],
    files: (output, errors) => numberIn(output + errors, /Checked (\d+) files/),
  },
  {
    id: 'eslint',
    name: 'ESLint, the two plugins for React effects',
    args: [
      toolModule('eslint', 'eslint', 'bin', 'eslint.js'),
      '--config',
      toolFolder('eslint', 'eslint.config.mjs'),
      '--format',
      'json',
      ...corpusPaths,
    ],
    most: 2,
    files: (output) => JSON.parse(output).length,
  },
];

/**
 * @param {string} name of the tool
 * @param {...string} parts below its node_modules
 */
function toolModule(name, ...parts) {
  return toolFolder(name, 'node_modules', ...parts);
}

/**
 * Writes what the tools need beside the corpus.
 * @param {readonly string[]} names
 */
export function configureTools(names) {
  // Without a configuration of its own Biome would take ours, which is about another tree.
  writeFileSync(
    join(corpusFolder, 'biome.json'),
    JSON.stringify({
      root: true,
      vcs: { enabled: false },
      files: { includes: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'] },
    }),
  );
  if (names.includes('eslint')) writeFileSync(toolFolder('eslint', 'eslint.config.mjs'), eslintConfiguration);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
}

const eslintConfiguration = `import parser from '@typescript-eslint/parser';
import hooks from 'eslint-plugin-react-hooks';
import effects from 'eslint-plugin-react-you-might-not-need-an-effect';
export default [
  {
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { 'react-hooks': hooks, 'react-you-might-not-need-an-effect': effects },
    rules: { ...hooks.configs.flat.recommended.rules, ...effects.configs.recommended.rules },
  },
];
`;

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
function numberIn(text, pattern) {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
