import type { Names, RangeControl, ToggleControl, Tone } from './model.ts';

/**
 * A figure without a time line: parts that the reader switches, a picture of how they stand, and what a tool
 * would print there. Like a timeline figure it is a pure model; `sceneView.ts` draws any of them. Texts may
 * hold `backticks` around code, except where something is drawn or printed.
 */

/** One of several, of which one always holds. */
export interface ChoiceControl {
  readonly kind: 'choice';
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  /** What the chosen option means, in a sentence; empty where its label says enough. */
  readonly about: string;
}

/** Something that can be done again and again. */
export interface PressControl {
  readonly kind: 'press';
  readonly id: string;
  readonly label: string;
}

export type SceneControl = ChoiceControl | PressControl | ToggleControl | RangeControl;

/** Controls that stand together. Where one of a figure's groups has no controls at present, it is not shown. */
export interface ControlGroup {
  readonly id: string;
  readonly label: string;
  /** Whether it stands above the picture or below it, beside what it changes. */
  readonly place: 'above' | 'below';
  readonly controls: readonly SceneControl[];
}

export type SceneAction =
  | { readonly type: 'set'; readonly control: string; readonly to: number | boolean | string }
  | { readonly type: 'press'; readonly control: string }
  | { readonly type: 'names'; readonly names: Names };

/** A box of the picture. */
export interface Cell {
  readonly id: string;
  /** Its left and right end, 0 to 1 of the width. */
  readonly from: number;
  readonly to: number;
  /** What it is, in bold; empty for a box that needs no name. */
  readonly title: string;
  /** Broken where the box ends; what does not fit in three lines ends with an ellipsis. */
  readonly lines: readonly string[];
  readonly tone: Tone;
  /** `open` has a broken outline, `faint` is not in use, `wall` is drawn as bricks, `gap` as where bricks were. */
  readonly look: 'solid' | 'open' | 'faint' | 'wall' | 'gap';
  /** Whether its text stands in the middle, with less room at the sides. */
  readonly isCentred?: boolean;
  /** One character in the corner: `×` where something ends, or a number in a sequence. */
  readonly sign?: string;
  /** What the reader looks at just now: its outline is thicker. */
  readonly isCurrent?: boolean;
  /** What a pointer on the box sets as well; the keyboard has the control itself. */
  readonly set?: { readonly control: string; readonly to: boolean | string };
}

/** A line from the lower edge of one box to the upper edge of a box in a later row. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
  /** `call` is the way that something takes and has an arrow, `cut` ends half-way with a cross. */
  readonly look: 'call' | 'cut' | 'faint';
}

/** What a tool prints, or what stands in a file: shown as it is. */
export interface Listing {
  /** The command or the file's name. */
  readonly title: string;
  readonly text: string;
}

/** How everything stands under the present settings. */
export interface Scene {
  /** From top to bottom; the boxes of a row do not overlap. */
  readonly rows: readonly (readonly Cell[])[];
  readonly links: readonly Link[];
  /** What the last change has brought about, or how it is at the start. */
  readonly happened: string;
  readonly verdicts: readonly { readonly tone: 'good' | 'bad' | 'plain'; readonly text: string }[];
  readonly listings: readonly Listing[];
  /** The whole of the picture in sentences, one for each thing in it. */
  readonly words: readonly string[];
}

export interface SceneFigure<S = unknown> {
  readonly kind: 'scene';
  readonly title: string;
  /** What there is to try, in a sentence or two. */
  readonly invitation: string;
  /** What the picture leaves out or simplifies, where that matters. */
  readonly note: string;
  /** Names shown where the reader's code gives none. */
  readonly names: Names;
  init(names: Names): S;
  reduce(state: S, action: SceneAction): S;
  groups(state: S): readonly ControlGroup[];
  scene(state: S): Scene;
}

/** Everything that is so in sentences, for a reader who does not see the picture. */
export function describeScene({ verdicts, words }: Scene): string {
  return [...words, ...verdicts.map(({ text }) => text)].join(' ');
}

/** Columns as command-line tools print them: as wide as their longest entry, three blanks between them. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)));
  return rows
    .map((row) =>
      row
        .map((entry, at) =>
          at === row.length - 1 ? entry : entry + ' '.repeat((widths[at] ?? 0) + 3 - [...entry].length),
        )
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

/** Several things in a sentence: `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
