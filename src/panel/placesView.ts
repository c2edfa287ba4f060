import type { ExampleView, PlacesView, PlaceView } from '../protocol/panel.ts';
import { send } from './api.ts';
import { lineNodes } from './code.ts';
import { h, icon, keepingFocus, say, visible } from './dom.ts';
import { tokenLines } from './highlight.ts';
import { button } from './toolkit.ts';

/**
 * Around the reader's place: how many such places the workspace has, and where it is done well. Both come after the
 * lesson; each stays as it is until there is something else to say.
 */
export class PlacesPart {
  readonly element: HTMLElement;
  readonly #lesson: string;
  readonly #hasRules: boolean;
  readonly #known = h('div', { class: 'known', hidden: true });
  readonly #text = h('p', { role: 'status', tabindex: '-1' });
  readonly #buttons = h('div', { class: 'actions' });
  readonly #well = h('div', { class: 'well', hidden: true });
  #places: PlacesView | undefined;
  #place: PlaceView | null = null;
  /** What the buttons and the examples were made from. */
  #madeButtons = '';
  #madeWell = '';
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(lesson: string, hasRules: boolean) {
    this.#lesson = lesson;
    this.#hasRules = hasRules;
    this.#known.append(this.#text, this.#buttons);
    this.element = h('div', { class: 'around' }, this.#known, this.#well);
  }

  /** The lesson is on the page: asks for examples once the reader can see it. */
  painted(): void {
    clearTimeout(this.#timer);
    // After the next frame, so that nothing that the search costs delays the lesson.
    requestAnimationFrame(() => {
      this.#timer = setTimeout(() => send({ type: 'around', what: 'painted', lesson: this.#lesson }), 30);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  updatePlace(place: PlaceView | null): void {
    this.#place = place;
    this.#show();
  }

  updateKnown(places: PlacesView): void {
    this.#places = places;
    this.#show();
  }

  updateExamples(revision: number, examples: readonly ExampleView[]): void {
    this.#revision = revision;
    const key = JSON.stringify(examples);
    if (key === this.#madeWell) return;
    this.#madeWell = key;
    keepingFocus(
      this.#well,
      'data-example',
      () => this.#makeWell(examples),
      (at) => this.#well.querySelectorAll('button')[at],
    );
  }

  #makeWell(examples: readonly ExampleView[]): void {
    const opened = new Set([...this.#well.querySelectorAll('details[open] [data-example]')].map(exampleOf));
    this.#well.hidden = examples.length === 0;
    this.#well.replaceChildren(
      ...(examples.length === 0
        ? []
        : [
            h('h3', {}, 'Done well here'),
            ...examples.map((example, index) =>
              exampleNode(example, index, keyOf(examples, index), () => this.#reveal(index)),
            ),
          ]),
    );
    for (const details of this.#well.querySelectorAll('details'))
      details.open = opened.has(exampleOf(details.querySelector('[data-example]')));
  }

  #reveal(example: number): void {
    send({ type: 'around', what: 'example', lesson: this.#lesson, revision: this.#revision, example });
  }

  #show(): void {
    const places = this.#places;
    if (!places || !this.#hasRules) return;
    const isAtText = document.activeElement === this.#text;
    const isHere = this.#place?.kind === 'hint' && this.#place.state === 'present';
    const { text, all, look } = wordsFor(places, isHere);
    this.#known.hidden = text === '' && all === undefined && look === undefined;
    this.#text.hidden = text === '';
    say(this.#text, ...visible(text));
    const key = JSON.stringify([all, look]);
    if (key === this.#madeButtons) return;
    this.#madeButtons = key;
    const nodes = [
      ...(all === undefined ? [] : [this.#button(all, 'all')]),
      ...(look === undefined ? [] : [this.#button(look, 'look')]),
    ];
    const make = () => {
      this.#buttons.replaceChildren(...nodes);
      this.#buttons.hidden = nodes.length === 0;
    };
    // The text says what became of a button that is gone; what comes after a check takes the focus from it again.
    keepingFocus(this.#buttons, 'data-does', make, () => (this.#text.hidden ? nodes[0] : this.#text));
    if (isAtText && this.#text.hidden) nodes[0]?.focus({ preventScroll: true });
  }

  #button(text: string, what: 'all' | 'look'): HTMLElement {
    const element = button(text, () => send({ type: 'around', what, lesson: this.#lesson }));
    element.setAttribute('data-does', what);
    return element;
  }
}

const exampleOf = (button: Element | null) => button?.getAttribute('data-example');

/** Tells examples apart though their lines move: the file, and which one of that file it is. */
function keyOf(examples: readonly ExampleView[], at: number): string {
  const { file } = examples[at] as ExampleView;
  return `${file} ${examples.slice(0, at).filter((each) => each.file === file).length}`;
}

/** What is said, and what the buttons are called; a button without a name is not there. */
function wordsFor(
  { count: counted, state, canCheck, hidden }: PlacesView,
  isHere: boolean,
): { text: string; all?: string; look?: string } {
  // The place itself may be known before it is counted.
  const count = Math.max(counted, isHere ? 1 : 0);
  if (hidden) return { text: 'You know this lesson, so its hints are hidden.' };
  if (state === 'checking') return { text: 'Checking the workspace for more places.' };
  if (state === 'checked') {
    if (count === 0) return { text: 'No hint of this lesson in this workspace.' };
    if (count > 1) return { text: '', all: `Show all ${count} places in this workspace` };
    return isHere
      ? { text: 'This is the only place in this workspace.' }
      : { text: '', all: 'Show the one place in this workspace' };
  }
  const others = count - (isHere ? 1 : 0);
  const all =
    others === 0
      ? undefined
      : count === 1
        ? 'Show the one place in open files'
        : `Show all ${count} places in open files`;
  const more = count === 0 ? 'Look for places' : 'Look for more places';
  const look = canCheck ? `${more} in this workspace` : undefined;
  return { text: '', ...(all ? { all } : {}), ...(look ? { look } : {}) };
}

/** The best example stands open; the others are one press away. */
function exampleNode(example: ExampleView, at: number, key: string, reveal: () => void): HTMLElement {
  const place = `${example.file}:${example.line}`;
  const first = at === 0;
  const open = h(
    'button',
    { class: 'quiet file', type: 'button', title: 'Show in the editor', 'data-example': key },
    icon('open'),
    h('span', {}, ...(first ? visible(place) : ['Show in the editor'])),
  );
  open.addEventListener('click', reveal);
  const card = h(
    'div',
    { class: 'card example' },
    h('div', { class: 'where' }, open),
    listing(example, place),
  );
  return first ? card : h('details', {}, h('summary', { class: 'file' }, ...visible(place)), card);
}

function listing({ lines, language }: ExampleView, place: string): HTMLElement {
  const coloured = tokenLines(lines.map(({ text }) => text).join('\n'), language);
  const isDone = ({ marks }: ExampleView['lines'][number]) => marks.length > 0;
  const rows = lines.map((each, at) => {
    const done = isDone(each);
    const begins = done && !(lines[at - 1] && isDone(lines[at - 1] as typeof each));
    return h(
      'div',
      { class: done ? 'line done' : 'line' },
      h('span', { class: 'number', 'aria-hidden': 'true' }, String(each.number)),
      h('span', { class: 'sign', 'aria-hidden': 'true' }, done ? '✓' : ' '),
      h(
        'code',
        {},
        begins && h('span', { class: 'sr' }, 'done well: '),
        each.before > 0 && '…',
        ...lineNodes(coloured[at] ?? [], []),
        each.after > 0 && '…',
      ),
    );
  });
  return h(
    'div',
    { class: 'listing', tabindex: '0', role: 'group', 'aria-label': `Code that does it well, ${place}` },
    h('div', { class: 'lines' }, ...rows),
  );
}
