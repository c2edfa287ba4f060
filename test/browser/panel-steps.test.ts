import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** How the reader's code would run, step by step, and how it runs when it is right. */

const place = (change: object, text = readersText) => ({
  type: 'place',
  lesson: lesson.id,
  restore: null,
  place: placeIn(text, change),
});

async function texts(panel: Panel): Promise<string[]> {
  return panel.page.locator('.sequence .step').allInnerTexts();
}

const lit = (panel: Panel, selector: string) =>
  panel.page.locator(`${selector}.lit`).evaluateAll((all) => all.map((each) => each.textContent ?? ''));

describe('The steps of the reader’s code', () => {
  test('stand in their order, and lead to their lines', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    assert.equal(await panel.page.locator('.sequence h3').innerText(), 'As it would run here');
    const shown = await texts(panel);
    assert.equal(shown.length, 5);
    assert.match(shown[0] ?? '', /calls loadAccount: request one\.\s*line 10/);
    assert.doesNotMatch(shown[4] ?? '', /line/, 'a step without a place has no line');
    await panel.page.getByRole('button', { name: 'Step 4: show line 12 in the editor' }).click();
    await panel.page.getByRole('button', { name: 'Step 2: show line 16 in the editor' }).focus();
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await panel.sentOf('reveal'), [
      { type: 'reveal', revision: 1, line: 12 },
      { type: 'reveal', revision: 1, line: 16 },
    ]);
    assert.equal(await panel.page.locator('.sequence ol').getAttribute('aria-labelledby'), 'steps');
    await panel.close();
  });

  test('and the lines of the excerpt light up together, by pointer and by focus', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.page.locator('.step').nth(1).hover();
    assert.match((await lit(panel, '.excerpt .line')).join(), /accountId, onReady/);
    assert.equal((await lit(panel, '.step')).length, 1);
    await panel.page.locator('.excerpt .line.hint').hover();
    assert.equal((await lit(panel, '.step')).length, 2, 'both steps of this line');
    await panel.page.locator('.excerpt .line', { hasText: 'setError(undefined)' }).hover();
    assert.deepEqual(await lit(panel, '.excerpt .line'), [], 'a line that no step is about stays calm');
    await panel.page.mouse.move(0, 0);
    assert.deepEqual(await lit(panel, '.step'), []);
    await panel.page.locator('.step-line').first().focus();
    assert.match((await lit(panel, '.excerpt .line')).join(), /loadAccount\(accountId\)/);
    await panel.page.locator('h1').focus();
    assert.deepEqual(await lit(panel, '.excerpt .line'), []);
    await panel.close();
  });

  test('follow edits with focus and light', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.page.locator('.step-line').nth(2).focus();
    await panel.tell(place({ revision: 2 }, `// one more line\n${readersText}`));
    const label = await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    assert.equal(label, 'Step 3: show line 13 in the editor');
    assert.match((await lit(panel, '.excerpt .line')).join(), /setAccount\(loaded\)/);
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await panel.sentOf('reveal'), [{ type: 'reveal', revision: 2, line: 13 }]);
    await panel.close();
  });

  test('give way to how it runs when it is right, and are not told of a place that is gone', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.tell(place({ revision: 2, state: 'fixed', fixes: [] }));
    assert.equal(await panel.page.locator('.sequence h3').innerText(), 'How it runs when it is right');
    const shown = await texts(panel);
    assert.equal(shown.length, lesson.sequence.length);
    assert.match(shown[0] ?? '', /accountId gets its first value: the effect runs and calls loadAccount/);
    assert.equal(await panel.page.locator('.sequence button').count(), 0);
    for (const [state, said] of [
      ['deleted', /was removed/],
      ['unknown', /can no longer be followed/],
    ] as const) {
      await panel.tell(place({ revision: 3, state, lines: [], fixes: [] }));
      assert.match(await panel.page.locator('.place .status').innerText(), said);
      assert.deepEqual(await texts(panel), [], state);
    }
    await panel.tell(place({ revision: 4 }));
    assert.equal(await panel.page.locator('.sequence h3').innerText(), 'As it would run here');
    await panel.close();
  });

  test('without a fault are told only when the reader’s code gives every name', async () => {
    const panel = await openPanel();
    const sighting = (names: object) =>
      lessonMessage(placeIn(readersText, { kind: 'sighting', steps: [], fixes: [], names: { ...names } }));
    await panel.tell(sighting({ dep: 'accountId', call: 'loadAccount', setter: 'setAccount' }));
    assert.equal((await texts(panel)).length, 3);
    await panel.tell(sighting({ dep: 'accountId', call: 'loadAccount' }));
    assert.deepEqual(await texts(panel), [], 'setUser is the example’s');
    await panel.tell(sighting({ dep: 'accountId', call: 'loadAccount', setter: '' }));
    assert.deepEqual(await texts(panel), []);
    await panel.close();
  });

  test('show code as text, whatever stands in it', async () => {
    const panel = await openPanel();
    const steps = [
      { text: 'The effect runs `<img src=x onerror=alert(1)>` and {{dep}}, <b>bold</b>.', line: 3 },
      { text: `A line of ${'x'.repeat(4000)}`, line: 999_999_999 },
      { text: '`a\u202eb`' },
    ];
    await panel.tell(lessonMessage(placeIn(readersText, { steps })));
    assert.match(
      (await texts(panel))[0] ?? '',
      /<img src=x onerror=alert\(1\)> and \{\{dep\}\}, <b>bold<\/b>/,
    );
    assert.equal(await panel.page.locator('.sequence img, .sequence b').count(), 0);
    assert.match((await texts(panel))[2] ?? '', /U\+202E/);
    assert.equal(await panel.overflow(), 0);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });
});

looksWell('The look of the steps', {
  name: 'steps',
  widths: [420, 800],
  height: 1000,
  part: '.section-your-code',
  open: async () => {
    const panel = await openPanel({ reducedMotion: true });
    await panel.tell(lessonMessage(placeIn(readersText)));
    return panel;
  },
  states: {
    '': async (panel) => {
      await panel.page.locator('#your-code').evaluate((heading) => heading.scrollIntoView());
      await panel.page.locator('.step').nth(1).hover();
      assert.equal((await lit(panel, '.step')).length, 1);
      assert.equal((await lit(panel, '.excerpt .line')).length, 1);
    },
  },
});
