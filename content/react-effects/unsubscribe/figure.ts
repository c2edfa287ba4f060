import {
  type Action,
  type Control,
  type Figure,
  type Frame,
  type Lane,
  type Mark,
  type Names,
  type Story,
  speakable,
} from '../../../src/panel/figures/model.ts';

/**
 * The life of an effect: a component appears, renders again and leaves, and each run of its effect opens
 * something outside React. The order is that of https://react.dev/reference/react/useEffect (paint before the
 * effect unless a click caused it; cleanup before the next setup, with the values of its own run) and the
 * rehearsal that of https://react.dev/reference/react/StrictMode (development only: one more call of the
 * component for each render, one more cleanup and setup when it appears). Time is counted in steps.
 */

export interface LifeState {
  readonly names: Names;
  readonly strict: boolean;
  readonly cleanup: boolean;
  /** Whether the second render brings another value for a dependency. */
  readonly changes: boolean;
}

type Kind = 'render' | 'again' | 'paint' | 'setup' | 'cleanup' | 'skip' | 'leave';

interface Step {
  readonly kind: Kind;
  readonly text: string;
  /** The render, from 1, whose values this step sees. */
  readonly render: number;
  /** The run of the effect, from 1: opened by `setup`, closed by `cleanup`. */
  readonly run?: number;
}

/** Everything that happens, in order; the first step is number 1. */
export function steps({ names, strict, cleanup, changes }: LifeState): Step[] {
  const { component, hook, call } = names;
  const result: Step[] = [];
  const add = (kind: Kind, render: number, text: string, run?: number) =>
    result.push({ kind, text, render, ...(run !== undefined && { run }) });
  const appear = (render: number) => {
    add('render', render, `Render ${render}: React calls \`${component}\`. Nothing is on the screen yet.`);
    if (render > 1)
      result[result.length - 1] = {
        kind: 'render',
        render,
        text: `Render ${render}: React calls \`${component}\` again${changes ? ', and a dependency of the effect has another value' : ''}. The screen still shows render ${render - 1}.`,
      };
    if (strict)
      add('again', render, `Strict Mode calls \`${component}\` a second time, to show impure rendering.`);
    add('paint', render, `React changes the page, and the browser paints render ${render}.`);
  };
  let run = 0;
  let seen = 1;
  const setup = (render: number, why: string) => {
    run++;
    seen = render;
    add(
      'setup',
      render,
      `${why} run ${run} of the effect calls \`${call}\`. It sees the values of render ${render}.`,
      run,
    );
  };
  const tidy = (why: string) => {
    if (cleanup)
      add(
        'cleanup',
        seen,
        `${why} the cleanup of run ${run} closes what run ${run} opened. It still sees the values of render ${seen}.`,
        run,
      );
  };
  appear(1);
  setup(1, `\`${hook}\` has its turn:`);
  if (strict) {
    tidy('Strict Mode rehearses leaving:');
    setup(
      1,
      `${cleanup ? 'And' : 'Strict Mode rehearses leaving, which cleans up nothing here, and'} coming back:`,
    );
  }
  appear(2);
  if (changes) {
    tidy('Before the effect runs again,');
    setup(2, 'A dependency has changed:');
  } else add('skip', 2, 'No dependency has changed: React runs neither the cleanup nor the effect.');
  add(
    'leave',
    2,
    `The component leaves: React takes its nodes off the page${cleanup ? '' : ', and there is no cleanup to call'}.`,
  );
  tidy('Last,');
  return result;
}

/** The runs whose thing is open after the first `count` steps. */
function open(all: readonly Step[], count: number): number[] {
  const result = new Set<number>();
  for (const { kind, run } of all.slice(0, count)) {
    if (kind === 'setup' && run !== undefined) result.add(run);
    if (kind === 'cleanup' && run !== undefined) result.delete(run);
  }
  return [...result];
}

const signs: Record<Kind, string> = {
  render: 'R',
  again: 'R',
  paint: 'P',
  setup: 'E',
  cleanup: 'C',
  skip: '–',
  leave: '×',
};

function marks(all: readonly Step[], kinds: readonly Kind[]): Mark[] {
  return all.flatMap(({ kind, render }, at) =>
    kinds.includes(kind)
      ? [
          {
            at: at + 1,
            sign: signs[kind],
            tone: render === 1 ? 'a' : 'b',
            hollow: kind === 'again' || kind === 'skip' || kind === 'leave',
          } as const,
        ]
      : [],
  );
}

