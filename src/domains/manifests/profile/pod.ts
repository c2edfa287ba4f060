import type { YamlNode } from '../../../engine/parsers/yaml/index.ts';
import {
  type ContainerProfile,
  capabilityName,
  doorItem,
  escalationItem,
  keyItems,
  type ProfileItem,
  readOnlyRootItem,
  userItem,
} from '../../containers/index.ts';
import { type Container, type PodTemplate, securityField } from '../pods.ts';

const WALLS: readonly (readonly [key: string, label: string, shared: string, own: string])[] = [
  ['hostPID', 'PID namespace', 'It sees every process of the node.', 'It sees its own processes only.'],
  [
    'hostIPC',
    'IPC namespace',
    'It shares memory segments and message queues with the node.',
    'Shared memory belongs to the pod; its containers share it.',
  ],
  [
    'hostNetwork',
    'network namespace',
    'It has the node’s network: its ports are the node’s.',
    'The pod has an address and ports of its own; its containers share them.',
  ],
];

/** What a container of a pod may do (Kubernetes documentation, Pod Security Standards; security context). */
export function podProfile(pod: PodTemplate, container: Container): ContainerProfile {
  const { node, name } = container;
  const privileged = securityField(pod, container, 'privileged')?.value === true;
  const field = (...path: string[]) => securityField(pod, container, ...path);
  const items: ProfileItem[] = [
    ...WALLS.map(([key, label, shared, own]): ProfileItem => {
      const value = pod.spec.get(key);
      const isOpen = value?.value === true;
      return {
        part: 'wall',
        state: isOpen ? 'open' : 'closed',
        label,
        text: isOpen ? shared : own,
        ...(value ? { at: value } : {}),
      };
    }),
    {
      part: 'wall',
      state: 'closed',
      label: 'mount namespace',
      text: 'It sees the files of its image and what is mounted into it, not the node’s.',
    },
    userWall(pod.spec.get('hostUsers')),
    ...meters(node),
    ...(privileged
      ? [masterKey(field('privileged'))]
      : keyItems(names(field('capabilities', 'add')), names(field('capabilities', 'drop')))),
    user(field('runAsUser'), field('runAsNonRoot')),
    ...rules(field),
    ...doors(pod, node),
  ];
  return { name, source: 'pod', privileged, items, at: node.get('name') ?? node };
}

function userWall(value: YamlNode | undefined): ProfileItem {
  const isOwn = value?.value === false;
  return {
    part: 'wall',
    state: isOwn ? 'closed' : 'unset',
    label: 'user namespace',
    text: isOwn
      ? 'Root inside is an ordinary user for the node.'
      : 'Without `hostUsers: false` user 0 inside is user 0 for the node’s kernel.',
    ...(value ? { at: value } : {}),
  };
}

function meters(node: YamlNode): ProfileItem[] {
  const limit = (name: string, limited: string, unlimited: string): ProfileItem => {
    const value = node.get('resources', 'limits', name);
    return {
      part: 'meter',
      state: value ? 'closed' : 'unset',
      label: value?.text ? `${name} ${value.text}` : name,
      text: value ? limited : unlimited,
      ...(value ? { at: value } : {}),
    };
  };
  return [
    limit(
      'memory',
      'Above this the kernel ends a process of the container.',
      'It may take what the node has, unless a LimitRange says otherwise; other pods pay for it.',
    ),
    limit(
      'cpu',
      'Above this it has to wait.',
      'It may use what others leave over. Requests, not limits, decide who gets how much when all want it.',
    ),
  ];
}

function masterKey(at: YamlNode | undefined): ProfileItem {
  return {
    part: 'key',
    state: 'open',
    label: 'every key',
    text: 'Privileged: all capabilities and all devices of the node. The walls still stand, but it can take them down.',
    ...(at ? { at } : {}),
  };
}

function user(id: YamlNode | undefined, nonRoot: YamlNode | undefined): ProfileItem {
  if (id?.text === undefined && nonRoot?.value === true)
    return {
      part: 'user',
      state: 'closed',
      label: 'not root',
      text: 'The kubelet refuses to start it as root; which user it is, the image says.',
      at: nonRoot,
    };
  return userItem(
    id?.text,
    id,
    'The image decides who runs. Many images are root unless somebody says otherwise.',
  );
}

function rules(field: (...path: string[]) => YamlNode | undefined): ProfileItem[] {
  const escalation = field('allowPrivilegeEscalation');
  const profile = field('seccompProfile', 'type');
  const isConfined = profile !== undefined && profile.text !== 'Unconfined';
  return [
    {
      part: 'rule',
      state: isConfined ? 'closed' : profile ? 'open' : 'unset',
      label: profile?.text ? `seccomp ${profile.text}` : 'seccomp',
      text: isConfined
        ? 'Rare and risky system calls are refused.'
        : profile
          ? 'Every system call is let through to the kernel.'
          : 'Unless the kubelet sets a default, every system call is let through.',
      ...(profile ? { at: profile } : {}),
    },
    escalationItem(
      'privilege escalation',
      escalation?.value === false ? 'closed' : escalation?.value === true ? 'open' : 'unset',
      escalation,
    ),
    readOnlyRootItem(field('readOnlyRootFilesystem')),
  ];
}

/** The volumes of the pod that lead to the node, where this container mounts them. */
function doors(pod: PodTemplate, node: YamlNode): ProfileItem[] {
  const host = new Map(
    (pod.spec.get('volumes')?.values() ?? []).flatMap((volume): [string, YamlNode][] => {
      const path = volume.get('hostPath', 'path');
      return path ? [[volume.textAt('name') ?? '', path]] : [];
    }),
  );
  return (node.get('volumeMounts')?.values() ?? []).flatMap((mount) => {
    const path = host.get(mount.textAt('name') ?? '');
    if (!path) return [];
    return [
      doorItem(path.text ?? '', mount.textAt('mountPath'), mount.get('readOnly')?.value === true, path),
    ];
  });
}

function names(list: YamlNode | undefined) {
  return (list?.values() ?? []).map((at) => ({ name: capabilityName(at.text ?? ''), at }));
}
