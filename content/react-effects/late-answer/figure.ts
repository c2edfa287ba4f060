import {
  type Action,
  type Bar,
  type Control,
  type Figure,
  type Frame,
  inOrder,
  type Mark,
  type Moment,
  type Names,
  type RangeControl,
  type Story,
  speakable,
  within,
} from '../../../src/panel/figures/model.ts';

/**
 * The race: two people are clicked, two requests are on their way, and the answers come back in the order of
 * their latencies. What the guards do follows
 * https://react.dev/learn/you-might-not-need-an-effect#fetching-data (ignore flag),
 * https://developer.mozilla.org/docs/Web/API/AbortController/abort (AbortError) and
 * https://react.dev/learn/preserving-and-resetting-state#resetting-state-with-a-key (key). That a setter of a
 * component that is gone does nothing: https://github.com/reactwg/react-18/discussions/82. All times are
 * milliseconds; rendering takes none.
 */

const people = ['Ada', 'Grace'] as const;
type Person = 0 | 1;
const tones = ['a', 'b'] as const;

const guards = ['ignore', 'abort', 'key'] as const;
type Guard = (typeof guards)[number];

export interface RaceState {
  readonly names: Names;
  readonly clicks: readonly [number, number];
  /** From the click to the answer. */
  readonly latencies: readonly [number, number];
  readonly guards: Readonly<Record<Guard, boolean>>;
}

/** A little after the latest answer there can be, so that what comes of it is seen. */
const end = 1700;
const step = 50;

/** What becomes of an answer. */
type Fate = 'written' | 'ignored' | 'aborted' | 'unmounted';

interface Run {
  readonly asked: number;
  /** When the answer is there, or would have been. */
  readonly answer: number;
  readonly fate: Fate;
}

/** The second click is handled before an answer of the same millisecond. */
function runs({ clicks, latencies, guards: on }: RaceState): readonly [Run, Run] {
  const answers = [clicks[0] + latencies[0], clicks[1] + latencies[1]] as const;
  const late = answers[0] >= clicks[1];
  const fate = !late
    ? 'written'
    : on.abort
      ? 'aborted'
      : on.ignore
        ? 'ignored'
        : on.key
          ? 'unmounted'
          : 'written';
  return [
    { asked: clicks[0], answer: answers[0], fate },
    { asked: clicks[1], answer: answers[1], fate: 'written' },
  ];
}

interface Shown {
  readonly from: number;
  /** Whose answer the page displays; null before there is one. */
  readonly who: Person | null;
  /** The person who was clicked last; null before the first click. */
  readonly asked: Person | null;
}

/** What the page displays, from each change until the next. */
function shownOver(state: RaceState): Shown[] {
  const both = runs(state);
  const changes: { at: number; apply: (now: Shown) => Omit<Shown, 'from'> }[] = people.map((_, at) => ({
    at: state.clicks[at as Person],
    apply: (now) => ({ who: state.guards.key ? null : now.who, asked: at as Person }),
  }));
  both.forEach(({ answer, fate }, who) => {
    if (fate === 'written')
      changes.push({ at: answer, apply: (now) => ({ who: who as Person, asked: now.asked }) });
  });
  const result: Shown[] = [{ from: 0, who: null, asked: null }];
  for (const { at, apply } of changes.sort((x, y) => x.at - y.at))
    result.push({ from: at, ...apply(result.at(-1) as Shown) });
  return result.filter((shown, at) => shown.from !== result[at + 1]?.from);
}

const name = (who: Person | null) => (who === null ? 'nobody' : people[who]);

