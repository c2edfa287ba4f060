/** One whole practice by keyboard alone, from the lesson to the file beside it, through a hint and a wrong edit to the right one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { root } from '../../../scripts/lib/paths.mjs';
import { isStop, listSays, stops, stopTitle } from '../../harness/sidebar.ts';
import { pressUntil, says, tabTo } from '../../harness/waiting.ts';
import { press, workbench } from './open.ts';

const title = 'The answer that arrived too late';
const folder = join(root, 'content/react-effects/late-answer/practice');
const start = readFileSync(join(folder, 'start.jsx'), 'utf8');
const solved = readFileSync(join(folder, 'solved.jsx'), 'utf8');

/** Stands where the search said that it had begun. */
const wrong = 'console.log(query);';

describe('a practice by keyboard, in Restricted Mode', () => {
  let frame: Frame;

  before(() => workbench.commandPalette('View: Close All Editors'));

  const practiceSays = (text: RegExp) => says(frame, '.card.practice', text);

  /** Walks to a button of the practice with Tab and presses it. */
  async function pressButton(name: string): Promise<void> {
    await tabTo(frame.locator('.card.practice vscode-button', { hasText: new RegExp(`^\\s*${name}\\s*$`) }));
    await press('Enter');
  }

  /** Goes to the lesson, in the second group, by its key. */
  async function focusLesson(): Promise<void> {
    frame = await workbench.webviewFrame(title);
    await pressUntil(workbench.page, 'ControlOrMeta+2', 'the lesson has the keyboard', () =>
      frame.evaluate(() => document.hasFocus()),
    );
  }

  it('begins where a tour stands at its second stop', async () => {
    await workbench.commandPalette('Hindsight: Onboard Me to This Repository');
    await workbench.sees(stops(workbench).nth(1));
    await workbench.lesson(await stopTitle(workbench, 0));
    await workbench.commandPalette('Hindsight: Next Stop of the Tour');
    await isStop(workbench, await workbench.lesson(await stopTitle(workbench, 1)), 'Tour: stop 2 of');
  });

  it('is started from the lesson, and its file opens beside it', async () => {
    await workbench.openFile('src/Profile.tsx');
    await workbench.goTo(9, 8);
    await workbench.squiggles();
    await press('Shift+Alt+l');
    frame = await workbench.lesson(title);
    await pressButton('Start the practice');
    await practiceSays(/things? (is|are) still wrong/);
    await workbench.textHasFocus();
    assert.equal((await workbench.editorText()).trimEnd(), start.trimEnd());
    await workbench.squiggles();
    await workbench.screenshot('practice-started');
  });

  it('shows a hint, and the line that is meant', async () => {
    await focusLesson();
    await pressButton('Show a hint');
    await practiceSays(/Hints, 1 of 4/);
    await workbench.screenshot('practice-hint');
  });

  it('says what a wrong edit leaves wrong', async () => {
    await workbench.focusEditor();
    await workbench.replaceAll(start.replace('setBusy(true);', wrong));
    await practiceSays(/Nothing says that a search has begun/);
  });

  it('goes on where it was after the window was reloaded, beside the place of the lesson and the tour', async () => {
    await workbench.backedUp(wrong);
    await workbench.reload();
    frame = await workbench.webviewFrame(title);
    await practiceSays(/Nothing says that a search has begun/);
    await practiceSays(/Hints, 1 of 4/);
    await says(frame, '.excerpt .line.hint', /^\D*9\D.*setUser/);
    await workbench.sees(stops(workbench).first());
    await workbench.screenshot('practice-reloaded');
  });

  it('is passed by the solution, says so calmly, and ticks the lesson', async () => {
    await workbench.focusEditor();
    await workbench.replaceAll(solved);
    await practiceSays(/Passed\./);
    await workbench.sees(frame.locator('.steps .done', { hasText: 'Practised' }).first());
    await workbench.screenshot('practice-passed');
    await listSays(workbench, title, /learned/);
  });

  it('is in the palette, and compares with the solution', async () => {
    await workbench.commandPalette('Hindsight: Practise This Lesson');
    await workbench.textHasFocus();
    await focusLesson();
    await pressButton('Compare with the solution');
    await workbench.sees(workbench.page.locator('.tab.active', { hasText: 'yours ↔ solution' }));
    await workbench.textHasFocus();
    await workbench.screenshot('practice-solution');
  });

  it('leaves the tour where it was', async () => {
    await workbench.commandBox(
      'Hindsight: Onboard Me to This Repository',
      workbench.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Go on at stop 2' }),
    );
    await workbench.screenshot('tour-again');
    await press('Enter');
    frame = await workbench.lesson(await stopTitle(workbench, 1));
    await isStop(workbench, frame, 'Tour: stop 2 of');
  });
});
