import type { Span } from '../base/span.ts';
import type { Document } from './document.ts';
import type { IgnoreComment } from './ignoreComments.ts';

/**
 * A kind: all that the product knows of one language or file format, as one object in `kinds/<kind>.ts`. Hosts, bundles,
 * watchers and lists iterate over the kinds; no other file compares language identifiers.
 */

/** One of VS Code's languages that a kind reads. */
export interface KindLanguage {
  /** VS Code's language identifier. */
  readonly id: string;
  /** Further identifiers that editors and their extensions give to the same texts; rules name `id` alone. */
  readonly aliases?: readonly string[];
  /** File extensions with their dot, lower case. */
  readonly extensions: readonly string[];
  /** Whole file names, lower case, for files without a telling extension. */
  readonly filenames?: readonly string[];
  /** Further file names, as they are written; tried where neither a whole name nor a telling extension is known. */
  readonly pattern?: RegExp;
  /** The names of `filenames` and `pattern` for file searches: globs of a name that find at least these. */
  readonly globs?: readonly string[];
  /** A tree-sitter grammar: a WASM file as Node resolves it, `<package>/<path>`. */
  readonly grammar?: string;
  /** The name of its grammar in highlight.js; without one its code is not coloured. */
  readonly highlight?: string;
  /** Further words that stand for it behind the backticks of a fence. */
  readonly fences?: readonly string[];
}

/** A package that a parser loads only when the first document needs it, so that it does not slow down the start. */
export interface ParserPackage {
  readonly name: string;
  /** The file that is bundled, below the package's folder. */
  readonly file: string;
  /** A part of one of its files that a web worker cannot run, and the replacement. */
  readonly patch?: {
    readonly file: string;
    readonly from: string;
    readonly to: string;
    /** A word that must not be left in the file. */
    readonly without: string;
  };
}

/** What is known of a kind without its parser: plain data, for hosts that must not hold parsers. */
export interface KindData {
  /** Unique among the kinds. It is the key of `about` and `well` entries, unless these are queries. */
  readonly name: string;
  readonly languages: readonly KindLanguage[];
  /** How comments begin and, for block comments, end; the first is the one that we write. */
  readonly comments: readonly (readonly [open: string, close?: string])[];
  /** Lines at the beginning of a text that have to stay first, besides `#!`; a comment is put below them. */
  readonly head?: RegExp;
  /** Paths that are tests in these languages, beside those that are in any (`TEST_FILE` of the domain `environment`). */
  readonly tests?: RegExp;
  /**
   * The stage at which a newcomer meets it: application code comes first, then how it is packed, then how it is run.
   * Each of its languages may have a stage of its own.
   */
  readonly stage: Stage | Readonly<Record<string, Stage>>;
  /** Names of folders whose texts in this language were written by other people or by programs. */
  readonly skippedFolders?: Readonly<Record<string, 'dependencies' | 'build output' | 'tool data'>>;
  /** How the words of a text are separated, for `mustMention` of practices. */
  readonly words?: {
    /** Quotes of strings that end on their line. */
    readonly quotes?: readonly string[];
    /** Whether a backtick begins a template with `${…}`. */
    readonly hasTemplates?: boolean;
    /** Quotes of strings that may go over lines and know no escapes. */
    readonly raw?: readonly string[];
    /** Whether a slash may begin a regular expression. */
    readonly hasRegularExpressions?: boolean;
  };
  /** Node types of the grammar in which no comment can stand: texts. */
  readonly literals?: readonly string[];
  /** How a line ends that goes on in the next one, where other tools name only the first line of what they mean. */
  readonly continued?: RegExp;
  /** Whether the programs that read it take a NUL in a string or a comment. In other kinds a text with one is binary. */
  readonly takesNul?: boolean;
  /** Whether highlight.js leaves names plain that editors colour: calls, types and variables. */
  readonly hasPlainNames?: boolean;
  /** The pictures that are drawn from its texts: where a call leads, what a container may do. */
  readonly pictures?: readonly ('path' | 'container')[];
  /** Its parser: a folder of `parsers/`, whose `kind.ts` is loaded by hosts that check texts. */
  readonly parser: string;
}

export type Stage = 'application' | 'packaging' | 'operation';

/** A line that a line reader understood. Offsets are UTF-16, 0-based, `end` exclusive. */
export interface LineEntry extends Span {
  /** The heading under which it stands; '' before the first. */
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly keySpan: Span;
  /** Empty, at the end of the key, where there is no value. */
  readonly valueSpan: Span;
}

export interface Kind extends KindData {
  readonly packages?: readonly ParserPackage[];
  /** The JSON schema of an `about` entry's value, under the kind's name. Kinds with a grammar take `query`. */
  readonly subject?: Readonly<Record<string, unknown>>;
  /** Comments of other tools that switch their rules off in this kind. */
  readonly ignoreComments?: readonly IgnoreComment[];
  /** Reads a text line by line, for kinds whose parser is `lines`; in linear time, and never throwing. */
  readLines?(text: string): readonly LineEntry[];
}

