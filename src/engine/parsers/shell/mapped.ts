import { ownValue } from '../../../base/own.ts';
import type { Span } from '../../types.ts';
import type { DockerInstruction } from '../dockerfile/index.ts';
import type { YamlNode } from '../yaml/index.ts';

/** A text taken from a file that knows the place of each of its characters in the file. */
export class MappedText {
  readonly text: string;
  /** The place of each character in the file, start and end alternating. */
  readonly #places: readonly number[];

  constructor(text: string, places: readonly number[]) {
    this.text = text;
    this.#places = places;
  }

  /** The same text, with every match of a pattern as a variable, because its value is not known yet. */
  withUnknown(pattern: RegExp): MappedText {
    return new MappedText(
      this.text.replace(pattern, (found) => '$'.padEnd(found.length, 'x')),
      this.#places,
    );
  }

  /** The place in the file of a part of the text; both in UTF-16 offsets, `end` exclusive. */
  toFile(start: number, end: number): Span {
    const from = this.#places[2 * start] ?? this.#places.at(-1) ?? 0;
    const to = end > start ? (this.#places[2 * end - 1] ?? from) : from;
    return { start: from, end: Math.max(from, to) };
  }
}

/** A text that is in the file unchanged. */
export function verbatim(text: string, at: number): MappedText {
  const mapper = new Mapper();
  mapper.copy(text, at);
  return mapper.done();
}

/** Builds a text from characters with their places. */
class Mapper {
  #text = '';
  readonly #places: number[] = [];

  /** Adds characters that a piece of the file represents. */
  add(text: string, start: number, end: number): void {
    for (let i = 0; i < text.length; i++) this.#places.push(start, end);
    this.#text += text;
  }

  /** Adds a piece of the file unchanged. */
  copy(text: string, at: number): void {
    for (let i = 0; i < text.length; i++) this.#places.push(at + i, at + i + 1);
    this.#text += text;
  }

  done(): MappedText {
    return new MappedText(this.#text, this.#places);
  }
}

/**
 * The command line of an instruction in shell form: continued lines are one, and comments between them are left out, as
 * Docker passes it to the shell. Heredocs are kept.
 * @param source the text of the file
 * @param escapeCharacter the one that continues a line
 */
export function shellTextOf(
  instruction: DockerInstruction,
  source: string,
  escapeCharacter = '\\',
): MappedText | undefined {
  const { heredocs, words } = instruction;
  const first = instruction.keyword === 'HEALTHCHECK' ? words[1] : words[0];
  if (!first || instruction.json) return undefined;
  const [heredoc] = heredocs;
  // `RUN <<EOF` runs the content of the heredoc.
  const content = heredoc?.content;
  if (content && words.filter((word) => word.start < content.start).length === 1)
    return verbatim(source.slice(content.start, content.end), content.start);
  const end = Math.max(instruction.end, heredocs.at(-1)?.end ?? 0);
  const mapper = new Mapper();
  let at = first.start;
  const commandEnd = heredoc ? Math.min(lineEnd(source, first.start), end) : end;
  const pattern = new RegExp(
    `${escapeCharacter === '\\' ? '\\\\' : escapeCharacter}[ \\t]*\\r?\\n(?:[ \\t]*(?:#[^\\n]*)?\\r?\\n)*`,
    'y',
  );
  while (at < commandEnd) {
    pattern.lastIndex = at;
    const gap = source[at] === escapeCharacter ? pattern.exec(source) : null;
    if (gap) {
      at += gap[0].length;
      // Comments may also follow directly.
      const comment = /[ \t]*#[^\n]*\n/y;
      for (comment.lastIndex = at; comment.test(source); comment.lastIndex = at) at = comment.lastIndex;
      continue;
    }
    mapper.copy(source[at] as string, at);
    at++;
  }
  if (at < end) mapper.copy(source.slice(at, end), at);
  return mapper.done();
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  '/': '/',
  ' ': ' ',
  '0': '\0',
};

/** The texts of the JSON form, quotes left out, escapes read. */
export function jsonWordText(source: string, span: Span): MappedText {
  return quotedText(source.slice(span.start + 1, span.end - 1), span.start + 1);
}

function quotedText(inner: string, base: number): MappedText {
  const mapper = new Mapper();
  for (let i = 0; i < inner.length; i++) {
    const next = inner[i + 1];
    if (inner[i] !== '\\' || next === undefined) {
      mapper.copy(inner[i] as string, base + i);
      continue;
    }
    const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(inner.slice(i, i + 6));
    const length = code?.[0].length ?? 2;
    const meant = code
      ? String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '0', 16))
      : ownValue(ESCAPES, next);
    mapper.add(meant ?? next, base + i, base + i + length);
    i += length - 1;
  }
  return mapper.done();
}

/**
 * The text of a scalar, with the place of each character.
 * @returns `undefined` for anything but a scalar. In forms too rare to map exactly (a folded text, a quoted one over
 * several lines), every part of the text has the place of the whole scalar.
 */
export function scalarText(node: YamlNode): MappedText | undefined {
  const { text, document } = node;
  if (text === undefined) return undefined;
  const written = document.slice(node);
  const mapped =
    node.style === 'literal'
      ? literalText(node)
      : node.style === 'double'
        ? quotedText(written.slice(1, -1), node.start + 1)
        : node.style === 'single'
          ? singleText(written.slice(1, -1), node.start + 1)
          : node.style === 'plain'
            ? verbatim(written, node.start)
            : undefined;
  if (mapped?.text === text) return mapped;
  const mapper = new Mapper();
  mapper.add(text, node.start, node.end);
  return mapper.done();
}

function singleText(inner: string, base: number): MappedText {
  const mapper = new Mapper();
  for (let i = 0; i < inner.length; i++) {
    const length = inner[i] === "'" ? 2 : 1;
    mapper.add(inner[i] as string, base + i, base + i + length);
    i += length - 1;
  }
  return mapper.done();
}

function literalText(node: YamlNode): MappedText {
  const { document, text = '' } = node;
  const mapper = new Mapper();
  let at = document.lineEnd(node.start);
  const lines = text.split('\n');
  // Each line of the value is a line of the file after the indentation that all lines share.
  lines.forEach((line, index) => {
    const start = at + lineBreakLength(document, at);
    const end = document.lineEnd(start);
    const isLast = index === lines.length - 1;
    if (!(isLast && line === '')) mapper.copy(line, end - line.length);
    if (!isLast) mapper.add('\n', end, end + 1);
    at = end;
  });
  return mapper.done();
}

function lineBreakLength(document: YamlNode['document'], at: number): number {
  return document.charAt(at) === '\r' ? 2 : document.charAt(at) === '\n' ? 1 : 0;
}
