import * as vscode from 'vscode';
import { type KeptTour, parseTour, type TourState, type TourStop, tourState } from '../../lessons/tour.ts';
import type { TourView } from '../../protocol/panel.ts';
import type { OpenLessonArgument } from '../lessonPanel/types.ts';
import { editorColumn, type Places } from '../places.ts';
import { type FoundPlace, findPlace } from './find.ts';
import { makeTour, type PlanOptions } from './plan.ts';

const KEY = 'hindsight.tour';

interface ToursOptions extends PlanOptions {
  /** The workspace's own store. */
  readonly state: vscode.Memento;
  readonly places: Pick<Places, 'examples'>;
  open(argument: OpenLessonArgument): Promise<void>;
  /** The lesson that the panel shows. */
  shownLesson(): string | undefined;
  /** Shows the tour in the sidebar. */
  reveal(): Promise<void>;
  /** The place of a stop is shown in an editor, which may not have the focus. */
  onShown(editor: vscode.TextEditor): void;
}

/** The tour of this repository: made once, kept with the workspace, and gone through a stop at a time. */
export class Tours implements vscode.Disposable {
  readonly #options: ToursOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;
  #tour: KeptTour | undefined;
  #making = false;

  /** Fires when the tour came or went, and when a stop was read. */
  readonly onDidChange = this.#changed.event;

