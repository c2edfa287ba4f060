import { setOwn } from '../../../base/own.ts';
import type { Document } from '../../document.ts';
import type { Span } from '../../types.ts';
import { type YamlNode, type YamlValue, yamlFile } from './index.ts';
import { hasYaml } from './read.ts';

/** Places in YAML that a lesson is about. */
export interface YamlAbout {
  /** Kinds of Kubernetes objects; any document where it is not given. */
  readonly kind?: string | readonly string[];
  /** Keys from the object's root, parted by dots; `*` stands for any key and for every item. The whole object where it is not given. */
  readonly path?: string;
  /** What the value has to be, or one of these; quotes make no difference. */
  readonly value?: YamlValue | readonly YamlValue[];
  /** Placeholders of the lesson, each with the path of a scalar; `*` is what it is in `path`, in the same order. */
  readonly names?: Readonly<Record<string, string>>;
}

interface Place extends Span {
  readonly names: Record<string, string>;
}

/**
 * Whether a YAML text may hold a place of one entry, by its words: it is not parsed where a key of the path is nowhere in
 * it. A key that is written with escapes goes unseen.
 */
export function mayHoldYaml(text: string, { kind, path }: YamlAbout): boolean {
  if (kind !== undefined && ![kind].flat().some((each) => text.includes(each))) return false;
  return path === undefined || path.split('.').every((step) => step === '*' || text.includes(step));
}

/** The places of one entry in a document; none while the parser is not loaded. */
export function yamlPlaces(doc: Document, about: YamlAbout): Place[] {
  if (!hasYaml() || !mayHoldYaml(doc.text, about)) return [];
  const kinds = about.kind === undefined ? undefined : [about.kind].flat();
  const path = about.path?.split('.') ?? [];
  return doc.model(yamlFile).documents.flatMap((document) => {
    // A document that cannot have the kind need not be parsed; a list holds objects of any.
    const kind = document.look('kind');
    if (kinds && kind !== undefined && !kinds.includes(kind) && !kind.endsWith('List')) return [];
    return objectsOf(document.root, kinds).flatMap((root) =>
      matches(root, path, [])
        .filter(({ node }) => isOneOf(node, about.value))
        .map(({ node, stars }) => ({
          start: (node.pair ?? node).start,
          end: Math.max((node.pair ?? node).end, node.end),
          names: namesAt(root, about.names ?? {}, stars),
        })),
    );
  });
}

function isOneOf(node: YamlNode, value: YamlAbout['value']): boolean {
  return value === undefined || [value].flat().some((each) => String(each) === node.text);
}

function objectsOf(root: YamlNode | undefined, kinds: readonly string[] | undefined): YamlNode[] {
  if (!root) return [];
  if (!kinds) return [root];
  const own = root.textAt('kind');
  if (own !== undefined && kinds.includes(own)) return [root];
  if (!own?.endsWith('List')) return [];
  return (root.get('items')?.values() ?? []).filter((item) => kinds.includes(item.textAt('kind') ?? ''));
}

type Step = string | number;

function matches(
  node: YamlNode,
  path: readonly string[],
  stars: readonly Step[],
): { node: YamlNode; stars: readonly Step[] }[] {
  const [step, ...rest] = path;
  if (step === undefined) return [{ node, stars }];
  if (step !== '*') {
    const next = node.get(step);
    return next ? matches(next, rest, stars) : [];
  }
  return [
    ...node
      .items()
      .flatMap((item, index) => (item.resolved ? matches(item.resolved, rest, [...stars, index]) : [])),
    ...node
      .effectivePairs()
      .flatMap(({ name, value }) => (value?.resolved ? matches(value.resolved, rest, [...stars, name]) : [])),
  ];
}

function namesAt(root: YamlNode, names: Readonly<Record<string, string>>, stars: readonly Step[]) {
  const found: Record<string, string> = {};
  for (const [name, path] of Object.entries(names)) {
    let star = 0;
    const text = root.textAt(
      ...path.split('.').map((step) => (step === '*' ? (stars[star++] ?? step) : step)),
    );
    if (text) setOwn(found, name, text);
  }
  return found;
}
