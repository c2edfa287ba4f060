/** A language server in this process, over streams as in the editor. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  type CodeAction,
  type CodeActionContext,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { applyEdits, LineIndex } from '../../src/engine/index.ts';
import {
  FACTS,
  HINTS,
  type HintsParams,
  type InitOptions,
  PROBLEMS,
  type ProblemsParams,
  READ_FILE,
  SETTINGS,
  type SettingsParams,
  WORKING,
  type WorkingParams,
} from '../../src/protocol/server.ts';
import { type NotificationType, notify, onNotification, onRequest } from '../../src/protocol/typed.ts';
import type { Content } from '../../src/server/host.ts';
import { startSession } from '../../src/server/session.ts';
import { content } from './demo.ts';

export { content };

/** Only so that a hang ends, in milliseconds. Nothing is expected to take a part of it. */
const PATIENCE = 120_000;

const require = createRequire(import.meta.url);
const wasm = (file: string) =>
  readFile(
    file === 'web-tree-sitter.wasm'
      ? require.resolve(`web-tree-sitter/${file}`)
      : require.resolve(`@vscode/tree-sitter-wasm/wasm/${file}`),
  );

/** What the server last said of a document's faults. */
interface Published {
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A client of the server under test. */
export class TestClient {
  readonly connection: ProtocolConnection;
  readonly hints = new Map<string, HintsParams>();
  readonly problems: string[][] = [];
  readonly logged: string[] = [];
  /** Progress that the server has reported, by its token. */
  readonly progress = new Map<string, number[]>();
  /** What the server has said that it works on. */
  readonly working: WorkingParams[] = [];
  /** How often the server has said that what files tell each other is new. */
  factsChanged = 0;
  /** How often the server has published diagnostics, of any document. */
  publications = 0;
  /** Files that only the client can read. */
  readonly files = new Map<string, Uint8Array>();
  /** Called before such a file is read, with the number of files that were read before it. */
  onRead: (before: number) => void = () => undefined;
  #reads = 0;
  readonly #published = new Map<string, Published>();
  /** Documents whose hints are here and whose diagnostics have to follow. */
  readonly #unpublished = new Set<string>();
  readonly #checks = new Map<string, number>();
  /** What the server last reported of a document, until it is closed, as JSON. */
  readonly #reported = new Map<string, string>();
  readonly #texts = new Map<string, { text: string; version: number; languageId: string }>();
  /** Called after each message of the server. */
  readonly #listeners = new Set<() => void>();
  readonly #dispose: () => void;

