/** Hints in open files, and what the light bulb does at them. */
import * as vscode from 'vscode';
import { after, afterEach, assert, describe, it, itInBothHosts, waitFor } from '../../harness/suite.ts';
import {
  ASYNC,
  actionsAt,
  api,
  CLOSURE,
  CLOSURES,
  checked,
  choose,
  EXTENSION,
  goneFrom,
  LATE_ANSWER,
  oursWith,
  revert,
  ruleOf,
  STALE,
  show,
  tidyUp,
  titleOf,
} from '../support.ts';

describe('hints', () => {
  afterEach(revert);
  after(tidyUp);

  itInBothHosts('are found by a server in the host that was asked for', async () => {
    await oursWith((await show('Profile.tsx')).document, STALE);
    const isWeb = globalThis.HINDSIGHT_WEB;
    assert.equal(typeof process === 'undefined', isWeb, 'the extension host is a web worker');
    assert.equal(api.server.pid === undefined, isWeb, 'the server has no process of its own');
  });

  itInBothHosts('stand in an open file, with a link behind the code', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document, STALE);
    assert.equal(hint.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(hint.range).startsWith('setUser'), true);
    for (const { code } of await checked(document)) {
      assert.ok(typeof code === 'object', 'the code has a link');
      assert.match(String(code.value), /^react-effects\//);
      assert.equal(code.target.scheme, vscode.env.uriScheme);
      assert.equal(code.target.authority, EXTENSION);
    }
  });

  it('are none in calm code', async () => {
    assert.deepEqual(await checked((await show('Calm.tsx')).document), []);
  });
});

describe('the light bulb', () => {
  afterEach(revert);
  after(tidyUp);

  itInBothHosts('offers the fix, the lesson, and the ways to be left alone', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document, STALE);
    const titles = (await actionsAt(document.uri, hint.range)).map((action) => action.title);
    assert.deepEqual(
      titles.filter((title) => /stale|lesson|Ignore|Turn/.test(title)),
      [
        'Ignore stale answers',
        `Open lesson: ${titleOf(LATE_ANSWER)}`,
        'Ignore effect-stale-response on this line',
        'Ignore effect-stale-response in this file',
        'Turn effect-stale-response off in the workspace settings',
        `I know this lesson: ${titleOf(LATE_ANSWER)}`,
      ],
    );
  });

  itInBothHosts(
    'fixes, counts the place as repaired, and takes that back when the fix is undone',
    async () => {
      const { document } = await show('Clock.tsx');
      const hint = await oursWith(document, CLOSURE);
      const text = document.getText();
      const repairs = () => api.progress.state(CLOSURES).repairs;
      const before = repairs();
      assert.equal(api.progress.snapshot().events.appliedFix, undefined, 'nothing was fixed yet');
      const actions = await actionsAt(document.uri, hint.range);
      await choose(actions.find((action) => action.title === 'Compute from the state of the moment'));
      await goneFrom(document, CLOSURE);
      await waitFor('the repair', () => repairs() === before + 1, repairs);
      assert.equal(api.progress.snapshot().events.appliedFix, true);
      await show('Clock.tsx');
      await vscode.commands.executeCommand('undo');
      await oursWith(document, CLOSURE);
      assert.equal(document.getText(), text);
      await waitFor('the mark taken back', () => repairs() === before, repairs);
      await vscode.commands.executeCommand('redo');
      await waitFor('the mark set again', () => repairs() === before + 1, repairs);
      await vscode.commands.executeCommand('undo');
      await waitFor('the mark taken back again', () => repairs() === before, repairs);
    },
  );

  itInBothHosts('fixes everything safe on source.fixAll and by the command', async () => {
    const { document } = await show('Clock.tsx');
    await oursWith(document, CLOSURE);
    const repairs = () => [LATE_ANSWER, CLOSURES].map((lesson) => api.progress.state(lesson).repairs);
    const before = repairs();
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const fixAll = vscode.CodeActionKind.SourceFixAll.append('hindsight');
    const [action] = await actionsAt(document.uri, whole, fixAll);
    assert.equal(action?.title, 'Fix 2 safe hints');
    const text = document.getText();
    await vscode.commands.executeCommand('hindsight.fixAll');
    await goneFrom(document, CLOSURE);
    await goneFrom(document, ASYNC);
    const counted = before.map((count) => count + 1).join();
    await waitFor('a mark for each', () => repairs().join() === counted, repairs);
    await vscode.commands.executeCommand('undo');
    await oursWith(document, ASYNC);
    assert.equal(document.getText(), text, 'one undo brings everything back');
    assert.deepEqual((await checked(document)).map(ruleOf).sort(), [ASYNC, CLOSURE].sort());
    await waitFor('the marks taken back', () => repairs().join() === before.join(), repairs);
  });
});
