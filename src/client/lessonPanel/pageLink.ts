import * as vscode from 'vscode';
import { messageOf } from '../../base/errors.ts';
import type { FromPanel, ToPanel } from '../../protocol/panel.ts';
import { parseFromPanel } from './messages.ts';
import { readPageParts } from './page.ts';
import { type PageParts, page } from './pageHtml.ts';

/** The view type of the panel; `onWebviewPanel:` of it activates the extension when a window is restored. */
export const viewType = 'hindsight.lesson';

/** The page loads nothing, not even from the extension's own folder. */
const webviewOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };

interface PageLinkOptions {
  readonly extensionUri: vscode.Uri;
  readonly log: (message: string) => void;
  /** The page can receive messages: it has just been loaded, or has said that it listens. */
  greet(): void;
  /** A message that was understood, other than that the page listens. What it rejects with is shown to the reader. */
  receive(message: FromPanel): Promise<void>;
  /** The panel was closed. */
  onClosed(): void;
}

/** The webview panel and the line to its page: there is at most one. */
export class PageLink implements vscode.Disposable {
  readonly #options: PageLinkOptions;
  #panel: vscode.WebviewPanel | undefined;
  /** The panel has its page, so that messages reach it. */
  #ready = false;
  /** The page has said that it listens. */
  #heard = false;
  #parts: Promise<PageParts> | undefined;

  constructor(options: PageLinkOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** Whether the page has said that it listens, so that no message is sent twice. */
  get listens(): boolean {
    return this.#heard;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.#panel?.viewColumn;
  }

  set title(title: string) {
    if (this.#panel) this.#panel.title = title;
  }

  /** Shows the panel: one that is open stays where it is, a new one opens beside the editor that has focus. */
  show(): void {
    if (this.#panel) {
      this.#panel.reveal(this.#panel.viewColumn ?? vscode.ViewColumn.Beside, false);
      return;
    }
    this.#adopt(
      vscode.window.createWebviewPanel(
        viewType,
        'Hindsight',
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
        // From the start: options that are set later make the editor load the page a second time.
        webviewOptions,
      ),
    );
  }

  /** Brings a hidden panel to the front without taking the focus. */
  bringUp(): void {
    if (this.#panel && !this.#panel.visible) this.#panel.reveal(this.#panel.viewColumn, true);
  }

  /** Takes over a panel that the editor has restored. */
  restore(panel: vscode.WebviewPanel): void {
    panel.webview.options = webviewOptions;
    this.#adopt(panel);
  }

  post(message: ToPanel): void {
    if (!this.#panel || !this.#ready) return;
    this.#panel.webview.postMessage(message).then(undefined, (error: unknown) =>
      // The page went while the message was on its way; it asks again when it is back.
      this.#options.log(`The lesson panel was not reached: ${String(error)}`),
    );
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri, log, onClosed } = this.#options;
    this.#panel = panel;
    this.#ready = false;
    this.#heard = false;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#ready = false;
      onClosed();
    });
    this.#fill(panel).catch((error: unknown) => {
      log(`The lesson panel's page could not be read: ${String(error)}`);
      void vscode.window.showErrorMessage(
        'Hindsight: the lesson panel could not be loaded. Install the extension again.',
      );
    });
  }

  /** Gives a panel its page. What is posted from then on, the editor keeps until the page has been loaded. */
  async #fill(panel: vscode.WebviewPanel): Promise<void> {
    this.#parts ??= readPageParts(this.#options.extensionUri);
    let parts: PageParts;
    try {
      parts = await this.#parts;
    } catch (error) {
      this.#parts = undefined;
      throw error;
    }
    if (this.#panel !== panel) return;
    panel.webview.html = page(parts);
    this.#ready = true;
    this.#options.greet();
  }

  #receive(message: unknown): void {
    const { log, greet, receive } = this.#options;
    const parsed = parseFromPanel(message);
    if (!parsed) {
      log('The lesson panel sent something that is not understood; it was ignored.');
      return;
    }
    if (parsed.type === 'ready') {
      // What was sent before the page was loaded may have been lost; where it was not, nothing changes.
      this.#heard = true;
      greet();
      return;
    }
    receive(parsed).catch((error: unknown) => {
      log(`The lesson panel's "${parsed.type}" failed: ${String(error)}`);
      void vscode.window.showErrorMessage(`Hindsight: ${messageOf(error)}`);
    });
  }
}
