/**
 * A newcomer's whole way through the sample, in the real editor and with the keyboard alone: from the squiggle to
 * the lesson, to the applied fix, to the ticks for it, and back by undo.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame, Locator } from 'playwright-core';
import { openWorkbench, type Problem, type Workbench } from '../harness/browser.ts';

const title = 'The answer that arrived too late';
const rule = 'react-effects/effect-stale-response';
/** What the sample's component holds, by severity and line as the Problems view sorts it. */
const expected = [
  'react-effects/effect-chain',
  'react-effects/effect-derived-state',
  'react-effects/effect-missing-cleanup',
  'react-effects/effect-reset-on-prop-change',
  'react-effects/effect-stale-closure',
  'react-effects/effect-stale-response',
];

for (const web of [false, true]) {
  const host = web ? 'web' : 'node';
  describe(`from squiggle to applied fix by keyboard, ${web ? 'web worker' : 'Node'} host`, () => {
    let workbench: Workbench;
    let frame: Frame;
    let hint: Problem;
    let original = '';

    before(async () => {
      workbench = await openWorkbench({
        web,
        viewport: { width: 1500, height: 950 },
        settings: { 'files.autoSave': 'off' },
      });
    });
    after(() => workbench?.close());

    const press = (key: string) => workbench.page.keyboard.press(key);
    const ours = (problems: readonly Problem[]) =>
      problems.filter(({ source }) => source.toLowerCase().includes('hindsight'));
    /** Rows without a message are places that belong to the problem above them. */
    const others = (problems: readonly Problem[]) =>
      problems.filter(({ source, message }) => message && !source.toLowerCase().includes('hindsight'));

    /** Waits until the Problems view holds these rules of ours. @returns all that it lists, ours or not */
    async function listed(rules: readonly string[]): Promise<Problem[]> {
      const deadline = Date.now() + 20_000;
      for (;;) {
        const all = await workbench.problems();
        const codes = ours(all).map(({ code }) => code);
        if (codes.sort().join() === [...rules].sort().join()) return all;
        if (Date.now() > deadline)
          assert.deepEqual(codes, rules, 'what the Problems view lists of Hindsight');
        await workbench.page.waitForTimeout(200);
      }
    }

    /** Waits until the panel's text says something. */
    async function says(selector: string, text: RegExp): Promise<void> {
      await frame.waitForFunction(
        ([where, source]) =>
          new RegExp(source as string).test(document.querySelector(where as string)?.textContent ?? ''),
        [selector, text.source],
      );
    }

    it('shows the hints in the editor and in Problems, and nothing else is wrong with the sample', async () => {
      await workbench.openFile('src/Profile.tsx');
      assert.ok((await workbench.squiggles()) >= 2, 'squiggles stand in the first screen');
      const all = await listed(expected);
      const found = all.find(({ code }) => code === rule);
      assert.ok(found);
      hint = found;
      assert.equal(hint.severity, 'warning');
      assert.match(hint.message, /'userId'/);
      assert.match(hint.message, /fetchUser|setUser/);
      // The editor's own TypeScript service needs a while for its first word; a newcomer sees that one too.
      const settled = web ? 4_000 : 8_000;
      await workbench.page.waitForTimeout(settled);
      assert.deepEqual(others(await workbench.problems()), [], 'nothing of the sample is red');
      await workbench.focusEditor();
      original = await workbench.editorText();
    });

    it('walks to the hint with F8, and Shift+Alt+L opens its lesson with the names and lines', async () => {
      await workbench.goTo(1, 1);
      const widget = workbench.activeEditor.locator('.zone-widget.marker-widget, .marker-widget').first();
      for (let presses = 0; ; presses++) {
        assert.ok(presses < 12, 'F8 reaches the hint');
        await press('F8');
        await widget.waitFor();
        await workbench.page.waitForTimeout(200);
        const at = await workbench.page.locator('#status\\.editor\\.selection').innerText();
        if (at.startsWith(`Ln ${hint.line},`)) break;
      }
      await widget
        .getByText(/setUser|fetchUser/)
        .first()
        .waitFor();
      await workbench.screenshot(`journey-f8-${host}`);
      await press('Escape');
      await widget.waitFor({ state: 'hidden' });
      await press('Shift+Alt+l');
      frame = await workbench.webviewFrame(title);
      await says('.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D.*setUser`));
      await says('.section-happens .own', /userId|setUser|fetchUser|Profile/);
      assert.equal(
        await frame.evaluate(() => document.hasFocus()),
        true,
        'the keyboard goes on in the lesson',
      );
      await workbench.screenshot(`journey-lesson-${host}`);
    });

    it('reaches Apply with Tab; Enter applies the fix, and the hint is gone everywhere', async () => {
      const onApply = () =>
        frame.evaluate(
          () =>
            document.activeElement?.tagName === 'VSCODE-BUTTON' &&
            /^Apply/.test(document.activeElement.textContent?.trim() ?? ''),
        );
      for (let presses = 0; !(await onApply()); presses++) {
        assert.ok(presses < 40, 'Tab reaches Apply');
        await press('Tab');
      }
      await workbench.screenshot(`journey-apply-${host}`);
      await press('Enter');
      await says('.status', /The hint is gone/);
      await says('.steps .done', /Repaired/);
      await workbench.screenshot(`journey-applied-${host}`);
      await workbench.focusEditor();
      const fixed = await workbench.editorText();
      assert.match(fixed, /let ignore = false;/);
      assert.match(fixed, /ignore = true;/);
      const all = await listed(expected.filter((each) => each !== rule));
      assert.deepEqual(others(all), [], 'the fix is right TypeScript');
      await workbench.focusEditor();
      await workbench.goTo(hint.line, 1);
      // Two lines of the fix stand above it now.
      await squiggleStands(hint.line + 2, false);
    });

    it('shows the progress in the Lessons view', async () => {
      await workbench.browseLessons();
      const row = workbench.page.locator('.pane .monaco-list-row', { hasText: title }).first();
      await row.getByText(/^repaired$/).waitFor();
      await workbench.screenshot(`journey-progress-${host}`);
    });

    it('ticks the steps of Start with Hindsight', async () => {
      await workbench.commandPalette('Hindsight: Get Started');
      const steps = workbench.page.locator('.getting-started-step:visible');
      await steps.first().waitFor();
      const ticked = (name: string): Locator =>
        steps.filter({ hasText: name }).locator('.codicon.complete, .codicon-getting-started-step-checked');
      await workbench.screenshot(`journey-walkthrough-${host}`);
      await ticked('Open a lesson at your code').first().waitFor();
      await ticked('Apply a fix, and see it hold').first().waitFor();
      assert.equal(await ticked('Answer a question').count(), 0, 'what was not done is not ticked');
      assert.equal(await ticked('Practise on a small file').count(), 0);
      await workbench.screenshot(`journey-walkthrough-${host}`);
    });

    it('undo brings the hint back, in the editor, in Problems and in the lesson', async () => {
      await workbench.openFile('src/Profile.tsx');
      await press('ControlOrMeta+z');
      await listed(expected);
      await workbench.focusEditor();
      assert.equal(await workbench.editorText(), original);
      await workbench.goTo(hint.line, hint.column);
      await squiggleStands(hint.line, true);
      await says('.status', /may run/);
      await says('.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D.*setUser`));
      await frame.waitForFunction(
        () => !document.querySelector('.steps .done')?.textContent?.includes('Repaired'),
      );
      await workbench.screenshot(`journey-undone-${host}`);
    });

    /** Waits until a warning's squiggle stands under a line that is in sight, or no longer does. */
    async function squiggleStands(line: number, wanted: boolean): Promise<void> {
      const { y } = await workbench.pointAt(line, 1);
      for (let looks = 0; looks < 50; looks++) {
        const boxes = await workbench.activeEditor
          .locator('.squiggly-warning')
          .evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().toJSON() as DOMRect));
        if (boxes.some((box) => box.top <= y && y <= box.bottom) === wanted) return;
        await workbench.page.waitForTimeout(100);
      }
      assert.fail(`the squiggle of line ${line} ${wanted ? 'is missing' : 'is still there'}`);
    }
  });
}
