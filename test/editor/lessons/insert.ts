/** *Insert at cursor* in real documents: indentation, one undo, and what is said where nothing can be inserted. */
import * as vscode from 'vscode';
import { insertAtCursor } from '../../../src/client/lessonPanel/insert.ts';
import { after, afterEach, assert, before, describe, it, waitFor } from '../../harness/suite.ts';
import { closeAll, file, showText, tidyUp } from '../support.ts';

const code = 'useEffect(() => {\n  start();\n}, []);';

async function open(text: string, line: number, character: number): Promise<vscode.TextEditor> {
  // Plain text, so that no language service starts for it.
  const editor = await showText('plaintext', text);
  editor.options = { insertSpaces: false, tabSize: 4 };
  const at = new vscode.Position(line, character);
  editor.selection = new vscode.Selection(at, at);
  return editor;
}

const contents = new (class implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  readonly #text = new TextEncoder().encode('function A() {\n}\n');
  watch = () => new vscode.Disposable(() => undefined);
  stat = () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.#text.length });
  readDirectory = () => [];
  createDirectory = () => undefined;
  readFile = () => this.#text;
  writeFile = () => undefined;
  delete = () => undefined;
  rename = () => undefined;
})();

describe('insert at cursor', () => {
  let provider: vscode.Disposable;
  before(() => {
    provider = vscode.workspace.registerFileSystemProvider('hindsight-test', contents, { isReadonly: true });
  });
  afterEach(closeAll);
  after(async () => {
    provider.dispose();
    await tidyUp();
  });

  it('indents as the editor does, and is one step to undo', async () => {
    const editor = await open('function A() {\n\n}\n', 1, 0);
    const result = await insertAtCursor(code, editor);
    assert.equal(result.done, true, result.text);
    assert.match(result.text, /^Inserted into Untitled-\d+, line 2\. Undo/);
    assert.equal(
      editor.document.getText(),
      'function A() {\n\tuseEffect(() => {\n\t\tstart();\n\t}, []);\n}\n',
    );
    assert.deepEqual(
      [editor.selection.active.line, editor.selection.active.character, editor.selection.isEmpty],
      [3, 8, true],
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'function A() {\n\n}\n');
  });

  it('gives back what was selected with one undo', async () => {
    const editor = await open('const a = before;\n', 0, 10);
    editor.selection = new vscode.Selection(0, 10, 0, 16);
    const { text } = await insertAtCursor('after', editor);
    assert.match(text, /in place of what was selected/);
    assert.equal(editor.document.getText(), 'const a = after;\n');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), 'const a = before;\n');
  });

  it('finds an editor that stands behind another tab, at its cursor', async () => {
    const editor = await open('a();\n\n', 1, 0);
    const { document } = editor;
    await open('other', 0, 0);
    await waitFor('the first editor is hidden', () => !vscode.window.visibleTextEditors.includes(editor));
    assert.equal((await insertAtCursor('b();', editor)).done, true);
    assert.equal(document.getText(), 'a();\nb();\n');
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  it('says so where there is no editor', async () => {
    await waitFor('no editor', () => vscode.window.visibleTextEditors.length === 0);
    const { done, text } = await insertAtCursor(code, undefined);
    assert.equal(done, false);
    assert.match(text, /^No file is open to insert into\. Open one, put the cursor/);
  });

  it('says so of a read-only file and of an editor that was made read-only, and leaves them as they are', async () => {
    const uri = vscode.Uri.parse('hindsight-test:/folder/Shared.tsx');
    const editor = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    const first = await insertAtCursor(code, editor);
    assert.equal(first.done, false);
    assert.match(first.text, /^Shared\.tsx is read-only, so nothing was inserted/);

    const other = await vscode.window.showTextDocument(file('Calm.tsx'), {
      viewColumn: vscode.ViewColumn.One,
    });
    const before = other.document.getText();
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    const second = await insertAtCursor(code, other);
    assert.equal(second.done, false);
    assert.match(second.text, /is read-only, so nothing was inserted/);
    assert.equal(other.document.getText(), before);
    await vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
  });
});
