/**
 * Drives the real editor as a person would: the package is installed into the embedded VS Code, a headless
 * browser opens it, and tests press keys and look at what stands on the screen.
 *
 * Lines and columns are 1-based, as the editor shows them. Every wait is for something to be seen.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { after } from 'node:test';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/editor/browser.mjs';
import { EditorServer } from '../../scripts/editor/serve.mjs';
import { packageFile, root, sampleFolder, testResults } from '../../scripts/lib/paths.mjs';

export type Theme = 'light' | 'dark' | 'hc-dark' | 'hc-light';

const themes: Record<Theme, string> = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
};

export interface WorkbenchOptions {
  /** Absolute or relative to the repository; the sample workspace when absent. */
  readonly folder?: string;
  /** False opens the folder itself; otherwise the test gets a copy of its own to write in. */
  readonly copy?: boolean;
  readonly settings?: Record<string, unknown>;
  /** Runs the extension's browser entry in the web worker host. */
  readonly web?: boolean;
  readonly theme?: Theme;
  /**
   * `off` (default): no question of trust. `restricted`: trust is on and not given, so the folder opens in
   * Restricted Mode without a question.
   */
  readonly trust?: 'off' | 'restricted';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** VSIX to install; the one that `HINDSIGHT_VSIX` names, or dist/hindsight.vsix, when absent. */
  readonly vsix?: string;
}

export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly source: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
}

const wait = 15_000;
let browser: Promise<Browser> | undefined;
const open = new Set<Workbench>();

after(async () => {
  for (const workbench of open) await workbench.close();
  await (await browser)?.close();
});

async function launch(): Promise<Browser> {
  const found = await ensureBrowser();
  return chromium.launch({
    executablePath: found.executablePath,
    args: [...found.args],
    env: { ...(process.env as Record<string, string>), ...found.env },
  });
}

/**
 * Installs the package into a fresh profile, serves the editor and opens the folder. What is still open when
 * the test file ends is closed then.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const vsix = options.vsix ?? process.env['HINDSIGHT_VSIX'] ?? packageFile;
  if (!existsSync(vsix)) throw new Error(`${vsix} does not exist; build it with: npm run package`);
  const source = resolve(root, options.folder ?? sampleFolder);
  let folder = source;
  let temporary: string | undefined;
  if (options.copy !== false) {
    temporary = mkdtempSync(join(tmpdir(), 'hindsight-workspace-'));
    folder = join(temporary, 'workspace');
    cpSync(source, folder, { recursive: true });
  }
  const server = await EditorServer.start({
    vsix,
    web: options.web ?? false,
    name: 'browser',
    settings: {
      'workbench.colorTheme': themes[options.theme ?? 'light'],
      'window.autoDetectColorScheme': false,
      'window.autoDetectHighContrast': false,
      'window.dialogStyle': 'custom',
      'editor.cursorBlinking': 'solid',
      'workbench.reduceMotion': 'on',
      ...(options.trust === 'restricted'
        ? {
            'security.workspace.trust.enabled': true,
            'security.workspace.trust.startupPrompt': 'never',
            'security.workspace.trust.banner': 'never',
          }
        : {}),
      ...options.settings,
    },
  });
  try {
    browser ??= launch();
    const context = await (await browser).newContext({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(wait);
    const workbench = new Workbench(page, server, folder, temporary);
    open.add(workbench);
    await workbench.load();
    return workbench;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** One open window of the editor. */
export class Workbench {
  readonly page: Page;
  readonly server: EditorServer;
  /** absolute path of the open folder */
  readonly folder: string;
  /** lines of the page's console that are errors, for tests that assert silence */
  readonly consoleErrors: string[] = [];
  readonly #temporary: string | undefined;

