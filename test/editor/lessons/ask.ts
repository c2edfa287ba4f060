/** *Ask Hindsight* in the extension host: what it finds, and what it opens. */
import * as vscode from 'vscode';
import { openingOf } from '../../../src/client/ask.ts';
import { after, afterEach, assert, describe, it, itInBothHosts, waitFor } from '../../harness/suite.ts';
import { api, closeLesson, LATE_ANSWER, lessonIsOpen, tidyUp } from '../support.ts';

describe('asking', () => {
  afterEach(closeLesson);
  after(tidyUp);

  itInBothHosts('finds lessons in this host, with the passage that opens', async () => {
    const { asked, results } = await api.ask.ask('dragging the windw edge');
    assert.equal(asked, true);
    const [first] = results;
    assert.equal(first?.lesson, 'react-effects/unsubscribe');
    assert.equal(first?.place, 'What you see');
    assert.ok(first?.passage);
    await vscode.commands.executeCommand('hindsight.openLesson', openingOf(first));
    await lessonIsOpen('react-effects/unsubscribe');
  });

  it('finds nothing for what no lesson tells', async () => {
    assert.deepEqual(await api.ask.ask('pizza'), { asked: true, results: [] });
    assert.deepEqual(await api.ask.ask('   '), { asked: false, results: [] });
  });

  it('a passage that is none opens the lesson all the same', async () => {
    const before = api.lines.length;
    for (const passage of [{ section: 'see', block: 999 }, { section: 'nope', block: 0 }, 'see', null]) {
      await vscode.commands.executeCommand('hindsight.openLesson', { lesson: LATE_ANSWER, passage });
      await lessonIsOpen(LATE_ANSWER);
      // Once more in the lesson that is open already, which goes another way.
      await vscode.commands.executeCommand('hindsight.openLesson', { lesson: LATE_ANSWER, passage });
      assert.equal(api.shownLesson(), LATE_ANSWER);
      await closeLesson();
    }
    assert.deepEqual(api.lines.slice(before), [], 'nothing failed');
  });

  it('the palette’s list opens and goes away', async () => {
    let isOver = false;
    const done = vscode.commands.executeCommand('hindsight.ask').then(() => {
      isOver = true;
    });
    // The command is over once its list was open and was closed. Nothing tells when it has opened, and closing what is
    // not open yet does nothing.
    await waitFor('the list to open and to go away', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return isOver;
    });
    await done;
    assert.equal(api.shownLesson(), undefined);
  });
});
