import type { Instruction as LibraryInstruction, Property } from 'dockerfile-ast';
import type { LineIndex } from '../../../base/text.ts';
import type { Span } from '../../types.ts';
import type { DockerStage } from './stage.ts';

/** A word of an instruction; `text` is without its quotes and line continuations. */
export interface DockerWord extends Span {
  readonly text: string;
}

/** `--mount=type=secret,id=token`. */
export interface DockerFlag extends Span {
  /** Without the dashes. */
  readonly name: string;
  /** `undefined` when there is no `=`. */
  readonly value: string | undefined;
  readonly valueSpan: Span | undefined;
  /** The parts of a value that has several, by name; a part without `=` has ''. */
  readonly options: ReadonlyMap<string, string>;
}

/** One `KEY=value` of ENV, ARG or LABEL. */
export interface DockerPair extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** Without quotes; `undefined` when there is none: `ARG TOKEN`. */
  readonly value: string | undefined;
  readonly valueSpan: Span | undefined;
}

export interface DockerHeredoc extends Span {
  readonly name: string;
  /** Whether its name is quoted, so that nothing is expanded in it. */
  readonly isQuoted: boolean;
  /** The lines between the word and its end, without the last line break; `undefined` when it is not closed. */
  readonly content: Span | undefined;
}

export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Properties that only some of the library's instructions have. */
interface Optional {
  getFlags?(): {
    getName(): string;
    getValue(): string | null;
    getRange(): Range;
    getValueRange(): Range | null;
    getOptions(): { getName(): string; getValue(): string | null }[];
  }[];
  getProperties?(): Property[];
  getHeredocs?(): {
    getName(): string;
    getStartRange(): Range;
    getNameRange(): Range;
    getContentRange(): Range | null;
    getDelimiterRange(): Range | null;
  }[];
  getTriggerInstruction?(): LibraryInstruction | null;
}

/** An instruction with its place: UTF-16 offsets of the file, `end` exclusive. Details are read when they are asked for. */
export class DockerInstruction implements Span {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly start: number;
  readonly end: number;
  /** The stage it belongs to; `undefined` before the first FROM. */
  readonly stage: DockerStage | undefined;
  /** Whether it only runs in images that build on this one. */
  readonly isOnbuild: boolean;
  readonly #raw: LibraryInstruction & Optional;
  readonly #lines: LineIndex;
  readonly #text: string;

  constructor(
    raw: LibraryInstruction,
    source: { text: string; lines: LineIndex },
    stage: DockerStage | undefined,
    isOnbuild = false,
  ) {
    this.#raw = raw as LibraryInstruction & Optional;
    this.#lines = source.lines;
    this.#text = source.text;
    this.stage = stage;
    this.isOnbuild = isOnbuild;
    this.keyword = raw.getKeyword();
    this.keywordSpan = this.#span(raw.getInstructionRange());
    ({ start: this.start, end: this.end } = this.#span(raw.getRange()));
  }

  #span({ start, end }: Range): Span {
    return {
      start: this.#lines.offsetAt({ line: start.line, column: start.character }),
      end: this.#lines.offsetAt({ line: end.line, column: end.character }),
    };
  }

  #maybe(range: Range | null): Span | undefined {
    return range ? this.#span(range) : undefined;
  }

  /** The words after the flags. */
  get words(): readonly DockerWord[] {
    return this.#raw
      .getArguments()
      .map((word) => ({ text: word.getValue(), ...this.#span(word.getRange()) }));
  }

  /** From the first word after the flags to the end of the last one; `undefined` when there are no words. */
  get argumentsSpan(): Span | undefined {
    const { words } = this;
    const [first, last] = [words[0], words.at(-1)];
    return first && last && { start: first.start, end: last.end };
  }

  get flags(): readonly DockerFlag[] {
    return (this.#raw.getFlags?.() ?? []).map((flag) => ({
      name: flag.getName(),
      value: flag.getValue() ?? undefined,
      valueSpan: this.#maybe(flag.getValueRange()),
      options: new Map(flag.getOptions().map((option) => [option.getName(), option.getValue() ?? ''])),
      ...this.#span(flag.getRange()),
    }));
  }

  flag(name: string): DockerFlag | undefined {
    return this.flags.find((flag) => flag.name === name);
  }

  /** The texts of the JSON form `["a", "b"]`, whose places include the quotes; `undefined` in the shell form. */
  get json(): readonly DockerWord[] | undefined {
    if (!JSON_KEYWORDS.has(this.keyword)) return undefined;
    const words = this.keyword === 'HEALTHCHECK' ? this.words.slice(1) : this.words;
    const [first, last] = [words[0], words.at(-1)];
    if (!first?.text.startsWith('[') || !last) return undefined;
    return jsonTexts(this.#text.slice(first.start, last.end), first.start);
  }

  /** The pairs of ENV, ARG and LABEL; empty for everything else. */
  get pairs(): readonly DockerPair[] {
    return (this.#raw.getProperties?.() ?? []).map((property) => ({
      name: property.getName(),
      nameSpan: this.#span(property.getNameRange()),
      value: property.getValue() ?? undefined,
      valueSpan: this.#maybe(property.getValueRange()),
      ...this.#span(property.getRange()),
    }));
  }

  get heredocs(): readonly DockerHeredoc[] {
    return (this.#raw.getHeredocs?.() ?? []).map((heredoc) => {
      const begin = this.#span(heredoc.getStartRange());
      const name = this.#span(heredoc.getNameRange());
      const delimiter = this.#maybe(heredoc.getDelimiterRange());
      const content = delimiter && this.#maybe(heredoc.getContentRange());
      return {
        name: heredoc.getName(),
        isQuoted: /["']/.test(this.#text.slice(begin.start, name.end + 1)),
        content,
        start: begin.start,
        end: delimiter?.end ?? name.end,
      };
    });
  }

  /** The instruction that an ONBUILD would run. */
  get trigger(): DockerInstruction | undefined {
    const inner = this.#raw.getTriggerInstruction?.();
    if (!inner) return undefined;
    return new DockerInstruction(inner, { text: this.#text, lines: this.#lines }, this.stage, true);
  }
}

/** Instructions that have a JSON form. */
const JSON_KEYWORDS = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'COPY', 'ADD', 'VOLUME', 'HEALTHCHECK']);

/** The texts of a JSON array; `undefined` for anything else, which Docker reads as a command in shell form. */
function jsonTexts(source: string, offset: number): DockerWord[] | undefined {
  // Joins continued lines; spaces of the same length keep the offsets.
  const text = source.replace(/[\\`][ \t]*\r?\n/g, (each) => ' '.repeat(each.length));
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) return undefined;
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(({ 0: quoted, index }, i) => ({
    text: values[i] as string,
    start: offset + index,
    end: offset + index + quoted.length,
  }));
}
