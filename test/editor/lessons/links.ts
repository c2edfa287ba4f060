/** Links to lessons in the extension host: what they open, and what they refuse. */
import * as vscode from 'vscode';
import { after, afterEach, assert, describe, it, itInBothHosts } from '../../harness/suite.ts';
import { api, closeLesson, EXTENSION, heard, LATE_ANSWER, lessonIsOpen, tidyUp } from '../support.ts';

const follow = (path: string, query = '') =>
  api.links.handleUri(vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: EXTENSION, path, query }));

const unknown = (lesson: string) => `There is no lesson "${lesson}" in this version of Hindsight.`;

describe('links', () => {
  afterEach(closeLesson);
  after(tidyUp);

  it('open the lesson and the rule’s lesson, in the old form too', async () => {
    for (const [path, query] of [
      [`/lesson/${LATE_ANSWER}`, ''],
      ['/rule/react-effects/effect-stale-response', ''],
      [`/lesson/${LATE_ANSWER}/`, 'utm_source=mail&lesson=react-effects/key-resets'],
      ['/lesson', `lesson=${LATE_ANSWER}`],
      ['/lesson', 'rule=react-effects/effect-stale-response'],
    ] as const) {
      await follow(path, query);
      assert.equal(api.shownLesson(), LATE_ANSWER, `${path}?${query}`);
      await closeLesson();
    }
  });

  it('that lead nowhere open nothing and say so', async () => {
    const open = () => vscode.workspace.textDocuments.map(({ uri }) => uri.toString());
    const before = open();
    const nowhere = 'This link leads to no lesson.';
    for (const [path, query, sentence] of [
      ['/lesson/react-effects/none', '', unknown('react-effects/none')],
      [
        '/rule/react-effects/none',
        '',
        'There is no lesson for the rule "react-effects/none" in this version of Hindsight.',
      ],
      ['/lesson/../../etc/passwd', '', nowhere],
      ['/lesson/react-effects/..', '', nowhere],
      [`/lesson/react-effects/${'x'.repeat(10_000)}`, '', nowhere],
      ['/command/workbench.action.terminal.new', '', nowhere],
      ['/lesson', 'lesson=../../package', unknown('../../package')],
      ['/lesson', 'lesson=%00&at=1:2-3:4&uri=command:x', unknown('\0')],
    ] as const) {
      // A link is done with when what it says is closed, so that nothing can be opened later.
      assert.deepEqual(await heard(() => follow(path, query)), [sentence]);
    }
    assert.equal(api.shownLesson(), undefined);
    assert.deepEqual(
      open().filter((uri) => !before.includes(uri)),
      [],
    );
  });

  // A `file:` address is of another machine in the web worker host.
  itInBothHosts('read no file that is neither open nor in the workspace', async () => {
    for (const uri of [
      'file:///etc/passwd',
      'https://example.org/a.tsx',
      'vscode-vfs://github/a/b/c.tsx',
      'no uri',
    ]) {
      await follow('/lesson', `lesson=${LATE_ANSWER}&at=0:0-0:1&uri=${encodeURIComponent(uri)}`);
      assert.equal(api.shownLesson(), LATE_ANSWER);
      assert.ok(!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri), uri);
      await closeLesson();
    }
  });

  it('are copied for the lesson that is shown, and for an entry of the view', async () => {
    const link = (lesson: string) => `${vscode.env.uriScheme}://${EXTENSION}/lesson/${lesson}`;
    await follow(`/lesson/${LATE_ANSWER}`);
    await lessonIsOpen(LATE_ANSWER);
    await vscode.commands.executeCommand('hindsight.copyLink');
    assert.equal(await vscode.env.clipboard.readText(), link(LATE_ANSWER));
    await vscode.commands.executeCommand('hindsight.copyLink', {
      kind: 'lesson',
      lesson: 'react-effects/key-resets',
    });
    assert.equal(await vscode.env.clipboard.readText(), link('react-effects/key-resets'));
    await follow(vscode.Uri.parse(await vscode.env.clipboard.readText()).path);
    await lessonIsOpen('react-effects/key-resets');
  });
});
