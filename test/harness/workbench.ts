/**
 * One window of the real editor, used as a person uses it: keys, mouse, and what stands on the screen.
 *
 * Lines and columns are 1-based, as the editor shows them. Every wait is for something to be seen.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errors, type Frame, type Locator, type Page } from 'playwright-core';
import type { EditorAddress } from '../../scripts/editor/serve.mjs';
import { testResults } from '../../scripts/lib/paths.mjs';
import { findWebview, type Problem, pointInEditor, problemRows, stable } from './looks.ts';

/** In milliseconds, for everything that a person would call slow. */
export const wait = 30_000;

export interface WorkbenchParts {
  readonly page: Page;
  /** `stop` ends it where it is this window's own. */
  readonly server: EditorAddress & { stop(): Promise<void> };
  readonly folder: string;
  /** absolute path of the window's user data */
  readonly userData: string;
  /** folder to remove at the end */
  readonly temporary: string | undefined;
  readonly onClose: () => void;
}

/** One open window of the editor. */
export class Workbench {
  readonly page: Page;
  readonly server: WorkbenchParts['server'];
  /** absolute path of the open folder */
  readonly folder: string;
  /** absolute path of the window's user data, `User/settings.json` among them */
  readonly userData: string;
  /** milliseconds of the system's clock */
  readonly openedAt = Date.now();
  /** lines of the page's console that are errors, for tests that assert silence */
  readonly consoleErrors: string[] = [];
  readonly #temporary: string | undefined;
  readonly #onClose: () => void;
  #closed = false;

