import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PracticeView, ToPanel } from '../../src/protocol/panel.ts';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** The practice in the panel: what it says in each state, what it sends, and what it looks like. */

const fresh: PracticeView = {
  state: 'new',
  checking: false,
  passed: false,
  unmet: [],
  hints: [],
  hintCount: 3,
};
const begun: PracticeView = {
  ...fresh,
  state: 'open',
  unmet: [
    { text: '`setResults` may run with the answer for an old `query`.', line: 16 },
    { text: 'The search for `query` is no longer called.' },
  ],
};
const practice = (view: PracticeView, show = false): ToPanel => ({
  type: 'practice',
  lesson: lesson.id,
  practice: view,
  show,
});

async function open(options: Parameters<typeof openPanel>[0] = {}): Promise<Panel> {
  const panel = await openPanel(options);
  const message = lessonMessage(placeIn(readersText));
  await panel.tell({
    ...message,
    lesson: {
      ...lesson,
      task: '<p>Type <code>re</code>, then <code>react</code>: two searches run. Make the answer for the first harmless.</p><img src=x onerror="alert(1)">',
    },
  });
  return panel;
}

const buttons = async (panel: Panel) =>
  panel.page.locator('.section-practice .actions vscode-button:visible').allInnerTexts();
const card = (panel: Panel) => panel.page.locator('.card.practice');
const press = (panel: Panel, name: string) =>
  panel.page.locator('.card.practice').getByRole('button', { name, exact: true }).click();