  /** @param tick milliseconds by which the server's clock goes on whenever it is looked at */
  constructor(own: Content = content, { tick = 1 } = {}) {
    const up = new PassThrough();
    const down = new PassThrough();
    const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
    let clock = 0;
    startSession(
      server,
      {
        readAsset: wasm,
        readFile: (uri) => (uri.startsWith('file:') ? readFile(fileURLToPath(uri)) : undefined),
        // A clock of its own: searches end after some time, and how fast this machine is must not decide when.
        now: () => {
          clock += tick;
          return clock;
        },
      },
      own,
    );
    this.connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    this.#hear(
      { method: 'textDocument/publishDiagnostics' },
      ({ uri, version, diagnostics }: { uri: string; version?: number; diagnostics: Diagnostic[] }) => {
        this.publications++;
        this.#published.set(uri, { version, diagnostics });
        this.#unpublished.delete(uri);
      },
    );
    this.#hear(HINTS, (params: HintsParams) => {
      const { uri, version, hints } = params;
      const reported = JSON.stringify(params);
      const isNew = this.#reported.get(uri) !== reported;
      this.#reported.set(uri, reported);
      this.hints.set(uri, params);
      this.#checks.set(uri, this.checksOf(uri) + 1);
      // Diagnostics are left out where they are the same, where there are none and were none, and for files that are not open.
      if (isNew && version !== null && (hints.length > 0 || this.diagnosticsOf(uri).length > 0))
        this.#unpublished.add(uri);
    });
    this.#hear(PROBLEMS, (params: ProblemsParams) => this.problems.push(params.problems));
    this.#hear({ method: 'window/logMessage' }, (params: { message: string }) =>
      this.logged.push(params.message),
    );
    this.#hear(FACTS, () => this.factsChanged++);
    this.#hear(WORKING, (params: WorkingParams) => this.working.push(params));
    this.#hear(
      { method: '$/progress' },
      ({ token, value }: { token: string; value: { percentage: number } }) => {
        const known = this.progress.get(token);
        if (known) known.push(value.percentage);
        else this.progress.set(token, [value.percentage]);
      },
    );
    onRequest(this.connection, READ_FILE, ({ uri }) => {
      this.onRead(this.#reads++);
      const bytes = this.files.get(uri);
      return bytes ? { base64: Buffer.from(bytes).toString('base64') } : { reason: 'no such file' };
    });
    this.connection.listen();
    this.#dispose = () => {
      this.connection.dispose();
      server.dispose();
      up.destroy();
      down.destroy();
    };
  }

  #hear<T>(type: NotificationType<T>, take: (params: T) => unknown): void {
    onNotification(this.connection, type, (params) => {
      take(params);
      for (const listener of [...this.#listeners]) listener();
    });
  }

  async start(options: Partial<InitOptions> = {}): Promise<this> {
    const initializationOptions: InitOptions = {
      settings: { rules: {}, known: [] },
      linkBase: 'vscode://a.b/lesson',
      ...options,
    };
    await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions,
    });
    await this.connection.sendNotification('initialized', {});
    return this;
  }

  async open(uri: string, text: string, languageId = 'typescriptreact'): Promise<void> {
    this.#texts.set(uri, { text, version: 1, languageId });
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** The text of an open document. */
  text(uri: string): string {
    return this.#textOf(uri).text;
  }

  #textOf(uri: string) {
    const held = this.#texts.get(uri);
    if (!held) throw new Error(`${uri} is not open`);
    return held;
  }

  async close(uri: string): Promise<void> {
    this.#texts.delete(uri);
    this.#reported.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Types: replaces `[start, end)` and tells the server by a range, as editors do. */
  async edit(uri: string, start: number, end: number, newText: string): Promise<void> {
    const held = this.#textOf(uri);
    const lines = new LineIndex(held.text);
    const at = (offset: number) => {
      const { line, column } = lines.positionAt(offset);
      return { line, character: column };
    };
    held.version++;
    const change = { range: { start: at(start), end: at(end) }, text: newText };
    held.text = held.text.slice(0, start) + newText + held.text.slice(end);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: held.version },
      contentChanges: [change],
    });
  }

  /** How often the server has sent the hints of a document. */
  checksOf(uri: string): number {
    return this.#checks.get(uri) ?? 0;
  }

  /** The diagnostics of a document as they were last published; none before the server has sent any. */
  diagnosticsOf(uri: string): readonly Diagnostic[] {
    return this.#published.get(uri)?.diagnostics ?? [];
  }

  /** The hints of an open document once the server has sent its newest version's hints and, after them, diagnostics. */
  async settled(uri: string): Promise<HintsParams> {
    const { version } = this.#textOf(uri);
    const hints = await this.until(`hints and diagnostics of version ${version} of ${uri}`, () => {
      const known = this.hints.get(uri);
      return known?.version === version && !this.#unpublished.has(uri) ? known : undefined;
    });
    const published = this.#published.get(uri);
    if (hints.hints.length > 0) assert.equal(published?.version, version, 'diagnostics are of the version');
    return hints;
  }

  async rules(uri: string): Promise<string[]> {
    return (await this.settled(uri)).hints.map((hint) => hint.rule);
  }

  /** The diagnostics of the newest version of an open document. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    await this.settled(uri);
    return this.diagnosticsOf(uri);
  }

  /** Changes the settings. @returns the hints of an open document as the check by the new ones has found them */
  async configure(uri: string, settings: SettingsParams): Promise<HintsParams> {
    await this.settled(uri);
    const before = this.checksOf(uri);
    await notify(this.connection, SETTINGS, settings);
    await this.until(`a check of ${uri} by other settings`, () => this.checksOf(uri) > before);
    return this.settled(uri);
  }

  /** Resolves with what `probe` gives, which is asked at once and again after each message of the server. */
  until<T>(what: string, probe: () => T | undefined | false): Promise<T> {
    const first = probe();
    if (first) return Promise.resolve(first);
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`waited ${PATIENCE} ms for ${what}`));
      }, PATIENCE);
      const listener = () => {
        try {
          const value = probe();
          if (!value) return;
          resolve(value);
        } catch (error) {
          reject(error);
        }
        end();
      };
      this.#listeners.add(listener);
    });
  }

  /** The actions at an offset, with the diagnostics there in the request, as editors send them. */
  async actions(uri: string, offset: number, only?: string[]): Promise<CodeAction[]> {
    await this.settled(uri);
    const { line, column } = new LineIndex(this.text(uri)).positionAt(offset);
    const position = { line, character: column };
    const context: CodeActionContext = {
      diagnostics: this.diagnosticsOf(uri).filter(({ range }) => range.start.line === line),
      ...(only ? { only } : {}),
    };
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: position, end: position },
      context,
    });
  }

  /** The one action at an offset whose title begins with a text. */
  async action(uri: string, offset: number, title: string): Promise<CodeAction> {
    const actions = await this.actions(uri, offset);
    const [found, ...more] = actions.filter((each) => each.title.startsWith(title));
    assert.ok(found && more.length === 0, `one action "${title}" among ${actions.map((each) => each.title)}`);
    return found;
  }

  /** Applies an edit of open documents and tells the server. */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    assert.ok(edit?.documentChanges?.length, 'there is something to apply');
    for (const change of edit.documentChanges) {
      if (!('textDocument' in change)) throw new Error('not an edit of a text');
      const { uri } = change.textDocument;
      const before = this.text(uri);
      const after = applyTextEdits(before, change.edits as TextEdit[]);
      await this.edit(uri, 0, before.length, after);
    }
  }

  dispose(): void {
    this.#dispose();
  }
}

export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex(text);
  const offset = ({ line, character }: TextEdit['range']['start']) =>
    lines.offsetAt({ line, column: character });
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText })),
  );
}
