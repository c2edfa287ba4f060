/** The four doors to a lesson, each by keyboard and by mouse, as a person goes through them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogue } from '../../src/generated/catalogue.ts';
import { openWorkbench, type Workbench } from '../harness/browser.ts';

const rule = 'react-effects/effect-stale-response';
const title = catalogue.lessons.find((lesson) => lesson.rules.includes(rule))?.title ?? '';

for (const web of [false, true]) {
  describe(`the doors to a lesson, ${web ? 'web worker' : 'Node'} host`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({
        folder: 'test/editor/fixtures/people',
        web,
        settings: { 'files.autoSave': 'off', 'typescript.validate.enable': false },
      });
      await workbench.openFile('src/Profile.tsx');
      assert.ok((await workbench.squiggles()) >= 1);
    });
    after(() => workbench.close());

    const tab = () => workbench.page.locator('.tab', { hasText: title });

    /** Waits for the lesson's panel with the reader's own names, and closes it again. */
    async function lessonOpened(): Promise<void> {
      await tab().waitFor();
      const frame = await workbench.webviewFrame(title);
      await frame.getByText('setUser').first().waitFor();
      await tab().click({ button: 'middle' });
      await tab().waitFor({ state: 'detached' });
      await workbench.focusEditor();
    }

    it('the light bulb, by keyboard', async () => {
      await workbench.goTo(9, 8);
      const titles = await workbench.lightbulb();
      const open = titles.find((each) => each.startsWith('Open lesson:'));
      assert.ok(open, titles.join(', '));
      await workbench.chooseAction(open);
      await lessonOpened();
    });

    it('the light bulb, by mouse', async () => {
      await workbench.goTo(9, 8);
      await workbench.lightbulb();
      await workbench.chooseAction('Open lesson:', 'mouse');
      await lessonOpened();
    });

    it('the link in the hover, by mouse', async () => {
      const hover = await workbench.hoverAt(9, 10);
      await workbench.screenshot(`hover-${web ? 'web' : 'node'}`);
      await hover.locator('a', { hasText: 'Open lesson' }).first().click();
      await lessonOpened();
    });

    it('the link in the hover, by keyboard', async () => {
      await workbench.goTo(9, 10);
      const hover = workbench.page.locator('.monaco-resizable-hover:visible, .monaco-hover:visible').first();
      const link = hover.locator('a', { hasText: 'Open lesson' }).first();
      // A mouse that still stands there would open hovers of its own, which take no focus.
      await workbench.page.mouse.move(700, 800);
      // The first call opens the hover and the second puts the focus into it; one that is redrawn loses it again.
      const isInside = () =>
        workbench.page.evaluate(() => Boolean(document.activeElement?.closest('.monaco-hover')));
      for (let calls = 0; !(await isInside()); calls++) {
        assert.ok(calls < 6, 'the hover takes the focus');
        await workbench.page.keyboard.press('ControlOrMeta+k');
        await workbench.page.keyboard.press('ControlOrMeta+i');
        await link.waitFor({ timeout: 3000 }).catch(() => undefined);
        await workbench.page.waitForTimeout(300);
      }
      for (
        let pressed = 0;
        !(await link.evaluate((element) => element === document.activeElement));
        pressed++
      ) {
        assert.ok(pressed < 20, 'Tab reaches the link');
        await workbench.page.keyboard.press('Tab');
      }
      await workbench.page.keyboard.press('Enter');
      await lessonOpened();
    });

    it('the link of the code in the hover, by mouse', async () => {
      const hover = await workbench.hoverAt(9, 10);
      await hover.locator('a', { hasText: rule }).first().click();
      await lessonOpened();
    });

    it('the link in the Problems view, by mouse', async () => {
      await workbench.waitForHints(1);
      await workbench.screenshot(`problems-${web ? 'web' : 'node'}`);
      await workbench.problemLink(rule).click();
      await lessonOpened();
    });

    it('the link in the Problems view, by keyboard', async () => {
      await workbench.waitForHints(1);
      await workbench.problemLink(rule).focus();
      await workbench.page.keyboard.press('Enter');
      await lessonOpened();
    });

    it('the palette, by keyboard', async () => {
      await workbench.goTo(9, 8);
      await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
      await lessonOpened();
    });

    it('the palette, by mouse', async () => {
      await workbench.goTo(9, 8);
      const command = await workbench.findCommand('Hindsight: Open the Lesson for This Code');
      await command.click();
      await lessonOpened();
    });

    it('the keybinding', async () => {
      await workbench.goTo(9, 8);
      await workbench.page.keyboard.press('Shift+Alt+l');
      await lessonOpened();
    });
  });
}
