/** *Check Workspace*: hints of files that are not open. */
import * as vscode from 'vscode';
import { after, assert, before, describe, itInBothHosts, waitFor } from '../../harness/suite.ts';
import {
  api,
  CLOSURES,
  closeAll,
  file,
  folder,
  goneFrom,
  LATE_ANSWER,
  oursWith,
  replace,
  revert,
  STALE,
  show,
  tidyUp,
} from '../support.ts';

// The web worker cannot read files by itself: it asks the client for each.
describe('checking the workspace', () => {
  before(closeAll);
  after(tidyUp);
  const badge = () => api.workspaceHints.tree.badge?.value;

  itInBothHosts('lists hints of files that are not open, and says that it was done', async () => {
    await vscode.commands.executeCommand('hindsight.checkWorkspace');
    assert.equal(api.hints.checkedFiles, 4);
    const lessons = api.workspaceHints.getChildren();
    assert.deepEqual(
      lessons.map((item) => [item.lesson, api.workspaceHints.getTreeItem(item).description]),
      [
        [LATE_ANSWER, '2'],
        [CLOSURES, '1'],
      ],
    );
    const [late] = lessons;
    assert.ok(late);
    const files = api.workspaceHints.getChildren(late).map((item) => api.workspaceHints.getTreeItem(item));
    assert.deepEqual(
      files.map((item) => [item.resourceUri?.path.split('/').at(-1), item.description]),
      [
        ['Clock.tsx', 'src · 1'],
        ['Profile.tsx', 'src · 1'],
      ],
    );
    await waitFor('the badge', () => badge() === 3, badge);
    assert.equal(api.progress.snapshot().events.checkedWorkspace, true);
  });

  itInBothHosts('follows open documents afterwards', async () => {
    const editor = await show('Profile.tsx');
    const { document } = editor;
    await oursWith(document, STALE);
    await replace(editor, '      setUser(answer);\n', '');
    await goneFrom(document, STALE);
    await waitFor('two hints left', () => badge() === 2, badge);
    await revert();
    await waitFor('three again', () => badge() === 3, badge);
  });

  itInBothHosts('leaves out what git ignores, and finds names in any case', async () => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file('Clock.tsx')));
    const written: [vscode.Uri, string][] = [
      [vscode.Uri.joinPath(folder, '.gitignore'), 'gener ated/\n*.copy.tsx\n'],
      [file('.gitignore'), '!Kept.copy.tsx\n'],
      [file('gener ated/Clock.tsx'), text],
      [file('Clock.copy.tsx'), text],
      [file('Kept.copy.tsx'), text],
      [file('out/Clock.tsx'), text],
      [file('.venv/Clock.tsx'), text],
      [file('LOUD.TSX'), text],
    ];
    try {
      for (const [uri, content] of written)
        await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
      await vscode.commands.executeCommand('hindsight.checkWorkspace');
      assert.deepEqual(
        api.hints
          .files()
          .filter(({ hints }) => hints.length > 0)
          .map(({ uri }) => uri.split('/').at(-1))
          .sort(),
        ['Clock.tsx', 'Kept.copy.tsx', 'LOUD.TSX', 'Profile.tsx'],
      );
      assert.equal(api.hints.checkedFiles, 6);
    } finally {
      for (const [uri] of written) await vscode.workspace.fs.delete(uri);
      for (const name of ['gener ated', 'out', '.venv']) await vscode.workspace.fs.delete(file(name));
      await vscode.commands.executeCommand('hindsight.checkWorkspace');
    }
    assert.equal(api.hints.checkedFiles, 4);
  });
});
