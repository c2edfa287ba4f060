/** What the suites inside the extension host share: the extension, its hints, the light bulb, messages, and tidying up. */
import * as vscode from 'vscode';
import type { TestApi } from '../../src/client/activate.ts';
import { catalogue } from '../../src/generated/catalogue.ts';
import { after, assert, before, waitFor } from '../harness/suite.ts';

export const EXTENSION = 'hindsight.hindsight';
export const LATE_ANSWER = 'react-effects/late-answer';
export const CLOSURES = 'react-effects/closures-and-dependencies';
export const STALE = 'react-effects/effect-stale-response';
export const CLOSURE = 'react-effects/effect-stale-closure';
export const ASYNC = 'react-effects/effect-async-callback';

export let api: TestApi;
/** The folder of the workspace. */
export let folder: vscode.Uri;

before(async () => {
  const extension = vscode.extensions.getExtension<TestApi>(EXTENSION);
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'a folder is open');
  folder = first.uri;
});

after(() => console.log(`The extension's log:\n${api.lines.join('\n')}`));

/** A file of the workspace's `src`. */
export const file = (path: string) => vscode.Uri.joinPath(folder, 'src', ...path.split('/'));

export async function show(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(file(path)),
    vscode.ViewColumn.One,
  );
}

/** Waits until the editor hears of files: its watcher starts a moment after the window, and tells nothing of what was before. */
export async function hearsOfFiles(): Promise<void> {
  const marker = file('heard.txt');
  const watcher = vscode.workspace.createFileSystemWatcher('**/heard.txt');
  let isHeard = false;
  const hear = () => {
    isHeard = true;
  };
  watcher.onDidCreate(hear);
  watcher.onDidChange(hear);
  try {
    await waitFor('the editor to hear of files', async () => {
      await vscode.workspace.fs.writeFile(marker, new TextEncoder().encode(String(Date.now())));
      return isHeard;
    });
  } finally {
    watcher.dispose();
    await vscode.workspace.fs.delete(marker);
  }
}

export function titleOf(lesson: string): string {
  return catalogue.lessons.find((each) => each.id === lesson)?.title ?? '';
}

export function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Hindsight');
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/**
 * Our diagnostics, once they and the hints behind them are those of the text as it stands: what is seen before may
 * belong to a text from before the last edit.
 */
function settled(document: vscode.TextDocument): vscode.Diagnostic[] | undefined {
  const known = api.hints.of(document.uri.toString());
  if (known?.version !== document.version) return undefined;
  const shown = ours(document.uri);
  const places = (ranges: readonly { start: vscode.Position | { line: number; character: number } }[]) =>
    ranges.map(({ start }) => `${start.line}:${start.character}`).sort();
  const hints = places(known.hints.map(({ range }) => range));
  return hints.join() === places(shown.map(({ range }) => range)).join() ? shown : undefined;
}

const rulesOf = (document: vscode.TextDocument) => () => ({
  version: document.version,
  hints: api.hints.of(document.uri.toString())?.version,
  diagnostics: ours(document.uri).map(ruleOf),
});

/** The hint of a rule in the text as it stands. */
export async function oursWith(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  return waitFor(
    `a hint of ${rule}`,
    () => settled(document)?.find((diagnostic) => ruleOf(diagnostic) === rule),
    rulesOf(document),
  );
}

/** Waits until the text as it stands has no hint of a rule. */
export async function goneFrom(document: vscode.TextDocument, rule: string): Promise<void> {
  await waitFor(
    `no hint of ${rule}`,
    () => settled(document)?.every((diagnostic) => ruleOf(diagnostic) !== rule),
    rulesOf(document),
  );
}

/** All our diagnostics of the text as it stands. */
export async function checked(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  return waitFor('the check of the text', () => settled(document), rulesOf(document));
}

const WHOLE = 'Nothing was called off';
/** The place that is asked about at the moment, for the provider that answers last. */
let asked: { uri: vscode.Uri; kind: vscode.CodeActionKind } | undefined;

before(() => {
  const kinds = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.SourceFixAll.append('hindsight')];
  vscode.languages.registerCodeActionsProvider(
    '*',
    {
      async provideCodeActions(document, range) {
        if (asked?.uri.toString() !== document.uri.toString()) return [];
        const { kind } = asked;
        // When the second question is asked, the server has had the one about actions for long, and it answers in turn.
        for (let round = 0; round < 2; round++) await api.server.at(document.uri.toString(), range.start);
        return [new vscode.CodeAction(WHOLE, kind)];
      },
    },
    { providedCodeActionKinds: kinds },
  );
});

