/** The sidebar, seen as a person sees it: lessons with progress, hints by lesson and file, and words where there are none. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, type Workbench } from '../harness/browser.ts';

describe('the sidebar, in Restricted Mode', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      folder: 'test/editor/fixtures/people',
      trust: 'restricted',
      theme: 'dark',
      // The tooltip of a row covers the rows below it.
      settings: { 'files.autoSave': 'off', 'workbench.hover.delay': 10_000 },
    });
  });
  after(() => workbench.close());
  // The palette lists what is there when it opens, and extensions come a moment after the window.
  before(() => workbench.page.locator('.activitybar [aria-label^="Hindsight"]').first().waitFor());

  const pane = (title: string) =>
    workbench.page.locator('.pane', { has: workbench.page.locator('.pane-header', { hasText: title }) });
  const rows = async (title: string) => {
    await pane(title).locator('.monaco-list-row').first().waitFor();
    const texts = await pane(title).locator('.monaco-list-row').allInnerTexts();
    return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
  };

  it('lists the lessons of the topic, and says what to do where there are no hints', async () => {
    await workbench.commandPalette('Hindsight: Browse Lessons');
    const lessons = await rows('Lessons');
    assert.match(lessons[0] ?? '', /^React effects\s*0 of 7 learned/);
    assert.equal(lessons.length, 8);
    const welcome = pane('In This Workspace').locator('.welcome-view-content');
    await welcome.getByText('No hints in the open files.').waitFor();
    await workbench.screenshot('views-welcome');
    await welcome.locator('.monaco-button', { hasText: 'Check Workspace' }).click();
    await workbench.page
      .locator('.notification-list-item-message', { hasText: 'Hindsight checked 4 files: 3 hints' })
      .waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('lists hints by lesson and file after the check, and opens their place', async () => {
    const hints = await rows('In This Workspace');
    assert.ok(
      hints.some((row) => /Clock\.tsx\s*src · 1/.test(row)),
      hints.join('\n'),
    );
    await workbench.screenshot('views-hints');
    await pane('In This Workspace').locator('.monaco-list-row', { hasText: 'late response' }).first().click();
    await workbench.page.locator('.tab.active[data-resource-name="Profile.tsx"]').waitFor();
    await workbench.squiggles();
    await workbench.page.waitForFunction(() =>
      document.querySelector('#status\\.editor\\.selection')?.textContent?.startsWith('Ln 9'),
    );
  });

  it('opens a lesson by keyboard alone', async () => {
    await workbench.commandPalette('Hindsight: Browse Lessons');
    const { page } = workbench;
    // The view takes the focus a moment after the palette has closed, and a key pressed before that is lost.
    const focused = page.locator('.pane-body .monaco-list:focus-within .monaco-list-row.focused');
    const isLesson = async () =>
      (await focused.count()) === 1 && (await focused.innerText()).includes('The answer that arrived');
    for (let pressed = 0; !(await isLesson()); pressed++) {
      assert.ok(pressed < 20, 'ArrowDown reaches the first lesson');
      await focused.first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.waitForTimeout(100);
    }
    await workbench.screenshot('views-keyboard');
    await workbench.page.keyboard.press('Enter');
    const frame = await workbench.webviewFrame('The answer that arrived too late');
    await frame.locator('h1, h2').first().waitFor();
    await workbench.screenshot('views-lesson');
  });

  it('offers only the commands that make sense', async () => {
    const titles = (await workbench.commandTitles('Hindsight')).filter((title) =>
      title.startsWith('Hindsight:'),
    );
    for (const title of [
      'Browse Lessons',
      'Check Workspace',
      'Reset Progress…',
      'Export Progress…',
      'Show Log',
    ]) {
      assert.ok(titles.includes(`Hindsight: ${title}`), `${title} is offered: ${titles.join(', ')}`);
    }
    assert.ok(
      !titles.some((title) => /Turn This Rule Off|I Know This Lesson/.test(title)),
      titles.join(', '),
    );
  });

  it('asks before it forgets the progress', async () => {
    await workbench.commandPalette('Hindsight: Reset Progress…');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Reset your Hindsight progress?').waitFor();
    await workbench.screenshot('views-reset');
    await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});
