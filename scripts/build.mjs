/**
 * `npm run build [-- --watch] [-- --development]`: bundles the product into dist/. On a build server (`CI`
 * set) every entry has to be there.
 */
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain, say, step } from './lib/log.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: { watch: { type: 'boolean' }, development: { type: 'boolean' }, complete: { type: 'boolean' } },
  });
  await step('Dependencies', ensureDependencies);
  const { build } = await import('./lib/bundle.mjs');
  const watch = values.watch ?? false;
  const result = await step('Build', () =>
    build({
      watch,
      development: values.development ?? watch,
      complete: values.complete ?? Boolean(process.env['CI']),
    }),
  );
  if (!watch) return;
  say('Watching; Ctrl-C ends it.');
  process.once('SIGINT', () => void result.stop?.());
});
