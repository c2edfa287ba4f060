/**
 * The window of the real editor around its texts: its page, palette, lists, themes and webviews.
 * {@link Workbench} in `workbench.ts` is what tests use.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import type { EditorAddress } from '../../scripts/editor/serve.mjs';
import { removeFolder } from '../../scripts/lib/removeFolder.mjs';
import { findWebview, themes } from './looks.ts';
import { pictureFile } from './pictures.ts';
import { QuickInput } from './quickInput.ts';
import { actUntil, explained, isInWebview, until, wait, webviewFocusSettled } from './waiting.ts';

export interface WorkbenchParts {
  readonly page: Page;
  /** `stop` ends it where it is this window's own. */
  readonly server: EditorAddress & { stop(): Promise<void> };
  readonly folder: string;
  /** folder to remove at the end */
  readonly temporary: string | undefined;
  /** absolute path of the window's user data */
  readonly userData: string;
  readonly onClose: () => void;
}

export class EditorWindow {
  readonly page: Page;
  readonly server: WorkbenchParts['server'];
  /** absolute path of the open folder */
  readonly folder: string;
  /** absolute path of the folder that holds this window's settings and backups, below `User` */
  readonly userData: string;
  /** milliseconds of the system's clock */
  readonly openedAt = Date.now();
  /** lines of the page's console that are errors, for tests that assert silence */
  readonly consoleErrors: string[] = [];
  protected readonly quick: QuickInput;
  readonly #temporary: string | undefined;
  readonly #onClose: () => void;
  #closed = false;

