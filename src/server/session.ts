import {
  type CancellationToken,
  type Connection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  WorkDoneProgress,
} from 'vscode-languageserver';
import { messageOf, stackOf } from '../base/errors.ts';
import { reaches } from '../base/span.ts';
import { fileNameOf } from '../base/uris.ts';
import { type Document, type Hint, languages } from '../engine/index.ts';
import {
  AT,
  type AtParams,
  type AtResult,
  CHECK_WORKSPACE,
  type CheckWorkspaceParams,
  COLLECT,
  type CollectResult,
  EXAMPLES,
  type ExamplesResult,
  FACTS,
  FIX_ALL,
  type FixAllResult,
  HINTS,
  type HintData,
  type HintsParams,
  type InitOptions,
  PICTURE,
  PING,
  type PictureResult,
  PRACTICE,
  PROBLEMS,
  type ProblemsParams,
  READ_FILE,
  SETTINGS,
  type SettingsParams,
  TOUR,
  type TourResult,
  WORKING,
  type WorkingParams,
} from '../protocol/server.ts';
import { notify, onNotification, onRequest, request } from '../protocol/typed.ts';
import { codeActions, FIX_ALL_KIND } from './actions.ts';
import { Analysis } from './analysis.ts';
import { ClosedFiles } from './closedFiles.ts';
import { Examples } from './examples.ts';
import { fixAllSafe } from './fixAll.ts';
import type { Content, ServerHost } from './host.ts';
import { lessonHover } from './hover.ts';
import { type OpenFile, OpenFiles } from './openFiles.ts';
import { Pictures, pictureActions } from './pictures.ts';
import { practiceState } from './practice.ts';
import { toDiagnostic, toHintData, toOffset, toRange } from './present.ts';
import { TourPlaces } from './tourPlaces.ts';
import { Workspace } from './workspace.ts';

/** One language server over one connection. `node.ts` and `browser.ts` make the connection and the host. */
export function startSession(connection: Connection, host: ServerHost, content: Content): void {
  new Session(connection, host, content).listen();
}

const NOT_FIXED: FixAllResult = { version: null, edits: [], applied: [], fixed: [] };

class Session {
  readonly #connection: Connection;
  readonly #host: ServerHost;
  readonly #content: Content;
  readonly #analysis: Analysis;
  readonly #openFiles: OpenFiles;
  readonly #workspace: Workspace;
  readonly #closedFiles: ClosedFiles;
  readonly #examples: Examples;
  readonly #tourPlaces: TourPlaces;
  readonly #pictures: Pictures;
  readonly #now: () => number;
  /** Files that the server did not come back from; left alone until their text changes. */
  readonly #givenUp = new Set<string>();
  #factsTimer: ReturnType<typeof setTimeout> | undefined;
  #atHand: string | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #linkBase: string | undefined;
  /**
   * The diagnostics that the client has of a document, with its version, as JSON. The same once more would call off what
   * the reader has open there, such as the light bulb's menu; an empty list need not be sent where there are none.
   */
  readonly #published = new Map<string, string>();
  #lastError = '';

