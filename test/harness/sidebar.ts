/** The tour of a repository, in the sidebar and on the pages of its stops. */
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The rows of the tour's stops in the view of the lessons. */
export function stops(workbench: Workbench): Locator {
  return workbench.page
    .locator('.pane', { has: workbench.page.locator('.pane-header', { hasText: 'Lessons' }) })
    .locator('.monaco-list-row', { hasText: /^\s*\d\. / });
}

/** The title of a stop's lesson. @param at from 0 */
export async function stopTitle(workbench: Workbench, at: number): Promise<string> {
  const label = await stops(workbench).nth(at).locator('.label-name').innerText();
  return label.replace(/^\d+\. /, '').replaceAll('\u00a0', ' ');
}

/** Waits until the page of a lesson says which stop it is. @param text as `Tour: stop 1 of 7`, or how that begins */
export function isStop(workbench: Workbench, frame: Frame, text: string): Promise<void> {
  return workbench.sees(frame.locator('nav.tour').getByText(text));
}
