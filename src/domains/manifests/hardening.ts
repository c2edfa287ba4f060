import type { YamlNode } from '../../engine/parsers/yaml/index.ts';
import type { ManifestObject } from './objects.ts';

/** What a patch may write that a workload lacks. `memory` and `drop` stand for limits and for capabilities. */
export type Hardening =
  | 'runAsNonRoot'
  | 'runAsUser'
  | 'allowPrivilegeEscalation'
  | 'readOnlyRootFilesystem'
  | 'drop'
  | 'memory';

const FIELDS: readonly Hardening[] = [
  'runAsNonRoot',
  'runAsUser',
  'allowPrivilegeEscalation',
  'readOnlyRootFilesystem',
];

/** Which locks an object writes anywhere in its pods; it may be a patch that has nothing else. */
export function hardeningOf({ kind, node }: ManifestObject): Hardening[] {
  const spec =
    kind === 'Pod'
      ? node.get('spec')
      : (node.get('spec', 'template', 'spec') ?? node.get('spec', 'jobTemplate', 'spec', 'template', 'spec'));
  if (!spec) return [];
  const containers = ['containers', 'initContainers'].flatMap((key) => spec.get(key)?.values() ?? []);
  const holders: readonly YamlNode[] = [spec, ...containers];
  return [
    ...FIELDS.filter((field) => holders.some((each) => each.get('securityContext', field) !== undefined)),
    ...(containers.some((each) => each.get('securityContext', 'capabilities', 'drop'))
      ? (['drop'] as const)
      : []),
    ...(holders.some((each) => each.get('resources', 'limits', 'memory')) ? (['memory'] as const) : []),
  ];
}

/** The last keys of the paths that a JSON patch writes to, and those of the values that it writes. */
export function jsonPatchKeys(root: YamlNode): string[] {
  const keys = new Set<string>();
  for (const operation of root.values()) {
    if (operation.kind !== 'map' || operation.textAt('op') === undefined) return [];
    for (const key of (operation.textAt('path') ?? '').split('/')) if (/^[A-Za-z]/.test(key)) keys.add(key);
    const value = operation.get('value');
    if (value) addKeys(value, keys, 0);
  }
  return [...keys];
}

function addKeys(node: YamlNode, into: Set<string>, depth: number): void {
  if (depth > 8) return;
  for (const item of node.values()) addKeys(item, into, depth + 1);
  for (const { name, value } of node.effectivePairs()) {
    into.add(name);
    if (value?.resolved) addKeys(value.resolved, into, depth + 1);
  }
}
