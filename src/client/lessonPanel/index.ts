import * as vscode from 'vscode';
import type { Passage } from '../../lessons/search/entries.ts';
import type { LessonBody } from '../../lessons/types.ts';
import type { FromPanel } from '../../protocol/panel.ts';
import type { FileHints } from '../hints.ts';
import { insertAtCursor } from './insert.ts';
import { LessonProgress } from './lessonProgress.ts';
import { lessonView } from './lessonView.ts';
import { LivePlace, type PlaceTarget } from './livePlace.ts';
import { parseKept, type RestoreState } from './messages.ts';
import { PageLink, viewType } from './pageLink.ts';
import { LessonPictures } from './pictures.ts';
import { LessonPlaces } from './places.ts';
import { answersTo, copied } from './requests.ts';
import type { LessonPanelDeps, LessonRequest } from './types.ts';

interface Shown {
  readonly body: LessonBody;
  readonly place: LivePlace | undefined;
}

/**
 * The lesson panel: there is one, it opens beside the editor, and a further lesson replaces the one it shows
 * without loading the page again. It comes back after a reload of the window.
 */
export class LessonPanels implements vscode.Disposable {
  readonly #deps: LessonPanelDeps;
  readonly #progress: LessonProgress;
  readonly #places: LessonPlaces;
  readonly #pictures: LessonPictures;
  readonly #page: PageLink;
  readonly #disposables: vscode.Disposable[] = [];
  #shown: Shown | undefined;
  /** Counts requests, so that a lesson that loads slowly does not replace one that was asked for later. */
  #request = 0;
  /** What the page gets as soon as it listens, where that is no lesson. */
  #failure: string | undefined;
  /** Counts what the reader asked to be taken to; the page goes there once, however often this is sent. */
  #openings = 0;
  /** The opening that takes the reader to the lesson, until the page listens; 0 for none. */
  #focus = 0;
  /** Where the lesson is to begin, until this has been sent to the page. */
  #passage: Passage | undefined;
  /** The opening that takes the reader to the practice, until the page listens; 0 for none. */
  #goToPractice = 0;
  /** The page is to go to the picture of the place as soon as there is one. */
  #goToPicture = false;
  /** The text editor that had focus last, or that the reader was led to since. */
  #editor: vscode.TextEditor | undefined = vscode.window.activeTextEditor;

