/** The real package in an extension host: it starts, finds hints in the sample, and opens a lesson. */
import * as vscode from 'vscode';
import { assert, before, describe, it, waitFor } from '../harness/suite.ts';

describe('the packaged extension', () => {
  let profile: vscode.Uri;

  before(() => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'the sample is open');
    profile = vscode.Uri.joinPath(folder.uri, 'src', 'Profile.tsx');
  });

  it('finds hints in the sample component', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(profile));
    const hints = await waitFor('a hint', () => {
      const found = vscode.languages
        .getDiagnostics(profile)
        .filter((diagnostic) => diagnostic.source === 'Hindsight');
      return found.length > 0 && found;
    });
    for (const hint of hints) {
      assert.ok(typeof hint.code === 'object', 'the code is a link');
      assert.match(String(hint.code.value), /^react-effects\//);
    }
    assert.equal(vscode.extensions.getExtension('hindsight.hindsight')?.isActive, true);
  });

  it('registers every command that its manifest names', async () => {
    const manifest = vscode.extensions.getExtension('hindsight.hindsight')?.packageJSON;
    const registered = new Set(await vscode.commands.getCommands(true));
    const named: { command: string }[] = manifest.contributes.commands;
    assert.deepEqual(
      named.map((item) => item.command).filter((command) => !registered.has(command)),
      [],
    );
  });

  it('opens a lesson for a hint', async () => {
    const hint = vscode.languages
      .getDiagnostics(profile)
      .find((diagnostic) => diagnostic.source === 'Hindsight');
    assert.ok(hint, 'there is a hint');
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(profile));
    editor.selection = new vscode.Selection(hint.range.start, hint.range.start);
    await vscode.commands.executeCommand('hindsight.openLesson');
    await waitFor('the lesson panel', () =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .find(
          (tab) =>
            tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes('hindsight.lesson'),
        ),
    );
  });
});
