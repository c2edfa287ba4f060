/** `npm run package [-- --out FILE.vsix]`: builds and packs the extension. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain, say, step } from './lib/log.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  await step('Dependencies', ensureDependencies);
  const [{ build }, { pack }] = await Promise.all([import('./lib/bundle.mjs'), import('./lib/package.mjs')]);
  await step('Build', () => build({ complete: Boolean(process.env['CI']) }));
  const result = await step('Package', () => pack(values.out ? { out: resolve(values.out) } : {}));
  say(result.file);
});
