import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { openWorkbench, type Workbench } from '../harness/browser.ts';
import { says } from '../harness/waiting.ts';

/** The lesson panel in the real editor: it follows the reader's code from the hint to the fix and back. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const title = 'The answer that arrived too late';

describe('The lesson panel in the editor', () => {
  let workbench: Workbench;
  let frame: Frame;
  /** 1-based line of the hint in the sample as it is. */
  let line = 0;

  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 1500, height: 900 } });
  });
  after(() => workbench?.close());

  it('opens beside the code, told with its names and lines', async () => {
    await workbench.openFile('src/Profile.tsx');
    await workbench.squiggles();
    const hint = await workbench.problem('react-effects/effect-stale-response');
    assert.equal(hint.source, 'Hindsight');
    line = hint.line;
    await workbench.focusEditor();
    await workbench.goTo(hint.line, hint.column);
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    // Keyboard users land in the panel.
    frame = await workbench.lesson(title);
    await workbench.sees(
      workbench.page.locator('.editor-group-container.active .tab.active', { hasText: title }),
    );
    await workbench.sees(frame.locator('h1#title:focus', { hasText: title }));
    await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
    await says(frame, '.section-happens .own', /fetchUser|userId|setUser/);
    assert.equal(await workbench.page.locator('.editor-group-container').count(), 2);
    await workbench.screenshot('editor-panel');
  });

  it('takes the keyboard once, and never from the rest of the window', async () => {
    await frame.evaluate(() =>
      addEventListener('message', ({ data }) => {
        if (data.type === 'lesson') (window as never as { told: unknown }).told = data;
      }),
    );
    await workbench.focusEditor();
    await workbench.page.keyboard.press('Shift+Alt+l');
    await workbench.sees(frame.locator('h1#title:focus'));
    const title = await frame.evaluate(() => document.activeElement?.outerHTML);
    await workbench.page.keyboard.press('Tab');
    const next = await frame.evaluate(() => document.activeElement?.outerHTML);
    assert.notEqual(next, title);
    /** Has the page told its lesson once more, as while it is not known to listen. @returns once it has been heard */
    const tell = (later: number) =>
      frame.evaluate(
        (more) =>
          new Promise<void>((settle) => {
            const { told } = window as never as { told: { opening: number; focus: boolean } };
            if (!told.focus || !(told.opening > 0)) throw new Error('the reader asked for the lesson');
            addEventListener('message', ({ data }) => data === 'heard' && settle());
            postMessage({ ...told, opening: told.opening + more }, '*');
            postMessage('heard', '*');
          }),
        later,
      );
    await tell(0);
    assert.equal(await frame.evaluate(() => document.activeElement?.outerHTML), next);
    await workbench.page.keyboard.press('F1');
    const field = workbench.quickInput.locator('input:focus');
    await workbench.sees(field);
    await tell(1);
    assert.equal(await field.isVisible(), true, 'the palette stays open');
    await workbench.page.keyboard.press('Escape');
    // Back in the page, the keyboard goes on where the reader was taken meanwhile.
    await workbench.sees(frame.locator('h1#title:focus'));
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
    await workbench.focusEditor(1);
    await workbench.goTo(1, 1);
    await frame.locator('.excerpt .line.hint').click();
    await workbench.cursorIsAt(`Ln ${line},`);
  });

  it('applies the fix, says that the hint is gone, and undo brings it back', async () => {
    await frame.locator('vscode-button', { hasText: 'Apply' }).first().click();
    await says(frame, '.status', /The hint is gone/);
    const { top, bottom } = await frame
      .locator('.status')
      .evaluate((status) => status.getBoundingClientRect());
    assert.ok(top >= 0 && bottom <= (await frame.evaluate(() => innerHeight)), 'the word of it is in sight');
    await workbench.sees(frame.locator('.steps .done', { hasText: 'Repaired' }).first());
    await workbench.screenshot('editor-panel-fixed');
    await workbench.focusEditor(1);
    assert.match(await workbench.editorText(), /ignore/);
    await workbench.page.keyboard.press('ControlOrMeta+z');
    await says(frame, '.status', /may run/);
    await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
    await workbench.seesNo(frame.locator('.steps .done', { hasText: 'Repaired' }));
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
    await workbench.reload();
    frame = await workbench.webviewFrame(title);
    await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
  });
});
