import type { YamlNode, YamlPair, YamlPath } from './node.ts';

/** Follows aliases and merge keys to the place where the value is really written. Nothing is copied. */

/** What a path leads to. */
export interface YamlFound {
  /** The value, at the place where it is really written. */
  readonly node: YamlNode;
  /** The value as it is written at the end of the path; an alias if the path ends at one. */
  readonly written: YamlNode;
  /** The aliases that were passed, merged ones included, in the order of the way; empty for what stands where it is looked for. */
  readonly via: readonly YamlNode[];
}

/** The value at the end of a path from a node; aliases and merge keys are followed on the way. */
export function findIn(root: YamlNode, path: YamlPath): YamlFound | undefined {
  const via: YamlNode[] = [];
  let written = root;
  let node = follow(root, via);
  for (const step of path) {
    const next = typeof step === 'number' ? node?.items()[step] : node && lookUp(node, step, via, new Set());
    if (!next) return undefined;
    written = next;
    node = follow(next, via);
  }
  return node && { node, written, via };
}

/** All pairs that hold for a mapping: its own, then those of its merge keys that it does not override. */
export function effectivePairsOf(root: YamlNode): readonly YamlPair[] {
  const found = new Map<string, YamlPair>();
  const seen = new Set<YamlNode>();
  const queue: YamlNode[] = [root];
  for (let map = queue.shift(); map; map = queue.shift()) {
    if (seen.has(map)) continue;
    seen.add(map);
    for (const pair of map.pairs())
      if (map.own(pair.name) === pair && !found.has(pair.name)) found.set(pair.name, pair);
    queue.unshift(...mergedInto(map));
  }
  return [...found.values()];
}

/**
 * A node as plain data, aliases and merge keys resolved.
 * @returns `undefined` where that would be more than `limit` values, or where the value holds itself
 */
export function plainValue(root: YamlNode, limit: number): unknown {
  const open = new Set<YamlNode>();
  let left = limit;
  let fits = true;
  const convert = (written: YamlNode | undefined): unknown => {
    const node = written?.resolved;
    if (left-- <= 0 || (node && open.has(node))) fits = false;
    if (!node || !fits) return null;
    if (node.kind === 'scalar') return node.value;
    open.add(node);
    const value =
      node.kind === 'sequence'
        ? node.items().map(convert)
        : Object.fromEntries(node.effectivePairs().map((pair) => [pair.name, convert(pair.value)]));
    open.delete(node);
    return value;
  };
  const value = convert(root);
  return fits ? value : undefined;
}

function follow(written: YamlNode, via: YamlNode[]): YamlNode | undefined {
  if (written.kind === 'alias') via.push(written);
  return written.resolved;
}

function lookUp(map: YamlNode, name: string, via: YamlNode[], seen: Set<YamlNode>): YamlNode | undefined {
  if (seen.has(map)) return undefined;
  seen.add(map);
  const own = map.own(name);
  if (own) return own.value;
  for (const pair of map.pairs()) {
    if (!pair.isMerge || !pair.value) continue;
    for (const written of sources(pair.value)) {
      const source = written.resolved;
      const found = source?.kind === 'map' ? lookUp(source, name, via, seen) : undefined;
      if (!found) continue;
      if (written.kind === 'alias') via.unshift(written);
      return found;
    }
  }
  return undefined;
}

/** What a merge key's value names: one mapping, or a sequence of them. */
function sources(value: YamlNode): readonly YamlNode[] {
  const list = value.resolved;
  return list?.kind === 'sequence' ? list.items() : [value];
}

function mergedInto(map: YamlNode): YamlNode[] {
  return map.pairs().flatMap((pair) => {
    if (!pair.isMerge || !pair.value) return [];
    return sources(pair.value).flatMap((written) => {
      const source = written.resolved;
      return source?.kind === 'map' ? [source] : [];
    });
  });
}
