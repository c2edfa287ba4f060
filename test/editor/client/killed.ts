/** A server that goes away, and what activation says of itself. */
import * as vscode from 'vscode';
import { after, afterEach, assert, describe, it, itInBothHosts, waitFor } from '../../harness/suite.ts';
import { api, oursWith, revert, STALE, show, tidyUp } from '../support.ts';

describe('a server that is killed while somebody types', () => {
  afterEach(revert);
  after(tidyUp);

  itInBothHosts('comes back; no text is lost, and the log has one line more', async () => {
    const editor = await show('Profile.tsx');
    const { document } = editor;
    await oursWith(document, STALE);
    const before = api.lines.length;
    const pid = api.server.pid;
    const typed = '// what was typed while the server went away';
    const text = document.getText();
    for (const [index, character] of [...typed].entries()) {
      await editor.edit((edit) => edit.insert(document.positionAt(index), character), {
        undoStopBefore: false,
        undoStopAfter: false,
      });
      if (index === 12) api.server.kill();
    }
    await editor.edit((edit) => edit.insert(document.positionAt(typed.length), '\n'));
    const said = () => api.lines.slice(before).filter((line) => !line.startsWith('info: Checked'));
    await waitFor('the line about the end', () => said().length > 0, said);
    await oursWith(document, STALE);
    assert.equal(document.getText(), `${typed}\n${text}`);
    if (!globalThis.HINDSIGHT_WEB) {
      assert.ok(api.server.pid !== undefined, 'the server has a process');
      assert.ok(api.server.pid !== pid, 'it is another one');
    }
    // What the client says of an end it says before it starts the next server, and what that one says of its start comes
    // before its answer, on the same channel.
    const known = api.hints.of(document.uri.toString())?.hints.find(({ rule }) => rule === STALE);
    assert.ok(known, 'the hint is known');
    // In plain words: a worker is handed copies of what it is sent, and a copy of an editor's Position says nothing.
    const answer = await api.server.at(known.uri, known.range.start);
    assert.ok(
      answer.hints.some(({ rule }) => rule === STALE),
      `the new server answers; it said ${JSON.stringify(answer)}`,
    );
    assert.deepEqual(said(), ['info: The language server ended and was started again.']);
  });
});

describe('activation', () => {
  it('is measured', () => {
    // How long it may take is the benchmark's matter: a test machine may be busy.
    console.log(`activate() took ${api.activation.toFixed(1)} ms`);
    assert.ok(api.activation > 0);
  });

  itInBothHosts('registers every command that the manifest names', async () => {
    const { contributes } = api.context.extension.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributes.commands.length > 0, 'the manifest names commands');
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });
});
