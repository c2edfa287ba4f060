import * as vscode from 'vscode';
import type { LessonBody, Practice } from '../../lessons/types.ts';
import type { PracticeAction, PracticeView } from '../../protocol/panel.ts';
import type { PracticeParams, PracticeResult } from '../../protocol/server.ts';
import { besideLesson, closeUnasked, columnOf, replaceAll, show, showLine } from './editors.ts';
import { howPassed, isSameWork, type Kept, parseKept } from './kept.ts';
import { Solutions } from './solution.ts';
import { Work } from './work.ts';

const KEY = 'hindsight.practices';
/** After the last change, in milliseconds. */
const SAVE_PAUSE = 400;

export interface PracticesOptions {
  readonly context: vscode.ExtensionContext;
  readonly loadLesson: (id: string) => Promise<LessonBody>;
  /** @throws Error with a sentence when the server cannot be asked */
  readonly ask: (params: PracticeParams) => Promise<PracticeResult>;
  /** Marks a lesson as practised. */
  readonly passed: (lesson: string) => void;
  readonly log: (message: string) => void;
}

/**
 * The practices: an untitled document each, followed until its conditions hold. Nothing is written to the
 * workspace; what was begun is found again after a reload of the window.
 */
export class Practices implements vscode.Disposable {
  readonly #options: PracticesOptions;
  readonly #works = new Map<string, Work>();
  readonly #loaded = new Map<string, Promise<Practice | undefined>>();
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #solutions: Solutions;
  readonly #listeners: vscode.Disposable[];
  #saving: ReturnType<typeof setTimeout> | undefined;

  /** Fires with the id of a lesson whose practice has something new to say. */
  readonly onDidChange = this.#changed.event;