function story(state: LifeState): Story {
  const all = steps(state);
  const end = all.length + 1;
  const when = (kind: Kind, fits: (step: Step) => boolean = () => true) => {
    const at = all.findIndex((step) => step.kind === kind && fits(step));
    return at < 0 ? undefined : at + 1;
  };
  const leave = when('leave') ?? end;
  const second = when('paint', ({ render }) => render === 2) ?? leave;
  const outside = all.flatMap(({ kind, run }, at): Lane[] => {
    if (kind !== 'setup') return [];
    const closed = when('cleanup', (step) => step.run === run);
    const render = all[at]?.render;
    const tone = render === 1 ? 'a' : 'b';
    const label = `Outside React, from run ${run}`;
    if (closed !== undefined)
      return [{ label, bars: [{ from: at + 1, to: closed, text: 'open', tone }], marks: [] }];
    const left = { from: leave, to: end, text: 'left', tone: 'bad', idle: true } as const;
    return [{ label, bars: [{ from: at + 1, to: leave, text: 'open', tone }, left], marks: [] }];
  });
  return {
    end,
    pace: 1,
    moments: all.map(({ text }, at) => ({ at: at + 1, text })),
    ticks: all.map((_, at) => ({ at: at + 1, text: String(at + 1) })),
    lanes: [
      {
        label: 'React: R render, P paint, × removed',
        bars: [],
        marks: marks(all, ['render', 'again', 'paint', 'leave']),
      },
      {
        label: 'On the screen',
        bars: [
          { from: when('paint') ?? 0, to: second, text: 'render 1', tone: 'a' },
          { from: second, to: leave, text: 'render 2', tone: 'b' },
        ],
        marks: [],
      },
      {
        label: `${state.names['hook']}: E effect, C cleanup`,
        bars: [],
        marks: marks(all, ['setup', 'cleanup', 'skip']),
      },
      ...outside,
    ],
  };
}

function at(state: LifeState, t: number): Frame {
  const all = steps(state);
  const count = Math.min(all.length, Math.max(0, Math.floor(t)));
  const done = all.slice(0, count);
  const left = done.some(({ kind }) => kind === 'leave');
  const painted = done.findLast(({ kind }) => kind === 'paint')?.render;
  const running = open(all, count);
  const last = done.findLast(({ kind }) => kind === 'setup');
  const { call, component } = state.names;
  return {
    time: count === 0 ? 'the start' : `step ${count} of ${all.length}`,
    screen: { address: '', text: left || painted === undefined ? null : `${component}, render ${painted}` },
    facts: [
      {
        label: `Open outside, by \`${call}\``,
        value: running.map((run) => `run ${run}`).join(', ') || 'nothing',
      },
      {
        label: 'Last run of the effect',
        value: last ? `run ${last.run}, with the values of render ${last.render}` : 'none',
      },
    ],
    verdict: verdict(running, left, count === all.length),
  };
}

function verdict(running: readonly number[], left: boolean, over: boolean): Frame['verdict'] {
  const many = running.length;
  if (left && over)
    return many === 0
      ? { tone: 'good', text: 'Right: everything that was opened is closed.' }
      : {
          tone: 'bad',
          text: `Wrong: ${many === 1 ? 'one is' : `${many} are`} still open, and nobody is left to close ${many === 1 ? 'it' : 'them'}.`,
        };
  if (many > 1)
    return {
      tone: 'bad',
      text: `Wrong: ${many} are open, and only the last one belongs to what is on the screen.`,
    };
  if (left) return { tone: 'plain', text: 'The page is clear; the cleanup is next.' };
  return {
    tone: 'plain',
    text: many === 1 ? 'One is open, and one component is there.' : 'Nothing is open.',
  };
}

function controls(state: LifeState): Control[] {
  const toggle = (id: 'strict' | 'cleanup' | 'changes', label: string, about: string): Control => ({
    kind: 'toggle',
    id,
    label,
    about,
    on: state[id],
  });
  return [
    toggle('cleanup', 'Cleanup', 'The effect returns a function that undoes what it did.'),
    toggle('strict', 'Strict Mode', 'In development, React rehearses leaving and coming back.'),
    toggle('changes', 'A dependency changes', 'The second render has another value for it.'),
  ];
}

function reduce(state: LifeState, action: Action): LifeState {
  if (action.type === 'names') return { ...state, names: speakable(life.names, action.names) };
  const { control } = action;
  if (control !== 'strict' && control !== 'cleanup' && control !== 'changes') return state;
  return { ...state, [control]: action.to === true };
}

const life: Figure<LifeState> = {
  title: 'The life of an effect',
  invitation:
    'Step through it: the component appears, renders again and leaves. Then switch the cleanup on, and Strict Mode, which shows the leak before anybody leaves.',
  note: 'After a click, React may run the cleanup and the effect before the browser paints.',
  names: { component: 'Profile', hook: 'useEffect', call: 'addEventListener' },
  init: (names) => ({ names: speakable(life.names, names), strict: false, cleanup: false, changes: true }),
  reduce,
  controls,
  story,
  at,
};

export default life;
