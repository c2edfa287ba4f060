import * as vscode from 'vscode';
import type { FixApplied, FixData, HintData } from '../protocol/server.ts';
import { type HintStore, toVsRange } from './hints.ts';
import type { Repairs } from './repairs.ts';
import type { ServerLink } from './serverLink.ts';

/** Applies fixes from outside the light bulb: the lesson panel's, and all safe ones of a file. */
export class Fixes {
  readonly #hints: HintStore;
  readonly #repairs: Repairs;
  readonly #server: ServerLink;

  constructor(hints: HintStore, repairs: Repairs, server: ServerLink) {
    this.#hints = hints;
    this.#repairs = repairs;
    this.#server = server;
  }

  /** Applies a fix of a hint. `stale` when the text is no longer the one that the fix was made for; nothing changes then. */
  readonly apply = async (hint: HintData, fixIndex: number): Promise<'applied' | 'stale'> => {
    const fix = hint.fixes[fixIndex];
    if (!fix) return 'stale';
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(hint.uri));
    // Asking makes the server check the text as it is now, so a hint that is not in its answer is gone or moved.
    const { hints } = await this.#server.at(hint.uri, hint.range.start);
    const current = hints.find((each) => each.rule === hint.rule && sameFix(each.fixes[fixIndex], fix));
    const { version } = document;
    const known = this.#hints.of(hint.uri);
    if (!current || known?.version !== version) return 'stale';
    const edit = new vscode.WorkspaceEdit();
    for (const { uri, range, newText } of fix.edits)
      edit.replace(vscode.Uri.parse(uri), toVsRange(range), newText);
    if (document.version !== version || !(await vscode.workspace.applyEdit(edit))) return 'stale';
    const { rule, lesson, range } = current;
    this.#repairs.applied({ uri: hint.uri, places: [{ rule, lesson, range }] });
    return 'applied';
  };

  /** Applies all safe fixes of the document in the active editor, and says what came of it. */
  readonly applyAllSafe = async (): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      void vscode.window.showInformationMessage('Open a file to fix its safe hints.');
      return;
    }
    const { document } = editor;
    const uri = document.uri.toString();
    const result = await this.#server.fixAll(uri);
    if (!result || result.edits.length === 0) {
      void vscode.window.showInformationMessage('This file has no hints with a safe fix.');
      return;
    }
    if (result.version !== document.version) {
      void vscode.window.showInformationMessage(
        'The file changed while its fixes were worked out. Try again.',
      );
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of result.edits) edit.replace(document.uri, toVsRange(range), newText);
    if (!(await vscode.workspace.applyEdit(edit))) {
      void vscode.window.showErrorMessage('The editor did not take the fixes. Is the file read-only?');
      return;
    }
    const places: FixApplied['places'] = result.fixed.map(({ rule, lesson, range }) => ({
      rule,
      lesson,
      range,
    }));
    this.#repairs.applied({ uri, places });
    const count = result.applied.length;
    void vscode.window.setStatusBarMessage(
      `Hindsight: ${count === 1 ? '1 hint' : `${count} hints`} fixed`,
      5000,
    );
  };
}

function sameFix(a: FixData | undefined, b: FixData): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
