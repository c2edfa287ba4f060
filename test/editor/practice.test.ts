/** The practice in the extension host: an untitled document that is followed until its conditions hold. */
import * as vscode from 'vscode';
import type { TestApi } from '../../src/client/activate.ts';
import type { LessonBody, Practice } from '../../src/lessons/types.ts';
import type { PracticeView } from '../../src/protocol/panel.ts';
import { after, afterEach, assert, before, describe, it, waitFor } from '../harness/suite.ts';

const LESSON = 'react-effects/late-answer';
const OTHER = 'react-effects/unsubscribe';

let api: TestApi;
let practice: Practice;

const view = (lesson = LESSON): PracticeView => api.practices.view(lesson, practice);
const act = (action: Parameters<TestApi['practices']['act']>[1], line?: number) =>
  api.practices.act(LESSON, action, undefined, line);

/** The document of the practice: the only one that is untitled and followed. */
function own(): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && api.practices.has(document.uri.toString()),
  );
}

async function started(): Promise<vscode.TextDocument> {
  await act('start');
  return waitFor('the document of the practice', own);
}

/** The practice from its beginning, whatever an earlier test has left. */
async function anew(): Promise<vscode.TextDocument> {
  await act('reset');
  return waitFor('the document of the practice', own);
}

async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit is taken');
}

async function says(what: string, holds: (now: PracticeView) => boolean): Promise<PracticeView> {
  try {
    return await waitFor(`a practice that ${what}`, () => holds(view()) && view(), 18_000);
  } catch (error) {
    throw new Error(`${String(error)}; it is ${JSON.stringify(view()).slice(0, 900)}`);
  }
}

const passes = () => says('is passed', ({ passed }) => passed);
const isWrong = (text: RegExp) =>
  says(`says ${text}`, ({ checking, unmet }) => !checking && unmet.some((each) => text.test(each.text)));

/** Throws every untitled document away, as a person who presses *Don't Save*. */
async function closeAll(): Promise<void> {
  for (const document of [...vscode.workspace.textDocuments]) {
    if (document.uri.scheme !== 'untitled' || document.isClosed) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await waitFor('no document of a practice', () => own() === undefined);
}

after(() => console.log(`The extension's log:\n${api.lines.join('\n')}`));

before(async () => {
  const extension = vscode.extensions.getExtension<TestApi>('hindsight.hindsight');
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
  const file = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'lessons', `${LESSON}.json`);
  const body = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as LessonBody;
  assert.ok(body.practice, 'the lesson has a practice');
  practice = body.practice;
});

it('is not begun at first, and waits for a server that starts', async () => {
  assert.equal(view().state, 'new');
  await started();
  await waitFor('the first check', () => view().unmet.length > 0, 60_000);
  await closeAll();
}, 90_000);