function moments(state: RaceState): Moment[] {
  const { component, dep, call, setter } = state.names;
  const on = state.guards;
  const [first, second] = runs(state);
  const answered = first.answer < second.asked;
  const cleanup = [
    on.key && `The \`key\` is another one, so the old \`${component}\` is unmounted and a new one begins.`,
    on.ignore && 'The cleanup of Ada’s run sets its `ignore` to true.',
    on.abort &&
      (answered
        ? 'The cleanup aborts Ada’s controller; her answer is there already, so nothing happens.'
        : `The cleanup aborts Ada’s controller: her request ends with an \`AbortError\`, and \`${setter}\` never runs for it.`),
    !answered && !on.ignore && !on.abort && 'Ada’s request goes on; nobody has told it.',
  ];
  const moments: Moment[] = [
    {
      at: first.asked,
      text: `Click on Ada: \`${dep}\` is Ada’s, and the effect calls \`${call}\`.`,
    },
    {
      at: second.asked,
      text: [
        `Click on Grace: \`${dep}\` is Grace’s now.`,
        ...cleanup,
        `The effect runs ${on.key ? 'in the new component' : 'again'} and calls \`${call}\`.`,
      ]
        .filter(Boolean)
        .join(' '),
    },
  ];
  for (const [who, { answer, fate }] of [first, second].entries()) {
    if (fate === 'aborted') continue;
    const person = people[who as Person];
    // Grace was clicked last, so Ada's answer is wrong once it comes after that click.
    const wrong = who === 0 && answer >= second.asked;
    moments.push({
      at: answer,
      text: {
        written: `${person}’s answer arrives, and \`${setter}\` runs. The page shows ${person}${wrong ? ', though Grace was clicked last' : ''}.`,
        ignored: `${person}’s answer arrives, finds \`ignore\` true and leaves. \`${setter}\` does not run.`,
        unmounted: `${person}’s answer arrives, and \`${setter}\` runs for a \`${component}\` that is gone. React does nothing, and says nothing.`,
      }[fate],
    });
  }
  return inOrder(moments);
}

function requestLane(state: RaceState, who: Person) {
  const { asked, answer, fate } = runs(state)[who];
  const tone = tones[who];
  const until = fate === 'written' ? answer : state.clicks[1];
  const text = { written: 'on its way', ignored: 'to be ignored', aborted: 'aborted', unmounted: 'unwanted' };
  const bars: Bar[] = [{ from: asked, to: until, text: 'on its way', tone }];
  if (until < answer) bars.push({ from: until, to: answer, text: text[fate], tone, idle: true });
  const marks: Mark[] = [
    {
      at: answer,
      sign: fate === 'aborted' ? '×' : '↔',
      tone,
      hollow: fate === 'aborted',
      drag: { control: `latency${who + 1}`, base: asked },
    },
  ];
  return { label: `${people[who]}’s request`, bars, marks };
}

function story(state: RaceState): Story {
  const written: Mark[] = runs(state).flatMap(({ answer, fate }, who) =>
    fate === 'written' || fate === 'unmounted'
      ? [
          {
            at: answer,
            sign: people[who as Person].slice(0, 1),
            tone: tones[who as Person],
            hollow: fate === 'unmounted',
          } as const,
        ]
      : [],
  );
  const screen: Bar[] = [];
  for (const { from, who, asked } of shownOver(state)) {
    const wrong = who !== null && who !== asked;
    const text = who === null ? 'nothing yet' : wrong ? `${people[who]}: wrong` : people[who];
    const last = screen.at(-1);
    if (last) screen[screen.length - 1] = { ...last, to: last.text === text ? end : from };
    if (last?.text === text) continue;
    const tone = wrong ? 'bad' : who === null ? 'plain' : tones[who];
    screen.push({ from, to: end, text, tone, idle: who === null });
  }
  return {
    end,
    pace: 300,
    moments: moments(state),
    ticks: [0, 400, 800, 1200, 1600].map((at) => ({ at, text: `${at} ms` })),
    lanes: [
      {
        label: 'Clicks',
        bars: [],
        marks: state.clicks.map((at, who) => ({
          at,
          sign: people[who as Person].slice(0, 1),
          tone: tones[who as Person],
          drag: { control: `click${who + 1}`, base: 0 },
        })),
      },
      requestLane(state, 0),
      requestLane(state, 1),
      { label: `${state.names['setter']} runs`, bars: [], marks: written },
      { label: 'On the screen', bars: screen, marks: [] },
    ],
  };
}

