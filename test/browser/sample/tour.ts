/** The tour of a repository: made by a command, gone through by keyboard, and there again after a reload. */
import { before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { says } from '../../harness/waiting.ts';
import { startAnew, workbench } from './open.ts';

const title = 'The answer that arrived too late';

let frame: Frame;

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

describe('The tour of a repository', () => {
  before(() => startAnew(1500, 1000));

  it('is made by one command, stands in the sidebar, and begins at a real place', async () => {
    await workbench.commandPalette('Hindsight: Onboard Me to This Repository');
    await workbench.sees(stops().first());
    const count = await workbench.until(
      () => stops().count(),
      (found) => found >= 5 && found <= 9,
      'the tour has five to nine stops',
    );
    frame = await workbench.lesson(await stopTitle(0));
    await isStop(frame, `Tour: stop 1 of ${count}`);
    await workbench.screenshot('tour-first');
    await workbench.sees(frame.locator('.section-your-code', { hasText: 'Profile.tsx' }));
    await frame.locator('nav.tour').scrollIntoViewIfNeeded();
    await workbench.screenshot('tour-footer');
  });

  it('is gone through by keyboard, and what was read is marked', async () => {
    const [first, second] = [await stopTitle(0), await stopTitle(1)];
    frame = await workbench.webviewFrame(first);
    await workbench.sees(stops().first().and(workbench.page.locator('[aria-label*=", read,"]')));
    await frame.locator('nav.tour').getByRole('button', { name: 'Next stop' }).focus();
    await workbench.page.keyboard.press('Enter');
    const next = await workbench.lesson(second);
    await isStop(next, 'Tour: stop 2 of');
    await workbench.commandPalette('Hindsight: Previous Stop of the Tour');
    const back = await workbench.lesson(first);
    await isStop(back, 'Tour: stop 1 of');
  });

  it('is there after a reload, goes on where it was, and the lesson has its place', async () => {
    await workbench.openFile('src/Profile.tsx');
    const { line, column } = await workbench.problem('react-effects/effect-stale-response');
    await workbench.focusEditor();
    await workbench.goTo(line, column);
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    frame = await workbench.lesson(title);
    await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
    await workbench.reload();
    frame = await workbench.webviewFrame(title);
    await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
    await workbench.sees(stops().first());
    await workbench.commandBox(
      'Hindsight: Onboard Me to This Repository',
      workbench.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'Go on at stop 2' }),
    );
    await workbench.screenshot('tour-again');
    await workbench.page.keyboard.press('Enter');
    frame = await workbench.lesson(await stopTitle(1));
    await isStop(frame, 'Tour: stop 2 of');
  });
});
