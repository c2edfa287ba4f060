/** The practice in the extension host: an untitled document that is followed until its conditions hold. */
import * as vscode from 'vscode';
import { Work } from '../../../src/client/practice/work.ts';
import { afterEach, assert, describe, it, itInBothHosts, waitFor } from '../../harness/suite.ts';
import { api, checked, LATE_ANSWER, write } from '../support.ts';
import {
  act,
  anew,
  begun,
  broughtBack,
  isWrong,
  leave,
  own,
  passes,
  practice,
  practiceOf,
  says,
  started,
  view,
} from './support.ts';

it('is not begun at first, and waits for a server that starts', async () => {
  assert.equal(view().state, 'new');
  await started();
  await waitFor('the first check', () => view().unmet.length > 0);
  await leave();
});

describe('a practice', () => {
  afterEach(leave);

  itInBothHosts('opens its start file untitled, and says with lines what is wrong', async () => {
    const document = await anew();
    assert.equal(document.uri.scheme, 'untitled');
    assert.equal(document.languageId, practice.language);
    assert.equal(document.getText(), practice.start);
    const { unmet, passed, state } = await isWrong(/may run with the answer/);
    assert.equal(state, 'open');
    assert.equal(passed, false);
    for (const { line } of unmet) assert.ok(line !== undefined && line > 0 && line <= document.lineCount);
    assert.equal(vscode.window.activeTextEditor?.document, document, 'the keyboard is in the file');
  });

  it('has squiggles in its file, and counts nowhere', async () => {
    const document = await anew();
    assert.ok((await checked(document)).length > 0, 'there are squiggles');
    assert.ok((api.hints.of(document.uri.toString())?.hints.length ?? 0) > 0, 'the hints are known');
    assert.ok(!api.hints.files().some(({ uri }) => uri === document.uri.toString()), 'and not listed');
    const visit = (items: ReturnType<typeof api.workspaceHints.getChildren>): string[] =>
      items.flatMap((item) => [
        ...('uri' in item ? [item.uri] : []),
        ...visit(api.workspaceHints.getChildren(item)),
      ]);
    assert.ok(!visit(api.workspaceHints.getChildren()).includes(document.uri.toString()), 'nor in the view');
  });

  itInBothHosts('follows wrong edits and right ones, and is passed by the right ones alone', async () => {
    const document = await anew();
    await isWrong(/may run/);
    await write(document, practice.start.replace('await search(query)', 'await Promise.resolve([])'));
    await isWrong(/`query` is no longer called/);
    await write(document, `${practice.solved}\nfunction (`);
    const broken = await isWrong(/cannot be read/);
    assert.equal(broken.unmet[0]?.line !== undefined, true);
    await write(document, practice.solved.replace(/^/gm, '// '));
    await isWrong(/no effect is left/);
    assert.equal(api.progress.state(LATE_ANSWER).practised, false);
    await write(document, practice.solved);
    const { note } = await passes();
    assert.equal(note, undefined, 'it was done by hand');
    await waitFor('the progress', () => api.progress.state(LATE_ANSWER).practised);
    assert.equal(api.progress.snapshot().events.practised, true);
    assert.equal(api.progress.state(LATE_ANSWER).learned, true);
    // What is broken again is said again; the progress stays.
    await write(document, practice.start);
    await isWrong(/may run/);
    assert.equal(view().passed, false);
    assert.equal(api.progress.state(LATE_ANSWER).practised, true);
  });

  it('is not passed by silencing, nor by switching the rules off', async () => {
    const document = await anew();
    const { unmet } = await isWrong(/may run/);
    // Each new text says the same on another line, so that an answer about the text before is none.
    const line = unmet.find(({ text }) => /may run/.test(text))?.line ?? 0;
    await write(document, `// hindsight-ignore-file react-effects\n${practice.start}`);
    await isWrong(/may run/, line + 1);
    const settings = vscode.workspace.getConfiguration('hindsight');
    await settings.update('rules', { 'react-effects': 'off' }, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await checked(document), [], 'no squiggle');
      await write(document, `// hindsight-ignore-file react-effects\n\n${practice.start}`);
      await isWrong(/may run/, line + 2);
      assert.equal(api.progress.state(LATE_ANSWER).practised, false);
    } finally {
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is reset by one edit that can be undone', async () => {
    const document = await anew();
    const mine = `${practice.start}// mine\n`;
    await write(document, mine);
    await act('reset');
    assert.equal(document.getText(), practice.start);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    await waitFor('the text from before', () => document.getText() === mine);
  });

  it('keeps the text when its file is closed: it opens again, or starts anew', async () => {
    const first = await anew();
    const mine = practice.start.replace('useState([])', 'useState(null)');
    await write(first, mine);
    await isWrong(/may run/);
    await leave();
    await says('is closed', ({ state }) => state === 'closed');
    const second = await started();
    assert.equal(second.getText(), mine);
    await isWrong(/may run/);
    await leave();
    await act('reset');
    const third = await waitFor('a new document', own);
    assert.equal(third.getText(), practice.start);
    await isWrong(/may run/);
  });

  itInBothHosts(
    'has its file to itself, though the editor brings back what another practice had in it',
    async () => {
      const mine = practice.start.replace('useState([])', 'useState(null)');
      await write(await anew(), mine);
      await isWrong(/may run/);
      await leave();
      await says('is closed', ({ state }) => state === 'closed');
      const other = 'kubernetes-services/labels-are-the-wiring';
      const theirs = await practiceOf(other);
      await broughtBack(mine, () => api.practices.act(other, 'start', undefined));
      const document = await waitFor('the document of the other practice', () => begun(theirs));
      const view = () => api.practices.view(other, theirs);
      await waitFor(
        'what is wrong with it',
        () => view().unmet.some(({ text }) => /tier: front/.test(text)),
        view,
      );
      await write(document, theirs.solved);
      await waitFor('that it is passed', () => view().passed, view);
      // For the next test it is as if nothing had been written.
      await api.practices.act(other, 'reset', undefined);
      await api.practices.act(other, 'close', undefined);
      assert.equal((await started()).getText(), mine, 'nothing of the first one is lost');
    },
  );

  it('can be closed without a question once it is passed', async () => {
    const document = await anew();
    await write(document, practice.solved);
    await passes();
    await act('solution');
    assert.equal(view().note, undefined, 'comparing afterwards is no help');
    await act('close');
    await waitFor('no document of a practice', () => own() === undefined);
    await says('is closed', ({ state }) => state === 'closed');
    const again = await started();
    assert.equal(again.getText(), practice.solved);
  });

  it('shows a line of its file', async () => {
    const document = await anew();
    await act('line', 12);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 11);
    await act('line', 10_000);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, document.lineCount - 1);
  });

  it('is found by its text when untitled names are given again', async () => {
    await anew();
    await leave();
    const content = 'export const Other = () => <p>Nothing of a practice</p>;\n';
    // The editor's copy of an untitled text that was just thrown away may still come back under the same name.
    const other = await waitFor('a new untitled document', async () => {
      const opened = await vscode.workspace.openTextDocument({ language: 'javascriptreact', content });
      await vscode.window.showTextDocument(opened);
      if (opened.getText() === content) return opened;
      await leave();
      return undefined;
    });
    assert.equal(api.practices.has(other.uri.toString()), false);
    assert.equal(view().state, 'closed');
  });

  it('says so when the language of the file is another, and goes on when it is back', async () => {
    const document = await anew();
    await isWrong(/may run/);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await says('names the language', ({ trouble }) => /language is now plaintext/.test(trouble ?? ''));
    await vscode.languages.setTextDocumentLanguage(document, practice.language);
    await isWrong(/may run/);
    await says('has no trouble', ({ trouble }) => trouble === undefined);
  });

  it('says so while the server keeps to an older text', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'now' });
    let isBehind = true;
    const troubles: (string | undefined)[] = [];
    const work = new Work({
      lesson: LATE_ANSWER,
      kept: { text: '', hints: 0, fixed: false, solution: false },
      ask: async () => {
        troubles.push(work.trouble);
        return { version: document.version - (isBehind ? 1 : 0), unmet: [] };
      },
      load: async () => practice,
      onChange: () => undefined,
      onPassed: () => undefined,
      log: () => undefined,
    });
    try {
      work.attach(document);
      await waitFor('the trouble', () => /not seen the last edit/.test(work.trouble ?? ''));
      assert.equal(work.passed, false);
      // Of a text that was opened anew it is not said at once.
      work.detach();
      work.attach(document);
      troubles.length = 0;
      await waitFor('two questions', () => troubles.length > 1);
      assert.deepEqual(troubles.slice(0, 2), [undefined, undefined]);
      isBehind = false;
      await waitFor('what is wrong', () => work.trouble === undefined && work.unmet !== undefined);
    } finally {
      work.dispose();
    }
  });

  itInBothHosts('survives the end of the language server', async () => {
    const document = await anew();
    await isWrong(/may run/);
    api.server.kill();
    await write(document, practice.solved);
    await says('is passed once the server is back', ({ passed }) => passed);
  });
});
