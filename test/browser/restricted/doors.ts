/**
 * The doors to a lesson as a person goes through them: from a hint, each by keyboard and by mouse, and by a question.
 * `web-host.test.ts` goes through them where the extension runs in the browser.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { says, tabTo } from '../../harness/waiting.ts';
import { press, workbench } from './open.ts';

const rule = 'react-effects/effect-stale-response';
const title = catalogue.lessons.find((lesson) => lesson.rules.includes(rule))?.title ?? '';
const titleOf = (id: string) =>
  catalogue.lessons.find((lesson) => lesson.id === `react-effects/${id}`)?.title ?? '';

describe('the doors to a lesson', () => {
  before(async () => {
    await workbench.commandPalette('View: Close All Editors');
    await workbench.openFile('src/Profile.tsx');
    await workbench.squiggles();
  });

  const tab = () => workbench.page.locator('.tab', { hasText: title });

  /** Waits for the lesson's panel with the reader's own line, and closes it again. */
  async function lessonOpened(): Promise<void> {
    const frame = await workbench.lesson(title);
    await says(frame, '.excerpt .line.hint', /^\D*9\D.*setUser/);
    // A hover that was walked into stays open, and may lie over the tab.
    await workbench.focusEditor();
    await press('Escape');
    await tab().click({ button: 'middle' });
    await workbench.seesNo(tab());
    await workbench.focusEditor();
  }

  it('the light bulb, by keyboard', async () => {
    const titles = await workbench.lightbulb(9, 8);
    const open = titles.find((each) => each.startsWith('Open lesson:'));
    assert.ok(open, titles.join(', '));
    await workbench.chooseAction(open);
    await lessonOpened();
  });

  it('the light bulb, by mouse', async () => {
    await workbench.lightbulb(9, 8);
    await workbench.chooseAction('Open lesson:', 'mouse');
    await lessonOpened();
  });

  it('the link in the hover, by mouse', async () => {
    const hover = await workbench.hoverAt(9, 10);
    const link = hover.locator('a', { hasText: 'Open lesson' }).first();
    await workbench.sees(link);
    await workbench.screenshot('hover');
    await link.click();
    await lessonOpened();
  });

  it('the link in the hover, by keyboard', async () => {
    await workbench.goTo(9, 10);
    // A mouse that still stands there would open hovers of its own, which take no focus.
    await workbench.page.mouse.move(700, 800);
    const call = async () => {
      await press('ControlOrMeta+k');
      await press('ControlOrMeta+i');
    };
    await call();
    // The hover is drawn anew as each of its parts comes, and that would take the focus away again.
    const parts = [/setUser/, /Open lesson/, /Quick Fix/];
    await workbench.until(
      () => workbench.hover.innerText(),
      (text) => parts.every((part) => part.test(text)),
      'the hover has all of its parts',
    );
    await call();
    await workbench.until(
      () => workbench.page.evaluate(() => Boolean(document.activeElement?.closest('.monaco-hover'))),
      (isInside) => isInside,
      'the hover has the focus',
    );
    await tabTo(workbench.hover.locator('a', { hasText: 'Open lesson' }).first());
    await press('Enter');
    await lessonOpened();
  });

  it('the link of the code in the hover, by mouse', async () => {
    const hover = await workbench.hoverAt(9, 10);
    await hover.locator('a', { hasText: rule }).first().click();
    await lessonOpened();
  });

  it('the link in the Problems view, by mouse', async () => {
    await workbench.waitForHints(1);
    await workbench.screenshot('problems');
    await (await workbench.problemLink(rule)).click();
    await lessonOpened();
  });

  it('the link in the Problems view, by keyboard', async () => {
    await workbench.waitForHints(1);
    await (await workbench.problemLink(rule)).focus();
    await press('Enter');
    await lessonOpened();
  });

  it('the palette, by keyboard', async () => {
    await workbench.goTo(9, 8);
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    await lessonOpened();
  });

  it('the palette, by mouse', async () => {
    await workbench.goTo(9, 8);
    const command = await workbench.findCommand('Hindsight: Open the Lesson for This Code');
    await command.click();
    await lessonOpened();
  });

  it('the keybinding', async () => {
    await workbench.goTo(9, 8);
    await press('Shift+Alt+l');
    await lessonOpened();
  });
});

/** From the palette to the passage and on from there, with the keyboard alone. */
describe('asking by keyboard', () => {
  let frame: Frame;
  const row = () => workbench.quickInput.locator('.monaco-list-row');

  /** Opens the box of *Ask Hindsight* and types a question. */
  async function ask(question: string): Promise<void> {
    const box = workbench.page.locator('.quick-input-title', { hasText: /^Ask Hindsight$/ });
    await workbench.commandBox('Hindsight: Ask Hindsight', box);
    await workbench.typeText(question);
  }

  it('the palette answers a question with a typo, and Enter opens the lesson at the passage', async () => {
    await ask('dragging the windw edge');
    await workbench.until(
      () => row().first().innerText(),
      (first) =>
        [titleOf('unsubscribe'), 'What you see', "dragging the window's edge"].every((part) =>
          first.includes(part),
        ),
      'the lesson comes first, its section beside the title and the passage below',
    );
    await workbench.screenshot('ask-palette');
    await press('Enter');
    frame = await workbench.lesson(titleOf('unsubscribe'));
    const passage = frame.locator('p:focus', { hasText: "dragging the window's edge" });
    await workbench.sees(passage);
    const box = await passage.boundingBox();
    assert.ok(box && box.y > 0, 'the passage is in sight');
    await workbench.screenshot('ask-passage');
  });

  it('in the panel a slash asks, and Enter goes to another lesson', async () => {
    await press('/');
    await workbench.sees(frame.locator('[role=combobox]:focus'));
    await workbench.typeText('stale closre');
    await workbench.sees(frame.locator('[role=option]', { hasText: 'Stale closure' }).first());
    await workbench.screenshot('ask-panel');
    await press('Enter');
    const other = titleOf('closures-and-dependencies');
    await workbench.sees(workbench.page.locator('.tab', { hasText: other }));
    frame = await workbench.webviewFrame(other);
    await workbench.sees(frame.locator('#title:focus', { hasText: other }));
  });

  it('what no lesson tells is said, and the list of lessons is offered', async () => {
    await ask('pizza');
    await workbench.until(
      () => row().allInnerTexts(),
      (rows) => rows.length === 2 && (rows[0] ?? '').includes('Nothing in the lessons fits “pizza”.'),
      'it is said, and only the way to the list of lessons is offered',
    );
    await workbench.screenshot('ask-nothing');
    await press('Enter');
    // A box that Enter had closed would not take the arrow.
    await press('ArrowDown');
    await workbench.sees(
      workbench.quickInput.locator('.monaco-list-row.focused', { hasText: 'Browse lessons' }),
    );
    await press('Enter');
    await workbench.topicHasFocus();
  });
});
