import type { Alias, CST, Document as LibraryDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { messageOf } from '../../../base/errors.ts';
import type { Span } from '../../types.ts';

/** In UTF-16 units. A larger file is not read: that would take longer than a keystroke may. */
export const MAX_YAML_LENGTH = 1024 * 1024;
/** Collections within each other. The deepest schemas of custom resources reach about 50. */
export const MAX_YAML_DEPTH = 128;
/**
 * Values that aliases and merge keys may bring into a document beside those that are written. Rules follow aliases as
 * kubectl and Compose do, so that a value counts as often as it is named; what people write stays below a hundredth.
 */
const MAX_YAML_EXPANSION = 100_000;

type Library = Pick<typeof import('yaml'), 'Composer' | 'Lexer' | 'Parser' | 'isAlias' | 'isMap' | 'isSeq'>;

/** A node of the library, with its kind. */
export type RawNode =
  | { readonly kind: 'map'; readonly node: YAMLMap }
  | { readonly kind: 'sequence'; readonly node: YAMLSeq }
  | { readonly kind: 'alias'; readonly node: Alias }
  | { readonly kind: 'scalar'; readonly node: Scalar };

/** One document of a stream as the library read it. Offsets count from the text that was read. */
export interface RawDocument {
  readonly document: LibraryDocument.Parsed;
  readonly comments: readonly Span[];
  /** The first thing, besides faults of syntax, for which kubectl and Compose refuse it. */
  readonly refusal: Refusal | undefined;
}

/** What is well-formed and yet taken by no program that reads YAML into values. */
export interface Refusal {
  readonly code: 'duplicate-key' | 'unknown-alias' | 'cycle';
  /** The key, or the anchor. */
  readonly name: string;
  /** Offset in the text that was read. */
  readonly at: number;
}

/** What came of reading a piece of text. */
export type RawResult =
  | { readonly documents: readonly RawDocument[]; readonly unreadable?: undefined }
  | { readonly documents: readonly []; readonly unreadable: string };

let library: Library | undefined;

/** Loads the parser; call it before documents of its languages are checked. It is not part of a start. */
export async function loadYaml(): Promise<void> {
  library ??= await import('yaml');
}

/** Whether `loadYaml` has come to its end. */
export function hasYaml(): boolean {
  return library !== undefined;
}

/** Classifies a node of the library; a missing node counts as an empty scalar. */
export function classify(node: unknown): RawNode {
  if (library?.isMap(node)) return { kind: 'map', node };
  if (library?.isSeq(node)) return { kind: 'sequence', node };
  if (library?.isAlias(node)) return { kind: 'alias', node };
  return { kind: 'scalar', node: (node ?? { value: null, source: '' }) as Scalar };
}

/**
 * Reads a text. It never throws on a text: faults stand in the documents, and what is beyond the bounds is given up
 * with a reason. Aliases are counted and not followed, so that a text takes time in proportion to its length.
 * @throws when the parser is not loaded
 */
export function readYaml(text: string): RawResult {
  if (!library) throw new Error('The YAML parser is not loaded; call prepareLanguage first.');
  if (text.length > MAX_YAML_LENGTH) return { documents: [], unreadable: 'larger than 1 MB' };
  return withoutStacks(() => read(text, library as Library));
}

/** The library makes an error of each fault, of which a template has many; only their words are used. */
function withoutStacks<T>(run: () => T): T {
  // Of V8 alone; elsewhere it does nothing.
  const limit = Error as { stackTraceLimit?: number };
  const before = limit.stackTraceLimit;
  limit.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    if (before === undefined) delete limit.stackTraceLimit;
    else limit.stackTraceLimit = before;
  }
}

