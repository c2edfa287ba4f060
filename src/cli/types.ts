import type { FixKind, Severity } from '../engine/types.ts';

/** The shapes that the command line prints as JSON, and those that its threads and its cache pass on. Types only. */

/** 1-based line; 1-based column in UTF-16 units. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** `end` is exclusive. */
export interface Range {
  readonly start: Place;
  readonly end: Place;
}

interface ReportedEdit extends Range {
  readonly path: string;
  readonly newText: string;
}

interface ReportedFix {
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly ReportedEdit[];
}

export interface ReportedHint extends Range {
  readonly rule: string;
  readonly lesson: string;
  readonly severity: Severity;
  readonly message: string;
  readonly names: Readonly<Record<string, string>>;
  readonly fixes: readonly ReportedFix[];
  readonly related: readonly (Range & { readonly path: string; readonly message: string })[];
  /** The group of rules that it belongs to, and what it says in that group's words. */
  readonly group?: { readonly id: string; readonly label: string };
}

/** A file with at least one hint; its hints stand in source order. */
export interface ReportedFile {
  readonly path: string;
  readonly hints: readonly ReportedHint[];
}

/** Something that lies in a given path and was not checked. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** What `check --format json` prints. Files and skipped paths are sorted by path. */
export interface Report {
  readonly version: 1;
  readonly files: readonly ReportedFile[];
  readonly skipped: readonly Skipped[];
  readonly summary: {
    /** Files that were read and are of a language that rules read. */
    readonly files: number;
    /** Those of them that hold a word which a rule looks for, so that they were worth parsing. */
    readonly parsed: number;
    readonly hints: number;
    /** Wall-clock time of the whole command so far. */
    readonly milliseconds: number;
  };
}

/** A file to check. */
export interface Target {
  /** Absolute. */
  readonly path: string;
  /** As it is reported: the given path, or the given path and what lies below it. */
  readonly shown: string;
  /** VS Code language identifier. */
  readonly language: string;
  /** Which of the given paths it lies in; settings belong to those. */
  readonly root: number;
}

/** A path as given on the command line. */
export interface GivenPath {
  /** As typed. */
  readonly given: string;
  /** Absolute. */
  readonly path: string;
}

/** What the rules made of one file. Plain data: it crosses between threads and lies in the cache. */
export interface FileResult {
  readonly uri: string;
  /** Severities are the rules' own; settings are applied when the report is made. */
  readonly hints: readonly ReportedHint[];
  /** What the file tells the rules of other files, by rule. */
  readonly facts: readonly (readonly [rule: string, facts: Readonly<Record<string, unknown>>])[];
  /** The fact keys that its rules asked for. */
  readonly reads: readonly string[];
  /** Absolute paths of other files in which its hints name places. */
  readonly others: readonly string[];
  /** One sentence for each rule that threw. */
  readonly faults: readonly string[];
  /** Why parts of it, or all of it, could not be read: what stands behind its path among what was skipped. */
  readonly unread: readonly string[];
}
