/** The places of a lesson in the workspace: their number, the list of them, and where it is done well. */
import * as vscode from 'vscode';
import type { ExampleData } from '../../src/protocol/server.ts';
import { after, afterEach, assert, describe, it, itInBothHosts, waitFor } from '../harness/suite.ts';
import { api, closeAll, file, hearsOfFiles, LATE_ANSWER, replace, revert, show, tidyUp } from './support.ts';

const never = new vscode.CancellationTokenSource().token;
/** A search that took too long for one question goes on with the next. */
const examples = (path?: string) =>
  waitFor('the end of the search', async () => {
    const { complete, examples: found } = await api.places.examples(
      LATE_ANSWER,
      path === undefined ? undefined : { uri: file(path).toString(), range: lines(6, 15), names: {} },
      never,
    );
    return complete && found;
  });
const lines = (first: number, last: number) => ({
  start: { line: first, character: 0 },
  end: { line: last, character: 0 },
});
const names = (found: readonly ExampleData[]) => found.map(({ uri }) => uri.slice(uri.lastIndexOf('/') + 1));

describe('all places of a lesson', () => {
  afterEach(revert);
  after(tidyUp);

  itInBothHosts('are those of the open files before the check, and of all after it', async () => {
    await show('Profile.tsx');
    await waitFor('the hint of the open file', () => api.places.known(LATE_ANSWER).count === 1);
    assert.deepEqual(api.places.known(LATE_ANSWER), {
      count: 1,
      state: 'unchecked',
      canCheck: true,
      hidden: false,
    });
    const states: string[] = [];
    const listener = api.places.onDidChange(() => states.push(api.places.known(LATE_ANSWER).state));
    await api.places.look();
    listener.dispose();
    assert.deepEqual(api.places.known(LATE_ANSWER), {
      count: 3,
      state: 'checked',
      canCheck: true,
      hidden: false,
    });
    assert.ok(states.includes('checking'), 'the check is seen while it runs');
  });

  it('follow what is typed', async () => {
    const editor = await show('Profile.tsx');
    await replace(editor, 'setName(user.name);', '');
    await waitFor('one less', () => api.places.known(LATE_ANSWER).count === 2);
    await vscode.commands.executeCommand('undo');
    await waitFor('it is back', () => api.places.known(LATE_ANSWER).count === 3);
  });

  itInBothHosts('are shown at the reader’s own place', async () => {
    await show('parts/Address.tsx');
    const [, , second] = api.hints
      .files()
      .flatMap(({ hints }) => hints.filter(({ lesson }) => lesson === LATE_ANSWER));
    assert.ok(second);
    await api.places.showAll(LATE_ANSWER, { uri: second.uri, range: second.range });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), vscode.Uri.parse(second.uri).toString());
    assert.equal(editor?.selection.active.line, second.range.start.line);
  });

  it('are shown by the command, of the item of a view too', async () => {
    await closeAll();
    await vscode.commands.executeCommand('hindsight.showPlaces', { lesson: LATE_ANSWER });
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file('Profile.tsx').toString());
    await vscode.commands.executeCommand('hindsight.showPlaces');
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 8);
  });

  it('are shown in the view where no editor can show them', async () => {
    const missing = file('Missing.tsx').toString();
    const hint = api.hints.files().flatMap(({ hints }) => hints)[0];
    assert.ok(hint);
    api.hints.receive({
      uri: missing,
      version: null,
      hints: [{ ...hint, uri: missing, lesson: LATE_ANSWER }],
    });
    try {
      await api.places.showAll(LATE_ANSWER, { uri: missing, range: hint.range });
      await waitFor('the lesson in the view', () =>
        api.workspaceHints.tree.selection.some(
          (item) => item.kind === 'lesson' && item.lesson === LATE_ANSWER,
        ),
      );
    } finally {
      api.hints.receive({ uri: missing, version: null, hints: [] });
    }
  });
});

describe('where it is done well', () => {
  afterEach(revert);
  after(tidyUp);

  itInBothHosts('is found in files that are not open, and not in tests', async () => {
    await closeAll();
    const [example, ...others] = await examples();
    assert.deepEqual(others, []);
    assert.ok(example);
    assert.equal(vscode.Uri.parse(example.uri).toString(), file('parts/Address.tsx').toString());
    assert.ok(example.excerpt.text.includes('if (ignore) return;'));
  });

  itInBothHosts('is not the reader’s own place', async () => {
    assert.deepEqual(await examples('parts/Address.tsx'), []);
  });

  it('follows what is typed, and comments that silence', async () => {
    const editor = await show('parts/Address.tsx');
    await replace(editor, 'ignore = true;', '');
    assert.deepEqual(await examples(), []);
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(names(await examples()), ['Address.tsx']);
    await editor.edit((edit) =>
      edit.insert(
        new vscode.Position(0, 0),
        '// hindsight-ignore-file react-effects/effect-stale-response\n',
      ),
    );
    assert.deepEqual(await examples(), []);
  });

  itInBothHosts('is revealed where it stands now', async () => {
    const [example] = await examples();
    assert.ok(example);
    const editor = await show('parts/Address.tsx');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n// two\n'));
    await api.places.reveal(example);
    const active = vscode.window.activeTextEditor;
    assert.equal(active?.document.uri.toString(), file('parts/Address.tsx').toString());
    assert.equal(active?.selection.active.line, example.range.start.line + 2);
  });

  itInBothHosts('comes and goes with its file', async () => {
    const copy = file('parts/Copy.tsx');
    const text = new TextDecoder()
      .decode(await vscode.workspace.fs.readFile(file('parts/Address.tsx')))
      .replaceAll('Address', 'Copy');
    await hearsOfFiles();
    await vscode.workspace.fs.writeFile(copy, new TextEncoder().encode(text));
    try {
      await waitFor('the new file', async () => names(await examples()).includes('Copy.tsx'));
    } finally {
      await vscode.workspace.fs.delete(copy);
    }
    await waitFor('the file to be gone', async () => !names(await examples()).includes('Copy.tsx'));
  });
});
