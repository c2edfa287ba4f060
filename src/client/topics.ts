import * as vscode from 'vscode';
import type { Catalogue, TopicMeta } from '../lessons/types.ts';
import type { HintStore } from './hints.ts';

/**
 * Finds out which topics occur in the workspace and says so in the context keys `hindsight.topic.<id>`, which gate
 * walkthroughs. A topic occurs where a file matches its patterns, or where one of its rules has found something.
 */
export class Topics implements vscode.Disposable {
  readonly #catalogue: Catalogue;
  readonly #log: vscode.LogOutputChannel;
  readonly #found = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[];
  #looked: Promise<void> | undefined;

  /** Fires when a topic was found. */
  readonly onDidChange = this.#changed.event;

  constructor(catalogue: Catalogue, hints: HintStore, log: vscode.LogOutputChannel) {
    this.#catalogue = catalogue;
    this.#log = log;
    this.#listeners = [
      hints.onDidChange((file) => {
        if (hints.isPractice(file.uri)) return;
        for (const { rule } of file.hints) this.#occurs(rule.slice(0, rule.indexOf('/')));
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.look()),
    ];
  }

  /** Whether a topic is known to occur in the workspace. */
  has(topic: string): boolean {
    return this.#found.has(topic);
  }

  /** Settles, and never rejects, when the last {@link look} has found what there is; begins one when there was none. */
  looked(): Promise<void> {
    return this.#looked ?? this.look();
  }

  /** Looks for one file of each topic that is not known to occur. Never rejects. */
  look(): Promise<void> {
    const topics = this.#catalogue.topics.filter(({ id }) => !this.#found.has(id));
    this.#looked = Promise.all(topics.map((topic) => this.#look(topic))).then(() => undefined);
    return this.#looked;
  }

  async #look({ id, files }: TopicMeta): Promise<void> {
    try {
      for (const pattern of files) {
        const [file] = await vscode.workspace.findFiles(pattern, '**/node_modules/**', 1);
        if (file) return this.#occurs(id);
      }
    } catch (error) {
      this.#log.warn(`Files of the topic ${id} could not be looked for: ${String(error)}`);
    }
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  #occurs(topic: string): void {
    if (this.#found.has(topic)) return;
    this.#found.add(topic);
    void vscode.commands.executeCommand('setContext', `hindsight.topic.${topic}`, true);
    this.#changed.fire();
  }
}
