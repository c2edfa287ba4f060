import type { Scene } from '../../../src/panel/figures/scene.ts';
import {
  type ClusterState,
  chosen,
  clusterAddress,
  count,
  type Part,
  type Pod,
  pods,
  type Wording,
} from './figure-model.ts';

/** What has happened and what is broken, in sentences. */

export function happenedToPods(state: ClusterState, { workload, sent }: Wording): string {
  const alive = pods(state.deaths);
  if (state.last !== 'died')
    return `The caller has looked up a pod’s address once, \`${state.noted}\`, and calls port ${sent} there. Now let a pod die.`;
  const place = (state.deaths - 1) % count;
  const before = pods(state.deaths - 1)[place] as Pod;
  const after = alive[place] as Pod;
  const change = `Pod \`${before.id}\` died. \`${workload}\` has started \`${after.id}\` in its place, with another address, \`${after.address}\`.`;
  if (state.way === 'service')
    return `${change} The controller puts it on the list and takes the old one off; once it is ready, calls go to it. The caller changes nothing.`;
  if (before.address === state.noted)
    return `${change} The caller knows nothing of it and calls \`${state.noted}\`.`;
  return alive.some(({ address }) => address === state.noted)
    ? `${change} It was not the one that the caller knows.`
    : `${change} The caller still calls \`${state.noted}\`.`;
}

export function happenedInService(state: ClusterState, words: Wording): string {
  if (state.last === 'died') return happenedToPods(state, words);
  const target = pods(state.deaths)[chosen(state)] as Pod;
  switch (state.broken) {
    case 'none':
      return state.last === 'again'
        ? `Another connection, another choice: this time it is \`${target.address}\`. While a connection stays open, it stays with its pod.`
        : `DNS turns the name into \`${clusterAddress}\`, and the caller’s own node turns that into the address of a pod on the list, here \`${target.address}\`.`;
    case 'selector':
      return `The selector asks for \`${words.selector}\`, and the pods have \`${words.label}\`. The pods are well, the Service is there, and the controller finds nobody to put on the list.`;
    case 'readiness':
      return 'The pods run, but their readiness probe fails. Their addresses stay in the EndpointSlice, marked as not ready, and the nodes send them nothing.';
    case 'port':
      return `Everything up to the pod works. The Service sends to ${words.door}, but the program listens on ${words.listens}. The list does not know that: it looks healthy.`;
    case 'name':
      return `The caller asks for \`${words.asked}\`, and the Service is called \`${words.service}\`. DNS has no answer, so nothing is sent to the Service at all.`;
    case 'namespace':
      return `The caller is in \`${words.home}\`, so the short name means \`${words.fullName}\`. With \`${words.service}.${words.namespace}\` it would be found.`;
  }
}

export function verdict(state: ClusterState, words: Wording): Scene['verdicts'][number] {
  const target = pods(state.deaths)[chosen(state)] as Pod;
  const bad = (text: string) => ({ tone: 'bad', text }) as const;
  switch (state.broken) {
    case 'none':
      return { tone: 'good', text: `The call arrives: pod \`${target.id}\` answers.` };
    case 'selector':
      return bad('The call ends at the list: it is empty, so the caller’s node refuses the connection.');
    case 'readiness':
      return bad(
        'The call ends at the list: nobody on it is ready, so the caller’s node refuses the connection.',
      );
    case 'port':
      return bad(
        `The call ends at the pod: nothing listens on ${words.sent}, so the connection is refused there.`,
      );
    case 'name':
    case 'namespace':
      return bad(`The call ends at the name: \`${words.fullName}\` does not exist.`);
  }
}

/** What a broken part means, in a sentence. */
export function aboutBroken(words: Wording, broken: Part): string {
  switch (broken) {
    case 'none':
      return 'All parts are in place.';
    case 'selector':
      return `The Service asks for \`${words.selector}\`, the pods have \`${words.label}\`.`;
    case 'readiness':
      return 'The readiness probe fails in all three pods.';
    case 'port':
      return `The Service sends to ${words.door}, the program listens on ${words.listens}.`;
    case 'name':
      return `The caller asks for \`${words.asked}\`, the Service is called \`${words.service}\`.`;
    case 'namespace':
      return `The caller is in \`${words.home}\`, the Service in \`${words.namespace}\`.`;
  }
}
