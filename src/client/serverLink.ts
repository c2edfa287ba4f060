import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  AT,
  type AtResult,
  CHECK_WORKSPACE,
  type CheckWorkspaceResult,
  COLLECT,
  type CollectParams,
  EXAMPLES,
  type ExamplesParams,
  type ExamplesResult,
  FACTS,
  FIX_ALL,
  type FixAllResult,
  HINTS,
  type HintsParams,
  type InitOptions,
  type LspPosition,
  PICTURE,
  PING,
  type PictureParams,
  type PictureResult,
  PRACTICE,
  PROBLEMS,
  type PracticeParams,
  type PracticeResult,
  type ProblemsParams,
  READ_FILE,
  SETTINGS,
  type SettingsParams,
  TOUR,
  type TourParams,
  type TourResult,
  WORKING,
} from '../protocol/server.ts';
import { notify, onNotification, onRequest, type RequestType, request } from '../protocol/typed.ts';
import type { ClientHost, ServerHandle } from './host.ts';
import { fileGlobs, languageIds } from './languages.ts';
import type { Overlap } from './overlap.ts';
import { readFile } from './serverFiles.ts';
import { ServerLife } from './serverLife.ts';
import { quiet } from './serverLog.ts';
import { ENDS, Watchdog } from './watchdog.ts';
import type { WatchFixes } from './watchFixes.ts';

interface ServerLinkOptions {
  readonly context: vscode.ExtensionContext;
  readonly host: ClientHost;
  readonly log: vscode.LogOutputChannel;
  readonly overlap: Overlap;
  readonly watch: WatchFixes;
  settings(): SettingsParams;
  /** The files that are checked of what was made on the disk: a file, or those in a folder. */
  newFiles(uri: string): Promise<readonly string[]>;
  onHints(params: HintsParams): void;
  onProblems(params: ProblemsParams): void;
  /** What files tell each other has changed. */
  onFacts(): void;
  /** The server has started again after an unexpected end. */
  onRestart(): void;
}

/** The `experimental` capability in which the server says which files it checks. */
interface Experimental {
  readonly extensions?: readonly string[];
  readonly names?: readonly string[];
}

/** Of LSP's file events. */
const CREATED = 1;
const DELETED = 3;

/**
 * The hold on the language server: starts it on first use, keeps it alive, and asks it things. Every question has an
 * answer without a server too, so that callers need not know whether it runs.
 */
export class ServerLink implements vscode.Disposable {
  readonly #options: ServerLinkOptions;
  readonly #watchdog: Watchdog;
  readonly #life: ServerLife;
  #handle: ServerHandle | undefined;
  #starting: Promise<BaseLanguageClient | undefined> | undefined;
  #extensions: readonly string[] = [];
  #names: readonly string[] = [];
  #complained = false;
  #disposed = false;