  constructor(connection: Connection, host: ServerHost, content: Content) {
    this.#connection = connection;
    this.#host = host;
    this.#content = content;
    this.#now = () => host.now?.() ?? performance.now();
    this.#analysis = new Analysis({
      content,
      readAsset: (file) => host.readAsset(file),
      onFacts: () => this.#notifyFacts(),
      onWork: (uri, work) => this.#working(uri, work),
      onRuleError: (rule, uri, error) =>
        this.#log('error', `Rule ${rule} failed on ${uri}: ${stackOf(error)}`),
      onUnread: (sentences) => {
        for (const sentence of sentences) this.#log('info', sentence);
      },
    });
    this.#openFiles = new OpenFiles({
      analysis: this.#analysis,
      onChecked: (file) => this.#publish(file),
      onSkipped: (uri, reason) => this.#log('info', `${uri} is not checked: it is ${reason}.`),
      onAffected: (uris) => this.#closedFiles.recheck(uris),
      givenUp: this.#givenUp,
      onError: (what, error) => this.#failed(what, error),
    });
    this.#workspace = new Workspace({
      analysis: this.#analysis,
      openFiles: this.#openFiles,
      readFile: (uri) => this.#readFile(uri),
      toData: (uri, doc, hints) => this.#toData(uri, doc, hints),
      now: this.#now,
      givenUp: this.#givenUp,
      onSkipped: (uri, reason) => this.#log('info', `${uri} is not read: it is ${reason}.`),
    });
    this.#closedFiles = new ClosedFiles({
      analysis: this.#analysis,
      openFiles: this.#openFiles,
      workspace: this.#workspace,
      givenUp: this.#givenUp,
      onHints: (uri, hints) => this.#notifyHints(uri, hints),
      onStale: (uri) => this.#examples.forget(uri),
      onError: (what, error) => this.#failed(what, error),
    });
    this.#examples = new Examples({
      content,
      analysis: this.#analysis,
      openFiles: this.#openFiles,
      workspace: this.#workspace,
      now: this.#now,
    });
    this.#tourPlaces = new TourPlaces({
      content,
      analysis: this.#analysis,
      openFiles: this.#openFiles,
      workspace: this.#workspace,
      examples: this.#examples,
      now: this.#now,
    });
    const lessons = new Set(content.catalogue.lessons.map(({ id }) => id));
    this.#pictures = new Pictures({
      analysis: this.#analysis,
      openFiles: this.#openFiles,
      workspace: this.#workspace,
      hasLesson: (id) => lessons.has(id),
    });
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onNotification(DidOpenTextDocumentNotification.type, (params) =>
      this.#guard('open a document', () => {
        this.#openFiles.open(params);
        this.#examples.forget(params.textDocument.uri);
      }),
    );
    connection.onNotification(DidChangeTextDocumentNotification.type, (params) =>
      this.#guard('take over an edit', () => {
        this.#openFiles.change(params);
        this.#examples.forget(params.textDocument.uri);
      }),
    );
    connection.onNotification(DidCloseTextDocumentNotification.type, (params) =>
      this.#guard('close a document', () => this.#close(params.textDocument.uri)),
    );
    connection.onDidChangeWatchedFiles((params) => {
      this.#guard('take over changed files', () => this.#closedFiles.changed(params.changes));
    });
    connection.onCodeAction((params) =>
      this.#answer('offer actions', [], async () => {
        const file = await this.#openFiles.current(params.textDocument.uri);
        if (!file || file.skipped) return [];
        const hints = this.#dataOf(file);
        this.#working(file.doc.uri, 'answer');
        const actions = codeActions({
          params,
          file,
          hints,
          catalogue: this.#content.catalogue,
          versionOf: (uri) => this.#openFiles.get(uri)?.version ?? null,
          fixAll: () => this.#fixAll(file, hints),
        });
        return [...actions, ...pictureActions(file.doc, params)];
      }),
    );
    connection.onHover((params) =>
      this.#answer('show a hover', null, async () => {
        const { hints } = await this.#at({ uri: params.textDocument.uri, position: params.position }, false);
        return lessonHover(hints, this.#content.catalogue);
      }),
    );
    onRequest(connection, AT, (params) =>
      this.#answer<AtResult>('look at a place', { hints: [], sightings: [] }, () => this.#at(params, true)),
    );
    onRequest(connection, EXAMPLES, (params, token: CancellationToken) =>
      this.#answer<ExamplesResult>(
        'look for a place that does it well',
        { examples: [], complete: false },
        () => this.#examples.find(params, token),
      ),
    );
    onRequest(connection, PICTURE, (params) =>
      this.#answer<PictureResult>('draw a picture', { paths: [] }, () => this.#pictures.at(params)),
    );
    onRequest(connection, TOUR, (params, token: CancellationToken) =>
      this.#answer<TourResult>(
        'look for the places of a tour',
        { found: [], aside: [], complete: false },
        () => this.#tourPlaces.find(params, token),
      ),
    );
    onRequest(connection, FIX_ALL, (params) =>
      this.#answer<FixAllResult>('fix a file', NOT_FIXED, async () => {
        const file = await this.#openFiles.current(params.uri);
        if (!file || file.skipped) return NOT_FIXED;
        return { version: file.version, ...this.#fixAll(file, this.#dataOf(file)) };
      }),
    );
    // A failure reaches the client as an error: a practice that could not be checked is not passed.
    onRequest(connection, PRACTICE, async ({ uri, practice }) =>
      practiceState(await this.#openFiles.current(uri), practice, this.#analysis),
    );
    onRequest(connection, CHECK_WORKSPACE, (params, token: CancellationToken) =>
      this.#checkWorkspace(params, token),
    );
    onRequest(connection, COLLECT, (params, token: CancellationToken) =>
      this.#answer<CollectResult>('read the files of the workspace', { complete: false }, async () => {
        const report = this.#reporter(params.workDoneToken);
        const onKeys = (keys: readonly string[]) => this.#closedFiles.affect(keys);
        return { complete: await this.#workspace.collect(params.uris, token, { report, onKeys }) };
      }),
    );
    onNotification(connection, SETTINGS, (params) =>
      this.#guard('take over settings', () => this.#configure(params)),
    );
    onRequest(connection, PING, () => true as const);
    connection.listen();
  }

  #initialize(params: InitializeParams): InitializeResult {
    const options = params.initializationOptions as InitOptions | undefined;
    this.#analysis.setRoots((params.workspaceFolders ?? []).map((folder) => folder.uri));
    this.#linkBase = options?.linkBase;
    for (const uri of options?.quarantined ?? []) this.#givenUp.add(uri);
    const problems = this.#analysis.configure(options?.settings ?? { rules: {}, known: [] });
    this.#notifyProblems(problems);
    const read = languages.filter(({ id }) =>
      this.#content.rules.some((rule) => rule.languages.includes(id)),
    );
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL_KIND] },
        hoverProvider: true,
        // So that the client, which lists the files of the workspace, need not know the engine's languages.
        experimental: {
          extensions: read.flatMap(({ extensions }) => extensions),
          names: read.flatMap(({ globs = [] }) => globs),
        },
      },
      serverInfo: { name: 'Hindsight' },
    };
  }

  #configure(params: SettingsParams): void {
    this.#notifyProblems(this.#analysis.configure(params));
    this.#openFiles.recheck();
  }

  #notifyProblems(problems: string[]): void {
    const params: ProblemsParams = { problems };
    this.#notify(() => notify(this.#connection, PROBLEMS, params));
  }

  /** Once for many changes: a whole workspace may be being read. */
  #notifyFacts(): void {
    this.#factsTimer ??= setTimeout(() => {
      this.#factsTimer = undefined;
      this.#notify(() => notify(this.#connection, FACTS, undefined));
    }, 250);
  }

  /** Says what is at hand before it is begun: a server that does not come back cannot say it afterwards. */
  #working(uri: string, work: WorkingParams['work']): void {
    const now = `${work} ${uri}`;
    if (now === this.#atHand) return;
    this.#atHand = now;
    this.#notify(() => notify(this.#connection, WORKING, { uri, work }));
    // Once a turn is over the work is done.
    this.#idleTimer ??= setTimeout(() => {
      this.#idleTimer = undefined;
      this.#atHand = undefined;
      this.#notify(() => notify(this.#connection, WORKING, {}));
    }, 0);
  }

  #publish(file: OpenFile): void {
    const { uri } = file.doc;
    const hints = this.#dataOf(file);
    const params: HintsParams = { uri, version: file.version, hints };
    // Hints come first, so that the client knows a hint before its diagnostic can be clicked on.
    this.#notify(() => notify(this.#connection, HINTS, params));
    const diagnostics = hints.map((hint) => toDiagnostic(hint, this.#linkBase));
    const published = hints.length > 0 ? JSON.stringify([file.version, diagnostics]) : undefined;
    if (published === this.#published.get(uri)) return;
    if (published === undefined) this.#published.delete(uri);
    else this.#published.set(uri, published);
    this.#notify(() => this.#connection.sendDiagnostics({ uri, version: file.version, diagnostics }));
  }

  #close(uri: string): void {
    this.#examples.forget(uri);
    if (!this.#openFiles.close({ textDocument: { uri } })) return;
    if (this.#published.delete(uri))
      this.#notify(() => this.#connection.sendDiagnostics({ uri, diagnostics: [] }));
    this.#closedFiles.closed(uri);
  }

  #notifyHints(uri: string, hints: HintData[]): void {
    const params: HintsParams = { uri, version: null, hints };
    this.#notify(() => notify(this.#connection, HINTS, params));
  }

  async #at({ uri, position }: AtParams, withSightings: boolean): Promise<AtResult> {
    const file = await this.#openFiles.current(uri);
    if (!file || file.skipped) return { hints: [], sightings: [] };
    const { doc } = file;
    const offset = toOffset(position, doc.lines);
    const around = this.#dataOf(file).filter((_, index) => reaches(file.hints[index] as Hint, offset));
    const size = (hint: HintData) =>
      toOffset(hint.range.end, doc.lines) - toOffset(hint.range.start, doc.lines);
    const hints = around.sort((a, b) => size(a) - size(b));
    const sightings = withSightings
      ? this.#analysis.sightingsAt(doc, offset).map((sighting) => ({
          uri,
          lesson: sighting.lesson,
          range: toRange(sighting, doc.lines),
          names: { ...sighting.names },
        }))
      : [];
    return { hints, sightings };
  }

  #fixAll(file: OpenFile, data: readonly HintData[]) {
    this.#working(file.doc.uri, 'answer');
    return fixAllSafe({ doc: file.doc, hints: file.hints, data }, this.#analysis.trial);
  }

  /** Tells the client how much of some work is done, 0 to 1, but not all the time. */
  #reporter(workDoneToken: string | number | undefined): (done: number, uri?: string) => void {
    let reported = Number.NEGATIVE_INFINITY;
    return (done, uri) => {
      const now = this.#now();
      if (workDoneToken === undefined || now - reported < 100) return;
      reported = now;
      const message = uri === undefined ? {} : { message: fileNameOf(uri) };
      this.#notify(() =>
        this.#connection.sendProgress(WorkDoneProgress.type, workDoneToken, {
          kind: 'report',
          percentage: Math.round(done * 100),
          ...message,
        }),
      );
    };
  }

  async #checkWorkspace(params: CheckWorkspaceParams, token: CancellationToken) {
    const report = this.#reporter(params.workDoneToken);
    try {
      return await this.#closedFiles.during(() => this.#workspace.check(params.uris, token, report));
    } catch (error) {
      this.#log('error', `The workspace could not be checked: ${stackOf(error)}`);
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        `The workspace could not be checked: ${messageOf(error)}`,
      );
    }
  }

  async #readFile(uri: string): Promise<Uint8Array> {
    const own = this.#host.readFile?.(uri);
    if (own) return own;
    const result = await request(this.#connection, READ_FILE, { uri });
    if (result.base64 === undefined) throw new Error(result.reason ?? 'the editor cannot read it');
    return Uint8Array.from(atob(result.base64), (character) => character.charCodeAt(0));
  }

  #dataOf(file: OpenFile): HintData[] {
    return this.#toData(file.doc.uri, file.doc, file.hints);
  }

  #toData(uri: string, doc: Document, hints: readonly Hint[]): HintData[] {
    const linesOf = (other: string) => this.#openFiles.get(other)?.doc.lines ?? this.#analysis.linesOf(other);
    return hints.map((hint, index) => toHintData(hint, index, uri, doc.lines, linesOf));
  }

  #log(level: 'error' | 'info', message: string): void {
    this.#notify(() => this.#connection.console[level](message));
  }

  /** Sends the client something. A window may close while the server works; then no client is left to receive it. */
  #notify(send: () => Promise<void> | void): void {
    try {
      // A connection that is gone throws, one that breaks at this moment rejects.
      send()?.catch(() => undefined);
    } catch {
      // There is no log left to write this into either.
    }
  }

  /** Writes a failure once; a parser that cannot be loaded would otherwise fill the log with every keystroke. */
  #failed(what: string, error: unknown): void {
    const message = `Hindsight ${what}: ${stackOf(error)}`;
    if (message === this.#lastError) return;
    this.#lastError = message;
    this.#log('error', message);
  }

  #guard(what: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#failed(`could not ${what}`, error);
    }
  }

  async #answer<T>(what: string, otherwise: T, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      this.#failed(`could not ${what}`, error);
      return otherwise;
    }
  }
}
