/**
 * `npm run package [-- --out FILE.vsix]`: builds and packs the extension. What is unfinished in content/ stops it, and
 * what is in a folder that `--content` names beside it.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain, say, step } from './lib/log.mjs';
import { root } from './lib/paths.mjs';
import { refuseUnfinished } from './lib/unfinished.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' }, content: { type: 'string' } } });
  const beside = values.content === undefined ? [] : [resolve(values.content)];
  refuseUnfinished([join(root, 'content'), ...beside]);
  await step('Dependencies', ensureDependencies);
  const [{ build }, { pack }] = await Promise.all([import('./lib/bundle.mjs'), import('./lib/package.mjs')]);
  await step('Build', () => build());
  const result = await step('Package', () => pack(values.out ? { out: resolve(values.out) } : {}));
  say(result.file);
});
