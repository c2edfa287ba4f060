/** The ways to be left alone, each with its way back. */
import * as vscode from 'vscode';
import { after, afterEach, assert, describe, it, itInBothHosts, waitFor } from '../../harness/suite.ts';
import {
  actionsAt,
  api,
  choose,
  goneFrom,
  heard,
  LATE_ANSWER,
  oursWith,
  revert,
  STALE,
  show,
  tidyUp,
} from '../support.ts';

describe('silencing', () => {
  afterEach(revert);
  after(tidyUp);

  it('a line, and undoing it', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document, STALE);
    const actions = await actionsAt(document.uri, hint.range);
    await choose(actions.find((action) => action.title === 'Ignore effect-stale-response on this line'));
    await goneFrom(document, STALE);
    assert.match(
      document.getText(),
      /^ {6}\/\/ hindsight-ignore-next-line react-effects\/effect-stale-response$/m,
    );
    await show('Profile.tsx');
    await vscode.commands.executeCommand('undo');
    await oursWith(document, STALE);
  });

  it('a file, and the action that takes the comment away', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document, STALE);
    const text = document.getText();
    const actions = await actionsAt(document.uri, hint.range);
    await choose(actions.find((action) => action.title === 'Ignore effect-stale-response in this file'));
    await goneFrom(document, STALE);
    const back = await actionsAt(document.uri, new vscode.Range(0, 5, 0, 5));
    await choose(back.find((action) => action.title === 'Show hints of effect-stale-response again'));
    await oursWith(document, STALE);
    assert.equal(document.getText(), text);
  });

  // What the web worker host hands out as a setting cannot be posted to the server's worker as it is.
  itInBothHosts('a rule in the workspace settings, and turning it on again', async () => {
    const { document } = await show('Profile.tsx');
    await oursWith(document, STALE);
    const rules = () => vscode.workspace.getConfiguration('hindsight').inspect('rules')?.workspaceValue;
    const said = await heard(() => vscode.commands.executeCommand('hindsight.turnRuleOff', { rule: STALE }));
    assert.deepEqual(said, [`${STALE} is off in this workspace.`]);
    await goneFrom(document, STALE);
    assert.deepEqual(rules(), { [STALE]: 'off' });
    assert.equal(api.silencing.offState(LATE_ANSWER), 'some', 'the view knows');
    await vscode.commands.executeCommand('hindsight.turnRuleOn', { lesson: LATE_ANSWER });
    await oursWith(document, STALE);
    assert.equal(rules(), undefined);
    assert.equal(api.silencing.offState(LATE_ANSWER), 'none', 'the view knows that, too');
  });

  it('a known lesson, and forgetting that', async () => {
    const { document } = await show('Profile.tsx');
    await oursWith(document, STALE);
    await heard(() => vscode.commands.executeCommand('hindsight.knowLesson', { lesson: LATE_ANSWER }));
    await goneFrom(document, STALE);
    assert.ok(api.progress.state(LATE_ANSWER).known);
    await vscode.commands.executeCommand('hindsight.forgetLesson', { lesson: LATE_ANSWER });
    await oursWith(document, STALE);
  });

  it('with a setting that cannot be used is one line in the log, and the hints stay', async () => {
    const { document } = await show('Profile.tsx');
    const { range } = await oursWith(document, STALE);
    const configuration = vscode.workspace.getConfiguration('hindsight');
    const before = api.lines.length;
    const said = () => api.lines.slice(before);
    try {
      await configuration.update(
        'rules',
        { [STALE]: 'loud', nonsense: 'off' },
        vscode.ConfigurationTarget.Workspace,
      );
      await waitFor('the complaint', () => said().length >= 2, said);
      // The server complains before it checks again and before it answers this, so nothing more can come.
      const { hints } = await api.server.at(document.uri.toString(), range.start);
      assert.ok(
        hints.some(({ rule }) => rule === STALE),
        'the hint stays',
      );
      await oursWith(document, STALE);
      assert.equal(said().length, 2, `one line for each entry: ${said().join('\n')}`);
      assert.ok(said().some((line) => line.includes('"loud"')));
      assert.ok(said().some((line) => line.includes('"nonsense"')));
    } finally {
      await configuration.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
