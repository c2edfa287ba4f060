/** The view of lessons: topics, lessons and their steps. */
import * as vscode from 'vscode';
import type { Item } from '../../../src/client/views/lessonsView.ts';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { afterEach, assert, before, describe, it, waitFor } from '../../harness/suite.ts';
import { api, CLOSURES, closeAll, LATE_ANSWER, lessonIsOpen, show, tidyUp } from '../support.ts';
import { lessonRow, rowOf, rows, run, stepsOf } from './rows.ts';

describe('the view of lessons', () => {
  before(tidyUp);
  afterEach(tidyUp);

  it('has every lesson of the topic, and says how many are learned', async () => {
    const topic = await rowOf('React effects');
    assert.equal(topic.description, '0 of 7 learned');
    const lessons = await rows(topic.item);
    assert.deepEqual(
      lessons.map(({ label }) => label),
      catalogue.lessons.filter(({ topic }) => topic === 'react-effects').map(({ title }) => title),
    );
    await api.progress.mark(LATE_ANSWER, 'answered');
    await api.progress.mark(CLOSURES, 'practised');
    await api.progress.mark('react-effects/unsubscribe', 'read');
    assert.equal((await rowOf('React effects')).description, '2 of 7 learned');
    assert.equal((await rowOf('React effects')).heard, 'React effects, 2 of 7 learned');
  });

  it('says a lesson’s state in a word, and all of it to the ear and in the tooltip', async () => {
    const minutes = catalogue.lessons.find(({ id }) => id === CLOSURES)?.minutes;
    assert.equal((await lessonRow(CLOSURES)).description, `${minutes} min`);
    assert.ok((await lessonRow(CLOSURES)).heard.endsWith(`${minutes} minutes, not read yet`));
    await api.progress.mark(CLOSURES, 'read');
    assert.equal((await lessonRow(CLOSURES)).description, 'read');
    await api.progress.countRepair(CLOSURES, 1);
    assert.equal((await lessonRow(CLOSURES)).description, 'repaired');
    await api.progress.mark(CLOSURES, 'answered');
    const row = await lessonRow(CLOSURES);
    assert.equal(row.description, 'learned');
    assert.match(row.heard, /learned, read, answered, repaired 1 place$/);
    const { tooltip } = row.tree;
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value.replaceAll('&nbsp;', ' '), /repaired 1 place/);
    assert.equal((row.tree.iconPath as vscode.ThemeIcon).id, 'pass-filled');
  });

  it('lists the steps of a lesson, each with its state in words and in its icon’s shape', async () => {
    const before = await stepsOf(LATE_ANSWER);
    assert.deepEqual(
      before.map(({ label }) => label),
      ['Read', 'Check yourself', 'Practise', 'Repair in your code'],
    );
    for (const row of before) assert.match(row.heard, /, (?:to do|not checked yet|no hints here)/);
    await api.progress.mark(LATE_ANSWER, 'read');
    await api.progress.mark(LATE_ANSWER, 'answered');
    await api.progress.mark(LATE_ANSWER, 'practised');
    await api.progress.countRepair(LATE_ANSWER, 1);
    const done = await stepsOf(LATE_ANSWER);
    for (const row of done) {
      assert.match(row.description, /done/);
      assert.equal(row.heard, `${row.label}, ${row.description}`);
      assert.equal((row.tree.iconPath as vscode.ThemeIcon).id, 'pass');
    }
    const shapes = new Set(before.map((row) => (row.tree.iconPath as vscode.ThemeIcon).id));
    assert.deepEqual([...shapes], ['circle-large-outline']);
  });

  it('opens the lesson from its first two steps, at their part of it', async () => {
    const [read, answer] = await stepsOf(LATE_ANSWER);
    assert.ok(read && answer);
    const [argument] = answer.command?.arguments ?? [];
    assert.deepEqual(argument, { lesson: LATE_ANSWER, passage: { section: 'check', block: 0 } });
    await run(read);
    await lessonIsOpen(LATE_ANSWER);
    await closeAll();
    await run(answer);
    await lessonIsOpen(LATE_ANSWER);
  });

  it('opens the practice from its step', async () => {
    const practise = (await stepsOf(LATE_ANSWER)).find(({ label }) => label === 'Practise');
    assert.ok(practise);
    await run(practise);
    await waitFor('the file of the practice', () =>
      vscode.workspace.textDocuments.some(
        (document) => document.isUntitled && document.getText().includes('setResults'),
      ),
    );
  });

  it('names only commands that are there', async () => {
    const commands = new Set(await vscode.commands.getCommands(true));
    for (const { id } of catalogue.lessons) {
      const steps = await stepsOf(id);
      assert.ok(steps.length >= 2, `${id} has steps`);
      for (const step of steps) {
        assert.ok(commands.has(step.command?.command ?? ''), `${id}: ${step.label} has its command`);
      }
    }
  });

  it('counts the places of a lesson in the workspace, and follows them', async () => {
    const repair = async () =>
      (await stepsOf(LATE_ANSWER)).find(({ label }) => label === 'Repair in your code')?.description;
    await show('Profile.tsx');
    await waitFor('the hint of the open file', () => api.places.known(LATE_ANSWER).count === 1);
    const unchecked = { count: 1, state: 'unchecked', canCheck: true, hidden: false } as const;
    assert.deepEqual(api.places.known(LATE_ANSWER), unchecked);
    await vscode.commands.executeCommand('hindsight.checkWorkspace');
    const count = api.hints
      .files()
      .flatMap(({ hints }) => hints)
      .filter(({ lesson }) => lesson === LATE_ANSWER).length;
    assert.ok(count > 0, 'the workspace has places of the lesson');
    assert.equal(await repair(), count === 1 ? '1 place' : `${count} places`);
    await api.progress.countRepair(LATE_ANSWER, 1);
    assert.equal(await repair(), `1 done, ${count} left`);
    const none = (await stepsOf('react-effects/key-resets')).find(({ label }) => label.startsWith('Repair'));
    assert.equal(none?.description, 'no hints here');
  });

  it('finds the parents of all its rows, so that each can be shown', async () => {
    const seen = new Set<string>();
    const visit = async (of?: Item): Promise<void> => {
      for (const item of await api.lessons.getChildren(of)) {
        seen.add(item.kind);
        const parent = api.lessons.getParent(item);
        assert.equal(
          parent && api.lessons.getTreeItem(parent).id,
          of && api.lessons.getTreeItem(of).id,
          `the parent of ${api.lessons.getTreeItem(item).id}`,
        );
        await visit(item);
      }
    };
    await visit();
    for (const kind of ['getStarted', 'topic', 'lesson', 'step'])
      assert.ok(seen.has(kind), `${kind}: ${[...seen]}`);
  });
});
