import * as vscode from 'vscode';
import type { Catalogue } from '../../lessons/types.ts';
import type { HintData } from '../../protocol/server.ts';
import { type FileHints, type HintStore, toVsRange } from '../hints.ts';
import { reveal } from './reveal.ts';

/** An item of the view; its fields are the argument of the commands in its menu. */
type Item =
  | { readonly kind: 'lesson'; readonly lesson: string }
  | { readonly kind: 'file'; readonly lesson: string; readonly file: string }
  | {
      readonly kind: 'hint';
      readonly lesson: string;
      readonly rule: string;
      readonly uri: string;
      readonly range: HintData['range'];
      readonly hint: HintData;
    };

/** The icons and colours of the Problems view, so that a warning is one at a glance. */
const ICONS = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  information: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
  hint: new vscode.ThemeIcon('lightbulb'),
} as const;

type Groups = ReadonlyMap<string, ReadonlyMap<string, readonly HintData[]>>;

/** The view *In this workspace*: hints by lesson and file, with counts. */
export class HintsView implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  readonly #catalogue: Catalogue;
  readonly #hints: HintStore;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #order: ReadonlyMap<string, number>;
  readonly #listeners: vscode.Disposable[];
  /** lesson → file → hints, as the editor was last asked to draw them */
  #groups: Groups = new Map();
  /** What the groups were made from. */
  #made = '[]';
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly tree: vscode.TreeView<Item>;

  constructor(catalogue: Catalogue, hints: HintStore) {
    this.#catalogue = catalogue;
    this.#hints = hints;
    this.#order = new Map(catalogue.topics.flatMap((topic) => topic.lessons).map((id, index) => [id, index]));
    this.tree = vscode.window.createTreeView('hindsight.hints', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#listeners = [this.tree, hints.onDidChange(({ uri }) => this.#heard(uri))];
  }

  getChildren(item?: Item): Item[] {
    const groups = this.#groups;
    if (!item) return [...groups.keys()].map((lesson) => ({ kind: 'lesson', lesson }));
    const files = groups.get(item.lesson);
    if (item.kind === 'lesson') {
      return [...(files?.keys() ?? [])].map((file) => ({ kind: 'file', lesson: item.lesson, file }));
    }
    if (item.kind === 'file') {
      return (files?.get(item.file) ?? []).map((hint) => {
        const { lesson, rule, uri, range } = hint;
        return { kind: 'hint', lesson, rule, uri, range, hint };
      });
    }
    return [];
  }

  getParent(item: Item): Item | undefined {
    if (item.kind === 'lesson') return undefined;
    const { lesson } = item;
    return item.kind === 'file' ? { kind: 'lesson', lesson } : { kind: 'file', lesson, file: item.uri };
  }

  /** Opens the view at a lesson and gives it the focus; just the view where the lesson has no hint. */
  async showLesson(lesson: string): Promise<void> {
    this.#refresh();
    if (this.#groups.has(lesson))
      await reveal(this.tree, { kind: 'lesson', lesson }, { expand: true, focus: true, select: true });
    else await vscode.commands.executeCommand('hindsight.hints.focus');
  }

  getTreeItem(item: Item): vscode.TreeItem {
    if (item.kind === 'lesson') return this.#lessonItem(item.lesson);
    if (item.kind === 'file') return this.#fileItem(item.lesson, item.file);
    return hintItem(item.hint);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  #lessonItem(lesson: string): vscode.TreeItem {
    const meta = this.#catalogue.lessons.find((each) => each.id === lesson);
    const files = [...(this.#groups.get(lesson)?.values() ?? [])];
    const item = new vscode.TreeItem(meta?.title ?? lesson, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `lesson:${lesson}`;
    item.description = String(files.reduce((sum, hints) => sum + hints.length, 0));
    item.iconPath = new vscode.ThemeIcon('mortar-board');
    item.contextValue = 'lesson';
    if (meta) item.tooltip = meta.summary;
    return item;
  }

  #fileItem(lesson: string, file: string): vscode.TreeItem {
    const hints = this.#groups.get(lesson)?.get(file) ?? [];
    const uri = vscode.Uri.parse(file);
    const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `file:${lesson}:${file}`;
    const folder = vscode.workspace.asRelativePath(uri).split('/').slice(0, -1).join('/');
    item.description = [folder, String(hints.length)].filter(Boolean).join(' · ');
    item.iconPath = vscode.ThemeIcon.File;
    item.contextValue = 'file';
    return item;
  }

  #grouped(all: readonly FileHints[]): Groups {
    const groups = new Map<string, Map<string, HintData[]>>();
    for (const { uri, hints } of all) {
      for (const hint of hints) {
        const files = groups.get(hint.lesson) ?? new Map<string, HintData[]>();
        groups.set(hint.lesson, files);
        const list = files.get(uri) ?? [];
        files.set(uri, list);
        list.push(hint);
      }
    }
    const order = (lesson: string) => this.#order.get(lesson) ?? Number.MAX_SAFE_INTEGER;
    return new Map([...groups].sort(([a], [b]) => order(a) - order(b)));
  }

  /** Hints follow every keystroke; the view follows them a few times a second, and a whole check at once. */
  #heard(uri: string): void {
    if (uri === '') this.#refresh();
    else this.#timer ??= setTimeout(() => this.#refresh(), 150);
  }

  /**
   * Draws what has changed. Hints come in again with every file that is opened, mostly the same; a view that the editor
   * draws anew takes back the focus that has just left it.
   */
  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const files = this.#hints.files();
    const made = JSON.stringify(files.map(({ uri, hints }) => [uri, hints]));
    if (made === this.#made) return;
    this.#made = made;
    this.#groups = this.#grouped(files);
    const count = files.reduce((sum, { hints }) => sum + hints.length, 0);
    const tooltip = count === 1 ? '1 hint' : `${count} hints`;
    // An empty badge has to be set as `undefined`, or a dot stays.
    this.tree.badge = count > 0 ? { value: count, tooltip } : undefined;
    this.#changed.fire(undefined);
  }
}

function hintItem(hint: HintData): vscode.TreeItem {
  const item = new vscode.TreeItem(hint.message.replaceAll('`', "'"));
  const { line, character } = hint.range.start;
  item.description = `${line + 1}:${character + 1}`;
  item.iconPath = ICONS[hint.severity];
  item.contextValue = 'hint';
  item.tooltip = item.label as string;
  item.accessibilityInformation = { label: `${item.label}, ${hint.severity}, line ${line + 1}` };
  item.command = {
    title: 'Go to the Place',
    command: 'vscode.open',
    arguments: [vscode.Uri.parse(hint.uri), { selection: toVsRange(hint.range) }],
  };
  return item;
}
