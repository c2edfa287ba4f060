/** What stands in the sidebar: lessons with their progress, and the tour of a repository, also on the pages of its stops. */
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** How the row of a stop begins, which has the title of its lesson as well. */
const numbered = /^\s*\d\. /;

/** A view of the sidebar. */
export function pane(workbench: Workbench, title: string): Locator {
  const { page } = workbench;
  return page.locator('.pane', { has: page.locator('.pane-header', { hasText: title }) });
}

/** Goes to the list of lessons, and waits until it says so much of one. */
export async function listSays(workbench: Workbench, title: string, progress: RegExp): Promise<void> {
  await workbench.browseLessons();
  const rows = workbench.page.locator('.pane .monaco-list-row', { hasText: title, hasNotText: numbered });
  await workbench.sees(rows.first().getByText(progress));
}

/** The rows of the tour's stops in the view of the lessons. */
export function stops(workbench: Workbench): Locator {
  return pane(workbench, 'Lessons').locator('.monaco-list-row', { hasText: numbered });
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
