import type { PlacedChange } from '../base/text.ts';
import type { Document } from './document.ts';

/**
 * Something computed from a document once per version and shared by all rules: a syntax tree, a YAML value tree,
 * a React component with its effects. New kinds of documents arrive as new models; the document knows none of them.
 */
export interface Model<T> {
  readonly name: string;
  build(doc: Document): T;
  /**
   * Makes the next version's value from the last one, for models that can (an incremental parser).
   * Without it the value is built anew on the next use. `changes` are in the order in which they were applied,
   * each in offsets of the text it was applied to.
   */
  update?(previous: T, doc: Document, changes: readonly PlacedChange[]): T;
  /** Frees what the garbage collector does not see, such as memory of a WASM parser. */
  dispose?(value: T): void;
}

/** Declares a model; the returned object is its identity, so declare it once per module. */
export function defineModel<T>(model: Model<T>): Model<T> {
  return model;
}
