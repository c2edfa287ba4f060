import type { SectionId } from '../types.ts';

/** What search knows; written by the build as `dist/search.json`. Plain data. */

/** A place in a lesson's text. */
export interface Passage {
  readonly section: SectionId;
  /** Which of the section's blocks (paragraph, list, table, code …) it is, 0-based, in the order of the text. */
  readonly block: number;
}

export type SearchEntry =
  | { readonly kind: 'lesson'; readonly lesson: string; readonly title: string; readonly text: string }
  | {
      readonly kind: 'text' | 'table' | 'code';
      readonly lesson: string;
      readonly section: SectionId;
      readonly block: number;
      /** The words that the passage begins with in bold, or the heading above it. */
      readonly heading?: string;
      readonly text: string;
    }
  | {
      readonly kind: 'rule';
      readonly lesson: string;
      readonly rule: string;
      readonly title: string;
      /** Its messages with the lesson's default names, at least one. */
      readonly messages: readonly string[];
    }
  | {
      readonly kind: 'term';
      readonly lesson: string;
      readonly title: string;
      /** What people also call it, and what they type when they mean it. */
      readonly also: readonly string[];
      /** Its definition. */
      readonly text: string;
    };

export interface SearchData {
  readonly entries: readonly SearchEntry[];
  /** The search library's own serialised form; entries are in it by their number. */
  readonly index: unknown;
}

/** A term of `glossary.json`. */
export interface GlossaryTerm {
  readonly term: string;
  readonly also?: readonly string[];
  /** One or two sentences; code between backquotes. */
  readonly text: string;
  /** The lesson that tells it, as in `needs`: its folder, or `<topic>/<folder>`. */
  readonly lesson: string;
}
