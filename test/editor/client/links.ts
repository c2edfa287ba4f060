/** Symbolic links in the workspace, which the editor's own search follows. Only where there are some: in Node's host. */
import { rmSync, symlinkSync } from 'node:fs';
import * as vscode from 'vscode';
import { after, assert, before, describe, it } from '../../harness/suite.ts';
import { api, closeAll, file, tidyUp } from '../support.ts';

describe('symbolic links', () => {
  before(closeAll);
  after(tidyUp);

  it('are not followed, so that no file is checked twice', async () => {
    const links = [
      [file('../linked').fsPath, 'src'],
      [file('Linked.tsx').fsPath, 'Clock.tsx'],
    ] as const;
    try {
      for (const [path, target] of links) symlinkSync(target, path);
      const found = await vscode.workspace.findFiles('**/{Linked,Clock}.tsx');
      assert.equal(found.length, 4, 'the editor finds them');
      await vscode.commands.executeCommand('hindsight.checkWorkspace');
      assert.equal(api.hints.checkedFiles, 4);
    } finally {
      for (const [path] of links) rmSync(path);
    }
  });
});
