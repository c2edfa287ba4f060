/**
 * `npm test`: everything that says whether the product works. `USAGE` below has the options. The phase *content* are the
 * tests below `test/content`, and *unit* all other tests without an editor. Phases that open windows of an editor run
 * beside the others, which give way to them: a window waits now and then, and leaves a processor with nothing to do.
 *
 * Nothing is tried twice, but for one net: with `CI=true`, a file of the editor or browser phase that failed is run once
 * more. If it passes then it is listed as unsteady, and two such files make the run fail.
 *
 * The last line is `N passed, N failed`. The exit code is 0 only when nothing failed and every phase ran at least one
 * test. What was seen of failures in an editor or a page is kept in `test-results/failures`.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { commandLine } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { bold, PlainError, red, runMain, say, step } from './lib/log.mjs';
import { dist, root, testResults } from './lib/paths.mjs';
import { programOf, run } from './lib/process.mjs';
import { Slots } from './lib/slots.mjs';
import { hasNet } from './lib/testFiles.mjs';
import { report } from './lib/testReport.mjs';

/** @typedef {import('./lib/testFiles.mjs').Counts} Counts */

const phases = ['generated', 'types', 'lint', 'build', 'unit', 'content', 'editor', 'browser'];
const net = hasNet();
const failures = join(testResults, 'failures');
const cores = availableParallelism();
/** A page of the panel and the test that asks it take turns. */
const pageLanes = Math.max(1, Math.min(4, cores));
/** An editor's window with its server and extension host keeps two cores busy. More of them would wait for each other. */
const lanes = Math.max(1, Math.min(4, Math.floor(cores / 2)));

const USAGE = `npm test [-- OPTIONS]

Runs everything that says whether the product works, and ends with "N passed, N failed".

  --only PHASE,…     some phases: ${phases.join(', ')}
  --file TEXT,…      the test files whose path contains one of the texts; may be given more than once
  --grep TEXT        the tests whose name matches (not in the editor's suites)
  --changed          what can be broken by what is not committed
  --since COMMIT     what can be broken by all that changed since a commit
  --pictures         keeps pictures of what the browser tests see, in test-results/screenshots
  --bail             stops at the first failure
  --verbose          prints every test
`;

/**
 * For glibc, with which Node allocates: it keeps what was freed, and asks for large pages. Where processors are virtual, a page
 * that is touched for the first time can cost 15 µs, and a run touches millions of them.
 */
const allocation = [
  'glibc.malloc.hugetlb=1',
  `glibc.malloc.trim_threshold=${2 ** 28}`,
  `glibc.malloc.mmap_threshold=${2 ** 25}`,
  `glibc.malloc.top_pad=${2 ** 21}`,
].join(':');

/** The order in which the phases are reported at the end; they run in two rows, those that open windows beside all others. */
const order = [...phases.slice(0, -2), 'package', 'editor', 'pages', 'browser'];

/** @type {import('./lib/testReport.mjs').PhaseResult[]} */
const results = [];
const begun = performance.now();
let vsix = /** @type {string | undefined} */ (undefined);
/** Whether any test was asked for, and not only what can be asked. */
let isAsked = true;
let nothing = /** @type {string | undefined} */ (undefined);

