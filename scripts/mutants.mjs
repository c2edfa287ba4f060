/**
 * `node scripts/mutants.mjs [--count N] [--seed N] [--only PHASE,…] [--from FILE] [--out FILE] [--resume]`: how much the tests notice.
 * Changes one operator, condition or return of `src` or `content` at a time, in a work tree of its own, and runs the tests
 * that `npm test -- --changed` picks for that change, until one fails. What no test notices has survived.
 *
 * The same seed picks the same places of the same commit. `--only` names phases (unit and content when absent), `--from`
 * takes the survivors of an earlier run instead of new places, and `--out` says where the results go (JSON;
 * test-results/mutants.json when absent). They are written after each mutant, and `--resume` goes on after those that are
 * there, so that a run of hours may be ended at any time.
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
import { parseArgs } from 'node:util';
import { dim, green, PlainError, red, runMain, say, seconds, step } from './lib/log.mjs';
import { candidates, chosen } from './lib/mutate.mjs';
import { root, testResults } from './lib/paths.mjs';
import { run, tail } from './lib/process.mjs';

/** @typedef {import('./lib/mutate.mjs').Mutant} Mutant */
/** @typedef {Mutant & { survived: boolean, killer: string, milliseconds: number }} Result */

/** In milliseconds; a change that makes the tests run on and on is noticed by that. */
const patience = 1_800_000;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: 'unit,content' },
      from: { type: 'string' },
      out: { type: 'string', default: join(testResults, 'mutants.json') },
      resume: { type: 'boolean', default: false },
    },
  });
  const count = Number(values.count);
  if (!Number.isInteger(count) || count < 1) throw new PlainError('--count wants a number from 1 on.');
  const git = async (/** @type {string[]} */ ...args) => {
    const { code, output } = await run('git', args, { cwd: root });
    if (code !== 0) throw new PlainError(`git ${args.join(' ')} said:\n${tail(output)}`);
    return output;
  };
  const out = resolve(values.out);
  const mutants = values.from
    ? survivors(resolve(values.from))
    : await step('Places', async () => chosen(await candidates(root), count, Number(values.seed)));
  const tree = join(realpathSync(mkdtempSync(join(tmpdir(), 'hindsight-mutants-'))), 'tree');
  /** @type {Result[]} */
  const results = values.resume && existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : [];
  const key = (/** @type {Mutant} */ { path, start, becomes }) => `${path} ${start} ${becomes}`;
  const done = new Set(results.map(key));
  try {
    await git('worktree', 'add', '--detach', tree, 'HEAD');
    for (const folder of ['node_modules', '.vscode-test'])
      symlinkSync(join(root, folder), join(tree, folder), 'junction');
    for (const mutant of mutants.filter((each) => !done.has(key(each)))) {
      const result = await tryOne(tree, mutant, values.only);
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
    for (const phase of inOrder(only, mutant.path)) {
      const args = [join(tree, 'scripts', 'test.mjs'), '--changed', '--bail', '--only', phase];
      const { code, output } = await run(process.execPath, args, { cwd: tree, timeout: patience });
      if (code === 0) continue;
      killer = /^ *[✗✖] (.+)$/m.exec(output)?.[1] ?? `the phase ${phase}`;
      break;
    }
    const milliseconds = performance.now() - started;
    return { ...mutant, survived: killer === undefined, killer: killer ?? '', milliseconds };
  } finally {
    writeFileSync(file, text);
  }
}

/**
 * Phases one by one, the one that is most likely to notice a change first.
 * @param {string} only
 * @param {string} path of the change
 */
function inOrder(only, path) {
  const phases = only.split(',');
  return path.startsWith('content/')
    ? phases.sort((a, b) => +(b === 'content') - +(a === 'content'))
    : phases;
}

/** @param {string} file @returns {Mutant[]} */
function survivors(file) {
  /** @type {Result[]} */
  const results = JSON.parse(readFileSync(file, 'utf8'));
  return results.filter(({ survived }) => survived);
}
