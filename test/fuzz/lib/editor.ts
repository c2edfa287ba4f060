import { mock } from 'node:test';
import type { CancellationToken } from 'vscode-languageserver';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { goodForms, rules, subjects } from '../../../src/generated/rules.ts';
import {
  CHECK_WORKSPACE,
  COLLECT,
  type HintData,
  type HintsParams,
  PING,
  SETTINGS,
  type SettingsParams,
} from '../../../src/protocol/server.ts';
import { notify, request } from '../../../src/protocol/typed.ts';
import { TestClient } from '../../server/support.ts';

/** Rounds in which the server says and asks nothing before it is taken to have nothing to do. */
const CALM = 4;

/** An open document. */
export interface Shown {
  readonly languageId: string;
  readonly text: string;
}

/** Of LSP's file events. */
export const FileEvent = { Created: 1, Changed: 2, Deleted: 3 } as const;

/**
 * What an editor with our extension does and shows, over a server of its own. Time goes on only in `settle`, and files lie
 * in memory, so that the same steps have the same end.
 */
export class Editor {
  readonly #client = new TestClient({ rules, subjects, goodForms, catalogue });
  readonly open = new Map<string, Shown>();
  readonly #openHints = new Map<string, readonly HintData[]>();
  readonly #closedHints = new Map<string, readonly HintData[]>();
  #isChecked = false;
  #messages = 0;
  #checks = 0;
  #failure: unknown;

  /** @param disk the files, as they are and will be */
  constructor(disk: ReadonlyMap<string, Uint8Array>) {
    (this.#client as { files: ReadonlyMap<string, Uint8Array> }).files = disk;
    this.#client.onRead = () => this.#messages++;
    // The client under test hears the hints as well, and has to go on doing so.
    const take = this.#client.hints.set.bind(this.#client.hints);
    this.#client.hints.set = (uri, params) => {
      this.#hear(params);
      return take(uri, params);
    };
  }

  get isChecked(): boolean {
    return this.#isChecked;
  }

  get logged(): readonly string[] {
    return this.#client.logged;
  }

  async start(settings: SettingsParams): Promise<void> {
    await this.#client.start({ settings });
  }

  #hear({ uri, version, hints }: HintsParams): void {
    this.#messages++;
    // As the extension does: hints that come after the document was closed are none of the file.
    if (version !== null && !this.open.has(uri)) return;
    if (version !== null) this.#openHints.set(uri, hints);
    else this.#closedHints.set(uri, hints);
  }

  async show(uri: string, shown: Shown): Promise<void> {
    this.open.set(uri, shown);
    await this.#client.open(uri, shown.text, shown.languageId);
  }

  async edit(uri: string, start: number, end: number, newText: string): Promise<void> {
    await this.#client.edit(uri, start, end, newText);
    const shown = this.open.get(uri);
    if (shown) this.open.set(uri, { ...shown, text: this.#client.text(uri) });
  }

  async close(uri: string): Promise<void> {
    this.open.delete(uri);
    const last = this.#openHints.get(uri);
    this.#openHints.delete(uri);
    if (this.#isChecked && last && !uri.startsWith('untitled:')) this.#closedHints.set(uri, last);
    await this.#client.close(uri);
  }

  async happened(changes: readonly { uri: string; type: number }[]): Promise<void> {
    await this.#client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  async configure(settings: SettingsParams): Promise<void> {
    await notify(this.#client.connection, SETTINGS, settings);
  }

  collect(uris: readonly string[]): void {
    this.#later(request(this.#client.connection, COLLECT, { uris: [...uris] }));
  }

  /** Checks the workspace; the answer is taken over when it comes. */
  check(uris: readonly string[], token?: CancellationToken): void {
    const asked = request(this.#client.connection, CHECK_WORKSPACE, { uris: [...uris] }, token);
    this.#later(
      asked.then(({ files }) => {
        if (token?.isCancellationRequested) return;
        this.#isChecked = true;
        this.#closedHints.clear();
        for (const { uri, hints } of files) this.#closedHints.set(uri, hints);
      }),
    );
  }

  #later(asked: Promise<unknown>): void {
    this.#checks++;
    asked
      .catch((error: unknown) => {
        this.#failure = error;
      })
      .finally(() => {
        this.#checks--;
        this.#messages++;
      });
  }

  /** Lets time go on until the server has nothing to do any more. */
  async settle(): Promise<void> {
    for (let calm = 0; calm < CALM; calm++) {
      const seen = () => this.#messages + this.#client.working.length;
      const before = seen();
      mock.timers.tick(500);
      for (let turn = 0; turn < 3; turn++) await request(this.#client.connection, PING, undefined);
      if (seen() !== before || this.#checks > 0) calm = -1;
    }
    if (this.#failure) throw this.#failure;
  }

  /** The hints that are shown, by file, of those that have some. */
  shown(): Record<string, readonly string[]> {
    const all = new Map([...(this.#isChecked ? this.#closedHints : []), ...this.#openHints]);
    const entries = [...all].filter(([, hints]) => hints.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      entries.map(([uri, hints]) => [
        uri,
        hints.map(({ rule, message, range: { start, end }, related, fixes }) =>
          [rule, start.line, start.character, end.line, end.character, message, related, fixes]
            .map((part) => (typeof part === 'object' ? JSON.stringify(part) : part))
            .join(' '),
        ),
      ]),
    );
  }

  dispose(): void {
    this.#client.dispose();
  }
}
