import * as vscode from 'vscode';
import type { Practice } from '../../lessons/types.ts';

/** Texts that can be looked at and not changed: a practice's solution, and a learner's text that is no longer open. */
export const SCHEME = 'hindsight-practice';

/** Shows the solution of a practice in the editor's own diff. */
export class Solutions implements vscode.Disposable {
  readonly #loadPractice: (lesson: string) => Promise<Practice | undefined>;
  /** The learner's text, for practices whose document is closed. */
  readonly #keptText: (lesson: string) => string | undefined;
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
   * Opens the diff from the learner's text to the solution.
   * @param own the learner's document while it is open
   */
  async show(
    lesson: string,
    practice: Practice,
    own: vscode.Uri | undefined,
    column: vscode.ViewColumn,
  ): Promise<void> {
    const { fileName } = practice;
    const kept = address(lesson, 'yours', fileName);
    // A text that was looked at before may have changed since.
    if (!own) this.#changed.fire(kept);
    await vscode.commands.executeCommand(
      'vscode.diff',
      own ?? kept,
      address(lesson, 'solution', fileName),
      `${fileName}: yours ↔ solution`,
      { viewColumn: column, preview: true } satisfies vscode.TextDocumentShowOptions,
    );
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