/** Reads one of the files that the build puts beside the bundles; the host supplies it. */
export type ReadParserFile = (file: string) => Promise<Uint8Array>;

/** A part of a checked text that gets no hints, and why. */
export interface Unread {
  /** The reason as it stands behind a path and a colon: `larger than 128 KB`, `line 7 is no valid YAML (…)`. */
  readonly reason: string;
  /** The reason is about the whole text, and then also stands behind "it is". */
  readonly isWhole: boolean;
  /** A bound was reached. Otherwise it is a fault of the text, which comes and goes while it is being written. */
  readonly isBound: boolean;
}

/** How much of a text is at fault, to compare two versions of it. */
export interface Damage {
  /** Places that the language does not allow. */
  readonly faults: number;
  /** Parts that are not read at all, whose faults are unknown. */
  readonly unread: number;
}

/** Lines, 0-based, end-exclusive. */
export interface Lines {
  readonly firstLine: number;
  readonly lastLine: number;
}

/** A place with the lesson's names for its parts. */
export interface Place extends Span {
  readonly names: Readonly<Record<string, string>>;
}

/** What a `well` entry finds: places that are done well, and those that spoil every place around or within them. */
export interface Forms {
  readonly good: readonly Place[];
  readonly spoilt: readonly Span[];
}

/** Where a comment on a line of its own would stand: in code, among the children of JSX, or in a text. */
export type CommentPlace = 'code' | 'jsx' | 'text';

/** How the texts of a kind are read. Its members need the loaded parser, except `load` and those that say otherwise. */
export interface KindParser {
  /** Whether `load` has finished for a language; may be asked at any time. */
  isLoaded(languageId: string): boolean;
  /** @throws when a file of the parser cannot be read; a later call tries again */
  load(languageId: string, read: ReadParserFile): Promise<void>;
  /** Where a text stops being valid in its language; an empty span where something is missing. */
  firstSyntaxError?(doc: Document): Span | undefined;
  /** All that is at fault in a text, whichever parts rules look into. */
  damage?(doc: Document): Damage;
  /** Whether a place lies in a part of the text that gets no hints, because no program would accept it. */
  isInDoubt?(doc: Document, at: Span): boolean;
  /** The parts that rules asked for and that were not read; nothing is parsed to find them. */
  unreadParts?(doc: Document): readonly Unread[];
  /** Whether a text is a template, which a program fills in first; may be asked at any time. */
  isTemplate?(doc: Document): boolean;
  /** Whether a text may hold such a place, by its words; `undefined` where words do not show it. May be asked at any time. */
  mayHold(text: string, subject: unknown): boolean | undefined;
  /** The places of an `about` entry. @throws when the entry is not valid; the content check finds that first */
  placesOf(doc: Document, subject: unknown): readonly Place[];
  /** What a `well` entry finds. `not` holds entries that spoil a place. @throws like `placesOf` */
  formsOf(doc: Document, subject: unknown, not: readonly unknown[]): Forms;
  /** The pieces of syntax that hold a place, smallest first. */
  around(doc: Document, place: Span): Iterable<Span>;
  /** The pieces beside a line that show its surroundings: those after it, then those before it, nearest first. */
  beside?(doc: Document, place: Span): readonly Iterable<Span>[];
  /** @param at offset of a line's first character that is not blank */
  commentPlace(doc: Document, at: number): CommentPlace;
  /** @returns a function that gives the 1-based line of a piece of code, or `undefined` where it does not stand there */
  mentions(text: string): (code: string) => number | undefined;
  /** The lines of the part of the text that other tools call a document; the whole file without it. Needs no parser. */
  documentAt?(doc: Document, line: number): Lines;
  /** The lines of what begins on a line; that line alone without it. Needs no parser. */
  blockAt?(doc: Document, line: number): Lines;
}

const oneOrMore = (item: object) => ({ oneOf: [item, { type: 'array', minItems: 1, items: item }] });

/** The schema of an `about` entry's value for kinds whose parser is `lines`. */
export const LINE_SUBJECT: Readonly<Record<string, unknown>> = {
  type: 'object',
  required: ['key'],
  additionalProperties: false,
  properties: {
    key: { ...oneOrMore({ type: 'string' }), description: 'The key of the line; * stands for any.' },
    section: { ...oneOrMore({ type: 'string' }), description: 'The heading that the line stands under.' },
    value: {
      ...oneOrMore({ type: 'string' }),
      description: 'The value has to be this one, or one of these.',
    },
    names: {
      type: 'object',
      propertyNames: { pattern: '^[A-Za-z]\\w*$' },
      additionalProperties: { enum: ['key', 'value', 'section'] },
      description: 'Placeholders of the lesson, each with the part of the line that it names.',
    },
  },
  description: 'A line, by its key.',
};

/** A kind with its parser, for code that checks texts. */
export interface KindAtWork {
  readonly kind: Kind;
  readonly parser: KindParser;
}

/** Declares a kind; its file is all that has to be written for it, besides a parser of its own where it needs one. */
export function defineKind(kind: Kind): Kind {
  return kind;
}
