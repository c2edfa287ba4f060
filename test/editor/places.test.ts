/** The places of a lesson in the workspace: their number, the list of them, and where it is done well. */
import * as vscode from 'vscode';
import type { TestApi } from '../../src/client/activate.ts';
import type { ExampleData } from '../../src/protocol/server.ts';
import { afterEach, assert, before, describe, it, waitFor } from '../harness/suite.ts';

const LATE = 'react-effects/late-answer';

let api: TestApi;
let folder: vscode.Uri;
const file = (path: string) => vscode.Uri.joinPath(folder, 'src', ...path.split('/'));
const show = async (path: string) =>
  vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)), vscode.ViewColumn.One);
const never = new vscode.CancellationTokenSource().token;
const examples = async (path?: string) => {
  const found = await api.places.examples(
    LATE,
    path === undefined ? undefined : { uri: file(path).toString(), range: lines(6, 15), names: {} },
    never,
  );
  return found.examples;
};
const lines = (first: number, last: number) => ({
  start: { line: first, character: 0 },
  end: { line: last, character: 0 },
});
const names = (found: readonly ExampleData[]) => found.map(({ uri }) => uri.slice(uri.lastIndexOf('/') + 1));

async function revert(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed) continue;
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
}

async function replace(editor: vscode.TextEditor, old: string, text: string): Promise<void> {
  const { document } = editor;
  const at = document.getText().indexOf(old);
  assert.ok(at >= 0, `"${old}" is there`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + old.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, text)));
}

before(async () => {
  const extension = vscode.extensions.getExtension<TestApi>('hindsight.hindsight');
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
  folder = vscode.workspace.workspaceFolders?.[0]?.uri as vscode.Uri;
});

describe('all places of a lesson', () => {
  afterEach(revert);

  it('are those of the open files before the check, and of all after it', async () => {
    await show('Profile.tsx');
    await waitFor('the hint of the open file', () => api.places.known(LATE).count === 1);
    assert.deepEqual(api.places.known(LATE), { count: 1, state: 'unchecked', canCheck: true, hidden: false });
    const states: string[] = [];
    const listener = api.places.onDidChange(() => states.push(api.places.known(LATE).state));
    await api.places.look();
    listener.dispose();
    assert.deepEqual(api.places.known(LATE), { count: 3, state: 'checked', canCheck: true, hidden: false });
    assert.ok(states.includes('checking'), 'the check is seen while it runs');
  });

  it('follow what is typed', async () => {
    const editor = await show('Profile.tsx');
    await replace(editor, 'setName(user.name);', '');
    await waitFor('one less', () => api.places.known(LATE).count === 2);
    await vscode.commands.executeCommand('undo');
    await waitFor('it is back', () => api.places.known(LATE).count === 3);
  });

  it('are shown at the reader’s own place', async () => {
    await show('parts/Address.tsx');
    const [, , second] = api.hints
      .files()
      .flatMap(({ hints }) => hints.filter(({ lesson }) => lesson === LATE));
    assert.ok(second);
    await api.places.showAll(LATE, { uri: second.uri, range: second.range });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), vscode.Uri.parse(second.uri).toString());
    assert.equal(editor?.selection.active.line, second.range.start.line);
  });

  it('are shown by the command, of the item of a view too', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('hindsight.showPlaces', { lesson: LATE });
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file('Profile.tsx').toString());
    await vscode.commands.executeCommand('hindsight.showPlaces');
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 8);
  });

  it('are shown in the view where no editor can show them', async () => {
    const missing = file('Missing.tsx').toString();
    const hint = api.hints.files().flatMap(({ hints }) => hints)[0];
    assert.ok(hint);
    api.hints.receive({ uri: missing, version: null, hints: [{ ...hint, uri: missing, lesson: LATE }] });
    try {
      await api.places.showAll(LATE, { uri: missing, range: hint.range });
      await waitFor('the lesson in the view', () =>
        api.workspaceHints.tree.selection.some((item) => item.kind === 'lesson' && item.lesson === LATE),
      );
    } finally {
      api.hints.receive({ uri: missing, version: null, hints: [] });
    }
  });
});

describe('where it is done well', () => {
  afterEach(revert);

  it('is found in files that are not open, and not in tests', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const [example, ...others] = await examples();
    assert.deepEqual(others, []);
    assert.ok(example);
    assert.equal(vscode.Uri.parse(example.uri).toString(), file('parts/Address.tsx').toString());
    assert.ok(example.excerpt.text.includes('if (ignore) return;'));
  });

  it('is not the reader’s own place', async () => {
    assert.deepEqual(await examples('parts/Address.tsx'), []);
  });

  it('follows what is typed, and comments that silence', async () => {
    const editor = await show('parts/Address.tsx');
    await replace(editor, 'ignore = true;', '');
    assert.deepEqual(await examples(), []);
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(names(await examples()), ['Address.tsx']);
    await editor.edit((edit) =>
      edit.insert(
        new vscode.Position(0, 0),
        '// hindsight-ignore-file react-effects/effect-stale-response\n',
      ),
    );
    assert.deepEqual(await examples(), []);
  });

  it('is revealed where it stands now', async () => {
    const [example] = await examples();
    assert.ok(example);
    const editor = await show('parts/Address.tsx');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n// two\n'));
    await api.places.reveal(example);
    const active = vscode.window.activeTextEditor;
    assert.equal(active?.document.uri.toString(), file('parts/Address.tsx').toString());
    assert.equal(active?.selection.active.line, example.range.start.line + 2);
  });

  it('comes and goes with its file', async () => {
    const copy = file('parts/Copy.tsx');
    const text = new TextDecoder()
      .decode(await vscode.workspace.fs.readFile(file('parts/Address.tsx')))
      .replaceAll('Address', 'Copy');
    await vscode.workspace.fs.writeFile(copy, new TextEncoder().encode(text));
    try {
      await waitFor('the new file', async () => names(await examples()).includes('Copy.tsx'));
    } finally {
      await vscode.workspace.fs.delete(copy);
    }
    await waitFor('the file to be gone', async () => !names(await examples()).includes('Copy.tsx'));
  });
});
