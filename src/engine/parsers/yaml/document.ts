import type { Span } from '../../types.ts';
import { YamlNode } from './node.ts';
import { type RawResult, type Refusal, readYaml } from './read.ts';
import { look, mayHoldKey, type Piece } from './split.ts';

/** A fault in the text of a document. */
export interface YamlProblem extends Span {
  readonly code: 'syntax' | 'duplicate-key' | 'unknown-alias';
  /** The parser's words, or ours; not a sentence for readers. */
  readonly message: string;
}

/** Why no program accepts a document as it is, or why rules do not read it. */
export interface YamlDoubt {
  readonly code: 'unreadable' | 'syntax' | Refusal['code'];
  /** What was wanted or met: a reason, the parser's words, a key, an anchor. */
  readonly what: string;
  /** Offset of the file. */
  readonly at: number;
}

/**
 * The fault of a key that has no colon yet. It leaves the rest of the document as it is; any other fault may have moved
 * or swallowed the text after it.
 */
const HALF_TYPED = 'Implicit map keys need to be followed by map values';

/** The result of reading a piece, kept while the piece's text is the same, wherever it moves. */
export class Reading {
  readonly text: string;
  #result: RawResult | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether its content has been requested. */
  get isRead(): boolean {
    return this.#result !== undefined;
  }

  get result(): RawResult {
    this.#result ??= readYaml(this.text);
    return this.#result;
  }
}

/**
 * One document of a YAML file. It is parsed once more than its text is needed; `look` and `holdsTemplate` need only the
 * text.
 */
export class YamlDocument implements Span {
  /** Offset in the file that the parser's offsets count from. */
  readonly base: number;
  readonly start: number;
  readonly end: number;
  /** 0-based place among the file's documents. */
  readonly index: number;
  /** What the parser made of its piece; the same object for as long as the text stays. */
  readonly reading: Reading;
  readonly #number: number;
  #root: YamlNode | null | undefined;
  #anchors: Map<string, YamlNode[]> | undefined;
  #problems: readonly YamlProblem[] | undefined;
  #holdsTemplate: boolean | undefined;
  #isRead = false;

  /** @param number which of the documents of its piece it is, where the stream could not be cut */
  constructor(piece: Piece, reading: Reading, index: number, number: number, span: Span = piece) {
    this.base = piece.start;
    this.start = span.start;
    this.end = span.end;
    this.index = index;
    this.reading = reading;
    this.#number = number;
  }

  /** The document's text, its `---` line included. */
  get text(): string {
    return this.reading.text.slice(this.start - this.base, this.end - this.base);
  }

  /** The character at an offset of the file, or ''. */
  charAt(offset: number): string {
    return this.reading.text[offset - this.base] ?? '';
  }

  slice(span: Span): string {
    return this.reading.text.slice(span.start - this.base, span.end - this.base);
  }

  /** The plain value of a top-level key, found without parsing; see `look` of `split.ts` for what escapes it. */
  look(key: string): string | undefined {
    return look(this.text, key);
  }

  /** Whether it may have these keys at its top, found without parsing; `true` where only a parse can say. */
  mayHold(...keys: readonly string[]): boolean {
    const { text } = this;
    return keys.every((key) => mayHoldKey(text, key));
  }

  /** Whether a template language fills it in before it is YAML: `{{ … }}`, `{% … %}`, `<% … %>` outside comments. */
  get holdsTemplate(): boolean {
    // A `#` begins a comment at the start of a line and after a space.
    this.#holdsTemplate ??= /^(?:[^#\n]|(?<=\S)#)*?(?:\{\{|\{%|<%)/m.test(this.text);
    return this.#holdsTemplate;
  }

  /**
   * Whether its content has been requested of this document. Its reading may be older: another text around it may have
   * made rules ask for it, and what is said of a text must not depend on what it was before.
   */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** Why it is not parsed, as the end of a sentence ("it is …"), or `undefined`. */
  get unreadable(): string | undefined {
    return this.#result.unreadable;
  }

