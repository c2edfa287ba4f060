/** Whole processes, side by side: what a person waits for when each tool checks the corpus. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../lib/log.mjs';
import { dist } from '../lib/paths.mjs';
import { tail } from '../lib/process.mjs';
import { cacheFolder, corpusFiles, corpusFolder, corpusPaths } from './corpus.mjs';
import { Failures } from './repeat.mjs';
import { median } from './spread.mjs';
import { toolFolder } from './tools.mjs';

/**
 * @typedef {object} Contestant
 * @property {string} id
 * @property {string} name as the table shows it
 * @property {string[]} args of Node
 * @property {number} [most] runs, where one takes long
 * @property {(output: string, errors: string) => number | undefined} files how many files were checked, from what was printed
 */

const home = join(cacheFolder, 'hindsight-cache');

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
 * @typedef {object} Timing
 * @property {string} name
 * @property {number} median milliseconds
 * @property {number} least
 * @property {number[]} times
 * @property {number} asked how many times were to be measured
 * @property {number} cold the median of our own cold run in the same turns
 * @property {number} files
 */

/**
 * @typedef {object} Turns
 * @property {readonly string[]} names ids of those that are asked for; our cold run takes part in any case
 * @property {number} runs
 * @property {(line: string) => void} say
 * @property {(id: string, timing: Timing) => void} measured
 * @property {(id: string, error: unknown) => void} failed
 */

/** @param {Turns} turns */
export async function measureProcesses(turns) {
  configureTools(turns.names);
  await takeTurns({ ...turns, contestants, cwd: corpusFolder, files: corpusFiles() });
}

/**
 * Runs every tool once unmeasured, to see that it checks the whole corpus, and then in turns, so that whatever else the
 * machine does meets all of them alike. A tool that does not run is left out; the others stay.
 * @param {Turns & { contestants: readonly Contestant[], cwd: string, files: number }} options
 */
export async function takeTurns({ contestants, cwd, files, names, runs, say, measured, failed }) {
  const taking = contestants
    .filter(({ id }) => id === 'cold' || names.includes(id))
    .map((one) => ({ one, times: /** @type {number[]} */ ([]), failures: new Failures(say) }));
  for (const { one, failures } of taking) {
    await failures.watch(`${one.name}, unmeasured,`, async () => {
      const checked = await rehearse(one, cwd);
      if (checked !== files) throw new PlainError(`It checked ${checked} files, not ${files}.`);
      say(`${one.name} runs`);
    });
    // Without it there is nothing to compare the others with.
    if (one.id === 'cold' && failures.first) break;
  }
  const whole = taking.filter(({ failures }) => !failures.first);
  for (let run = 0; run < runs && whole[0]?.one.id === 'cold'; run++) {
    for (const { one, times, failures } of whole) {
      if (run >= (one.most ?? runs) || failures.areTooMany) continue;
      await failures.watch(one.name, async () => {
        const milliseconds = await time(one, cwd);
        times.push(milliseconds);
        say(`${one.name}: ${milliseconds.toFixed(0)} ms`);
      });
    }
  }
  const cold = taking[0]?.times ?? [];
  for (const { one, times, failures } of taking) {
    if (!names.includes(one.id)) continue;
    if (times.length === 0 || cold.length === 0)
      failed(one.id, failures.first ?? new PlainError('Our own cold run, to compare it with, failed.'));
    else
      measured(one.id, {
        name: one.name,
        median: median(times),
        least: Math.min(...times),
        times,
        asked: Math.min(runs, one.most ?? runs),
        cold: median(cold),
        files,
      });
  }
}

/**
 * @param {string} name of the tool
 * @param {...string} parts below its node_modules
 */
function toolModule(name, ...parts) {
  return toolFolder(name, 'node_modules', ...parts);
}

/** @param {readonly string[]} names */
function configureTools(names) {
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
 * @param {Contestant} one
 * @param {string} cwd
 */
function time(one, cwd) {
  const started = performance.now();
  return new Promise((/** @type {(milliseconds: number) => void} */ resolve, reject) => {
    const child = start(one, cwd, 'ignore');
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      const milliseconds = performance.now() - started;
      // 1: there are hints.
      if (code === 0 || code === 1) resolve(milliseconds);
      else reject(new PlainError(`It ended with ${signal ?? `code ${code}`}.`));
    });
  });
}

/**
 * @param {Contestant} one
 * @param {string} cwd
 * @returns {Promise<number>} the number of files it checked
 */
function rehearse(one, cwd) {
  return new Promise((resolve, reject) => {
    const child = start(one, cwd, 'pipe');
    let output = '';
    let errors = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      try {
        const files = code === 0 || code === 1 ? one.files(output, errors) : undefined;
        if (files === undefined) throw new PlainError(`code ${code}`);
        resolve(files);
      } catch (error) {
        const why = error instanceof Error ? error.message : error;
        reject(new PlainError(`It did not run (${why}):\n${tail(errors || output)}`));
      }
    });
  });
}

/**
 * @param {Contestant} one
 * @param {string} cwd
 * @param {'ignore' | 'pipe'} output
 */
function start(one, cwd, output) {
  return spawn(process.execPath, one.args, {
    cwd,
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
