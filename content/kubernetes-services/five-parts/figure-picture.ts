import { type Cell, columns, type Link, listed, type Scene } from '../../../src/panel/figures/scene.ts';
import { listings } from './figure-listings.ts';
import {
  type ClusterState,
  chosen,
  clusterAddress,
  count,
  type Hop,
  hops,
  lookedAt,
  outcome,
  podName,
  pods,
  type Wording,
  wording,
} from './figure-model.ts';
import { happenedInService, happenedToPods, verdict } from './figure-texts.ts';

/** The picture of a call: the stops in rows, and the way between them. */

export function scene(state: ClusterState): Scene {
  return state.way === 'pod' ? byAddress(state) : byService(state);
}

const addressColumns = 'custom-columns=NAME:.metadata.name,IP:.status.podIP';

function podCells(
  state: ClusterState,
  words: Wording,
  target: number | undefined,
  isRefused: boolean,
): Cell[] {
  const isListed = words.label === words.selector;
  const latest = state.last === 'died' ? (state.deaths - 1 + count) % count : undefined;
  return pods(state.deaths).map(({ id, address }, place) => ({
    id: `pod${place}`,
    from: place / count,
    to: (place + 1) / count,
    title: `Pod ${id}`,
    lines: [
      address,
      words.label,
      (place === latest ? 'new, ' : '') + (words.isReady ? 'ready' : 'not ready'),
      `listens on ${words.listens}`,
    ],
    tone: place === target ? (isRefused ? 'bad' : 'good') : place === latest ? 'b' : 'plain',
    look: isListed && words.isReady ? 'solid' : 'open',
    ...(place === target && { sign: isRefused ? '×' : '✓' }),
    ...(state.way === 'service' && {
      isCurrent: lookedAt(state) === 'pods',
      set: { control: 'look', to: 'pods' },
    }),
  }));
}

function podWords(state: ClusterState, words: Wording): string[] {
  return pods(state.deaths).map(
    ({ id, address }) =>
      `Pod \`${id}\`: address \`${address}\`, label \`${words.label}\`, ${words.isReady ? 'ready' : 'not ready'}, listens on ${words.listens}.`,
  );
}

/** The caller knows an address and nothing else. */
function byAddress(state: ClusterState): Scene {
  const words = wording(state);
  const alive = pods(state.deaths);
  const target = alive.findIndex(({ address }) => address === state.noted);
  const lives = target >= 0;
  const { noted } = state;
  const rows: Cell[][] = [
    [
      {
        id: 'caller',
        from: 0.08,
        to: 0.92,
        title: 'The caller',
        lines: [`calls http://${noted}:${words.sent}`],
        tone: 'a',
        look: 'solid',
      },
    ],
    [
      {
        id: 'note',
        from: 0.08,
        to: 0.92,
        title: 'An address, written down',
        lines: [lives ? `${noted} belongs to pod ${alive[target]?.id}` : `${noted} belongs to nobody`],
        tone: lives ? 'a' : 'bad',
        look: lives ? 'solid' : 'open',
        ...(!lives && { sign: '×' }),
      },
    ],
    podCells(state, words, lives ? target : undefined, false),
  ];
  const links: Link[] = [{ from: 'caller', to: 'note', tone: 'a', look: 'call' }];
  if (lives) links.push({ from: 'note', to: `pod${target}`, tone: 'good', look: 'call' });
  else links.push({ from: 'note', to: 'pod0', tone: 'bad', look: 'cut' });
  return {
    rows,
    links,
    happened: happenedToPods(state, words),
    verdicts: [
      lives
        ? { tone: 'good', text: `The call arrives: pod \`${alive[target]?.id}\` answers.` }
        : {
            tone: 'bad',
            text: `The call does not arrive: nobody has \`${noted}\` any more. It waits until it times out, or the network turns it away.`,
          },
    ],
    listings: [
      {
        title: `kubectl get pods -n ${words.namespace} -o ${addressColumns}`,
        text: columns([['NAME', 'IP'], ...alive.map(({ id, address }) => [podName(words, id), address])]),
      },
    ],
    words: [
      `The caller calls \`http://${noted}:${words.sent}\`, an address that it has written down.`,
      lives ? `The address is that of pod \`${alive[target]?.id}\`.` : 'No pod has this address.',
      ...podWords(state, words),
    ],
  };
}