  constructor(parts: WorkbenchParts) {
    this.page = parts.page;
    this.server = parts.server;
    this.folder = parts.folder;
    this.userData = parts.userData;
    this.quick = new QuickInput(parts.page);
    this.#temporary = parts.temporary;
    this.#onClose = parts.onClose;
    const { page } = parts;
    page.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text());
    });
  }

  /** Opens the page and waits until the workbench has its folder. */
  async load(): Promise<void> {
    await this.page.goto(this.server.url(this.folder));
    await this.sees(this.page.locator('.explorer-folders-view .monaco-list-row').first());
  }

  /**
   * Reloads the window by the editor's own command which, unlike the browser's, waits until the window's state is kept.
   * It refuses while a text that is not saved has no backup; {@link backedUp} waits for that.
   */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: wait });
    await this.commandPalette('Developer: Reload Window');
    await explained(this.page, 'the window has been loaded again', loaded);
    await this.sees(this.page.locator('.monaco-workbench .part.editor'));
    await this.sees(this.page.locator('#status\\.problems'));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.page.context().close();
    this.#onClose();
    await this.server.stop();
    if (this.#temporary) removeFolder(this.#temporary);
  }

  /**
   * Changes the theme by the editor's own list, and waits until the window wears it. The settings file would do it too,
   * but the editor of the tests hears nothing of files that others write: it runs without native parts.
   */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    const { label, look } = themes[theme];
    // Another command comes first for this text, and which one does is the editor's matter.
    const command = this.quickInput.locator('.monaco-list-row[aria-label^="Preferences: Color Theme"]');
    await this.quick.open('F1', '>Preferences: Color Theme', () => command.isVisible());
    await command.click();
    await this.sees(this.quickInput.locator('input[aria-label^="Select Color Theme"]'));
    await this.quick.field.fill(label);
    await this.sees(this.quick.chosen.filter({ hasText: label }));
    await this.page.keyboard.press('Enter');
    await explained(this.page, 'the theme is taken', this.quickInput.waitFor({ state: 'hidden' }));
    await this.sees(this.page.locator(`.monaco-workbench.${look}`));
  }

  /** Waits until the editor has put a text that is not saved aside, so that a reload brings it back. */
  async backedUp(part: string): Promise<void> {
    const folder = join(this.userData, 'User', 'Backups');
    const texts = () => {
      try {
        return readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
      } catch {
        // There is no backup yet, or one is being written.
        return [];
      }
    };
    await this.until(
      async () => texts(),
      (found) => found.some((text) => text.includes(part)),
      `a backup holds “${part}”`,
    );
  }

  get quickInput(): Locator {
    return this.quick.box;
  }

  /** Waits until something is on the screen. */
  async sees(what: Locator): Promise<void> {
    await explained(this.page, `${what} is on the screen`, what.waitFor());
  }

  /** Waits until something is no longer there. */
  async seesNo(what: Locator): Promise<void> {
    await explained(this.page, `${what} is gone`, what.waitFor({ state: 'detached' }));
  }

  /** Runs a command by its title in the palette, e.g. `Hindsight: Browse Lessons`. */
  async commandPalette(title: string): Promise<void> {
    await this.#commandsAreThere(title);
    await this.quick.choose('F1', `>${title}`, title);
  }

  /**
   * Runs a command that asks in a box of its own, and waits until the box stays. The palette gives the focus back to the
   * lesson first, where it came from there, and the editor hands it on into the page a moment later: that may close the
   * box again. A person asks once more then, and so does this, but it says so.
   * @param isBox the box, or what it shows first
   */
  async commandBox(title: string, isBox: Locator): Promise<void> {
    const comesFromPage = await isInWebview(this.page);
    await actUntil(
      this.page,
      { name: title, do: () => this.commandPalette(title) },
      `${isBox} is there and stays`,
      async () => {
        if (!(await isBox.isVisible())) return false;
        if (comesFromPage) await webviewFocusSettled(this.page);
        return isBox.isVisible();
      },
      5_000,
    );
  }

  /** Opens the palette at a command without running it, for tests that go on by mouse. */
  async findCommand(title: string): Promise<Locator> {
    await this.#commandsAreThere(title);
    return this.quick.find('F1', `>${title}`, title);
  }

  /** The palette lists what is there when it opens, and extensions come a moment after the window. */
  async #commandsAreThere(title: string): Promise<void> {
    if (title.startsWith('Hindsight:'))
      await this.sees(this.page.locator('.activitybar [aria-label^="Hindsight"]').first());
  }

  /**
   * Runs *Browse Lessons* and waits until a topic of the list has the focus, which is the last that it does. From a lesson
   * once may not be enough: the palette gives the focus back to it first, and the editor hands it on into the page by a
   * message, which may arrive after the list has taken it. Elsewhere once is enough, however long it takes.
   */
  async browseLessons(): Promise<void> {
    const title = 'Hindsight: Browse Lessons';
    if (!(await isInWebview(this.page))) {
      await this.commandPalette(title);
      await this.topicHasFocus();
      return;
    }
    await actUntil(
      this.page,
      { name: title, do: () => this.commandPalette(title) },
      'a topic of the list has the focus',
      () => this.#focusedTopic.isVisible(),
    );
  }

  get #focusedTopic(): Locator {
    return this.page.locator(
      '.pane-body .monaco-list:focus-within .monaco-list-row.focused[aria-expanded="true"]',
    );
  }

  /** Waits until a topic of the list of lessons has the focus. */
  async topicHasFocus(): Promise<void> {
    await this.sees(this.#focusedTopic);
  }

  /** The titles that the command palette offers for a text, once it offers those that are `expected`. */
  async commandTitles(text: string, expected: readonly string[]): Promise<string[]> {
    await this.#commandsAreThere(text);
    const rows = this.quickInput.locator('.monaco-list-row');
    let titles: string[] = [];
    await this.quick.open('F1', `>${text}`, async () => {
      const labels = await rows.locator('.quick-input-list-label').allInnerTexts();
      titles = labels.map((label) => label.replaceAll(/\s+/g, ' ').trim());
      return expected.every((title) => titles.includes(title));
    });
    await this.quick.leave();
    return titles;
  }

  /**
   * Presses an arrow key in the list or tree that has the focus until a row is reached.
   * @param label how the row's text begins
   */
  async reachRow(key: 'ArrowDown' | 'ArrowUp', label: string): Promise<Locator> {
    const list = this.page.locator('.pane-body .monaco-list:focus-within');
    const focused = list.locator('.monaco-list-row.focused');
    const isLast = key === 'ArrowDown' ? '[data-last-element="true"]' : '[data-index="0"]';
    for (;;) {
      await this.sees(focused);
      const row = await focused.innerText();
      if (row.trim().startsWith(label)) return focused;
      const at = Number(await focused.getAttribute('data-index'));
      const next = list.locator(`.monaco-list-row[data-index="${key === 'ArrowDown' ? at + 1 : at - 1}"]`);
      // A tree unfolds a moment after it is there, so that what is its end now may lead on later. The mark of the last
      // row stays on it then; rows out of sight are not there, so that the next one alone would not tell either.
      await this.until(
        async () => ({
          isEnd: (await focused.and(this.page.locator(isLast)).count()) > 0 && (await next.count()) === 0,
          rows: await this.page.locator('.pane-body .monaco-list-row').allInnerTexts(),
        }),
        ({ isEnd }) => !isEnd,
        `${key} leads on to ${label}`,
      );
      await this.page.keyboard.press(key);
      await this.until(
        () => focused.evaluateAll((rows) => rows.map((each) => Number(each.getAttribute('data-index')))),
        (rows) => rows.length === 1 && rows[0] !== at,
        `${key} leads on from “${row.trim()}”`,
      );
    }
  }

  /**
   * Looks again and again until what is seen is what was meant, for text that is drawn in steps.
   * @throws Error with `what`, the last look and what had the focus when the wait is over
   */
  async until<T>(look: () => Promise<T>, meant: (seen: T) => boolean, what: string): Promise<T> {
    return until(this.page, look, meant, what);
  }

  /**
   * The document inside a webview: of a panel by its tab's title, of a view by the view's title.
   * Waits until it has content.
   */
  async webviewFrame(title: string): Promise<Frame> {
    return findWebview(this.page, title);
  }

  /**
   * The page of a lesson that was asked for, once the keyboard goes on in it: the editor gives it the focus a moment
   * after it can be seen, which would close what was opened before that. Where a webview had the focus a moment ago, the
   * editor may leave it at the frame around the page; it is asked again then, and that is said.
   */
  async lesson(title: string): Promise<Frame> {
    const frame = await this.webviewFrame(title);
    const again = 'View: Focus Active Editor Group';
    let isAsked = false;
    const ask = async () => {
      if (isAsked) await this.commandPalette(again);
      isAsked = true;
    };
    await actUntil(
      this.page,
      { name: `Opening “${title}”`, do: ask },
      `the keyboard goes on in “${title}”`,
      () => frame.evaluate(() => document.hasFocus() && document.activeElement !== document.body),
      10_000,
    );
    return frame;
  }

  /** Keeps a picture in test-results/screenshots, where pictures are wanted. */
  async screenshot(name: string): Promise<void> {
    const path = pictureFile(name);
    if (path) await this.page.screenshot({ path });
  }

  /** The notifications on the screen. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-list-item-message').allInnerTexts();
  }
}
