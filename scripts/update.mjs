/**
 * `npm run update -- RULE|LESSON… | --all | --layouts [--content FOLDER]`: writes what rules say now of their examples
 * into their snapshots (`<rule>.snap.json` beside `<rule>.ts`), and shows what changed. A rule whose examples do not
 * say what they should keeps its snapshot. `--layouts` writes `test/content/layouts/hints.txt`.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleTests } from './lib/bundle.mjs';
import { commandLine } from './lib/command-line.mjs';
import { openContent } from './lib/content-runner.mjs';
import { dim, green, PlainError, runMain, say, seconds, yellow } from './lib/log.mjs';
import { root, testBundles } from './lib/paths.mjs';
import { showDifference, shown, updateSnapshots } from './lib/snapshot-update.mjs';

process.setSourceMapsEnabled(true);

const USAGE = `npm run update -- RULE|LESSON… | --all | --layouts [--content FOLDER]

Writes what rules say of their examples into their snapshots, and shows what changed.

  --all              the snapshots of all rules
  --layouts          what all rules say of whole repositories: test/content/layouts/hints.txt
  --content FOLDER   another content folder than content/
`;

await runMain(async () => {
  const given = commandLine(
    { content: { type: 'string' }, all: { type: 'boolean' }, layouts: { type: 'boolean' } },
    USAGE,
  );
  if (!given) return;
  const { values, positionals } = given;
  if (positionals.length === 0 && !values.all && !values.layouts)
    throw new PlainError(
      'Name a rule or a lesson, or say --all or --layouts: npm run update -- effect-chain',
    );
  if (values.layouts) await updateLayouts();
  if (positionals.length === 0 && !values.all) return;
  const started = performance.now();
  const pack = await openContent(values.content ? resolve(values.content) : undefined);
  const { changed, refused } = updateSnapshots(pack, values.all ? 'all' : positionals);
  const files = `${changed.length} ${changed.length === 1 ? 'file' : 'files'} changed`;
  say(`${files} ${dim(seconds(performance.now() - started))}`);
  if (refused.length > 0) throw new PlainError(`Not updated: ${refused.join(', ')}. See above.`);
});

async function updateLayouts() {
  /** @type {typeof import('../test/content/lib/layouts.ts')} */
  const { layoutsFile, layoutHints } = await importTest('content/lib/layouts.ts');
  const now = await layoutHints();
  const before = readFileSync(layoutsFile, 'utf8').split(/\r?\n/).filter(Boolean);
  if (now.join('\n') === before.join('\n')) {
    say(`${green('✓')} ${shown(layoutsFile)} ${dim('unchanged')}`);
    return;
  }
  writeFileSync(layoutsFile, now.map((line) => `${line}\n`).join(''));
  say(
    `${yellow('changed')} ${shown(layoutsFile)}: every new line has to be one that somebody would want to keep.`,
  );
  showDifference(before, now);
}

/**
 * Imports a module of the tests.
 * @param {string} path below `test/`
 */
async function importTest(path) {
  const folder = join(testBundles, `update-${process.pid}`);
  try {
    const [bundle = ''] = await bundleTests([join(root, 'test', path)], folder, join(root, 'test'));
    return await import(pathToFileURL(bundle).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
