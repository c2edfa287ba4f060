/** The palette and what else opens as the editor's one-line box, used by its keys. */
import { errors, type Locator, type Page } from 'playwright-core';
import { explained, wait, whoHasFocus } from './waiting.ts';

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

  /** Opens a quick input by its key and types, until the row that Enter would take is the one that is meant. */
  async find(key: string, text: string, label: string): Promise<Locator> {
    const row = this.box.locator('.monaco-list-row.focused', { hasText: label }).first();
    await this.open(key, async (patience) => {
      await this.field.fill(text, { timeout: patience });
      await row.waitFor({ timeout: patience });
    });
    return row;
  }

  async choose(key: string, text: string, label: string): Promise<void> {
    await this.find(key, text, label);
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

  /** Presses Escape until the box is gone, which it is after one. */
  async leave(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.box.waitFor({ state: 'hidden' });
  }

  /**
   * Presses a key that opens the box, and does there what is to be done. The box closes when something else takes the
   * focus: a person presses the key again, and so does this, but it says so, for something took the focus that should
   * not have.
   */
  async open(key: string, use: (patience: number) => Promise<void>): Promise<void> {
    for (let left = 2; ; left--) {
      await this.#page.keyboard.press(key);
      try {
        await use(wait / 6);
        return;
      } catch (error) {
        if (left === 0 || !(error instanceof errors.TimeoutError)) throw error;
        console.warn(
          `UNSTEADY: ${key} is pressed again; the focus is at ${await whoHasFocus(this.#page)}\n${error.message}`,
        );
        await this.#page.keyboard.press('Escape');
      }
    }
  }
}
