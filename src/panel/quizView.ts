import type { Question } from '../lessons/types.ts';
import { send } from './api.ts';
import { h, icon, newId } from './dom.ts';
import { sanitized } from './sanitize.ts';
import { button } from './toolkit.ts';
import { Unheard } from './unheard.ts';

/** The quiz: one question at a time is checked, every choice is explained, and every question may be tried again. */
export class QuizPart {
  readonly element: HTMLElement;
  readonly #questions: QuestionPart[];
  readonly #result = h('p', { class: 'quiz-result', role: 'status' });

  constructor(lesson: string, quiz: readonly Question[]) {
    this.#questions = quiz.map(
      (question, at) =>
        new QuestionPart(question, at, quiz.length, (option) =>
          send({ type: 'answer', lesson, question: at, option }),
        ),
    );
    this.element = h(
      'div',
      { class: 'quiz' },
      ...this.#questions.map(({ element }) => element),
      quiz.length > 0 && this.#result,
    );
  }

  /** Shows the answers that are kept. */
  update(answers: readonly (number | null)[]): void {
    this.#questions.forEach((question, at) => {
      question.update(answers[at] ?? null);
    });
    const right = this.#questions.filter((question) => question.isRight).length;
    const text = right === this.#questions.length ? 'All answered.' : '';
    if (this.#result.textContent !== text) this.#result.textContent = text;
  }
}

class QuestionPart {
  readonly element: HTMLElement;
  readonly #question: Question;
  readonly #answer: (option: number | null) => void;
  readonly #inputs: HTMLInputElement[];
  readonly #labels: HTMLElement[];
  readonly #said = h('div', { class: 'explanation', role: 'status', tabindex: '-1' });
  readonly #check: HTMLElement;
  readonly #again: HTMLElement;
  readonly #unheard = new Unheard<number | null>();
  /** Nothing has been shown yet while it is undefined. */
  #checked: number | null | undefined;

  constructor(question: Question, at: number, of: number, answer: (option: number | null) => void) {
    this.#question = question;
    this.#answer = answer;
    const name = newId('question');
    this.#inputs = question.options.map((_, option) =>
      h('input', { type: 'radio', name, id: `${name}-${option}`, value: String(option) }),
    );
    this.#labels = question.options.map(({ text }, option) =>
      h(
        'div',
        { class: 'option' },
        h('span', { class: 'choice' }, this.#inputs[option], icon('check'), icon('cross')),
        h('label', { for: `${name}-${option}` }, sanitized(text)),
      ),
    );
    this.#check = button('Check', () => this.#decide());
    this.#again = button('Try again', () => {
      this.#choose(null);
      this.#inputs[0]?.focus();
    });
    for (const input of this.#inputs)
      input.addEventListener('change', () => {
        if (this.#checked === null) this.#said.replaceChildren();
      });
    this.element = h(
      'fieldset',
      { class: 'question' },
      h(
        'legend',
        {},
        of > 1 && h('span', { class: 'question-number' }, `Question ${at + 1} of ${of}`),
        sanitized(question.question),
      ),
      ...this.#labels,
      h('div', { class: 'actions' }, this.#check, this.#again),
      this.#said,
    );
    this.#show(null);
  }

  get isRight(): boolean {
    return this.#question.options[this.#checked ?? -1]?.right === true;
  }

  /** Shows what the host keeps. */
  update(option: number | null): void {
    if (this.#unheard.hears(option)) this.#show(option);
  }

  #choose(option: number | null): void {
    this.#unheard.chose(option);
    this.#show(option);
    this.#answer(option);
  }

  #show(option: number | null): void {
    if (option === this.#checked) return;
    this.#checked = option;
    const done = option !== null;
    this.#inputs.forEach((input, at) => {
      input.checked = at === option;
      input.disabled = done;
      const choice = this.#question.options[at];
      this.#labels[at]?.classList.toggle('right', done && choice?.right === true);
      this.#labels[at]?.classList.toggle('wrong', at === option && choice?.right === false);
    });
    this.#check.hidden = done;
    this.#again.hidden = !done || this.isRight;
    this.#said.replaceChildren(...(done ? this.#explanation(option) : []));
  }

  #decide(): void {
    const option = this.#inputs.findIndex((input) => input.checked);
    if (option < 0) {
      this.#said.replaceChildren(h('p', {}, 'Choose an answer first.'));
      return;
    }
    this.#choose(option);
    // The button that was pressed is gone; a keyboard reader goes on at what took its place.
    (this.isRight ? this.#said : this.#again).focus();
  }

  #explanation(option: number): Node[] {
    const chosen = this.#question.options[option];
    if (!chosen) return [];
    const nodes = [
      h(
        'p',
        { class: chosen.right ? 'verdict right' : 'verdict wrong' },
        icon(chosen.right ? 'check' : 'cross'),
        h('span', {}, h('strong', {}, chosen.right ? 'Right. ' : 'Not quite. '), sanitized(chosen.why)),
      ),
    ];
    const right = this.#question.options.find((item) => item.right);
    if (!chosen.right && right)
      nodes.push(
        h(
          'p',
          { class: 'verdict right' },
          icon('check'),
          h('span', {}, h('strong', {}, sanitized(right.text)), ' ', sanitized(right.why)),
        ),
      );
    return nodes;
  }
}
