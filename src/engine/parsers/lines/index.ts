import type { Kind, LineEntry } from '../../kind.ts';
import { defineModel, type Model } from '../../model.ts';

const models = new WeakMap<Kind, Model<readonly LineEntry[]>>();

/** The lines of a kind with a line reader, as a model: `doc.model(linesOf(env))`. */
export function linesOf(kind: Kind): Model<readonly LineEntry[]> {
  let model = models.get(kind);
  if (!model) {
    const ids = new Set(kind.languages.map(({ id }) => id));
    model = defineModel({
      name: `lines of ${kind.name}`,
      build: ({ languageId, text }) => (ids.has(languageId) ? (kind.readLines?.(text) ?? []) : []),
    });
    models.set(kind, model);
  }
  return model;
}
