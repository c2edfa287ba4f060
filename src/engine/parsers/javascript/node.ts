import type { Span } from '../../types.ts';

const NONE: readonly SyntaxNode[] = [];

/**
 * A plain node lifted out of a tree-sitter tree: named nodes, and unnamed ones that are in a field (operators,
 * `const`). Rules walk these instead of the tree, because crossing into the parser's WASM for every node costs more
 * than their own work. Offsets are UTF-16, 0-based, end-exclusive.
 */
export class SyntaxNode implements Span {
  readonly type: string;
  #start: number;
  #end: number;
  #parent: SyntaxNode | null;
  /** The field of the parent that holds this node. */
  readonly field: string | null;
  #children: SyntaxNode[] | null = null;
  #pending: ((node: SyntaxNode) => void) | null = null;

  constructor(type: string, start: number, end: number, parent: SyntaxNode | null, field: string | null) {
    this.type = type;
    this.#start = start;
    this.#end = end;
    this.#parent = parent;
    this.field = field;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  get parent(): SyntaxNode | null {
    return this.#parent;
  }

  get children(): readonly SyntaxNode[] {
    if (this.#pending) {
      const lift = this.#pending;
      this.#pending = null;
      lift(this);
    }
    return this.#children ?? NONE;
  }

  /** For the lifting code only. */
  append(child: SyntaxNode): void {
    if (this.#children) this.#children.push(child);
    else this.#children = [child];
  }

  /** For the lifting code only: the children are lifted on first use. */
  defer(lift: (node: SyntaxNode) => void): void {
    this.#pending = lift;
  }

  /** For the lifting code only: moves this node, with everything lifted below it, to a later version of the text. */
  moveTo(parent: SyntaxNode, delta: number): void {
    this.#parent = parent;
    if (delta !== 0) this.#shift(delta);
  }

  #shift(delta: number): void {
    this.#start += delta;
    this.#end += delta;
    if (this.#children) for (const child of this.#children) child.#shift(delta);
  }

  /** The first child in a field. */
  get(field: string): SyntaxNode | undefined {
    for (const child of this.children) if (child.field === field) return child;
    return undefined;
  }

  /** All children in a field. */
  all(field: string): SyntaxNode[] {
    return this.children.filter((child) => child.field === field);
  }

  /** The children that are not comments. */
  get parts(): readonly SyntaxNode[] {
    return this.children.some((c) => c.type === 'comment')
      ? this.children.filter((c) => c.type !== 'comment')
      : this.children;
  }

  contains(other: Span): boolean {
    return this.start <= other.start && other.end <= this.end;
  }

  /** The nearest ancestor (not this node) that passes the test, up to and excluding `stop`. */
  closest(test: (node: SyntaxNode) => boolean, stop?: SyntaxNode): SyntaxNode | undefined {
    for (let node = this.parent; node && node !== stop; node = node.parent) if (test(node)) return node;
    return undefined;
  }

  /** This node and all below it, in source order; `into` decides whether the walk goes below a node. */
  *walk(into?: (node: SyntaxNode) => boolean): Generator<SyntaxNode> {
    // A stack instead of recursion: with nested generators, each node costs as much as the tree is deep.
    const stack: SyntaxNode[] = [this];
    for (let node = stack.pop(); node; node = stack.pop()) {
      yield node;
      if (into && !into(node)) continue;
      const { children } = node;
      for (let i = children.length - 1; i >= 0; i--) stack.push(children[i] as SyntaxNode);
    }
  }

  /** The smallest node around a span. */
  at(span: Span): SyntaxNode {
    for (const child of this.children) if (child.contains(span)) return child.at(span);
    return this;
  }
}
