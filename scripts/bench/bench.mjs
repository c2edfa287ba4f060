/**
 * `npm run bench`: measures Hindsight beside other tools, in one run on one machine, and writes the table into README.md
 * and the raw numbers into test-results/bench.json; `--help` has the options, parts.mjs the parts. Corpus and tools come
 * from the npm registry, once, into .cache/bench. Times are worth little unless the machine does nothing else.
 */
import { join } from 'node:path';
import { ensureDependencies } from '../lib/dependencies.mjs';
import { runMain, say, step } from '../lib/log.mjs';
import { root, testResults } from '../lib/paths.mjs';
import { ensureCorpus } from './corpus.mjs';
import { loadOfOthers } from './load.mjs';
import { help, readOptions } from './options.mjs';
import { parts } from './parts.mjs';
import { bench } from './session.mjs';
import { setting } from './setting.mjs';
import { ensureTool } from './tools.mjs';

/** What parts need, and how it is made. @type {Record<import('./parts.mjs').Need, () => Promise<unknown>>} */
const makers = {
  build: () => step('Build', async () => void (await (await import('../lib/bundle.mjs')).build())),
  corpus: () => step('Corpus', ensureCorpus),
  oxlint: () => step('oxlint', () => ensureTool('oxlint')),
  biome: () => step('Biome', () => ensureTool('biome')),
  eslint: () => step('ESLint', () => ensureTool('eslint')),
  package: async () => {
    const { pack } = await import('../lib/package.mjs');
    return (await step('Package', () => pack())).file;
  },
};

await runMain(async () => {
  const names = parts.map(({ name }) => name);
  const options = readOptions(process.argv.slice(2), names);
  if (options.help) return say(help(names));
  await step('Dependencies', ensureDependencies);
  process.exitCode = await bench({
    options,
    parts,
    module: new URL('./parts.mjs', import.meta.url).href,
    need: once(makers),
    setting: await setting(),
    file: join(testResults, 'bench.json'),
    readme: join(root, 'README.md'),
    loadOfOthers,
    say,
  });
});

/**
 * @template {string} Name
 * @param {Record<Name, () => Promise<unknown>>} makers
 * @returns {(name: Name) => Promise<unknown>} makes each only once, also where it fails
 */
function once(makers) {
  /** @type {Map<Name, Promise<unknown>>} */
  const made = new Map();
  return (name) => {
    const promise = made.get(name) ?? makers[name]();
    made.set(name, promise);
    return promise;
  };
}
