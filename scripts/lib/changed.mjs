/**
 * Which tests a change can break. A test depends on what it imports, on every file or folder of the repository that it or
 * something it imports names in a string, and, where it opens an editor, on all that goes into the package. A name that
 * happens to be that of a file costs a test too many; none is left out for it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { forwardSlashes } from './content-files.mjs';
import { PlainError } from './log.mjs';
import { root } from './paths.mjs';
import { run } from './process.mjs';

/** What the run of every test depends on. */
const EVERYTHING = [
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.pure.json',
  'tsconfig.hosts.json',
  'tsconfig.web.json',
  'tsconfig.panel.json',
  'scripts/test.mjs',
  'scripts/lib/nodeTests.mjs',
  'scripts/lib/testFiles.mjs',
  'scripts/lib/bundle.mjs',
  'scripts/lib/paths.mjs',
  'test/harness/suite.ts',
];

/** What goes into the package beside the code, and what packs and opens it. */
const PACKAGED = [
  'content',
  'media',
  'package.json',
  '.vscodeignore',
  'scripts/editor',
  'scripts/lib/package.mjs',
];
const ENTRIES = [
  'src/client/node.ts',
  'src/client/browser.ts',
  'src/server/node.ts',
  'src/server/browser.ts',
  'src/panel/main.ts',
];

/** @typedef {{ unit: string[], content: string[], editor: string[], browser: string[] }} TestFiles absolute paths */

/** What `npm run generate` writes whole; the phase *generated* holds it in step with the content. */
const GENERATED = ['src/generated/rules.ts', 'src/generated/catalogue.ts', 'README.md'];

/**
 * @param {string | undefined} since a commit; without one, what is not committed counts as changed
 * @returns {Promise<string[]>} paths from the root, with `/`; also of files that are gone. What follows from a change of
 *   the content is left out beside it.
 * @throws {PlainError} where git does not know the commit
 */
export async function changedSince(since) {
  const git = async (/** @type {string[]} */ ...args) => {
    const { code, output } = await run('git', ['-c', 'core.quotePath=false', ...args], { cwd: root });
    if (code !== 0) throw new PlainError(`git ${args.join(' ')} said: ${output.trim()}`);
    return output.split('\n').filter((line) => line !== '');
  };
  const base = since === undefined ? 'HEAD' : (await git('merge-base', since, 'HEAD'))[0];
  const changed = await git('diff', '--name-only', '--no-renames', base ?? 'HEAD');
  const added = await git('ls-files', '--others', '--exclude-standard');
  const all = [...new Set([...changed, ...added])].sort();
  if (!all.some((path) => path.startsWith('content/'))) return all;
  const { output: before } = await run('git', ['show', `${base ?? 'HEAD'}:package.json`], { cwd: root });
  const isSame =
    all.includes('package.json') &&
    byHand(before) === byHand(readFileSync(join(root, 'package.json'), 'utf8'));
  return all.filter((path) => !GENERATED.includes(path) && !(isSame && path === 'package.json'));
}

/**
 * What of a package.json is written by hand.
 * @param {string} text
 */
function byHand(text) {
  const manifest = JSON.parse(text);
  const { contributes } = manifest;
  delete contributes.snippets;
  delete contributes.walkthroughs;
  for (const section of [contributes.configuration].flat()) delete section.properties['hindsight.rules'];
  return JSON.stringify(manifest);
}

/**
 * @param {readonly string[]} changed paths from the root
 * @param {TestFiles} files all tests
 * @returns {Promise<{ files: TestFiles, topics: string[] | undefined, note: string }>} `topics`: where nothing but these
 *   topics' own folders changed, so that content tests can leave out the others
 */
export async function affected(changed, files) {
  const everything = changed.find((path) => EVERYTHING.includes(path));
  if (everything)
    return { files, topics: undefined, note: `Everything is run, because ${everything} changed.` };
  const graph = await dependencies([
    ...Object.values(files).flat(),
    ...ENTRIES.map((path) => join(root, path)),
  ]);
  const product = reach(graph, ENTRIES);
  for (const path of PACKAGED) product.add(path);
  const isHit = (/** @type {Iterable<string>} */ paths) => {
    for (const path of paths)
      for (const each of changed) if (each === path || each.startsWith(`${path}/`)) return true;
    return false;
  };
  const isProductHit = isHit(product);
  const keep = (/** @type {string[]} */ tests, /** @type {(test: string) => boolean} */ opensEditor) =>
    tests.filter((test) => {
      const own = forwardSlashes(relative(root, test));
      const isOwn = changed.some((each) => each.startsWith(own.replace(/\.test\.ts$/, '.')));
      return isOwn || (opensEditor(test) && isProductHit) || isHit(reach(graph, [own]));
    });
  const kept = {
    unit: keep(files.unit, () => false),
    content: keep(files.content, () => false),
    editor: keep(files.editor, () => true),
    browser: keep(files.browser, (test) => !basename(test).startsWith('panel-')),
  };
  const count = (/** @type {TestFiles} */ each) => Object.values(each).flat().length;
  return {
    files: kept,
    topics: topicsOf(changed, graph, kept.content),
    note: `${changed.length} changed files can break ${count(kept)} of ${count(files)} test files.`,
  };
}

