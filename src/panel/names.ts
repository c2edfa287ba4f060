import { ownValue } from '../base/own.ts';
import { visible } from './dom.ts';

/** Placeholders: an element with `data-name` shows the reader's own name, or the example's where there is none. */

const examples = new WeakMap<Element, string>();

/** Fills every placeholder below `root`; called again with other names, it changes only what differs. */
export function fillNames(root: ParentNode, names: Readonly<Record<string, string>>): void {
  for (const element of root.querySelectorAll('[data-name]')) {
    if (!examples.has(element)) examples.set(element, element.textContent ?? '');
    const name = element.getAttribute('data-name') ?? '';
    const own = ownValue(names, name);
    const text = clip(own || (examples.get(element) ?? ''));
    element.classList.toggle('own', Boolean(own));
    if (element.getAttribute('data-shown') === text) continue;
    element.setAttribute('data-shown', text);
    element.replaceChildren(...visible(text));
  }
}

/** A name that is a whole expression would drown the sentence that it stands in. */
const longestName = 60;

function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestName ? `${[...line].slice(0, longestName - 1).join('')}…` : line;
}
