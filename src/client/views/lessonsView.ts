import * as vscode from 'vscode';
import type {
  Catalogue,
  LessonMeta,
  TopicMeta,
  WalkthroughMeta,
  WalkthroughStep,
} from '../../lessons/types.ts';
import type { HintStore } from '../hints.ts';
import type { ClientLessonState, ProgressStore } from '../progress.ts';
import type { Silencing } from '../silencing.ts';
import type { GetStarted } from './getStarted.ts';
import { type LessonStep, lessonSteps } from './lessonSteps.ts';
import { reveal } from './reveal.ts';
import {
  TOUR_ITEM,
  type TourItem,
  type TourPort,
  tourChildren,
  tourParent,
  tourTreeItem,
} from './tourItems.ts';
import { done, iconOf, inShort, ofTopic } from './words.ts';

/** An item of the view; its fields are the argument of the commands in its menu. */
export type Item =
  | { readonly kind: 'getStarted' }
  | { readonly kind: 'walkthrough'; readonly walkthrough: string; readonly meta: WalkthroughMeta }
  | { readonly kind: 'walkthroughStep'; readonly walkthrough: string; readonly step: WalkthroughStep }
  | { readonly kind: 'topic'; readonly topic: TopicMeta }
  | { readonly kind: 'lesson'; readonly lesson: string; readonly meta: LessonMeta }
  | { readonly kind: 'step'; readonly lesson: string; readonly step: LessonStep }
  | TourItem;

interface LessonsViewOptions {
  readonly catalogue: Catalogue;
  readonly progress: ProgressStore;
  readonly silencing: Silencing;
  readonly hints: HintStore;
  readonly getStarted: GetStarted;
  readonly tours: TourPort;
  /** Whether a topic is known to occur in the workspace; `getStarted` says when that changes. */
  occurs(topic: string): boolean;
  /** Id of the lesson in the panel. */
  shownLesson(): string | undefined;
  /** Settles when the workspace has been looked through for topics that occur. */
  looked(): Promise<void>;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** How long the view waits to know which topics occur, in milliseconds. */
const PATIENCE = 2_000;

/** The view *Lessons*: the first steps, and every topic, lesson and step, with what the learner has done. */
export class LessonsView implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  readonly #options: LessonsViewOptions;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #start: Item = { kind: 'getStarted' };
  readonly #topics: readonly Item[];
  readonly #lessons: ReadonlyMap<string, readonly Item[]>;
  readonly #listeners: vscode.Disposable[];
  /** Whether the editor has a page for walkthroughs; there the first steps begin folded. */
  #hasPage = true;
  #counts = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly tree: vscode.TreeView<Item>;

