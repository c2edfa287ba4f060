import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import type { HintStore } from './hints.ts';
import type { ProgressStore } from './progress.ts';
import type { ServerLink } from './serverLink.ts';
import { workspaceFiles } from './workspaceFiles.ts';

type Report = vscode.Progress<{ message?: string; increment?: number }>;

interface WorkspaceCheckOptions {
  readonly server: ServerLink;
  readonly hints: HintStore;
  readonly progress: ProgressStore;
  readonly log: vscode.LogOutputChannel;
  /** Called before the files are read: nothing else need read them. */
  onBegin?(): void;
}

/** The command *Check Workspace*. */
export class WorkspaceCheck {
  readonly #options: WorkspaceCheckOptions;
  #running = false;
  /** Something was changed since the check that runs was begun. */
  #isOld = false;
  /** What waits for the end of the check that runs. */
  readonly #waiting: (() => void)[] = [];
  #asked: Promise<void> | undefined;

  constructor(options: WorkspaceCheckOptions) {
    this.#options = options;
  }

  /** Checks the workspace; settles when it is done. Asked again while it runs, it is the same check. */
  readonly run = (): Promise<void> => {
    this.#asked ??= this.#run().finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  };

  async #run(): Promise<void> {
    if (!vscode.workspace.workspaceFolders?.length) {
      void vscode.window.showInformationMessage('Open a folder to check it.');
      return;
    }
    // A check without a word may be of the files or settings of before.
    while (this.#running) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running = true;
    try {
      await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: 'Hindsight: checking the workspace',
          cancellable: true,
        },
        async (progress, token) => void (await this.#check(token, progress)),
      );
    } catch (error) {
      const text = messageOf(error);
      this.#options.log.error(`The workspace could not be checked: ${text}`);
      void vscode.window.showErrorMessage(`Hindsight could not check the workspace: ${text}`);
    } finally {
      this.#end();
    }
  }

  /**
   * Checks the workspace as part of something larger that shows the progress and says what came of it.
   * @returns the files that were listed for it; `undefined` where it was checked before, or is not checked to its end
   * @throws Error with a sentence for the person when the workspace cannot be checked
   */
  async within(token: vscode.CancellationToken, progress: Report): Promise<string[] | undefined> {
    await this.#asked;
    if (this.#running || this.#options.hints.checkedFiles !== undefined) return undefined;
    this.#running = true;
    try {
      return await this.#check(token, progress, true);
    } finally {
      this.#end();
    }
  }

  /**
   * Checks again, without a word, where the workspace was checked before: other settings hold, other files count, or the
   * server has started anew. @returns whether the files are read by that, or by a check that was on its way
   */
  async again(): Promise<boolean> {
    if (this.#running) {
      this.#isOld = true;
      return true;
    }
    if (this.#options.hints.checkedFiles === undefined) return false;
    this.#running = true;
    const source = new vscode.CancellationTokenSource();
    try {
      await this.#check(source.token);
    } catch (error) {
      this.#options.log.error(`The workspace could not be checked again: ${String(error)}`);
    } finally {
      source.dispose();
      this.#end();
    }
    return true;
  }

  #end(): void {
    this.#running = false;
    const waiting = this.#waiting.splice(0);
    const isOld = this.#isOld;
    this.#isOld = false;
    // What was asked for meanwhile is such a check as well.
    if (waiting.length > 0) for (const go of waiting) go();
    else if (isOld) void this.again();
  }

  async #check(
    token: vscode.CancellationToken,
    progress?: Report,
    isPart = false,
  ): Promise<string[] | undefined> {
    const { server, hints, log, onBegin } = this.#options;
    await server.start();
    onBegin?.();
    const files = (await this.list(token)).map(String);
    if (token.isCancellationRequested) return undefined;
    let shown = 0;
    const result = await server.checkWorkspace(files, token, (percentage, message) => {
      progress?.report({ increment: Math.max(0, percentage - shown), message });
      shown = Math.max(shown, percentage);
    });
    if (token.isCancellationRequested) {
      log.info('Checking the workspace was cancelled.');
      return undefined;
    }
    hints.setWorkspace(result.files, result.checked);
    for (const { uri, reason } of result.skipped) log.info(`${uri} is not checked: it is ${reason}.`);
    void vscode.commands.executeCommand('setContext', 'hindsight.checked', true);
    if (!progress) return files;
    await this.#options.progress.happened('checkedWorkspace');
    const count = result.files.reduce((sum, file) => sum + file.hints.length, 0);
    const skipped = result.skipped.length > 0 ? `, ${result.skipped.length} skipped (see the log)` : '';
    log.info(`Checked ${result.checked} files: ${count} hints in ${result.files.length} files${skipped}.`);
    if (isPart) return files;
    const found =
      count === 0 ? 'no hints' : `${count === 1 ? '1 hint' : `${count} hints`}, listed in the Hindsight view`;
    const text = `Hindsight checked ${result.checked} files: ${found}${skipped}.`;
    const show = 'Show Hints';
    void vscode.window.showInformationMessage(text, ...(count > 0 ? [show] : [])).then((answer) => {
      if (answer === show) void vscode.commands.executeCommand('hindsight.hints.focus');
    });
    return files;
  }

  /** The files of the workspace that the server checks, at most `limit` of them. */
  async list(token?: vscode.CancellationToken, limit?: number): Promise<vscode.Uri[]> {
    const { extensions, names } = this.#options.server;
    if (extensions.length === 0) return [];
    return workspaceFiles({ extensions, names }, token, limit);
  }

  /** Those of some names, as globs, among which may be others that the server does not check. */
  async listNamed(names: readonly string[] | undefined): Promise<string[]> {
    const files = await (names ? workspaceFiles({ extensions: [], names }) : this.list());
    return files.map(String);
  }
}