await runMain(async () => {
  const given = commandLine(
    {
      only: { type: 'string' },
      file: { type: 'string', multiple: true },
      grep: { type: 'string' },
      changed: { type: 'boolean' },
      since: { type: 'string' },
      pictures: { type: 'boolean' },
      bail: { type: 'boolean' },
      verbose: { type: 'boolean' },
    },
    USAGE,
  );
  if (!given) {
    isAsked = false;
    return;
  }
  const { values } = given;
  const only = values.only?.split(',').map((name) => name.trim());
  const unknown = only?.find((name) => !phases.includes(name));
  if (unknown) throw new PlainError(`There is no phase ${unknown}; there are ${phases.join(', ')}.`);
  const { grep, verbose = false, bail = false } = values;
  rmSync(failures, { recursive: true, force: true });
  // What else is there was not made by tests: the benchmark's numbers took half an hour.
  for (const name of only ? [] : ['logs', 'screenshots'])
    rmSync(join(testResults, name), { recursive: true, force: true });
  mkdirSync(testResults, { recursive: true });
  process.env['GLIBC_TUNABLES'] ??= allocation;
  process.env['HINDSIGHT_PICTURES'] = values.pictures ? '1' : '';

  await step('Dependencies', ensureDependencies);
  const { build, findFiles } = await import('./lib/bundle.mjs');
  const texts = (values.file ?? ['']).flatMap((text) => text.split(',')).map((text) => text.trim());
  const test = join(root, 'test');
  const below = (/** @type {string} */ folder, /** @type {RegExp | undefined} */ skip = undefined) =>
    findFiles(folder, /\.test\.ts$/, skip).filter((file) => texts.some((text) => file.includes(text)));
  let files = {
    unit: below(test, /^(content|editor|browser|harness)\/|(^|\/)fixtures\//),
    content: below(join(test, 'content'), /(^|\/)fixtures\//),
    editor: below(join(test, 'editor')),
    browser: below(join(test, 'browser')),
  };
  if (values.changed || values.since) {
    const { changedSince, affected } = await import('./lib/changed.mjs');
    const changed = await changedSince(values.since);
    const found = await affected(changed, files);
    files = found.files;
    if (found.topics) process.env['HINDSIGHT_TOPICS'] = found.topics.join(',');
    if (changed.length === 0) {
      nothing = `Nothing has changed since ${values.since ?? 'the last commit'}, so there is nothing to run.`;
      return;
    }
    say(found.note);
  }
  const wanted = (/** @type {string} */ name) => {
    if (bail && results.some(({ counts }) => counts.failed > 0)) return false;
    if (only !== undefined && !only.includes(name)) return false;
    // Without files a phase says so by failing, unless a change left it none.
    return !(values.changed || values.since) || !(name in files) || Object(files)[name].length > 0;
  };

  const hasWindows = wanted('editor') || wanted('browser');
  // The editor is installed from the registry, which needs time and little else.
  if (hasWindows)
    import('./editor/install.mjs').then(({ ensureEditor }) => ensureEditor()).catch(() => undefined);
  const slots = new Slots(cores);
  const reserved = slots.reserve(hasWindows ? lanes : 0);
  const common = { grep, bail, verbose };
  const isPage = (/** @type {string} */ file) => basename(file).startsWith('panel-');
  const pages = wanted('browser') ? files.browser.filter(isPage) : [];
  const built = wanted('build') ? phase('build', () => check(() => build())) : undefined;
  const prepared = hasWindows ? prepare(built) : undefined;

  /** Waits for windows leave a processor with nothing to do now and then, and a window never needs all of them. */
  const windowPhases = async () => {
    await prepared;
    if (wanted('editor'))
      await phase('editor', async () => {
        const { runHostTests } = await import('./lib/hostTests.mjs');
        return runHostTests(files.editor, { vsix, lanes, net, bail, verbose, place: reserved });
      });
    const windows = files.browser.filter((file) => !isPage(file));
    if (wanted('browser') && (windows.length > 0 || pages.length === 0))
      await onStage('browser', windows, ['node', 'web', 'whole'], { ...common, lanes, net, place: reserved });
  };
  const otherPhases = async () => {
    if (wanted('generated')) await phase('generated', () => checkGenerated());
    if (wanted('types')) await phase('types', types);
    if (wanted('lint'))
      await phase('lint', () => tool('@biomejs/biome', 'biome', ['ci', '--colors=off', root]));
    await built;
    const place = slots.shared;
    for (const name of /** @type {const} */ (['unit', 'content']))
      if (wanted(name))
        await phase(name, () => nodeTests(longFirst(files[name]), { ...common, lanes: cores, place }));
    await prepared;
    if (wanted('browser') && pages.length > 0)
      await onStage('pages', pages, [], { ...common, lanes: pageLanes, net, place });
  };
  await Promise.all([windowPhases().finally(reserved.end), otherPhases()]);
  if (results.length === 0 && (values.changed || values.since))
    nothing = 'Nothing of the phases that were asked for can be broken by what has changed.';
});
if (vsix) rmSync(vsix, { force: true });
const evidence = existsSync(failures) && readdirSync(failures).length > 0 ? failures : undefined;
results.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
const milliseconds = performance.now() - begun;
if (isAsked && !report(results, { evidence, nothing, milliseconds })) process.exitCode = 1;

/**
 * Runs a phase on a stage of its own: tests of the panel's page, which need no editor, or tests that open windows.
 * @param {string} name
 * @param {readonly string[]} files
 * @param {readonly import('./editor/stage.mjs').Kind[]} kinds servers that they open windows in; none for pages
 * @param {import('./lib/nodeTests.mjs').NodeTestOptions} options
 */
async function onStage(name, files, kinds, options) {
  const { Stage } = await import('./editor/stage.mjs');
  const stage = new Stage({ vsix, isForWindows: kinds.length > 0 });
  const environment = async (/** @type {number} */ lane) => ({
    ...(await stage.environment(lane, kinds)),
    HINDSIGHT_VSIX: vsix ?? '',
  });
  try {
    await phase(name, () => nodeTests(longFirst(files), { ...options, environment }));
  } finally {
    await stage.close();
  }
}

/**
 * Processes share the work best when the long ones come first, and a long file is mostly a large one.
 * @param {readonly string[]} files absolute paths
 */
function longFirst(files) {
  return [...files].sort((a, b) => statSync(b).size - statSync(a).size);
}

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

/**
 * The package and the editor, for the phases that need them.
 * @param {Promise<void> | undefined} built
 */
async function prepare(built) {
  await built;
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
  return ended(await run(process.execPath, [script, '--check'], { cwd: root, show: true }));
}

/**
 * Everything together, and then each room with no more of the platform than it may use. TypeScript's own references would
 * want every room to write declarations.
 * @returns {Promise<Counts>}
 */
async function types() {
  const names = [
    'tsconfig.json',
    'tsconfig.pure.json',
    'tsconfig.hosts.json',
    'tsconfig.web.json',
    'tsconfig.panel.json',
  ];
  const counts = await Promise.all(
    names.map(async (name) => {
      const count = await tool('typescript', 'tsc', ['-p', join(root, name)]);
      if (count.failed > 0) say(red(`${name} does not compile.`));
      return count;
    }),
  );
  return {
    passed: sum(counts, 'passed'),
    failed: sum(counts, 'failed'),
    skipped: 0,
  };
}

/** @param {readonly Counts[]} counts @param {'passed' | 'failed'} key */
function sum(counts, key) {
  return counts.reduce((total, each) => total + each[key], 0);
}

/**
 * Runs a package's own program with this Node.
 * @param {string} name package
 * @param {string} program its entry in `bin`
 * @param {readonly string[]} args
 */
async function tool(name, program, args) {
  return ended(await run(process.execPath, [programOf(name, program), ...args], { cwd: root, show: true }));
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
 * @param {import('./lib/nodeTests.mjs').NodeTestOptions} options
 * @returns {Promise<Counts>}
 */
async function nodeTests(files, options) {
  const { runNodeTests } = await import('./lib/nodeTests.mjs');
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  return runNodeTests(files, options);
}
