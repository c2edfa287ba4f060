import { type Listing, listed, type Scene } from '../../../src/panel/figures/scene.ts';
import {
  type BuildingState,
  behind,
  current,
  gaps,
  hostHolds,
  machine,
  mapped,
  memory,
  type Tenant,
  tenants,
  views,
  type Wall,
  walls,
} from './figure-model.ts';

/** What has happened, in sentences, and what is written for it. */

/** The keys of a tenant, its capabilities, and what they open. */
export function keyWords({ privileged, names, tenant }: BuildingState): string {
  const isRoot = tenants(names)[tenant]?.uid === 0;
  if (privileged) return isRoot ? 'all of them, and every device' : 'none, until it becomes root: then all';
  return isRoot ? 'the usual 14, no disks' : 'none, until it becomes root: then 14';
}

export function wallVerdict(state: BuildingState): Scene['verdicts'][number] {
  const { name, uid } = current(state);
  const open = gaps(state);
  const sees = listed(open.map((wall) => behind[wall]));
  if (state.privileged)
    return {
      tone: 'bad',
      text:
        uid === 0
          ? `\`${name}\` holds the master key: it can mount the host’s disk, whatever walls stand${open.length > 0 ? `, and it sees ${sees} even without` : ''}.`
          : `The master key is in the flat of \`${name}\`: whoever becomes root there has the host${open.length > 0 ? `. Even without, it sees ${sees}` : ''}.`,
    };
  if (open.length > 0)
    return {
      tone: 'bad',
      text: `${open.length === 1 ? 'A wall is' : `${open.length} walls are`} open: \`${name}\` sees ${sees}.`,
    };
  const root = 'its root is the host’s root, held back by the other walls and by few keys';
  return uid === 0 && !state.walls.user
    ? { tone: 'good', text: `\`${name}\` sees only what is its own. But ${root}.` }
    : { tone: 'good', text: `\`${name}\` sees only what is its own.` };
}

export function memoryVerdict(state: BuildingState): Scene['verdicts'][number] {
  const { name, limit } = current(state);
  const { ended, holds } = memory(state);
  if (ended?.why === 'limit')
    return {
      tone: 'good',
      text: `\`${name}\` asked for more than its ${limit} GB. The kernel ended a process of \`${name}\`, and the neighbours noticed nothing.`,
    };
  if (ended) {
    const victim = tenants(state.names)[ended.tenant] as Tenant;
    return {
      tone: 'bad',
      text:
        ended.tenant === state.tenant
          ? `The machine is full. The kernel ended \`${victim.name}\`, the largest; this time it was the one that asked.`
          : `The machine is full. The kernel ended \`${victim.name}\`, the largest, and it was \`${name}\` that asked.`,
    };
  }
  const free = machine - hostHolds - holds.reduce((sum, item) => sum + item, 0);
  const may = state.limited ? `may have ${limit} GB and no more` : 'has no limit';
  return {
    tone: 'plain',
    text: `\`${name}\` holds ${holds[state.tenant]} GB and ${may}; ${free} GB of the machine are free.`,
  };
}

/** What it means that a wall stands or does not. */
function wallStory(state: BuildingState, wall: Wall): string {
  const { name, uid } = current(state);
  const field = `\`${views(state).find((view) => view.wall === wall)?.field}\``;
  if (wall === 'user')
    return state.walls.user
      ? `Docker now maps users, with ${field} in its own settings. Inside, \`${name}\` is ${uid === 0 ? 'root' : `user ${uid}`}; on the host it is ${mapped + uid}, who may do nothing there.`
      : `As Docker comes, there is no user namespace: ${uid === 0 ? 'root inside is root of the host' : `user ${uid} inside is user ${uid} of the host`}. The other walls and few keys hold it back.`;
  if (state.walls[wall]) return `The wall stands again. \`${name}\` no longer sees ${behind[wall]}.`;
  switch (wall) {
    case 'pid':
      return `With ${field} this wall is not built. \`${name}\` sees every process, those of its neighbours too, with their arguments.`;
    case 'net':
      return `With ${field} there is one network for both. A port that \`${name}\` opens is open on the host, and what listens only inside the host can be called.`;
    case 'mnt':
      return `Docker has no switch for this wall, but a mount is a door in it. ${field} under \`volumes\` is one as large as the wall${uid === 0 && !state.walls.user ? ', and root may write through it' : ''}.`;
    case 'uts':
      return `With ${field} there is one host name for both${state.privileged && uid === 0 ? `, and \`${name}\` may change it` : ''}.`;
    case 'ipc':
      return `With ${field} shared memory and message queues are the host’s. What programs there exchange can be read, as far as its owners’ rights allow.`;
    case 'cgroup':
      return `With ${field} it sees where it stands in the tree of limits, and the tree around it. The limits themselves stay.`;
  }
}

export function happened(state: BuildingState): string {
  const { name, pid, uid } = current(state);
  const wall = walls.find((item) => item === state.last);
  if (wall) {
    const undone = !state.undone
      ? ''
      : wall === 'user'
        ? ' Docker does not combine it with the host’s processes or network, nor with `privileged`: these are undone.'
        : ' Docker does not combine this with user namespaces, so that wall is gone as well.';
    return wallStory(state, wall) + undone;
  }
  switch (state.last) {
    case 'privileged':
      return state.privileged
        ? `\`privileged: true\` removes no wall. It hands out every key: all capabilities, every device of the host, and no seccomp or AppArmor rules.${state.undone ? ' Docker does not combine it with user namespaces, so that wall is gone.' : ''}`
        : `\`${name}\` is back to ${uid === 0 ? '14 of the capabilities, and to no disks' : 'what its user may do'}.`;
    case 'limited':
    case 'asks':
      return state.limited
        ? `With \`mem_limit\` the kernel counts the memory of \`${name}\` by itself. At the mark it ends a process of this flat.`
        : `Without a limit, memory is one pool. When it is empty, the kernel ends a process, and it goes by size.`;
    default:
      return `\`${name}\` is one process on the kernel of the host. There it has the number ${pid}, in its flat the number 1. The walls decide what else it sees.`;
  }
}

/** What is written for it. */
export function listings(state: BuildingState): Listing[] {
  const { name, limit } = current(state);
  const fields = views(state).filter(({ wall }) => wall !== 'user' && wall !== 'mnt' && !state.walls[wall]);
  const lines = [
    'services:',
    `  ${name}:`,
    `    image: shop/${name}:1.4.2`,
    ...fields.map(({ field }) => `    ${field}`),
    ...(state.walls.mnt ? [] : ['    volumes:', '      - /:/host']),
    ...(state.privileged ? ['    privileged: true'] : []),
    ...(state.limited ? [`    mem_limit: ${limit}g`] : []),
  ];
  const compose = { title: 'compose.yaml', text: lines.join('\n') };
  return state.walls.user
    ? [compose, { title: '/etc/docker/daemon.json', text: '{ "userns-remap": "default" }' }]
    : [compose];
}
