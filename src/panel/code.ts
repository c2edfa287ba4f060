import { ownValue } from '../base/own.ts';
import { h, icon, visible } from './dom.ts';
import { exampleButtons } from './exampleButtons.ts';
import { colouredLines, type Token } from './highlight.ts';

/** Code on the page: coloured lines, marks over them, and the blocks of the lesson's examples. */

/** A part of a line that is emphasised: UTF-16 columns, `end` exclusive. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

/** One line's tokens as nodes, with marks laid over them; where marks overlap the first one counts. */
export function lineNodes(tokens: readonly Token[], marks: readonly Mark[]): Node[] {
  const nodes: Node[] = [];
  let column = 0;
  let open: { mark: Mark; element: HTMLElement } | undefined;
  for (const token of tokens) {
    let rest = token.text;
    while (rest) {
      const mark = marks.find(({ start, end }) => start <= column && end > column);
      const edge = marks
        .flatMap(({ start, end }) => [start, end])
        .filter((at) => at > column)
        .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      const piece = rest.slice(0, edge - column);
      const node = token.kind ? h('span', { class: `t-${token.kind}` }, ...visible(piece)) : visible(piece);
      const list = Array.isArray(node) ? node : [node];
      if (mark) {
        if (open?.mark !== mark) {
          open = { mark, element: h('mark', { class: `mark-${mark.kind}` }) };
          nodes.push(open.element);
        }
        open.element.append(...list);
      } else {
        open = undefined;
        nodes.push(...list);
      }
      column += piece.length;
      rest = rest.slice(piece.length);
    }
  }
  return nodes;
}

const labels: Readonly<Record<string, string>> = { bad: 'Goes wrong', good: 'Good', plain: '' };

/** Dresses the code blocks of a lesson's HTML: colour, what kind of example it is, and the buttons of good ones. */
export function dressCodeBlocks(root: ParentNode): void {
  for (const pre of root.querySelectorAll('pre')) {
    const code = (pre.textContent ?? '').replace(/\n$/, '');
    const language = pre.getAttribute('data-language') ?? '';
    const kind = pre.getAttribute('data-kind') ?? 'plain';
    const file = pre.getAttribute('data-file') ?? '';
    const label = ownValue(labels, kind) ?? '';
    const example = kind === 'good' ? exampleButtons(code) : undefined;
    const block = h(
      'figure',
      { class: `code ${label ? `code-${kind}` : ''}` },
      (label || file) &&
        h(
          'figcaption',
          {},
          label &&
            h('span', { class: `badge badge-${kind}` }, icon(kind === 'bad' ? 'alert' : 'check'), label),
          file && h('span', { class: 'file' }, ...visible(file)),
          example?.buttons,
        ),
      example?.said,
      h(
        'pre',
        // A line that is too long is scrolled to, by keyboard as well.
        { tabindex: '0', role: 'group', 'aria-label': label ? `Example: ${label.toLowerCase()}` : 'Example' },
        codeElement(pre, language),
      ),
    );
    pre.replaceWith(block);
  }
}

function codeElement(pre: Element, language: string): HTMLElement {
  const element = h('code');
  colouredLines(pre, language).forEach((line, at) => {
    if (at > 0) element.append('\n');
    element.append(...lineNodes(line, []));
  });
  return element;
}
