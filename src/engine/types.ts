/** The words every room shares: severities, places in a text, edits, fixes and hints. Types only. */

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** How a fix may be applied: `safe` in bulk, `suggested` by a person who has looked. */
export type FixKind = 'safe' | 'suggested';

/** A place in a text: UTF-16 offsets, 0-based, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

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
}

/** A place that a lesson is about, fault or not. */
export interface Sighting extends Span {
  readonly lesson: string;
  readonly names: Readonly<Record<string, string>>;
}
