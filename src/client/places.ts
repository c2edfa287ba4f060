import * as vscode from 'vscode';
import type { Catalogue } from '../lessons/types.ts';
import type { PlacesView } from '../protocol/panel.ts';
import type { ExampleData, ExamplesResult, HintData, LspRange } from '../protocol/server.ts';
import type { WorkspaceCheck } from './checkWorkspace.ts';
import { type HintStore, normalize, toVsRange } from './hints.ts';
import { fileGlobs } from './languages.ts';
import type { PlacesPort } from './lessonPanel/types.ts';
import type { ProgressStore } from './progress.ts';
import type { ServerLink } from './serverLink.ts';
import type { HintsView } from './views/hintsView.ts';

interface PlacesOptions {
  readonly catalogue: Catalogue;
  readonly hints: HintStore;
  readonly check: WorkspaceCheck;
  readonly server: ServerLink;
  readonly view: HintsView;
  readonly progress: ProgressStore;
  readonly log: vscode.LogOutputChannel;
  /** The lesson that the panel shows, for a command that names none. */
  shownLesson(): string | undefined;
}

/** Where in a file the reader stands. */
interface Here {
  readonly uri: string;
  readonly range: LspRange;
}

/** The places of a lesson in the workspace: those with a hint, and those where it is done well. */
export class Places implements PlacesPort, vscode.Disposable {
  readonly #options: PlacesOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #checking = false;
  #files: Promise<string[]> | undefined;
  #watching = false;

  /** Fires when hints came or went, and when a check of the workspace begins or ends. */
  readonly onDidChange = this.#changed.event;

  constructor(options: PlacesOptions) {
    this.#options = options;
    this.#disposables.push(
      options.hints.onDidChange(() => this.#changed.fire()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#forgetFiles()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.exclude') || event.affectsConfiguration('search.exclude'))
          this.#forgetFiles();
      }),
    );
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }

  /** What is known of a lesson's hints at the moment. */
  known(lesson: string): PlacesView {
    const { hints, progress } = this.#options;
    return {
      count: this.#of(lesson).length,
      state: this.#checking ? 'checking' : hints.checkedFiles === undefined ? 'unchecked' : 'checked',
      canCheck: (vscode.workspace.workspaceFolders?.length ?? 0) > 0,
      hidden: progress.state(lesson).known,
    };
  }

  /** Checks the workspace, as the command does. Settles when it is over, however it ended. */
  readonly look = async (): Promise<void> => {
    this.#checking = true;
    this.#changed.fire();
    try {
      await this.#options.check.run();
    } finally {
      this.#checking = false;
      this.#changed.fire();
    }
  };

  /**
   * Shows all hints of a lesson in the editor's own list of places, at the reader's own where that is one of them.
   * Where no editor can show it, the view of hints does.
   */
  async showAll(lesson: string, here?: Here): Promise<void> {
    const hints = this.#of(lesson);
    if (hints.length === 0) {
      await this.#offerCheck(lesson);
      return;
    }
    const start = nearest(hints, here);
    try {
      const uri = vscode.Uri.parse(start.uri);
      const document = await vscode.workspace.openTextDocument(uri);
      const range = document.validateRange(toVsRange(start.range));
      await vscode.window.showTextDocument(document, {
        viewColumn: editorColumn(uri),
        selection: new vscode.Range(range.start, range.start),
      });
      // A list of one place would only stand in front of it.
      if (hints.length === 1) return;
      const places = hints.map(
        (hint) => new vscode.Location(vscode.Uri.parse(hint.uri), toVsRange(hint.range)),
      );
      await vscode.commands.executeCommand('editor.action.peekLocations', uri, range.start, places, 'peek');
    } catch (error) {
      this.#options.log.info(`The places of ${lesson} are listed in the view: ${String(error)}`);
      await this.#options.view.showLesson(lesson);
    }
  }

  /** The command *Show All Places of This Lesson*: of an item of a view, of the open lesson, or of the code at the cursor. */
  readonly command = async (argument?: unknown): Promise<void> => {
    const lesson =
      lessonOf(argument) ?? this.#options.shownLesson() ?? this.#atCursor() ?? (await this.#choose());
    if (lesson !== undefined) await this.showAll(lesson, hereOf(argument) ?? cursor());
  };

  /**
   * Up to three places that do well what a lesson is about, the best first. A search that took too long is not
   * complete; asked again, it goes on.
   */
  async examples(
    lesson: string,
    here: (Here & { readonly names: Readonly<Record<string, string>> }) | undefined,
    token: vscode.CancellationToken,
  ): Promise<ExamplesResult> {
    const { server } = this.#options;
    if (!vscode.workspace.workspaceFolders?.length) return { examples: [], complete: true };
    await server.start();
    const uris = await this.#list();
    if (uris.length === 0 || token.isCancellationRequested) return { examples: [], complete: true };
    const near = here?.uri ?? vscode.window.visibleTextEditors[0]?.document.uri.toString();
    return server.examples(
      {
        lesson,
        uris,
        ...(near === undefined ? {} : { near: normalize(near) }),
        ...(here ? { range: here.range, names: { ...here.names } } : {}),
      },
      token,
    );
  }

  /** Shows an example in an editor, also where its file has changed since it was found. */
  async reveal(example: ExampleData): Promise<void> {
    const uri = vscode.Uri.parse(example.uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText().replace(/\r\n/g, '\n');
    const wanted = example.excerpt.text.replace(/\r\n/g, '\n');
    const asFound = text.split('\n').slice(example.excerpt.line).join('\n').startsWith(wanted);
    const at = asFound ? -1 : text.indexOf(wanted);
    const line = at < 0 ? example.excerpt.line : text.slice(0, at).split('\n').length - 1;
    const moved = line - example.excerpt.line;
    const { start, end } = example.range;
    const range = document.validateRange(
      new vscode.Range(start.line + moved, start.character, end.line + moved, end.character),
    );
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: editorColumn(uri),
      selection: new vscode.Range(range.start, range.start),
    });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  #of(lesson: string): HintData[] {
    return this.#options.hints.files().flatMap((file) => file.hints.filter((hint) => hint.lesson === lesson));
  }

  /** The files of the workspace; listed once, until one comes or goes. */
  #list(): Promise<string[]> {
    if (!this.#watching) {
      this.#watching = true;
      for (const glob of fileGlobs) {
        const watcher = vscode.workspace.createFileSystemWatcher(glob, false, true, false);
        this.#disposables.push(
          watcher,
          watcher.onDidCreate(() => this.#forgetFiles()),
          watcher.onDidDelete(() => this.#forgetFiles()),
        );
      }
      const ignoring = vscode.workspace.createFileSystemWatcher('**/.gitignore');
      const forget = () => this.#forgetFiles();
      this.#disposables.push(
        ignoring,
        ignoring.onDidCreate(forget),
        ignoring.onDidChange(forget),
        ignoring.onDidDelete(forget),
      );
    }
    this.#files ??= this.#options.check.list().then(
      (files) => files.map(String),
      (error: unknown) => {
        this.#forgetFiles();
        throw error;
      },
    );
    return this.#files;
  }

  #forgetFiles(): void {
    this.#files = undefined;
  }

  #atCursor(): string | undefined {
    const here = cursor();
    if (!here) return undefined;
    const at = toVsRange(here.range).start;
    return this.#options.hints.of(here.uri)?.hints.find((hint) => toVsRange(hint.range).contains(at))?.lesson;
  }

  async #choose(): Promise<string | undefined> {
    const counts = new Map<string, number>();
    for (const { hints } of this.#options.hints.files())
      for (const { lesson } of hints) counts.set(lesson, (counts.get(lesson) ?? 0) + 1);
    const items = this.#options.catalogue.lessons
      .filter(({ id }) => counts.has(id))
      .map(({ id, title }) => ({ label: title, description: places(counts.get(id) ?? 0), id }));
    if (items.length === 0) {
      await this.#offerCheck();
      return undefined;
    }
    return (await vscode.window.showQuickPick(items, { title: 'Show All Places of This Lesson' }))?.id;
  }

  async #offerCheck(lesson?: string): Promise<void> {
    const title = this.#options.catalogue.lessons.find(({ id }) => id === lesson)?.title;
    const what = title === undefined ? 'No hint is known' : `No hint of the lesson "${title}" is known`;
    const { state, canCheck } = this.known(lesson ?? '');
    if (state !== 'unchecked' || !canCheck) {
      const where = state === 'checked' ? 'in this workspace' : 'in the open files';
      void vscode.window.showInformationMessage(`${what} ${where}.`);
      return;
    }
    const look = 'Check Workspace';
    const answer = await vscode.window.showInformationMessage(`${what} in the open files.`, look);
    if (answer !== look) return;
    await this.look();
    if (lesson !== undefined && this.#of(lesson).length > 0) await this.showAll(lesson);
  }
}

