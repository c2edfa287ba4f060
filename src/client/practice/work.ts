import type * as vscode from 'vscode';
import type { Practice } from '../../lessons/types.ts';
import type { PracticeParams, PracticeResult, UnmetData } from '../../protocol/server.ts';
import type { Kept } from './kept.ts';

/** After the last keystroke, in milliseconds. */
const PAUSE = 250;
/** After this many milliseconds without an answer the learner sees that none came. */
const PATIENCE = 5000;

export interface WorkOptions {
  readonly lesson: string;
  readonly kept: Kept;
  /** @throws Error with a sentence when the server cannot be asked */
  readonly ask: (params: PracticeParams) => Promise<PracticeResult>;
  readonly load: (lesson: string) => Promise<Practice | undefined>;
  /** Called when what the panel shows has changed. */
  readonly onChange: (lesson: string) => void;
  /** Called when the text is one that passes. */
  readonly onPassed: (lesson: string) => void;
  readonly log: (message: string) => void;
}

/** One practice that was begun: its document while it is open, and what is still wrong with it. */
export class Work {
  readonly #options: WorkOptions;
  #kept: Kept;
  #document: vscode.TextDocument | undefined;
  /** What the last answer said; `undefined` before the first. */
  #unmet: readonly UnmetData[] | undefined;
  /** Why nothing is known, as a sentence. */
  #trouble: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions, so that a late answer does not replace a newer one. */
  #asked = 0;
  /** Since when answers have been about another text than the one that stands still here, in milliseconds. */
  #behind: number | undefined;

  constructor(options: WorkOptions) {
    this.#options = options;
    this.#kept = options.kept;
  }

  get kept(): Kept {
    return this.#kept;
  }

  /** The document while it is open. */
  get document(): vscode.TextDocument | undefined {
    return this.#document;
  }

  get unmet(): readonly UnmetData[] | undefined {
    return this.#unmet;
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Whether the text as it stands was checked, and nothing is wrong with it. */
  get passed(): boolean {
    return this.#document !== undefined && this.#trouble === undefined && this.#unmet?.length === 0;
  }

  remember(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    this.#options.onChange(this.#options.lesson);
  }

  /** Follows a document from now on. */
  attach(document: vscode.TextDocument): void {
    this.#document = document;
    this.#unmet = undefined;
    this.#trouble = undefined;
    this.#behind = undefined;
    this.#keepText();
    this.remember({ uri: document.uri.toString() });
    this.checkSoon(0);
  }

  /** The document was closed; its text stays. */
  detach(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#document = undefined;
    this.#unmet = undefined;
    this.#trouble = undefined;
    this.#options.onChange(this.#options.lesson);
  }

  /** Call after every edit of the document. */
  edited(): void {
    this.#behind = undefined;
    this.#keepText();
    this.checkSoon();
  }

  /** Checks once the typing pauses. */
  checkSoon(pause = PAUSE): void {
    if (!this.#document) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), pause);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#asked++;
  }

  /** An untitled document whose changes are thrown away is emptied before it closes; that is not the learner's text. */
  #keepText(): void {
    const text = this.#document?.getText() ?? '';
    if (text.trim() !== '') this.#kept = { ...this.#kept, text };
  }

  async #check(): Promise<void> {
    const { lesson, ask, load, log } = this.#options;
    const document = this.#document;
    if (!document) return;
    const question = ++this.#asked;
    const isCurrent = () => question === this.#asked && this.#document === document && !document.isClosed;
    const late = setTimeout(() => {
      if (isCurrent()) this.#fail('Hindsight has not answered yet. What is said here waits for it.');
    }, PATIENCE);
    try {
      const practice = await load(lesson);
      if (!practice) throw new Error('This lesson has no practice any more.');
      const { version } = document;
      const { language, rules, mustMention, mustNotMention } = practice;
      const answer = await ask({
        uri: document.uri.toString(),
        practice: { language, rules, mustMention, mustNotMention },
      });
      if (!isCurrent()) return;
      if (answer.version === null) {
        this.#fail(notFollowed(document, practice));
        return;
      }
      // An answer about another text says nothing about this one.
      if (answer.version !== version || document.version !== version) {
        this.#askAnew(document.version === version);
        return;
      }
      this.#behind = undefined;
      const text = document.getText();
      // Back at its start text, as after an undo, the practice no longer contains a fix of ours.
      if (text === practice.start) this.#kept = { ...this.#kept, fixed: false };
      this.#show(answer.unmet);
    } catch (error) {
      log(`The practice of ${lesson} could not be checked: ${String(error)}`);
      if (isCurrent())
        this.#fail(
          'Nothing can be checked at the moment, because Hindsight’s language server does not answer. Your text stays as it is; the next edit asks again.',
        );
    } finally {
      clearTimeout(late);
    }
  }

  /** Asks once more, and tells the learner when the server's text stays another while nothing is typed. */
  #askAnew(isStill: boolean): void {
    this.#behind = isStill ? (this.#behind ?? Date.now()) : undefined;
    if (this.#behind !== undefined && Date.now() - this.#behind > PATIENCE)
      this.#fail('Hindsight has not seen the last edit yet. What is said here waits for it.');
    this.checkSoon();
  }

  #show(unmet: readonly UnmetData[]): void {
    const { lesson, onChange, onPassed } = this.#options;
    this.#unmet = unmet;
    this.#trouble = undefined;
    onChange(lesson);
    if (unmet.length === 0) onPassed(lesson);
  }

  #fail(trouble: string): void {
    this.#trouble = trouble;
    this.#options.onChange(this.#options.lesson);
  }
}

/** Why the server does not have a document that is open. */
function notFollowed(document: vscode.TextDocument, practice: Practice): string {
  return document.languageId === practice.language
    ? 'Hindsight has not seen this file yet. The next edit asks again.'
    : `The file’s language is now ${document.languageId}. Set it back to ${practice.language}, and it is checked again.`;
}
