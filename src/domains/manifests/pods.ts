import type { YamlNode } from '../../engine/parsers/yaml/index.ts';
import type { ManifestObject } from './objects.ts';

/** Kinds whose pods stand in `spec.template`; any other kind counts where a pod template is found there. */
const TEMPLATE_KINDS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'Rollout',
  'Service',
  'Configuration',
]);

/** What of an object describes pods. */
export interface PodTemplate {
  readonly object: ManifestObject;
  /** `metadata` and `spec` of the pods: the object itself for a Pod. */
  readonly node: YamlNode;
  readonly metadata: YamlNode | undefined;
  readonly spec: YamlNode;
}

type ContainerRole = 'regular' | 'init' | 'sidecar' | 'ephemeral';

export interface Container {
  readonly name: string;
  readonly node: YamlNode;
  /** A sidecar is an init container with `restartPolicy: Always` (Kubernetes 1.29 and later). */
  readonly role: ContainerRole;
}

/** The pods that an object makes, where it makes any. */
export function podTemplateOf(object: ManifestObject): PodTemplate | undefined {
  const node = templateNode(object);
  if (node?.kind !== 'map') return undefined;
  const spec = node.get('spec');
  if (spec?.kind !== 'map') return undefined;
  if (!spec.get('containers') && !spec.get('initContainers')) return undefined;
  return { object, node, metadata: node.get('metadata'), spec };
}

function templateNode({ kind, group, node }: ManifestObject): YamlNode | undefined {
  if (kind === 'Pod' && group === '') return node;
  if (kind === 'PodTemplate' && group === '') return node.get('template');
  if (kind === 'CronJob') return node.get('spec', 'jobTemplate', 'spec', 'template');
  if (TEMPLATE_KINDS.has(kind) || group !== '') return node.get('spec', 'template');
  return undefined;
}

/** All containers of a pod, in the order of the file. */
export function containersOf({ spec }: PodTemplate): readonly Container[] {
  const of = (key: string, role: (node: YamlNode) => ContainerRole) =>
    (spec.get(key)?.values() ?? [])
      .filter((node) => node.kind === 'map')
      .map((node): Container => ({ name: node.textAt('name') ?? '', node, role: role(node) }));
  return [
    ...of('initContainers', (node) => (node.textAt('restartPolicy') === 'Always' ? 'sidecar' : 'init')),
    ...of('containers', () => 'regular'),
    ...of('ephemeralContainers', () => 'ephemeral'),
  ].sort((a, b) => a.node.start - b.node.start);
}

/** Those that run beside each other and may receive traffic. */
export function servingContainers(pod: PodTemplate): readonly Container[] {
  return containersOf(pod).filter(({ role }) => role === 'regular' || role === 'sidecar');
}

/** A port that a container declares. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly number: number | undefined;
  readonly protocol: string;
  readonly node: YamlNode;
  readonly container: Container;
}

export function portsOf(container: Container): readonly ContainerPort[] {
  return (container.node.get('ports')?.values() ?? [])
    .filter((node) => node.kind === 'map')
    .map((node) => {
      const number = node.get('containerPort')?.value;
      return {
        name: node.textAt('name') || undefined,
        number: typeof number === 'number' ? number : undefined,
        protocol: node.textAt('protocol') ?? 'TCP',
        node,
        container,
      };
    });
}

/**
 * A field of the security context as it holds for a container: its own value, else the pod's. Fields that only
 * containers have (`privileged`, `capabilities`) have no value at the pod and are asked for in the same way.
 */
export function securityField(
  pod: PodTemplate,
  container: Container,
  ...path: string[]
): YamlNode | undefined {
  return container.node.get('securityContext', ...path) ?? pod.spec.get('securityContext', ...path);
}

/** Whether the pods say that they run on Windows nodes, where Linux's walls mean nothing. */
export function isWindows({ spec }: PodTemplate): boolean {
  return (
    spec.textAt('os', 'name') === 'windows' ||
    spec.textAt('nodeSelector', 'kubernetes.io/os') === 'windows' ||
    spec.get('securityContext', 'windowsOptions') !== undefined
  );
}
