/** The tour of a repository: made by a command and gone through by keyboard. `restricted/practice.ts` goes on with one after a reload. */
import { before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { isStop, stops, stopTitle } from '../../harness/sidebar.ts';
import { startAnew, workbench } from './open.ts';

describe('The tour of a repository', () => {
  let frame: Frame;

  before(() => startAnew(1500, 1000));

  it('is made by one command, stands in the sidebar, and begins at a real place', async () => {
    await workbench.commandPalette('Hindsight: Onboard Me to This Repository');
    await workbench.sees(stops(workbench).first());
    const count = await workbench.until(
      () => stops(workbench).count(),
      (found) => found >= 5 && found <= 9,
      'the tour has five to nine stops',
    );
    frame = await workbench.lesson(await stopTitle(workbench, 0));
    await isStop(workbench, frame, `Tour: stop 1 of ${count}`);
    await workbench.screenshot('tour-first');
    await workbench.sees(frame.locator('.section-your-code', { hasText: 'Profile.tsx' }));
    await frame.locator('nav.tour').scrollIntoViewIfNeeded();
    await workbench.screenshot('tour-footer');
  });

  it('is gone through by keyboard, and what was read is marked', async () => {
    const [first, second] = [await stopTitle(workbench, 0), await stopTitle(workbench, 1)];
    frame = await workbench.webviewFrame(first);
    await workbench.sees(stops(workbench).first().and(workbench.page.locator('[aria-label*=", read,"]')));
    await frame.locator('nav.tour').getByRole('button', { name: 'Next stop' }).focus();
    await workbench.page.keyboard.press('Enter');
    const next = await workbench.lesson(second);
    await isStop(workbench, next, 'Tour: stop 2 of');
    await workbench.commandPalette('Hindsight: Previous Stop of the Tour');
    const back = await workbench.lesson(first);
    await isStop(workbench, back, 'Tour: stop 1 of');
  });

  it('goes to the stop that is clicked in the sidebar', async () => {
    const third = await stopTitle(workbench, 2);
    await stops(workbench).nth(2).click();
    await isStop(workbench, await workbench.lesson(third), 'Tour: stop 3 of');
  });
});
