import { ownValue } from '../../../src/base/own.ts';
import type { Place, Placed } from '../../../src/domains/manifests/index.ts';
import type { Document, Edit } from '../../../src/engine/index.ts';

/** Words that some version of YAML takes for something else than a text. */
const RESERVED = /^(?:true|false|yes|no|on|off|y|n|null)$/i;
/** Texts that need no quotes wherever they stand. */
const PLAIN = /^[A-Za-z][\w./-]*$/;

/**
 * Edits that give the pods of a workload a label with another value, or one label more. Where the workload itself selects
 * by that label, its selector gets the value, too: it has to go on finding its own pods.
 * @returns `undefined` where that cannot be done with certainty
 */
export function labelPods(doc: Document, placed: Placed, key: string, value: string): Edit[] | undefined {
  const pod = placed.object.pod;
  // Labels to which none can be added stand for something else, too, or come from elsewhere.
  if (!pod?.oneMore || pod.selectsMore || pod.selects) return undefined;
  const where = placed.uri === doc.uri ? {} : { uri: placed.uri };
  const found = ownValue(pod.labels, key);
  if (found === undefined) {
    const [at, text] = pod.oneMore;
    return [{ ...where, start: at, end: at, newText: oneMore(text, key, value) }];
  }
  const label = ownValue(pod.labelsAt, key);
  const own = ownValue(pod.ownAt, key);
  if (!label) return undefined;
  const places = own && own[0] !== label[0] ? [own, label] : [label];
  return places
    .sort((a, b) => a[0] - b[0])
    .map((place) => ({ ...where, ...replacement(place, found, value) }));
}

/** Whether the workload knows its pods by a label, so that another value of it needs a new workload. */
export function knowsBy({ object: { pod } }: Placed, key: string): boolean {
  return ownValue(pod?.ownAt, key) !== undefined;
}

/** Quotes stay; a value that needs some gets them. */
function replacement([start, end]: Place, found: string, value: string): Edit {
  const isPlain = PLAIN.test(value) && !RESERVED.test(value);
  if (end - start === found.length + 2) return { start: start + 1, end: end - 1, newText: value };
  return { start, end, newText: isPlain ? value : JSON.stringify(value) };
}

/** The text for one label more, with its key and value in the places of `k` and `v`. */
function oneMore(text: string, key: string, value: string): string {
  const isPlain = PLAIN.test(value) && !RESERVED.test(value);
  return text.replace(/(["']?)k\1: (["']?)v\2/, (_, keyQuote: string, quote: string) => {
    const written = quote ? quote + value + quote : isPlain ? value : JSON.stringify(value);
    return `${keyQuote}${key}${keyQuote}: ${written}`;
  });
}