  constructor(options: ToursOptions) {
    this.#options = options;
    const { catalogue, log, state } = options;
    const kept = state.get<unknown>(KEY);
    this.#tour = parseTour(kept, (id) => catalogue.lessons.some((lesson) => lesson.id === id));
    if (kept !== undefined && !this.#tour)
      log.warn('The tour that was kept could not be read; make a new one.');
    this.#listener = options.progress.onDidChange(() => this.#tour && this.#changed.fire());
    this.#setContext();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  get tour(): KeptTour | undefined {
    return this.#tour;
  }

  /** How the tour stands. @param lesson the lesson at hand; the one that the panel shows where it is not given */
  state(lesson = this.#options.shownLesson()): TourState | undefined {
    return this.#tour && tourState(this.#tour, lesson, this.#isRead);
  }

  /** What the page of a lesson says of the tour; `undefined` without a tour. */
  readonly view = (lesson: string): TourView | undefined => {
    const state = this.state(lesson);
    if (!this.#tour || !state) return undefined;
    const { at, done, isFinished, previous, next } = state;
    const why = at === undefined ? undefined : this.#tour.stops[at]?.why;
    return {
      ...(at === undefined ? {} : { stop: at + 1 }),
      ...(why === undefined ? {} : { why }),
      count: this.#tour.stops.length,
      done,
      isFinished,
      ...(previous ? { previous: this.#title(previous.lesson) } : {}),
      ...(next ? { next: this.#title(next.lesson) } : {}),
    };
  };

  /** The command *Onboard Me to This Repository*: goes on with the tour, or makes one. */
  readonly onboard = async (): Promise<void> => {
    if (!vscode.workspace.workspaceFolders?.length) {
      void vscode.window.showInformationMessage('Open a folder to be shown round in it.');
      return;
    }
    const tour = this.#tour;
    if (!tour) {
      await this.#make();
      return;
    }
    const state = tourState(tour, undefined, this.#isRead);
    const last = tour.stops.find((stop) => stop.lesson === tour.last && !this.#isRead(stop.lesson));
    const next = last ?? state.next;
    const number = next ? tour.stops.indexOf(next) + 1 : 0;
    const items = [
      ...(next
        ? [
            {
              label: `Go on at stop ${number} of ${tour.stops.length}`,
              description: this.#title(next.lesson),
              run: () => this.go(next),
            },
          ]
        : []),
      {
        label: 'Make a new tour',
        description: 'of the lessons that you have not read',
        run: () => this.#make(),
      },
    ];
    const title = next ? 'The tour of this repository' : 'You have been to every stop of this tour';
    await (await vscode.window.showQuickPick(items, { title }))?.run();
  };

  readonly next = async (): Promise<void> => {
    const state = this.state();
    if (!state) await this.onboard();
    else if (state.next) await this.go(state.next);
    else await this.#sayFinished(state);
  };

  readonly previous = async (): Promise<void> => {
    const state = this.state();
    if (!state) await this.onboard();
    else if (state.previous) await this.go(state.previous);
    else void vscode.window.showInformationMessage('There is no stop before this one.');
  };

  /** The command of an item in the sidebar. */
  readonly openStop = async (argument?: unknown): Promise<void> => {
    const lesson =
      typeof argument === 'object' && argument !== null
        ? (argument as { lesson?: unknown }).lesson
        : undefined;
    const all = this.#tour ? [...this.#tour.stops, ...this.#tour.more] : [];
    const stop = all.find((each) => each.lesson === lesson);
    if (stop) await this.go(stop);
    else await this.onboard();
  };

  /** Forgets the tour; what was read stays read. */
  readonly end = async (): Promise<void> => this.#keep(undefined);

  /** Shows the place of a stop in the editor and opens its lesson there. */
  async go(stop: TourStop): Promise<void> {
    const { hints, server, places, open, log } = this.#options;
    const source = new vscode.CancellationTokenSource();
    let found: FoundPlace | undefined;
    try {
      found = await findPlace(stop, {
        hints,
        at: (uri, position) => server.at(uri, position),
        examples: (lesson) => places.examples(lesson, undefined, source.token),
      });
      // The lesson takes the focus next. One that is open and loses it for a moment may not get it back into its page: what
      // it tells the editor of the loss comes late, after the editor has given the focus back.
      if (found) this.#options.onShown(await show(found, this.#options.shownLesson() !== undefined));
    } catch (error) {
      // The lesson is worth reading without its place too.
      log.warn(`The place of the stop ${stop.lesson} could not be shown: ${String(error)}`);
    } finally {
      source.dispose();
    }
    if (this.#tour) await this.#keep({ ...this.#tour, last: stop.lesson });
    const { uri, range, hint } = found ?? {};
    await open({
      lesson: stop.lesson,
      ...(uri !== undefined && range ? { uri, range } : {}),
      ...(hint ? { rule: hint.rule } : {}),
    });
  }

  async #make(): Promise<void> {
    if (this.#making) return;
    this.#making = true;
    try {
      const tour = await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: 'Hindsight: making the tour of this repository',
          cancellable: true,
        },
        (report, token) => makeTour(this.#options, token, report),
      );
      if (!tour) return;
      const [first] = tour.stops;
      if (!first) {
        await this.#sayNothingHere(tour.more.length);
        return;
      }
      await this.#keep({ version: 1, ...tour });
      await this.#options.reveal();
      await this.go(first);
    } finally {
      this.#making = false;
    }
  }

  async #sayNothingHere(read: number): Promise<void> {
    const browse = 'Browse Lessons';
    const show = 'Show Progress';
    const text =
      read > 0
        ? 'You have read every lesson that has a place in this repository.'
        : 'There is no tour here: no lesson is about code of this repository.';
    const answer = await vscode.window.showInformationMessage(text, read > 0 ? show : browse);
    if (answer === show) await vscode.commands.executeCommand('hindsight.showProgress');
    if (answer === browse) await vscode.commands.executeCommand('hindsight.browseLessons');
  }

  async #sayFinished({ isFinished }: TourState): Promise<void> {
    const show = 'Show Progress';
    const text = isFinished
      ? 'You have read every lesson of the tour.'
      : 'This is the last stop of the tour.';
    const answer = await vscode.window.showInformationMessage(text, ...(isFinished ? [show] : []));
    if (answer === show) await vscode.commands.executeCommand('hindsight.showProgress');
  }

  readonly #isRead = (lesson: string): boolean => this.#options.progress.state(lesson).read;

  #title(lesson: string): string {
    return this.#options.catalogue.lessons.find(({ id }) => id === lesson)?.title ?? lesson;
  }

  async #keep(tour: KeptTour | undefined): Promise<void> {
    this.#tour = tour;
    this.#setContext();
    this.#changed.fire();
    try {
      await this.#options.state.update(KEY, tour);
    } catch (error) {
      this.#options.log.error(`The tour could not be kept: ${String(error)}`);
    }
  }

  #setContext(): void {
    void vscode.commands.executeCommand('setContext', 'hindsight.tour', this.#tour !== undefined);
  }
}

async function show({ uri, range }: FoundPlace, preserveFocus: boolean): Promise<vscode.TextEditor> {
  const target = vscode.Uri.parse(uri);
  const document = await vscode.workspace.openTextDocument(target);
  const { start, end } = range;
  const place = document.validateRange(
    new vscode.Range(start.line, start.character, end.line, end.character),
  );
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: editorColumn(target),
    selection: new vscode.Range(place.start, place.start),
    preserveFocus,
  });
  editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}
