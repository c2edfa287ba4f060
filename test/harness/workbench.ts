/**
 * One window of the real editor, used as a person uses it: keys, mouse, and what stands on the screen.
 *
 * Lines and columns are 1-based, as the editor shows them. Every wait is for something to be seen.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import type { EditorAddress } from '../../scripts/editor/serve.mjs';
import { testResults } from '../../scripts/lib/paths.mjs';
import { bulbAt, bulbIcons, chooseAction, openMenu, putOut } from './lightbulb.ts';
import { findWebview, pointInEditor, themes } from './looks.ts';
import { allProblems, type Problem } from './problems.ts';
import { QuickInput } from './quickInput.ts';
import { explained, until, wait } from './waiting.ts';

export { wait } from './waiting.ts';

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
  /** absolute path of the folder that holds this window's settings and backups, below `User` */
  readonly userData: string;
  /** milliseconds of the system's clock */
  readonly openedAt = Date.now();
  /** lines of the page's console that are errors, for tests that assert silence */
  readonly consoleErrors: string[] = [];
  readonly #quick: QuickInput;
  readonly #temporary: string | undefined;
  readonly #onClose: () => void;
  #closed = false;

  constructor(parts: WorkbenchParts) {
    this.page = parts.page;
    this.server = parts.server;
    this.folder = parts.folder;
    this.userData = parts.userData;
    this.#quick = new QuickInput(parts.page);
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
    if (this.#temporary)
      rmSync(this.#temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Changes the theme as the settings do, and waits until the window wears it. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    const file = join(this.userData, 'User', 'settings.json');
    const settings: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
    const { name, look } = themes[theme];
    writeFileSync(file, `${JSON.stringify({ ...settings, 'workbench.colorTheme': name }, null, 2)}\n`);
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
    return this.#quick.box;
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
    await this.#quick.choose('F1', `>${title}`, title);
  }

  /** Opens the palette at a command without running it, for tests that go on by mouse. */
  async findCommand(title: string): Promise<Locator> {
    await this.#commandsAreThere(title);
    return this.#quick.find('F1', `>${title}`, title);
  }

  /** The palette lists what is there when it opens, and extensions come a moment after the window. */
  async #commandsAreThere(title: string): Promise<void> {
    if (title.startsWith('Hindsight:'))
      await this.sees(this.page.locator('.activitybar [aria-label^="Hindsight"]').first());
  }

  /** Runs *Browse Lessons* and waits until a topic of the list has the focus, which is the last that it does. */
  async browseLessons(): Promise<void> {
    await this.commandPalette('Hindsight: Browse Lessons');
    await this.sees(
      this.page.locator(
        '.pane-body .monaco-list:focus-within .monaco-list-row.focused[aria-expanded="true"]',
      ),
    );
  }

  /** The titles that the command palette offers for a text, once it offers those that are `expected`. */
  async commandTitles(text: string, expected: readonly string[]): Promise<string[]> {
    await this.#commandsAreThere(text);
    const rows = this.quickInput.locator('.monaco-list-row');
    await this.#quick.open('F1', (patience) => this.#quick.field.fill(`>${text}`, { timeout: patience }));
    const titles = await this.until(
      async () => {
        const labels = await rows.locator('.quick-input-list-label').allInnerTexts();
        return labels.map((label) => label.replaceAll(/\s+/g, ' ').trim());
      },
      (seen) => expected.every((title) => seen.includes(title)),
      `the palette offers ${expected.join(', ')}`,
    );
    await this.#quick.leave();
    return titles;
  }

  /** Opens a file by its path in the workspace, and waits until its editor has the focus. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.#quick.choose('ControlOrMeta+p', path, name);
    await this.sees(
      this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`),
    );
    await this.sees(this.activeEditor.locator('.view-line').first());
    await this.textHasFocus();
  }

  /** The editor of the active group. */
  get activeEditor(): Locator {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  /** Waits until keys go into a text. */
  async textHasFocus(): Promise<void> {
    await explained(
      this.page,
      'an editor has the focus',
      this.page.waitForFunction(() => document.activeElement?.closest('.editor-instance') !== null),
    );
  }

  /** What the status bar says of the cursor, e.g. `Ln 3, Col 5`. */
  async cursor(): Promise<string> {
    return this.page.locator('#status\\.editor\\.selection').innerText();
  }

  /** Waits until the cursor is in a line, of a place as the status bar says it. */
  async cursorIsAt(place: string): Promise<void> {
    await this.until(
      () => this.cursor(),
      (at) => at.startsWith(place),
      `the cursor is at ${place}`,
    );
  }

  /** Moves the cursor. Needs an editor with the focus, or {@link focusEditor} first. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#quick.open('Control+g', (patience) =>
      this.#quick.field.fill(`:${line}:${column}`, { timeout: patience }),
    );
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.cursorIsAt(`Ln ${line}, Col ${column}`);
    // A key that is pressed before the text has the focus again is lost.
    await this.textHasFocus();
  }

  /** Puts the focus into an editor group's text, as Ctrl+1, Ctrl+2 do. */
  async focusEditor(group = 1): Promise<void> {
    await this.page.keyboard.press(`ControlOrMeta+${group}`);
    await this.textHasFocus();
  }

  /**
   * Presses an arrow key in the list or tree that has the focus until a row is reached.
   * @param label how the row's text begins
   */
  async reachRow(key: 'ArrowDown' | 'ArrowUp', label: string): Promise<Locator> {
    const focused = this.page.locator('.pane-body .monaco-list:focus-within .monaco-list-row.focused');
    const isLast = key === 'ArrowDown' ? '[data-last-element="true"]' : '[data-index="0"]';
    for (;;) {
      await this.sees(focused);
      const row = await focused.innerText();
      if (row.trim().startsWith(label)) return focused;
      if ((await focused.and(this.page.locator(isLast)).count()) > 0) {
        const rows = await this.page.locator('.pane-body .monaco-list-row').allInnerTexts();
        throw new Error(`${key} does not reach ${label}; the rows are ${rows.join(' · ')}`);
      }
      const at = await focused.getAttribute('data-index');
      await this.page.keyboard.press(key);
      await this.until(
        () => focused.evaluateAll((rows) => rows.map((each) => each.getAttribute('data-index'))),
        (rows) => rows.length === 1 && rows[0] !== at,
        `${key} leads on from “${row.trim()}”`,
      );
    }
  }

  /** Types at the cursor, key by key, as a person does. */
  async typeText(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Puts a text at the cursor from the clipboard, which is one step for undo. */
  async paste(text: string): Promise<void> {
    await this.textHasFocus();
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await this.page.keyboard.press('ControlOrMeta+v');
  }

  /** Puts a text in place of all that the active editor holds. */
  async replaceAll(text: string): Promise<void> {
    await this.textHasFocus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.paste(text);
    const wanted = text.replaceAll('\r\n', '\n').trimEnd();
    await this.until(
      () => this.editorText(),
      (seen) => seen.trimEnd() === wanted,
      'the text is pasted',
    );
  }

  /**
   * The whole text of the active editor, also what is scrolled out of sight and not saved. The selection
   * is put back by a cursor undo.
   */
  async editorText(): Promise<string> {
    await this.sees(this.activeEditor.locator('.view-lines'));
    await this.textHasFocus();
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('ControlOrMeta+c');
    const text = await this.until(
      () => this.page.evaluate(() => navigator.clipboard.readText()),
      (copied) => copied !== '',
      'the text is in the clipboard',
    );
    await this.page.keyboard.press('ControlOrMeta+u');
    return text.replaceAll('\r\n', '\n');
  }

  /** Saves the active editor and waits until it is clean. */
  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+s');
    await this.seesNo(this.page.locator('.editor-group-container.active .tab.active.dirty'));
  }

  /**
   * Everything that the Problems view lists, scrolled through to its end. Opens the view and leaves it open
   * with the focus; {@link focusEditor} goes back. The view does not show diagnostics of severity *hint*.
   */
  async problems(): Promise<Problem[]> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.commandPalette('Problems: Focus on Problems View');
    await this.sees(panel);
    return allProblems(this.page);
  }

  /** Waits until the Problems view lists what is meant. @returns all that it lists then */
  async problemsUntil(meant: (problems: readonly Problem[]) => boolean, what: string): Promise<Problem[]> {
    return this.until(() => this.problems(), meant, what);
  }

  /** Waits until the Problems view lists a problem of a code. */
  async problem(code: string): Promise<Problem> {
    const isOf = (each: Problem) => each.code === code;
    const all = await this.problemsUntil((seen) => seen.some(isOf), `the Problems view lists ${code}`);
    return all.find(isOf) as Problem;
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
    const ours = (all: readonly Problem[]) =>
      all.filter((problem) => problem.source.toLowerCase().includes(source));
    const all = await this.problemsUntil((seen) => ours(seen).length === count, `there are ${count} hints`);
    return ours(all);
  }

  /** Waits until at least so many squiggles are in sight in the active editor, and returns how many are. */
  async squiggles(least = 1): Promise<number> {
    const marks = this.activeEditor.locator(
      '.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint',
    );
    return this.until(
      () => marks.count(),
      (count) => count >= least,
      `${least} squiggles are in sight`,
    );
  }

  /**
   * Goes to a place and opens the lightbulb's menu there with Ctrl+. and returns what it offers.
   * {@link chooseAction} takes one, `Escape` closes it.
   */
  async lightbulb(line: number, column: number): Promise<string[]> {
    // From another line, so that the editor asks for actions and the bulb that is seen is of this place.
    if ((await this.cursor()).startsWith(`Ln ${line},`)) await this.goTo(line === 1 ? 2 : 1, 1);
    await putOut(this.activeEditor);
    await this.goTo(line, column);
    await bulbAt(this.activeEditor, line, column);
    return openMenu(this.page);
  }

  /** Takes an action of the open lightbulb menu: by keyboard (arrows, Enter) or by mouse. */
  async chooseAction(title: string, by: 'keyboard' | 'mouse' = 'keyboard'): Promise<void> {
    await chooseAction(this.page, title, by);
  }

  /** The lightbulb's icon in the editor, for the mouse. */
  get lightbulbIcon(): Locator {
    return this.activeEditor.locator(bulbIcons);
  }

  /** Points the mouse at a place of the active editor and returns the hover that appears. */
  async hoverAt(line: number, column: number): Promise<Locator> {
    await this.goTo(line, column);
    const point = await this.pointAt(line, column);
    // From elsewhere and in two steps: a mouse that already stands there says nothing.
    await this.page.mouse.move(point.x, point.y + 60);
    await this.page.mouse.move(point.x - 1, point.y);
    await this.page.mouse.move(point.x, point.y);
    await this.sees(this.hover.locator('.hover-contents, .hover-row').first());
    return this.hover;
  }

  get hover(): Locator {
    return this.page.locator('.monaco-resizable-hover:visible, .monaco-hover:visible').first();
  }

  /** Where a place of the active editor, which must be in sight, is on the screen, in pixels. */
  async pointAt(line: number, column: number): Promise<{ x: number; y: number }> {
    const point = await this.until(
      () => pointInEditor(this.activeEditor, line, column),
      (found) => found !== undefined,
      `line ${line}, column ${column} is in sight in the active editor`,
    );
    return point as { x: number; y: number };
  }

  /**
   * Looks again and again until what is seen is what was meant, for text that is drawn in steps.
   * @throws Error with `what`, the last look and who had the focus when the wait is over
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
   * after it can be seen, which would close what was opened before that.
   */
  async lesson(title: string): Promise<Frame> {
    const frame = await this.webviewFrame(title);
    await explained(
      this.page,
      `the keyboard goes on in “${title}”`,
      frame.waitForFunction(() => document.hasFocus() && document.activeElement !== document.body),
    );
    return frame;
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
