/**
 * Runs inside the extension host of the real editor and says how long activation took: `activate()` as the extension
 * measured it when the editor started it, and loading its bundle, measured by loading it once more.
 */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { assert, it } from '../../test/harness/suite.ts';

it('activates', async () => {
  const extension = vscode.extensions.getExtension('hindsight.hindsight');
  assert.ok(extension, 'the extension is installed');
  const api = await extension.activate();
  assert.ok(api.activation > 0, 'it has measured itself');
  const file = join(extension.extensionPath, extension.packageJSON.main);
  assert.ok(require.cache[file], 'the editor has loaded the bundle');
  delete require.cache[file];
  const started = performance.now();
  require(file);
  const load = performance.now() - started;
  console.log(`hindsight-activation ${JSON.stringify({ load, activate: api.activation })}`);
});
