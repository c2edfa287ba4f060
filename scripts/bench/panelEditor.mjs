/** The real editor with the packaged extension and the benchmark's helper in it, for measurements of the lesson panel. */
import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../editor/browser.mjs';
import { EditorServer } from '../editor/serve.mjs';
import { PlainError } from '../lib/log.mjs';
import { sampleFolder } from '../lib/paths.mjs';
import { removeFolder } from '../lib/removeFolder.mjs';

/**
 * @typedef {object} Painted what a webview has painted
 * @property {string} title its first heading
 * @property {string} place the file and line that a lesson is shown with, or nothing
 * @property {number} at milliseconds of the system's clock
 */

/** How long anything may take before the benchmark gives up, in milliseconds; only so that a hang ends. */
const patience = 600_000;

/**
 * Runs in the editor's page. On each frame that is drawn it looks at what is in the webviews and visible, and when that is
 * something new, says so at the beginning of the next frame: by then the one with the news has been painted. The webviews
 * are of the page's origin and process, so they are drawn in the same frames.
 */
function watchPainting() {
  if (window.parent !== window) return;
  const isSeen = (/** @type {Element | null | undefined} */ element) =>
    element?.checkVisibility({ visibilityProperty: true }) ?? false;
  let last = '';
  const look = () => {
    requestAnimationFrame(look);
    const webviews = document.querySelectorAll('iframe.webview');
    if (webviews.length === 0) last = '';
    for (const outer of webviews) {
      // The editor fills a frame out of sight and shows it once it is loaded.
      const inner = /** @type {HTMLIFrameElement} */ (outer).contentDocument?.getElementById('active-frame');
      const page = /** @type {HTMLIFrameElement | null | undefined} */ (inner)?.contentDocument;
      const heading = page?.querySelector('h1');
      if (!page || !isSeen(outer) || !isSeen(inner) || !isSeen(heading)) continue;
      const where = page.querySelector('.place .file');
      const title = heading?.textContent ?? '';
      const place = isSeen(where) ? (where?.textContent ?? '') : '';
      const now = JSON.stringify([title, place]);
      if (now === last) return;
      last = now;
      requestAnimationFrame(() =>
        /** @type {any} */ (window).hindsightPainted({ title, place, at: Date.now() }),
      );
    }
  };
  requestAnimationFrame(look);
}

/** Made by {@link PanelEditor.open}; end it with {@link PanelEditor.close}. */
export class PanelEditor {
  /** @type {Painted[]} */
  #painted = [];
  /** @type {(() => void)[]} */
  #close = [];
  #port = '';
  /** Why nothing can be measured any more, once it is so. @type {string | undefined} */
  #ended;
  /** absolute path of the open folder, a copy of the sample */
  folder = '';
  /** @type {import('playwright-core').Page | undefined} */
  page;
  /** @type {import('playwright-core').CDPSession | undefined} */
  devtools;

  /**
   * @param {{ vsix: string, theme?: string }} options
   * @returns {Promise<PanelEditor>} once the workbench stands and the helper answers
   * @throws {PlainError} when the editor does not come up
   */
  static async open({ vsix, theme = 'Light Modern' }) {
    const editor = new PanelEditor();
    try {
      await editor.#start(vsix, theme);
    } catch (error) {
      await editor.close();
      throw error;
    }
    return editor;
  }

  /**
   * @param {string} vsix
   * @param {string} theme
   */
  async #start(vsix, theme) {
    const stage = mkdtempSync(join(tmpdir(), 'hindsight-bench-'));
    this.#close.push(() => removeFolder(stage));
    this.folder = join(stage, 'workspace');
    cpSync(sampleFolder, this.folder, { recursive: true });
    const helper = join(stage, 'helper');
    cpSync(fileURLToPath(new URL('./helper', import.meta.url)), helper, { recursive: true });
    const server = await EditorServer.start({
      vsix,
      testDriver: true,
      name: 'bench',
      settings: { 'workbench.colorTheme': theme, 'window.autoDetectColorScheme': false },
    });
    this.#close.push(() => server.stop());
    const found = await ensureBrowser();
    const browser = await chromium.launch({
      executablePath: found.executablePath,
      args: [...found.args],
      env: { .../** @type {Record<string, string>} */ (process.env), ...found.env },
    });
    this.#close.push(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    this.page = await context.newPage();
    this.page.setDefaultTimeout(patience);
    this.page.once('crash', () => this.#end('The browser page crashed.'));
    browser.once('disconnected', () => this.#end('The browser ended.'));
    void server.ended.then(() => this.#end("The editor's server ended."));
    await this.page.exposeFunction('hindsightPainted', (/** @type {Painted} */ painted) => {
      this.#painted.push(painted);
    });
    await this.page.addInitScript(watchPainting);
    this.devtools = await context.newCDPSession(this.page);
    await this.page.goto(
      server.url(this.folder, { extensionDevelopmentPath: server.remoteUri(helper), skipWelcome: 'true' }),
    );
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: patience });
    const file = join(helper, 'port');
    await this.until(
      `the helper answers (log: ${server.log})`,
      () => existsSync(file) && readFileSync(file, 'utf8'),
    );
    this.#port = readFileSync(file, 'utf8');
  }

