/** The client and its server in the extension host: hints, actions, commands, progress, and what goes wrong. */
import * as vscode from 'vscode';
import type { TestApi } from '../../src/client/activate.ts';
import { after, afterEach, assert, before, describe, it, waitFor } from '../harness/suite.ts';

declare global {
  var HINDSIGHT_WEB: boolean;
}

let api: TestApi;
let folder: vscode.Uri;

const file = (name: string) => vscode.Uri.joinPath(folder, 'src', name);

async function show(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(name)), vscode.ViewColumn.One);
}

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'Hindsight');
}

function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

async function oursWith(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return waitFor(`a hint of ${rule}`, () => ours(uri).find((diagnostic) => ruleOf(diagnostic) === rule));
}

async function goneFrom(uri: vscode.Uri, rule: string): Promise<void> {
  await waitFor(`no hint of ${rule}`, () => !ours(uri).some((diagnostic) => ruleOf(diagnostic) === rule));
}

async function actionsAt(uri: vscode.Uri, range: vscode.Range, kind?: string): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind);
}

/** Does what the light bulb does when an action is chosen: its edit, then its command. */
async function choose(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action, 'the action is offered');
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit), 'the edit is taken');
  if (action.command) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}

/** Brings every file back to what is on disk. */
async function revert(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed) continue;
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
}

async function lessonTab(): Promise<string | undefined> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.find((tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes('hindsight.lesson'))
    ?.label;
}

async function closeLesson(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => tab.input instanceof vscode.TabInputWebview));
}

after(() => console.log(`The extension's log:\n${api.lines.join('\n')}`));

before(async () => {
  const extension = vscode.extensions.getExtension<TestApi>('hindsight.hindsight');
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
  folder = vscode.workspace.workspaceFolders?.[0]?.uri as vscode.Uri;
});

describe('hints', () => {
  afterEach(revert);

  it('stand in an open file, with a link behind the code', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document.uri, 'react-effects/effect-stale-response');
    assert.equal(hint.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(hint.range).startsWith('setUser'), true);
    const { code } = hint;
    assert.ok(typeof code === 'object', 'the code has a link');
    assert.equal(code.target.scheme, vscode.env.uriScheme);
    assert.equal(code.target.authority, 'hindsight.hindsight');
  });

  it('are none in calm code', async () => {
    const { document } = await show('Calm.tsx');
    await waitFor('a check', () => api.hints.of(document.uri.toString()));
    assert.deepEqual(ours(document.uri), []);
  });
});
