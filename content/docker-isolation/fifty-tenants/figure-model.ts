import type { Names } from '../../../src/panel/figures/model.ts';

/** The building as it stands: its tenants, what each sees, and how much memory each holds. */

export const walls = ['pid', 'net', 'mnt', 'uts', 'ipc', 'user', 'cgroup'] as const;
export type Wall = (typeof walls)[number];

export interface BuildingState {
  readonly names: Names;
  /** Which of the tenants, 0 to 2. */
  readonly tenant: number;
  readonly walls: Readonly<Record<Wall, boolean>>;
  readonly privileged: boolean;
  readonly limited: boolean;
  /** How much memory the tenant asks for, GB. */
  readonly asks: number;
  /** What was changed last: a control's id. */
  readonly last: string;
  /** Whether Docker undid something else for it, since it does not combine the two. */
  readonly undone: boolean;
}

export interface Tenant {
  readonly name: string;
  /** In its own PID namespace it is 1. */
  readonly pid: number;
  readonly uid: number;
  readonly port: number | undefined;
  readonly id: string;
  readonly address: string;
  /** Memory in use before it asks for more, and what a limit would be, GB. */
  readonly holds: number;
  readonly limit: number;
}

/** All GB. The first part of the bar is the host's own. */
export const machine = 8;
export const hostHolds = 1;
export const most = 5.5;
/** User ids inside begin here outside, where the user namespace is in use; /etc/subuid says it. */
export const mapped = 100_000;

export function tenants(names: Names): Tenant[] {
  const service = names['service'] ?? own.service;
  const [second = 'db', third = 'worker'] = ['db', 'worker', 'cache'].filter((name) => name !== service);
  return [
    {
      name: service,
      pid: 48213,
      uid: 0,
      port: 8080,
      id: 'f3a9c1d27b04',
      address: '172.18.0.2',
      holds: 1,
      limit: 2,
    },
    {
      name: second,
      pid: 48377,
      uid: 999,
      port: 5432,
      id: '5be80d11c6e2',
      address: '172.18.0.3',
      holds: 3.5,
      limit: 4,
    },
    {
      name: third,
      pid: 48502,
      uid: 0,
      port: undefined,
      id: 'c07d4429ae9f',
      address: '172.18.0.4',
      holds: 1.5,
      limit: 2,
    },
  ];
}

export const current = ({ names, tenant }: BuildingState) => tenants(names)[tenant] as Tenant;

interface Memory {
  /** By tenant, after the kernel has done what it has to, GB. */
  readonly holds: readonly number[];
  /** The tenant of whom a process was ended, and why. */
  readonly ended: { readonly tenant: number; readonly why: 'limit' | 'machine' } | undefined;
}

/** What becomes of it when the tenant asks for its memory bit by bit. */
export function memory(state: BuildingState): Memory {
  const all = tenants(state.names);
  const { limit } = current(state);
  const holds = all.map((tenant) => tenant.holds);
  if (state.limited && state.asks > limit) {
    holds[state.tenant] = 0;
    return { holds, ended: { tenant: state.tenant, why: 'limit' } };
  }
  const others = holds.reduce((sum, item, at) => (at === state.tenant ? sum : sum + item), hostHolds);
  if (others + state.asks <= machine) {
    holds[state.tenant] = state.asks;
    return { holds, ended: undefined };
  }
  // When no memory is left, the largest tenant is ended, even if another one has asked for more.
  holds[state.tenant] = machine - others;
  const largest = holds.indexOf(Math.max(...holds));
  if (largest !== state.tenant) holds[state.tenant] = state.asks;
  holds[largest] = 0;
  return { holds, ended: { tenant: largest, why: 'machine' } };
}

interface View {
  readonly wall: Wall;
  /** The namespace's name, as the wall bears it. */
  readonly sign: string;
  readonly title: string;
  /** What the tenant sees, and what the host has of it. */
  readonly inside: string;
  readonly outside: string;
  /** What is written to open it. */
  readonly field: string;
}

/** What takes a wall out, in a Compose file. */
const shared = (key: string) => `${key}: host`;

/** Each wall, with what is on this side of it and on the other. */
export function views(state: BuildingState): View[] {
  const all = tenants(state.names);
  const { name, port, id, address, uid } = current(state);
  const up = state.walls;
  const processes = `1 systemd, ${all.map((tenant) => `${tenant.pid} ${tenant.name}`).join(', ')}`;
  const user = (number: number) => (number === 0 ? '0, root' : String(number));
  const host = 'build-7';
  const scope = `/system.slice/docker-${id}.scope`;
  const ports = (numbers: readonly (number | undefined)[]) => {
    const known = numbers.filter((number) => number !== undefined);
    return known.length === 0
      ? 'no port'
      : known.length === 1
        ? `port ${known[0]}`
        : `ports ${known.join(' and ')}`;
  };
  return [
    {
      wall: 'pid',
      sign: 'PID',
      title: 'Processes',
      inside: up.pid ? `1 ${name}` : processes,
      outside: processes,
      field: shared('pid'),
    },
    {
      wall: 'net',
      sign: 'Network',
      title: 'Network',
      inside: up.net ? `${address}, ${ports([port])}` : `192.0.2.10, ${ports([22, port])}`,
      outside: `192.0.2.10, ${ports(up.net ? [22] : [22, port])}`,
      field: shared('network_mode'),
    },
    {
      wall: 'mnt',
      sign: 'Mount',
      title: 'Files',
      inside: up.mnt ? 'those of its image' : 'its image, and the host’s disk under /host',
      outside: '/etc/shadow, /home, /var/lib/docker',
      field: '/:/host',
    },
    {
      wall: 'uts',
      sign: 'UTS',
      title: 'Host name',
      // With the host's network, Docker gives the container a host name like the host's, in a namespace of its own.
      inside: up.uts ? (up.net ? id : `${host}, a copy`) : host,
      outside: host,
      field: shared('uts'),
    },
    {
      wall: 'ipc',
      sign: 'IPC',
      title: 'Shared memory',
      inside: up.ipc ? 'its own' : 'that of the host',
      outside: 'that of the host',
      field: shared('ipc'),
    },
    {
      wall: 'user',
      sign: 'User',
      title: 'User',
      inside: user(uid),
      outside: `the same process is ${user(up.user ? mapped + uid : uid)}`,
      field: 'userns-remap',
    },
    {
      wall: 'cgroup',
      sign: 'cgroup',
      title: 'Its cgroup',
      inside: up.cgroup ? '/' : scope,
      outside: scope,
      field: shared('cgroup'),
    },
  ];
}

/** What is behind each wall, after "sees". */
export const behind: Record<Exclude<Wall, 'user'>, string> = {
  pid: 'all processes of the machine',
  net: 'the network of the host',
  mnt: 'the host’s disk',
  uts: 'the host’s own name',
  ipc: 'the host’s shared memory',
  cgroup: 'its place in the tree of all limits',
};

export const gaps = (state: BuildingState) =>
  walls.filter((wall): wall is Exclude<Wall, 'user'> => wall !== 'user' && !state.walls[wall]);

export const own = { service: 'web' } as const;
