import {
  type ManifestObject,
  manifestObjects,
  type Place,
  type Placed,
} from '../../../src/domains/manifests/index.ts';
import type { Document, Fix, Related } from '../../../src/engine/index.ts';
import type { YamlEdit } from '../../../src/engine/parsers/yaml/index.ts';

/** The objects of a file that say all that there is to say: no template fills them in, and they were read to their end. */
export function completeObjects(doc: Document): readonly ManifestObject[] {
  return doc.model(manifestObjects).filter(({ templated, broken }) => !templated && !broken);
}

/** Whether an object is a Service of Kubernetes itself, and not one of Knative's. */
export function isService({ kind, group }: ManifestObject): boolean {
  return kind === 'Service' && group === '';
}

/** A fix of a person's choice, or none where the edit cannot be made with certainty. */
export function suggested(title: string, ...edits: readonly YamlEdit[]): Fix[] {
  if (edits.some(({ refused }) => refused !== undefined)) return [];
  const all = edits.flatMap((each) => each.edits);
  return all.length === 0 ? [] : [{ title, kind: 'suggested', edits: all }];
}

/** A place of another object, in this file or in another. */
export function relatedAt(doc: Document, uri: string, [start, end]: Place, message: string): Related {
  return { start, end, message, ...(uri === doc.uri ? {} : { uri }) };
}

/** Where another object says its name. */
export function relatedTo(doc: Document, { uri, object }: Placed, message: string): Related {
  return relatedAt(doc, uri, object.at, message);
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
