/** The palette and what else opens as the editor's one-line box, used by its keys. */
import type { Locator, Page } from 'playwright-core';
import { explained, isInWebview, pressUntil, until, webviewFocusSettled, whoHasFocus } from './waiting.ts';

/** The box, and what is typed into it. */
export class QuickInput {
  readonly #page: Page;
  readonly box: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.box = page.locator('.quick-input-widget');
  }

  get field(): Locator {
    return this.box.locator('input[type="text"]').first();
  }

  /** The row that Enter would take. */
  get chosen(): Locator {
    return this.box.locator('.monaco-list-row.focused').first();
  }

  /** Opens it by a key and types, until the row that Enter would take is the one that is meant. */
  async find(key: string, text: string, label: string): Promise<Locator> {
    const row = this.chosen.filter({ hasText: label });
    await this.open(key, text, () => row.isVisible());
    return row;
  }

  async choose(key: string, text: string, label: string): Promise<void> {
    const leaves = await isInWebview(this.#page);
    await this.find(key, text, label);
    if (leaves) await webviewFocusSettled(this.#page);
    await this.#page.keyboard.press('Enter');
    // What was chosen may ask in its turn, in the same box.
    await explained(
      this.#page,
      `“${label}” is taken`,
      this.#page.waitForFunction((typed) => {
        const input = document.querySelector<HTMLInputElement>('.quick-input-widget input[type="text"]');
        return !input?.checkVisibility() || input.value !== typed;
      }, text),
    );
  }

  async leave(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await explained(this.#page, 'the box is closed', this.box.waitFor({ state: 'hidden' }));
  }

  /**
   * Opens it by a key, types, and waits until what is meant is there. The box closes when something else takes the focus.
   * A person would press the key again, and so does this, but it says so: whatever took the focus should not have.
   */
  async open(key: string, text: string, isMeant: () => Promise<boolean>): Promise<void> {
    // A box that is about to close would be taken for the one that the key opens.
    await explained(this.#page, 'the box from before is closed', this.box.waitFor({ state: 'hidden' }));
    for (let left = 4; ; left--) {
      await pressUntil(this.#page, key, `${key} opens the box`, () => this.field.isVisible());
      // The box may close between the look and the hand.
      const typed = await this.field.fill(text, { timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (!typed && left > 0) continue;
      const seen = await until(
        this.#page,
        async () => {
          if (await isMeant()) return 'meant';
          if (!(await this.field.isVisible())) return 'closed';
          return (await this.box.locator('.monaco-list-row').allInnerTexts()).join(' · ');
        },
        (state) => state === 'meant' || state === 'closed',
        `“${text}” is answered in the box`,
      );
      if (seen === 'meant') return;
      const focus = await whoHasFocus(this.#page);
      console.warn(`UNSTEADY: the box of ${key} was closed; the focus is at ${focus}`);
      if (left === 0)
        throw new Error(`the box of ${key} is closed again and again; the focus is at ${focus}`);
    }
  }
}
