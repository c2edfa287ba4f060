/** The tour of a repository: its stops in the sidebar, and what the page of a lesson says of them. */
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

export class TourView {
  readonly #workbench: Workbench;
  /** The rows of the stops, from the first. */
  readonly stops: Locator;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.stops = workbench.page
      .locator('.pane', { has: workbench.page.locator('.pane-header', { hasText: 'Lessons' }) })
      .locator('.monaco-list-row', { hasText: /^\s*\d\. / });
  }

  /**
   * The title of a stop's lesson.
   * @param at from 0
   */
  async titleOf(at: number): Promise<string> {
    const label = await this.stops.nth(at).locator('.label-name').innerText();
    return label.replace(/^\d+\. /, '').replaceAll('\u00a0', ' ');
  }

  /** Waits until the page of a lesson says which stop it is, e.g. `Tour: stop 2 of`. */
  async isStop(frame: Frame, text: string): Promise<void> {
    await this.#workbench.sees(frame.locator('nav.tour').getByText(text));
  }
}