  constructor(page: Page, server: EditorServer, folder: string, temporary: string | undefined) {
    this.page = page;
    this.server = server;
    this.folder = folder;
    this.#temporary = temporary;
    page.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text());
    });
  }

  /** Opens the page and waits until the workbench has its folder and its extensions. */
  async load(): Promise<void> {
    await this.page.goto(this.server.url(this.folder));
    await this.page.locator('.monaco-workbench .explorer-folders-view').waitFor({ timeout: 60_000 });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  }

  /** Reloads the window, as *Developer: Reload Window* does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.monaco-workbench .part.editor').waitFor({ timeout: 60_000 });
    await this.page.locator('#status\\.problems').waitFor({ timeout: 60_000 });
  }

  async close(): Promise<void> {
    if (!open.delete(this)) return;
    await this.page.context().close();
    await this.server.stop();
    if (this.#temporary)
      rmSync(this.#temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** Runs a command by its title in the palette, e.g. `Hindsight: Browse Lessons`. */
  async commandPalette(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.#chooseQuickItem('>', title, title);
  }

  /** The titles that the command palette offers for a text. */
  async commandTitles(text: string): Promise<string[]> {
    await this.page.keyboard.press('F1');
    const input = this.quickInput.locator('input[type="text"]').first();
    await input.waitFor();
    await input.fill(`>${text}`);
    const rows = this.quickInput.locator('.monaco-list-row');
    await rows.first().waitFor();
    // The list is filled in steps; it is whole when two looks agree.
    const labels = await this.#stable(() => rows.locator('.quick-input-list-label').allInnerTexts());
    await this.page.keyboard.press('Escape');
    await this.quickInput.waitFor({ state: 'hidden' });
    return labels.map((label) => label.replaceAll(/\s+/g, ' ').trim());
  }

  /** Opens a file by its path in the workspace, and waits until its editor has the focus. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.page.keyboard.press('ControlOrMeta+p');
    await this.#chooseQuickItem('', path, name);
    await this.page
      .locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`)
      .waitFor();
    await this.activeEditor.locator('.view-line').first().waitFor();
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
  }

  async #chooseQuickItem(prefix: string, text: string, label: string): Promise<void> {
    const input = this.quickInput.locator('input[type="text"]').first();
    await input.waitFor();
    await input.fill(prefix + text);
    const row = this.quickInput.locator('.monaco-list-row', { hasText: label }).first();
    await row.waitFor();
    // The row that Enter takes has to be the one that was meant.
    await this.page.waitForFunction((wanted) => {
      const focused = document.querySelector('.quick-input-widget .monaco-list-row.focused');
      return focused?.textContent?.replaceAll(/\s+/g, ' ').includes(wanted) ?? false;
    }, label);
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** The editor of the active group. */
  get activeEditor(): Locator {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  /** Moves the cursor. Needs an editor with the focus, or {@link focusEditor} first. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+g');
    const input = this.quickInput.locator('input[type="text"]').first();
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.page.waitForFunction(
      (text) =>
        document.querySelector('#status\\.editor\\.selection')?.textContent?.startsWith(text) ?? false,
      `Ln ${line}, Col ${column}`,
    );
  }

  /** Puts the focus into an editor group's text, as Ctrl+1, Ctrl+2 do. */
  async focusEditor(group = 1): Promise<void> {
    await this.page.keyboard.press(`ControlOrMeta+${group}`);
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
  }

  /** Types at the cursor, key by key, as a person does. */
  async typeText(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /**
   * The whole text of the active editor, also what is scrolled out of sight and not saved. The selection
   * is put back by a cursor undo.
   */
  async editorText(): Promise<string> {
    await this.activeEditor.locator('.view-lines').waitFor();
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('ControlOrMeta+c');
    await this.page.waitForFunction(async () => (await navigator.clipboard.readText()) !== '');
    const text = await this.page.evaluate(() => navigator.clipboard.readText());
    await this.page.keyboard.press('ControlOrMeta+u');
    return text.replaceAll('\r\n', '\n');
  }

  /** The lines in sight, from top to bottom. */
  async visibleLines(): Promise<string[]> {
    const lines = await this.activeEditor.locator('.view-lines .view-line').evaluateAll((elements) =>
      elements
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map((line) => line.text),
    );
    return lines.map((line) => line.replaceAll('\u00a0', ' '));
  }

  /** Saves the active editor and waits until it is clean. */
  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+s');
    await this.page
      .locator('.editor-group-container.active .tab.active.dirty')
      .waitFor({ state: 'detached' });
  }

  /**
   * Everything that the Problems view lists, scrolled through to its end. Opens the view and leaves it open
   * with the focus; {@link focusEditor} goes back. The view does not show diagnostics of severity *hint*.
   */
  async problems(): Promise<Problem[]> {
    await this.#showProblems();
    const found = new Map<string, Problem>();
    const list = this.page.locator('.markers-panel .monaco-list').first();
    const empty = this.page.locator('.markers-panel .message-box-container:visible');
    await list.or(empty).first().waitFor();
    if (!(await list.isVisible())) return [];
    await list.evaluate((element) => element.querySelector('.monaco-scrollable-element')?.scrollTo(0, 0));
    await list.focus();
    await this.page.keyboard.press('Home');
    for (let last = -1; found.size !== last; ) {
      last = found.size;
      for (const row of await this.#stable(() => this.#problemRows())) {
        found.set(JSON.stringify(row), row);
      }
      await this.page.keyboard.press('PageDown');
      await this.page.keyboard.press('PageDown');
    }
    return [...found.values()];
  }

  async #showProblems(): Promise<void> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.commandPalette('Problems: Focus on Problems View');
    await panel.waitFor();
  }

  #problemRows(): Promise<Problem[]> {
    return this.page.locator('.markers-panel .monaco-list-row').evaluateAll((rows) =>
      rows.flatMap((row) => {
        const at = /\[Ln (\d+), Col (\d+)\]/.exec(row.querySelector('.marker-line')?.textContent ?? '');
        const icon = row.querySelector('.marker-icon .codicon, .marker-icon')?.outerHTML ?? '';
        if (!at) return [];
        const severity = /codicon-error/.test(icon)
          ? ('error' as const)
          : /codicon-warning/.test(icon)
            ? ('warning' as const)
            : ('info' as const);
        const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
        return [
          {
            severity,
            message: text('.marker-message'),
            source: text('.marker-source'),
            code: text('.marker-code').replace(/^\((.*)\)$/, '$1'),
            line: Number(at[1]),
            column: Number(at[2]),
          },
        ];
      }),
    );
  }

  /** The link that carries a problem's code, in the Problems view: click it, or focus it and press Enter. */
  problemLink(code: string): Locator {
    return this.page.locator('.markers-panel .monaco-list-row a.marker-code', { hasText: code }).first();
  }

  /**
   * Waits until the Problems view lists exactly `count` hints of ours, and returns them.
   * @param source part of the source's name as the view shows it
   */
  async waitForHints(count: number, source = 'hindsight'): Promise<Problem[]> {
    const deadline = Date.now() + wait;
    for (;;) {
      const all = await this.problems();
      const ours = all.filter((problem) => problem.source.toLowerCase().includes(source));
      if (ours.length === count) return ours;
      if (Date.now() > deadline) {
        throw new Error(`waited for ${count} hints; the Problems view lists ${JSON.stringify(all, null, 1)}`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  /** Waits until at least one squiggle stands in the active editor, and returns how many are in sight. */
  async squiggles(): Promise<number> {
    const marks = this.activeEditor.locator(
      '.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint',
    );
    await marks.first().waitFor({ state: 'attached' });
    return marks.count();
  }

  /**
   * Opens the lightbulb's menu at the cursor with Ctrl+. and returns what it offers.
   * {@link chooseAction} takes one, `Escape` closes it.
   */
  async lightbulb(): Promise<string[]> {
    await this.page.keyboard.press('ControlOrMeta+.');
    const rows = this.page.locator('.action-widget:not(.action-list-submenu-panel) .monaco-list-row.action');
    await rows.first().waitFor();
    const titles = await this.#stable(() => rows.allInnerTexts());
    return titles.map((title) => title.split('\n')[0]?.trim() ?? '');
  }

  /** Takes an action of the open lightbulb menu: by keyboard (filter, arrow, Enter) or by mouse. */
  async chooseAction(title: string, by: 'keyboard' | 'mouse' = 'keyboard'): Promise<void> {
    const menu = this.page.locator('.action-widget:not(.action-list-submenu-panel)');
    const row = menu.locator('.monaco-list-row.action', { hasText: title }).first();
    await row.waitFor();
    if (by === 'mouse') {
      await row.click();
    } else {
      const rows = await menu.locator('.monaco-list-row.action').count();
      for (
        let pressed = 0;
        !(await row.evaluate((element) => element.classList.contains('focused')));
        pressed++
      ) {
        if (pressed > rows) throw new Error(`the arrow keys do not reach the action ${title}`);
        await this.page.keyboard.press('ArrowDown');
      }
      await this.page.keyboard.press('Enter');
    }
    await menu.waitFor({ state: 'hidden' });
  }

  /** The lightbulb's icon in the editor, for the mouse. */
  get lightbulbIcon(): Locator {
    return this.activeEditor.locator(
      '.codicon-light-bulb, .codicon-lightbulb-autofix, .codicon-gutter-lightbulb, .codicon-gutter-lightbulb-auto-fix',
    );
  }

  /** Points the mouse at a place of the active editor and returns the hover that appears. */
  async hoverAt(line: number, column: number): Promise<Locator> {
    await this.goTo(line, column);
    const point = await this.pointAt(line, column);
    // From elsewhere and in two steps: a mouse that already stands there says nothing.
    await this.page.mouse.move(point.x, point.y + 60);
    await this.page.mouse.move(point.x - 1, point.y);
    await this.page.mouse.move(point.x, point.y);
    const hover = this.page.locator('.monaco-resizable-hover:visible, .monaco-hover:visible').first();
    await hover.locator('.hover-contents, .hover-row').first().waitFor();
    return hover;
  }

  /** Where a place of the active editor, which must be in sight, is on the screen, in pixels. */
  async pointAt(line: number, column: number): Promise<{ x: number; y: number }> {
    const point = await this.activeEditor.evaluate(
      (editor, at) => {
        const number = [...editor.querySelectorAll('.margin .line-numbers')].find(
          (element) => element.textContent === String(at.line),
        );
        if (!number) return undefined;
        const top = number.getBoundingClientRect().top;
        const row = [...editor.querySelectorAll('.view-lines .view-line')].find(
          (element) => Math.abs(element.getBoundingClientRect().top - top) < 3,
        );
        if (!row) return undefined;
        const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        let left = at.column - 1;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const length = node.textContent?.length ?? 0;
          if (left < length) {
            const range = document.createRange();
            range.setStart(node, left);
            range.setEnd(node, left + 1);
            const box = range.getBoundingClientRect();
            return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
          }
          left -= length;
        }
        return undefined;
      },
      { line, column },
    );
    if (!point) throw new Error(`line ${line}, column ${column} is not in sight in the active editor`);
    return point;
  }

  /**
   * The document inside a webview: of a panel by its tab's title, of a view by the view's title.
   * Waits until it has content.
   */
  async webviewFrame(title: string): Promise<Frame> {
    const deadline = Date.now() + wait;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (frame.isDetached() || !frame.parentFrame()?.parentFrame()) continue;
        const names = await frame
          .evaluate(() => ({
            frame: window.frameElement?.getAttribute('title') ?? '',
            page: document.title,
            filled: (document.body?.children.length ?? 0) > 0,
            pending: window.frameElement?.id === 'pending-frame',
          }))
          .catch(() => undefined);
        if (
          names?.filled &&
          !names.pending &&
          [names.frame, names.page].some((name) => name.includes(title))
        ) {
          return frame;
        }
      }
      if (Date.now() > deadline) {
        const urls = this.page.frames().map((frame) => frame.url().slice(0, 90));
        throw new Error(`no webview named ${title}; frames: ${urls.join(', ')}`);
      }
      await this.page.waitForTimeout(50);
    }
  }

  /** Keeps a picture in test-results/screenshots and returns its path. */
  async screenshot(name: string): Promise<string> {
    const path = join(testResults, 'screenshots', `${name}.png`);
    mkdirSync(join(testResults, 'screenshots'), { recursive: true });
    await this.page.screenshot({ path: isAbsolute(name) ? name : path });
    return path;
  }

  /** The notifications on the screen. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Repeats a look until two in a row, a frame apart, agree. */
  async #stable<T>(look: () => Promise<T>): Promise<T> {
    let last = await look();
    for (;;) {
      await this.page.evaluate(
        () => new Promise((settle) => requestAnimationFrame(() => setTimeout(settle, 60))),
      );
      const next = await look();
      if (JSON.stringify(next) === JSON.stringify(last)) return next;
      last = next;
    }
  }
}
