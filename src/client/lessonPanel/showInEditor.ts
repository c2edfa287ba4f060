import * as vscode from 'vscode';
import type { LspPosition } from '../../protocol/server.ts';
import { isUri } from './hintParts.ts';

/** Puts the cursor to a place of the reader's code, in the editor that shows the file or else in the first column. */
export async function showInEditor(uri: vscode.Uri, at: LspPosition): Promise<void> {
  const position = new vscode.Position(at.line, at.character);
  const range = new vscode.Range(position, position);
  const shown = vscode.window.visibleTextEditors.find((editor) => isUri(editor.document.uri.toString(), uri));
  const editor = await vscode.window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: range,
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
