import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { openWorkbench, type Workbench } from '../harness/browser.ts';

/** The tour of the sample: made, gone through by keyboard, kept over a reload, and finished. */

describe('The tour of a repository', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      settings: { 'files.autoSave': 'off' },
      viewport: { width: 1500, height: 1000 },
    });
  });
  after(() => workbench?.close());

  const stops = () =>
    workbench.page
      .locator('.pane', { has: workbench.page.locator('.pane-header', { hasText: 'Lessons' }) })
      .locator('.monaco-list-row', { hasText: /^\s*\d\. / });
  const stopTitle = async (at: number) => {
    const label = await stops().nth(at).locator('.label-name').innerText();
    return label.replace(/^\d+\. /, '').replaceAll('\u00a0', ' ');
  };
  /** Waits until the page of a lesson says which stop it is. */
  const isStop = (frame: Frame, text: string) => workbench.sees(frame.locator('nav.tour').getByText(text));

  it('is made by one command, stands in the sidebar, and begins at a real place', async () => {
    await workbench.commandPalette('Hindsight: Onboard Me to This Repository');
    await workbench.sees(stops().first());
    const count = await workbench.until(
      () => stops().count(),
      (found) => found >= 5 && found <= 9,
      'the tour has five to nine stops',
    );
    const frame = await workbench.lesson(await stopTitle(0));
    await isStop(frame, `Tour: stop 1 of ${count}`);
    await workbench.screenshot('tour-first');
    await workbench.sees(frame.locator('.section-your-code', { hasText: 'Profile.tsx' }));
    await frame.locator('nav.tour').scrollIntoViewIfNeeded();
    await workbench.screenshot('tour-footer');
  });

  it('is gone through by keyboard, and what was read is marked', async () => {
    const [first, second] = [await stopTitle(0), await stopTitle(1)];
    const frame = await workbench.webviewFrame(first);
    await workbench.sees(stops().first().and(workbench.page.locator('[aria-label*=", read,"]')));
    await frame.locator('nav.tour').getByRole('button', { name: 'Next stop' }).focus();
    await workbench.page.keyboard.press('Enter');
    const next = await workbench.lesson(second);
    await isStop(next, 'Tour: stop 2 of');
    await workbench.commandPalette('Hindsight: Previous Stop of the Tour');
    const back = await workbench.lesson(first);
    await isStop(back, 'Tour: stop 1 of');
  });

  it('is there after a reload, and goes on where it was', async () => {
    await workbench.reload();
    await workbench.sees(stops().first());
    await workbench.commandPalette('Hindsight: Onboard Me to This Repository');
    await workbench.sees(
      workbench.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Go on at stop 2' }),
    );
    await workbench.screenshot('tour-again');
    await workbench.page.keyboard.press('Enter');
    const frame = await workbench.lesson(await stopTitle(1));
    await isStop(frame, 'Tour: stop 2 of');
  });
});
