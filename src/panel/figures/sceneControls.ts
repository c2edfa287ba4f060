import { h, newId, withCode } from '../dom.ts';
import { type Row, rangeRow, toggleRow } from './controls.ts';
import type { ChoiceControl, ControlGroup, PressControl, SceneControl } from './scene.ts';

/** The controls of a scene. They are made when they first appear and updated, so that focus stays where it is. */

interface Acts {
  set(control: string, to: number | boolean | string): void;
  press(control: string): void;
}

export class SceneControls {
  readonly above = h('div', { class: 'scene-groups' });
  readonly below = h('div', { class: 'scene-groups' });
  readonly #acts: Acts;
  readonly #groups = new Map<string, HTMLElement>();
  readonly #rows = new Map<string, Row<SceneControl>>();

  constructor(acts: Acts) {
    this.#acts = acts;
  }

  update(groups: readonly ControlGroup[]): void {
    for (const { id, label, place, controls } of groups) {
      const group = this.#group(id, label, place);
      const present = new Set<HTMLElement>();
      for (const control of controls) {
        const row = this.#row(control, group);
        row.update(control);
        row.element.hidden = false;
        present.add(row.element);
      }
      for (const child of group.children)
        if (child instanceof HTMLElement && child.tagName !== 'LEGEND') child.hidden = !present.has(child);
    }
    for (const [id, element] of this.#groups)
      element.hidden = !groups.some((group) => group.id === id && group.controls.length > 0);
    this.below.hidden = [...this.below.children].every((child) => (child as HTMLElement).hidden);
  }

  #group(id: string, label: string, place: 'above' | 'below'): HTMLElement {
    const found = this.#groups.get(id);
    if (found) return found;
    const made = h('fieldset', { class: `scene-group scene-group-${id}` }, h('legend', {}, label));
    this.#groups.set(id, made);
    this[place].append(made);
    return made;
  }

  #row(control: SceneControl, group: HTMLElement): Row<SceneControl> {
    const found = this.#rows.get(control.id);
    if (found) return found;
    const made = this.#make(control) as Row<SceneControl>;
    this.#rows.set(control.id, made);
    group.append(made.element);
    return made;
  }

  #make(control: SceneControl) {
    const { set, press } = this.#acts;
    switch (control.kind) {
      case 'toggle':
        return toggleRow(control, set);
      case 'range':
        return rangeRow(control, set);
      case 'choice':
        return choiceRow(control, set);
      case 'press':
        return pressRow(control, press);
    }
  }
}

/** Radio buttons: one stop of the Tab key, and arrows go from one to the next. Their name is the group's. */
function choiceRow({ id }: ChoiceControl, change: (control: string, to: string) => void): Row<SceneControl> {
  const name = newId('scene');
  const about = h('p', { class: 'scene-about', id: newId('scene-about') });
  const options = h('div', { class: 'scene-options' });
  const inputs = new Map<string, { input: HTMLInputElement; text: HTMLElement }>();
  return {
    element: h('div', { class: 'scene-choice' }, options, about),
    update(control) {
      if (control.kind !== 'choice') return;
      for (const { value, label } of control.options) {
        let option = inputs.get(value);
        if (!option) {
          const input = h('input', { type: 'radio', name, value, 'aria-describedby': about.id });
          input.addEventListener('change', () => change(id, value));
          option = { input, text: h('span') };
          inputs.set(value, option);
          options.append(h('label', { class: 'scene-option' }, input, option.text));
        }
        option.input.checked = value === control.value;
        option.text.replaceChildren(...withCode(label));
      }
      for (const [value, { input }] of inputs)
        (input.parentElement as HTMLElement).hidden = !control.options.some((item) => item.value === value);
      about.hidden = control.about === '';
      about.replaceChildren(...withCode(control.about));
    },
  };
}

function pressRow({ id }: PressControl, press: (control: string) => void): Row<SceneControl> {
  const element = h('button', { type: 'button', class: 'figure-button' });
  element.addEventListener('click', () => press(id));
  return {
    element,
    update(control) {
      element.textContent = control.label;
    },
  };
}
