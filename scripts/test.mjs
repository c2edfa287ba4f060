/**
 * `npm test [-- --only PHASE[,PHASE]] [--file TEXT[,TEXT]] [--grep TEXT] [--verbose]`: everything that says
 * whether the product works, in the order of how soon it tells. `--file` keeps the test files whose path
 * contains one of the texts, `--grep` the tests whose name matches (not in the editor's suites), and `--verbose` shows
 * the editor's console. PHASE is one of generated, types, lint, build, unit, content,
 * editor, browser. `content` are the tests below `test/content` and `unit` all other tests without an editor.
 *
 * The last line is `N passed, N failed`. The exit code is 0 only when nothing failed and every phase ran at
 * least one test.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { bold, dim, green, PlainError, red, runMain, say, seconds, step, yellow } from './lib/log.mjs';
import { dist, root, testResults } from './lib/paths.mjs';
import { run, tail } from './lib/process.mjs';

/** @typedef {import('./lib/nodeTests.mjs').Counts} Counts */

const require = createRequire(import.meta.url);
const phases = ['generated', 'types', 'lint', 'build', 'unit', 'content', 'editor', 'browser'];

/** @type {{ name: string, counts: Counts, milliseconds: number, note: string }[]} */
const results = [];
let vsix = /** @type {string | undefined} */ (undefined);

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      file: { type: 'string' },
      grep: { type: 'string' },
      verbose: { type: 'boolean' },
    },
  });
  const only = values.only?.split(',').map((name) => name.trim());
  const unknown = only?.find((name) => !phases.includes(name));
  if (unknown) throw new PlainError(`There is no phase ${unknown}; there are ${phases.join(', ')}.`);
  const wanted = (/** @type {string} */ name) => only === undefined || only.includes(name);
  if (!only) rmSync(testResults, { recursive: true, force: true });
  mkdirSync(testResults, { recursive: true });

  await step('Dependencies', ensureDependencies);
  const { build, findFiles } = await import('./lib/bundle.mjs');
  const texts = (values.file ?? '').split(',').map((text) => text.trim());
  const tests = (/** @type {string} */ folder, /** @type {RegExp | undefined} */ skip = undefined) =>
    findFiles(folder, /\.test\.ts$/, skip).filter((file) => texts.some((text) => file.includes(text)));
  const test = join(root, 'test');

  if (wanted('generated')) await phase('generated', () => checkGenerated());
  if (wanted('types')) await phase('types', () => tool('typescript', 'tsc', ['-p', root]));
  if (wanted('lint'))
    await phase('lint', () => tool('@biomejs/biome', 'biome', ['ci', '--colors=off', root]));
  if (wanted('build')) await phase('build', () => check(() => build({ complete: true })));
  if (wanted('unit')) {
    const files = tests(test, /^(content|editor|browser|harness)\/|(^|\/)fixtures\//);
    await phase('unit', () => nodeTests(files, availableParallelism(), 300_000, values.grep, 0));
  }
  if (wanted('content')) {
    const files = tests(join(test, 'content'), /(^|\/)fixtures\//);
    await phase('content', () => nodeTests(files, availableParallelism(), 300_000, values.grep, 0));
  }
  if (wanted('editor') || wanted('browser')) await prepareEditor(wanted('build'));
  if (wanted('editor')) {
    await phase('editor', async () => {
      const { runHostTests } = await import('./lib/hostTests.mjs');
      const suites = tests(join(test, 'editor'));
      return runHostTests(suites, { vsix, verbose: values.verbose ?? false });
    });
  }
  if (wanted('browser')) {
    const files = tests(join(test, 'browser'));
    const isPage = (/** @type {string} */ file) => basename(file).startsWith('panel-');
    // The panel's page alone needs no editor, so that two of them get on beside each other.
    const pages = files.filter(isPage);
    const editors = files.filter((file) => !isPage(file));
    const beside = Math.min(2, availableParallelism());
    if (pages.length > 0) await phase('pages', () => nodeTests(pages, beside, 900_000, values.grep, 2));
    // One at a time: two editors and two browsers on a small machine make each other late.
    if (editors.length > 0 || pages.length === 0)
      await phase('browser', () => nodeTests(editors, 1, 900_000, values.grep, 2));
  }
});
if (vsix) rmSync(vsix, { force: true });
summary();

/**
 * Runs one phase and keeps its counts. What it throws counts as one failure.
 * @param {string} name
 * @param {() => Promise<Counts>} work
 */