function read(text: string, library: Library): RawResult {
  const parser = new library.Parser();
  const comments: Span[] = [];
  const tokens: CST.Token[] = [];
  let isScalar = false;
  try {
    // The lexer announces a scalar by a mark of its own, so that a `#` in a text is not taken for a comment.
    for (const lexeme of new library.Lexer().lex(text)) {
      if (!isScalar && lexeme.startsWith('#'))
        comments.push({ start: parser.offset, end: parser.offset + lexeme.length });
      isScalar = !isScalar && lexeme === '\x1f';
      for (const token of parser.next(lexeme)) tokens.push(token);
      if (parser.stack.length > MAX_YAML_DEPTH)
        return { documents: [], unreadable: `nested more than ${MAX_YAML_DEPTH} levels deep` };
    }
    for (const token of parser.end()) tokens.push(token);
    // Keys are compared with each other one by one there; `duplicateKeys` takes a set.
    const composer = new library.Composer({ keepSourceTokens: true, uniqueKeys: false, prettyErrors: false });
    const documents: RawDocument[] = [];
    for (const document of composer.compose(tokens)) {
      const survey = new Survey();
      const unreadable = survey.of(document.contents);
      if (unreadable !== undefined) return { documents: [], unreadable };
      documents.push({ document, comments, refusal: survey.refusal });
    }
    return { documents };
  } catch (error) {
    // The library promises not to throw; a text that makes it do so must not take the other rules with it.
    const cause = messageOf(error);
    return { documents: [], unreadable: `a text that the YAML parser fails on (${cause})` };
  }
}

/** How much a value is once its aliases are followed; `depth` in collections within each other. */
interface Weight {
  readonly values: number;
  readonly depth: number;
}

const LEAF: Weight = { values: 1, depth: 0 };

/** One walk over what was parsed, in source order: what aliases make of it, and what no program takes. */
class Survey {
  refusal: Refusal | undefined;
  /** The weight of what each anchor stands for; `undefined` while that is still being read. */
  readonly #anchors = new Map<string, Weight | undefined>();
  #written = 0;

  /** @returns why rules should not follow its aliases, as the end of a sentence ("it is …"), or `undefined` */
  of(contents: unknown): string | undefined {
    const { values, depth } = this.#weigh(contents);
    if (values > this.#written + MAX_YAML_EXPANSION)
      return `made of more than ${MAX_YAML_EXPANSION.toLocaleString('en')} values once its aliases are followed`;
    if (depth > MAX_YAML_DEPTH)
      return `nested more than ${MAX_YAML_DEPTH} levels deep once its aliases are followed`;
    return undefined;
  }

  /** Its own depth is bounded by that of the text. */
  #weigh(node: unknown): Weight {
    this.#written++;
    const raw = classify(node);
    if (raw.kind === 'alias') return this.#named(raw.node);
    const { anchor } = raw.node;
    if (raw.kind === 'scalar') {
      if (anchor !== undefined) this.#anchors.set(anchor, LEAF);
      return LEAF;
    }
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const weight = this.#inside(raw);
    if (anchor !== undefined) this.#anchors.set(anchor, weight);
    return weight;
  }

  #inside(raw: Extract<RawNode, { kind: 'map' | 'sequence' }>): Weight {
    let values = 1;
    let depth = 0;
    const add = (inner: unknown) => {
      const weight = this.#weigh(inner);
      // Far beyond every bound numbers need not be exact.
      values = Math.min(values + weight.values, Number.MAX_SAFE_INTEGER / 4);
      depth = Math.max(depth, weight.depth);
    };
    if (raw.kind === 'sequence') for (const item of raw.node.items) add(item);
    else {
      this.#compareKeys(raw.node);
      for (const { key, value } of raw.node.items) {
        add(key);
        if (value) add(value);
      }
    }
    return { values, depth: depth + 1 };
  }

  #named(alias: Alias): Weight {
    const { source: name } = alias;
    const weight = this.#anchors.get(name);
    if (weight) return weight;
    this.refusal ??= {
      code: this.#anchors.has(name) ? 'cycle' : 'unknown-alias',
      name,
      at: alias.range?.[0] ?? 0,
    };
    return LEAF;
  }

  #compareKeys({ items }: YAMLMap): void {
    if (items.length < 2 || this.refusal) return;
    const names = new Set<string>();
    for (const { key } of items) {
      const raw = classify(key);
      if (raw.kind !== 'scalar' || raw.node.range === undefined) continue;
      const { value, source, type, range } = raw.node;
      const name = typeof value === 'string' ? value : (source ?? String(value ?? ''));
      if (type === 'PLAIN' && name === '<<') continue;
      if (names.has(name)) {
        this.refusal = { code: 'duplicate-key', name, at: range?.[0] ?? 0 };
        return;
      }
      names.add(name);
    }
  }
}
