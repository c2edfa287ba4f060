/**
 * Runs inside the extension host of the real editor and says how long the hints of an open file take to be back after the
 * language server was killed.
 */
import * as vscode from 'vscode';
import { assert, it, waitFor } from '../../test/harness/suite.ts';

const kills = 5;
/** How long one server may take, in milliseconds; only so that a hang ends. */
const patience = 300_000;

it('brings the hints back', measure, (kills + 1) * patience);

async function measure() {
  const extension = vscode.extensions.getExtension('hindsight.hindsight');
  assert.ok(extension, 'the extension is installed');
  const { server, hints } = await extension.activate();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'src', 'Profile.tsx'));
  const editor = await vscode.window.showTextDocument(document);
  const uri = document.uri.toString();
  const isChecked = () => {
    const known = hints.of(uri);
    return known?.version === document.version && known.hints.length > 0;
  };
  await waitFor('the first hints', isChecked, undefined, patience);
  /** @type {number[]} */
  const times = [];
  for (let i = 0; i < kills; i++) {
    const before = server.pid;
    // Typed as the server goes, so that hints of this text can only come from the next one.
    server.kill();
    const killed = performance.now();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), ' '));
    const back = new Promise((/** @type {(at: number) => void} */ resolve, reject) => {
      const late = setTimeout(() => {
        listener.dispose();
        reject(new Error(`the hints were not back within ${patience / 1000} s`));
      }, patience);
      const listener = hints.onDidChange(() => {
        if (!isChecked()) return;
        clearTimeout(late);
        listener.dispose();
        resolve(performance.now());
      });
    });
    times.push((await back) - killed);
    assert.ok(server.pid !== before, 'it is another process');
    // After each, so that what is measured stays when a later one fails.
    console.log(`hindsight-restart ${JSON.stringify({ times, asked: kills })}`);
  }
}
