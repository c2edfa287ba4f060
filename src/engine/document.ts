import { EditedText, type RangeChange } from '../base/editedText.ts';
import { LineIndex, type PlacedChange, type TextChange } from '../base/text.ts';
import type { Model } from './model.ts';

interface Held {
  model: Model<unknown>;
  value: unknown;
  version: number;
}

/**
 * One text with everything computed from it. Rules ask for models (`doc.model(syntax)`); each is built once per
 * version, on first use, and freed with the document.
 */
export class Document {
  readonly uri: string;
  /** VS Code's language identifier. */
  readonly languageId: string;
  /** Relative to its workspace folder, once a `Checker` that knows the folders has checked it; until then its URI. */
  path: string;
  #text: string;
  #revision = 0;
  #lines: LineIndex | undefined;
  readonly #held = new Map<Model<unknown>, Held>();
  /** Changes since revision 0, for models that update; trimmed when every held model is up to date. */
  #changes: { revision: number; change: PlacedChange }[] = [];

  constructor(uri: string, languageId: string, text: string) {
    this.uri = uri;
    this.path = uri;
    this.languageId = languageId;
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.#text);
    return this.#lines;
  }

  /** Whether the text holds at least one of the words. */
  mentions(words: readonly string[]): boolean {
    return words.some((word) => this.#text.includes(word));
  }

  /** The text of a span, `[start, end)`. */
  slice(span: { readonly start: number; readonly end: number }): string {
    return this.#text.slice(span.start, span.end);
  }

  /** Applies changes one after the other; the places of each refer to the text that the previous one left. */
  update(changes: readonly (TextChange | RangeChange)[]): void {
    if (changes.length === 0) return;
    const edited = new EditedText(this.#text);
    for (const each of changes) {
      const change = edited.apply(each);
      this.#revision++;
      if (this.#held.size > 0) this.#changes.push({ revision: this.#revision, change });
    }
    this.#text = edited.text;
    this.#lines = undefined;
  }

  /** The value of a model for the text as it is now. */
  model<T>(model: Model<T>): T {
    const held = this.#held.get(model as Model<unknown>);
    if (held && held.version === this.#revision) return held.value as T;
    let value: T;
    if (held && model.update) {
      const changes = this.#changes.filter((c) => c.revision > held.version).map((c) => c.change);
      value = model.update(held.value as T, this, changes);
    } else {
      if (held) model.dispose?.(held.value as T);
      value = model.build(this);
    }
    this.#held.set(model as Model<unknown>, {
      model: model as Model<unknown>,
      value,
      version: this.#revision,
    });
    this.#forgetChanges();
    return value;
  }

  /** Frees all models. The document may be used again; its models are then rebuilt. */
  dispose(): void {
    for (const { model, value } of this.#held.values()) model.dispose?.(value);
    this.#held.clear();
    this.#changes = [];
  }

  #forgetChanges(): void {
    let oldest = this.#revision;
    for (const { model, version } of this.#held.values())
      if (model.update) oldest = Math.min(oldest, version);
    this.#changes = this.#changes.filter((c) => c.revision > oldest);
  }
}
