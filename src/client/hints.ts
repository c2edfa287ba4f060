import * as vscode from 'vscode';
import type { HintData, HintsParams } from '../protocol/server.ts';

/** The hints of one document as the server last saw it. */
export interface FileHints {
  readonly uri: string;
  /** The document's version; `null` for a file that is not open. */
  readonly version: number | null;
  readonly hints: readonly HintData[];
}

const MOST_STATES = 6;

/** All hints that are known: of the open documents, and after a whole check of the workspace also of the others. */
export class HintStore implements vscode.Disposable {
  readonly #open = new Map<string, FileHints>();
  readonly #closed = new Map<string, FileHints>();
  /** The last few states of a document, newest last, to tell what a fix has changed. */
  readonly #history = new Map<string, FileHints[]>();
  readonly #changed = new vscode.EventEmitter<FileHints>();
  readonly #closeListener: vscode.Disposable;
  readonly isPractice: (uri: string) => boolean;
  #checkedFiles: number | undefined;

  /**
   * Fires after the hints of a document came in, also where they are the same as before; with an empty `uri` after a whole
   * check.
   */
  readonly onDidChange = this.#changed.event;

  /**
   * @param isPractice whether a document is that of a practice, whose hints are not listed or counted
   */
  constructor(isPractice: (uri: string) => boolean = () => false) {
    this.isPractice = isPractice;
    this.#closeListener = vscode.workspace.onDidCloseTextDocument((document) =>
      this.#close(document.uri.toString()),
    );
  }

  /** Files looked at by the last whole check; `undefined` before the first. */
  get checkedFiles(): number | undefined {
    return this.#checkedFiles;
  }

  receive({ uri, version, hints }: HintsParams): void {
    const key = normalize(uri);
    const entry: FileHints = { uri: key, version, hints };
    if (version === null) {
      this.#setClosed(entry);
    } else {
      // Closed while its hints were on their way: the server says next what the file has.
      if (!vscode.workspace.textDocuments.some((document) => document.uri.toString() === key)) return;
      this.#open.set(key, entry);
      const states = this.#history.get(key) ?? [];
      states.push(entry);
      if (states.length > MOST_STATES) states.shift();
      this.#history.set(key, states);
    }
    this.#changed.fire(entry);
  }

  /** Takes over the result of a whole check. */
  setWorkspace(files: readonly { uri: string; hints: readonly HintData[] }[], checked: number): void {
    this.#closed.clear();
    this.#checkedFiles = checked;
    for (const { uri, hints } of files) this.#setClosed({ uri: normalize(uri), version: null, hints });
    this.#changed.fire({ uri: '', version: null, hints: [] });
  }

  of(uri: string): FileHints | undefined {
    const key = normalize(uri);
    return this.#open.get(key) ?? this.#closed.get(key);
  }

  /** The last states of an open document, newest last. */
  history(uri: string): readonly FileHints[] {
    return this.#history.get(normalize(uri)) ?? [];
  }

  /** Files with at least one hint, in the order of their URIs; practices are none. */
  files(): FileHints[] {
    const all = new Map([...this.#closed, ...this.#open]);
    return [...all.values()]
      .filter(({ uri, hints }) => hints.length > 0 && !this.isPractice(uri))
      .sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }

  dispose(): void {
    this.#closeListener.dispose();
    this.#changed.dispose();
  }

  #setClosed(entry: FileHints): void {
    if (entry.hints.length > 0) this.#closed.set(entry.uri, entry);
    else this.#closed.delete(entry.uri);
  }

  #close(key: string): void {
    const last = this.#open.get(key);
    this.#history.delete(key);
    if (!this.#open.delete(key) || !last) return;
    // Once the workspace was checked, a file keeps its hints when it is closed; the server corrects them.
    // An untitled document is gone.
    if (this.#checkedFiles !== undefined && !key.startsWith('untitled:'))
      this.#setClosed({ ...last, version: null });
    this.#changed.fire({ uri: key, version: null, hints: [] });
  }
}

/** One spelling for URIs that the server and the editor may escape differently. */
export function normalize(uri: string): string {
  return vscode.Uri.parse(uri).toString();
}

export function toVsRange({ start, end }: HintData['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
