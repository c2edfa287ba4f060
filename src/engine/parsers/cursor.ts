import type { Tree, TreeCursor } from 'web-tree-sitter';

/**
 * Functions that the parser's runtime exports and its JavaScript wrapper does not: the wrapper copies a cursor's state
 * in and out of the WASM memory around every call, which costs several times what the call does. The names are those of
 * the pinned version of web-tree-sitter; the tests of the lifted syntax fail if they change.
 */
export interface CursorFunctions {
  /** Address of the memory in which functions and JavaScript pass structures to each other. */
  _ts_init(): number;
  getValue(address: number, type: 'i32'): number;
  _ts_tree_cursor_current_node_type_id_wasm(tree: number): number;
  _ts_tree_cursor_current_node_id_wasm(tree: number): number;
  _ts_tree_cursor_current_field_id_wasm(tree: number): number;
  _ts_tree_cursor_current_descendant_index_wasm(tree: number): number;
  _ts_tree_cursor_start_index_wasm(tree: number): number;
  _ts_tree_cursor_end_index_wasm(tree: number): number;
  _ts_tree_cursor_goto_first_child_wasm(tree: number): number;
  _ts_tree_cursor_goto_next_sibling_wasm(tree: number): number;
  _ts_tree_cursor_goto_parent_wasm(tree: number): number;
  _ts_tree_cursor_goto_descendant_wasm(tree: number, index: number): void;
}

let functions: CursorFunctions | undefined;
let address = 0;

/** Stores the runtime's exports, once it is loaded. */
export function useCursorFunctions(exports: CursorFunctions): void {
  functions = exports;
  address = exports._ts_init();
}

/** The numbers by which web-tree-sitter's objects refer to a tree and to a cursor's state. */
type Handles = { [index: number]: number };

/**
 * A cursor whose state stays in the WASM memory for as long as it is used. Between making one and its `free()` no other
 * function of the parser may run, because it would overwrite that state; so a cursor lives within one synchronous walk.
 */
export class FastCursor {
  readonly #f: CursorFunctions;
  readonly #cursor: TreeCursor;
  readonly #tree: number;

  constructor(tree: Tree) {
    if (!functions) throw new Error('The parser is not loaded; call prepareGrammar first.');
    this.#f = functions;
    this.#tree = (tree as unknown as Handles)[0] as number;
    // Making it leaves its state in the shared memory.
    this.#cursor = tree.walk();
  }

  get typeId(): number {
    return this.#f._ts_tree_cursor_current_node_type_id_wasm(this.#tree);
  }

  /** Which piece of memory the node is: the same in two trees where the later one was made from the earlier one and kept it. */
  get nodeId(): number {
    return this.#f._ts_tree_cursor_current_node_id_wasm(this.#tree);
  }

  /** 0 when the node is in no field. */
  get fieldId(): number {
    return this.#f._ts_tree_cursor_current_field_id_wasm(this.#tree);
  }

  /** UTF-16 offset of the node. */
  get start(): number {
    return this.#f._ts_tree_cursor_start_index_wasm(this.#tree);
  }

  /** UTF-16 offset after the node. */
  get end(): number {
    return this.#f._ts_tree_cursor_end_index_wasm(this.#tree);
  }

  /** The node's number, for `toDescendant`. */
  get descendantIndex(): number {
    return this.#f._ts_tree_cursor_current_descendant_index_wasm(this.#tree);
  }

  toDescendant(index: number): void {
    this.#f._ts_tree_cursor_goto_descendant_wasm(this.#tree, index);
  }

  toFirstChild(): boolean {
    return this.#f._ts_tree_cursor_goto_first_child_wasm(this.#tree) === 1;
  }

  toNextSibling(): boolean {
    return this.#f._ts_tree_cursor_goto_next_sibling_wasm(this.#tree) === 1;
  }

  toParent(): void {
    this.#f._ts_tree_cursor_goto_parent_wasm(this.#tree);
  }

  /** Frees the cursor. */
  free(): void {
    const handles = this.#cursor as unknown as Handles;
    // The walk has moved the cursor's stack, and the wrapper frees the memory that these numbers point to.
    for (let i = 0; i < 4; i++) handles[i] = this.#f.getValue(address + 4 * i, 'i32');
    this.#cursor.delete();
  }
}