async function phase(name, work) {
  say(`\n${bold(name)}`);
  const started = performance.now();
  /** @type {Counts} */
  let counts = { passed: 0, failed: 0, skipped: 0 };
  let note = '';
  try {
    counts = await work();
    if (counts.passed + counts.failed === 0) {
      counts.failed = 1;
      note = 'no test ran';
    }
  } catch (error) {
    counts.failed++;
    note = error instanceof PlainError ? error.message : String(error instanceof Error ? error.stack : error);
  }
  if (note) say(red(note));
  results.push({ name, counts, milliseconds: performance.now() - started, note });
}

/** The package and the editor, for both phases that need them. */
async function prepareEditor(/** @type {boolean} */ built) {
  await phase('package', async () => {
    const [{ ensureEditor }, { ensureBrowser }, { build }, { pack }] = await Promise.all([
      import('./editor/install.mjs'),
      import('./editor/browser.mjs'),
      import('./lib/bundle.mjs'),
      import('./lib/package.mjs'),
    ]);
    await Promise.all([step('Editor', ensureEditor), step('Browser', ensureBrowser)]);
    if (!built) await step('Build', () => build());
    const file = join(dist, `hindsight-${process.pid}.vsix`);
    await step('Package', () => pack({ out: file }));
    vsix = file;
    return { passed: 1, failed: 0, skipped: 0 };
  });
}

/** @returns {Promise<Counts>} whether the generated files are in step with what they are made from */
async function checkGenerated() {
  const script = join(root, 'scripts', 'generate.mjs');
  if (!existsSync(script))
    throw new PlainError('scripts/generate.mjs is missing, so nothing holds the generated files in step.');
  return ended(await run(process.execPath, [script, '--check'], { cwd: root, show: true }));
}

/**
 * Runs a package's own program with this Node.
 * @param {string} name package
 * @param {string} program its entry in `bin`
 * @param {readonly string[]} args
 */
async function tool(name, program, args) {
  const manifestFile = require.resolve(`${name}/package.json`);
  const { bin } = require(manifestFile);
  const file = join(dirname(manifestFile), typeof bin === 'string' ? bin : bin[program]);
  return ended(await run(process.execPath, [file, ...args], { cwd: root, show: true }));
}

/**
 * @param {import('./lib/process.mjs').RunResult} result
 * @returns {Counts}
 */
function ended(result) {
  return result.code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Counts>}
 */
async function check(work) {
  await work();
  return { passed: 1, failed: 0, skipped: 0 };
}

/**
 * @param {readonly string[]} files
 * @param {number} concurrency
 * @param {number} timeout
 * @param {string | undefined} grep
 * @param {number} again how often files with a failure are run once more
 */
async function nodeTests(files, concurrency, timeout, grep, again) {
  const { runNodeTests } = await import('./lib/nodeTests.mjs');
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  return runNodeTests(files, {
    concurrency,
    timeout,
    grep,
    again,
    env: vsix ? { HINDSIGHT_VSIX: vsix } : {},
  });
}

function summary() {
  for (const { name, counts } of results) {
    for (const failure of counts.failures ?? [])
      say(`\n${red('✗')} ${name}: ${failure.name}\n${dim(indented(failure.error))}`);
    for (const failure of counts.unsteady ?? [])
      say(
        `\n${yellow('!')} ${name}: ${failure.name}: passed when run again; before, it failed with\n${dim(indented(failure.error))}`,
      );
  }
  let passed = 0;
  let failed = 0;
  say('');
  for (const { name, counts, milliseconds, note } of results) {
    passed += counts.passed;
    failed += counts.failed;
    const mark = counts.failed > 0 ? red('✗') : green('✓');
    const skipped = counts.skipped > 0 ? yellow(`, ${counts.skipped} skipped`) : '';
    const unsteady = counts.unsteady?.length ? yellow(`, ${counts.unsteady.length} only when run again`) : '';
    const why = note ? dim(` (${tail(note, 1).slice(0, 120)})`) : '';
    say(
      `${mark} ${name.padEnd(10)} ${counts.passed} passed, ${counts.failed} failed${skipped}${unsteady} ${dim(seconds(milliseconds))}${why}`,
    );
  }
  // A run that was stopped before its first phase has already said why.
  if (results.length === 0) failed = 1;
  if (failed > 0) process.exitCode = 1;
  say(`${passed} passed, ${failed} failed`);
}

/** @param {string} text @returns {string} its first lines, set in */
function indented(text) {
  return text
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n');
}