describe('a practice', () => {
  afterEach(async () => {
    await closeAll();
    await api.progress.reset();
  });

  it('opens its start file untitled, and says with lines what is wrong', async () => {
    const document = await anew();
    assert.equal(document.uri.scheme, 'untitled');
    assert.equal(document.languageId, practice.language);
    assert.equal(document.getText(), practice.start);
    const { unmet, passed, state } = await isWrong(/may run with the answer/);
    assert.equal(state, 'open');
    assert.equal(passed, false);
    for (const { line } of unmet) assert.ok(line !== undefined && line > 0 && line <= document.lineCount);
    assert.equal(vscode.window.activeTextEditor?.document, document, 'the keyboard is in the file');
  });

  it('has squiggles in its file, and counts nowhere', async () => {
    const document = await anew();
    await waitFor('squiggles', () =>
      vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'Hindsight'),
    );
    await isWrong(/may run/);
    assert.ok((api.hints.of(document.uri.toString())?.hints.length ?? 0) > 0, 'the hints are known');
    assert.ok(!api.hints.files().some(({ uri }) => uri === document.uri.toString()), 'and not listed');
    assert.ok(
      !(await api.workspaceHints.getChildren()).some(
        (item) => 'uri' in item && item.uri === document.uri.toString(),
      ),
    );
  });

  it('follows wrong edits and right ones, and is passed by the right ones alone', async () => {
    const document = await anew();
    await isWrong(/may run/);
    await write(document, practice.start.replace('await search(query)', 'await Promise.resolve([])'));
    await isWrong(/`query` is no longer called/);
    await write(document, `${practice.solved}\nfunction (`);
    const broken = await isWrong(/cannot be read/);
    assert.equal(broken.unmet[0]?.line !== undefined, true);
    await write(document, practice.solved.replace(/^/gm, '// '));
    await isWrong(/no effect is left/);
    assert.equal(api.progress.state(LESSON).practised, false);
    await write(document, practice.solved);
    const { note } = await passes();
    assert.equal(note, undefined, 'it was done by hand');
    await waitFor('the progress', () => api.progress.state(LESSON).practised);
    assert.equal(api.progress.snapshot().events.practised, true);
    assert.equal(api.progress.state(LESSON).learned, true);
    // What is broken again is said again; the progress stays.
    await write(document, practice.start);
    await isWrong(/may run/);
    assert.equal(view().passed, false);
    assert.equal(api.progress.state(LESSON).practised, true);
  });

  it('is not passed by silencing, nor by switching the rules off', async () => {
    const document = await anew();
    await isWrong(/may run/);
    await write(document, `// hindsight-ignore-file react-effects\n${practice.start}`);
    const settings = vscode.workspace.getConfiguration('hindsight');
    await settings.update('rules', { 'react-effects': 'off' }, vscode.ConfigurationTarget.Global);
    try {
      await waitFor(
        'no squiggle',
        () => !vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'Hindsight'),
      );
      await write(document, `// hindsight-ignore-file react-effects\n${practice.start}\n`);
      await isWrong(/may run/);
      assert.equal(api.progress.state(LESSON).practised, false);
    } finally {
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('may be passed by the light bulb, and says so; nothing is repaired by it', async () => {
    const document = await anew();
    await isWrong(/may run/);
    for (let round = 0; round < 4 && !view().passed; round++) {
      const hint = await waitFor('a squiggle', () =>
        vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'Hindsight'),
      );
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        hint.range,
        'quickfix',
      );
      const fix = actions.find(({ title }) => title === 'Ignore stale answers');
      assert.ok(fix?.edit, 'the fix is offered');
      const { version } = document;
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      await waitFor('a check of the fixed text', () => {
        const known = api.hints.of(document.uri.toString());
        return (known?.version ?? 0) > version && !view().checking;
      });
      if ((api.hints.of(document.uri.toString())?.hints.length ?? 0) === 0) break;
    }
    const { note } = await passes();
    assert.match(note ?? '', /light bulb/);
    assert.equal(api.progress.state(LESSON).repaired, false);
    assert.equal(api.progress.snapshot().events.appliedFix, undefined);
    // The way back, and then by hand.
    await act('reset');
    await isWrong(/may run/);
    await write(document, practice.solved);
    assert.equal((await passes()).note, undefined);
  });

  it('is reset by one edit that can be undone', async () => {
    const document = await anew();
    const mine = `${practice.start}// mine\n`;
    await write(document, mine);
    await act('reset');
    assert.equal(document.getText(), practice.start);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    await waitFor('the text from before', () => document.getText() === mine);
  });

  it('keeps the text when its file is closed: it opens again, or starts anew', async () => {
    const first = await anew();
    const mine = practice.start.replace('useState([])', 'useState(null)');
    await write(first, mine);
    await isWrong(/may run/);
    await closeAll();
    await says('is closed', ({ state }) => state === 'closed');
    const second = await started();
    assert.equal(second.getText(), mine);
    await isWrong(/may run/);
    await closeAll();
    await act('reset');
    const third = await waitFor('a new document', own);
    assert.equal(third.getText(), practice.start);
    await isWrong(/may run/);
  });

  it('can be closed without a question once it is passed', async () => {
    const document = await anew();
    await write(document, practice.solved);
    await passes();
    await act('solution');
    assert.equal(view().note, undefined, 'comparing afterwards is no help');
    await act('close');
    await waitFor('no document of a practice', () => own() === undefined);
    await says('is closed', ({ state }) => state === 'closed');
    const again = await started();
    assert.equal(again.getText(), practice.solved);
  });

  it('shows its hints one at a time, and keeps count', async () => {
    await anew();
    const before = view().hints.length;
    for (let shown = before; shown < practice.hints.length + 1; shown++) await act('hint');
    assert.deepEqual([...view().hints], [...practice.hints]);
    assert.equal(view().hintCount, practice.hints.length);
    await act('reset');
    assert.equal(view().hints.length, practice.hints.length, 'what was shown stays shown');
  });

  it('shows the solution as a diff that passes nothing', async () => {
    const document = await anew();
    await isWrong(/may run/);
    await act('solution');
    const input = await waitFor('the diff', () => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      return input instanceof vscode.TabInputTextDiff && input;
    });
    const yours = await vscode.workspace.openTextDocument(input.original);
    assert.equal(yours.getText(), practice.start);
    const solution = await vscode.workspace.openTextDocument(input.modified);
    assert.equal(solution.getText(), practice.solved);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(input.modified.scheme) ?? false, false);
    assert.equal(view().passed, false);
    assert.equal(document.getText(), practice.start);
    await write(document, practice.solved);
    assert.match((await passes()).note ?? '', /solution/);
    await waitFor('the diff to follow', () => yours.getText() === practice.solved);
  });

  it('shows a line of its file', async () => {
    const document = await anew();
    await act('line', 12);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 11);
    await act('line', 10_000);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, document.lineCount - 1);
  });

  it('is found by its text when untitled names are given again', async () => {
    await anew();
    await closeAll();
    const content = 'export const Other = () => <p>Nothing of a practice</p>;\n';
    // The editor's copy of an untitled text that was just thrown away may still come back under the same name.
    const other = await waitFor('a new untitled document', async () => {
      const opened = await vscode.workspace.openTextDocument({ language: 'javascriptreact', content });
      await vscode.window.showTextDocument(opened);
      if (opened.getText() === content) return opened;
      await closeAll();
      return undefined;
    });
    assert.equal(api.practices.has(other.uri.toString()), false);
    assert.equal(view().state, 'closed');
  });

  it('says so when the language of the file is another, and goes on when it is back', async () => {
    const document = await anew();
    await isWrong(/may run/);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await says('names the language', ({ trouble }) => /language is now plaintext/.test(trouble ?? ''));
    await vscode.languages.setTextDocumentLanguage(document, practice.language);
    await isWrong(/may run/);
    await says('has no trouble', ({ trouble }) => trouble === undefined);
  });

  it('survives the end of the language server', async () => {
    const document = await anew();
    await isWrong(/may run/);
    api.server.kill();
    await write(document, practice.solved);
    await says('is passed once the server is back', ({ passed }) => passed);
  });
});

describe('the command Practise This Lesson', () => {
  afterEach(closeAll);

  it('opens the lesson and its practice beside it', async () => {
    await vscode.commands.executeCommand('hindsight.practise', { lesson: OTHER });
    const document = await waitFor('the document', own);
    const groups = await waitFor('two groups', () => {
      const found = vscode.window.tabGroups.all.filter(({ tabs }) => tabs.length > 0);
      return found.length > 1 && found;
    });
    const holds = (test: (input: unknown) => boolean) =>
      groups.find(({ tabs }) => tabs.some(({ input }) => test(input)))?.viewColumn;
    const file = holds(
      (input) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString(),
    );
    const lesson = holds((input) => input instanceof vscode.TabInputWebview);
    assert.ok(file !== undefined && lesson !== undefined && file !== lesson, `${file} beside ${lesson}`);
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  it('without an argument takes the lesson of the panel', async () => {
    await vscode.commands.executeCommand('hindsight.openLesson', { lesson: LESSON });
    await vscode.commands.executeCommand('hindsight.practise');
    const document = await waitFor('the document', own);
    assert.match(document.getText(), /export function Search/);
  });
});
