import type { Names } from '../../../src/panel/figures/model.ts';

/** The cluster as it stands: its pods, what is broken, and where a call ends. */

export const hops = ['name', 'address', 'list', 'pods'] as const;
export type Hop = (typeof hops)[number];

export const parts = ['none', 'selector', 'readiness', 'port', 'name', 'namespace'] as const;
export type Part = (typeof parts)[number];

type Change = 'start' | 'way' | 'broken' | 'died' | 'again' | 'look';

export interface ClusterState {
  readonly names: Names;
  readonly way: 'pod' | 'service';
  /** What the Service lacks; a call to a pod's address does not need the Service. */
  readonly broken: Part;
  /** How many pods have died, one after the other. */
  readonly deaths: number;
  /** How many calls were made through the Service after the first. */
  readonly calls: number;
  /** The address that the caller has written down. */
  readonly noted: string;
  /** Where the reader looks; `undefined` for where the call ends, and for the list where it arrives. */
  readonly look: Hop | undefined;
  readonly last: Change;
}

export interface Pod {
  /** The end of its name, new for each pod. */
  readonly id: string;
  readonly address: string;
}

export const clusterAddress = '10.96.34.7';
export const count = 3;
/** The letters and digits that Kubernetes makes names of: no vowels, so that no words come out. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** The pods that live after a number of deaths; they die in turn, and each new one has a new address. */
export function pods(deaths: number): Pod[] {
  return Array.from({ length: count }, (_, place) =>
    pod(place, Math.floor((deaths + count - 1 - place) / count)),
  );
}

/** The pod of a place, after `before` others have been there. */
function pod(place: number, before: number): Pod {
  let seed = (place + 3) * 7919 + before * 104_729;
  let id = '';
  for (let at = 0; at < 5; at++) {
    id += letters[seed % letters.length];
    seed = Math.floor(seed / 5) + (place + 1) * 31 * (at + 1) + before;
  }
  return { id, address: `10.244.${place + 1}.${2 + ((15 + place * 14 + before) % 250)}` };
}

/** What is derived from the names, as the picture and the listings say it. */
export function wording({ names, broken, way }: ClusterState) {
  const { service, namespace, workload, port, targetPort } = names as Record<keyof typeof own, string>;
  const isNumber = (text: string) => /^\d{1,5}$/.test(text);
  const servicePort = isNumber(port) ? port : '80';
  const sent = isNumber(targetPort) ? targetPort : '8080';
  const is = (part: Part) => way === 'service' && broken === part;
  const asked = is('name')
    ? service.endsWith('-service')
      ? service.slice(0, -'-service'.length) || 'app'
      : `${service}-service`
    : service;
  const home = is('namespace') ? (namespace === 'front' ? 'back' : 'front') : namespace;
  return {
    service,
    namespace,
    workload,
    servicePort,
    /** The number that a call is sent to, and what the Service says for it where that is a name. */
    sent,
    door: isNumber(targetPort) ? sent : `${targetPort}, which is ${sent}`,
    listens: is('port') ? (sent === '3000' ? '3001' : '3000') : sent,
    asked,
    home,
    fullName: `${asked}.${home}.svc.cluster.local`,
    url: `http://${asked}${servicePort === '80' ? '' : `:${servicePort}`}`,
    selector: `app=${workload}`,
    label: is('selector') ? `app=${workload}-v2` : `app=${workload}`,
    isReady: !is('readiness'),
  };
}

export type Wording = ReturnType<typeof wording>;

/** Where a call through the Service ends, and whether it has arrived there. */
export function outcome({ broken }: ClusterState): { readonly at: Hop; readonly arrives: boolean } {
  switch (broken) {
    case 'name':
    case 'namespace':
      return { at: 'name', arrives: false };
    case 'selector':
    case 'readiness':
      return { at: 'list', arrives: false };
    case 'port':
      return { at: 'pods', arrives: false };
    case 'none':
      return { at: 'pods', arrives: true };
  }
}

/** The pod that a call through the Service is sent to: another one for each call, and a new one after a death. */
export const chosen = ({ calls, deaths }: ClusterState) => (calls + deaths) % count;

export const podName = ({ workload }: Wording, id: string) => `${workload}-6c8d4b7f9-${id}`;

export const lookedAt = (state: ClusterState): Hop => {
  const { at, arrives } = outcome(state);
  return state.look ?? (arrives ? 'list' : at);
};

export const own = {
  service: 'cart',
  namespace: 'shop',
  workload: 'cart',
  port: '80',
  targetPort: '8080',
} as const;