  constructor(options: LessonsViewOptions) {
    this.#options = options;
    const { catalogue, progress, hints, getStarted, tours } = options;
    this.#topics = catalogue.topics.map((topic) => ({ kind: 'topic', topic }));
    this.#lessons = new Map(
      catalogue.topics.map((topic) => [
        topic.id,
        topic.lessons.flatMap((id): Item[] => {
          const meta = catalogue.lessons.find((lesson) => lesson.id === id);
          return meta ? [{ kind: 'lesson', lesson: id, meta }] : [];
        }),
      ]),
    );
    this.tree = vscode.window.createTreeView('hindsight.lessons', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    const refresh = () => this.#changed.fire(undefined);
    this.#listeners = [
      this.tree,
      progress.onDidChange(refresh),
      getStarted.onDidChange(refresh),
      tours.onDidChange(refresh),
      hints.onDidChange(() => this.#countSoon()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('hindsight.rules')) refresh();
      }),
    ];
  }

  async getChildren(item?: Item): Promise<Item[]> {
    const { progress, getStarted, tours } = this.#options;
    if (!item) {
      // The first look decides whether the first steps begin folded, so it has to know.
      this.#hasPage = await getStarted.hasPage();
      return [
        ...(getStarted.isShown ? [this.#start] : []),
        ...(tours.tour ? [TOUR_ITEM] : []),
        ...this.#inOrder(),
      ];
    }
    const steps = ({ id, steps }: WalkthroughMeta): Item[] =>
      steps.map((step) => ({ kind: 'walkthroughStep', walkthrough: id, step }));
    switch (item.kind) {
      case 'getStarted':
        return getStarted.walkthroughs.flatMap((meta): Item[] =>
          meta.topic === undefined ? steps(meta) : [{ kind: 'walkthrough', walkthrough: meta.id, meta }],
        );
      case 'tour':
      case 'tourMore':
        return tours.tour ? tourChildren(item, tours.tour) : [];
      case 'walkthrough':
        return steps(item.meta);
      case 'topic':
        return [...(this.#lessons.get(item.topic.id) ?? [])];
      case 'lesson':
        return lessonSteps(item.meta, progress.state(item.lesson), this.#known(item.lesson)).map((step) => ({
          kind: 'step',
          lesson: item.lesson,
          step,
        }));
      default:
        return [];
    }
  }

  /** The topics that occur in the workspace first. */
  #inOrder(): Item[] {
    const occurs = (item: Item) => item.kind === 'topic' && this.#options.occurs(item.topic.id);
    return [...this.#topics.filter(occurs), ...this.#topics.filter((item) => !occurs(item))];
  }

  getParent(item: Item): Item | undefined {
    if (isTourItem(item)) return tourParent(item);
    if (item.kind === 'walkthrough') return this.#start;
    if (item.kind === 'lesson') {
      return this.#topics.find((each) => each.kind === 'topic' && each.topic.id === item.meta.topic);
    }
    if (item.kind === 'step') {
      return [...this.#lessons.values()]
        .flat()
        .find((each) => each.kind === 'lesson' && each.lesson === item.lesson);
    }
    if (item.kind !== 'walkthroughStep') return undefined;
    const meta = this.#options.getStarted.walkthroughs.find((each) => each.id === item.walkthrough);
    return meta?.topic === undefined ? this.#start : { kind: 'walkthrough', walkthrough: meta.id, meta };
  }

  getTreeItem(item: Item): vscode.TreeItem {
    if (isTourItem(item)) {
      const { catalogue, progress, tours } = this.#options;
      const tour = tours.tour ?? { stops: [], more: [] };
      return tourTreeItem(item, tour, { catalogue, state: progress.state });
    }
    switch (item.kind) {
      case 'getStarted':
        return this.#startItem();
      case 'walkthrough':
        return this.#walkthroughItem(item.meta);
      case 'walkthroughStep':
        return this.#walkthroughStepItem(item.walkthrough, item.step);
      case 'topic':
        return this.#topicItem(item.topic);
      case 'lesson':
        return this.#lessonItem(item.meta);
      case 'step':
        return stepItem(item.lesson, item.step);
    }
  }

  /** Shows the view, opens the topic that the reader is at, or else the first, and gives it the focus. */
  async focus(): Promise<void> {
    // Which topic comes first is known in a moment after the window has opened; a huge folder is not waited for.
    await Promise.race([this.#options.looked(), new Promise((settle) => setTimeout(settle, PATIENCE))]);
    const topics = this.#inOrder();
    const topic = topics.find((item) => item.kind === 'topic' && item.topic.id === this.#here()) ?? topics[0];
    if (topic) await reveal(this.tree, topic, { expand: true, focus: true, select: false });
    else await vscode.commands.executeCommand('hindsight.lessons.focus');
  }

  /** The topic of the lesson that is open, of the first hint of the file that is, or that the file may be about. */
  #here(): string | undefined {
    const { catalogue, hints, shownLesson } = this.#options;
    const shown = shownLesson()?.split('/')[0];
    const document = vscode.window.activeTextEditor?.document;
    if (shown !== undefined || !document) return shown;
    const rule = hints.of(document.uri.toString())?.hints[0]?.rule;
    const isAbout = ({ files }: TopicMeta) =>
      files.some((pattern) => vscode.languages.match({ pattern }, document) > 0);
    return rule?.split('/')[0] ?? catalogue.topics.find(isAbout)?.id;
  }

  /** Shows the tour, and leaves the focus where it is. */
  async showTour(): Promise<void> {
    await reveal(this.tree, TOUR_ITEM, { expand: true, focus: false, select: false });
  }

  /** Shows the first steps and gives them the focus. */
  async focusGetStarted(): Promise<void> {
    await reveal(this.tree, this.#start, { expand: true, focus: true, select: true });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  /** Places with a hint of a lesson; `undefined` where there are none and the workspace was not checked. */
  #known(lesson: string): number | undefined {
    const { hints } = this.#options;
    const length = hints
      .files()
      .reduce((sum, file) => sum + file.hints.filter((hint) => hint.lesson === lesson).length, 0);
    const hasFolder = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
    return length === 0 && hints.checkedFiles === undefined && hasFolder ? undefined : length;
  }

  /** Hints come with every keystroke; the view follows a few times a second, and only where their number changed. */
  #countSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const { catalogue } = this.#options;
      const counts = catalogue.lessons.map(({ id }) => this.#known(id) ?? '?').join();
      if (counts === this.#counts) return;
      this.#counts = counts;
      this.#changed.fire(undefined);
    }, 150);
  }

  #startItem(): vscode.TreeItem {
    const { getStarted } = this.#options;
    const steps = getStarted.walkthroughs
      .filter(({ topic }) => topic === undefined)
      .flatMap((each) => each.steps);
    const count = steps.filter((step) => getStarted.isDone(step)).length;
    const item = new vscode.TreeItem('Get started', this.#hasPage ? Collapsed : Expanded);
    item.id = 'getStarted';
    item.description = `${count} of ${steps.length} done`;
    item.iconPath = new vscode.ThemeIcon('rocket');
    item.tooltip = getStarted.walkthroughs[0]?.description ?? '';
    item.contextValue = this.#hasPage ? 'getStarted.page' : 'getStarted';
    item.accessibilityInformation = { label: `Get started, ${item.description}` };
    return item;
  }

  #walkthroughItem(meta: WalkthroughMeta): vscode.TreeItem {
    const count = meta.steps.filter((step) => this.#options.getStarted.isDone(step)).length;
    const item = new vscode.TreeItem(meta.title, Collapsed);
    item.id = `walkthrough:${meta.id}`;
    item.description = `${count} of ${meta.steps.length} done`;
    item.iconPath = new vscode.ThemeIcon('list-ordered');
    item.tooltip = `${meta.title}: ${item.description}\n\n${meta.description}`;
    item.contextValue = this.#hasPage ? 'walkthrough.page' : 'walkthrough';
    item.accessibilityInformation = { label: `${meta.title}, ${item.description}` };
    return item;
  }

  #walkthroughStepItem(walkthrough: string, step: WalkthroughStep): vscode.TreeItem {
    const isDone = this.#options.getStarted.isDone(step);
    const item = new vscode.TreeItem(step.title, None);
    item.id = `walkthrough:${walkthrough}:${step.id}`;
    item.description = isDone ? 'done' : 'to do';
    item.iconPath = check(isDone);
    item.tooltip = `${step.title}\n\n${step.text}`;
    item.contextValue = 'walkthroughStep';
    item.accessibilityInformation = { label: `${step.title}, ${item.description}. ${step.text}` };
    const { action } = step;
    if (action)
      item.command = { title: action.title, command: action.command, arguments: [...action.arguments] };
    return item;
  }

  #topicItem(topic: TopicMeta): vscode.TreeItem {
    const open = this.#options.catalogue.topics.length === 1;
    const item = new vscode.TreeItem(topic.title, open ? Expanded : Collapsed);
    item.id = `topic:${topic.id}`;
    item.description = ofTopic(topic, this.#options.progress.state);
    item.iconPath = new vscode.ThemeIcon(topic.icon);
    item.tooltip = topic.summary;
    item.contextValue = 'topic';
    item.accessibilityInformation = { label: `${topic.title}, ${item.description}` };
    return item;
  }

  #lessonItem(meta: LessonMeta): vscode.TreeItem {
    const state = this.#options.progress.state(meta.id);
    const off = this.#options.silencing.offState(meta.id);
    const item = new vscode.TreeItem(meta.title, Collapsed);
    const words = done(state, off);
    item.id = `lesson:${meta.id}`;
    item.iconPath = lessonIcon(state);
    item.description = inShort(meta, state, off);
    item.tooltip = tooltip(meta, words);
    item.contextValue = [
      'lesson',
      ...(state.known ? ['known'] : []),
      ...(off === 'none' ? [] : ['off']),
    ].join('.');
    item.command = {
      title: 'Open Lesson',
      command: 'hindsight.openLesson',
      arguments: [{ lesson: meta.id }],
    };
    item.accessibilityInformation = {
      label: `${meta.title}, ${meta.minutes} minutes, ${words.length > 0 ? words.join(', ') : 'not read yet'}`,
    };
    return item;
  }
}

function isTourItem(item: Item): item is TourItem {
  return item.kind === 'tour' || item.kind === 'tourMore' || item.kind === 'tourStop';
}

function stepItem(
  lesson: string,
  { id, label, isDone, state, heard, tooltip, command }: LessonStep,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, None);
  item.id = `step:${lesson}:${id}`;
  item.description = state;
  item.iconPath = check(isDone);
  item.tooltip = `${label}: ${state}\n\n${tooltip}`;
  item.contextValue = `step.${id}`;
  item.accessibilityInformation = { label: `${label}, ${heard ?? state}` };
  item.command = { title: command.title, command: command.id, arguments: [command.argument] };
  return item;
}

function check(isDone: boolean): vscode.ThemeIcon {
  return isDone
    ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon('circle-large-outline');
}

function lessonIcon(state: ClientLessonState): vscode.ThemeIcon {
  const colour = state.learned ? new vscode.ThemeColor('testing.iconPassed') : undefined;
  return new vscode.ThemeIcon(iconOf(state), colour);
}

function tooltip(meta: LessonMeta, words: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(meta.title).appendMarkdown('**\n\n').appendText(meta.summary);
  text.appendMarkdown('\n\n').appendText(`${meta.minutes} min · ${meta.level}`);
  if (words.length > 0) text.appendMarkdown('\n\n').appendText(`You: ${words.join(', ')}`);
  return text;
}
