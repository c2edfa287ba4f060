import * as vscode from 'vscode';
import type { EditData, FixApplied } from '../protocol/server.ts';
import { type OfferedFix, OfferedFixes } from './offeredFixes.ts';
import { readSmallFile } from './serverFiles.ts';

/** Hears what the light bulb offers, and says when one of our fixes was taken. */
export class WatchFixes implements vscode.Disposable {
  readonly #offered = new OfferedFixes();
  readonly #listener: vscode.Disposable;
  readonly #log: vscode.LogOutputChannel;

  /** @param applied called in the event of the change, before anything checks the new text */
  constructor(applied: (fix: FixApplied) => void, log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
      // The event also tells that a document became dirty or clean; undo and redo are heard of elsewhere.
      if (contentChanges.length === 0 || reason !== undefined) return;
      const fix = this.#offered.changed(document.uri.toString(), document.getText());
      if (fix) applied(fix);
    });
  }

  /** Hands on the actions of the server, and keeps those that change a text. */
  async listen(
    document: vscode.TextDocument,
    ask: () => vscode.ProviderResult<(vscode.Command | vscode.CodeAction)[]>,
  ): Promise<(vscode.Command | vscode.CodeAction)[] | null | undefined> {
    const { version } = document;
    const text = document.getText();
    const actions = await ask();
    if (document.version !== version) return actions;
    const fixes = (actions ?? []).flatMap((action): OfferedFix[] => {
      const { edit, data } = action as vscode.CodeAction & { data?: FixApplied };
      return edit && data ? [{ edits: editsOf(edit), applied: data }] : [];
    });
    const texts = new Map([[document.uri.toString(), text]]);
    this.#offered.offered({ texts, fixes });
    for (const { uri } of fixes.flatMap(({ edits }) => edits)) {
      if (texts.has(uri)) continue;
      const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
      texts.set(uri, open?.getText() ?? '');
      // The answer does not wait for a file that is not open: it is read long before a person has chosen.
      if (!open) void this.#read(uri, texts);
    }
    return actions;
  }

  async #read(uri: string, texts: Map<string, string>): Promise<void> {
    try {
      const bytes = await readSmallFile(vscode.Uri.parse(uri));
      texts.set(uri, new TextDecoder().decode(bytes));
    } catch (error) {
      this.#log.debug(`A fix would change ${uri}, which cannot be read: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#listener.dispose();
  }
}

function editsOf(edit: vscode.WorkspaceEdit): EditData[] {
  return edit
    .entries()
    .flatMap(([uri, edits]) =>
      edits.map(({ range, newText }) => ({ uri: uri.toString(), range: plainRange(range), newText })),
    );
}

function plainRange({ start, end }: vscode.Range): EditData['range'] {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