/** The four stops of a call through the Service, in order. */
function byService(state: ClusterState): Scene {
  const words = wording(state);
  const { at, arrives } = outcome(state);
  const end = hops.indexOf(at);
  const target = chosen(state);
  const alive = pods(state.deaths);
  const stop = (hop: Exclude<Hop, 'pods'>, title: string, lines: readonly string[]): Cell => {
    const place = hops.indexOf(hop);
    const isEnd = place === end;
    return {
      id: hop,
      from: 0.08,
      to: 0.92,
      title,
      lines,
      tone: isEnd ? 'bad' : place < end ? 'a' : 'plain',
      look: place > end ? 'faint' : isEnd ? 'open' : 'solid',
      ...(isEnd && { sign: '×' }),
      isCurrent: lookedAt(state) === hop,
      set: { control: 'look', to: hop },
    };
  };
  const hasName = at !== 'name';
  const isMatched = words.label === words.selector;
  const list = isMatched
    ? (words.isReady ? '' : 'not ready: ') + alive.map(({ address }) => address).join(', ')
    : 'empty: no pod has this label';
  const callLink = (from: string, to: string, place: number): Link[] =>
    place <= end ? [{ from, to, tone: 'a', look: 'call' }] : [];
  const links: Link[] = [
    ...callLink('caller', 'name', 0),
    ...callLink('name', 'address', 1),
    ...callLink('address', 'list', 2),
    ...alive.flatMap((_, place): Link[] => {
      const to = `pod${place}`;
      if (!isMatched) return [];
      if (!words.isReady) return [{ from: 'list', to, tone: 'bad', look: 'cut' }];
      if (place === target && at === 'pods')
        return [{ from: 'list', to, tone: arrives ? 'good' : 'bad', look: 'call' }];
      return [{ from: 'list', to, tone: 'plain', look: 'faint' }];
    }),
  ];
  return {
    rows: [
      [
        {
          id: 'caller',
          from: 0.08,
          to: 0.92,
          title: `The caller, in namespace ${words.home}`,
          lines: [`calls ${words.url}`],
          tone: 'a',
          look: 'solid',
        },
      ],
      [stop('name', 'Name', [`${words.fullName} ${hasName ? `is ${clusterAddress}` : 'is nobody’s name'}`])],
      [
        stop('address', 'Address of the Service', [
          `${clusterAddress}, port ${words.servicePort}. No machine has it; each node swaps it for one on the list`,
        ]),
      ],
      [stop('list', 'List, the EndpointSlice', [`asked for: ${words.selector}`, list])],
      podCells(state, words, at === 'pods' ? target : undefined, !arrives),
    ],
    links,
    happened: happenedInService(state, words),
    verdicts: [verdict(state, words)],
    listings: listings(state, words),
    words: [
      `The caller, a pod in namespace \`${words.home}\`, calls \`${words.url}\`.`,
      hasName
        ? `Name: the cluster’s DNS says that \`${words.fullName}\` is \`${clusterAddress}\`.`
        : `Name: the cluster’s DNS knows no \`${words.fullName}\`. The Service is \`${words.service}\` in \`${words.namespace}\`.`,
      `Address: \`${clusterAddress}\`, port ${words.servicePort}, is on no machine. Each node swaps it for the address of a pod on the list, and the port for ${words.door}.`,
      isMatched
        ? `List: the EndpointSlice has ${listed(alive.map(({ address }) => `\`${address}\``))}, ${words.isReady ? 'all ready' : 'none of them ready'}. The selector is \`${words.selector}\`.`
        : `List: the EndpointSlice is empty. The selector is \`${words.selector}\`, and the pods have \`${words.label}\`.`,
      ...podWords(state, words),
    ],
  };
}
