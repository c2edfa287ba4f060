import * as vscode from 'vscode';
import { continuedLine } from './languages.ts';
import type { OtherTools } from './otherTools.ts';

type Publish = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/** Keeps a hint of ours out of sight while another tool shows the same one there, and brings it back afterwards. */
export class Overlap implements vscode.Disposable {
  readonly #tools: OtherTools;
  readonly #ours = new Map<
    string,
    { uri: vscode.Uri; all: vscode.Diagnostic[]; shown: string; publish: Publish }
  >();
  readonly #listener: vscode.Disposable;

  constructor(tools: OtherTools) {
    this.#tools = tools;
    this.#listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) this.#refresh(uri);
    });
  }

  /** Takes the server's diagnostics, and passes on those that no other extension reports. */
  handle(uri: vscode.Uri, diagnostics: vscode.Diagnostic[], publish: Publish): void {
    const key = uri.toString();
    const visible = this.#visible(uri, diagnostics);
    if (diagnostics.length > 0)
      this.#ours.set(key, { uri, all: diagnostics, shown: mask(diagnostics, visible), publish });
    else this.#ours.delete(key);
    publish(uri, visible);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #refresh(uri: vscode.Uri): void {
    const entry = this.#ours.get(uri.toString());
    if (!entry) return;
    const visible = this.#visible(uri, entry.all);
    // Our own publishing fires the event too; nothing changes by it, and the round ends here.
    const shown = mask(entry.all, visible);
    if (shown === entry.shown) return;
    entry.shown = shown;
    entry.publish(uri, visible);
  }

  #visible(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
    const others = vscode.languages.getDiagnostics(uri).filter((other) => other.source !== 'Hindsight');
    if (others.length === 0) return diagnostics;
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
    const places = others.map((other) => ({ other, range: wholeInstruction(document, other.range) }));
    return diagnostics.filter((ours) => {
      const here = places.filter(({ range }) => range.intersection(ours.range)).map(({ other }) => other);
      return !this.#tools.isSaid(ours, here);
    });
  }
}

/** How many lines are followed that continue another. */
const MOST_CONTINUED_LINES = 500;

/** hadolint names an instruction by its first line; the lines that continue it belong to it, too. */
function wholeInstruction(document: vscode.TextDocument | undefined, range: vscode.Range): vscode.Range {
  const continued = document && continuedLine(document.languageId);
  if (!continued) return range;
  const { start, end } = range;
  // An end before the first character of a line is the end of the line above.
  const first = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const last = Math.min(document.lineCount - 1, first + MOST_CONTINUED_LINES);
  let line = first;
  while (line < last && goesOn(document.lineAt(line).text, continued, line > first)) line++;
  return line === first ? range : new vscode.Range(start, document.lineAt(line).range.end);
}

/** Whether an instruction goes on below a line of it; comments and empty lines between its lines do not end it. */
function goesOn(text: string, continued: RegExp, isInside: boolean): boolean {
  return continued.test(text) || (isInside && /^\s*(?:#|$)/.test(text));
}

/** Which of all are visible, as a value that can be compared. */
function mask(all: readonly vscode.Diagnostic[], visible: readonly vscode.Diagnostic[]): string {
  return all.map((diagnostic) => (visible.includes(diagnostic) ? '1' : '0')).join('');
}
