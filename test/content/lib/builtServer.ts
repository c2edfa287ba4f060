/** The language server as it is built, in a process of its own as in the editor. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  type CodeAction,
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  type TextDocumentEdit,
} from 'vscode-languageserver/node';
import { HINTS, type HintData, type HintsParams, type LspPosition } from '../../../src/protocol/server.ts';
import { onNotification, type RequestType, request } from '../../../src/protocol/typed.ts';

export class BuiltServer {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #hints = new Map<string, HintsParams>();
  /** Called after each message about hints. */
  #onHints: () => void = () => undefined;

  /** @param file the bundle */
  constructor(file: string) {
    this.#process = fork(file, ['--node-ipc'], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#connection = createProtocolConnection(
      new IPCMessageReader(this.#process),
      new IPCMessageWriter(this.#process),
    );
    onNotification(this.#connection, HINTS, (params) => {
      this.#hints.set(params.uri, params);
      this.#onHints();
    });
    this.#connection.listen();
  }

  /** @param folder address of the workspace */
  async start(folder: string): Promise<void> {
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: 'workspace' }],
      capabilities: { textDocument: { codeAction: { codeActionLiteralSupport: {} } } },
      initializationOptions: { settings: { rules: {}, known: [] } },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  request<P, R>(type: RequestType<P, R>, params: P): Promise<R> {
    return request(this.#connection, type, params);
  }

  /** Opens a document. @returns its hints */
  async open(uri: string, languageId: string, text: string, version = 1): Promise<readonly HintData[]> {
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version, text },
    });
    while (this.#hints.get(uri)?.version !== version)
      await new Promise<void>((resolve) => {
        this.#onHints = resolve;
      });
    return this.#hints.get(uri)?.hints ?? [];
  }

  /** What the light bulb inserts at a position, by the title of each action that only inserts. */
  async inserted(uri: string, at: LspPosition): Promise<Map<string, string>> {
    const actions = await this.#connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    return new Map(
      actions.flatMap(({ title, edit }) => {
        const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
        const [first] = change?.edits ?? [];
        return first && 'newText' in first ? [[title, first.newText]] : [];
      }),
    );
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await ended;
    this.#connection.dispose();
  }
}
