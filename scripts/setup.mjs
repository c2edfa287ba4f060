/** `npm run setup`: everything that `npm start` and `npm test` would install on their first run. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain, step } from './lib/log.mjs';

await runMain(async () => {
  await step('Dependencies', ensureDependencies);
  // Loaded only now: they need the dependencies.
  const [{ ensureEditor }, { ensureBrowser }] = await Promise.all([
    import('./editor/install.mjs'),
    import('./editor/browser.mjs'),
  ]);
  await Promise.all([step('Editor', ensureEditor), step('Browser', ensureBrowser)]);
});
