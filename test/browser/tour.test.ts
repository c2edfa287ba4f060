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
  const footer = (frame: Frame) => frame.locator('nav.tour');

  it('is made by one command, stands in the sidebar, and begins at a real place', async () => {
    await workbench.page.locator('.activitybar [aria-label^="Hindsight"]').first().waitFor();
    await workbench.commandPalette('Hindsight: Onboard Me to This Repository');
    await stops().first().waitFor({ timeout: 90_000 });
    const count = await workbench.until(
      () => stops().count(),
      (found) => found >= 5 && found <= 9,
      'the tour has five to nine stops',
    );
    const frame = await workbench.webviewFrame(await stopTitle(0));
    await footer(frame).getByText(`Tour: stop 1 of ${count}`).waitFor();
    await workbench.screenshot('tour-first');
    await frame.locator('.section-your-code', { hasText: 'Profile.tsx' }).waitFor();
    await footer(frame).scrollIntoViewIfNeeded();
    await workbench.screenshot('tour-footer');
  });

  it('is gone through by keyboard, and what was read is marked', async () => {
    const [first, second] = [await stopTitle(0), await stopTitle(1)];
    const frame = await workbench.webviewFrame(first);
    await stops().first().and(workbench.page.locator('[aria-label*=", read,"]')).waitFor();
    await footer(frame).getByRole('button', { name: 'Next stop' }).focus();
    await workbench.page.keyboard.press('Enter');
    const next = await workbench.webviewFrame(second);
    await footer(next).getByText('Tour: stop 2 of').waitFor();
    await workbench.commandPalette('Hindsight: Previous Stop of the Tour');
    const back = await workbench.webviewFrame(first);
    await footer(back).getByText('Tour: stop 1 of').waitFor();
  });

  it('is there after a reload, and goes on where it was', async () => {
    await workbench.reload();
    await stops().first().waitFor({ timeout: 90_000 });
    await workbench.commandPalette('Hindsight: Onboard Me to This Repository');
    const choice = workbench.page.locator('.quick-input-list .monaco-list-row', {
      hasText: 'Go on at stop 2',
    });
    await choice.waitFor();
    await workbench.screenshot('tour-again');
    await workbench.page.keyboard.press('Enter');
    const frame = await workbench.webviewFrame(await stopTitle(1));
    await footer(frame).getByText('Tour: stop 2 of').waitFor();
  });
});
