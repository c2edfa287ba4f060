/** The view of lessons, the list of progress, and the first steps where an editor has no page for walkthroughs. */
import * as vscode from 'vscode';
import type { TestApi } from '../../src/client/activate.ts';
import { progressItems } from '../../src/client/showProgress.ts';
import type { Item } from '../../src/client/views/lessonsView.ts';
import { catalogue, walkthroughs } from '../../src/generated/catalogue.ts';
import { after, afterEach, assert, before, describe, it, waitFor } from '../harness/suite.ts';

let api: TestApi;

const LATE_ANSWER = 'react-effects/late-answer';
const CLOSURES = 'react-effects/closures-and-dependencies';

before(async () => {
  const extension = vscode.extensions.getExtension<TestApi>('hindsight.hindsight');
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
  await api.progress.reset();
});
after(() => console.log(`The extension's log:\n${api.lines.join('\n')}`));

/** A row of the view as a person sees and hears it. */
interface Row {
  readonly item: Item;
  readonly label: string;
  readonly description: string;
  readonly heard: string;
  readonly command: vscode.Command | undefined;
  readonly tree: vscode.TreeItem;
}

async function rows(of?: Item): Promise<Row[]> {
  return (await api.lessons.getChildren(of)).map((item) => {
    const tree = api.lessons.getTreeItem(item);
    return {
      item,
      label: String(tree.label),
      description: String(tree.description),
      heard: tree.accessibilityInformation?.label ?? '',
      command: tree.command,
      tree,
    };
  });
}

async function rowOf(label: string, of?: Item): Promise<Row> {
  const found = (await rows(of)).find((row) => row.label === label);
  assert.ok(found, `There is no ${label}.`);
  return found;
}

async function lessonRow(id: string): Promise<Row> {
  const title = catalogue.topics.find(({ lessons }) => lessons.includes(id))?.title ?? '';
  const topic = await rowOf(title);
  const found = (await rows(topic.item)).find(({ item }) => item.kind === 'lesson' && item.lesson === id);
  assert.ok(found, `There is no ${id}.`);
  return found;
}

const stepsOf = async (id: string) => rows((await lessonRow(id)).item);

async function run(row: Row): Promise<void> {
  assert.ok(row.command, `${row.label} does something`);
  await vscode.commands.executeCommand(row.command.command, ...(row.command.arguments ?? []));
}

function lessonTab(): string | undefined {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .find(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('hindsight.lesson'),
    )?.label;
}

async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

describe('the view of lessons', () => {
  afterEach(async () => {
    await api.progress.reset();
    await closeAll();
  });

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
    await waitFor('the lesson', () => lessonTab()?.startsWith('The answer that arrived'));
    await closeAll();
    await run(answer);
    await waitFor('the lesson again', () => lessonTab()?.startsWith('The answer that arrived'));
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
      for (const step of await stepsOf(id)) {
        assert.ok(commands.has(step.command?.command ?? ''), `${id}: ${step.label} has its command`);
      }
    }
  });

  it('counts the places of a lesson in the workspace, and follows them', async () => {
    const repair = async () =>
      (await stepsOf(LATE_ANSWER)).find(({ label }) => label === 'Repair in your code')?.description;
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
    const visit = async (of?: Item): Promise<void> => {
      for (const item of await api.lessons.getChildren(of)) {
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
  });
});

describe('the first steps', () => {
  let hasPage: () => Promise<boolean>;
  before(() => {
    hasPage = api.getStarted.hasPage;
  });
  afterEach(async () => {
    api.getStarted.hasPage = hasPage;
    await api.progress.reset();
    await closeAll();
  });

  it('are those of the walkthroughs, with the state of the same events', async () => {
    const start = await rowOf('Get started');
    assert.equal((await rows())[0]?.label, 'Get started');
    assert.equal(start.description, '0 of 5 done');
    assert.equal(start.tree.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const steps = await rows(start.item);
    const own = walkthroughs.find(({ id }) => id === 'start');
    const manifest = vscode.extensions.getExtension('hindsight.hindsight')?.packageJSON as {
      contributes: { walkthroughs: { id: string; title: string; steps: { title: string }[] }[] };
    };
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
    await waitFor('its lesson', () => lessonTab()?.startsWith('The answer that arrived'));
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
