/** Whole processes, side by side: what a person waits for when each tool checks the corpus. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../lib/log.mjs';
import { dist } from '../lib/paths.mjs';
import { tail } from '../lib/process.mjs';
import { cacheFolder, corpusFolder, corpusPaths, tool } from './corpus.mjs';

/**
 * @typedef {object} Contestant
 * @property {string} id
 * @property {string} name as the table shows it
 * @property {string[]} args of Node
 * @property {number} [most] runs, where one takes long
 * @property {(output: string, errors: string) => number | undefined} files how many files were checked, from what was printed
 */

const home = join(cacheFolder, 'hindsight-cache');

/** @type {readonly Contestant[]} */
const contestants = [
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
    args: [tool('oxlint', 'bin', 'oxlint'), '--react-plugin', ...corpusPaths],
    files: (output) => numberIn(output, /on (\d+) files/),
  },
  {
    id: 'biome',
    name: 'Biome, useExhaustiveDependencies only',
    args: [
      tool('@biomejs', 'biome', 'bin', 'biome'),
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
      tool('eslint', 'bin', 'eslint.js'),
      '--config',
      tool('..', 'eslint.config.mjs'),
      '--format',
      'json',
      ...corpusPaths,
    ],
    most: 2,
    files: (output) => JSON.parse(output).length,
  },
];

/** @typedef {{ id: string, name: string, median: number, least: number, times: number[], files: number }} Timing */

/**
 * Runs every tool once unmeasured, to see that it checks the whole corpus, and then in turns, so that whatever else the
 * machine does meets all of them alike.
 * @param {{ runs: number, skip: ReadonlySet<string>, onRun: (line: string) => void }} options
 * @returns {Promise<Timing[]>} times in milliseconds
 * @throws {PlainError} when a tool does not run, or leaves files out
 */
export async function measureProcesses({ runs, skip, onRun }) {
  configureTools();
  const taking = contestants.filter(({ id }) => !skip.has(id));
  /** @type {Map<string, number[]>} */
  const times = new Map(taking.map(({ id }) => [id, []]));
  /** @type {Map<string, number>} */
  const files = new Map();
  for (const one of taking) files.set(one.id, await rehearse(one));
  const expected = files.get('cold') ?? 0;
  for (const one of taking) {
    if (files.get(one.id) !== expected)
      throw new PlainError(`${one.name} checked ${files.get(one.id)} files, not ${expected}.`);
  }
  for (let run = 0; run < runs; run++) {
    for (const one of taking) {
      if (run >= (one.most ?? runs)) continue;
      const milliseconds = await time(one);
      times.get(one.id)?.push(milliseconds);
      onRun(`${one.name}: ${milliseconds.toFixed(0)} ms`);
    }
  }
  return taking.map(({ id, name }) => {
    const all = times.get(id) ?? [];
    return { id, name, median: median(all), least: Math.min(...all), times: all, files: expected };
  });
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? /** @type {number} */ (sorted[middle])
    : (Number(sorted[middle - 1]) + Number(sorted[middle])) / 2;
}

function configureTools() {
  // Without a configuration of its own Biome would take ours, which is about another tree.
  writeFileSync(
    join(corpusFolder, 'biome.json'),
    JSON.stringify({
      root: true,
      vcs: { enabled: false },
      files: { includes: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'] },
    }),
  );
  writeFileSync(
    tool('..', 'eslint.config.mjs'),
    `import parser from '@typescript-eslint/parser';
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
`,
  );
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
}

/** @param {Contestant} one */
function time(one) {
  const started = performance.now();
  return new Promise((/** @type {(milliseconds: number) => void} */ resolve, reject) => {
    const child = start(one, 'ignore');
    child.on('error', reject);
    child.on('exit', () => resolve(performance.now() - started));
  });
}

/**
 * @param {Contestant} one
 * @returns {Promise<number>} the number of files it checked
 */
function rehearse(one) {
  return new Promise((resolve, reject) => {
    const child = start(one, 'pipe');
    let output = '';
    let errors = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      try {
        const files = code === 0 || code === 1 ? one.files(output, errors) : undefined;
        if (files === undefined) throw new Error(`code ${code}`);
        resolve(files);
      } catch (error) {
        reject(new PlainError(`${one.name} did not run (${error}):\n${tail(errors || output)}`));
      }
    });
  });
}

/**
 * @param {Contestant} one
 * @param {'ignore' | 'pipe'} output
 */
function start(one, output) {
  return spawn(process.execPath, one.args, {
    cwd: corpusFolder,
    stdio: ['ignore', output, output],
    env: { ...process.env, XDG_CACHE_HOME: home, LOCALAPPDATA: home, NO_COLOR: '1' },
  });
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
function numberIn(text, pattern) {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
