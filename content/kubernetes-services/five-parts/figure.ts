import { type Names, speakable } from '../../../src/panel/figures/model.ts';
import type { ControlGroup, SceneAction, SceneFigure } from '../../../src/panel/figures/scene.ts';
import {
  type ClusterState,
  count,
  hops,
  lookedAt,
  own,
  type Pod,
  parts,
  pods,
  wording,
} from './figure-model.ts';
import { scene } from './figure-picture.ts';
import { aboutBroken } from './figure-texts.ts';

/**
 * A call to three pods that die and come back with other addresses: first to the address of one of them, then
 * to the Service, of which one part at a time can be broken. What the parts do is that of
 * https://kubernetes.io/docs/concepts/services-networking/service/ and …/reference/networking/virtual-ips/;
 * that a pod which is not ready stays in the EndpointSlice, with `ready: false`, that of
 * …/concepts/services-networking/endpoint-slices/#conditions. The listings have the columns and the words of
 * kubectl 1.35.
 */

function groups(state: ClusterState): ControlGroup[] {
  const words = wording(state);
  const byName = state.way === 'service';
  const option = <V extends string>(value: V, label: string) => ({ value, label });
  return [
    {
      id: 'way',
      label: 'The caller uses',
      place: 'above',
      controls: [
        {
          kind: 'choice',
          id: 'way',
          label: 'The caller uses',
          options: [option('pod', 'a pod’s address'), option('service', 'the Service’s name')],
          value: state.way,
          about: '',
        },
      ],
    },
    {
      id: 'broken',
      label: 'Break one part',
      place: 'above',
      controls: byName
        ? [
            {
              kind: 'choice',
              id: 'broken',
              label: 'Break one part',
              options: [
                option('none', 'Nothing'),
                option('selector', 'Selector'),
                option('readiness', 'Readiness'),
                option('port', 'Port'),
                option('name', 'Name'),
                option('namespace', 'Namespace'),
              ],
              value: state.broken,
              about: aboutBroken(words, state.broken),
            },
          ]
        : [],
    },
    {
      id: 'pods',
      label: 'Pods',
      place: 'above',
      controls: [
        { kind: 'press', id: 'die', label: 'Let a pod die' },
        ...(byName && state.broken === 'none'
          ? [{ kind: 'press', id: 'again', label: 'Call again' } as const]
          : []),
      ],
    },
    {
      id: 'look',
      label: 'Look with kubectl at',
      place: 'below',
      controls: byName
        ? [
            {
              kind: 'choice',
              id: 'look',
              label: 'Look with kubectl at',
              options: [
                option('name', 'Name'),
                option('address', 'Address'),
                option('list', 'List'),
                option('pods', 'Pods'),
              ],
              value: lookedAt(state),
              about: '',
            },
          ]
        : [],
    },
  ];
}

/** The names, with the Service's for a workload that the reader's code does not name. */
function named(names: Names): Names {
  const workload = Object.hasOwn(names, 'workload') ? names['workload'] : undefined;
  const service = Object.hasOwn(names, 'service') ? names['service'] : undefined;
  return speakable(own, { ...names, workload: workload || service || '' });
}

function reduce(state: ClusterState, action: SceneAction): ClusterState {
  if (action.type === 'names') return { ...state, names: named(action.names) };
  const { control } = action;
  if (action.type === 'press') {
    // Each keeps to what can be told apart: after so many pods the addresses begin again.
    if (control === 'die')
      return { ...state, deaths: (state.deaths + 1) % 690, look: undefined, last: 'died' };
    if (control === 'again' && state.way === 'service')
      return { ...state, calls: (state.calls + 1) % count, look: undefined, last: 'again' };
    return state;
  }
  const { to } = action;
  if (control === 'way' && (to === 'pod' || to === 'service')) {
    // A caller that turns to addresses again looks one up again.
    const noted = to === 'pod' && state.way !== 'pod' ? (pods(state.deaths)[0] as Pod).address : state.noted;
    return { ...state, way: to, noted, look: undefined, last: 'way' };
  }
  const part = parts.find((item) => item === to);
  if (control === 'broken' && part) return { ...state, broken: part, look: undefined, last: 'broken' };
  const hop = hops.find((item) => item === to);
  if (control === 'look' && hop) return { ...state, look: hop, last: 'look' };
  return state;
}

const cluster: SceneFigure<ClusterState> = {
  kind: 'scene',
  title: 'The way of a call',
  invitation:
    'Let a pod die, and see what becomes of a call to its address. Then call the Service by its name, let pods die again, and break one part at a time: where does the call end?',
  note: 'Every change takes effect at once here; in a cluster it takes a moment. Which pod is chosen, the nodes decide at random or in turn.',
  names: own,
  init: (names) => ({
    names: named(names),
    way: 'pod',
    broken: 'none',
    deaths: 0,
    calls: 0,
    noted: (pods(0)[0] as Pod).address,
    look: undefined,
    last: 'start',
  }),
  reduce,
  groups,
  scene,
};

export default cluster;
