import type { TreeView } from 'vscode';

/** How often a tree may be drawn anew under a question before the question is given up. */
const ROUNDS = 5;

/**
 * Shows an item of a tree. While the editor draws the tree anew it knows none of its items, and refuses; every further
 * question waits for the drawing that is under way.
 * @throws Error where the item is not in the tree
 */
export async function reveal<T>(
  tree: TreeView<T>,
  item: T,
  options: { readonly select: boolean; readonly focus: boolean; readonly expand: boolean },
): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      await tree.reveal(item, options);
      return;
    } catch (error) {
      if (round === ROUNDS) throw error;
    }
  }
}
