import * as vscode from 'vscode';
import type { Catalogue, LessonMeta, TopicMeta } from '../../lessons/types.ts';
import type { ClientLessonState, ProgressStore } from '../progress.ts';
import type { Silencing } from '../silencing.ts';

/** An item of the view; its fields are the argument of the commands in its menu. */
type Item = { readonly topic: TopicMeta } | { readonly lesson: string; readonly meta: LessonMeta };

/** The view *Lessons*: topics and their lessons, with what the learner has done. */
export class LessonsView implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  readonly #catalogue: Catalogue;
  readonly #progress: ProgressStore;
  readonly #silencing: Silencing;
  readonly #changed = new vscode.EventEmitter<Item | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #topics: readonly Item[];
  readonly #lessons = new Map<string, Item[]>();
  readonly #listeners: vscode.Disposable[];
  readonly tree: vscode.TreeView<Item>;

  constructor(catalogue: Catalogue, progress: ProgressStore, silencing: Silencing) {
    this.#catalogue = catalogue;
    this.#progress = progress;
    this.#silencing = silencing;
    this.#topics = catalogue.topics.map((topic) => ({ topic }));
    for (const topic of catalogue.topics) {
      const items = topic.lessons.flatMap((id): Item[] => {
        const meta = catalogue.lessons.find((lesson) => lesson.id === id);
        return meta ? [{ lesson: id, meta }] : [];
      });
      this.#lessons.set(topic.id, items);
    }
    this.tree = vscode.window.createTreeView('hindsight.lessons', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#listeners = [
      this.tree,
      progress.onDidChange(() => this.#changed.fire(undefined)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('hindsight.rules')) this.#changed.fire(undefined);
      }),
    ];
  }

  getChildren(item?: Item): Item[] {
    if (!item) return [...this.#topics];
    return 'topic' in item ? (this.#lessons.get(item.topic.id) ?? []) : [];
  }

  getParent(item: Item): Item | undefined {
    return 'topic' in item
      ? undefined
      : this.#topics.find((each) => 'topic' in each && each.topic.id === item.meta.topic);
  }

  getTreeItem(item: Item): vscode.TreeItem {
    return 'topic' in item ? this.#topicItem(item.topic) : this.#lessonItem(item.meta);
  }

  /** Shows the view, opens its first topic and gives it the focus. */
  async focus(): Promise<void> {
    const topic = this.#topics[0];
    if (topic) await this.tree.reveal(topic, { expand: true, focus: true, select: false });
    else await vscode.commands.executeCommand('hindsight.lessons.focus');
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  #topicItem(topic: TopicMeta): vscode.TreeItem {
    const open = this.#catalogue.topics.length === 1;
    const item = new vscode.TreeItem(
      topic.title,
      open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
    );
    const learned = topic.lessons.filter((id) => this.#progress.state(id).learned).length;
    item.id = `topic:${topic.id}`;
    item.description = `${learned} of ${topic.lessons.length} learned`;
    item.iconPath = new vscode.ThemeIcon(topic.icon);
    item.tooltip = topic.summary;
    item.contextValue = 'topic';
    return item;
  }

  #lessonItem(meta: LessonMeta): vscode.TreeItem {
    const state = this.#progress.state(meta.id);
    const off = this.#silencing.isOff(meta.id);
    const item = new vscode.TreeItem(meta.title);
    const done = words(state, off);
    item.id = `lesson:${meta.id}`;
    item.iconPath = icon(state);
    item.description = done.length > 0 ? done.join(', ') : `${meta.minutes} min`;
    item.tooltip = tooltip(meta, done);
    item.contextValue = ['lesson', ...(state.known ? ['known'] : []), ...(off ? ['off'] : [])].join('.');
    item.command = {
      title: 'Open Lesson',
      command: 'hindsight.openLesson',
      arguments: [{ lesson: meta.id }],
    };
    item.accessibilityInformation = {
      label: `${meta.title}, ${meta.minutes} minutes, ${done.length > 0 ? done.join(', ') : 'not read yet'}`,
    };
    return item;
  }
}

function icon(state: ClientLessonState): vscode.ThemeIcon {
  if (state.learned) return new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed'));
  if (state.known) return new vscode.ThemeIcon('eye-closed');
  if (state.repaired) return new vscode.ThemeIcon('wrench');
  if (state.read) return new vscode.ThemeIcon('book');
  return new vscode.ThemeIcon('circle-large-outline');
}

function words(state: ClientLessonState, off: boolean): string[] {
  return [
    ...(state.learned ? ['learned'] : []),
    ...(state.read ? ['read'] : []),
    ...(state.answered ? ['answered'] : []),
    ...(state.practised ? ['practised'] : []),
    ...(state.repairs > 0
      ? [state.repairs === 1 ? 'repaired 1 place' : `repaired ${state.repairs} places`]
      : []),
    ...(state.known ? ['known, hints hidden'] : []),
    ...(off ? ['hints off in settings'] : []),
  ];
}

function tooltip(meta: LessonMeta, done: readonly string[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(meta.title).appendMarkdown('**\n\n').appendText(meta.summary);
  text.appendMarkdown('\n\n').appendText(`${meta.minutes} min · ${meta.level}`);
  if (done.length > 0) text.appendMarkdown('\n\n').appendText(`You: ${done.join(', ')}`);
  return text;
}
