/** Help with a practice, hints, the light bulb and the solution, and the command that begins one. */
import * as vscode from 'vscode';
import { afterEach, assert, describe, it, waitFor } from '../../harness/suite.ts';
import { actionsAt, api, checked, LATE_ANSWER, ruleOf, STALE, write } from '../support.ts';
import { act, anew, isWrong, leave, own, passes, practice, view } from './support.ts';

const OTHER = 'react-effects/unsubscribe';

describe('help with a practice', () => {
  afterEach(leave);

  it('may be passed by the light bulb, and says so; nothing is repaired by it', async () => {
    const document = await anew();
    await isWrong(/may run/);
    for (let round = 0; round < 4 && !view().passed; round++) {
      const hint = (await checked(document)).find((each) => ruleOf(each) === STALE);
      assert.ok(hint, 'there is a squiggle');
      const actions = await actionsAt(document.uri, hint.range);
      const fix = actions.find(({ title }) => title === 'Ignore stale answers');
      assert.ok(fix?.edit, 'the fix is offered');
      const { version } = document;
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      assert.ok(document.version > version, 'the text is another');
      if ((await checked(document)).length === 0) break;
    }
    const { note } = await passes();
    assert.match(note ?? '', /light bulb/);
    assert.equal(api.progress.state(LATE_ANSWER).repaired, false);
    assert.equal(api.progress.snapshot().events.appliedFix, undefined);
    // The way back, and then by hand.
    await act('reset');
    await isWrong(/may run/);
    await write(document, practice.solved);
    assert.equal((await passes()).note, undefined);
  });

  it('shows its hints one at a time, and keeps count', async () => {
    await anew();
    assert.equal(view().hints.length, 0);
    for (let shown = 1; shown <= practice.hints.length + 1; shown++) {
      await act('hint');
      assert.equal(view().hints.length, Math.min(shown, practice.hints.length));
    }
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
});

describe('the command Practise This Lesson', () => {
  afterEach(leave);

  /** Waits until a tab that is not the lesson's stands in another group than the lesson, and has the focus. */
  async function standsBeside(isIt: (input: unknown) => boolean): Promise<void> {
    const columnOf = (test: (input: unknown) => boolean) =>
      vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => test(input)))?.viewColumn;
    const columns = () => ({
      it: columnOf(isIt),
      lesson: columnOf((input) => input instanceof vscode.TabInputWebview),
    });
    // The editor reports groups in steps, and their columns with them.
    await waitFor(
      'it and the lesson, side by side',
      () => {
        const { it, lesson } = columns();
        return it !== undefined && lesson !== undefined && it !== lesson;
      },
      columns,
    );
    await waitFor('the focus', () => isIt(vscode.window.tabGroups.activeTabGroup.activeTab?.input));
  }
  const isOwn = (input: unknown) =>
    input instanceof vscode.TabInputText && input.uri.toString() === own()?.uri.toString();
  const isDiff = (input: unknown) => input instanceof vscode.TabInputTextDiff;

  it('opens the lesson and its practice beside it', async () => {
    await vscode.commands.executeCommand('hindsight.practise', { lesson: OTHER });
    const document = await waitFor('the document', own);
    await standsBeside(isOwn);
    await waitFor('the focus in the file', () => vscode.window.activeTextEditor?.document === document);
  });

  it('never covers the lesson, though its column is told late', async () => {
    await vscode.commands.executeCommand('hindsight.openLesson', { lesson: LATE_ANSWER });
    const lesson = await waitFor('the lesson alone', () => {
      const { all } = vscode.window.tabGroups;
      const holding = all.filter(({ tabs }) => tabs.length > 0);
      return holding.length === 1 && holding[0]?.viewColumn;
    });
    // "Beside" the group after the lesson's is the lesson's own.
    const late = lesson + 1;
    await api.practices.act(LATE_ANSWER, 'solution', late);
    await standsBeside(isDiff);
    await api.practices.act(LATE_ANSWER, 'start', late);
    await standsBeside(isOwn);
  });

  it('without an argument takes the lesson of the panel', async () => {
    await vscode.commands.executeCommand('hindsight.openLesson', { lesson: LATE_ANSWER });
    await vscode.commands.executeCommand('hindsight.practise');
    const document = await waitFor('the document', own);
    assert.match(document.getText(), /export function Search/);
  });
});
