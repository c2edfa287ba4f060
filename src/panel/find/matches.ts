/** Where a text stands on the page. */

/** What is on the page but is no text of the lesson: line numbers, signs, words for screen readers alone. */
const skipped = 'nav, .number, .sign, .sr, svg, script, style, [hidden], [aria-hidden="true"]';

/** More matches than this are not marked: the reader has typed too little, and the page would become slow. */
const mostMarked = 1_000;

/** Parts the texts of two blocks, so that no match runs over from one paragraph into the next. */
const gap = '\u0000';

/**
 * The places of `query` in the text below `root`, in the order of the page: whatever its case, any white space for
 * any other, and across inline elements such as code in a sentence. What stands in closed details is found as well.
 */
export function matchesIn(root: Element, query: string): Range[] {
  const pattern = patternOf(query);
  if (!pattern) return [];
  const { text, nodes } = textOf(root);
  const ranges: Range[] = [];
  for (const found of text.matchAll(pattern)) {
    const range = new Range();
    const start = nodeAt(nodes, found.index);
    // The last character that matches lies in the node that the range ends in.
    const end = nodeAt(nodes, found.index + found[0].length - 1);
    range.setStart(start.node, found.index - start.from);
    range.setEnd(end.node, found.index + found[0].length - end.from);
    ranges.push(range);
    if (ranges.length === mostMarked) break;
  }
  return ranges;
}

/** What the query looks for; undefined when it is empty. */
function patternOf(query: string): RegExp | undefined {
  if (query.trim() === '') return undefined;
  const parts = query.split(/\s+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(parts.join('\\s+'), 'giu');
}

interface Piece {
  readonly node: Text;
  /** Offset of its first character in the whole text. */
  readonly from: number;
}

function textOf(root: Element): { text: string; nodes: Piece[] } {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const blocks = new Map<Element, Element>();
  const nodes: Piece[] = [];
  let text = '';
  let block: Element | undefined;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || !node.parentElement) continue;
    const own = blockOf(node.parentElement, blocks);
    if (own !== block) text += gap;
    block = own;
    nodes.push({ node, from: text.length });
    text += node.data;
  }
  return { text, nodes };
}

/** The nearest element around that is laid out as a block of its own. */
function blockOf(element: Element, known: Map<Element, Element>): Element {
  const before = known.get(element);
  if (before) return before;
  const isInline = /^(inline|contents)$/.test(getComputedStyle(element).display);
  const block = isInline && element.parentElement ? blockOf(element.parentElement, known) : element;
  known.set(element, block);
  return block;
}

/** The node that holds the character at an offset, by halving. */
function nodeAt(nodes: readonly Piece[], offset: number): Piece {
  let low = 0;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((nodes[middle] as Piece).from <= offset) low = middle;
    else high = middle - 1;
  }
  return nodes[low] as Piece;
}
