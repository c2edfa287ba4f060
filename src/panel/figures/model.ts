/**
 * What a figure is: a small pure model that the reader drives. A lesson's `figure.ts` writes one and knows
 * nothing of the page; `view.ts` draws any of them. Texts may hold `backticks` around code.
 */

/** Names from the reader's code by placeholder (`setter`, `dep`, …); what is missing falls to the figure's own. */
export type Names = Readonly<Record<string, string>>;

/** How something looks beside its words, which always say the same: `a` and `b` tell two parties apart. */
export type Tone = 'a' | 'b' | 'good' | 'bad' | 'plain';

export interface RangeControl {
  readonly kind: 'range';
  readonly id: string;
  readonly label: string;
  /** What it counts, said after the number; milliseconds where it is absent. */
  readonly unit?: string;
  /** All in that unit; `min` and `max` can be reached. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
}

export interface ToggleControl {
  readonly kind: 'toggle';
  readonly id: string;
  readonly label: string;
  /** One sentence: what it changes; empty where the picture beside it says so. */
  readonly about: string;
  readonly on: boolean;
}

export type Control = RangeControl | ToggleControl;

/** What the reader can do to a figure beside moving through its time. */
export type Action =
  | { readonly type: 'set'; readonly control: string; readonly to: number | boolean }
  | { readonly type: 'names'; readonly names: Names };

/** Something that lasts, from `from` until before `to`. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly tone: Tone;
  /** Continues although it is no longer wanted: drawn with a broken outline. */
  readonly idle?: boolean;
}

/** Something that happens at one moment; with `drag` the reader can move it, which sets that control. */
export interface Mark {
  readonly at: number;
  /** One or two characters. */
  readonly sign: string;
  readonly tone: Tone;
  /** Tells of something that did not happen: drawn hollow. */
  readonly hollow?: boolean;
  /** The control becomes the mark's time less `base`. */
  readonly drag?: { readonly control: string; readonly base: number };
}

export interface Lane {
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
}

/** A point in time at which something happens, described in full sentences. */
export interface Moment {
  readonly at: number;
  readonly text: string;
}

/** The whole of what happens under the present settings. */
export interface Story {
  /** The length of the time line; it begins at 0. */
  readonly end: number;
  /** How much of it passes in a second of playing. */
  readonly pace: number;
  /** In order, one per point in time. */
  readonly moments: readonly Moment[];
  readonly lanes: readonly Lane[];
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** What is so at one point in time. */
export interface Frame {
  /** The point in time in words: `300 ms`, `step 3 of 9`. */
  readonly time: string;
  /** What the page displays; `text` is null while it displays nothing. */
  readonly screen: { readonly address: string; readonly text: string | null };
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly verdict: { readonly tone: 'good' | 'bad' | 'plain'; readonly text: string };
}

export interface Figure<S = unknown> {
  readonly title: string;
  /** What there is to try, in a sentence or two. */
  readonly invitation: string;
  /** What the picture leaves out or simplifies, where that matters. */
  readonly note: string;
  /** Names shown where the reader's code gives none. */
  readonly names: Names;
  init(names: Names): S;
  reduce(state: S, action: Action): S;
  controls(state: S): readonly Control[];
  story(state: S): Story;
  /** @param t from 0 to the story's end; what happens at `t` itself has happened */
  at(state: S, t: number): Frame;
}

/** Characters that cannot be seen or that steer the direction of text, and the backtick that marks code. */
const unfit = /[\p{Cc}\p{Cf}\u2028\u2029`]/gu;
const longestName = 32;

/** The names a figure speaks with: the reader's, made fit for a sentence and a picture, else the defaults. */
export function speakable(defaults: Names, names: Names): Names {
  const all = new Map(Object.entries(names));
  return Object.fromEntries(
    Object.entries(defaults).map(([key, own]) => {
      const given = String(all.get(key) ?? '');
      const text = [...given.slice(0, 400).replace(/\s+/g, ' ').replace(unfit, '').trim()];
      const short = text.length > longestName ? `${text.slice(0, longestName - 1).join('')}…` : text.join('');
      return [key, short || own];
    }),
  );
}

/** Puts moments in order and joins the texts of those at the same time, in the order given. */
export function inOrder(moments: readonly Moment[]): Moment[] {
  const result: Moment[] = [];
  for (const moment of [...moments].sort((x, y) => x.at - y.at)) {
    const last = result.at(-1);
    if (last?.at === moment.at)
      result[result.length - 1] = { at: last.at, text: `${last.text} ${moment.text}` };
    else result.push(moment);
  }
  return result;
}

/** The last moment that has happened at `t`, or -1. */
export function momentAt(moments: readonly Moment[], t: number): number {
  return moments.findLastIndex(({ at }) => at <= t);
}

/** Where a step from `t` leads: the next or the last moment's time, or the ends of the time line. */
export function stepFrom(story: Story, t: number, direction: 1 | -1): number {
  const { moments, end } = story;
  return direction > 0
    ? (moments.find(({ at }) => at > t)?.at ?? end)
    : (moments.findLast(({ at }) => at < t)?.at ?? 0);
}

/** Whether anything that could be stepped to lies after `t`. */
export function isOver(story: Story, t: number): boolean {
  return t >= story.end;
}

/** The nearest value a range can take. */
export function within({ min, max, step }: RangeControl, value: number): number {
  if (!Number.isFinite(value)) return min;
  return Math.min(max, Math.max(min, min + Math.round((value - min) / step) * step));
}

/** Everything that is so at `t` in sentences, for a reader who does not see the picture. */
export function describe<S>(figure: Figure<S>, state: S, t: number): string {
  const { time, screen, facts, verdict } = figure.at(state, t);
  const { moments } = figure.story(state);
  const happened = moments[momentAt(moments, t)]?.text ?? 'Nothing has happened yet.';
  const page = screen.text === null ? 'The page displays nothing.' : `The page displays: ${screen.text}.`;
  const address = screen.address && `The address says ${screen.address}.`;
  const rest = facts.map(({ label, value }) => `${label}: ${value}.`);
  return [`At ${time}: ${happened}`, address, page, ...rest, verdict.text].filter(Boolean).join(' ');
}
