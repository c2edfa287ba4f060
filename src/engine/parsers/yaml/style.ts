import type { YamlDocument } from './document.ts';
import type { YamlNode, YamlValue } from './node.ts';

/** What can be written into a document. */
export type YamlInput = YamlValue | readonly YamlInput[] | { readonly [key: string]: YamlInput } | Flow;

/** A value that is to be written on one line: `[ALL]`. */
export class Flow {
  readonly value: readonly YamlInput[] | { readonly [key: string]: YamlInput };

  constructor(value: Flow['value']) {
    this.value = value;
  }
}

/** Asks for a collection to be written on one line. */
export function onOneLine(value: Flow['value']): Flow {
  return new Flow(value);
}

/** How a place of a document is written. */
export interface YamlWriting {
  /** Columns from a mapping to one inside it. */
  readonly step: number;
  /** Columns from a key to the dashes of its sequence. */
  readonly dash: number;
  /** The quotes of strings that need some, or of all where `always`. */
  readonly quote: '"' | "'";
  readonly quoteValues: boolean;
  readonly quoteKeys: boolean;
  /** Whether `{ a: 1 }` has blanks inside its braces. */
  readonly spaced: boolean;
  readonly lineBreak: string;
}

/**
 * Reads off how the neighbours of a place write things, and where these are silent, the document.
 * @param instead what holds instead of what the neighbours do; a copy of the result would lose the rest
 */
export function writingAt(node: YamlNode, instead: Quoting = {}): YamlWriting {
  return new WritingAt(node, instead);
}

type Quoting = Partial<Pick<YamlWriting, 'quoteValues' | 'quoteKeys'>>;

/**
 * What the whole document has to be walked for is looked for when it is needed: a pair of plain scalars needs none of it.
 * It is a class because the engine keeps the getters of a plain object, and all that they hold, until it clears the old
 * generation.
 */
class WritingAt implements YamlWriting {
  readonly quoteValues: boolean;
  readonly quoteKeys: boolean;
  readonly lineBreak: string;
  readonly #node: YamlNode;
  #counted: Counted | undefined;

  constructor(node: YamlNode, { quoteValues, quoteKeys }: Quoting) {
    const pairs = node.pairs().filter((pair) => !pair.isMerge);
    const strings = pairs.flatMap(({ value }) => (typeof value?.value === 'string' ? [value] : []));
    const isQuoted = (each: YamlNode) => each.style === 'double' || each.style === 'single';
    this.#node = node;
    this.quoteValues = quoteValues ?? (strings.length > 0 && strings.every(isQuoted));
    this.quoteKeys = quoteKeys ?? (pairs.length > 0 && pairs.every(({ key }) => isQuoted(key)));
    this.lineBreak = node.document.lineBreak;
  }

  get step(): number {
    return this.#counts.step;
  }

  get dash(): number {
    return this.#counts.dash;
  }

  get quote(): '"' | "'" {
    return this.#counts.quote;
  }

  get spaced(): boolean {
    return this.#counts.spaced;
  }

  get #counts(): Counted {
    this.#counted ??= countedIn(this.#node);
    return this.#counted;
  }
}

type Counted = Pick<YamlWriting, 'step' | 'dash' | 'quote' | 'spaced'>;

/** What most places of a document do, those next to a node before all others. */
function countedIn(node: YamlNode): Counted {
  const { document } = node;
  const counts = { step: new Map<number, number>(), dash: new Map<number, number>() };
  const quotes = { '"': 0, "'": 0 };
  let braces = 0;
  const count = (map: Map<number, number>, value: number, weight: number) =>
    map.set(value, (map.get(value) ?? 0) + weight);
  let left = 2000;
  for (const each of document.walk()) {
    if (left-- === 0) break;
    // What stands in the same mapping or right below weighs more than all the rest.
    const weight = each.parent === node || each.parent?.parent === node ? 1000 : 1;
    if (each.style === 'double') quotes['"'] += weight;
    if (each.style === 'single') quotes["'"] += weight;
    if (each.kind === 'map' && each.style === 'flow' && each.pairs().length > 0)
      braces += { ' ': weight, '\n': 0, '\r': 0 }[document.charAt(each.start + 1)] ?? -weight;
    const holder = each.pair && each !== each.pair.key ? each.parent : undefined;
    if (each.style !== 'block' || !holder || holder.style !== 'block') continue;
    const from = columnOf(holder);
    if (each.kind === 'map') count(counts.step, columnOf(each) - from, weight);
    else count(counts.dash, columnOf(each) - from, weight);
  }
  const step = most(counts.step, 2);
  return {
    step,
    dash: most(counts.dash, step),
    quote: quotes["'"] > quotes['"'] ? "'" : '"',
    spaced: braces >= 0,
  };
}

function most(counts: ReadonlyMap<number, number>, otherwise: number): number {
  let best = otherwise;
  let votes = 0;
  for (const [value, number] of counts) {
    if (value < 0 || number <= votes) continue;
    best = value;
    votes = number;
  }
  return best;
}

