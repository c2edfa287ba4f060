import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** *Find in lesson*, by keyboard and by mouse. */

/** What is marked as the match that is gone to, and how many others there are. */
function marked(panel: Panel): Promise<{ current: string[]; others: number }> {
  return panel.page.evaluate(() => {
    const ranges = (name: string) => [...(CSS.highlights.get(name) ?? [])] as Range[];
    return { current: ranges('find-current').map(String), others: ranges('find').length };
  });
}

/** Whether the current match is in the window, clear of the bar, and not hidden by anything that is closed. */
function inSight(panel: Panel): Promise<boolean> {
  return panel.page.evaluate(() => {
    const [range] = [...(CSS.highlights.get('find-current') ?? [])] as Range[];
    const bar = document.querySelector('.find')?.getBoundingClientRect();
    if (!range || !bar) return false;
    const { top, bottom, left } = range.getBoundingClientRect();
    const element = range.startContainer.parentElement;
    return (
      (element?.checkVisibility({ contentVisibilityAuto: true }) ?? false) &&
      top >= bar.bottom &&
      bottom <= innerHeight &&
      // A match that is longer than its line's window shows its beginning.
      left >= 0 &&
      left < innerWidth - 40
    );
  });
}

describe('Find in lesson', () => {
  test('Ctrl+F, what is found is counted and gone through, Escape gives focus back', async () => {
    const panel = await openPanel({ height: 500 });
    await panel.tell(lessonMessage(placeIn(readersText)));
    const { keyboard } = panel.page;
    const count = panel.page.locator('.find-count');
    await panel.page.getByRole('checkbox', { name: 'I know this' }).focus();
    await keyboard.press('Control+f');
    await keyboard.type('QUESTION');
    assert.equal(await count.innerText(), '1 of 4');
    const heights = new Set<number>();
    for (const expected of ['2 of 4', '3 of 4', '4 of 4', '1 of 4']) {
      await keyboard.press('Enter');
      assert.equal(await count.innerText(), expected);
      assert.match((await marked(panel)).current.join(), /^question$/i);
      assert.equal((await marked(panel)).others, 3);
      assert.equal(await inSight(panel), true, expected);
      heights.add(await panel.page.evaluate(() => scrollY));
    }
    assert.ok(heights.size > 1, 'the page went along');
    await keyboard.press('Shift+Enter');
    assert.equal(await count.innerText(), '4 of 4');
    assert.deepEqual(await panel.violations(), []);
    await keyboard.press('Escape');
    assert.equal(await panel.page.locator('.find').isVisible(), false);
    assert.deepEqual(await marked(panel), { current: [], others: 0 });
    assert.equal(
      await panel.page.evaluate(() => document.activeElement?.localName),
      'vscode-checkbox',
      'focus is where it was',
    );
    await panel.close();
  });

  test('across code in a sentence and in lines of code, not across paragraphs, and never in line numbers', async () => {
    const panel = await openPanel({ width: 420, height: 500 });
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.page.getByRole('button', { name: 'Find', exact: true }).click();
    const input = panel.page.getByRole('textbox', { name: 'Find in this lesson' });
    const count = panel.page.locator('.find-count');
    for (const [query, wanted] of [
      ['AccountCard does not wait for loadAccount', '1 of 1'],
      ['const  [error,\tsetError] = useState<string>()', '1 of 1'],
      ['do it. There', 'No results'],
      ['.*', 'No results'],
      ['(loaded)', '1 of 6'],
      ['   ', ''],
    ]) {
      await input.fill(query as string);
      assert.equal(await count.textContent(), wanted, query);
      if (/^1 of/.test(wanted as string)) assert.equal(await inSight(panel), true, query);
    }
    await input.fill('13');
    assert.equal(await count.textContent(), 'No results');
    assert.match(await panel.page.locator('.excerpt').innerText(), /13/, 'though a line is numbered so');
    await panel.close();
  });

  test('opens what is closed, follows a change of the page, and closes with the lesson', async () => {
    const panel = await openPanel({ height: 500 });
    await panel.tell(lessonMessage(placeIn(readersText)));
    const { keyboard } = panel.page;
    const second = panel.page.locator('details.fix').nth(1);
    assert.equal(await second.getAttribute('open'), null);
    await keyboard.press('Control+f');
    await keyboard.type('new AbortController()');
    const count = panel.page.locator('.find-count');
    const of = Number(/of (\d+)/.exec(await count.innerText())?.[1]);
    assert.ok(of >= 2, `found in the fix and in the lesson: ${of}`);
    for (let presses = 0; !/^1 of/.test(await count.innerText()); presses++) {
      assert.ok(presses < of, 'Enter goes round');
      await keyboard.press('Enter');
    }
    assert.equal(await second.getAttribute('open'), '');
    assert.equal(await inSight(panel), true);
    const before = await count.innerText();
    await panel.tell({
      type: 'place',
      lesson: lesson.id,
      place: placeIn(readersText, { revision: 2, state: 'fixed', fixes: [] }),
      restore: null,
    });
    await panel.page.waitForFunction(
      (old) => document.querySelector('.find-count')?.textContent !== old,
      before,
    );
    assert.equal(await count.innerText(), '1 of 1', 'the one in the lesson is left');
    await panel.tell(
      lessonMessage(null, { lesson: { ...lesson, id: 'react-effects/other', title: 'Another' } }),
    );
    assert.equal(await panel.page.locator('.find').isVisible(), false);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });

  test('looks for what is selected, and stays in the panel at 210 px', async () => {
    const panel = await openPanel({ width: 210, height: 450, scale: 2 });
    await panel.tell(lessonMessage(null));
    await panel.page.locator('h1').evaluate((title) => {
      const range = new Range();
      range.selectNodeContents(title);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
    });
    await panel.page.keyboard.press('Control+f');
    assert.equal(await panel.page.locator('.find input').inputValue(), lesson.title);
    assert.equal(await panel.overflow(), 0);
    const box = await panel.page.locator('.find').boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 210, JSON.stringify(box));
    await panel.close();
  });
});

looksWell('The look of Find in lesson', {
  name: 'find',
  widths: [800],
  height: 700,
  part: '.find',
  open: async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.page.keyboard.press('Control+f');
    await panel.page.keyboard.type('setAccount');
    for (let i = 0; i < 3; i++) await panel.page.keyboard.press('Enter');
    return panel;
  },
  states: {
    '': async (panel) => {
      const { current, others } = await marked(panel);
      assert.deepEqual(current, ['setAccount']);
      assert.ok(others > 1);
    },
  },
});