  constructor(deps: LessonPanelDeps) {
    this.#deps = deps;
    this.#page = new PageLink({
      extensionUri: deps.context.extensionUri,
      log: deps.log,
      greet: () => this.#greet(),
      receive: (message) => this.#receive(message),
      onClosed: () => {
        this.#failure = undefined;
        this.#request++;
        this.#shown?.place?.dispose();
        this.#shown = undefined;
      },
    });
    this.#progress = new LessonProgress({
      catalogue: deps.catalogue,
      progress: deps.progress,
      log: deps.log,
      store: deps.context.globalState,
      shown: () => this.#shown?.body,
      post: (message) => this.#page.post(message),
    });
    this.#places = new LessonPlaces({
      port: deps.places,
      shown: () => this.#shown && { lesson: this.#shown.body.id, place: this.#shown.place?.restore() },
      post: (message) => this.#page.post(message),
      log: deps.log,
    });
    this.#pictures = new LessonPictures({
      picture: deps.pictures.at,
      onFacts: deps.pictures.onFacts,
      shown: () => this.#shown && { lesson: this.#shown.body.id, place: this.#shown.place?.restore() },
      titleOf: (lesson) => deps.catalogue.lessons.find(({ id }) => id === lesson)?.title,
      openLesson: (request) => this.show(request),
      post: (message) => this.#page.post(message),
      heard: () => this.#page.listens,
      log: deps.log,
    });
    this.#disposables.push(
      this.#progress,
      this.#places,
      this.#pictures,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        // The output view has an editor as well, but not one that people work in.
        if (editor && editor.document.uri.scheme !== 'output') this.#editor = editor;
      }),
      deps.tour.onDidChange(() => this.#sendTour()),
      deps.practice.onDidChange((lesson) => {
        if (this.#shown?.body.id === lesson) this.#sendPractice();
      }),
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state) => this.#restore(panel, state),
      }),
    );
  }

  /** Shows a lesson, with the reader's code where the request names a place. Rejects only when disposed of. */
  async show(request: LessonRequest): Promise<void> {
    const { hint, place, passage } = request;
    const target: PlaceTarget | undefined = hint
      ? { uri: hint.uri, range: hint.range, names: hint.names, rule: hint.rule, hint }
      : place;
    this.#page.show();
    if (passage && this.#shown?.body.id === request.lesson) {
      // A passage of the lesson that is open: its place in the reader's code stays.
      this.#request++;
      this.#focus = ++this.#openings;
      this.#passage = passage;
      this.#sendLesson();
      return;
    }
    this.#goToPicture = request.picture === true;
    await this.#load(request.lesson, target, true, passage);
  }

  /** The lesson that is shown, the column it is shown in, and whether its page listens already. */
  get shown(): {
    readonly lesson: string | undefined;
    readonly column: vscode.ViewColumn | undefined;
    readonly listens: boolean;
  } {
    return { lesson: this.#shown?.body.id, column: this.#page.column, listens: this.#page.listens };
  }

  /** From now on "here" is an editor that the reader was led to without giving it the focus. */
  worksIn(editor: vscode.TextEditor): void {
    this.#editor = editor;
  }

  /** Goes to the practice of the lesson that is shown. */
  showPractice(): void {
    this.#page.bringUp();
    this.#goToPractice = ++this.#openings;
    this.#sendPractice();
  }

  /** Hands on what a check has found; call it for every `hindsight/hints`. */
  onHints(params: FileHints): void {
    this.#shown?.place?.onHints(params);
  }

  dispose(): void {
    this.#page.dispose();
    this.#shown?.place?.dispose();
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }

  #restore(panel: vscode.WebviewPanel, state: unknown): void {
    // A lesson that was opened while the window came back is newer than the one kept.
    if (this.#page.isOpen) {
      panel.dispose();
      return;
    }
    const kept: RestoreState | undefined = parseKept(state);
    this.#page.restore(panel);
    if (!kept) {
      this.#fail('This lesson could not be brought back. Open one from the Hindsight sidebar.');
      return;
    }
    // Not awaited: the editor shows the panel only once this method is done, and the server may not run yet.
    this.#load(kept.lesson, kept.place, false).catch((error: unknown) =>
      this.#fail(`This lesson could not be brought back: ${String(error)}`),
    );
  }

  async #load(
    lesson: string,
    target: PlaceTarget | undefined,
    focus: boolean,
    passage?: Passage,
  ): Promise<void> {
    const request = ++this.#request;
    let body: LessonBody;
    try {
      body = await this.#deps.loadLesson(lesson);
    } catch (error) {
      if (request === this.#request)
        this.#fail(error instanceof Error ? error.message : `The lesson ${lesson} could not be read.`);
      this.#deps.log(`The lesson ${lesson} could not be read: ${String(error)}`);
      return;
    }
    if (request !== this.#request || !this.#page.isOpen) return;
    const place = target ? new LivePlace(lesson, target, this.#deps) : undefined;
    if (target && place) {
      await place.open();
      if (request !== this.#request || !this.#page.isOpen) {
        place.dispose();
        return;
      }
    }
    this.#shown?.place?.dispose();
    this.#shown = { body, place };
    this.#failure = undefined;
    place?.onDidChange(() => {
      this.#sendPlace();
      this.#pictures.soon();
    });
    this.#focus = focus ? ++this.#openings : 0;
    this.#passage = passage;
    if (this.#goToPicture) this.#pictures.goThere(++this.#openings);
    this.#goToPicture = false;
    this.#sendLesson();
  }

  #fail(text: string): void {
    this.#shown?.place?.dispose();
    this.#shown = undefined;
    this.#failure = text;
    this.#page.title = 'Hindsight';
    this.#page.post({ type: 'failed', text });
  }

  #sendLesson(): void {
    const { catalogue, progress } = this.#deps;
    if (!this.#shown) return;
    const { body, place } = this.#shown;
    const view = lessonView(catalogue, body, progress.state);
    if (!view) {
      this.#fail(`There is no lesson ${body.id}.`);
      return;
    }
    this.#page.title = view.title;
    this.#page.post({
      type: 'lesson',
      lesson: view,
      place: place?.view() ?? null,
      progress: this.#progress.of(body),
      restore: this.#kept(),
      focus: this.#focus > 0,
      ...(this.#focus > 0 ? { opening: this.#focus } : {}),
      ...(this.#passage ? { passage: this.#passage } : {}),
    });
    if (this.#page.listens) {
      this.#focus = 0;
      this.#passage = undefined;
    }
    this.#sendPractice();
    this.#sendTour();
    this.#places.sendKnown();
    this.#pictures.send();
  }

  /** Tells a page what it is to show. */
  #greet(): void {
    if (this.#shown) this.#sendLesson();
    else if (this.#failure !== undefined) this.#page.post({ type: 'failed', text: this.#failure });
  }

  #sendPlace(): void {
    if (!this.#shown?.place) return;
    const { body, place } = this.#shown;
    this.#page.post({ type: 'place', lesson: body.id, place: place.view(), restore: this.#kept() });
  }

  #sendTour(): void {
    const lesson = this.#shown?.body.id;
    if (lesson !== undefined)
      this.#page.post({ type: 'tour', lesson, tour: this.#deps.tour.view(lesson) ?? null });
  }

  #sendPractice(): void {
    const { id, practice } = this.#shown?.body ?? {};
    if (!id || !practice) return;
    const view = this.#deps.practice.view(id, practice);
    const opening = this.#goToPractice;
    this.#page.post({ type: 'practice', lesson: id, practice: view, show: opening > 0, opening });
    if (this.#page.listens) this.#goToPractice = 0;
  }

  #kept(): RestoreState | undefined {
    if (!this.#shown) return undefined;
    const place = this.#shown.place?.restore();
    return { lesson: this.#shown.body.id, ...(place ? { place } : {}) };
  }

  async #receive(message: FromPanel): Promise<void> {
    const { progress } = this.#deps;
    const shown = this.#shown;
    const isShown = (lesson: string) => shown?.body.id === lesson;
    switch (message.type) {
      case 'read':
        if (isShown(message.lesson) && !progress.state(message.lesson).read)
          await this.#progress.mark(message.lesson, 'read', true);
        return;
      case 'practice': {
        const { lesson, action, line } = message;
        if (isShown(lesson)) await this.#deps.practice.act(lesson, action, this.#page.column, line);
        return;
      }
      case 'know':
        if (isShown(message.lesson)) await this.#progress.mark(message.lesson, 'known', message.known);
        return;
      case 'answer':
        if (shown && isShown(message.lesson)) await this.#progress.answer(shown.body, message);
        return;
      case 'open':
        await this.#deps.openLesson({
          lesson: message.lesson,
          ...(message.rule === undefined ? {} : { rule: message.rule }),
          ...(message.passage ? { passage: message.passage } : {}),
        });
        return;
      case 'ask':
        this.#page.post(await answersTo(message, this.#deps));
        return;
      case 'copyLink':
        this.#page.post(await copied(message.id, this.#deps.linkTo(message.lesson), this.#deps.log));
        return;
      case 'openHere':
        await this.#openHere();
        return;
      case 'around':
        await this.#places.receive(message);
        return;
      case 'tour':
        if (message.action === 'progress') await vscode.commands.executeCommand('hindsight.showProgress');
        else await this.#deps.tour[message.action]();
        return;
      case 'picture':
        await this.#pictures.receive(message);
        return;
      case 'browse':
        await vscode.commands.executeCommand('hindsight.browseLessons');
        return;
      case 'reveal':
        await shown?.place?.reveal(message.revision, message.line, message.related);
        return;
      case 'apply': {
        if (!shown?.place) return;
        const { revision, fix } = message;
        const { result, text } = await shown.place.apply(revision, fix);
        this.#page.post({ type: 'applied', revision, fix, result, text });
        return;
      }
      case 'copy':
        this.#page.post(await copied(message.id, message.text, this.#deps.log));
        return;
      case 'insert': {
        const editor = vscode.window.activeTextEditor ?? this.#editor;
        this.#page.post({
          type: 'inserted',
          id: message.id,
          ...(await insertAtCursor(message.text, editor)),
        });
      }
    }
  }

  /** While the panel has focus there is no active text editor, so the last one stands for "here". */
  async #openHere(): Promise<void> {
    const editor = vscode.window.activeTextEditor ?? this.#editor;
    if (!editor || editor.document.isClosed) {
      void vscode.window.showInformationMessage(
        'Put the cursor into the code that you want to learn about, then try again.',
      );
      return;
    }
    const { line, character } = editor.selection.active;
    const at = { line, character };
    await this.#deps.openLesson({ uri: editor.document.uri.toString(), range: { start: at, end: at } });
  }
}
