/**
 * `npm run build [-- --watch] [-- --development]`: bundles the product into dist/.
 */
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain, say, step } from './lib/log.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: { watch: { type: 'boolean' }, development: { type: 'boolean' } },
  });
  await step('Dependencies', ensureDependencies);
  const { build } = await import('./lib/bundle.mjs');
  const watch = values.watch ?? false;
  const result = await step('Build', () =>
    build({
      watch,
      development: values.development ?? watch,
    }),
  );
  if (!watch) return;
  say('Watching; Ctrl-C ends it.');
  process.once('SIGINT', () => void result.stop?.());
});
