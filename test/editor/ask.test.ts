/** *Ask Hindsight* and the links in the extension host: what they open, and what they refuse. */
import * as vscode from 'vscode';
import type { TestApi } from '../../src/client/activate.ts';
import { openingOf } from '../../src/client/ask.ts';
import { after, afterEach, assert, before, describe, it, waitFor } from '../harness/suite.ts';

let api: TestApi;
const id = 'hindsight.hindsight';
const RACE = 'react-effects/late-answer';

before(async () => {
  const extension = vscode.extensions.getExtension<TestApi>(id);
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
});

after(() => console.log(`The extension's log:\n${api.lines.join('\n')}`));

async function closePanels(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => tab.input instanceof vscode.TabInputWebview));
  await waitFor('no lesson', () => api.shownLesson() === undefined);
}

const follow = (path: string, query = '') =>
  api.links.handleUri(vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: id, path, query }));

describe('asking', () => {
  afterEach(closePanels);

  it('finds lessons in this host, with the passage that opens', async () => {
    const { asked, results } = await api.ask.ask('dragging the windw edge');
    assert.equal(asked, true);
    const [first] = results;
    assert.equal(first?.lesson, 'react-effects/unsubscribe');
    assert.equal(first?.place, 'What you see');
    assert.ok(first?.passage);
    await vscode.commands.executeCommand('hindsight.openLesson', openingOf(first));
    await waitFor('the lesson', () => api.shownLesson() === 'react-effects/unsubscribe');
  });

  it('finds nothing for what no lesson tells', async () => {
    assert.deepEqual(await api.ask.ask('pizza'), { asked: true, results: [] });
    assert.deepEqual(await api.ask.ask('   '), { asked: false, results: [] });
  });

  it('a passage that is none opens the lesson all the same', async () => {
    for (const passage of [{ section: 'see', block: 999 }, { section: 'nope', block: 0 }, 'see', null]) {
      await vscode.commands.executeCommand('hindsight.openLesson', { lesson: RACE, passage });
      await waitFor('the lesson', () => api.shownLesson() === RACE);
    }
  });

  it('the palette’s list opens and goes away', async () => {
    const done = vscode.commands.executeCommand('hindsight.ask');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await done;
    assert.equal(api.shownLesson(), undefined);
  });
});

describe('links', () => {
  afterEach(closePanels);

  it('open the lesson and the rule’s lesson, in the old form too', async () => {
    for (const [path, query] of [
      [`/lesson/${RACE}`, ''],
      ['/rule/react-effects/effect-stale-response', ''],
      [`/lesson/${RACE}/`, 'utm_source=mail&lesson=react-effects/key-resets'],
      ['/lesson', `lesson=${RACE}`],
      ['/lesson', 'rule=react-effects/effect-stale-response'],
    ] as const) {
      await follow(path, query);
      await waitFor(`${path}?${query}`, () => api.shownLesson() === RACE);
      await closePanels();
    }
  });

  it('that lead nowhere open nothing and say so', async () => {
    const before = vscode.workspace.textDocuments.map(({ uri }) => uri.toString());
    for (const [path, query] of [
      ['/lesson/react-effects/none', ''],
      ['/rule/react-effects/none', ''],
      ['/lesson/../../etc/passwd', ''],
      ['/lesson/react-effects/..', ''],
      [`/lesson/react-effects/${'x'.repeat(10_000)}`, ''],
      ['/command/workbench.action.terminal.new', ''],
      ['/lesson', 'lesson=../../package'],
      ['/lesson', 'lesson=%00&at=1:2-3:4&uri=command:x'],
    ] as const) {
      // The sentence waits for an answer that nobody gives here.
      void follow(path, query);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.equal(api.shownLesson(), undefined);
    assert.deepEqual(
      vscode.workspace.textDocuments.map(({ uri }) => uri.toString()),
      before,
    );
  });

  it('read no file that is neither open nor in the workspace', async () => {
    for (const uri of [
      'file:///etc/passwd',
      'https://example.org/a.tsx',
      'vscode-vfs://github/a/b/c.tsx',
      'no uri',
    ]) {
      await follow('/lesson', `lesson=${RACE}&at=0:0-0:1&uri=${encodeURIComponent(uri)}`);
      await waitFor('the lesson', () => api.shownLesson() === RACE);
      assert.ok(!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri), uri);
      await closePanels();
    }
  });

  it('are copied for the lesson that is shown, and for an entry of the view', async () => {
    const link = (lesson: string) => `${vscode.env.uriScheme}://${id}/lesson/${lesson}`;
    await follow(`/lesson/${RACE}`);
    await waitFor('the lesson', () => api.shownLesson() === RACE);
    await vscode.commands.executeCommand('hindsight.copyLink');
    assert.equal(await vscode.env.clipboard.readText(), link(RACE));
    await vscode.commands.executeCommand('hindsight.copyLink', {
      kind: 'lesson',
      lesson: 'react-effects/key-resets',
    });
    assert.equal(await vscode.env.clipboard.readText(), link('react-effects/key-resets'));
    await follow(vscode.Uri.parse(await vscode.env.clipboard.readText()).path);
    await waitFor('the other lesson', () => api.shownLesson() === 'react-effects/key-resets');
  });
});
