import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import { Document, type Hint, ownIdOf } from '../engine/index.ts';
import type { Analysis } from './analysis.ts';
import { GIVEN_UP, reasonToSkip } from './limits.ts';
import { toPlace } from './present.ts';

/** A check slower than this makes the next one of the same file wait as long, so that typing stays ahead. */
const SLOW_CHECK = 30;
const LONGEST_PAUSE = 400;

/** A document that the editor shows. */
export class OpenFile {
  readonly doc: Document;
  version: number;
  hints: readonly Hint[] = [];
  /** Why it is not checked. */
  skipped: string | undefined;
  /** The text or the facts it read have changed since `hints` were found. */
  stale = true;
  /** What the text tells other files has to be read again. */
  changed = true;
  /** How long the last check took, in milliseconds. */
  cost = 0;
  timer: ReturnType<typeof setTimeout> | undefined;

  constructor(uri: string, languageId: string, version: number, text: string) {
    this.doc = new Document(uri, ownIdOf(languageId), text);
    this.version = version;
  }
}

interface OpenFilesOptions {
  readonly analysis: Analysis;
  /** Documents that the server did not come back from; left alone until their text changes. */
  readonly givenUp: Set<string>;
  /** Called after every check, also when nothing was found. */
  onChecked(file: OpenFile): void;
  /** Called when a file is not checked, once for each reason. */
  onSkipped(uri: string, reason: string): void;
  /** Called with files that are not open and whose hints may have changed with an open one. */
  onAffected(uris: readonly string[]): void;
  onError(what: string, error: unknown): void;
}

/**
 * The documents that the editor has open, with their edits as ranges, so that trees are parsed incrementally.
 * Every change is checked at once; changes that arrive while a check runs are checked together.
 */
export class OpenFiles {
  readonly #options: OpenFilesOptions;
  readonly #files = new Map<string, OpenFile>();

  constructor(options: OpenFilesOptions) {
    this.#options = options;
  }

  get(uri: string): OpenFile | undefined {
    return this.#files.get(uri);
  }

  all(): Iterable<OpenFile> {
    return this.#files.values();
  }

  open({ textDocument }: DidOpenTextDocumentParams): void {
    const { uri, languageId, version, text } = textDocument;
    this.#drop(uri);
    const file = new OpenFile(uri, languageId, version, text);
    this.#files.set(uri, file);
    this.#schedule(file);
  }

  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const file = this.#files.get(textDocument.uri);
    if (!file) return;
    file.doc.update(
      contentChanges.map((change) =>
        'range' in change
          ? { from: toPlace(change.range.start), to: toPlace(change.range.end), newText: change.text }
          : { start: 0, end: Number.POSITIVE_INFINITY, newText: change.text },
      ),
    );
    file.version = textDocument.version;
    file.stale = true;
    file.changed = true;
    this.#options.givenUp.delete(textDocument.uri);
    this.#schedule(file);
  }

  /** @returns whether the document was open */
  close({ textDocument }: DidCloseTextDocumentParams): boolean {
    return this.#drop(textDocument.uri);
  }

  #drop(uri: string): boolean {
    const file = this.#files.get(uri);
    if (!file) return false;
    clearTimeout(file.timer);
    file.doc.dispose();
    this.#files.delete(uri);
    return true;
  }

  /** Checks every open document anew, after settings or facts have changed. */
  recheck(uris?: Iterable<string>): void {
    for (const uri of uris ?? this.#files.keys()) {
      const file = this.#files.get(uri);
      if (!file) continue;
      file.stale = true;
      this.#schedule(file);
    }
  }

  /** A document with hints that belong to its text as it is now; `undefined` when it is not open. */
  async current(uri: string): Promise<OpenFile | undefined> {
    const file = this.#files.get(uri);
    if (file?.stale) {
      await this.#options.analysis.prepare(file.doc.languageId);
      if (this.#files.get(uri) === file) this.#check(file);
    }
    return this.#files.get(uri);
  }

  #schedule(file: OpenFile): void {
    if (file.timer !== undefined) return;
    const wait = file.cost > SLOW_CHECK ? Math.min(file.cost, LONGEST_PAUSE) : 0;
    file.timer = setTimeout(() => void this.#run(file), wait);
  }

  async #run(file: OpenFile): Promise<void> {
    try {
      await this.#options.analysis.prepare(file.doc.languageId);
      file.timer = undefined;
      if (this.#files.get(file.doc.uri) === file && file.stale) this.#check(file);
    } catch (error) {
      file.timer = undefined;
      this.#options.onError(`could not check ${file.doc.uri}`, error);
    }
  }

  #check(file: OpenFile): void {
    const { analysis, givenUp, onChecked, onSkipped } = this.#options;
    const { doc } = file;
    const started = performance.now();
    file.stale = false;
    const reason = givenUp.has(doc.uri) ? GIVEN_UP : reasonToSkip(doc.text, doc.languageId);
    if (reason) {
      if (file.skipped !== reason) onSkipped(doc.uri, reason);
      file.skipped = reason;
      file.hints = [];
      // Nothing is made of it for now, and its edits need not be kept for what was.
      doc.dispose();
      onChecked(file);
      this.#affect(doc, analysis.forgetFacts(doc.uri));
      return;
    }
    // What was left alone has told nothing.
    file.changed ||= file.skipped !== undefined;
    file.skipped = undefined;
    const keys = file.changed ? analysis.collect(doc) : [];
    file.changed = false;
    file.hints = analysis.check(doc);
    file.cost = performance.now() - started;
    onChecked(file);
    this.#affect(doc, keys);
  }

  /** What a document tells others under some keys is new. */
  #affect(doc: Document, keys: readonly string[]): void {
    const { analysis, onAffected } = this.#options;
    const affected = analysis.affectedBy(keys).filter((uri) => uri !== doc.uri);
    if (affected.length === 0) return;
    this.recheck(affected.filter((uri) => this.#files.has(uri)));
    onAffected(affected.filter((uri) => !this.#files.has(uri)));
  }
}