  constructor(options: PracticesOptions) {
    this.#options = options;
    const { workspaceState } = options.context;
    for (const [lesson, kept] of parseKept(workspaceState.get<unknown>(KEY))) this.#begin(lesson, kept);
    this.#solutions = new Solutions(this.#load, (lesson) => this.#works.get(lesson)?.kept.text);
    this.#listeners = [
      this.#solutions,
      this.#changed,
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#workIn(document)?.edited();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#workIn(document)?.detach()),
    ];
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
  }

  /** Whether a document is that of a practice: its hints are not about the reader's own code. */
  readonly has = (uri: string): boolean => this.#workAt(uri) !== undefined;

  /** Takes note that a fix of ours was applied. @returns whether that was in a practice */
  readonly fixed = (uri: string): boolean => {
    const work = this.#workAt(uri);
    work?.remember({ fixed: true });
    return work !== undefined;
  };

  /** Call when the server has checked a document: it is back, or it knows more than before. */
  checked(uri: string): void {
    const work = this.#workAt(uri);
    if (work?.trouble !== undefined) work.checkSoon();
  }

  /** What the panel shows of a lesson's practice. */
  readonly view = (lesson: string, practice: Practice): PracticeView => {
    const work = this.#works.get(lesson);
    const { hints = 0 } = work?.kept ?? {};
    const shown = {
      hints: practice.hints.slice(0, hints),
      hintCount: practice.hints.length,
    };
    if (!work?.document)
      return {
        state: work?.kept.uri === undefined ? 'new' : 'closed',
        checking: false,
        passed: false,
        unmet: [],
        ...shown,
      };
    const note = work.passed ? howPassed(work.kept) : undefined;
    return {
      state: 'open',
      checking: work.unmet === undefined,
      passed: work.passed,
      unmet: (work.unmet ?? []).map(({ text, line }) => ({ text, ...(line === undefined ? {} : { line }) })),
      ...(work.trouble === undefined ? {} : { trouble: work.trouble }),
      ...(note === undefined ? {} : { note }),
      ...shown,
    };
  };

  /**
   * Does what the reader asked for.
   * @param panel the column of the lesson panel, if there is one
   * @param line 1-based, for the action `line`
   * @throws Error with a sentence for the reader
   */
  readonly act = async (
    lesson: string,
    action: PracticeAction,
    panel: vscode.ViewColumn | undefined,
    line = 1,
  ): Promise<void> => {
    const practice = await this.#load(lesson);
    if (!practice) throw new Error('This lesson has no practice.');
    const work = this.#works.get(lesson);
    const document = work?.document;
    const column = besideLesson(panel);
    switch (action) {
      case 'start':
        if (document && (await this.#shown(document, column))) return;
        await this.#open(lesson, practice, work?.kept.text ?? practice.start, column);
        return;
      case 'reset':
        work?.remember({ fixed: false, solution: false });
        if (document && (await this.#shown(document, column))) await replaceAll(document, practice.start);
        else await this.#open(lesson, practice, practice.start, column);
        return;
      case 'line':
        if (document) await showLine(document, column, line);
        return;
      case 'hint':
        this.#begun(lesson, practice).remember({
          hints: Math.min((work?.kept.hints ?? 0) + 1, practice.hints.length),
        });
        return;
      case 'solution':
        // A learner who compares after passing has had no help.
        if (!work?.passed) this.#begun(lesson, practice).remember({ solution: true });
        await this.#solutions.show(lesson, practice, (document && columnOf(document.uri)) ?? column);
        return;
      case 'close':
        if (document) await closeUnasked(document, column);
    }
  };

  dispose(): void {
    clearTimeout(this.#saving);
    for (const listener of this.#listeners) listener.dispose();
    for (const work of this.#works.values()) work.dispose();
  }

  async #open(lesson: string, practice: Practice, content: string, column: vscode.ViewColumn): Promise<void> {
    const { language } = practice;
    const document = await vscode.workspace.openTextDocument({ language, content });
    const work = this.#begun(lesson, practice);
    // Where an untitled document of that name was closed a moment ago, the editor may bring its text back, and the practice
    // that had it takes the document for its own: it would follow what is written for this one.
    const before = this.#workIn(document);
    if (before !== work) before?.detach();
    await replaceAll(document, content);
    work.attach(document);
    await show(document, column);
  }

  /** Shows the document; where the editor no longer can, the work goes on without it. @returns whether it is shown */
  async #shown(document: vscode.TextDocument, column: vscode.ViewColumn): Promise<boolean> {
    try {
      await show(document, column);
      return true;
    } catch (error) {
      this.#options.log(`${document.uri.toString()} cannot be shown any more: ${String(error)}`);
      this.#workIn(document)?.detach();
      return false;
    }
  }

  /** The work on a practice, begun now where it was not. */
  #begun(lesson: string, practice: Practice): Work {
    return (
      this.#works.get(lesson) ??
      this.#begin(lesson, { text: practice.start, hints: 0, fixed: false, solution: false })
    );
  }

  #begin(lesson: string, kept: Kept): Work {
    const { ask, passed, log } = this.#options;
    const work = new Work({
      lesson,
      kept,
      ask,
      load: this.#load,
      log,
      onPassed: passed,
      onChange: () => {
        this.#saveSoon();
        this.#solutions.followed(lesson);
        this.#changed.fire(lesson);
      },
    });
    this.#works.set(lesson, work);
    return work;
  }

  /** A window that is reloaded brings untitled documents back under their names. */
  #opened(document: vscode.TextDocument): void {
    if (document.uri.scheme !== 'untitled') return;
    const key = document.uri.toString();
    // A document is that of one practice.
    [...this.#works.values()]
      .find(
        (work) => !work.document && work.kept.uri === key && isSameWork(work.kept.text, document.getText()),
      )
      ?.attach(document);
  }

  #workIn(document: vscode.TextDocument): Work | undefined {
    return [...this.#works.values()].find((work) => work.document === document);
  }

  #workAt(uri: string): Work | undefined {
    if (!uri.startsWith('untitled:')) return undefined;
    const key = vscode.Uri.parse(uri).toString();
    return [...this.#works.values()].find((work) => work.document?.uri.toString() === key);
  }

  readonly #load = (lesson: string): Promise<Practice | undefined> => {
    let loaded = this.#loaded.get(lesson);
    if (!loaded) {
      loaded = this.#options.loadLesson(lesson).then(({ practice }) => practice);
      this.#loaded.set(lesson, loaded);
      // A file that could not be read is tried again the next time.
      loaded.catch(() => this.#loaded.delete(lesson));
    }
    return loaded;
  };

  #saveSoon(): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      const all = Object.fromEntries([...this.#works].map(([lesson, work]) => [lesson, work.kept]));
      this.#options.context.workspaceState
        .update(KEY, all)
        .then(undefined, (error: unknown) =>
          this.#options.log(`The practices could not be remembered: ${String(error)}`),
        );
    }, SAVE_PAUSE);
  }
}