/**
 * @param {readonly string[]} changed
 * @param {Graph} graph
 * @param {readonly string[]} tests of the content
 */
function topicsOf(changed, graph, tests) {
  const needed = new Set(tests.flatMap((test) => [...reach(graph, [forwardSlashes(relative(root, test))])]));
  /** @type {Set<string>} */
  const topics = new Set();
  for (const path of changed) {
    const topic = /^content\/([^/]+)\//.exec(path)?.[1];
    if (topic && existsSync(join(root, 'content', topic, 'topic.json'))) topics.add(topic);
    else if ([...needed].some((each) => path === each || path.startsWith(`${each}/`))) return undefined;
  }
  return topics.size > 0 ? [...topics] : undefined;
}

/** @typedef {Map<string, readonly string[]>} Graph paths from the root, to what each needs; folders need nothing further */

/** @param {Graph} graph @param {readonly string[]} from @returns {Set<string>} */
function reach(graph, from) {
  const found = new Set(from);
  for (const path of found) for (const next of graph.get(path) ?? []) found.add(next);
  return found;
}

/**
 * @param {readonly string[]} entries absolute paths
 * @returns {Promise<Graph>}
 */
async function dependencies(entries) {
  /** @type {Graph} */
  const graph = new Map();
  let next = [...new Set(entries)];
  while (next.length > 0) {
    const { metafile } = await esbuild.build({
      absWorkingDir: root,
      entryPoints: next,
      bundle: true,
      write: false,
      metafile: true,
      outdir: join(root, 'dist', 'graph'),
      format: 'esm',
      platform: 'node',
      packages: 'external',
      external: ['vscode', 'node:*', '*.wasm'],
      loader: { '.css': 'empty', '.svg': 'empty' },
      logLevel: 'silent',
    });
    /** @type {Set<string>} */
    const more = new Set();
    for (const [path, { imports }] of Object.entries(metafile.inputs)) {
      const named = namedIn(path);
      graph.set(path, [...imports.filter((each) => !each.external).map((each) => each.path), ...named]);
      for (const each of named) if (/\.(ts|mjs)$/.test(each)) more.add(each);
    }
    next = [...more].filter((path) => !graph.has(path)).map((path) => join(root, path));
  }
  return graph;
}

/** They name folders for all other scripts, or for the build, which says itself what it reads. */
const NAMELESS = ['scripts/lib/paths.mjs', 'scripts/lib/changed.mjs', 'scripts/lib/bundle.mjs'];

/**
 * The files and folders of the repository that a file names: in one string, from the root or from its own folder, or
 * piece by piece, from the root. One word alone is a path only where a path is built or files are listed.
 * @param {string} path from the root
 * @returns {string[]} paths from the root
 */
function namedIn(path) {
  if (NAMELESS.includes(path)) return [];
  const text = readFileSync(join(root, path), 'utf8');
  /** @type {Set<string>} */
  const found = new Set();
  const add = (/** @type {string} */ file) => {
    const inside = forwardSlashes(relative(root, file));
    if (inside === '' || /^(\.\.|\.git|node_modules|dist|test-results|\.vscode-test)(\/|$)/.test(inside))
      return;
    if (inside !== path && existsSync(file)) found.add(inside);
  };
  for (const [, , name = ''] of text.matchAll(/(['"`])([\w@.-]*[/.][\w@./-]*)\1/g))
    for (const from of [root, dirname(join(root, path))]) add(resolve(from, name));
  for (const [, pieces = ''] of text.matchAll(
    /\b(?:join|resolve|\w*[fF]iles\w*)\((?:root, |process\.cwd\(\), )?((?:'[\w.@/-]+'(?:, )?)+)/g,
  ))
    add(join(root, ...[...pieces.matchAll(/'([^']+)'/g)].map(([, piece = '']) => piece)));
  return [...found];
}
