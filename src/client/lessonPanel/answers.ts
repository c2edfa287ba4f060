import type * as vscode from 'vscode';
import { ownValue } from '../../base/own.ts';
import type { Question } from '../../lessons/types.ts';

/** What the reader chose in the quizzes, kept by the editor so that a lesson opened again shows it. */

const key = 'hindsight.quizAnswers';

export class Answers {
  readonly #store: vscode.Memento;

  constructor(store: vscode.Memento) {
    this.#store = store;
  }

  /**
   * Per question the option that was checked last (0-based), or null.
   * @param answered whether the quiz counts as answered: when it no longer does although every stored answer
   *   is right, the progress was reset and the answers are forgotten with it
   */
  of(lesson: string, quiz: readonly Question[], answered: boolean): (number | null)[] {
    const stored: unknown = ownValue(this.#all(), lesson);
    const answers = quiz.map((question, at) => {
      const option: unknown = Array.isArray(stored) ? stored[at] : undefined;
      return typeof option === 'number' && question.options[option] ? option : null;
    });
    return allRight(quiz, answers) && !answered ? quiz.map(() => null) : answers;
  }

  /** Keeps one answer; `null` forgets it. */
  async set(
    lesson: string,
    answers: readonly (number | null)[],
    question: number,
    option: number | null,
  ): Promise<(number | null)[]> {
    const changed = answers.map((answer, at) => (at === question ? option : answer));
    await this.#store.update(key, { ...this.#all(), [lesson]: changed });
    return changed;
  }

  /** Forgets every answer. */
  async clear(): Promise<void> {
    if (Object.keys(this.#all()).length > 0) await this.#store.update(key, undefined);
  }

  #all(): Record<string, unknown> {
    const all = this.#store.get<unknown>(key);
    return typeof all === 'object' && all !== null ? { ...all } : {};
  }
}

/** Whether every question of a quiz that has questions is answered right. */
export function allRight(quiz: readonly Question[], answers: readonly (number | null)[]): boolean {
  return quiz.length > 0 && quiz.every((question, at) => question.options[answers[at] ?? -1]?.right === true);
}
