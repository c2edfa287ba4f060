import { h, icon } from '../dom.ts';
import { matchesIn } from './matches.ts';

/**
 * *Find in lesson*. The editor's own find widget for webviews finds nothing in browser-based editors and counts in
 * none, so the page brings its own: Ctrl+F or Cmd+F, Enter and Shift+Enter, Escape.
 */
export class FindBar {
  readonly element: HTMLElement;
  readonly #root: Element;
  readonly #input = h('input', {
    type: 'text',
    'aria-label': 'Find in this lesson',
    placeholder: 'Find in lesson',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  readonly #count = h('output', { class: 'find-count', role: 'status' });
  readonly #changes: MutationObserver;
  #matches: readonly Range[] = [];
  /** Number of the match that is gone to, 0-based. */
  #at = 0;
  /** What had focus before the bar was opened. */
  #before: Element | null = null;
  #frame = 0;

  /** @param root holds the lesson, and the bar does not stand in it */
  constructor(root: Element) {
    this.#root = root;
    const press = (name: 'up' | 'down' | 'cross', title: string, action: () => void) => {
      const element = h('button', { type: 'button', class: 'quiet', title, 'aria-label': title }, icon(name));
      element.addEventListener('click', action);
      return element;
    };
    this.element = h(
      'search',
      { class: 'find', hidden: true },
      this.#input,
      this.#count,
      press('up', 'Previous match (Shift+Enter)', () => this.#go(-1)),
      press('down', 'Next match (Enter)', () => this.#go(1)),
      press('cross', 'Close (Escape)', () => this.close()),
    );
    this.#input.addEventListener('input', () => this.#search(true));
    // The lesson changes under the bar: it follows the reader's code, and its figure moves.
    this.#changes = new MutationObserver(() => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#search(false));
    });
    addEventListener('keydown', (event) => this.#key(event));
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Opens the bar with what is selected on the page, or what was looked for last. */
  open(): void {
    const selected = String(getSelection() ?? '').trim();
    if (!this.isOpen) {
      this.#before = document.activeElement;
      this.element.hidden = false;
      this.#changes.observe(this.#root, { childList: true, characterData: true, subtree: true });
    }
    if (selected && selected.length <= 100 && !selected.includes('\n')) this.#input.value = selected;
    this.#input.focus();
    this.#input.select();
    this.#search(true);
  }

  /** Closes the bar; focus goes back to where it was, and Tab goes on from the match. */
  close(): void {
    if (!this.isOpen) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.#changes.disconnect();
    cancelAnimationFrame(this.#frame);
    const match = this.#matches[this.#at];
    this.#matches = [];
    this.#mark();
    if (!hadFocus) return;
    const before = this.#before instanceof HTMLElement && this.#before.isConnected ? this.#before : undefined;
    if (before && before !== document.body) before.focus({ preventScroll: true });
    else this.#input.blur();
    const selection = getSelection();
    if (match?.startContainer.isConnected && selection) {
      selection.removeAllRanges();
      selection.addRange(match);
    }
  }

  #key(event: KeyboardEvent): void {
    const { key } = event;
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (isCommand && !event.shiftKey && key.toLowerCase() === 'f') this.open();
    else if (!this.isOpen) return;
    else if (key === 'Escape') this.close();
    else if (key === 'F3' || (isCommand && key.toLowerCase() === 'g')) this.#go(event.shiftKey ? -1 : 1);
    else if (key === 'Enter' && event.target === this.#input) this.#go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  /** @param follow whether the first match at or below what is in sight is gone to; otherwise the page stays */
  #search(follow: boolean): void {
    const query = this.#input.value;
    this.#matches = matchesIn(this.#root, query);
    if (follow) {
      const below = this.#matches.findIndex((range) => range.getBoundingClientRect().bottom > 0);
      this.#at = Math.max(0, below);
    } else this.#at = Math.min(this.#at, Math.max(0, this.#matches.length - 1));
    this.#mark();
    if (follow) this.#reveal();
    const { length } = this.#matches;
    this.#count.textContent =
      query.trim() === '' ? '' : length === 0 ? 'No results' : `${this.#at + 1} of ${length}`;
    this.element.classList.toggle('none', query.trim() !== '' && length === 0);
  }

  #go(direction: 1 | -1): void {
    const { length } = this.#matches;
    if (length === 0) return;
    this.#at = (this.#at + direction + length) % length;
    this.#mark();
    this.#reveal();
    this.#count.textContent = `${this.#at + 1} of ${length}`;
  }

  #mark(): void {
    const current = this.#matches[this.#at];
    if (!('highlights' in CSS)) return;
    CSS.highlights.set('find', new Highlight(...this.#matches.filter((range) => range !== current)));
    const mark = current ? new Highlight(current) : new Highlight();
    mark.priority = 1;
    CSS.highlights.set('find-current', mark);
  }

  /** Opens what hides the match and brings it into sight, clear of the bar. */
  #reveal(): void {
    const range = this.#matches[this.#at];
    if (!range) return;
    const element = range.startContainer.parentElement;
    for (let at = element?.closest('details'); at; at = at.parentElement?.closest('details')) at.open = true;
    const box = range.getBoundingClientRect();
    const scroller = element?.closest<HTMLElement>('pre, .listing, .table');
    if (scroller) {
      const { left, right } = scroller.getBoundingClientRect();
      const margin = 40;
      if (box.left < left + margin) scroller.scrollLeft -= left + margin - box.left;
      // Of a match that is longer than what is in sight, its beginning is shown.
      else if (box.right > right - margin)
        scroller.scrollLeft += Math.min(box.right - right + margin, box.left - left - margin);
    }
    const top = this.element.getBoundingClientRect().bottom + 16;
    if (box.top < top || box.bottom > innerHeight - 32)
      scrollBy({ top: box.top - Math.max(top, innerHeight / 3), behavior: 'instant' });
  }
}