/** The column, 0-based, in which a block collection's entries begin. */
export function columnOf(node: YamlNode): number {
  const first = node.kind === 'map' ? node.pairs()[0]?.start : node.dashOf(0);
  const start = first ?? node.start;
  return start - lineStartOf(node.document, start);
}

function lineStartOf(document: YamlDocument, offset: number): number {
  const start = document.lineStart(offset);
  return document.charAt(start) === '\uFEFF' ? start + 1 : start;
}

/** Words that some version of YAML takes for something else than a text. */
const RESERVED = /^(?:true|false|yes|no|on|off|y|n|null|~)$/i;
/** Texts that need no quotes wherever they stand. */
// `=` alone means something in YAML 1.1; within a text it does not.
const PLAIN = /^[A-Za-z_/](?:[\w./@+=-]|:(?=[\w./@])| (?=[\w./@]))*$/;

/** Sizes, as people write them: `512Mi`, `1.5g`. In no version of YAML are these numbers. */
const QUANTITY = /^\d+(?:\.\d+)?(?:[KMGTP]i|[kKMGTPg]|[kKmMgG]b|m)$/;

/** A scalar as it is written. */
export function scalarText(value: YamlValue, writing: YamlWriting, isKey = false): string {
  if (typeof value !== 'string') return value === null ? 'null' : String(value);
  const always = isKey ? writing.quoteKeys : writing.quoteValues;
  if (!always && (QUANTITY.test(value) || (PLAIN.test(value) && !RESERVED.test(value)))) return value;
  return quoted(value, writing.quote);
}

export function quoted(value: string, quote: '"' | "'"): string {
  // What a single-quoted text cannot hold goes into double quotes.
  if (quote === "'" && /^[\x20-\x7e]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}

/** A value on one line. */
export function flowText(value: YamlInput, writing: YamlWriting): string {
  const plain = value instanceof Flow ? value.value : value;
  if (isList(plain)) return `[${plain.map((each) => flowText(each, writing)).join(', ')}]`;
  if (isMapping(plain)) {
    const pairs = Object.entries(plain).map(
      ([key, each]) => `${scalarText(key, writing, true)}: ${flowText(each, writing)}`,
    );
    const pad = writing.spaced && pairs.length > 0 ? ' ' : '';
    return `{${pad}${pairs.join(', ')}${pad}}`;
  }
  return scalarText(plain, writing);
}

/** The lines of a pair, the first one without indentation, the others with all of theirs. */
export function pairLines(key: string, value: YamlInput, column: number, writing: YamlWriting): string[] {
  const name = `${scalarText(key, writing, true)}:`;
  const [first, ...rest] = valueLines(value, column, writing);
  return first === undefined ? [name, ...rest] : [`${name} ${first}`, ...rest];
}

/**
 * The lines of the value of a key that stands in a column. @returns what follows the colon on its line, `undefined`
 * where nothing does, and the lines below with all of their indentation
 */
export function valueLines(
  value: YamlInput,
  column: number,
  writing: YamlWriting,
): [first: string | undefined, ...rest: string[]] {
  if (value instanceof Flow) return [flowText(value, writing)];
  if (isList(value)) {
    if (value.length === 0) return ['[]'];
    const at = column + writing.dash;
    return [undefined, ...value.flatMap((item) => indented(at, itemLines(item, at, writing)))];
  }
  if (isMapping(value)) {
    const pairs = Object.entries(value);
    if (pairs.length === 0) return ['{}'];
    const at = column + writing.step;
    return [undefined, ...pairs.flatMap(([key, each]) => indented(at, pairLines(key, each, at, writing)))];
  }
  return [scalarText(value, writing)];
}

/** The lines of an item whose dash stands in a column, the first one without indentation. */
export function itemLines(item: YamlInput, column: number, writing: YamlWriting, gap = ' '): string[] {
  if (isMapping(item) && Object.keys(item).length > 0) {
    const at = column + 1 + gap.length;
    const lines = Object.entries(item).flatMap(([key, each]) =>
      indented(at, pairLines(key, each, at, writing)),
    );
    return [`-${gap}${(lines[0] as string).slice(at)}`, ...lines.slice(1)];
  }
  return [
    `-${gap}${isList(item) || isMapping(item) || item instanceof Flow ? flowText(item, writing) : scalarText(item, writing)}`,
  ];
}

function indented(column: number, [first = '', ...rest]: readonly string[]): string[] {
  return [' '.repeat(column) + first, ...rest];
}

export function isList(value: unknown): value is readonly YamlInput[] {
  return Array.isArray(value);
}

/** Whether a value is written as a mapping, line below line; what is forced onto one line (`Flow`) is not. */
export function isMapping(value: unknown): value is { readonly [key: string]: YamlInput } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Flow);
}
