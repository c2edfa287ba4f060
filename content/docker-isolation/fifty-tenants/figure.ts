import { speakable, within } from '../../../src/panel/figures/model.ts';
import type { ControlGroup, SceneAction, SceneFigure } from '../../../src/panel/figures/scene.ts';
import {
  type BuildingState,
  current,
  most,
  own,
  type Tenant,
  tenants,
  views,
  walls,
} from './figure-model.ts';
import { scene } from './figure-picture.ts';

/**
 * A house with three tenants. What each wall takes away is that of namespaces(7) and of
 * https://docs.docker.com/engine/security/; what `privileged` gives, of
 * https://docs.docker.com/reference/cli/docker/container/run/#privileged; what Docker does not combine with user
 * namespaces, of https://docs.docker.com/engine/security/userns-remap/#user-namespace-known-limitations; which tenant
 * is ended when memory runs out, of https://docs.docker.com/engine/containers/resource_constraints/ and
 * proc_pid_oom_score_adj(5). The host has cgroup v2, so a container has a cgroup namespace of its own.
 */

function groups(state: BuildingState): ControlGroup[] {
  const { name, limit } = current(state);
  return [
    {
      id: 'tenant',
      label: 'Tenant',
      place: 'above',
      controls: [
        {
          kind: 'choice',
          id: 'tenant',
          label: 'Tenant',
          options: tenants(state.names).map((tenant, at) => ({ value: String(at), label: tenant.name })),
          value: String(state.tenant),
          about: '',
        },
      ],
    },
    {
      id: 'walls',
      label: 'Walls that stand, one namespace each',
      place: 'above',
      controls: views(state).map(({ wall, sign }) => ({
        kind: 'toggle',
        id: wall,
        label: sign,
        about: '',
        on: state.walls[wall],
      })),
    },
    {
      id: 'keys',
      label: 'Keys',
      place: 'above',
      controls: [{ kind: 'toggle', id: 'privileged', label: 'privileged', about: '', on: state.privileged }],
    },
    {
      id: 'memory',
      label: 'Memory',
      place: 'below',
      controls: [
        { kind: 'toggle', id: 'limited', label: `Limit of ${limit} GB`, about: '', on: state.limited },
        range(state, `${name} asks for`),
      ],
    },
  ];
}

function range(state: BuildingState, label: string) {
  const { holds } = current(state);
  return {
    kind: 'range',
    id: 'asks',
    label,
    unit: 'GB',
    min: holds,
    max: most,
    step: 0.5,
    value: state.asks,
  } as const;
}

function reduce(state: BuildingState, action: SceneAction): BuildingState {
  if (action.type === 'names') return { ...state, names: speakable(own, action.names) };
  if (action.type === 'press') return state;
  const { control, to } = action;
  const wall = walls.find((item) => item === control);
  if (wall) {
    const next = { ...state, walls: { ...state.walls, [wall]: to === true }, last: wall };
    return combined(next, wall === 'user' && to === true);
  }
  switch (control) {
    case 'privileged':
      return combined({ ...state, privileged: to === true, last: control }, false);
    case 'limited':
      return { ...state, limited: to === true, last: control };
    case 'asks':
      return { ...state, asks: within(range(state, ''), Number(to)), last: control };
    case 'tenant': {
      const found = ['0', '1', '2'].indexOf(String(to));
      if (found < 0) return state;
      const next = { ...state, tenant: found, last: control };
      return { ...next, asks: current(next).holds };
    }
    default:
      return state;
  }
}

/** Undoes what Docker does not combine with user namespaces, or the namespace itself. */
function combined(state: BuildingState, userWins: boolean): BuildingState {
  const { pid, net, user } = state.walls;
  if (!user || (pid && net && !state.privileged)) return { ...state, undone: false };
  return userWins
    ? { ...state, walls: { ...state.walls, pid: true, net: true }, privileged: false, undone: true }
    : { ...state, walls: { ...state.walls, user: false }, undone: true };
}

const building: SceneFigure<BuildingState> = {
  kind: 'scene',
  title: 'The building',
  invitation:
    'Take out one wall at a time, and read what the tenant sees then. Try `privileged` with all walls standing. Below, let a tenant ask for memory, without a limit and with one.',
  note: 'Swap is left out, and so is the time namespace: since Docker 29.5 each container has one, and it shows the clocks of the machine. Who is ended also depends on how much a process was told to be spared (oom_score_adj).',
  names: own,
  init: (names) => {
    const named = speakable(own, names);
    return {
      names: named,
      tenant: 0,
      walls: { pid: true, net: true, mnt: true, uts: true, ipc: true, user: false, cgroup: true },
      privileged: false,
      limited: false,
      asks: (tenants(named)[0] as Tenant).holds,
      last: 'start',
      undone: false,
    };
  },
  reduce,
  groups,
  scene,
};

export default building;
