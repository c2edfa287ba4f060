/**
 * One whole practice in the real editor, by keyboard alone: from the lesson to the file beside it, through a hint and
 * a wrong edit to the right one, and on after the window was reloaded.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/lib/paths.mjs';
import { openWorkbench, type Workbench } from '../harness/browser.ts';

const title = 'Whoever subscribes must unsubscribe';
const folder = join(root, 'content/react-effects/unsubscribe/practice');
const start = readFileSync(join(folder, 'start.jsx'), 'utf8');
const solved = readFileSync(join(folder, 'solved.jsx'), 'utf8');

describe('a practice by keyboard, in Restricted Mode', () => {
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    workbench = await openWorkbench({
      trust: 'restricted',
      viewport: { width: 1500, height: 950 },
      settings: { 'files.autoSave': 'off', 'editor.autoClosingBrackets': 'never' },
    });
  });
  after(() => workbench?.close());

  const press = (key: string) => workbench.page.keyboard.press(key);

  /** Waits until the practice in the panel says something. */
  async function says(text: RegExp): Promise<void> {
    try {
      await frame.waitForFunction(
        (source) => new RegExp(source).test(document.querySelector('.card.practice')?.textContent ?? ''),
        text.source,
        { timeout: 60_000 },
      );
    } catch (error) {
      await workbench.screenshot('practice-failed');
      const card = frame.locator('.card.practice');
      throw new Error(
        `${String(error)}; it says: ${(await card.count()) ? await card.innerText() : 'nothing'}`,
      );
    }
  }

  /** Walks to a button of the practice with Tab and presses it. */
  async function pressButton(name: string): Promise<void> {
    const isThere = () =>
      frame.evaluate(
        (wanted) =>
          document.activeElement?.closest('.card.practice') !== null &&
          document.activeElement?.textContent?.trim() === wanted,
        name,
      );
    for (let presses = 0; !(await isThere()); presses++) {
      assert.ok(presses < 200, `Tab reaches ${name}`);
      await press('Tab');
    }
    await press('Enter');
  }

  /** Puts a text in place of all that the active editor holds, from the clipboard. */
  async function paste(text: string): Promise<void> {
    await workbench.page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await press('ControlOrMeta+a');
    await press('ControlOrMeta+v');
    const wanted = text.trimEnd().replaceAll('\r', '');
    for (let looks = 0; (await workbench.editorText()).trimEnd() !== wanted; looks++) {
      assert.ok(looks < 40, 'the text is pasted');
      await workbench.page.waitForTimeout(100);
    }
  }

  const focusLesson = () => press('ControlOrMeta+2');

  it('is started from the lesson, and its file opens beside it', async () => {
    await workbench.openFile('src/Profile.tsx');
    await workbench.browseLessons();
    await workbench.reachRow('ArrowDown', title);
    await press('Enter');
    frame = await workbench.webviewFrame(title);
    await frame.waitForFunction(() => document.hasFocus());
    await pressButton('Start the practice');
    await says(/things? (is|are) still wrong/);
    await workbench.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
    assert.equal((await workbench.editorText()).trimEnd(), start.trimEnd());
    assert.ok((await workbench.squiggles()) > 0, 'its hints stand in the file');
    await workbench.screenshot('practice-started');
  });

  it('shows a hint, and the line that is meant', async () => {
    await focusLesson();
    await frame.waitForFunction(() => document.hasFocus());
    await pressButton('Show a hint');
    await says(/Hints, 1 of 4/);
    await workbench.screenshot('practice-hint');
  });

  it('says what a wrong edit leaves wrong', async () => {
    await workbench.focusEditor();
    await paste(start.replace("'keydown'", "'keyup'").replace("'keydown'", "'keyup'"));
    await says(/The space bar is no longer heard/);
  });

  it('goes on where it was after the window was reloaded', async () => {
    // The editor's own copy of unsaved texts is written a moment after the last edit.
    await workbench.page.waitForTimeout(3_000);
    await workbench.reload();
    frame = await workbench.webviewFrame(title);
    await says(/The space bar is no longer heard/);
    await says(/Hints, 1 of 4/);
    await workbench.screenshot('practice-reloaded');
  });

  it('is passed by the solution, says so calmly, and ticks the lesson', async () => {
    await workbench.focusEditor();
    await paste(solved);
    await says(/Passed\./);
    await frame.waitForFunction(() =>
      [...document.querySelectorAll('.steps .done')].some((step) => step.textContent?.includes('Practised')),
    );
    await workbench.screenshot('practice-passed');
    await workbench.browseLessons();
    const row = workbench.page.locator('.pane .monaco-list-row', { hasText: title }).first();
    await row.getByText(/learned/).waitFor();
  });

  it('is in the palette, and compares with the solution', async () => {
    await workbench.commandPalette('Hindsight: Practise This Lesson');
    await workbench.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
    await focusLesson();
    await frame.waitForFunction(() => document.hasFocus());
    await pressButton('Compare with the solution');
    await workbench.page.locator('.tab.active', { hasText: 'yours ↔ solution' }).waitFor();
    await workbench.screenshot('practice-solution');
  });
});
