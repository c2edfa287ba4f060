import type { PlacedChange } from '../base/text.ts';
import type { Document } from './document.ts';

/**
 * Something computed from a document once per version and shared by all rules: a syntax tree, a YAML value tree, a
 * React component with its effects. A new kind of document is a new model; the document itself knows none of them.
 */
export interface Model<T> {
  readonly name: string;
  build(doc: Document): T;
  /**
   * Makes the next version's value from the last one, for models that can (an incremental parser). Without it, the
   * value is rebuilt on the next use. `changes` are in the order in which they were applied, and the offsets of each
   * refer to the text it was applied to.
   */
  update?(previous: T, doc: Document, changes: readonly PlacedChange[]): T;
  /** Frees memory that the garbage collector does not see, such as that of a WASM parser. */
  dispose?(value: T): void;
}

/** Declares a model; the returned object is its identity, so declare it once per module. */
export function defineModel<T>(model: Model<T>): Model<T> {
  return model;
}
