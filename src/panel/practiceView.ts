import type { PracticeAction, PracticeView } from '../protocol/panel.ts';
import { send } from './api.ts';
import { h, icon, keepingFocus, say, withCode } from './dom.ts';
import { sanitized } from './sanitize.ts';
import { button } from './toolkit.ts';

/** What is said aloud waits this long after the last change, in milliseconds, so that typing is not talked over. */
const QUIET = 600;

/** *Practice*: the task, what is still wrong in words, hints in steps, the solution, and the way back. */
export class PracticePart {
  readonly element: HTMLElement;
  readonly #heading = h('h2', { id: 'practice', tabindex: '-1' }, 'Practice');
  readonly #card = h('div', { class: 'card practice' });
  readonly #headline = h('div', { class: 'practice-headline' });
  readonly #unmet = h('ul', { class: 'unmet' });
  readonly #note = h('p', { class: 'practice-note' });
  readonly #hints = h('ol', { class: 'practice-hints', 'aria-live': 'polite' });
  readonly #hintsTitle = h('h3', { tabindex: '-1' });
  readonly #said = h('div', { class: 'sr', role: 'status' });
  readonly #buttons: Readonly<Record<PracticeAction, HTMLElement & { disabled: boolean }>>;
  readonly #lesson: string;
  #speaking: ReturnType<typeof setTimeout> | undefined;
  #shown: PracticeView | undefined;

