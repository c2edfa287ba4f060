/** The first steps where an editor has no page for walkthroughs, and the list of progress. */
import * as vscode from 'vscode';
import { progressItems } from '../../../src/client/showProgress.ts';
import { catalogue, walkthroughs } from '../../../src/generated/catalogue.ts';
import { afterEach, assert, before, describe, it, waitFor } from '../../harness/suite.ts';
import { api, CLOSURES, EXTENSION, LATE_ANSWER, lessonIsOpen, tidyUp } from '../support.ts';
import { rowOf, rows, run } from './rows.ts';

describe('the first steps', () => {
  let hasPage: () => Promise<boolean>;
  before(() => {
    hasPage = api.getStarted.hasPage;
  });
  afterEach(async () => {
    api.getStarted.hasPage = hasPage;
    await tidyUp();
  });

  it('are those of the walkthroughs, with the state of the same events', async () => {
    const start = await rowOf('Get started');
    assert.equal((await rows())[0]?.label, 'Get started');
    assert.equal(start.description, '0 of 5 done');
    assert.equal(start.tree.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const steps = await rows(start.item);
    const own = walkthroughs.find(({ id }) => id === 'start');
    const manifest = vscode.extensions.getExtension(EXTENSION)?.packageJSON as {
      contributes: { walkthroughs: { id: string; title: string; steps: { title: string }[] }[] };
    };
    assert.equal(manifest.contributes.walkthroughs.length, walkthroughs.length);
    for (const { id, title, steps: declared } of manifest.contributes.walkthroughs) {
      const ours = walkthroughs.find((each) => each.id === id);
      assert.equal(ours?.title, title);
      assert.deepEqual(
        ours?.steps.map((step) => step.title),
        declared.map((step) => step.title),
      );
    }
    assert.deepEqual(
      steps.slice(0, 5).map(({ label }) => label),
      own?.steps.map(({ title }) => title),
    );
    await api.progress.happened('checkedWorkspace');
    await api.progress.mark(LATE_ANSWER, 'answered');
    const after = await rows(start.item);
    assert.deepEqual(
      after.slice(0, 5).map(({ description }) => description),
      ['done', 'to do', 'to do', 'done', 'to do'],
    );
    assert.equal((await rows())[0]?.description, '2 of 5 done');
    const topic = await waitFor('the topic, which occurs here', async () =>
      (await rows(start.item)).find(({ label }) => label === 'React effects, without surprises'),
    );
    assert.equal(topic.description, '1 of 7 done');
    const [lesson] = await rows(topic.item);
    assert.ok(lesson);
    assert.equal(lesson.description, 'done');
    await run(lesson);
    await lessonIsOpen(LATE_ANSWER);
  });

  it('go when they are done, or hidden, and come when they are asked for', async () => {
    const isThere = async () => (await rows())[0]?.label === 'Get started';
    assert.ok(await isThere());
    await vscode.commands.executeCommand('hindsight.hideGetStarted');
    assert.ok(!(await isThere()), 'hidden');
    api.getStarted.hasPage = async () => false;
    await vscode.commands.executeCommand('hindsight.openWalkthrough');
    assert.ok(await isThere(), 'asked for');
    const [start] = await rows();
    assert.equal(start?.tree.collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
    await waitFor('the focus', () => api.lessons.tree.selection[0]?.kind === 'getStarted');
    await vscode.commands.executeCommand('hindsight.hideGetStarted');
    await vscode.commands.executeCommand('hindsight.openWalkthrough');
    await vscode.commands.executeCommand('hindsight.hideGetStarted');
    assert.ok(!(await isThere()), 'hidden again');
    await vscode.commands.executeCommand('hindsight.openWalkthrough');
    for (const event of [
      'openedLesson',
      'appliedFix',
      'checkedWorkspace',
      'answeredQuiz',
      'practised',
    ] as const)
      await api.progress.happened(event);
    assert.ok(await isThere(), 'finished, and asked for in this session');
    assert.equal((await rows())[0]?.description, '5 of 5 done');
  });

  it('open in the editor’s own page where it has one', async () => {
    assert.equal(await api.getStarted.hasPage(), true, 'this editor has one');
    await vscode.commands.executeCommand('hindsight.openWalkthrough');
    await waitFor('the page', () =>
      vscode.window.tabGroups.all.some((group) =>
        group.tabs.some(({ label }) => /Walkthrough|Welcome/.test(label)),
      ),
    );
  });
});

describe('the list of progress', () => {
  afterEach(() => api.progress.reset());

  it('has every lesson, with all that was done', async () => {
    await api.progress.mark(LATE_ANSWER, 'read');
    await api.progress.mark(LATE_ANSWER, 'practised');
    const items = progressItems({ catalogue, progress: api.progress, silencing: api.silencing });
    assert.ok(items.some(({ label }) => label === 'React effects, 1 of 7 learned'));
    const lessons = items.filter(({ lesson }) => lesson !== undefined);
    assert.equal(lessons.length, catalogue.lessons.length);
    const late = lessons.find(({ lesson }) => lesson === LATE_ANSWER);
    assert.equal(late?.detail, 'learned, read, practised');
    assert.equal(lessons.find(({ lesson }) => lesson === CLOSURES)?.detail, 'nothing done yet');
  });
});
