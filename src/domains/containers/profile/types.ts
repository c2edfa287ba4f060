import type { YamlNode } from '../../../engine/parsers/yaml/index.ts';
import type { Span } from '../../../engine/types.ts';

/**
 * What a part of a container's enclosure is: a wall (namespace), a meter (cgroup limit), a key (capability), a door
 * (mount, device, port), the user, or a house rule (seccomp, AppArmor, no_new_privs, a read-only root).
 */
export type ProfilePart = 'wall' | 'meter' | 'key' | 'door' | 'user' | 'rule';

/** `closed` keeps things apart, `open` lets through, `unset` is left to a default that lets through, `unknown` is decided elsewhere. */
type ProfileState = 'closed' | 'open' | 'unset' | 'unknown';

/** One line of the picture. */
export interface ProfileItem {
  readonly part: ProfilePart;
  readonly state: ProfileState;
  /** A few words: `PID namespace`, `memory limit`, `NET_ADMIN`. */
  readonly label: string;
  /** What follows from it, one plain sentence with `backticks` around code. */
  readonly text: string;
  /** Where the file says so; absent for defaults. */
  readonly at?: Span;
}

/** What a container may do, as its file sets it. */
export interface ContainerProfile {
  readonly name: string;
  readonly source: 'compose' | 'pod' | 'dockerfile';
  /** Privileged containers have every key, and most house rules do not hold for them. */
  readonly privileged: boolean;
  readonly items: readonly ProfileItem[];
  /** Where the container stands in the file. */
  readonly at: Span;
}

/** The capabilities that Docker leaves a container by default (Docker documentation, Linux kernel capabilities). */
const DEFAULT_CAPABILITIES: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** A capability's name without its prefix, in capitals. */
export function capabilityName(text: string): string {
  return text.trim().toUpperCase().replace(/^CAP_/, '');
}

/** Whether a path on the host is the socket of a container engine, whose owner rules the host. */
export function isEngineSocket(path: string): boolean {
  return /(?:^|\/)(?:docker|containerd|crio|cri-dockerd|dockershim|podman)\.sock$/.test(
    path.replace(/\/+$/, ''),
  );
}

/** The item for the user that the processes run as. */
export function userItem(user: string | undefined, at: Span | undefined, whenUnset: string): ProfileItem {
  const place = at ? { at } : {};
  if (user === undefined || user === '')
    return { part: 'user', state: 'unset', label: 'user', text: whenUnset };
  const [name = ''] = user.split(':');
  if (/\$/.test(name))
    return {
      part: 'user',
      state: 'unknown',
      label: user,
      text: 'The user is filled in when it runs.',
      ...place,
    };
  if (name === 'root' || /^0+$/.test(name))
    return {
      part: 'user',
      state: 'open',
      label: 'root',
      text: 'The processes are root. Without a user namespace that is root for the kernel as well.',
      ...place,
    };
  return {
    part: 'user',
    state: 'closed',
    label: `user ${name}`,
    text: `The processes run as \`${name}\`. What only root may do is refused, inside and outside.`,
    ...place,
  };
}

/** The items for capabilities that are added and dropped. */
export function keyItems(
  added: readonly { readonly name: string; readonly at: Span }[],
  dropped: readonly { readonly name: string; readonly at: Span }[],
): ProfileItem[] {
  const dropsAll = dropped.find(({ name }) => name === 'ALL');
  const kept = DEFAULT_CAPABILITIES.filter((name) => !dropped.some((each) => each.name === name));
  const base: ProfileItem = dropsAll
    ? {
        part: 'key',
        state: 'closed',
        label: 'the usual keys',
        text: 'All capabilities are handed back first; only what is added below is left.',
        at: dropsAll.at,
      }
    : {
        part: 'key',
        state: 'unset',
        label: `${kept.length} usual keys`,
        text: `Root in the container keeps ${kept.length} capabilities, among them \`CHOWN\`, \`SETUID\` and \`KILL\`. Few programs need any of them.`,
        ...(dropped[0] ? { at: dropped[0].at } : {}),
      };
  return [
    base,
    ...added.map(
      ({ name, at }): ProfileItem => ({
        part: 'key',
        state: name === 'NET_BIND_SERVICE' && dropsAll ? 'closed' : 'open',
        label: name,
        text:
          name === 'ALL'
            ? 'Every capability there is. Little keeps such a container from the host.'
            : name === 'NET_BIND_SERVICE'
              ? 'It may listen on ports below 1024, which is little.'
              : `The capability \`${name}\` is handed out besides.`,
        at,
      }),
    ),
  ];
}

/**
 * The item for programs that gain rights as they are started, by the setuid bit or a file's capabilities (no_new_privs).
 * @param state `closed` where they cannot
 */
export function escalationItem(label: string, state: ProfileState, at: Span | undefined): ProfileItem {
  return {
    part: 'rule',
    state,
    label,
    text:
      state === 'closed'
        ? 'No program in it can gain more rights than it was started with.'
        : 'A program with the setuid bit may still become root inside.',
    ...(at ? { at } : {}),
  };
}

/** The item for the files of the image, which a read-only root keeps as they are. */
export function readOnlyRootItem(value: YamlNode | undefined): ProfileItem {
  const isClosed = value?.value === true;
  return {
    part: 'rule',
    state: isClosed ? 'closed' : 'unset',
    label: 'read-only root',
    text: isClosed
      ? 'Its own files cannot be changed while it runs.'
      : 'It may change its own files, programs included, until it is replaced.',
    ...(value ? { at: value } : {}),
  };
}

/** The item for a place of the host that the container sees. */
export function doorItem(
  source: string,
  target: string | undefined,
  readOnly: boolean,
  at: Span,
): ProfileItem {
  if (isEngineSocket(source))
    return {
      part: 'door',
      state: 'open',
      label: source,
      text: 'Who can write to this socket can start a container that has the whole host mounted. `:ro` changes nothing about that.',
      at,
    };
  const where = target && target !== source ? ` as \`${target}\`` : '';
  return {
    part: 'door',
    state: readOnly ? 'unset' : 'open',
    label: source,
    text: readOnly
      ? `It reads \`${source}\` of the host${where}.`
      : `It reads and writes \`${source}\` of the host${where}.`,
    at,
  };
}