/**
 * What the light bulb offers. The editor calls a question off when any extension registers or leaves a provider meanwhile,
 * as its TypeScript extension does while it starts: it says so, or leaves out what is answered from then on. Its light bulb
 * asks anew then. So does this, until an answer holds what comes last.
 */
export async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind = vscode.CodeActionKind.QuickFix,
): Promise<vscode.CodeAction[]> {
  asked = { uri, kind };
  try {
    for (;;) {
      const found = await ask(uri, range, kind);
      if (found.some(({ title }) => title === WHOLE)) return found.filter(({ title }) => title !== WHOLE);
    }
  } finally {
    asked = undefined;
  }
}

async function ask(uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind) {
  try {
    return await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      kind.value,
    );
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Canceled')) return [];
    throw error;
  }
}

/** Does what the light bulb does when an action is chosen: its edit, or its command. */
export async function choose(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action, 'the action is offered');
  assert.ok(action.edit ?? action.command, 'the action does something');
  // Nothing but the edit says that a fix was taken.
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit), 'the edit is taken');
  else if (action.command) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}

/** Replaces all of a document's text. */
export async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit is taken');
}

/** An untitled document in an editor. */
export async function showText(language: string, content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  // The editor may still bring back what an untitled file of the same name held before it was closed.
  if (document.getText() !== content) await write(document, content);
  return editor;
}

/** Replaces a piece of an editor's text. */
export async function replace(editor: vscode.TextEditor, old: string, text: string): Promise<void> {
  const { document } = editor;
  const at = document.getText().indexOf(old);
  assert.ok(at >= 0, `"${old}" is there`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + old.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, text)), 'the edit is taken');
}

const messages = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/**
 * Does something, and closes each message that the extension shows meanwhile, so that a command which waits for an answer
 * comes to its end.
 * @returns the messages
 */
export async function heard(act: () => PromiseLike<unknown>): Promise<string[]> {
  const window = vscode.window as unknown as Record<string, (...args: unknown[]) => Thenable<unknown>>;
  const said: string[] = [];
  const real = messages.map((name) => [name, window[name]] as const);
  for (const [name, show] of real) {
    window[name] = (...args) => {
      said.push(String(args[0]));
      const answer = show?.apply(vscode.window, args) ?? Promise.resolve(undefined);
      // It reaches the editor after the message, on the same channel.
      void vscode.commands.executeCommand('notifications.clearAll');
      return answer;
    };
  }
  try {
    await act();
  } finally {
    for (const [name, show] of real) if (show) window[name] = show;
  }
  return said;
}

/** The label of the lesson's tab. */
export function lessonTab(): string | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('hindsight.lesson'),
    )?.label;
}

export async function lessonIsOpen(lesson: string): Promise<void> {
  await waitFor(`the lesson ${lesson}`, () => lessonTab() === titleOf(lesson), lessonTab);
}

export async function closeLesson(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter(({ input }) => input instanceof vscode.TabInputWebview));
  await waitFor(
    'no lesson',
    () => lessonTab() === undefined && api.shownLesson() === undefined,
    api.shownLesson,
  );
}

/** Brings every file back to what is on disk. */
export async function revert(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed || document.isUntitled) continue;
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
}

/** Closes everything, and throws untitled documents away, as a person who presses *Don't Save*. */
export async function closeAll(): Promise<void> {
  await revert();
  for (const document of [...vscode.workspace.textDocuments]) {
    if (!document.isUntitled || document.isClosed) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await waitFor(
    'no tab',
    () => vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0),
    () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
  );
}

/** For the end of a group of tests: the next one begins as in an editor that was just opened. */
export async function tidyUp(): Promise<void> {
  await closeAll();
  await api.progress.reset();
  await vscode.commands.executeCommand('notifications.clearAll');
}

/** Settles after the editor has reported the change of a document's diagnostics that `act` makes. */
export async function diagnosticsChanged(uri: vscode.Uri, act: () => void): Promise<void> {
  let hasChanged = false;
  const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    hasChanged ||= uris.some((each) => each.toString() === uri.toString());
  });
  try {
    act();
    await waitFor('the change of the diagnostics', () => hasChanged);
  } finally {
    listener.dispose();
  }
}
