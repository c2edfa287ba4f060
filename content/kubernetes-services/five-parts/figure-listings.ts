import { columns, type Listing } from '../../../src/panel/figures/scene.ts';
import {
  type ClusterState,
  chosen,
  clusterAddress,
  lookedAt,
  outcome,
  type Pod,
  podName,
  pods,
  type Wording,
} from './figure-model.ts';

/** What kubectl prints, in the columns and words of its version 1.35. */

/** What kubectl prints at the stop that the reader looks at. */
export function listings(state: ClusterState, words: Wording): Listing[] {
  const { service, namespace, asked, home } = words;
  const alive = pods(state.deaths);
  const table = (name: string) => [
    ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'],
    [name, 'ClusterIP', clusterAddress, '<none>', `${words.servicePort}/TCP`, '5d'],
  ];
  const slices = `endpointslices -n ${namespace} -l kubernetes.io/service-name=${service}`;
  const isMatched = words.label === words.selector;
  switch (lookedAt(state)) {
    case 'name': {
      const title = `kubectl get service ${asked} -n ${home}`;
      if (outcome(state).at !== 'name') return [{ title, text: columns(table(service)) }];
      return [
        { title, text: `Error from server (NotFound): services "${asked}" not found` },
        { title: `kubectl get services -n ${namespace}`, text: columns(table(service)) },
      ];
    }
    case 'address':
      return [
        {
          title: `kubectl describe service ${service} -n ${namespace}`,
          text: [
            `Name:        ${service}`,
            `Namespace:   ${namespace}`,
            `Selector:    ${words.selector}`,
            'Type:        ClusterIP',
            `IP:          ${clusterAddress}`,
            `Port:        <unset>  ${words.servicePort}/TCP`,
            `TargetPort:  ${state.names['targetPort']}/TCP`,
            '…',
          ].join('\n'),
        },
      ];
    case 'list': {
      const found: Listing = {
        title: `kubectl get ${slices}`,
        text: columns([
          ['NAME', 'ADDRESSTYPE', 'PORTS', 'ENDPOINTS', 'AGE'],
          [
            `${service}-7xk2p`,
            'IPv4',
            isMatched ? words.sent : '<unset>',
            isMatched ? alive.map(({ address }) => address).join(',') : '<unset>',
            '5d',
          ],
        ]),
      };
      if (words.isReady) return [found];
      const ready = alive.flatMap(({ address }) => [
        `  - Addresses:  ${address}`,
        '    Conditions:',
        '      Ready:    false',
        '    …',
      ]);
      return [found, { title: `kubectl describe ${slices}`, text: ['…', 'Endpoints:', ...ready].join('\n') }];
    }
    case 'pods': {
      const list: Listing = {
        title: `kubectl get pods -n ${namespace} -L app`,
        text: columns([
          ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', 'APP'],
          ...alive.map(({ id }, place) => [
            podName(words, id),
            words.isReady ? '1/1' : '0/1',
            'Running',
            '0',
            state.deaths > place ? '40s' : '5d',
            words.label.slice('app='.length),
          ]),
        ]),
      };
      const target = alive[chosen(state)] as Pod;
      return state.broken === 'port'
        ? [
            list,
            {
              title: `kubectl logs ${podName(words, target.id)} -n ${namespace}`,
              text: `listening on port ${words.listens}`,
            },
          ]
        : [list];
    }
  }
}