function at(state: RaceState, t: number): Frame {
  const both = runs(state);
  const { who, asked } = shownOver(state).findLast(({ from }) => from <= t) as Shown;
  const waiting = both.flatMap((run, person) => {
    const until = run.fate === 'aborted' ? state.clicks[1] : run.answer;
    return run.asked <= t && t < until ? [`${people[person as Person]}’s request`] : [];
  });
  const { setter } = state.names;
  const calls = both
    .map((run, person) => ({ ...run, person: person as Person }))
    .filter((run) => run.answer <= t && (run.fate === 'written' || run.fate === 'unmounted'))
    .sort((x, y) => x.answer - y.answer);
  const last = calls.at(-1);
  return {
    time: `${Math.round(t)} ms`,
    screen: {
      address: asked === null ? '' : `/people/${people[asked].toLowerCase()}`,
      text: who === null ? null : people[who],
    },
    facts: [
      { label: 'Clicked last', value: name(asked) },
      { label: 'On its way', value: waiting.join(' and ') || 'nothing' },
      {
        label: `Last run of \`${setter}\``,
        value: last
          ? `with ${people[last.person]}’s answer, at ${last.answer} ms${last.fate === 'unmounted' ? ', without effect' : ''}`
          : 'none',
      },
    ],
    verdict: verdict(who, asked, both[1].answer <= t),
  };
}

function verdict(who: Person | null, asked: Person | null, answered: boolean): Frame['verdict'] {
  if (asked === null) return { tone: 'plain', text: 'Nobody has been clicked.' };
  if (who === null) return { tone: 'plain', text: `Waiting for ${people[asked]}.` };
  if (who === asked) return { tone: 'good', text: `Right: ${people[asked]} was clicked last.` };
  return {
    tone: 'bad',
    text: answered
      ? `Wrong, and it stays so: the page shows ${people[who]}, but ${people[asked]} was clicked last.`
      : `Wrong for now: the page shows ${people[who]} until ${people[asked]}’s answer arrives.`,
  };
}

function ranges({ clicks, latencies }: RaceState): RangeControl[] {
  const range = (id: string, label: string, min: number, max: number, value: number): RangeControl => ({
    kind: 'range',
    id,
    label,
    min,
    max,
    step,
    value,
  });
  return [
    range('click1', 'Click on Ada', 0, 550, clicks[0]),
    range('latency1', 'Ada’s answer takes', step, 1000, latencies[0]),
    range('click2', 'Click on Grace', step, 600, clicks[1]),
    range('latency2', 'Grace’s answer takes', step, 1000, latencies[1]),
  ];
}

function controls(state: RaceState): Control[] {
  const { component, dep } = state.names;
  const toggle = (id: Guard, label: string, about: string): Control => ({
    kind: 'toggle',
    id,
    label,
    about,
    on: state.guards[id],
  });
  return [
    toggle('ignore', 'ignore flag', 'The cleanup raises it; the answer looks at it before it writes.'),
    toggle('abort', 'AbortController', 'The cleanup ends the request itself.'),
    toggle('key', `key={${dep}}`, `Another person is another \`${component}\`, with state of its own.`),
    ...ranges(state),
  ];
}

function reduce(state: RaceState, action: Action): RaceState {
  if (action.type === 'names') return { ...state, names: speakable(race.names, action.names) };
  const { control, to } = action;
  if ((guards as readonly string[]).includes(control))
    return { ...state, guards: { ...state.guards, [control]: to === true } };
  const range = ranges(state).find(({ id }) => id === control);
  if (!range) return state;
  const value = within(range, Number(to));
  const [c1, c2] = state.clicks;
  const [l1, l2] = state.latencies;
  switch (control) {
    // Ada is always clicked first; a click that meets the other one pushes it along.
    case 'click1':
      return { ...state, clicks: [value, Math.max(c2, value + step)] };
    case 'click2':
      return { ...state, clicks: [Math.min(c1, value - step), value] };
    case 'latency1':
      return { ...state, latencies: [value, l2] };
    default:
      return { ...state, latencies: [l1, value] };
  }
}

const race: Figure<RaceState> = {
  title: 'The race',
  invitation:
    'Play it, or step. Then switch on one guard at a time, and drag the clicks and the answers: can you still get the wrong name onto the page?',
  note: 'The clock is slowed down, and rendering takes no time here.',
  names: { component: 'Profile', dep: 'userId', setter: 'setUser', call: 'fetchUser' },
  init: (names) => ({
    names: speakable(race.names, names),
    clicks: [0, 200],
    latencies: [900, 100],
    guards: { ignore: false, abort: false, key: false },
  }),
  reduce,
  controls,
  story,
  at,
};

export default race;
