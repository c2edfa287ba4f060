import type { AskResult, ToPanel } from '../protocol/panel.ts';
import { send } from './api.ts';
import { h, icon, visible } from './dom.ts';

/**
 * *Ask Hindsight* in the panel: a combobox whose list is the host's answers, as the ARIA Authoring Practices describe
 * it (focus stays in the field, `aria-activedescendant` names the answer that Enter opens).
 */
export class AskBar {
  readonly element: HTMLElement;
  readonly #input = h('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': 'Ask Hindsight',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'answers',
    placeholder: 'A word, a question or an error message',
    spellcheck: 'false',
    autocomplete: 'off',
    maxlength: '400',
  });
  readonly #list = h('ul', { id: 'answers', role: 'listbox', 'aria-label': 'Answers', hidden: true });
  readonly #said = h('p', { class: 'ask-said', role: 'status' });
  readonly #browse = h('button', { class: 'link', type: 'button', hidden: true }, 'Browse lessons');
  readonly #opened: (result: AskResult) => void;
  #results: readonly AskResult[] = [];
  #at = -1;
  /** Number of the question that was asked last; answers to earlier ones come too late. */
  #asked = 0;
  /** What had focus before the bar was opened. */
  #before: Element | null = null;

  /** @param opened hears which answer was chosen, when the host has been asked to open it */
  constructor(opened: (result: AskResult) => void) {
    this.#opened = opened;
    const close = h(
      'button',
      { type: 'button', class: 'quiet', title: 'Close (Escape)', 'aria-label': 'Close (Escape)' },
      icon('cross'),
    );
    close.addEventListener('click', () => this.close());
    this.#browse.addEventListener('click', () => {
      this.close();
      send({ type: 'browse' });
    });
    this.element = h(
      'search',
      { class: 'ask', hidden: true },
      h('div', { class: 'ask-field' }, icon('find'), this.#input, close),
      this.#list,
      h('div', { class: 'ask-foot' }, this.#said, this.#browse),
    );
    this.#input.addEventListener('input', () => this.#ask());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.close();
    });
    // The list covers the lesson, so it closes when the reader goes back to the lesson.
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.element.contains(relatedTarget)) this.#hide();
    });
    addEventListener('pointerdown', ({ target }) => {
      if (this.isOpen && target instanceof Node && !this.element.contains(target)) this.#hide();
    });
    addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      this.open();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Opens the field with what was asked last, ready to be typed over. */
  open(): void {
    if (!this.isOpen) this.#before = document.activeElement;
    this.element.hidden = false;
    this.#input.focus();
    this.#input.select();
    this.#ask();
  }

  /** Closes it; focus goes back to where it was. */
  close(): void {
    if (!this.isOpen) return;
    const before = this.#before;
    this.#hide();
    if (before instanceof HTMLElement && before.isConnected && before !== document.body)
      before.focus({ preventScroll: true });
  }

  /** The host's answers. */
  answered({ id, asked, results, failed }: Extract<ToPanel, { type: 'answers' }>): void {
    if (id !== this.#asked || !this.isOpen) return;
    this.#results = results;
    this.#list.replaceChildren(...results.map((result, at) => this.#option(result, at)));
    this.#list.scrollTop = 0;
    this.#list.hidden = results.length === 0;
    this.#input.setAttribute('aria-expanded', String(results.length > 0));
    const isNothing = asked && results.length === 0;
    this.#browse.hidden = !isNothing;
    const count = results.length === 1 ? '1 answer' : `${results.length} answers`;
    const nothing = failed ?? `Nothing in the lessons fits “${this.#input.value.trim()}”.`;
    this.#said.replaceChildren(...visible(!asked ? '' : isNothing ? nothing : count));
    this.#said.classList.toggle('sr', !isNothing);
    this.#go(results.length > 0 ? 0 : -1);
  }

  #hide(): void {
    this.element.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
  }

  #ask(): void {
    send({ type: 'ask', id: ++this.#asked, question: this.#input.value });
  }

  #key(event: KeyboardEvent): void {
    const { length } = this.#results;
    if (event.key === 'ArrowDown' && length > 0) this.#go((this.#at + 1) % length);
    else if (event.key === 'ArrowUp' && length > 0) this.#go((this.#at - 1 + length) % length);
    else if (event.key === 'Enter' && !event.isComposing) this.#open(this.#at);
    else return;
    event.preventDefault();
  }

  #go(at: number): void {
    this.#list.children[this.#at]?.setAttribute('aria-selected', 'false');
    this.#at = at;
    const option = this.#list.children[at];
    if (!option) {
      this.#input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', option.id);
  }

  #open(at: number): void {
    const result = this.#results[at];
    if (!result) return;
    this.#hide();
    const { lesson, rule, passage } = result;
    send({
      type: 'open',
      lesson,
      ...(rule === undefined ? {} : { rule }),
      ...(passage === undefined ? {} : { passage }),
    });
    this.#opened(result);
  }

  #option(result: AskResult, at: number): HTMLElement {
    const option = h(
      'li',
      { id: `answer-${at}`, role: 'option', 'aria-selected': 'false' },
      h(
        'span',
        { class: 'ask-title' },
        ...visible(result.title),
        h('span', { class: 'ask-place' }, ...visible(` · ${result.place}`)),
      ),
      h('span', { class: 'ask-text' }, ...marked(result)),
    );
    // Pressing takes no focus from the field, so that the list stays until it is let go.
    option.addEventListener('pointerdown', (event) => event.preventDefault());
    option.addEventListener('click', () => this.#open(at));
    return option;
  }
}

/** A text with the words that answer in `<mark>`, as text nodes. */
function marked({ text, marks }: AskResult): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const { start, end } of marks) {
    if (start < from || end > text.length || start >= end) continue;
    nodes.push(...visible(text.slice(from, start)), h('mark', {}, ...visible(text.slice(start, end))));
    from = end;
  }
  return [...nodes, ...visible(text.slice(from))];
}

/** Whether keys are text here. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (target.matches('input, textarea, select') &&
        !target.matches('[type=checkbox], [type=radio], [type=range]')))
  );
}
