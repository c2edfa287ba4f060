import * as vscode from 'vscode';
import { fitted } from './reindent.ts';

/** *Insert at cursor*: an example of a lesson becomes text of the reader's file. */

interface Inserted {
  readonly done: boolean;
  /** What happened, or what to do, in a sentence or two. */
  readonly text: string;
}

/**
 * Inserts code at the cursor, as one step to undo, indented as the code around it; what is selected gives way, as
 * it does when text is pasted. Focus goes to the editor.
 * @param last the text editor that had focus last
 */
export async function insertAtCursor(code: string, last: vscode.TextEditor | undefined): Promise<Inserted> {
  const target = last && !last.document.isClosed ? last : vscode.window.visibleTextEditors.find(isInTab);
  if (!target)
    return {
      done: false,
      text: 'No file is open to insert into. Open one, put the cursor where the code should go, then try again.',
    };
  const { document } = target;
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const readOnly = {
    done: false,
    text: `${name} is read-only, so nothing was inserted. Put the cursor into a file that can be edited, or copy the code.`,
  };
  if (
    document.isUntitled === false &&
    vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false
  )
    return readOnly;
  // An editor behind another tab cannot be edited; shown again it has its cursor where it was.
  const column = target.viewColumn;
  const editor = await vscode.window.showTextDocument(
    document,
    column === undefined ? {} : { viewColumn: column },
  );
  const { selection } = editor;
  const text = fitted(
    code,
    {
      before: document.lineAt(selection.start).text.slice(0, selection.start.character),
      after: document.lineAt(selection.end).text.slice(selection.end.character),
      above: lineAbove(document, selection.start.line),
    },
    { size: numberOf(editor.options.tabSize), tabs: editor.options.insertSpaces === false },
  );
  const { version } = document;
  const done = await editor.edit((edit) => edit.replace(selection, text));
  // A read-only editor takes an edit without a word and stays as it is.
  if (!done || document.version === version) return readOnly;
  const lines = text.split('\n');
  const end = new vscode.Position(
    selection.start.line + lines.length - 1,
    (lines.length > 1 ? 0 : selection.start.character) + (lines.at(-1) ?? '').length,
  );
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(
    new vscode.Range(selection.start, end),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
  const where = selection.isEmpty ? '' : ' in place of what was selected';
  return {
    done: true,
    text: `Inserted into ${name}, line ${selection.start.line + 1}${where}. Undo in the editor takes it out.`,
  };
}

/** Whether the editor stands in a tab: those of the output view and of comments do not. */
function isInTab({ viewColumn, document }: vscode.TextEditor): boolean {
  return viewColumn !== undefined && document.uri.scheme !== 'output';
}

function lineAbove(document: vscode.TextDocument, line: number): string {
  for (let at = line - 1; at >= 0; at--) {
    const above = document.lineAt(at);
    if (!above.isEmptyOrWhitespace) return above.text;
  }
  return '';
}

/** VS Code resolves `auto` before it hands the options on. */
function numberOf(size: string | number | undefined): number {
  const columns = Number(size);
  return Number.isSafeInteger(columns) && columns > 0 ? columns : 2;
}
