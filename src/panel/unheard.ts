/**
 * What the reader has chosen on the page and the host has not confirmed yet. The host sends what it keeps whenever
 * something of it changes, so what it sent before it heard of a choice can arrive after that choice. Shown, it would
 * undo the choice until the host's next word, and take the focus and the reader's next key with it.
 */
export class Unheard<T> {
  #choice: { readonly value: T } | undefined;

  chose(value: T): void {
    this.#choice = { value };
  }

  /** Whether what the host sends is to be shown: not before it has confirmed the reader's own choice. */
  hears(kept: T): boolean {
    if (this.#choice && this.#choice.value !== kept) return false;
    this.#choice = undefined;
    return true;
  }
}
