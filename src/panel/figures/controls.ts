import { h, newId, withCode } from '../dom.ts';
import type { Control, RangeControl, ToggleControl } from './model.ts';

/** The switches and sliders of a figure. They are made once and updated, so that focus stays where it is. */

type Change = (control: string, to: number | boolean) => void;

export interface Row<C = Control> {
  readonly element: HTMLElement;
  update(control: C): void;
}

export class Controls {
  readonly toggles: HTMLElement;
  readonly ranges: HTMLElement;
  readonly #rows = new Map<string, Row>();

  constructor(controls: readonly Control[], change: Change) {
    this.toggles = h('div', { class: 'figure-toggles', role: 'group', 'aria-label': 'Switches' });
    this.ranges = h('div', { class: 'figure-ranges', role: 'group', 'aria-label': 'Times' });
    for (const control of controls) {
      const row = control.kind === 'toggle' ? toggleRow(control, change) : rangeRow(control, change);
      this.#rows.set(control.id, row);
      (control.kind === 'toggle' ? this.toggles : this.ranges).append(row.element);
    }
    this.ranges.hidden = this.ranges.childElementCount === 0;
    this.update(controls);
  }

  update(controls: readonly Control[]): void {
    for (const control of controls) this.#rows.get(control.id)?.update(control);
  }
}

export function toggleRow({ id }: ToggleControl, change: Change): Row {
  const about = newId('figure-about');
  const input = h('input', { type: 'checkbox', 'aria-describedby': about });
  const label = h('span');
  const text = h('span', { class: 'figure-about', id: about });
  input.addEventListener('change', () => change(id, input.checked));
  return {
    element: h('div', { class: 'figure-toggle' }, h('label', {}, input, label), text),
    update(control) {
      if (control.kind !== 'toggle') return;
      input.checked = control.on;
      label.textContent = control.label;
      text.hidden = control.about === '';
      text.replaceChildren(...withCode(control.about));
    },
  };
}

export function rangeRow({ id, min, max, step }: RangeControl, change: Change): Row {
  const input = h('input', { type: 'range', min: String(min), max: String(max), step: String(step) });
  const label = h('span');
  const value = h('output', { class: 'figure-value' });
  input.addEventListener('input', () => change(id, Number(input.value)));
  return {
    element: h('label', { class: 'figure-range' }, label, value, input),
    update(control) {
      if (control.kind !== 'range') return;
      const text = `${control.value} ${control.unit ?? 'ms'}`;
      // The ends may depend on other settings; they come first, since a range cuts off what lies outside.
      input.min = String(control.min);
      input.max = String(control.max);
      input.value = String(control.value);
      input.setAttribute('aria-valuetext', text);
      // The name is the words alone; the label's text holds the value as well.
      input.setAttribute('aria-label', control.label);
      label.textContent = control.label;
      value.textContent = text;
    },
  };
}