  constructor(options: ServerLinkOptions) {
    this.#options = options;
    this.#watchdog = new Watchdog({
      ping: () => this.#ping(),
      restart: (uri) => this.#restartHung(uri),
      onGivenUp: (uri) =>
        options.log.warn(
          `${uri} is left alone until it changes: the language server ended over it ${ENDS} times.`,
        ),
      patience: 8,
      interval: 1000,
    });
    this.#life = new ServerLife({ watchdog: this.#watchdog });
  }

  /** The server's process id, for the suites that end it. */
  get pid(): number | undefined {
    return this.#handle?.pid();
  }

  /** Ends the server as a crash would; it comes back by itself. */
  kill(): void {
    this.#handle?.kill();
  }

  /** File extensions, with their dot, of the files that the server checks. */
  get extensions(): readonly string[] {
    return this.#extensions;
  }

  /** Globs of the names of such files that have no telling extension. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** Starts the server unless it runs. @returns `undefined` when it cannot be started, which has been said */
  start(): Promise<BaseLanguageClient | undefined> {
    if (this.#disposed) return Promise.resolve(undefined);
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      this.#options.log.error(`The language server could not be started: ${String(error)}`);
      this.#complain();
      return undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<BaseLanguageClient> {
    const { context, host, log } = this.#options;
    const handle = await host.connect(context, this.#clientOptions(), log);
    this.#handle = handle;
    const { client } = handle;
    onNotification(client, HINTS, (params) => this.#options.onHints(params));
    onNotification(client, WORKING, (params) => this.#watchdog.working(params));
    onNotification(client, FACTS, () => this.#options.onFacts());
    onNotification(client, PROBLEMS, (params) => this.#options.onProblems(params));
    onRequest(client, READ_FILE, (params) => readFile(params));
    await client.start();
    const experimental = client.initializeResult?.capabilities.experimental as Experimental | undefined;
    this.#extensions = experimental?.extensions ?? [];
    this.#names = experimental?.names ?? [];
    this.#watchdog.start();
    // 2 is "running".
    client.onDidChangeState(({ newState }) => newState === 2 && this.#options.onRestart());
    return client;
  }

  #clientOptions(): LanguageClientOptions {
    const { context, log, overlap, watch, settings, newFiles } = this.#options;
    const schemes = new Set(['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web', 'memfs']);
    for (const folder of vscode.workspace.workspaceFolders ?? []) schemes.add(folder.uri.scheme);
    const documentSelector = [...schemes].flatMap((scheme) =>
      languageIds.map((language) => ({ language, scheme })),
    );
    // The server looks at a file's name itself, and leaves alone what it does not know.
    const fileEvents = [
      ...fileGlobs.map((glob) => vscode.workspace.createFileSystemWatcher(glob, true, false, true)),
      // Of a folder that is moved or deleted, and of the files in it, only the folder is announced.
      vscode.workspace.createFileSystemWatcher('**', false, true, false),
    ];
    context.subscriptions.push(...fileEvents);
    return {
      documentSelector,
      outputChannel: quiet(log),
      // 4 is "never": what the person has to know comes as a message, and the rest waits in the log.
      revealOutputChannelOn: 4,
      progressOnInitialization: false,
      initializationOptions: (): InitOptions => ({
        settings: settings(),
        linkBase: `${vscode.env.uriScheme}://${context.extension.id}/lesson`,
        quarantined: this.#watchdog.givenUp(),
      }),
      initializationFailedHandler: (error) => {
        log.error(`The language server could not be initialised: ${String(error)}`);
        return false;
      },
      errorHandler: {
        error: () => ({ action: 1, message: '', handled: true }),
        closed: () => this.#closed(),
      },
      markdown: { isTrusted: { enabledCommands: ['hindsight.openLesson'] }, supportHtml: false },
      synchronize: { fileEvents },
      middleware: {
        provideCodeActions: (document, range, context, token, next) =>
          watch.listen(document, () => next(document, range, context, token)),
        handleDiagnostics: (uri, diagnostics, next) => overlap.handle(uri, diagnostics, next),
        didOpen: (document, next) => {
          this.#watchdog.sent();
          return next(document);
        },
        didChange: (event, next) => {
          this.#watchdog.changed(event.document.uri.toString());
          this.#watchdog.sent();
          return next(event);
        },
        workspace: {
          didChangeWatchedFile: async (event, next) => {
            if (event.type !== DELETED) this.#watchdog.changed(event.uri);
            if (event.type !== CREATED) return next(event);
            for (const uri of await newFiles(event.uri)) await next({ uri, type: CREATED });
          },
        },
      },
    };
  }

  /** The connection has ended unexpectedly. Documents are sent again when the server is back. */
  #closed() {
    const words = this.#handle?.lastWords();
    const count = this.#life.closed();
    const said = words ? ` It said: ${words}` : '';
    if (this.#disposed || count !== undefined) {
      this.#starting = undefined;
      this.#watchdog.stop();
      if (!this.#disposed) this.#complain();
      return {
        action: 1,
        message: `The language server ended ${count ?? 1} times and stays off.${said}`,
        handled: true,
      };
    }
    return { action: 2, message: `The language server ended and was started again.${said}`, handled: true };
  }

  #complain(): void {
    if (this.#complained) return;
    this.#complained = true;
    const show = 'Show Log';
    const retry = 'Try Again';
    void vscode.window
      .showErrorMessage('Hindsight cannot check your code: its language server does not run.', retry, show)
      .then((answer) => {
        this.#complained = false;
        if (answer === show) this.#options.log.show();
        if (answer === retry) {
          this.#life.begin();
          void this.start();
        }
      });
  }

  async #ping(): Promise<void> {
    // 2 is "running"; while the client restarts the server by itself there is nothing to ask.
    const client = this.#handle?.client;
    if (client?.state !== 2) return;
    await request(client, PING, undefined);
  }

  #restartHung(uri: string | undefined): void {
    const what = uri ? `; it works on ${uri}` : '';
    this.#options.log.warn(`The language server did not answer${what}.`);
    this.#handle?.kill();
  }

  sendSettings(): void {
    const client = this.#handle?.client;
    if (client?.state !== 2) return;
    void this.#quietly(notify(client, SETTINGS, this.#options.settings()));
  }

  /**
   * Has files read for what they tell each other. Ends early when the token is cancelled.
   * @returns whether all were read; where the server cannot be asked, or goes away meanwhile, they were not
   */
  async collect(
    uris: string[],
    token: vscode.CancellationToken,
    report: (percentage: number) => void,
  ): Promise<boolean> {
    const client = await this.start();
    if (!client || token.isCancellationRequested) return false;
    return withProgress(client, 'read', report, async (workDoneToken) => {
      const params: CollectParams = { uris, workDoneToken };
      return (await this.#ask(COLLECT, params, token))?.complete ?? false;
    });
  }

  async at(uri: string, position: LspPosition): Promise<AtResult> {
    return (await this.#ask(AT, { uri, position })) ?? { hints: [], sightings: [] };
  }

  /** Looks for places that do well what a lesson is about; nothing is found where the server cannot be asked. */
  async examples(params: ExamplesParams, token: vscode.CancellationToken): Promise<ExamplesResult> {
    const found = await this.#ask(EXAMPLES, params, token);
    return found ?? { examples: [], complete: false };
  }

  /** The pictures of what stands around a position; none where the server cannot be asked. */
  async picture(params: PictureParams): Promise<PictureResult> {
    return (await this.#ask(PICTURE, params)) ?? { paths: [] };
  }

  /** Looks for places for the lessons of a tour; nothing is found where the server cannot be asked. */
  async tour(params: TourParams, token: vscode.CancellationToken): Promise<TourResult> {
    const found = await this.#ask(TOUR, params, token);
    return found ?? { found: [], aside: [], complete: false };
  }

  async fixAll(uri: string): Promise<FixAllResult | undefined> {
    return this.#ask(FIX_ALL, { uri });
  }

  /**
   * What is wrong with a practice, from the text as the server has it now.
   * @throws Error when the server cannot tell: no answer is not the same as nothing wrong
   */
  async practice(params: PracticeParams): Promise<PracticeResult> {
    const client = await this.start();
    if (!client) throw new Error('The language server does not run.');
    return request(client, PRACTICE, params);
  }

  /**
   * Checks files, once more when the server ends over it. Ends early when the token is cancelled, with what was found until
   * then.
   * @throws Error with a sentence for the person when the server cannot do it
   */
  async checkWorkspace(
    uris: string[],
    token: vscode.CancellationToken,
    report: (percentage: number, file: string) => void,
  ): Promise<CheckWorkspaceResult> {
    let client: BaseLanguageClient | undefined;
    const start = async () => {
      client = await this.start();
      return client !== undefined;
    };
    const run = () => {
      const asked = client as BaseLanguageClient;
      return withProgress(asked, 'check', report, (workDoneToken) =>
        request(asked, CHECK_WORKSPACE, { uris, workDoneToken }, token),
      );
    };
    return this.#life.ask(start, run, () => token.isCancellationRequested);
  }

  async #ask<P, R>(
    type: RequestType<P, R>,
    params: P,
    token?: vscode.CancellationToken,
  ): Promise<R | undefined> {
    const client = await this.start();
    try {
      // Asking waits for a server that is being started again.
      return client && (await request(client, type, params, token));
    } catch (error) {
      this.#options.log.debug(`${type.method} was not answered: ${String(error)}`);
      return undefined;
    }
  }

  async #quietly(sent: Promise<void>): Promise<void> {
    try {
      await sent;
    } catch (error) {
      this.#options.log.debug(`A message did not reach the language server: ${String(error)}`);
    }
  }

  async stop(): Promise<void> {
    this.#disposed = true;
    this.#watchdog.stop();
    const handle = this.#handle;
    if (!handle) return;
    try {
      await handle.client.stop(1500);
    } catch (error) {
      this.#options.log.debug(`The language server did not stop in time: ${String(error)}`);
    } finally {
      if (handle.pid() !== undefined) handle.kill();
    }
  }

  dispose(): void {
    void this.stop();
  }
}

let progressTokens = 0;

/** Does something under a progress token of its own, and hands on what is reported under it. */
async function withProgress<T>(
  client: BaseLanguageClient,
  what: string,
  report: (percentage: number, file: string) => void,
  run: (workDoneToken: string) => Promise<T>,
): Promise<T> {
  const { WorkDoneProgress } = await import('vscode-languageclient');
  const token = `hindsight-${what}-${progressTokens++}`;
  const progress = client.onProgress(WorkDoneProgress.type, token, (value) => {
    if (value.kind === 'report') report(value.percentage ?? 0, value.message ?? '');
  });
  try {
    return await run(token);
  } finally {
    progress.dispose();
  }
}
