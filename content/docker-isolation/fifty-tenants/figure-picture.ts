import type { Cell, Scene } from '../../../src/panel/figures/scene.ts';
import { type BuildingState, current, hostHolds, machine, memory, tenants, views } from './figure-model.ts';
import { happened, keyWords, listings, memoryVerdict, wallVerdict } from './figure-texts.ts';

/** The picture: a flat, its walls and the building behind them; below them the kernel and the memory. */

export function scene(state: BuildingState): Scene {
  const tenant = current(state);
  const all = views(state);
  const { ended } = memory(state);
  const victim = ended && tenants(state.names)[ended.tenant];
  const rows: Cell[][] = [
    [
      {
        id: 'in',
        from: 0,
        to: 0.4,
        title: `In the flat of ${tenant.name}`,
        lines: [],
        tone: 'a',
        look: 'solid',
      },
      { id: 'out', from: 0.6, to: 1, title: 'In the building', lines: [], tone: 'b', look: 'solid' },
    ],
    ...all.map(({ wall, sign, title, inside, outside }): Cell[] => {
      const isUp = state.walls[wall];
      // Without a user namespace, as Docker comes, it is root that matters.
      const isBad = !isUp && (wall !== 'user' || tenant.uid === 0);
      const isOpen = !isUp && wall !== 'user';
      return [
        {
          id: `${wall}-in`,
          from: 0,
          to: 0.4,
          title,
          lines: [inside],
          tone: isOpen ? 'bad' : 'a',
          look: isOpen ? 'open' : 'solid',
        },
        {
          id: `${wall}-wall`,
          from: 0.4,
          to: 0.6,
          title: sign,
          lines: isUp ? [] : ['open'],
          tone: isUp ? 'plain' : isBad ? 'bad' : 'plain',
          look: isUp ? 'wall' : 'gap',
          isCentred: true,
          set: { control: wall, to: !isUp },
        },
        { id: `${wall}-out`, from: 0.6, to: 1, title: '', lines: [outside], tone: 'b', look: 'solid' },
      ];
    }),
    keys(state),
    [
      {
        id: 'kernel',
        from: 0,
        to: 1,
        title: 'One kernel for all, and one memory',
        lines: [`${machine} GB${victim ? `. ${victim.name} was ended` : ''}`],
        tone: 'plain',
        look: 'solid',
      },
    ],
    bar(state),
  ];
  return {
    rows,
    links: [],
    happened: happened(state),
    verdicts: [wallVerdict(state), memoryVerdict(state)],
    listings: listings(state),
    words: [
      ...all.map(({ wall, sign, title, inside, outside }) => {
        const stands = state.walls[wall] ? 'the wall stands' : 'no wall';
        return `${title}, ${sign} namespace, ${stands}: ${tenant.name} sees ${inside}; in the building, ${outside}.`;
      }),
      `Keys: ${keyWords(state)}.`,
      `Memory: ${memoryParts(state)
        .map(({ name, holds, isEnded }) => `${name} ${isEnded ? 'ended' : `${holds} GB`}`)
        .join(', ')}, of ${machine} GB.`,
    ],
  };
}

function keys(state: BuildingState): Cell[] {
  const { privileged } = state;
  return [
    {
      id: 'keys-in',
      from: 0,
      to: 0.4,
      title: 'Keys',
      lines: [keyWords(state)],
      tone: privileged ? 'bad' : 'a',
      look: privileged ? 'open' : 'solid',
    },
    {
      id: 'keys-wall',
      from: 0.4,
      to: 0.6,
      title: 'Lock',
      lines: privileged ? ['opens'] : [],
      tone: privileged ? 'bad' : 'plain',
      look: privileged ? 'gap' : 'solid',
      isCentred: true,
      set: { control: 'privileged', to: !privileged },
    },
    {
      id: 'keys-out',
      from: 0.6,
      to: 1,
      title: '',
      lines: ['the disks, and the kernel’s own settings'],
      tone: 'b',
      look: 'solid',
    },
  ];
}

interface Part {
  readonly name: string;
  readonly holds: number;
  readonly isEnded: boolean;
}

function memoryParts(state: BuildingState): Part[] {
  const { holds, ended } = memory(state);
  return [
    { name: 'host', holds: hostHolds, isEnded: false },
    ...tenants(state.names).map(({ name }, at) => ({
      name,
      holds: holds[at] ?? 0,
      isEnded: ended?.tenant === at,
    })),
  ];
}

function bar(state: BuildingState): Cell[] {
  const { limit } = current(state);
  const parts = memoryParts(state);
  const used = parts.reduce((sum, { holds }) => sum + holds, 0);
  let from = 0;
  const cell = (id: string, size: number, rest: Omit<Cell, 'id' | 'from' | 'to'>): Cell => {
    const to = Math.min(1, from + size / machine);
    const made = { id, from, to, ...rest };
    from = to;
    return made;
  };
  // A tenant that was ended leaves room; as much of it is drawn as is free again.
  const gone = Math.min(machine - used, 1.5);
  const cells = parts.flatMap(({ name, holds, isEnded }, at): Cell[] => {
    if (isEnded && gone === 0) return [];
    if (isEnded)
      return [
        cell(`memory${at}`, gone, {
          title: name,
          lines: ['ended'],
          tone: 'bad',
          look: 'open',
          sign: '×',
        }),
      ];
    const isTenant = at - 1 === state.tenant;
    const most = isTenant && state.limited ? ` of ${limit} GB` : ' GB';
    return [
      cell(`memory${at}`, holds, {
        title: name,
        lines: [`${holds}${most}`],
        tone: at === 0 ? 'b' : isTenant ? 'a' : 'plain',
        look: 'solid',
      }),
    ];
  });
  const free = machine - used - (parts.some(({ isEnded }) => isEnded) ? gone : 0);
  if (free > 0)
    cells.push(cell('free', free, { title: 'free', lines: [`${free} GB`], tone: 'plain', look: 'faint' }));
  return cells;
}
