import { ownValue } from '../base/own.ts';
import type { PlaceView, StepView } from '../protocol/panel.ts';
import { send } from './api.ts';
import { h, visible, withCode } from './dom.ts';
import { sanitized } from './sanitize.ts';

/**
 * How the reader's code would run, step by step: each step leads to its line, and pointing at a step or at a line of
 * the excerpt lights up what belongs together. Without a fault it is the lesson's own sequence, shown only when the
 * reader's code gives all of its names.
 */
export class StepsPart {
  readonly element = h('div', { class: 'sequence' });
  readonly #sequence: readonly string[];
  #revision: () => number | undefined;
  /** What the list was made from; it is made again only when this differs. */
  #made = '';

  /** @param sequence the lesson's own steps, as HTML with placeholders */
  constructor(sequence: readonly string[], revision: () => number | undefined) {
    this.#sequence = sequence;
    this.#revision = revision;
  }

  update(place: PlaceView): void {
    const own = place.state === 'present' && place.kind === 'hint' ? place.steps : [];
    const isClean = place.state === (place.kind === 'hint' ? 'fixed' : 'present');
    const sequence = isClean ? this.#namedSequence(place.names) : [];
    const key = JSON.stringify([own, sequence]);
    if (key === this.#made) return;
    this.#made = key;
    const items = own.length > 0 ? own.map((step, at) => this.#step(step, at)) : sequence.map(sentence);
    const title = own.length > 0 ? 'As it would run here' : 'How it runs when it is right';
    this.element.replaceChildren(
      ...(items.length === 0
        ? []
        : [h('h3', { id: 'steps' }, title), h('ol', { 'aria-labelledby': 'steps' }, ...items)]),
    );
  }

  /** The lesson's sequence, or nothing when one of its names would be the example's. */
  #namedSequence(names: Readonly<Record<string, string>>): readonly string[] {
    const holder = h('div', {}, ...this.#sequence.map((step) => sanitized(step)));
    const used = [...holder.querySelectorAll('[data-name]')].map((each) => each.getAttribute('data-name'));
    return used.every((name) => name !== null && ownValue(names, name)) ? this.#sequence : [];
  }

  #step({ text, line }: StepView, at: number): HTMLElement {
    const item = h('li', { class: 'step' }, h('span', {}, ...withCode(text)));
    if (line === undefined) return item;
    item.dataset['at'] = String(line);
    const button = h(
      'button',
      {
        class: 'quiet step-line',
        type: 'button',
        'data-step': String(at),
        'aria-label': `Step ${at + 1}: show line ${line} in the editor`,
      },
      ...visible(`line ${line}`),
    );
    button.addEventListener('click', () => {
      const revision = this.#revision();
      if (revision !== undefined) send({ type: 'reveal', revision, line });
    });
    item.append(' ', button);
    return item;
  }
}

function sentence(html: string): HTMLElement {
  return h('li', { class: 'step' }, h('span', {}, sanitized(html)));
}

/**
 * Lights up the line of the excerpt that a step is about, and the steps of a line, while the pointer or focus is on
 * either. `relight` is for after a part was made again.
 */
export function lightTogether(root: HTMLElement): { relight: () => void } {
  let pointed: string | undefined;
  let focused: string | undefined;
  const light = () => {
    const line = pointed ?? focused;
    const steps = [...root.querySelectorAll<HTMLElement>('.step[data-at]')];
    const hasStep = line !== undefined && steps.some((step) => step.dataset['at'] === line);
    for (const step of steps) step.classList.toggle('lit', hasStep && step.dataset['at'] === line);
    for (const row of root.querySelectorAll<HTMLElement>('.excerpt .line'))
      row.classList.toggle('lit', hasStep && lineOf(row) === line);
  };
  root.addEventListener('pointerover', (event) => {
    pointed = lineOf(event.target);
    light();
  });
  root.addEventListener('pointerleave', () => {
    pointed = undefined;
    light();
  });
  root.addEventListener('focusin', (event) => {
    focused = lineOf(event.target);
    light();
  });
  root.addEventListener('focusout', () => {
    focused = undefined;
    light();
  });
  return { relight: light };
}

/** The file's line that an element of the list or the excerpt stands for. */
function lineOf(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  const step = target.closest<HTMLElement>('.step[data-at]');
  if (step) return step.dataset['at'];
  const row = target.closest('.excerpt .line');
  return row?.querySelector<HTMLElement>('button.number')?.dataset['line'];
}
