import * as vscode from 'vscode';
import type { Practice } from '../../lessons/types.ts';
import { leaveLesson } from './editors.ts';

/** Texts that can be looked at and not changed: a practice's solution, and a learner's text that is no longer open. */
const SCHEME = 'hindsight-practice';

/** Shows the solution of a practice in the editor's own diff. */
export class Solutions implements vscode.Disposable {
  readonly #loadPractice: (lesson: string) => Promise<Practice | undefined>;
  readonly #keptText: (lesson: string) => string | undefined;
  /** Addresses of the learner's texts that were looked at, by lesson. */
  readonly #yours = new Map<string, vscode.Uri>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  constructor(
    loadPractice: (lesson: string) => Promise<Practice | undefined>,
    keptText: (lesson: string) => string | undefined,
  ) {
    this.#loadPractice = loadPractice;
    this.#keptText = keptText;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#text(uri),
    });
  }

  /**
   * Opens the diff from the learner's text to the solution. The left side is a copy that follows the text: a diff of
   * the untitled document itself would bring it back, empty, when that is closed first.
   */
  async show(lesson: string, practice: Practice, column: vscode.ViewColumn): Promise<void> {
    const { fileName } = practice;
    const yours = address(lesson, 'yours', fileName);
    this.#yours.set(lesson, yours);
    this.#changed.fire(yours);
    const solution = address(lesson, 'solution', fileName);
    await vscode.commands.executeCommand('vscode.diff', yours, solution, `${fileName}: yours ↔ solution`, {
      viewColumn: column,
      preview: true,
    } satisfies vscode.TextDocumentShowOptions);
    await leaveLesson(solution);
  }

  /** Call when the learner's text has changed. */
  followed(lesson: string): void {
    const yours = this.#yours.get(lesson);
    if (yours) this.#changed.fire(yours);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async #text(uri: vscode.Uri): Promise<string> {
    const [, topic, name, side] = uri.path.split('/');
    const lesson = `${topic}/${name}`;
    const practice = await this.#loadPractice(lesson);
    if (!practice) throw new Error(`There is no practice of ${lesson}.`);
    return side === 'solution' ? practice.solved : (this.#keptText(lesson) ?? practice.start);
  }
}

function address(lesson: string, side: 'yours' | 'solution', fileName: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${lesson}/${side}/${fileName}` });
}
