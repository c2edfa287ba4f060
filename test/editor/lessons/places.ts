/**
 * The places of a lesson in the workspace: their number, the list of them, and where it is done well. It adds files, which
 * the editor forgets only minutes after they are closed and deleted.
 */
import * as vscode from 'vscode';
import type { ExampleData, HintData } from '../../../src/protocol/server.ts';
import {
  after,
  afterEach,
  assert,
  before,
  describe,
  it,
  itInBothHosts,
  waitFor,
} from '../../harness/suite.ts';
import { api, closeAll, file, hearsOfFiles, LATE_ANSWER, replace, revert, show, tidyUp } from '../support.ts';

/** Two places of the lesson in one file. */
const TEAM = `import { useEffect, useState } from 'react';
import { fetchUser } from './api';

export function Team({ teamId }: { teamId: string }) {
  const [title, setTitle] = useState('');
  const [size, setSize] = useState(0);

  useEffect(() => {
    fetchUser(teamId).then((team) => {
      setTitle(team);
    });
  }, [teamId]);

  useEffect(() => {
    fetchUser(teamId).then((team) => {
      setSize(team.length);
    });
  }, [teamId]);

  return <h2>{\`\${title} (\${size})\`}</h2>;
}
`;

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
const hints = (): HintData[] =>
  api.hints.files().flatMap((each) => each.hints.filter(({ lesson }) => lesson === LATE_ANSWER));
const read = async (path: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(file(path)));
const save = async (path: string, text: string): Promise<void> =>
  vscode.workspace.fs.writeFile(file(path), new TextEncoder().encode(text));

describe('all places of a lesson', () => {
  before(() => save('Team.tsx', TEAM));
  afterEach(revert);
  after(async () => {
    await tidyUp();
    await vscode.workspace.fs.delete(file('Team.tsx'));
  });

  itInBothHosts('are those of all files after a check', async () => {
    await show('Profile.tsx');
    const states: string[] = [];
    const listener = api.places.onDidChange(() => states.push(api.places.known(LATE_ANSWER).state));
    await api.places.look();
    listener.dispose();
    assert.deepEqual(api.places.known(LATE_ANSWER), {
      count: 4,
      state: 'checked',
      canCheck: true,
      hidden: false,
    });
    assert.ok(states.includes('checking'), 'the check is seen while it runs');
  });

  it('follow what is typed', async () => {
    const editor = await show('Profile.tsx');
    await replace(editor, 'setUser(answer);', '');
    await waitFor('one less', () => api.places.known(LATE_ANSWER).count === 3);
    await vscode.commands.executeCommand('undo');
    await waitFor('it is back', () => api.places.known(LATE_ANSWER).count === 4);
  });

  itInBothHosts('are shown at the reader’s own place', async () => {
    await show('Calm.tsx');
    const last = hints().at(-1);
    assert.ok(last);
    assert.ok(last.uri.endsWith('Team.tsx') && last.range.start.line > 12, 'the later one of its file');
    await api.places.showAll(LATE_ANSWER, { uri: last.uri, range: last.range });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), vscode.Uri.parse(last.uri).toString());
    assert.equal(editor?.selection.active.line, last.range.start.line);
  });

  it('are shown by the command, of the item of a view too', async () => {
    await closeAll();
    const [first] = hints();
    assert.ok(first);
    await vscode.commands.executeCommand('hindsight.showPlaces', { lesson: LATE_ANSWER });
    const shown = () => vscode.window.activeTextEditor;
    assert.equal(shown()?.document.uri.toString(), vscode.Uri.parse(first.uri).toString());
    await vscode.commands.executeCommand('hindsight.showPlaces');
    assert.equal(shown()?.selection.active.line, first.range.start.line);
  });

  it('are drawn anew in the view only where they are others', async () => {
    /** Longer than the view takes to follow, so that a timer that begins later ends after the view's own. */
    const followed = () => new Promise((over) => setTimeout(over, 300));
    await followed();
    const [first] = api.hints.files();
    assert.ok(first);
    const known = { ...first, hints: [...first.hints] };
    let drawn = 0;
    const listener = api.workspaceHints.onDidChangeTreeData(() => drawn++);
    try {
      api.hints.receive(structuredClone(known));
      await followed();
      assert.equal(drawn, 0, 'the same hints came in');
      api.hints.receive({ ...known, hints: known.hints.slice(1) });
      await followed();
      assert.equal(drawn, 1, 'one is gone');
    } finally {
      listener.dispose();
      api.hints.receive(known);
    }
  });

  it('are shown in the view where no editor can show them', async () => {
    const missing = file('Missing.tsx').toString();
    const [hint] = hints();
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
  before(async () => save('Other.test.tsx', (await read('Calm.tsx')).replaceAll('Calm', 'Other')));
  afterEach(revert);
  after(async () => {
    await tidyUp();
    await vscode.workspace.fs.delete(file('Other.test.tsx'));
  });

  itInBothHosts('is found in files that are not open, and not in tests', async () => {
    await closeAll();
    const [example, ...others] = await examples();
    assert.deepEqual(others, []);
    assert.ok(example);
    assert.equal(vscode.Uri.parse(example.uri).toString(), file('Calm.tsx').toString());
    assert.ok(example.excerpt.text.includes('if (!ignore) setUser(answer);'));
  });

  itInBothHosts('is not the reader’s own place', async () => {
    assert.deepEqual(await examples('Calm.tsx'), []);
  });

  it('follows what is typed, and comments that silence', async () => {
    const editor = await show('Calm.tsx');
    await replace(editor, 'ignore = true;', '');
    assert.deepEqual(await examples(), []);
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(names(await examples()), ['Calm.tsx']);
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
    const editor = await show('Calm.tsx');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n// two\n'));
    await api.places.reveal(example);
    const active = vscode.window.activeTextEditor;
    assert.equal(active?.document.uri.toString(), file('Calm.tsx').toString());
    assert.equal(active?.selection.active.line, example.range.start.line + 2);
  });

  itInBothHosts('comes and goes with its file', async () => {
    const text = (await read('Calm.tsx')).replaceAll('Calm', 'Copy');
    await hearsOfFiles();
    await save('Copy.tsx', text);
    try {
      await waitFor('the new file', async () => names(await examples()).includes('Copy.tsx'));
    } finally {
      await vscode.workspace.fs.delete(file('Copy.tsx'));
    }
    await waitFor('the file to be gone', async () => !names(await examples()).includes('Copy.tsx'));
  });
});