  get #raw() {
    return this.#result.documents[this.#number];
  }

  get #result(): RawResult {
    this.#isRead = true;
    return this.reading.result;
  }

  /** The value, as much of it as could be read; `undefined` when the document is empty or unreadable. */
  get root(): YamlNode | undefined {
    if (this.#root === undefined) {
      const contents = this.#raw?.document.contents;
      const root = contents ? new YamlNode(this, contents, undefined) : null;
      this.#root = root?.isEmpty ? null : root;
    }
    return this.#root ?? undefined;
  }

  /** Faults of the text, in source order. */
  get problems(): readonly YamlProblem[] {
    this.#problems ??= [...this.#syntaxProblems(), ...this.#valueProblems()].sort(
      (a, b) => a.start - b.start,
    );
    return this.#problems;
  }

  /** Whether its syntax is at fault, so that a missing value may be one that could not be read. */
  get isBroken(): boolean {
    return this.unreadable !== undefined || (this.#raw?.document.errors.length ?? 0) > 0;
  }

  /**
   * Why nothing should be said of what it holds, or `undefined`: it is not read, half of it may be, or kubectl and
   * Compose refuse it (a key twice, an alias of nothing or of what it stands in). A key without its colon is no reason.
   */
  get doubt(): YamlDoubt | undefined {
    if (this.unreadable !== undefined) return { code: 'unreadable', what: this.unreadable, at: this.start };
    const raw = this.#raw;
    const error = raw?.document.errors.find(({ message }) => message !== HALF_TYPED);
    if (error) return { code: 'syntax', what: error.message, at: this.base + error.pos[0] };
    const refusal = raw?.refusal;
    return refusal && { code: refusal.code, what: refusal.name, at: this.base + refusal.at };
  }

  #syntaxProblems(): YamlProblem[] {
    return (this.#raw?.document.errors ?? []).map(({ message, pos }) => ({
      code: 'syntax',
      message,
      start: this.base + pos[0],
      end: this.base + Math.max(pos[0], pos[1]),
    }));
  }

  #valueProblems(): YamlProblem[] {
    const problems: YamlProblem[] = [];
    for (const node of this.walk()) {
      if (node.kind === 'alias' && !this.anchorBefore(node.aliasName as string, node.start))
        problems.push({
          code: 'unknown-alias',
          message: `no anchor ${node.aliasName} before`,
          start: node.start,
          end: node.end,
        });
      if (node.kind !== 'map') continue;
      const names = new Set<string>();
      for (const { key, name, isMerge } of node.pairs()) {
        if (key.kind !== 'scalar' || isMerge) continue;
        if (names.has(name))
          problems.push({ code: 'duplicate-key', message: `${name} again`, start: key.start, end: key.end });
        names.add(name);
      }
    }
    return problems;
  }

  /** Every node in source order, keys included, aliases not followed. */
  *walk(from: YamlNode | undefined = this.root): Generator<YamlNode> {
    if (!from) return;
    yield from;
    for (const item of from.items()) yield* this.walk(item);
    for (const { key, value } of from.pairs()) {
      yield* this.walk(key);
      if (value) yield* this.walk(value);
    }
  }

  /** The last node before an offset that carries an anchor. */
  anchorBefore(name: string, offset: number): YamlNode | undefined {
    if (!this.#anchors) {
      this.#anchors = new Map();
      if (this.reading.text.includes('&'))
        for (const node of this.walk()) {
          if (node.anchor === undefined) continue;
          const nodes = this.#anchors.get(node.anchor);
          if (nodes) nodes.push(node);
          else this.#anchors.set(node.anchor, [node]);
        }
    }
    const nodes = this.#anchors.get(name) ?? [];
    let low = 0;
    let high = nodes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((nodes[middle] as YamlNode).start < offset) low = middle + 1;
      else high = middle;
    }
    return nodes[low - 1];
  }

  /**
   * Whether an alias of this document refers to a node or to something around it, so that editing the node changes
   * other places too.
   */
  isShared(node: YamlNode): boolean {
    for (let each: YamlNode | undefined = node; each; each = each.parent)
      if (each.anchor !== undefined && this.aliasNames.has(each.anchor)) return true;
    return false;
  }

  /** The names of all aliases. */
  get aliasNames(): ReadonlySet<string> {
    const names = new Set<string>();
    if (this.reading.text.includes('*'))
      for (const node of this.walk()) if (node.aliasName !== undefined) names.add(node.aliasName);
    return names;
  }

  /** The innermost node around an offset, its ends included; a pair's key for what lies between key and value. */
  nodeAt(offset: number): YamlNode | undefined {
    let found: YamlNode | undefined;
    let next: YamlNode | undefined = this.root;
    while (next) {
      found = next;
      const holds = (span: Span | undefined) =>
        span !== undefined && span.start <= offset && offset <= span.end;
      const pair = next.pairs().find((each) => holds(each));
      next = pair
        ? holds(pair.value) && !holds(pair.key)
          ? pair.value
          : pair.key
        : next.items().find(holds);
    }
    return found;
  }

  /** All comments, `#` included, in source order. */
  get comments(): readonly Span[] {
    const { base } = this;
    return (this.#raw?.comments ?? [])
      .map(({ start, end }) => ({ start: base + start, end: base + end }))
      .filter(({ start }) => start >= this.start && start < this.end);
  }

  /** The comments on lines of their own directly above a place, without a blank line between. */
  commentsBefore(place: Span): readonly Span[] {
    const { comments } = this;
    const above: Span[] = [];
    let line = this.lineStart(place.start);
    for (let i = comments.length - 1; i >= 0; i--) {
      const comment = comments[i] as Span;
      if (comment.start >= line) continue;
      const begins = this.lineStart(comment.start);
      if (this.slice({ start: begins, end: comment.start }).trim() !== '') break;
      if (this.slice({ start: comment.end, end: line }).replace('\r', '') !== '\n') break;
      above.unshift(comment);
      line = begins;
    }
    return above;
  }

  /** The comment behind a place, on the line on which it ends. */
  commentAfter(place: Span): Span | undefined {
    return this.comments.find(
      ({ start }) => start >= place.end && !this.slice({ start: place.end, end: start }).includes('\n'),
    );
  }

  /** Offset of the first character of the line that holds an offset. */
  lineStart(offset: number): number {
    return this.base + this.reading.text.lastIndexOf('\n', offset - this.base - 1) + 1;
  }

  /** Offset after the last character of the line that holds an offset, before its line break. */
  lineEnd(offset: number): number {
    const { text } = this.reading;
    const at = text.indexOf('\n', offset - this.base);
    if (at < 0) return this.base + text.length;
    return this.base + (text.charCodeAt(at - 1) === 13 && at > offset - this.base ? at - 1 : at);
  }

  /** How its lines end: as the first one does. */
  get lineBreak(): '\n' | '\r\n' {
    const { text } = this.reading;
    const at = text.indexOf('\n');
    return at > 0 && text.charCodeAt(at - 1) === 13 ? '\r\n' : '\n';
  }
}
