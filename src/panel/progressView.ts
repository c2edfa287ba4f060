import type { LessonView, ProgressView } from '../protocol/panel.ts';
import { send } from './api.ts';
import { h, icon } from './dom.ts';
import { checkbox } from './toolkit.ts';
import { Unheard } from './unheard.ts';

const steps = [
  ['read', 'Read', 'Reach the end of the lesson'],
  ['answered', 'Answered', 'Answer every question right'],
  ['practised', 'Practised', 'Pass the practice'],
  ['repaired', 'Repaired', 'Make a hint of this lesson go away'],
] as const;

/** The steps of a lesson with what is done of them, and *I know this*. */
export class ProgressPart {
  readonly element: HTMLElement;
  readonly #items: {
    readonly key: (typeof steps)[number][0];
    readonly item: HTMLElement;
    readonly state: HTMLElement;
  }[];
  readonly #know;
  readonly #unheard = new Unheard<boolean>();
  readonly #said = h('span', { class: 'sr', role: 'status' });
  #shown: ProgressView | undefined;

  constructor(lesson: LessonView) {
    const offered = {
      read: true,
      answered: lesson.quiz.length > 0,
      practised: lesson.hasPractice,
      repaired: lesson.hasRules,
    };
    this.#items = steps
      .filter(([key]) => offered[key])
      .map(([key, name, how]) => {
        const state = h('span', { class: 'sr' });
        return {
          key,
          state,
          item: h('li', { title: how }, h('span', { class: 'box' }, icon('check')), name, state),
        };
      });
    this.#know = checkbox('I know this', (known) => {
      this.#unheard.chose(known);
      send({ type: 'know', lesson: lesson.id, known });
    });
    this.#know.element.title = 'Hides the hints of this lesson until you untick it';
    this.element = h(
      'div',
      { class: 'progress' },
      h('ul', { class: 'steps', 'aria-label': 'Progress' }, ...this.#items.map(({ item }) => item)),
      this.#know.element,
      this.#said,
    );
  }

  update(progress: ProgressView): void {
    for (const { key, item, state } of this.#items) {
      const done = progress[key];
      item.classList.toggle('done', done);
      state.textContent = done ? ', done' : ', not yet';
      if (this.#shown && done && !this.#shown[key])
        this.#said.textContent = `${steps.find(([step]) => step === key)?.[1] ?? key}: done.`;
    }
    if (this.#unheard.hears(progress.known)) this.#know.set(progress.known);
    this.#shown = progress;
  }
}