  constructor(parts: WorkbenchParts) {
    this.page = parts.page;
    this.server = parts.server;
    this.folder = parts.folder;
    this.userData = parts.userData;
    this.#temporary = parts.temporary;
    this.#onClose = parts.onClose;
    const { page } = parts;
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
    if (this.#closed) return;
    this.#closed = true;
    await this.page.context().close();
    this.#onClose();
    await this.server.stop();
    if (this.#temporary)
      rmSync(this.#temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** Runs a command by its title in the palette, e.g. `Hindsight: Browse Lessons`. */
  async commandPalette(title: string): Promise<void> {
    await this.#chooseQuickItem('F1', `>${title}`, title);
  }

  /** Runs *Browse Lessons* and waits until the list has the focus: what is opened before that is closed by it. */
  async browseLessons(): Promise<void> {
    await this.commandPalette('Hindsight: Browse Lessons');
    await this.page.locator('.pane-body .monaco-list:focus-within').waitFor();
  }

  /** Opens the palette at a command without running it, for tests that go on by mouse. */
  async findCommand(title: string): Promise<Locator> {
    return this.#findQuickItem('F1', `>${title}`, title);
  }

  /** The titles that the command palette offers for a text. */
  async commandTitles(text: string): Promise<string[]> {
    const rows = this.quickInput.locator('.monaco-list-row');
    await this.#again(async (patience) => {
      await this.page.keyboard.press('F1');
      await this.quickInput.locator('input[type="text"]').first().fill(`>${text}`, { timeout: patience });
      await rows.first().waitFor({ timeout: patience });
    });
    // The list is filled in steps; it is whole when two looks agree.
    const labels = await stable(this.page, () => rows.locator('.quick-input-list-label').allInnerTexts());
    await this.page.keyboard.press('Escape');
    await this.quickInput.waitFor({ state: 'hidden' });
    return labels.map((label) => label.replaceAll(/\s+/g, ' ').trim());
  }

  /** Opens a file by its path in the workspace, and waits until its editor has the focus. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.#chooseQuickItem('ControlOrMeta+p', path, name);
    await this.page
      .locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`)
      .waitFor();
    await this.activeEditor.locator('.view-line').first().waitFor();
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
  }

  async #chooseQuickItem(key: string, text: string, label: string): Promise<void> {
    await this.#findQuickItem(key, text, label);
    await this.page.keyboard.press('Enter');
    // What was chosen may ask in its turn, in the same box.
    await this.page.waitForFunction((typed) => {
      const input = document.querySelector<HTMLInputElement>('.quick-input-widget input[type="text"]');
      return !input?.checkVisibility() || input.value !== typed;
    }, text);
  }

  /** Opens a quick input by its key and types, until the row that Enter would take is the one that is meant. */
  async #findQuickItem(key: string, text: string, label: string): Promise<Locator> {
    const row = this.quickInput.locator('.monaco-list-row.focused', { hasText: label }).first();
    await this.#again(async (patience) => {
      await this.page.keyboard.press(key);
      await this.quickInput.locator('input[type="text"]').first().fill(text, { timeout: patience });
      await row.waitFor({ timeout: patience });
    });
    return row;
  }

  /**
   * Opens something that closes by itself when the focus goes elsewhere, as the palette and menus do. What was
   * done just before may still move the focus, a moment after all that can be seen has come to rest, and the
   * light bulb's question is cancelled by every new diagnostic. A person presses the key again; so does this.
   */
  async #again(open: (patience: number) => Promise<void>): Promise<void> {
    for (let left = 4; ; left--) {
      try {
        await open(wait / 4);
        return;
      } catch (error) {
        if (left === 0 || !(error instanceof errors.TimeoutError)) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** The editor of the active group. */
  get activeEditor(): Locator {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  /** Moves the cursor. Needs an editor with the focus, or {@link focusEditor} first. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#again(async (patience) => {
      await this.page.keyboard.press('Control+g');
      await this.quickInput
        .locator('input[type="text"]')
        .first()
        .fill(`:${line}:${column}`, { timeout: patience });
    });
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.page.waitForFunction(
      (text) =>
        document.querySelector('#status\\.editor\\.selection')?.textContent?.startsWith(text) ?? false,
      `Ln ${line}, Col ${column}`,
    );
    // A key that is pressed before the text has the focus again is lost.
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
  }

  /** Puts the focus into an editor group's text, as Ctrl+1, Ctrl+2 do. */
  async focusEditor(group = 1): Promise<void> {
    await this.page.keyboard.press(`ControlOrMeta+${group}`);
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
  }

  /**
   * Presses a key in the list or tree that has the focus until a row is reached.
   * @param label how the row's text begins
   */
  async reachRow(key: string, label: string): Promise<Locator> {
    // A view takes the focus a moment after the palette has closed, and a key pressed before that is lost.
    const focused = this.page.locator('.pane-body .monaco-list:focus-within .monaco-list-row.focused');
    for (let presses = 0; presses < 60; presses++) {
      await focused.first().waitFor();
      const [row, ...others] = await focused.allInnerTexts();
      if (row?.trim().startsWith(label) && others.length === 0) return focused;
      await this.page.keyboard.press(key);
      await this.page.waitForTimeout(100);
    }
    const rows = await this.page.locator('.pane-body .monaco-list-row').allInnerTexts();
    throw new Error(`${key} does not reach ${label}; the rows are ${rows.join(' · ')}`);
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
    await list.focus();
    await this.page.keyboard.press('Home');
    for (let page = 0; page < 100; page++) {
      for (const row of await stable(this.page, () => problemRows(this.page))) {
        found.set(JSON.stringify(row), row);
      }
      // While the view is being emptied it has a list without rows, and so without a last one.
      if ((await list.locator('.monaco-list-row').count()) === 0) break;
      if ((await list.locator('.monaco-list-row[data-last-element="true"]').count()) > 0) break;
      await this.page.keyboard.press('PageDown');
    }
    return [...found.values()];
  }

  async #showProblems(): Promise<void> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.commandPalette('Problems: Focus on Problems View');
    await panel.waitFor();
  }

  /** The link that carries a problem's code, in the Problems view: click it, or focus it and press Enter. */
  problemLink(code: string): Locator {
    return this.page.locator('.markers-panel .monaco-list-row a', { hasText: code }).first();
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
    const rows = this.page.locator('.action-widget:not(.action-list-submenu-panel) .monaco-list-row.action');
    await this.#again(async (patience) => {
      await this.page.keyboard.press('ControlOrMeta+.');
      await rows.first().waitFor({ timeout: patience });
    });
    const titles = await stable(this.page, () => rows.allInnerTexts());
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
    const point = await pointInEditor(this.activeEditor, line, column);
    if (!point) throw new Error(`line ${line}, column ${column} is not in sight in the active editor`);
    return point;
  }

  /**
   * Looks again and again until what is seen is what was meant, for text that is drawn in steps.
   * @throws Error with `what` and the last look when the wait is over
   */
  async until<T>(look: () => Promise<T>, meant: (seen: T) => boolean, what: string): Promise<T> {
    const deadline = Date.now() + wait;
    for (;;) {
      const seen = await look();
      if (meant(seen)) return seen;
      if (Date.now() > deadline) throw new Error(`waited until ${what}; seen: ${JSON.stringify(seen)}`);
      await this.page.waitForTimeout(100);
    }
  }

  /**
   * The document inside a webview: of a panel by its tab's title, of a view by the view's title.
   * Waits until it has content.
   */
  async webviewFrame(title: string): Promise<Frame> {
    return findWebview(this.page, title, wait);
  }

  /** Keeps a picture in test-results/screenshots and returns its path. */
  async screenshot(name: string): Promise<string> {
    const path = join(testResults, 'screenshots', `${name}.png`);
    mkdirSync(join(testResults, 'screenshots'), { recursive: true });
    await this.page.screenshot({ path: path });
    return path;
  }

  /** The notifications on the screen. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-list-item-message').allInnerTexts();
  }
}
