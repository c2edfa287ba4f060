import type { YamlNode } from '../../../engine/parsers/yaml/index.ts';
import { type ComposeService, mountsOf } from '../compose.ts';
import {
  type ContainerProfile,
  capabilityName,
  doorItem,
  escalationItem,
  keyItems,
  type ProfileItem,
  readOnlyRootItem,
  userItem,
} from './types.ts';

/** Keys of a Compose service that take a wall out when they say `host`, and what is behind it. */
const WALLS: readonly (readonly [key: string, label: string, shared: string, own: string])[] = [
  [
    'pid',
    'PID namespace',
    'It sees every process of the host, and may signal those of its own user.',
    'It sees its own processes only; its first one is number 1.',
  ],
  [
    'ipc',
    'IPC namespace',
    'It shares memory segments and message queues with the host.',
    'Shared memory is its own.',
  ],
  [
    'network_mode',
    'network namespace',
    'It has the host’s network: its ports are the host’s, and so is `localhost`.',
    'It has interfaces, ports and a `localhost` of its own.',
  ],
  ['uts', 'UTS namespace', 'It has the host’s name.', 'It has a host name of its own.'],
  [
    'cgroup',
    'cgroup namespace',
    'It sees the host’s tree of control groups.',
    'It sees its own control group as the root.',
  ],
];

/** What a Compose service may do (Compose specification; Docker documentation, Engine security). */
export function composeProfile(service: ComposeService): ContainerProfile {
  const { node, name, key } = service;
  const privileged = node.get('privileged')?.value === true;
  const items: ProfileItem[] = [
    ...WALLS.map((wall) => wallItem(node, wall)),
    mountWall,
    userWall(node),
    ...meters(node),
    ...(privileged ? [masterKey(node)] : keyItems(names(node, 'cap_add'), names(node, 'cap_drop'))),
    userItem(
      node.textAt('user'),
      node.get('user'),
      'The image decides who runs. Many images are root unless somebody says otherwise.',
    ),
    ...rules(node),
    ...mountsOf(service)
      .filter(({ kind }) => kind === 'bind')
      .map(({ source, target, readOnly, node: at }) => doorItem(source, target, readOnly, at)),
    ...(node.get('devices')?.values() ?? []).map(
      (device): ProfileItem => ({
        part: 'door',
        state: 'open',
        label: (device.text ?? device.textAt('source') ?? 'a device').split(':')[0] ?? 'a device',
        text: 'A device of the host, handed in.',
        at: device,
      }),
    ),
  ];
  return { name, source: 'compose', privileged, items, at: key };
}

const mountWall: ProfileItem = {
  part: 'wall',
  state: 'closed',
  label: 'mount namespace',
  text: 'It sees the files of its image and what is mounted into it, not the host’s.',
};

function wallItem(node: YamlNode, [key, label, shared, own]: (typeof WALLS)[number]): ProfileItem {
  const value = node.get(key);
  const text = value?.text;
  const at = value ? { at: value } : {};
  if (text === 'host') return { part: 'wall', state: 'open', label, text: shared, ...at };
  if (text?.startsWith('service:') || text?.startsWith('container:'))
    return {
      part: 'wall',
      state: 'unset',
      label,
      text: `It shares this with \`${text}\`, not with the host.`,
      ...at,
    };
  return { part: 'wall', state: 'closed', label, text: own, ...at };
}

function userWall(node: YamlNode): ProfileItem {
  const value = node.get('userns_mode');
  if (value?.text === 'host')
    return {
      part: 'wall',
      state: 'open',
      label: 'user namespace',
      text: 'Even where the engine maps users, not for this one: its root is the host’s root.',
      at: value,
    };
  return {
    part: 'wall',
    state: 'unset',
    label: 'user namespace',
    text: 'The engine does not use one unless it is set up to. Without it user 0 inside is user 0 for the kernel.',
  };
}

function meters(node: YamlNode): ProfileItem[] {
  const limits = node.get('deploy', 'resources', 'limits');
  const of = (
    label: string,
    value: YamlNode | undefined,
    limited: string,
    unlimited: string,
  ): ProfileItem => ({
    part: 'meter',
    state: value ? 'closed' : 'unset',
    label: value?.text ? `${label} ${value.text}` : label,
    text: value ? limited : unlimited,
    ...(value ? { at: value } : {}),
  });
  return [
    of(
      'memory',
      limits?.get('memory') ?? node.get('mem_limit'),
      'Above this the kernel ends a process of the container.',
      'It may take all memory of the host; then the kernel chooses whom to end.',
    ),
    of(
      'CPU',
      limits?.get('cpus') ?? node.get('cpus'),
      'Above this it has to wait.',
      'It may take whatever processor time the host’s scheduler gives it.',
    ),
    of(
      'processes',
      limits?.get('pids') ?? node.get('pids_limit'),
      'It cannot start more processes than this.',
      'It may start processes until the host has no numbers left.',
    ),
  ];
}

function masterKey(node: YamlNode): ProfileItem {
  const at = node.get('privileged');
  return {
    part: 'key',
    state: 'open',
    label: 'every key',
    text: 'Privileged: all capabilities, all devices of the host, and no seccomp or AppArmor profile. The walls still stand, but it can take them down.',
    ...(at ? { at } : {}),
  };
}

function rules(node: YamlNode): ProfileItem[] {
  const options = (node.get('security_opt')?.values() ?? []).map((each) => ({
    at: each,
    text: (each.text ?? '').replace('=', ':'),
  }));
  const off = options.filter(({ text }) =>
    /^(?:seccomp|apparmor|systempaths):unconfined$|^label:disable$/.test(text),
  );
  const stays = options.find(({ text }) => /^no-new-privileges(?::true)?$/.test(text));
  return [
    ...off.map(
      ({ at, text }): ProfileItem => ({
        part: 'rule',
        state: 'open',
        label: text.split(':')[0] ?? text,
        text: `\`${at.text}\` switches this profile off for the container.`,
        at,
      }),
    ),
    escalationItem('no new privileges', stays ? 'closed' : 'unset', stays?.at),
    readOnlyRootItem(node.get('read_only')),
  ];
}

function names(node: YamlNode, key: string) {
  return (node.get(key)?.values() ?? []).map((at) => ({ name: capabilityName(at.text ?? ''), at }));
}
