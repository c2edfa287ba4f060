/** The sidebar with its lessons, progress and hints. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { pane as paneOf } from '../../harness/sidebar.ts';
import { workbench } from './open.ts';

/** Minutes of a lesson of the topic. */
const minutes = (lesson: string) =>
  catalogue.lessons.find(({ id }) => id === `react-effects/${lesson}`)?.minutes;

describe('the sidebar, in Restricted Mode', () => {
  const pane = (title: string) => paneOf(workbench, title);
  const peek = () => workbench.page.locator('.peekview-widget');
  /** Waits until the editor's list of places has the focus, and leaves it by Escape. */
  async function peekHasFocus(): Promise<void> {
    await workbench.sees(peek().locator(':focus').first());
    await workbench.page.keyboard.press('Escape');
    await workbench.seesNo(peek());
  }
  /** The rows of a view, as soon as they are what is meant: a tree is drawn in steps. */
  const rows = (title: string, meant: (rows: string[]) => boolean, what: string) =>
    workbench.until(
      async () => {
        const texts = await pane(title).locator('.monaco-list-row').allInnerTexts();
        return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
      },
      meant,
      what,
    );

  it('lists the lessons of the topic, and says what to do where there are no hints', async () => {
    await workbench.browseLessons();
    // The topic that occurs here comes first and is open; the others are there, and folded.
    const own = catalogue.topics.find(({ id }) => id === 'react-effects')?.lessons.length ?? 0;
    const lessons = await rows(
      'Lessons',
      ({ length }) => length === 1 + catalogue.topics.length + own,
      'all topics are there, and the lessons of one',
    );
    assert.match(lessons[0] ?? '', /^Get started\s*0 of 5 done/);
    assert.match(lessons[1] ?? '', /^React effects\s*0 of 7 learned/);
    const welcome = pane('In This Workspace').locator('.welcome-view-content');
    await welcome.getByText('No hints in the open files.').waitFor();
    await workbench.screenshot('views-welcome');
    await welcome.locator('.monaco-button', { hasText: 'Check Workspace' }).click();
    await workbench.page
      .locator('.notification-list-item-message', { hasText: 'Hindsight checked 4 files: 3 hints' })
      .waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('lists hints by lesson and file after the check, and opens their place', async () => {
    await rows(
      'In This Workspace',
      (hints) => hints.some((row) => /Clock\.tsx\s*src · 1/.test(row)),
      'the file with a hint is listed',
    );
    await workbench.screenshot('views-hints');
    await pane('In This Workspace').locator('.monaco-list-row', { hasText: 'late response' }).first().click();
    await workbench.page.locator('.tab.active[data-resource-name="Profile.tsx"]').waitFor();
    await workbench.squiggles();
    await workbench.cursorIsAt('Ln 9,');
  });

  it('opens a lesson and its steps by keyboard alone, each at its part', async () => {
    const { page } = workbench;
    await workbench.browseLessons();
    await workbench.reachRow('ArrowDown', 'The answer that arrived');
    await page.keyboard.press('ArrowRight');
    const steps = pane('Lessons').locator('.monaco-list-row[aria-level="3"]');
    await steps.filter({ hasText: 'Check yourself' }).waitFor();
    await workbench.screenshot('views-keyboard');
    const meant = [
      `Read, to do, ${minutes('late-answer')} min`,
      'Check yourself, to do',
      'Practise, to do',
      'Repair in your code, to do, 2 places',
    ];
    await workbench.until(
      () => steps.evaluateAll((found) => found.map((row) => row.getAttribute('aria-label'))),
      (labels) => JSON.stringify(labels) === JSON.stringify(meant),
      'the steps say what is to do',
    );
    await workbench.reachRow('ArrowDown', 'Check yourself');
    await page.keyboard.press('Enter');
    const frame = await workbench.lesson('The answer that arrived too late');
    // The questions stand at the end of the lesson, so that its beginning is out of sight.
    await frame.waitForFunction(() => {
      const heading = [...document.querySelectorAll('h2')].find(
        (each) => each.textContent === 'Check yourself',
      );
      const top = heading?.getBoundingClientRect().top ?? -1;
      return window.scrollY > 0 && top >= 0 && top < window.innerHeight;
    });
    await workbench.screenshot('views-lesson');
  });

  it('goes to the place in the code from the last step', async () => {
    await workbench.browseLessons();
    await workbench.reachRow('ArrowDown', 'Repair in your code');
    await workbench.page.keyboard.press('Enter');
    await peekHasFocus();
  });

  it('shows all places from the lesson, at the reader’s place, and Escape leaves them', async () => {
    await workbench.openFile('src/Profile.tsx');
    await workbench.goTo(9, 8);
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    const frame = await workbench.lesson('The answer that arrived too late');
    await frame.locator('.known vscode-button', { hasText: 'Show all 2 places' }).focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.sees(peek().locator('.referenceMatch, .reference').first());
    await workbench.screenshot('views-places');
    await peekHasFocus();
    assert.equal(await frame.locator('h1').innerText(), 'The answer that arrived too late');
  });

  it('shows the progress without the sidebar, and opens the lesson that is chosen', async () => {
    const { page } = workbench;
    await workbench.commandPalette('View: Close Primary Side Bar');
    await workbench.until(
      () => page.locator('.part.sidebar').isVisible(),
      (isThere) => !isThere,
      'the side bar is closed',
    );
    await workbench.commandPalette('Hindsight: Show Progress');
    const list = workbench.quickInput;
    await list.getByText(`Your Progress: 0 of ${catalogue.lessons.length} Lessons Learned`).waitFor();
    await list.getByText('nothing done yet').first().waitFor();
    await workbench.screenshot('views-progress');
    await page.keyboard.type('subscribes');
    await list.locator('.monaco-list-row', { hasText: 'Whoever subscribes' }).waitFor();
    await page.keyboard.press('Enter');
    await workbench.lesson('Whoever subscribes must unsubscribe');
  });

  it('has the first steps folded at the top, and takes them away', async () => {
    const { page } = workbench;
    await workbench.browseLessons();
    await workbench.reachRow('ArrowUp', 'Get started');
    await page.keyboard.press('ArrowRight');
    const done = pane('Lessons').locator('.monaco-list-row[aria-label^="See what is in your code, done."]');
    await done.waitFor();
    await workbench.screenshot('views-start');
    await pane('Lessons').locator('.monaco-list-row', { hasText: 'Get started' }).hover();
    await pane('Lessons').locator('.monaco-list-row [aria-label^="Hide Get Started"]').click();
    await done.waitFor({ state: 'detached' });
  });

  it('offers only the commands that make sense', async () => {
    const meant = [
      'Browse Lessons',
      'Show Progress',
      'Get Started',
      'Check Workspace',
      'Reset Progress…',
      'Export Progress…',
      'Show Log',
    ].map((title) => `Hindsight: ${title}`);
    await workbench.commandTitles('Hindsight', meant);
    // Asked for more closely, because the palette draws only the rows that are in sight.
    for (const [text, offered] of [
      ['Hindsight This', 'Hindsight: Practise This Lesson'],
      ['Hindsight Get Started', 'Hindsight: Get Started'],
    ] as const) {
      const titles = await workbench.commandTitles(text, [offered]);
      assert.ok(
        !titles.some((title) => /Turn This Rule Off|I Know This Lesson|Hide Get Started/.test(title)),
        titles.join(', '),
      );
    }
  });

  it('asks before it forgets the progress', async () => {
    await workbench.commandPalette('Hindsight: Reset Progress…');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Reset your Hindsight progress?').waitFor();
    await workbench.screenshot('views-reset');
    await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});
