/** Small helpers for building the page. Text always enters it as text nodes. */

type Child = Node | string | null | undefined | false;

/** An element with attributes (`true` for one without a value, `false` or undefined for none) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) if (child) element.append(child);
}

const icons = {
  check: 'M6.4 11.6 2.9 8.1l1-1 2.5 2.5 5.7-5.7 1 1z',
  open: 'M3 3h5v1.4H4.4v7.2h7.2V8H13v5H3zm6.5 0H13v3.5h-1.4V5.4L7.9 9.1l-1-1 3.7-3.7H9.5z',
  copy: 'M5 2h7.5v9H5zm1.3 1.3v6.4h4.9V3.3zM3 5h1.2v7.2h5.6V13.5H3z',
  left: 'M9.9 3.4 5.3 8l4.6 4.6 1-1L7.3 8l3.6-3.6z',
  right: 'M6.1 3.4 10.7 8l-4.6 4.6-1-1L8.7 8 5.1 4.4z',
  up: 'm8 5.3 4.6 4.6-1 1L8 7.3l-3.6 3.6-1-1z',
  down: 'm8 10.7-4.6-4.6 1-1L8 8.7l3.6-3.6 1 1z',
  find: 'M7 2a5 5 0 0 1 3.9 8.1l3 3-1 1-3-3A5 5 0 1 1 7 2zm0 1.4a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z',
  insert: 'M2.4 3h1.4v7.4H11L8.9 8.3l1-1 3.8 3.8-3.8 3.8-1-1 2.1-2.1H2.4z',
  alert: 'M8 1.8 15 14H1zm0 2.8L3.4 12.7h9.2zM7.3 7h1.4v3H7.3zm0 3.6h1.4V12H7.3z',
  link: 'M6.6 9.4a2.7 2.7 0 0 0 3.8 0l2.5-2.5a2.7 2.7 0 0 0-3.8-3.8L7.8 4.4l.9.9L10 4a1.4 1.4 0 0 1 2 2L9.5 8.5a1.4 1.4 0 0 1-2 0zM9.4 6.6a2.7 2.7 0 0 0-3.8 0L3.1 9.1a2.7 2.7 0 0 0 3.8 3.8l1.3-1.3-.9-.9L6 12a1.4 1.4 0 0 1-2-2l2.5-2.5a1.4 1.4 0 0 1 2 0z',
  ask: 'M2 2.5h12v8.6H8.2L5 14v-2.9H2zm1.3 1.3v6h3v1.5l1.4-1.5h5v-6z',
  cross: 'm8 7 3.6-3.6 1 1L9 8l3.6 3.6-1 1L8 9l-3.6 3.6-1-1L7 8 3.4 4.4l1-1z',
  ring: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zm0 1.4a4.1 4.1 0 1 0 0 8.2 4.1 4.1 0 0 0 0-8.2z',
  question:
    'M7.3 10.9h1.4v1.5H7.3zM8 3.2a2.9 2.9 0 0 1 2.9 2.9c0 1.3-.8 1.9-1.4 2.4-.5.4-.8.7-.8 1.3v.3H7.3v-.4c0-1.2.7-1.8 1.3-2.3.5-.4.9-.7.9-1.3a1.5 1.5 0 0 0-3 0H5.1A2.9 2.9 0 0 1 8 3.2z',
  note: 'M4 3v5.6h6.2L8.1 6.5l1-1L13 9.3l-3.9 3.8-1-1 2.1-2.1H2.6V3z',
} as const;

/** A picture that says nothing to a screen reader: the text beside it does. */
export function icon(name: keyof typeof icons): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}

/** Text with `backticks` around code. */
export function withCode(text: string): Node[] {
  return text
    .split(/`([^`]*)`/)
    .map((part, at) => (at % 2 === 1 ? h('code', {}, ...visible(part)) : fragment(visible(part))));
}

function fragment(nodes: readonly Node[]): DocumentFragment {
  const result = document.createDocumentFragment();
  result.append(...nodes);
  return result;
}

/**
 * Characters that steer the direction of text or cannot be seen: left as they are, they let code look like
 * something else than it is (Unicode Technical Standard 55, "source code handling").
 */
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** Text nodes, with characters that cannot be seen shown by their code point. */
export function visible(text: string): Node[] {
  if (!unseen.test(text)) return [document.createTextNode(text)];
  const nodes: Node[] = [];
  let plain = '';
  for (const char of text) {
    if (!unseen.test(char)) {
      plain += char;
      continue;
    }
    if (plain) nodes.push(document.createTextNode(plain));
    plain = '';
    const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    nodes.push(h('span', { class: 'unseen', title: 'A character that cannot be seen' }, code));
  }
  if (plain) nodes.push(document.createTextNode(plain));
  return nodes;
}

/** Replaces the text of a live region only when it differs, so that it is read out once. */
export function say(element: Element, ...content: readonly Node[]): void {
  const holder = document.createElement('div');
  holder.append(...content);
  if (holder.innerHTML !== element.innerHTML) element.replaceChildren(...holder.childNodes);
}

/**
 * Makes controls anew while the keyboard may stand on one of them. The focus goes on at the control that does the same,
 * wherever it is now: the next Enter must not do something else.
 * @param attribute what the control does, which is unlike that of any other in `root`
 * @param make replaces the controls
 * @param otherwise where the focus goes when that control is gone; gets the place that it had among all of them, from 0
 */
export function keepingFocus(
  root: Element,
  attribute: string,
  make: () => void,
  otherwise: (at: number) => HTMLElement | null | undefined,
): void {
  const all = () => [...root.querySelectorAll<HTMLElement>(`[${attribute}]`)];
  const before = all();
  const at = before.indexOf(document.activeElement as HTMLElement);
  const does = before[at]?.getAttribute(attribute);
  make();
  if (at < 0) return;
  const next = all().find((control) => control.getAttribute(attribute) === does) ?? otherwise(at);
  // What is folded cannot have the focus.
  next?.closest('details')?.setAttribute('open', '');
  next?.focus({ preventScroll: true });
}

/** An id that is unlike any other of this page. */
let ids = 0;
export function newId(word: string): string {
  return `${word}-${++ids}`;
}
