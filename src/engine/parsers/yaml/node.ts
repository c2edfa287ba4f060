import type { Pair } from 'yaml';
import type { Span } from '../../types.ts';
import type { YamlDocument } from './document.ts';
import { effectivePairsOf, findIn, plainValue, type YamlFound } from './follow.ts';
import { classify, type RawNode } from './read.ts';

export type YamlKind = 'map' | 'sequence' | 'scalar' | 'alias';
export type YamlStyle = 'block' | 'flow' | 'plain' | 'single' | 'double' | 'literal' | 'folded';
export type YamlPath = readonly (string | number)[];
export type YamlValue = string | number | boolean | null;

/** Steps through aliases that lead to aliases. */
const MAX_ALIASES = 32;

const SCALAR_STYLES: Readonly<Record<string, YamlStyle>> = {
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/**
 * A value of a YAML document with its place: UTF-16 offsets of the whole file, `end` exclusive. Nodes are made on first
 * use. `start` is where the value begins, after its anchor and tag.
 */
export class YamlNode implements Span {
  readonly document: YamlDocument;
  /** The pair whose key or value it is. */
  readonly pair: YamlPair | undefined;
  readonly parent: YamlNode | undefined;
  /** 0-based place in a sequence. */
  readonly index: number | undefined;
  readonly start: number;
  readonly #raw: RawNode;
  #tokens: readonly ItemToken[] | undefined;
  #end: number | undefined;
  #pairs: YamlPair[] | undefined;
  #items: YamlNode[] | undefined;
  #byName: Map<string, YamlPair> | undefined;

  constructor(
    document: YamlDocument,
    raw: unknown,
    parent: YamlNode | undefined,
    place: { pair?: YamlPair; index?: number; at?: number } = {},
  ) {
    this.document = document;
    this.#raw = classify(raw);
    this.parent = parent;
    this.pair = place.pair;
    this.index = place.index;
    this.start = document.base + (this.#raw.node.range?.[0] ?? place.at ?? 0);
  }

  get kind(): YamlKind {
    return this.#raw.kind;
  }

  /** How it is written; aliases are `plain`. */
  get style(): YamlStyle {
    const raw = this.#raw;
    if (raw.kind === 'map' || raw.kind === 'sequence') return raw.node.flow ? 'flow' : 'block';
    return (raw.kind === 'scalar' && SCALAR_STYLES[raw.node.type ?? '']) || 'plain';
  }

  /** Offset after the last character that belongs to the value; line breaks and comments behind it do not. */
  get end(): number {
    this.#end ??= this.#findEnd();
    return this.#end;
  }

  #findEnd(): number {
    const { base } = this.document;
    const range = this.#raw.node.range;
    if (!range) return this.start;
    const end = base + range[1];
    if (this.kind === 'alias' || !['block', 'literal', 'folded'].includes(this.style)) return end;
    if (this.style === 'block') {
      const last = this.kind === 'map' ? this.pairs().at(-1) : this.items().at(-1);
      if (last && last.end > this.start) return last.end;
    }
    let at = end;
    while (at > this.start && /\s/.test(this.document.charAt(at - 1))) at--;
    return at;
  }

  /** Offset after everything that the parser counts to the value: for a block scalar its last line break, too. */
  get fullEnd(): number {
    return this.document.base + (this.#raw.node.range?.[1] ?? this.start - this.document.base);
  }

  /** Where its anchor or tag begins, or else the value. */
  get outerStart(): number {
    const token = this.pair?.tokensBefore(this) ?? this.#itemTokens();
    for (const { type, offset } of token ?? [])
      if (type === 'anchor' || type === 'tag') return this.document.base + offset;
    return this.start;
  }

  #itemTokens(): readonly SourceToken[] | undefined {
    if (this.parent?.kind !== 'sequence' || this.index === undefined) return undefined;
    return this.parent.itemToken(this.index)?.start;
  }

  /** Offset of the `-` of an item of a block sequence. */
  dashOf(index: number): number | undefined {
    const dash = this.itemToken(index)?.start.find((token) => token.type === 'seq-item-ind');
    return dash && this.document.base + dash.offset;
  }

  /** The library's token of an item, for those that need what stands around it. */
  itemToken(index: number): ItemToken | undefined {
    if (!this.#tokens) {
      const { srcToken } = this.#raw.node as { srcToken?: { items?: ItemToken[] } };
      this.#tokens = (srcToken?.items ?? []).filter(
        (item) => item.value !== undefined || item.key !== undefined || hasDash(item),
      );
    }
    return this.#tokens[index];
  }

  /** The name of its anchor: `&name`. */
  get anchor(): string | undefined {
    return this.#raw.kind === 'alias' ? undefined : this.#raw.node.anchor;
  }

  get tag(): string | undefined {
    return this.#raw.kind === 'alias' ? undefined : this.#raw.node.tag;
  }

  /** A scalar's value by the core schema of YAML 1.2; `undefined` for everything else. */
  get value(): YamlValue | undefined {
    if (this.#raw.kind !== 'scalar') return undefined;
    const { value } = this.#raw.node;
    if (typeof value === 'bigint') return Number(value);
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    )
      return value;
    return String(value);
  }

  /** A scalar as text: what it says where a text is wanted, `8080` for `8080` and `yes` for `yes`; '' where nothing stands. */
  get text(): string | undefined {
    if (this.#raw.kind !== 'scalar') return undefined;
    const { value, source } = this.#raw.node;
    return typeof value === 'string' ? value : (source ?? String(value ?? ''));
  }

  /** Whether it is a scalar without any text: `key:`. */
  get isEmpty(): boolean {
    return this.kind === 'scalar' && this.end === this.start;
  }

  /** The name that an alias names. */
  get aliasName(): string | undefined {
    return this.#raw.kind === 'alias' ? this.#raw.node.source : undefined;
  }

  /** The node itself, or what its alias stands for; `undefined` when no such anchor comes before it. */
  get resolved(): YamlNode | undefined {
    let node: YamlNode | undefined = this;
    for (let steps = 0; node?.kind === 'alias'; steps++) {
      if (steps === MAX_ALIASES) return undefined;
      node = this.document.anchorBefore(node.aliasName as string, node.start);
    }
    return node;
  }

  /** The pairs of a mapping as they are written, merge keys among them; empty for everything else. */
  pairs(): readonly YamlPair[] {
    if (this.#pairs) return this.#pairs;
    const raw = this.#raw;
    this.#pairs = raw.kind === 'map' ? raw.node.items.map((pair) => new YamlPair(this, pair)) : [];
    return this.#pairs;
  }

  /** The items of a sequence as they are written, aliases unresolved; empty for everything else. */
  items(): readonly YamlNode[] {
    if (this.#items) return this.#items;
    const raw = this.#raw;
    this.#items =
      raw.kind === 'sequence'
        ? raw.node.items.map((item, index) => new YamlNode(this.document, item, this, { index }))
        : [];
    return this.#items;
  }

  /** The items of a sequence with aliases resolved; those that lead nowhere are left out. */
  values(): readonly YamlNode[] {
    return this.items().flatMap((item) => item.resolved ?? []);
  }

  /** The pair that is written here under a name, the last where there are several. */
  own(name: string): YamlPair | undefined {
    if (!this.#byName) {
      this.#byName = new Map();
      for (const pair of this.pairs()) if (!pair.isMerge) this.#byName.set(pair.name, pair);
    }
    return this.#byName.get(name);
  }

  /** What stands at the end of a path; aliases and merge keys are followed on the way. */
  find(...path: YamlPath): YamlFound | undefined {
    return findIn(this, path);
  }

  /** The value at the end of a path, where it really stands. */
  get(...path: YamlPath): YamlNode | undefined {
    return this.find(...path)?.node;
  }

  /** The text of the scalar at the end of a path. */
  textAt(...path: YamlPath): string | undefined {
    return this.get(...path)?.text;
  }

  /** All pairs that hold for a mapping: its own, then those of its merge keys that it does not override. */
  effectivePairs(): readonly YamlPair[] {
    return effectivePairsOf(this);
  }

  /** The keys and indices that lead here from the document's root. */
  path(): (string | number)[] {
    const path: (string | number)[] = [];
    for (let node: YamlNode | undefined = this; node; node = node.parent) {
      if (node.index !== undefined) path.unshift(node.index);
      else if (node.pair) path.unshift(node.pair.name);
    }
    return path;
  }

  /**
   * The value as plain data, aliases and merge keys resolved.
   * @returns `undefined` where that would be more than `limit` values, or where the value holds itself
   */
  toValue(limit = 10_000): unknown {
    return plainValue(this, limit);
  }
}

interface SourceToken {
  readonly type: string;
  readonly offset: number;
}

/** The tokens of a pair or an item, as far as they are used here. */
export interface ItemToken {
  readonly start: readonly SourceToken[];
  readonly key?: SourceToken | null;
  readonly sep?: readonly SourceToken[];
  readonly value?: SourceToken;
}

/** A key and its value. */
export class YamlPair implements Span {
  readonly map: YamlNode;
  readonly key: YamlNode;
  /** `undefined` where nothing can be one: `{ key }`. A `key:` has an empty scalar. */
  readonly value: YamlNode | undefined;
  readonly #raw: Pair & { srcToken?: ItemToken };

  constructor(map: YamlNode, raw: Pair) {
    this.map = map;
    this.#raw = raw;
    this.key = new YamlNode(map.document, raw.key, map, { pair: this });
    this.value = raw.value ? new YamlNode(map.document, raw.value, map, { pair: this }) : undefined;
  }

  /** The key's text; '' for keys that are collections. */
  get name(): string {
    return this.key.resolved?.text ?? '';
  }

  /** Whether it is `<<: …`, which takes over the pairs of other mappings. */
  get isMerge(): boolean {
    return this.key.kind === 'scalar' && this.key.style === 'plain' && this.key.text === '<<';
  }

  get start(): number {
    return this.key.outerStart;
  }

  get end(): number {
    const colon = this.colon;
    return Math.max(this.value?.end ?? 0, this.key.end, colon === undefined ? 0 : colon + 1);
  }

  /** Offset of the `:`. */
  get colon(): number | undefined {
    const token = this.#raw.srcToken?.sep?.find((each) => each.type === 'map-value-ind');
    return token && this.map.document.base + token.offset;
  }

  /** Whether it is written with a `?`. */
  get isExplicit(): boolean {
    return this.#raw.srcToken?.start.some((token) => token.type === 'explicit-key-ind') ?? false;
  }

  /** The tokens between the key and its value, or before the key. */
  tokensBefore(node: YamlNode): readonly SourceToken[] | undefined {
    const token = this.#raw.srcToken;
    return node === this.value ? token?.sep : token?.start;
  }
}

function hasDash(item: ItemToken): boolean {
  return item.start.some((token) => token.type === 'seq-item-ind');
}
