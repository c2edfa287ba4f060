/** The harness, tried on a tiny extension: a suite inside the extension host sees documents and diagnostics. */
import * as vscode from 'vscode';
import { assert, describe, it, waitFor } from '../harness/suite.ts';

declare global {
  var HINDSIGHT_WEB: boolean;
}

describe('a suite in the extension host', () => {
  it('runs in the host that was asked for', async () => {
    const extension = vscode.extensions.getExtension<{ host: string }>('harness.tiny');
    assert.ok(extension, 'the extension under test is there');
    const api = await extension.activate();
    assert.equal(api.host, globalThis.HINDSIGHT_WEB ? 'web' : 'node');
  });

  it('opens a file of its workspace and sees the diagnostics', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'a folder is open');
    const file = vscode.Uri.joinPath(folder.uri, 'notes.txt');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    const marks = await waitFor('two diagnostics', () => {
      const found = vscode.languages.getDiagnostics(file);
      return found.length === 2 && found;
    });
    assert.deepEqual(
      marks.map((mark) => [mark.range.start.line, mark.range.start.character]),
      [
        [1, 7],
        [1, 22],
      ],
    );
  });
});
