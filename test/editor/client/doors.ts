/** The doors to a lesson: light bulb, hover, link and palette, and what none of them opens. */
import * as vscode from 'vscode';
import { after, afterEach, assert, describe, it, itInBothHosts, waitFor } from '../../harness/suite.ts';
import {
  actionsAt,
  api,
  CLOSURES,
  choose,
  closeLesson,
  heard,
  LATE_ANSWER,
  lessonIsOpen,
  lessonTab,
  oursWith,
  revert,
  STALE,
  show,
  tidyUp,
} from '../support.ts';

describe('the doors to a lesson', () => {
  afterEach(async () => {
    await closeLesson();
    await revert();
    await api.progress.reset();
  });
  after(tidyUp);

  const doors: Record<string, (hint: vscode.Diagnostic, uri: vscode.Uri) => Promise<unknown>> = {
    async 'the light bulb'(hint, uri) {
      const actions = await actionsAt(uri, hint.range);
      await choose(actions.find((action) => action.title.startsWith('Open lesson')));
    },
    async 'the hover'(hint, uri) {
      const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
        'vscode.executeHoverProvider',
        uri,
        hint.range.start,
      );
      const texts = hovers.flatMap((hover) => hover.contents) as vscode.MarkdownString[];
      const ours = texts.find((text) => text.value.includes('command:hindsight.openLesson'));
      assert.ok(ours, 'the hover links to the lesson');
      assert.deepEqual(ours.isTrusted, { enabledCommands: ['hindsight.openLesson'] });
      const link = /command:hindsight\.openLesson\?([^ )]+)/.exec(ours.value)?.[1] ?? '';
      const [argument] = JSON.parse(decodeURIComponent(link)) as unknown[];
      await vscode.commands.executeCommand('hindsight.openLesson', argument);
    },
    async 'the link of the code'({ code }) {
      assert.ok(typeof code === 'object');
      await vscode.commands.executeCommand('vscode.open', code.target);
    },
    async 'the palette'(hint) {
      const editor = await show('Profile.tsx');
      editor.selection = new vscode.Selection(hint.range.start, hint.range.start);
      await vscode.commands.executeCommand('hindsight.openLesson');
    },
  };
  for (const [name, open] of Object.entries(doors))
    itInBothHosts(`one is ${name}`, async () => {
      const { document } = await show('Profile.tsx');
      await open(await oursWith(document, STALE), document.uri);
      await lessonIsOpen(LATE_ANSWER);
      await waitFor('the note of it', () => api.progress.snapshot().events.openedLesson);
    });

  it('open from clean code that a lesson is about', async () => {
    const editor = await show('Calm.tsx');
    const at = editor.document.positionAt(editor.document.getText().indexOf('fetchUser(userId)'));
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('hindsight.openLesson');
    await waitFor('a lesson', lessonTab);
  });

  it('say so where no lesson is about the code', async () => {
    const editor = await show('Calm.tsx');
    editor.selection = new vscode.Selection(0, 2, 0, 2);
    // The command is over when its message is closed; there is nothing that it could open later.
    const said = await heard(() => vscode.commands.executeCommand('hindsight.openLesson'));
    assert.deepEqual(said, ['No lesson is about the code at the cursor.']);
    assert.equal(lessonTab(), undefined);
  });

  it('take a list of lessons too, and refuse what is none', async () => {
    await vscode.commands.executeCommand('hindsight.openLesson', { lesson: CLOSURES });
    await lessonIsOpen(CLOSURES);
    // As above, the commands are over when their messages are closed.
    const said = await heard(async () => {
      await vscode.commands.executeCommand('hindsight.openLesson', { lesson: '../../../etc/passwd' });
      await vscode.commands.executeCommand('hindsight.openLesson', { lesson: 7, range: 'x', uri: {} });
    });
    assert.deepEqual(said, [
      'There is no lesson "../../../etc/passwd" in this version of Hindsight.',
      'Open a file and place the cursor in the code that you want explained.',
    ]);
    await lessonIsOpen(CLOSURES);
    assert.equal(api.shownLesson(), CLOSURES);
  });
});
