import type * as vscode from 'vscode';
import type { LessonBody } from '../../lessons/types.ts';
import type { ProgressView, ToPanel } from '../../protocol/panel.ts';
import { Answers, allRight } from './answers.ts';
import type { Achievement, LessonPanelDeps } from './types.ts';

export interface LessonProgressOptions extends Pick<LessonPanelDeps, 'catalogue' | 'progress' | 'log'> {
  /** Keeps the answers of the quizzes. */
  readonly store: vscode.Memento;
  /** The lesson that the page shows. */
  readonly shown: () => LessonBody | undefined;
  readonly post: (message: ToPanel) => void;
}

/** What the reader has done of the lesson that is shown: marks it where the page says so, and tells the page. */
export class LessonProgress implements vscode.Disposable {
  readonly #options: LessonProgressOptions;
  readonly #answers: Answers;
  readonly #following: vscode.Disposable;
  /** The lesson whose last right answer is kept and not yet marked: its answers would look as after a reset. */
  #answering: string | undefined;

  constructor(options: LessonProgressOptions) {
    this.#options = options;
    this.#answers = new Answers(options.store);
    this.#following = options.progress.onDidChange(() => this.#onChange());
  }

  dispose(): void {
    this.#following.dispose();
  }

  /** What the page shows of the reader's progress in a lesson. */
  of(body: LessonBody): ProgressView {
    const { read, answered, practised, repaired, known } = this.#options.progress.state(body.id);
    const answers = this.#answers.of(body.id, body.quiz, answered || this.#answering === body.id);
    return { read, answered, practised, repaired, known, answers };
  }

  /** Keeps what was chosen in the quiz of the lesson that is shown; numbers that it does not have are ignored. */
  async answer(
    body: LessonBody,
    { question, option }: { question: number; option: number | null },
  ): Promise<void> {
    const { quiz, id } = body;
    if (!quiz[question] || (option !== null && !quiz[question].options[option])) return;
    const { answered } = this.#options.progress.state(id);
    const before = this.#answers.of(id, quiz, true);
    this.#answering = id;
    try {
      const answers = await this.#answers.set(id, before, question, option);
      // Once answered stays answered: looking again at a question takes nothing away.
      if (!answered && allRight(quiz, answers)) await this.mark(id, 'answered', true);
      else this.#send();
    } finally {
      this.#answering = undefined;
    }
  }

  /** Keeps that something of a lesson was done, or was not. */
  async mark(lesson: string, what: Achievement, done: boolean): Promise<void> {
    await this.#options.progress.mark(lesson, what, done);
    this.#send();
  }

  #onChange(): void {
    const { catalogue, progress, log } = this.#options;
    const isReset = catalogue.lessons.every(({ id }) => {
      const { read, answered, practised, repaired, known } = progress.state(id);
      return !read && !answered && !practised && !repaired && !known;
    });
    const send = () => this.#send();
    if (!isReset) send();
    // Progress that was reset takes the answers with it.
    else
      this.#answers
        .clear()
        .then(send, (error: unknown) => log(`Answers could not be forgotten: ${String(error)}`));
  }

  #send(): void {
    const body = this.#options.shown();
    if (body) this.#options.post({ type: 'progress', lesson: body.id, progress: this.of(body) });
  }
}
