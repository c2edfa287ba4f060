/** *Ask Hindsight* in the real editor, with the keyboard alone: from the palette to the passage, and on from there. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { catalogue } from '../../src/generated/catalogue.ts';
import { openWorkbench, type Workbench } from '../harness/browser.ts';

const titleOf = (id: string) =>
  catalogue.lessons.find((lesson) => lesson.id === `react-effects/${id}`)?.title ?? '';

for (const web of [false, true]) {
  const host = web ? 'web' : 'node';
  describe(`asking by keyboard, ${web ? 'web worker' : 'Node'} host`, () => {
    let workbench: Workbench;
    let frame: Frame;

    before(async () => {
      workbench = await openWorkbench({
        folder: 'test/editor/fixtures/people',
        web,
        settings: { 'files.autoSave': 'off', 'typescript.validate.enable': false },
      });
      await workbench.openFile('src/Profile.tsx');
      // The palette lists commands of extensions once these are there.
      assert.ok((await workbench.squiggles()) >= 1);
    });
    after(() => workbench?.close());

    const press = (key: string) => workbench.page.keyboard.press(key);
    const row = () => workbench.quickInput.locator('.monaco-list-row');

    it('the palette answers a question with a typo, and Enter opens the lesson at the passage', async () => {
      await workbench.findCommand('Hindsight: Ask Hindsight');
      await press('Enter');
      await workbench.page.waitForFunction(
        () => document.querySelector('.quick-input-title')?.textContent === 'Ask Hindsight',
      );
      await workbench.page.keyboard.type('dragging the windw edge');
      await workbench.until(
        () => row().first().innerText(),
        (first) =>
          [titleOf('unsubscribe'), 'What you see', "dragging the window's edge"].every((part) =>
            first.includes(part),
          ),
        'the lesson comes first, its section beside the title and the passage below',
      );
      await workbench.screenshot(`ask-palette-${host}`);
      await press('Enter');
      frame = await workbench.webviewFrame(titleOf('unsubscribe'));
      const passage = frame.locator('p', { hasText: "dragging the window's edge" });
      await frame.waitForFunction(() =>
        document.activeElement?.textContent?.includes("dragging the window's edge"),
      );
      const box = await passage.boundingBox();
      assert.ok(box && box.y > 0, 'the passage is in sight');
      await workbench.screenshot(`ask-passage-${host}`);
    });

    it('in the panel a slash asks, and Enter goes to another lesson', async () => {
      await press('/');
      await frame.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
      await workbench.page.keyboard.type('stale closre');
      await frame.locator('[role=option]', { hasText: 'Stale closure' }).first().waitFor();
      await workbench.screenshot(`ask-panel-${host}`);
      await press('Enter');
      await workbench.page.locator('.tab', { hasText: titleOf('closures-and-dependencies') }).waitFor();
      frame = await workbench.webviewFrame(titleOf('closures-and-dependencies'));
      await frame.locator('h1', { hasText: titleOf('closures-and-dependencies') }).waitFor();
      await frame.waitForFunction(() => document.activeElement?.id === 'title');
    });

    it('what no lesson tells is said, and the list of lessons is offered', async () => {
      await workbench.findCommand('Hindsight: Ask Hindsight');
      await press('Enter');
      await workbench.page.waitForFunction(
        () => document.querySelector('.quick-input-title')?.textContent === 'Ask Hindsight',
      );
      await workbench.page.keyboard.type('pizza');
      await row().filter({ hasText: 'Nothing in the lessons fits “pizza”.' }).waitFor();
      await workbench.until(
        () => row().count(),
        (count) => count === 2,
        'only the way to the list of lessons is offered',
      );
      await workbench.screenshot(`ask-nothing-${host}`);
      await press('Enter');
      assert.equal(await workbench.quickInput.isVisible(), true, 'the question stays to be changed');
      await press('ArrowDown');
      await press('Enter');
      await workbench.page.locator('.pane-header', { hasText: 'Lessons' }).waitFor();
    });
  });
}
