import { type ChildProcess, fork } from 'node:child_process';
import { createProtocolConnection, type ProtocolConnection } from 'vscode-languageserver/node';
import { IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver-protocol/node';
import { ServerLife } from '../../../src/client/serverLife.ts';
import { Watchdog } from '../../../src/client/watchdog.ts';
import {
  CHECK_WORKSPACE,
  type CheckWorkspaceResult,
  HINTS,
  type HintsParams,
  type InitOptions,
  PING,
  WORKING,
} from '../../../src/protocol/server.ts';
import { onNotification, request } from '../../../src/protocol/typed.ts';

/** Only so that a hang ends, in milliseconds. */
const PATIENCE = 120_000;
/** Between two looks of the watchdog, in milliseconds. */
const INTERVAL = 10;

/** A client that starts its server again, with our watchdog and our count of its ends. */
export class EndingClient {
  readonly #server: string;
  readonly #watchdog: Watchdog;
  readonly #life: ServerLife;
  #clock = 0;
  #child: ChildProcess | undefined;
  #connection: ProtocolConnection | undefined;
  #started: Promise<boolean> = Promise.resolve(false);
  #isHanging = false;
  #isOver = false;
  #checked: readonly string[] | undefined;
  #checks = 0;
  #listeners = new Set<() => void>();
  readonly #texts = new Map<string, string>();
  readonly hints = new Map<string, HintsParams>();
  readonly givenUp: string[] = [];
  starts = 0;
  /** Messages of the server that are still let through before it is killed. */
  left = Number.POSITIVE_INFINITY;

  /** @param server the bundle of the server */
  constructor(server: string) {
    this.#server = server;
    const isHanging = () => this.#isHanging;
    this.#watchdog = new Watchdog({
      ping: () => (this.#connection ? request(this.#connection, PING, undefined).then() : Promise.resolve()),
      restart: () => this.#child?.kill('SIGKILL'),
      onGivenUp: (uri) => this.givenUp.push(uri),
      interval: INTERVAL,
      // The server says when it hangs, so that no busy machine is taken for one that does.
      get patience() {
        return isHanging() ? 1 : Number.POSITIVE_INFINITY;
      },
    });
    // Long enough between two ends that all are forgiven.
    this.#life = new ServerLife({ watchdog: this.#watchdog, now: () => this.#clock });
    this.#watchdog.start();
    this.#start();
  }

  #start(): void {
    this.starts++;
    this.#isHanging = false;
    this.hints.clear();
    const child = fork(this.#server, ['--node-ipc', `--clientProcessId=${process.pid}`], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.#child = child;
    child.stderr?.on('data', () => {
      if (this.#child === child) this.#isHanging = true;
    });
    const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.onError(() => undefined);
    this.#connection = connection;
    onNotification(connection, HINTS, (params) => this.#hear(() => this.hints.set(params.uri, params)));
    onNotification(connection, WORKING, (params) => this.#hear(() => this.#watchdog.working(params)));
    // After its last message, as the language client does.
    child.once('close', () => {
      connection.dispose();
      if (this.#isOver) return;
      if (this.#life.closed() === undefined) this.#start();
      else this.#started = Promise.resolve(false);
      // The next server knows of no file; a check that was on its way is asked again by itself.
      if (this.#checked && this.#checks === 0) void this.check(this.#checked).catch(() => undefined);
    });
    connection.listen();
    this.#started = this.#initialize(connection).then(
      () => true,
      // It ended before it was ready: the next one is on its way.
      () => this.#started,
    );
  }

  async #initialize(connection: ProtocolConnection): Promise<void> {
    const initializationOptions: InitOptions = {
      settings: { rules: {}, known: [] },
      quarantined: this.#watchdog.givenUp(),
    };
    const capabilities = {};
    await connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      initializationOptions,
    });
    await connection.sendNotification('initialized', {});
    for (const [uri, text] of this.#texts) await this.#sendOpen(connection, uri, text);
  }

  #sendOpen(connection: ProtocolConnection, uri: string, text: string): Promise<void> {
    this.#watchdog.sent();
    const textDocument = { uri, languageId: 'typescript', version: 1, text };
    return connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  #hear(take: () => void): void {
    if (this.left-- === 0) {
      this.#clock += 600_000;
      this.#child?.kill('SIGKILL');
    }
    take();
    for (const listener of [...this.#listeners]) listener();
  }

  async open(uri: string, text: string): Promise<void> {
    this.#texts.set(uri, text);
    if ((await this.#started) && this.#connection) await this.#sendOpen(this.#connection, uri, text);
  }

  async check(uris: readonly string[]): Promise<CheckWorkspaceResult> {
    this.#checked = uris;
    this.#checks++;
    try {
      return await this.#check(uris);
    } finally {
      this.#checks--;
    }
  }

  #check(uris: readonly string[]): Promise<CheckWorkspaceResult> {
    return this.#life.ask(
      () => this.#started,
      () => request(this.#connection as ProtocolConnection, CHECK_WORKSPACE, { uris: [...uris] }),
      () => false,
    );
  }

  /** Resolves when something is so, which is looked at after each message of the server. */
  until(what: string, isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const listener = () => {
        if (!isSo()) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve();
      };
      const timer = setTimeout(() => reject(new Error(`waited ${PATIENCE} ms for ${what}`)), PATIENCE);
      this.#listeners.add(listener);
      listener();
    });
  }

  dispose(): void {
    this.#isOver = true;
    this.#watchdog.stop();
    this.#child?.kill('SIGKILL');
  }
}
