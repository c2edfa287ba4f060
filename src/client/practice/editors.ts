import * as vscode from 'vscode';

/** Where a practice's document stands, and bringing it there. */

/** The column in which a tab shows a document, if one does. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const key = uri.toString();
  return vscode.window.tabGroups.all.find((group) =>
    group.tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key),
  )?.viewColumn;
}

/**
 * The column beside the lesson: the one before it where there is one, for that is where the reader's code is.
 * @param lesson the column of the lesson panel; `undefined` when there is no panel
 */
export function besideLesson(lesson: vscode.ViewColumn | undefined): vscode.ViewColumn {
  if (lesson === undefined || lesson < 1) return vscode.ViewColumn.Active;
  return lesson > 1 ? lesson - 1 : lesson + 1;
}

/** Shows a document where it is already, or else in the given column. */
export function show(
  document: vscode.TextDocument,
  column: vscode.ViewColumn,
  preserveFocus: boolean,
): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(document, {
    viewColumn: columnOf(document.uri) ?? column,
    preserveFocus,
    preview: false,
  });
}

/** Shows a line, with the cursor at its first word. @param line 1-based; a line past the end is the last one */
export async function showLine(
  document: vscode.TextDocument,
  column: vscode.ViewColumn,
  line: number,
): Promise<void> {
  const editor = await show(document, column, false);
  const { firstNonWhitespaceCharacterIndex, lineNumber } = document.lineAt(
    Math.min(line, document.lineCount) - 1,
  );
  const at = new vscode.Position(lineNumber, firstNonWhitespaceCharacterIndex);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Puts a text in place of all that a document holds: one edit, so that one undo takes it back. */
export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  if (document.getText() === text) return;
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error('The editor did not take the text of the practice. Close its file and start anew.');
}

/** Closes an untitled document without asking; its text is kept elsewhere. */
export async function closeUnasked(document: vscode.TextDocument, column: vscode.ViewColumn): Promise<void> {
  await show(document, column, false);
  if (vscode.window.activeTextEditor?.document === document)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
