import type { Place } from '../../../src/domains/manifests/facts.ts';
import {
  fileNameOf,
  type ManifestObject,
  manifestObjects,
  type Placed,
} from '../../../src/domains/manifests/index.ts';
import type { Document, Fix, Related } from '../../../src/engine/index.ts';
import type { YamlEdit } from '../../../src/engine/parsers/yaml/index.ts';

/** The objects of a file that say all that there is to say: no template fills them in, and they were read to their end. */
export function judged(doc: Document): readonly ManifestObject[] {
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

/**
 * Whether a file is for a cluster on somebody's own machine, or for one that may break: by its name, or by one of the two
 * folders around it. What lies further out is the place of the checkout.
 */
export function isDevelopment(uri: string): boolean {
  const [outer = '', inner = ''] = uri.split('/').slice(-3);
  return [outer, inner, fileNameOf(uri).replace(/\.[^.]*$/, '')].some((part) =>
    /(?:^|[._-])(?:kind|minikube|k3d|k3s|microk8s|local|localhost|dev|devel|develop|development|sandbox|playground|demo|test|tests|testing|e2e|ci)(?=$|[._-])/i.test(
      part,
    ),
  );
}

/**
 * Whether a file lies among samples, where neighbours in a folder have nothing to do with each other: what one of them
 * lacks is not to be looked for in the next.
 */
export function isSample(uri: string): boolean {
  return uri
    .split('/')
    .slice(-5, -1)
    .some((part) =>
      /^(?:examples?|samples?|docs?|snippets?|tutorials?|testdata|fixtures|tests?)$/i.test(part),
    );
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
