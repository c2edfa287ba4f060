import type { Span } from '../base/span.ts';
import type { HintPart } from './group.ts';

export type { Span };

/** The words every room shares: severities, places in a text, edits, fixes and hints. Types only. */

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** How a fix may be applied: `safe` in bulk, `suggested` by a person who has looked. */
export type FixKind = 'safe' | 'suggested';

/** A replacement of one span. `uri` is set only where the edit changes another file than the hint's. */
export interface Edit extends Span {
  readonly uri?: string;
  readonly newText: string;
}

export interface Fix {
  /** What the fix does, as an imperative: "Ignore stale answers". */
  readonly title: string;
  readonly kind: FixKind;
  /** Edits do not overlap within one file; they refer to the text that was checked. */
  readonly edits: readonly Edit[];
}

/** A further place that explains the hint. `uri` is set only where it lies in another file. */
export interface Related extends Span {
  readonly uri?: string;
  readonly message: string;
}

/** A short remark on one place of the reader's code, shown beside the excerpt of the lesson. */
export interface Note extends Span {
  readonly text: string;
}

/** One thing that happens when the code of a hint runs, as a rule words it. `K` are the keys that its findings give. */
export interface StepTemplate<K extends string = string> {
  /** Plain text with `backticks` around code; `{word}` gives way to a word or name of the finding. */
  readonly text: string;
  /** Key of the place where it happens; `hint` is the hint's own. */
  readonly at?: K | 'hint';
  /** The step is shown only where the finding has all of these words, names or places. */
  readonly when?: K | readonly K[];
  /** The step is left out where the finding has one of these. */
  readonly unless?: K | readonly K[];
}

/** What happens, in the order in which it happens. */
export type Steps<K extends string = string> = readonly (string | StepTemplate<K>)[];

/** A rule's steps for one of its findings, and what is needed to describe them. */
export interface Story {
  readonly steps: Steps;
  /** Words of the steps beside the hint's names. */
  readonly words: Readonly<Record<string, string>>;
  /** Places in the hint's own file, by the key that a step's `at` names. */
  readonly places: Readonly<Record<string, Span>>;
}

/** A step as the reader gets it. */
export interface Step {
  readonly text: string;
  readonly at?: Span;
}

/** One finding of a rule, with everything a host needs to show it, fix it and open its lesson. */
export interface Hint extends Span {
  /** `<topic>/<file stem of the rule>`. */
  readonly rule: string;
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
  readonly severity: Severity;
  /** The rule's message with the names filled in; plain text with `backticks` around code. */
  readonly message: string;
  /** The reader's own names, by placeholder, for the message and the lesson. */
  readonly names: Readonly<Record<string, string>>;
  readonly fixes: readonly Fix[];
  readonly related: readonly Related[];
  readonly notes: readonly Note[];
  /** How it would run, to be worded by `describeSteps`; absent where the rule has no steps for it. */
  readonly story?: Story;
  /** Codes of other tools that say the same, where they are not all that its rule names. */
  readonly sameAs?: readonly string[];
  /** What it brings into a group of rules. */
  readonly part?: HintPart;
  /** The hints that this one stands for, of rules of one group. `rule` is then the group's id. */
  readonly members?: readonly Hint[];
}

/** A place that a lesson is about, fault or not. */
export interface Sighting extends Span {
  readonly lesson: string;
  readonly names: Readonly<Record<string, string>>;
}