  /** @param task HTML */
  constructor(lesson: string, task: string) {
    this.#lesson = lesson;
    const make = (action: PracticeAction, text: string, appearance: 'primary' | 'secondary' = 'secondary') =>
      button(text, () => this.#do(action), { appearance });
    this.#buttons = {
      start: make('start', 'Start the practice', 'primary'),
      hint: make('hint', 'Show a hint'),
      solution: make('solution', 'Show the solution'),
      reset: make('reset', 'Reset'),
      close: make('close', 'Close the file'),
      // Lines have buttons of their own.
      line: make('line', 'Show the line'),
    };
    const { start, hint, solution, reset, close } = this.#buttons;
    this.#card.append(
      this.#headline,
      this.#unmet,
      this.#note,
      h('div', { class: 'actions' }, start, hint, solution, reset, close),
      this.#hintsTitle,
      this.#hints,
      this.#said,
    );
    this.element = h(
      'section',
      { class: 'section section-practice', 'aria-labelledby': 'practice' },
      this.#heading,
      sanitized(task),
      this.#card,
    );
    this.#card.hidden = true;
  }

  /** Goes to the practice; the focus stays where it is. */
  reveal(): void {
    this.#heading.scrollIntoView({ block: 'start' });
  }

  update(view: PracticeView): void {
    const before = this.#shown;
    this.#shown = view;
    this.#card.hidden = false;
    this.#card.dataset['state'] = view.passed ? 'passed' : view.state;
    say(this.#headline, ...headline(view));
    this.#showUnmet(view, before);
    this.#note.hidden = view.note === undefined;
    say(this.#note, ...withCode(view.note ?? ''));
    this.#showButtons(view);
    this.#showHints(view, before);
    this.#speak(view);
  }

  stop(): void {
    clearTimeout(this.#speaking);
  }

  #do(action: PracticeAction): void {
    send({ type: 'practice', lesson: this.#lesson, action });
  }

  #showUnmet(view: PracticeView, before: PracticeView | undefined): void {
    const unmet = view.trouble === undefined ? view.unmet : [];
    this.#unmet.hidden = unmet.length === 0;
    if (before?.trouble === view.trouble && JSON.stringify(before?.unmet) === JSON.stringify(view.unmet))
      return;
    // A line's button that has the focus keeps it while the list changes around it.
    keepingFocus(
      this.#unmet,
      'data-unmet',
      () => this.#unmet.replaceChildren(...unmet.map((each) => this.#unmetNode(each))),
      (at) => {
        const buttons = this.#unmet.querySelectorAll('button');
        return buttons[Math.min(at, buttons.length - 1)] ?? this.#buttons.start;
      },
    );
  }

  #unmetNode({ text, line }: PracticeView['unmet'][number]): HTMLElement {
    const words = h('span', {}, ...withCode(text));
    if (line === undefined) return h('li', {}, icon('alert'), words);
    const place = h('button', { class: 'quiet', type: 'button', 'data-unmet': text }, `Line ${line}`);
    place.addEventListener('click', () =>
      send({ type: 'practice', lesson: this.#lesson, action: 'line', line }),
    );
    return h('li', {}, icon('alert'), h('span', {}, words, ' ', place));
  }

  #showButtons(view: PracticeView): void {
    const { start, hint, solution, reset, close } = this.#buttons;
    const begun = view.state !== 'new';
    start.textContent =
      view.state === 'new'
        ? 'Start the practice'
        : view.state === 'open'
          ? 'Go to the file'
          : 'Open it again';
    start.setAttribute('appearance', view.state === 'open' ? 'secondary' : 'primary');
    hint.textContent = view.hints.length === 0 ? 'Show a hint' : 'Show the next hint';
    solution.textContent = view.passed ? 'Compare with the solution' : 'Show the solution';
    reset.textContent = view.state === 'closed' ? 'Start anew' : 'Reset';
    const onHint = document.activeElement === hint;
    hint.hidden = !begun || view.passed || view.hints.length >= view.hintCount;
    solution.hidden = !begun;
    reset.hidden = !begun;
    close.hidden = !view.passed;
    // The last hint takes its button with it; reading goes on at the hints.
    if (onHint && hint.hidden) this.#hintsTitle.focus({ preventScroll: true });
  }

  #showHints(view: PracticeView, before: PracticeView | undefined): void {
    const { hints, hintCount } = view;
    this.#hintsTitle.hidden = hints.length === 0;
    this.#hints.hidden = hints.length === 0;
    if (JSON.stringify(before?.hints) === JSON.stringify(hints)) return;
    this.#hintsTitle.textContent =
      hints.length === hintCount ? `All ${hintCount} hints` : `Hints, ${hints.length} of ${hintCount}`;
    // Those that are there stay, so that the new one alone is read out.
    if (hints.length < this.#hints.childElementCount) this.#hints.replaceChildren();
    for (const hint of hints.slice(this.#hints.childElementCount))
      this.#hints.append(h('li', {}, sanitized(hint)));
  }

  /** Says what has changed, once it has settled. */
  #speak(view: PracticeView): void {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => say(this.#said, document.createTextNode(aloud(view))), QUIET);
  }
}

function headline(view: PracticeView): Node[] {
  const { state, trouble, passed, checking, unmet } = view;
  const line = (name: Parameters<typeof icon>[0], ...text: Node[]) => [icon(name), h('p', {}, ...text)];
  const plain = (text: string) => document.createTextNode(text);
  if (state === 'new')
    return [
      h(
        'p',
        {},
        'A file opens beside this lesson. It is not saved anywhere, and what is still wrong with it is told here while you type.',
      ),
    ];
  if (state === 'closed')
    return line(
      'note',
      plain('Its file is closed. Your text was kept: open it again, or start anew from the beginning.'),
    );
  if (trouble !== undefined) return line('alert', ...withCode(trouble));
  if (passed) return line('check', plain('Passed. Every condition holds on the text as it stands.'));
  if (checking) return [h('p', {}, 'Looking at the file…')];
  return [h('p', {}, left(unmet.length))];
}

function left(count: number): string {
  return count === 1 ? 'One thing is still wrong.' : `${count} things are still wrong.`;
}

/** The same for ears: short, and without what only the eye needs. */
function aloud(view: PracticeView): string {
  const { state, trouble, passed, checking, unmet, note } = view;
  if (state === 'new' || checking) return '';
  if (state === 'closed') return 'The file of the practice is closed. Your text was kept.';
  if (trouble !== undefined) return trouble.replaceAll('`', '');
  if (passed) return `Practice passed. ${note ?? ''}`.trim();
  const [first] = unmet;
  const where = first?.line === undefined ? '' : ` (line ${first.line})`;
  return `${left(unmet.length)} ${unmet.length > 1 ? 'First: ' : ''}${first?.text.replaceAll('`', '') ?? ''}${where}`;
}
