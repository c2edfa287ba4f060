import * as vscode from 'vscode';
import type { ServerLink } from './serverLink.ts';

/** More files than this are not read without being asked; *Check Workspace* has no such bound. */
const MOST_FILES = 20_000;
/** Milliseconds in which a reading comes to its end without being shown. */
const UNSEEN = 600;

interface ReadingOptions {
  readonly server: Pick<ServerLink, 'start' | 'collect'>;
  readonly log: Pick<vscode.LogOutputChannel, 'debug' | 'info'>;
  /** The files of the workspace that the server checks, at most so many. */
  list(limit: number): Promise<vscode.Uri[]>;
  /** Its place in the status bar; tests bring their own. */
  readonly item?: vscode.StatusBarItem;
  /** In milliseconds; tests bring their own. */
  readonly now?: () => number;
}

/**
 * Has the server read what the files of the workspace tell each other, such as which pods a Service finds. That goes on
 * beside the typing; where it takes longer, the status bar shows how far it is, and stops it or lets it go on.
 */
export class Reading implements vscode.Disposable {
  readonly #options: ReadingOptions;
  readonly #item: vscode.StatusBarItem;
  readonly #now: () => number;
  #source: vscode.CancellationTokenSource | undefined;
  #isStopped = false;
  #state: 'on' | 'stopped' | undefined;

  constructor(options: ReadingOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#item =
      options.item ??
      vscode.window.createStatusBarItem('hindsight.reading', vscode.StatusBarAlignment.Left, -1000);
    this.#item.name = 'Hindsight: reading the workspace';
  }

  dispose(): void {
    this.leave();
    this.#item.dispose();
  }

  /** Reads the workspace from its beginning, where its files can be read at no cost; what is being read is left. */
  readonly run = async (): Promise<void> => {
    this.leave();
    this.#isStopped = false;
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 0 || folders.some((folder) => folder.uri.scheme !== 'file')) return;
    const { server, log, list } = this.#options;
    const source = new vscode.CancellationTokenSource();
    this.#source = source;
    const { token } = source;
    const started = this.#now();
    try {
      await server.start();
      const files = await list(MOST_FILES);
      if (files.length >= MOST_FILES) {
        log.info(
          `The workspace has ${MOST_FILES} files or more, which are read when you check the workspace.`,
        );
        return;
      }
      const isComplete = await server.collect(files.map(String), token, (percentage) => {
        if (!token.isCancellationRequested && this.#now() - started > UNSEEN)
          this.#show(percentage, files.length);
      });
      if (isComplete) log.debug(`Read ${files.length} files in ${Math.round(this.#now() - started)} ms.`);
    } finally {
      if (this.#source === source) this.leave();
      source.dispose();
    }
  };

  /** The server has started anew and knows nothing; a reading that a person stopped stays so. */
  readonly again = async (): Promise<void> => {
    if (!this.#isStopped) await this.run();
  };

  /** Ends a reading that something else does as well, without a word. */
  leave(): void {
    this.#source?.cancel();
    this.#source = undefined;
    this.#isStopped = false;
    this.#setContext(undefined);
    this.#item.hide();
  }

  /** The command of the status bar: what was read until now stays. */
  readonly stop = (): void => {
    if (!this.#source) return;
    this.leave();
    this.#isStopped = true;
    this.#item.text = '$(debug-pause) Hindsight: reading stopped';
    this.#item.tooltip =
      'Not all files were read, so hints that depend on other files may be missing or wrong. Select to read on.';
    this.#item.command = 'hindsight.readWorkspace';
    this.#item.accessibilityInformation = {
      label: 'Hindsight stopped reading the workspace. Select to read on.',
      role: 'button',
    };
    this.#item.show();
    this.#setContext('stopped');
    this.#options.log.info('Reading the workspace was stopped.');
  };

  #show(percentage: number, count: number): void {
    this.#item.text = `$(sync~spin) Hindsight: ${percentage}% read`;
    this.#item.tooltip = `Reading what the ${count.toLocaleString('en')} files of this workspace tell each other. Select to stop.`;
    this.#item.command = 'hindsight.stopReading';
    this.#item.accessibilityInformation = {
      label: `Hindsight is reading the workspace, ${percentage} percent. Select to stop.`,
      role: 'button',
    };
    this.#item.show();
    this.#setContext('on');
  }

  /** For the command palette, which offers to stop and to go on only where that can be done. */
  #setContext(state: 'on' | 'stopped' | undefined): void {
    if (state === this.#state) return;
    this.#state = state;
    void vscode.commands.executeCommand('setContext', 'hindsight.reading', state);
  }
}
