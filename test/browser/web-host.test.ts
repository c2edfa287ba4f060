/**
 * The extension in the browser's own host, where its server is a worker: all that can go another way there. Addresses of
 * files have another scheme, so every door that hands one on is gone through; the server's parts, the lessons, the index
 * of the search and the panel's page are read through the editor; what is kept is kept in the browser. How a person
 * gets to each by keyboard and by mouse is the same in both hosts, and tried in the other files.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { catalogue } from '../../src/generated/catalogue.ts';
import { openWorkbench, type Problem, type Workbench } from '../harness/browser.ts';
import { listSays } from '../harness/sidebar.ts';
import { says } from '../harness/waiting.ts';

const rule = 'react-effects/effect-stale-response';
const titleOf = (id: string) => catalogue.lessons.find((lesson) => lesson.id === id)?.title ?? '';
const title = titleOf('react-effects/late-answer');

describe('the extension in the web worker host', () => {
  let workbench: Workbench;
  let hint: Problem;
  let frame: Frame;

  before(async () => {
    workbench = await openWorkbench({
      web: true,
      viewport: { width: 1500, height: 950 },
      settings: { 'files.autoSave': 'off' },
    });
  });
  after(() => workbench?.close());

  const press = (key: string) => workbench.page.keyboard.press(key);

  it('checks the open file with a server in a worker', async () => {
    await workbench.openFile('src/Profile.tsx');
    hint = await workbench.problem(rule);
    const others = (await workbench.problems()).filter(({ source }) => source === 'Hindsight');
    assert.equal(others.length, 6, 'every hint of the sample is there');
    assert.match(hint.message, /fetchUser|setUser/);
    await workbench.screenshot('web-host-problems');
    await workbench.focusEditor();
    await workbench.squiggles(2);
    assert.ok(
      workbench.page.workers().some((worker) => worker.url().startsWith('blob:')),
      `a worker runs: ${workbench.page
        .workers()
        .map((worker) => worker.url())
        .join(' ')}`,
    );
  });

  describe('the doors', () => {
    /** Waits for the lesson with the reader's own names and line, and closes it again. */
    async function lessonOpened(): Promise<void> {
      frame = await workbench.lesson(title);
      await says(frame, '.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D.*setUser`));
      await says(frame, '.section-happens .own', /userId|setUser|fetchUser|Profile/);
      const tab = workbench.page.locator('.tab', { hasText: title });
      await tab.click({ button: 'middle' });
      await workbench.seesNo(tab);
      await workbench.focusEditor();
    }

    it('the light bulb', async () => {
      await workbench.lightbulb(hint.line, hint.column);
      await workbench.chooseAction('Open lesson:');
      await lessonOpened();
    });

    it('the link in the hover', async () => {
      const hover = await workbench.hoverAt(hint.line, hint.column + 2);
      await hover.locator('a', { hasText: 'Open lesson' }).first().click();
      await lessonOpened();
    });

    it('the link of the code, in the Problems view', async () => {
      await workbench.problem(rule);
      await (await workbench.problemLink(rule)).click();
      await lessonOpened();
    });

    it('the command, at the cursor', async () => {
      await workbench.goTo(hint.line, hint.column);
      await press('Shift+Alt+l');
      await lessonOpened();
    });
  });

  it('answers a question in the palette at the passage, and in the panel', async () => {
    const box = workbench.page.locator('.quick-input-title', { hasText: /^Ask Hindsight$/ });
    await workbench.commandBox('Hindsight: Ask Hindsight', box);
    await workbench.typeText('dragging the windw edge');
    const unsubscribe = titleOf('react-effects/unsubscribe');
    await workbench.until(
      () => workbench.quickInput.locator('.monaco-list-row').first().innerText(),
      (first) =>
        [unsubscribe, 'What you see', "dragging the window's edge"].every((part) => first.includes(part)),
      'the lesson comes first, its section beside the title and the passage below',
    );
    await press('Enter');
    frame = await workbench.lesson(unsubscribe);
    await workbench.sees(frame.locator('p:focus', { hasText: "dragging the window's edge" }));
    await press('/');
    await workbench.sees(frame.locator('[role=combobox]:focus'));
    await workbench.typeText('stale closre');
    await workbench.sees(frame.locator('[role=option]', { hasText: 'Stale closure' }).first());
    await press('Enter');
    const closures = titleOf('react-effects/closures-and-dependencies');
    frame = await workbench.webviewFrame(closures);
    await workbench.sees(frame.locator('#title:focus', { hasText: closures }));
  });

  it('follows the code through an edit, the fix and its undo', async () => {
    await workbench.focusEditor();
    await workbench.goTo(hint.line, hint.column);
    await press('Shift+Alt+l');
    frame = await workbench.lesson(title);
    const line = (number: number) =>
      says(frame, '.excerpt .line.hint', new RegExp(`^\\D*${number}\\D.*setUser`));
    await line(hint.line);
    await workbench.focusEditor();
    const original = await workbench.editorText();
    await workbench.goTo(1, 1);
    await workbench.paste('// a remark\n');
    await line(hint.line + 1);
    await press('ControlOrMeta+z');
    await line(hint.line);
    await frame.locator('.excerpt .line.hint').click();
    await workbench.cursorIsAt(`Ln ${hint.line},`);
    await frame.locator('vscode-button', { hasText: 'Apply' }).first().click();
    await says(frame, '.status', /The hint is gone/);
    await workbench.sees(frame.locator('.steps .done', { hasText: 'Repaired' }).first());
    await workbench.screenshot('web-host-fixed');
    await workbench.focusEditor();
    assert.match(await workbench.editorText(), /let ignore = false;.*ignore = true;/s);
    await workbench.waitForHints(5);
    await listSays(workbench, title, /^repaired$/);
    await workbench.commandPalette('Hindsight: Get Started');
    const steps = workbench.page.locator('.getting-started-step:visible');
    const ticks = '.codicon.complete, .codicon-getting-started-step-checked';
    for (const name of ['Open a lesson at your code', 'Apply a fix, and see it hold'])
      await workbench.sees(steps.filter({ hasText: name }).locator(ticks).first());
    await workbench.openFile('src/Profile.tsx');
    await press('ControlOrMeta+z');
    await workbench.waitForHints(6);
    await workbench.focusEditor();
    assert.equal(await workbench.editorText(), original);
    await says(frame, '.status', /may run/);
    await line(hint.line);
    await workbench.seesNo(frame.locator('.steps .done', { hasText: 'Repaired' }));
  });

  it('says that the code was removed, and goes to the next lesson in the same page', async () => {
    await workbench.focusEditor();
    const before = await workbench.editorText();
    await press('ControlOrMeta+a');
    await press('Delete');
    await says(frame, '.status', /was removed/);
    await press('ControlOrMeta+z');
    await says(frame, '.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D.*setUser`));
    assert.equal(await workbench.editorText(), before);
    await frame.evaluate(() => {
      (window as never as { same: boolean }).same = true;
    });
    await frame.locator('.neighbour.right').click();
    await frame.waitForFunction((old) => document.querySelector('h1')?.textContent !== old, title);
    assert.equal(await frame.evaluate(() => (window as never as { same?: boolean }).same), true);
    await frame.locator('.neighbour.left').click();
    await says(frame, 'h1', new RegExp(title));
  });

  it('comes back after a reload, the lesson with its place', async () => {
    await says(frame, '.excerpt .line.hint', /setUser/);
    await workbench.focusEditor();
    await workbench.save();
    await workbench.reload();
    frame = await workbench.webviewFrame(title);
    await says(frame, '.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D.*setUser`));
  });
});