  /**
   * @param {string} ask one of the helper's answers
   * @param {object} [rest]
   * @returns {Promise<any>}
   * @throws {PlainError} when the helper cannot do it
   */
  async ask(ask, rest = {}) {
    const body = JSON.stringify({ ask, ...rest });
    const response = await fetch(`http://127.0.0.1:${this.#port}`, { method: 'POST', body }).catch(
      (error) => {
        throw new PlainError(this.#ended ?? `The editor did not answer "${ask}": ${error.message}`);
      },
    );
    const { value, error } = /** @type {any} */ (await response.json());
    if (error !== undefined) throw new PlainError(`The editor could not do "${ask}": ${error}`);
    return value;
  }

  /**
   * Runs a command and waits until what it brings has been painted.
   * @param {string} command
   * @param {unknown[]} args
   * @param {(painted: Painted) => boolean} wanted
   * @returns {Promise<number>} milliseconds from the command to the painted frame
   */
  async paint(command, args, wanted) {
    this.#painted.length = 0;
    const { started } = await this.ask('run', { command, args });
    const painted = await this.until(`${command} ${JSON.stringify(args)} is painted`, () =>
      this.#painted.find(wanted),
    ).catch((error) => {
      throw new PlainError(`${error.message} Painted was ${JSON.stringify(this.#painted)}.`);
    });
    return painted.at - started;
  }

  /** Closes all webview panels and waits until they have left the page. */
  async closePanels() {
    await this.ask('close');
    await this.until(
      'the panels are closed',
      async () => (await this.page?.locator('iframe.webview').count()) === 0,
    );
  }

  /**
   * @returns {Promise<{ host: number, page: number, nodes: number, listeners: number, documents: number, frames: number }>}
   *   bytes on the heap of the extension host and of the editor's page with its webviews, and what the page holds
   */
  async memory() {
    const host = await this.ask('heap');
    const { devtools } = this;
    if (!devtools) throw new Error('the editor is not open');
    await devtools.send('Performance.enable');
    for (let i = 0; i < 3; i++) {
      await devtools.send('HeapProfiler.collectGarbage');
      await wait(100);
    }
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return {
      host,
      page: of('JSHeapUsedSize'),
      nodes: of('Nodes'),
      listeners: of('JSEventListeners'),
      documents: of('Documents'),
      frames: of('Frames'),
    };
  }

  /**
   * Lets the page and the extension host come to rest: a short pause, and then both have nothing more to do.
   */
  async rest() {
    await wait(300);
    await this.page?.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(undefined))));
    await this.ask('rest');
  }

  /**
   * @template T
   * @param {string} what
   * @param {() => T | Promise<T>} look
   * @returns {Promise<NonNullable<T>>} the first truthy answer
   * @throws {PlainError} when there is none in time, or the editor has ended
   */
  async until(what, look) {
    const deadline = Date.now() + patience;
    for (;;) {
      if (this.#ended) throw new PlainError(this.#ended);
      const found = await look();
      if (found) return found;
      if (Date.now() > deadline) throw new PlainError(`Waited ${patience / 1000} s in vain until ${what}.`);
      await wait(25);
    }
  }

  /** @param {string} reason */
  #end(reason) {
    this.#ended ??= reason;
  }

  async close() {
    for (const close of this.#close.splice(0).reverse()) await close();
  }
}
