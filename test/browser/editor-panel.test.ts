import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { openWorkbench, type Workbench } from '../harness/browser.ts';

/** The lesson panel in the real editor: it follows the reader's code from the hint to the fix and back. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const title = 'The answer that arrived too late';

/** Waits until the panel's text holds something. */
async function says(frame: Frame, selector: string, text: RegExp): Promise<void> {
  const found = await frame
    .waitForFunction(
      ([where, source]) =>
        new RegExp(source as string).test(document.querySelector(where as string)?.textContent ?? ''),
      [selector, text.source],
      { timeout: 15_000 },
    )
    .catch(() => undefined);
  if (!found) assert.match(await frame.locator('.place').innerText(), text, `of ${selector}`);
}

for (const web of [false, true]) {
  describe(`The lesson panel in the editor, ${web ? 'web worker' : 'Node'} host`, () => {
    let workbench: Workbench;
    let frame: Frame;
    /** 1-based line of the hint in the sample as it is. */
    let line = 0;

    before(async () => {
      workbench = await openWorkbench({ web, viewport: { width: 1500, height: 900 } });
    });
    after(() => workbench?.close());

    it('opens beside the code, told with its names and lines', async () => {
      await workbench.openFile('src/Profile.tsx');
      await workbench.squiggles();
      const hint = (await workbench.problems()).find(({ code }) => code.includes('effect-stale-response'));
      assert.ok(hint, 'the sample has the race');
      line = hint.line;
      await workbench.focusEditor();
      await workbench.goTo(hint.line, hint.column);
      await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
      frame = await workbench.webviewFrame(title);
      await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
      await says(frame, '.section-happens .own', /fetchUser|userId|setUser/);
      assert.equal(await frame.evaluate(() => document.hasFocus()), true, 'keyboard users land in the panel');
      assert.equal(await workbench.page.locator('.editor-group-container').count(), 2);
      await workbench.screenshot(`editor-panel-${web ? 'web' : 'node'}`);
    });

    it('axe-core finds nothing in the real page', async () => {
      await frame.evaluate(axe);
      const violations = await frame.evaluate(async () => {
        const { run } = (window as never as { axe: { run: () => Promise<{ violations: unknown[] }> } }).axe;
        return JSON.stringify((await run()).violations).slice(0, 2_000);
      });
      assert.equal(violations, '[]');
    });

    it('follows an edit above the hint', async () => {
      await workbench.focusEditor(1);
      const before = await workbench.editorText();
      await workbench.goTo(1, 1);
      await workbench.typeText('// a remark\n');
      await says(frame, '.excerpt .line.hint .number', new RegExp(`^${line + 1}$`));
      // Typing is undone in steps; there is nothing else to undo.
      for (let i = 0; i < 8; i++) await workbench.page.keyboard.press('ControlOrMeta+z');
      await says(frame, '.excerpt .line.hint .number', new RegExp(`^${line}$`));
      assert.equal(await workbench.editorText(), before);
    });

    it('leads to a line of the code', async () => {
      await frame.locator('.excerpt .line.hint').click();
      await workbench.page.waitForFunction(
        (wanted) =>
          document.querySelector('#status\\.editor\\.selection')?.textContent?.includes(`Ln ${wanted},`),
        line,
      );
    });

    it('applies the fix, says that the hint is gone, and undo brings it back', async () => {
      await frame.locator('vscode-button', { hasText: 'Apply' }).first().click();
      await says(frame, '.status', /The hint is gone/);
      const { top, bottom } = await frame
        .locator('.status')
        .evaluate((status) => status.getBoundingClientRect());
      assert.ok(
        top >= 0 && bottom <= (await frame.evaluate(() => innerHeight)),
        'the word of it is in sight',
      );
      await says(frame, '.steps .done', /Repaired/);
      await workbench.screenshot(`editor-panel-fixed-${web ? 'web' : 'node'}`);
      await workbench.focusEditor(1);
      assert.match(await workbench.editorText(), /ignore/);
      await workbench.page.keyboard.press('ControlOrMeta+z');
      await says(frame, '.status', /may run/);
      await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
      await frame.waitForFunction(
        () => !document.querySelector('.steps .done')?.textContent?.includes('Repaired'),
      );
    });

    it('says that the code was removed, and keeps the lesson', async () => {
      await workbench.focusEditor(1);
      const before = await workbench.editorText();
      await workbench.page.keyboard.press('ControlOrMeta+a');
      await workbench.page.keyboard.press('Delete');
      await says(frame, '.status', /was removed/);
      assert.equal(await frame.locator('h1').innerText(), title);
      await workbench.page.keyboard.press('ControlOrMeta+z');
      await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
      assert.equal(await workbench.editorText(), before);
    });

    it('the next lesson replaces this one in the same page', async () => {
      await frame.evaluate(() => {
        (window as never as { same: boolean }).same = true;
      });
      await frame.locator('.neighbour.right').click();
      await frame.waitForFunction((old) => document.querySelector('h1')?.textContent !== old, title);
      assert.equal(await frame.evaluate(() => (window as never as { same?: boolean }).same), true);
      await frame.locator('.neighbour.left').click();
      await says(frame, 'h1', new RegExp(title));
    });

    it('comes back after a reload with its place', async () => {
      await says(frame, '.excerpt .line.hint', /setUser/);
      // The file was empty for a moment, and may have been saved like that.
      await workbench.focusEditor(1);
      await workbench.save();
      // The editor's own command, unlike the browser's, waits until the window's state is kept.
      const gone = workbench.page.waitForEvent('framenavigated');
      await workbench.commandPalette('Developer: Reload Window');
      await gone;
      await workbench.page.locator('#status\\.problems').waitFor({ timeout: 60_000 });
      // The extensions start first; on a busy machine that takes a while.
      frame = await workbench.webviewFrame(title).catch(() => workbench.webviewFrame(title));
      await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
    });
  });
}
