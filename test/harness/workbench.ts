/**
 * One window of the real editor, used as a person uses it: keys, mouse, and what stands on the screen.
 *
 * Lines and columns are 1-based, as the editor shows them. Every wait is for something to be seen.
 */
import type { Locator } from 'playwright-core';
import { bulbAt, bulbIcons, chooseAction, openMenu, putOut } from './lightbulb.ts';
import { pointInEditor } from './looks.ts';
import { allProblems, type Problem, scrollProblemsTo } from './problems.ts';
import { explained, isInWebview, pressUntil, webviewFocusSettled } from './waiting.ts';
import { EditorWindow } from './window.ts';

export { wait } from './waiting.ts';
export type { WorkbenchParts } from './window.ts';

/** Runs in the page. @returns whether keys go into a text */
function isInText(): boolean {
  return Boolean(document.activeElement?.closest('.editor-instance .monaco-editor'));
}

/** One open window of the editor. */
export class Workbench extends EditorWindow {
  /** Opens a file by its path in the workspace, and waits until its editor has the focus. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.quick.choose('ControlOrMeta+p', path, name);
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
    await explained(this.page, 'an editor has the focus', this.page.waitForFunction(isInText));
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
    await this.textHasFocus();
    await this.quick.open('Control+g', `:${line}:${column}`, () => this.quick.field.isVisible());
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.cursorIsAt(`Ln ${line}, Col ${column}`);
    // A key that is pressed before the text has the focus again is lost.
    await this.textHasFocus();
  }

  /** Puts the focus into an editor group's text, as Ctrl+1, Ctrl+2 do. */
  async focusEditor(group = 1): Promise<void> {
    const leaves = await isInWebview(this.page);
    // A webview tells late that it got the focus, too, and its group would be made the active one again.
    if (leaves) await webviewFocusSettled(this.page);
    await pressUntil(
      this.page,
      `ControlOrMeta+${group}`,
      'an editor has the focus',
      () => this.page.evaluate(isInText),
      1_000,
    );
    if (leaves) await webviewFocusSettled(this.page);
  }

  /** Types at the cursor, key by key, as a person does. */
  async typeText(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /**
   * Puts a text at the cursor from the clipboard, which is one step for undo, and waits until the cursor stands behind it:
   * the editor asks for ways to paste first, and forgets the text where the selection changes meanwhile.
   */
  async paste(text: string): Promise<void> {
    await this.textHasFocus();
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
    const before = await this.cursor();
    await this.page.keyboard.press('ControlOrMeta+v');
    await this.until(
      () => this.cursor(),
      (now) => now !== before,
      'the text is pasted',
    );
  }

  /** Puts a text in place of all that the active editor, which is not empty, holds. */
  async replaceAll(text: string): Promise<void> {
    await this.textHasFocus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.until(
      () => this.cursor(),
      (at) => at.includes('selected'),
      'all is selected',
    );
    await this.paste(text);
    const wanted = text.replaceAll('\r\n', '\n').trimEnd();
    await this.until(
      () => this.editorText(),
      (now) => now.trimEnd() === wanted,
      'the text is the one that was pasted',
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
   * Everything that the Problems view lists, scrolled through to its end. Opens the view and leaves it open;
   * {@link focusEditor} goes back to the text. The view does not show diagnostics of severity *hint*.
   */
  async problems(): Promise<Problem[]> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) {
      await this.commandPalette('Problems: Focus on Problems View');
      // The command gives the focus as its last act. A step before that would have it taken away again.
      await explained(
        this.page,
        'the Problems view has the focus',
        this.page.waitForFunction(() => {
          const { activeElement: active, body } = document;
          // When its last problem goes, a list that had the focus loses it, and no other part gets it.
          const view = document.querySelector('.markers-panel');
          const isEmptied =
            active === body && view?.checkVisibility() && !view.querySelector('.monaco-list-row');
          return isEmptied || Boolean(active?.closest('.markers-panel'));
        }),
      );
    }
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

  /**
   * The link that carries a problem's code, in the Problems view, scrolled into sight: click it, or focus it and press
   * Enter.
   */
  async problemLink(code: string): Promise<Locator> {
    await this.problem(code);
    const link = this.page.locator('.markers-panel .monaco-list-row a', { hasText: code }).first();
    await this.until(
      () => scrollProblemsTo(this.page, link),
      (isThere) => isThere,
      `the Problems view shows the link of ${code}`,
    );
    return link;
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
}
