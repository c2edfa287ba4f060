import * as vscode from 'vscode';
import { viewType } from '../lessonPanel/pageLink.ts';

/** Where a practice's document stands, and bringing it there. */

/** The column in which a tab shows a document, if one does. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some((tab) => holds(tab, uri)))?.viewColumn;
}

/** Whether a tab shows a document as a text, and not as a side of a diff. */
function holds({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
}

/**
 * The column beside the lesson: the one before it where there is one, for that is where the reader's code is.
 * @param lesson the column of the lesson panel; `undefined` when there is no panel
 */
export function besideLesson(lesson: vscode.ViewColumn | undefined): vscode.ViewColumn {
  if (lesson === undefined || lesson < 1) return vscode.ViewColumn.Active;
  return lesson > 1 ? lesson - 1 : lesson + 1;
}

/** Shows a document where it is already, or else in the given column, but never in the lesson's group. */
export async function show(
  document: vscode.TextDocument,
  column: vscode.ViewColumn,
): Promise<vscode.TextEditor> {
  const { uri } = document;
  const standing = columnOf(uri);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: standing ?? column,
    preview: false,
  });
  if (standing !== undefined || !(await leaveLesson(uri))) return editor;
  // The editor that was moved is another one, in the group that is active now.
  return vscode.window.showTextDocument(document, { preview: false });
}

const isLesson = ({ input }: vscode.Tab) =>
  // The editor puts the name of its own part before ours.
  input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType);

/** How long the tab of a document that was just shown is waited for, in milliseconds: it is reported with the next step. */
const TAB = 2_000;

/**
 * Moves what was just opened to the group beside the lesson, where it was opened in the lesson's own: while groups are
 * being closed their columns change, and the lesson's is reported a moment late.
 * @param uri of the document, or of the right side of a diff
 * @returns whether it was moved
 */
export async function leaveLesson(uri: vscode.Uri): Promise<boolean> {
  const isIt = (tab: vscode.Tab) =>
    holds(tab, uri) ||
    (tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === uri.toString());
  const { tabGroups } = vscode.window;
  await settled(() => tabGroups.all.some(({ tabs }) => tabs.some(isIt)), TAB);
  const { activeTab, tabs, viewColumn } = tabGroups.activeTabGroup;
  if (!activeTab || !isIt(activeTab) || !tabs.some(isLesson)) return false;
  await vscode.commands.executeCommand(
    `workbench.action.moveEditorTo${viewColumn > 1 ? 'Previous' : 'Next'}Group`,
  );
  return true;
}

/** Waits until something holds of the window, which changes in steps. @param patience in milliseconds */
export async function settled(isSo: () => boolean, patience: number): Promise<void> {
  const deadline = Date.now() + patience;
  while (!isSo() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Shows a line, with the cursor at its first word. @param line 1-based; a line past the end is the last one */
export async function showLine(
  document: vscode.TextDocument,
  column: vscode.ViewColumn,
  line: number,
): Promise<void> {
  const editor = await show(document, column);
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
  await show(document, column);
  if (vscode.window.activeTextEditor?.document === document)
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
