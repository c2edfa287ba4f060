/**
 * How much the tests notice; `USAGE` below has the options. Changes one operator, condition or return of `src` or `content`
 * at a time, in a work tree of its own, and runs the tests that `npm test -- --changed` picks for that change, until one
 * fails. What no test notices has survived.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { commandLine } from './lib/command-line.mjs';
import { dim, green, PlainError, red, runMain, say, seconds, step } from './lib/log.mjs';
import { candidates, chosen } from './lib/mutate.mjs';
import { root, testResults } from './lib/paths.mjs';
import { run, tail } from './lib/process.mjs';

/** @typedef {import('./lib/mutate.mjs').Mutant} Mutant */
/** @typedef {Mutant & { survived: boolean, killer: string, milliseconds: number }} Result */

const USAGE = `node scripts/mutants.mjs [OPTIONS]

Changes one operator, condition or return at a time and says which changes no test notices.

  --count N      how many places (60)
  --seed N       the same seed picks the same places of files that have not changed (1)
  --only PHASE,… the phases that are run for each (unit,content)
  --from FILE    the survivors of an earlier run instead of new places
  --out FILE     where the results go, after each place (test-results/mutants.json)
  --resume       goes on after the results that are there, so that a run of hours may be ended at any time
`;

/** In milliseconds; a change that makes the tests run on and on is noticed by that. */
const patience = 1_800_000;

await runMain(async () => {
  const given = commandLine(
    {
      count: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      from: { type: 'string' },
      out: { type: 'string' },
      resume: { type: 'boolean' },
    },
    USAGE,
  );
  if (!given) return;
  const { count: howMany = '60', seed = '1', only = 'unit,content', from, resume } = given.values;
  const count = Number(howMany);
  if (!Number.isInteger(count) || count < 1) throw new PlainError('--count wants a number from 1 on.');
  const git = async (/** @type {string[]} */ ...args) => {
    const { code, output } = await run('git', args, { cwd: root });
    if (code !== 0) throw new PlainError(`git ${args.join(' ')} said:\n${tail(output)}`);
    return output;
  };
  const out = resolve(given.values.out ?? join(testResults, 'mutants.json'));
  const mutants = from
    ? survivors(resolve(from))
    : await step('Places', async () => chosen(await candidates(root), count, Number(seed)));
  const tree = join(realpathSync(mkdtempSync(join(tmpdir(), 'hindsight-mutants-'))), 'tree');
  /** @type {Result[]} */
  const results = resume && existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : [];
  const key = (/** @type {Mutant} */ { path, start, becomes }) => `${path} ${start} ${becomes}`;
  const done = new Set(results.map(key));
  try {
    await git('worktree', 'add', '--detach', tree, 'HEAD');
    for (const folder of ['node_modules', '.vscode-test'])
      symlinkSync(join(root, folder), join(tree, folder), 'junction');
    for (const mutant of mutants.filter((each) => !done.has(key(each)))) {
      const result = await tryOne(tree, mutant, only);
      results.push(result);
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, `${JSON.stringify(results, null, 2)}\n`);
      const { path, line, was, becomes, survived, killer, milliseconds } = result;
      const mark = survived ? red('survived') : green('noticed ');
      say(`${mark} ${path}:${line} ${dim(`${was} → ${becomes} · ${killer} ${seconds(milliseconds)}`)}`);
    }
  } finally {
    await git('worktree', 'remove', '--force', tree);
    rmSync(dirname(tree), { recursive: true, force: true });
  }
  const noticed = results.filter(({ survived }) => !survived).length;
  say(`${noticed} of ${results.length} changes are noticed (${out}).`);
});

/**
 * @param {string} tree
 * @param {Mutant} mutant
 * @param {string} only phases
 * @returns {Promise<Result>}
 */
async function tryOne(tree, mutant, only) {
  const file = join(tree, mutant.path);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, mutant.start) + mutant.becomes + text.slice(mutant.end));
  const started = performance.now();
  try {
    let killer;
    for (const part of inOrder(only, mutant.path)) {
      const args = [join(tree, 'scripts', 'test.mjs'), '--changed', '--bail', '--only', ...part];
      const { code, output } = await run(process.execPath, args, { cwd: tree, timeout: patience });
      if (code === 0) continue;
      killer = /^ *[✗✖] (.+)$/m.exec(output)?.[1] ?? `the phase ${part[0]}`;
      break;
    }
    const milliseconds = performance.now() - started;
    return { ...mutant, survived: killer === undefined, killer: killer ?? '', milliseconds };
  } finally {
    writeFileSync(file, text);
  }
}

/**
 * Phases one by one, what is most likely to notice a change first: for one of the content, its examples.
 * @param {string} only
 * @param {string} path of the change
 * @returns {string[][]} arguments after `--only`
 */
function inOrder(only, path) {
  const phases = only.split(',');
  if (!path.startsWith('content/') || !phases.includes('content')) return phases.map((phase) => [phase]);
  const others = phases.filter((phase) => phase !== 'content');
  return [['content', '--file', 'content/examples'], ['content'], ...others.map((phase) => [phase])];
}

/** @param {string} file @returns {Mutant[]} */
function survivors(file) {
  /** @type {Result[]} */
  const results = JSON.parse(readFileSync(file, 'utf8'));
  return results.filter(({ survived }) => survived);
}