describe('The practice in the lesson panel', () => {
  test('stands after Check yourself and in the contents, and its task runs nothing', async () => {
    const panel = await open({ width: 1400 });
    await panel.tell(practice(fresh));
    const titles = await panel.page.locator('article > section > h2').allInnerTexts();
    assert.deepEqual(titles.slice(-3), ['Check yourself', 'Practice', 'Sources']);
    await panel.page.getByRole('link', { name: 'Practice' }).waitFor();
    assert.equal(await panel.page.locator('.section-practice img').count(), 0);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });

  test('is not there in a lesson without one', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.tell(practice(begun));
    assert.equal(await panel.page.locator('h1').innerText(), lesson.title);
    assert.equal(await panel.page.locator('.section-practice').count(), 0);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });

  test('offers in each state what can be done, and sends it', async () => {
    const panel = await open();
    await panel.tell(practice(fresh));
    assert.deepEqual(await buttons(panel), ['Start the practice']);
    await press(panel, 'Start the practice');
    await panel.tell(practice({ ...fresh, state: 'open', checking: true }));
    assert.match(await card(panel).innerText(), /Looking at the file/);
    await panel.tell(practice(begun));
    assert.match(await card(panel).innerText(), /2 things are still wrong\./);
    assert.deepEqual(await buttons(panel), ['Go to the file', 'Show a hint', 'Show the solution', 'Reset']);
    await press(panel, 'Line 16');
    await press(panel, 'Show a hint');
    await press(panel, 'Show the solution');
    await press(panel, 'Reset');
    await panel.tell(practice({ ...begun, state: 'closed', unmet: [] }));
    assert.match(await card(panel).innerText(), /Your text was kept/);
    assert.deepEqual(await buttons(panel), [
      'Open it again',
      'Show a hint',
      'Show the solution',
      'Start anew',
    ]);
    await panel.tell(practice({ ...begun, unmet: [], passed: true, note: 'This was done with a fix.' }));
    assert.match(await card(panel).innerText(), /Passed\.[\s\S]*This was done with a fix\./);
    assert.deepEqual(await buttons(panel), [
      'Go to the file',
      'Compare with the solution',
      'Reset',
      'Close the file',
    ]);
    const of = (action: string, rest = {}) => ({ type: 'practice', lesson: lesson.id, action, ...rest });
    assert.deepEqual(await panel.sentOf('practice'), [
      of('start'),
      of('line', { line: 16 }),
      of('hint'),
      of('solution'),
      of('reset'),
    ]);
    await panel.close();
  });

  test('says why nothing can be checked, and shows nothing old meanwhile', async () => {
    const panel = await open();
    await panel.tell(practice(begun));
    await panel.tell(practice({ ...begun, trouble: 'The server does not answer.' }));
    assert.match(await card(panel).innerText(), /The server does not answer\./);
    assert.doesNotMatch(await card(panel).innerText(), /setResults/);
    await panel.tell(practice(begun));
    assert.match(await card(panel).innerText(), /setResults/);
    await panel.close();
  });

  test('shows hints one after the other, and the keyboard goes on at the last', async () => {
    const panel = await open();
    const all = [
      'Look at the <code>cleanup</code>.',
      'A flag.',
      'Write <code>ignore</code>.<script>alert(1)</script>',
    ];
    await panel.tell(practice(begun));
    for (let shown = 1; shown <= 3; shown++) {
      await panel.page.getByRole('button', { name: /Show (a|the next) hint/ }).focus();
      await panel.page.keyboard.press('Enter');
      await panel.tell(practice({ ...begun, hints: all.slice(0, shown) }));
      assert.equal(await panel.page.locator('.practice-hints li').count(), shown);
    }
    assert.match(await card(panel).innerText(), /All 3 hints/);
    assert.equal(await panel.page.evaluate(() => document.activeElement?.textContent), 'All 3 hints');
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });

  test('says aloud what has changed, once the typing pauses', async () => {
    // How long it is quiet is what this is about, so the test says how much time goes by.
    const panel = await open({ isStill: true });
    await panel.page.evaluate(() => {
      const heard: string[] = [];
      (window as never as { heard: string[] }).heard = heard;
      const region = document.querySelector('.card.practice [role=status]') as Element;
      new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, { childList: true });
    });
    const heard = () => panel.page.evaluate(() => (window as never as { heard: string[] }).heard);
    for (const line of [16, 17, 18]) {
      await panel.tell(practice({ ...begun, unmet: [{ text: '`a` is late.', line }] }));
      await panel.pass(400);
    }
    assert.deepEqual(await heard(), [], 'not while there is typing');
    await panel.pass(400);
    assert.deepEqual(await heard(), ['One thing is still wrong. a is late. (line 18)']);
    await panel.tell(practice({ ...begun, unmet: [{ text: '`a` is late.', line: 18 }] }));
    await panel.pass(800);
    assert.equal((await heard()).length, 1, 'what has been said is not said again');
    await panel.tell(practice({ ...begun, unmet: [], passed: true }));
    await panel.pass(800);
    assert.deepEqual(await heard(), ['One thing is still wrong. a is late. (line 18)', 'Practice passed.']);
    await panel.close();
  });

  test('keeps the focus where it was while the list changes', async () => {
    const panel = await open();
    await panel.tell(practice(begun));
    await panel.page.getByRole('button', { name: 'Line 16', exact: true }).focus();
    await panel.tell(practice({ ...begun, unmet: [{ text: 'Another.', line: 20 }] }));
    assert.equal(await panel.page.evaluate(() => document.activeElement?.textContent), 'Line 20');
    await panel.tell(practice({ ...begun, unmet: [], passed: true }));
    assert.equal(await panel.page.evaluate(() => document.activeElement?.textContent), 'Go to the file');
    await panel.close();
  });

  test('shows code of the reader and of packs as text', async () => {
    const panel = await open({ width: 420 });
    const hostile = `\`<img src=x onerror=alert(1)>\` \u202E${'x'.repeat(5_000)}`;
    await panel.tell(
      practice({ ...begun, unmet: [{ text: hostile, line: 1 }], hints: ['<img src=x onerror=alert(1)>'] }),
    );
    assert.equal(await panel.page.locator('.section-practice img').count(), 0);
    assert.match(
      await panel.page.locator('.unmet').innerText(),
      /<img src=x onerror=alert\(1\)>[\s\S]*U\+202E/,
    );
    assert.equal(await panel.page.locator('.practice-hints li').count(), 1);
    assert.equal(await panel.overflow(), 0);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });
});

/** Tells a state of the practice, goes there, and waits until it has been said aloud too. */
async function showPractice(panel: Panel, view: PracticeView, said: RegExp): Promise<void> {
  await panel.tell(practice(view, true));
  await panel.pass(800);
  assert.match(await card(panel).innerText(), said);
}

looksWell('The look of the practice', {
  name: 'practice',
  widths: [420, 800],
  height: 700,
  part: '.section-practice',
  open: () => open({ isStill: true, reducedMotion: true }),
  states: {
    new: (panel) => showPractice(panel, fresh, /A file opens beside this lesson/),
    open: (panel) =>
      showPractice(
        panel,
        {
          ...begun,
          hints: ['Every run has variables of its own. A flag in <code>useEffect</code> is one.'],
        },
        /2 things are still wrong\.[\s\S]*Every run has variables/,
      ),
    closed: (panel) => showPractice(panel, { ...begun, state: 'closed', unmet: [] }, /Your text was kept/),
    trouble: (panel) =>
      showPractice(
        panel,
        { ...begun, trouble: 'Hindsight has not answered yet. What is said here waits for it.' },
        /has not answered yet/,
      ),
    passed: (panel) =>
      showPractice(
        panel,
        { ...begun, unmet: [], passed: true, note: 'This was done with a fix of the light bulb.' },
        /Passed\.[\s\S]*This was done with a fix/,
      ),
  },
});
