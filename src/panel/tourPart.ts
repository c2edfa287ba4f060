import type { TourView } from '../protocol/panel.ts';
import { send } from './api.ts';
import { h, keepingFocus, visible } from './dom.ts';

/** Where in the tour the lesson is, with the way on; nothing without a tour. */
export class TourPart {
  readonly element = h('nav', { class: 'tour', 'aria-label': 'Tour', hidden: true });
  #shown = '';

  update(tour: TourView | null): void {
    const key = JSON.stringify(tour);
    if (key === this.#shown) return;
    this.#shown = key;
    const make = () => {
      this.element.hidden = tour === null;
      this.element.replaceChildren(...(tour ? line(tour) : []));
    };
    // The way on comes last, whatever it is called now.
    keepingFocus(this.element, 'data-go', make, () => this.element.querySelector('button:last-of-type'));
  }
}

function line({ stop, count, done, why, previous, next, isFinished }: TourView): HTMLElement[] {
  const text = isFinished
    ? `Tour: every lesson read, ${count} of ${count}`
    : stop === undefined
      ? `Tour: ${done} of ${count} read`
      : `Tour: stop ${stop} of ${count}`;
  const shown = isFinished || why === undefined ? text : `${text}, ${why}`;
  return [
    h('span', { class: 'tour-where' }, ...visible(shown)),
    ...(previous === undefined ? [] : [go('previous', 'Previous stop', previous)]),
    ...(next === undefined || isFinished
      ? []
      : [go('next', stop === undefined ? 'Go on with the tour' : 'Next stop', next)]),
    ...(isFinished ? [go('progress', 'Show progress')] : []),
  ];
}

function go(action: 'next' | 'previous' | 'progress', label: string, title?: string): HTMLElement {
  const element = h(
    'button',
    { class: 'link', type: 'button', 'data-go': action, ...(title === undefined ? {} : { title }) },
    label,
    title !== undefined && h('span', { class: 'sr' }, `: ${title}`),
  );
  element.addEventListener('click', () => send({ type: 'tour', action }));
  return element;
}
