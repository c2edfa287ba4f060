/**
 * What the reader has chosen on the page and the host has not told back yet. The host tells what it keeps whenever
 * something of it changes, so what it told before it heard of a choice can arrive after that choice. Shown, it would
 * undo the choice until the host's next word, and take the focus and the reader's next key with it.
 */
export class Unheard<T> {
  #choice: { readonly value: T } | undefined;

  chose(value: T): void {
    this.#choice = { value };
  }

  /** Whether what the host tells is to be shown: not before it has told the reader's own choice. */
  hears(kept: T): boolean {
    if (this.#choice && this.#choice.value !== kept) return false;
    this.#choice = undefined;
    return true;
  }
}