function places(count: number): string {
  return count === 1 ? '1 place' : `${count} places`;
}

/** The hint where the reader stands, else one of the same file, else one that an editor shows, else the first. */
function nearest(hints: readonly HintData[], here: Here | undefined): HintData {
  const same = here ? hints.filter((hint) => normalize(hint.uri) === normalize(here.uri)) : [];
  const at = here && toVsRange(here.range);
  const visible = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()));
  return (same.find((hint) => at?.intersection(toVsRange(hint.range))) ??
    same[0] ??
    hints.find((hint) => visible.has(normalize(hint.uri))) ??
    hints[0]) as HintData;
}

/** Where code is shown while a lesson has the focus: in the group that shows it, or shows code; never over the lesson. */
export function editorColumn(uri: vscode.Uri): vscode.ViewColumn {
  const editors = vscode.window.visibleTextEditors.filter((editor) => editor.viewColumn !== undefined);
  const shown = editors.find((editor) => editor.document.uri.toString() === uri.toString()) ?? editors[0];
  if (shown?.viewColumn !== undefined) return shown.viewColumn;
  const isLesson = ({ activeTab }: vscode.TabGroup) => activeTab?.input instanceof vscode.TabInputWebview;
  const groups = vscode.window.tabGroups.all;
  return groups.find((group) => !isLesson(group))?.viewColumn ?? vscode.ViewColumn.Beside;
}

function cursor(): Here | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  const at = { line, character };
  return { uri: editor.document.uri.toString(), range: { start: at, end: at } };
}

/** The lesson of a view's item. */
function lessonOf(value: unknown): string | undefined {
  const lesson =
    typeof value === 'object' && value !== null ? (value as { lesson?: unknown }).lesson : undefined;
  return typeof lesson === 'string' ? lesson : undefined;
}

/** The place of a hint's item. */
function hereOf(value: unknown): Here | undefined {
  const hint = typeof value === 'object' && value !== null ? (value as { hint?: HintData }).hint : undefined;
  return hint && typeof hint.uri === 'string' && hint.range
    ? { uri: hint.uri, range: hint.range }
    : undefined;
}
