import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, nothingDone } from '../panel/samples.ts';

/** The quiz on the lesson's page, and what of it is the host's to say. */

/** The host tells what it keeps. */
const showAnswers = (panel: Panel, answers: readonly (number | null)[], known = false) =>
  panel.tell({
    type: 'progress',
    lesson: lesson.id,
    progress: { ...nothingDone, read: true, known, answers },
  });

const focused = (panel: Panel) =>
  panel.page.evaluate(() => {
    const { activeElement } = document;
    return activeElement instanceof HTMLInputElement
      ? activeElement.value
      : activeElement?.textContent?.trim();
  });

describe('The quiz', () => {
  test('a wrong answer is explained with the right one, may be tried again, and all is kept', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const first = panel.page.locator('.question').first();
    await first.getByText('Yes. It is read at the last moment.').click();
    await first.getByRole('button', { name: 'Check' }).click();
    assert.match(
      await first.innerText(),
      /Not quite[\s\S]*only its userId changed[\s\S]*still mounted[\s\S]*still asks this/,
    );
    await first.getByRole('button', { name: 'Try again' }).click();
    await first.getByText('No. The component is still mounted.').click();
    await first.getByRole('button', { name: 'Check' }).click();
    assert.match(await first.innerText(), /Right\./);
    assert.deepEqual(
      (await panel.sentOf('answer')).map(({ question, option }) => [question, option]),
      [
        [0, 0],
        [0, null],
        [0, 1],
      ],
    );
    await panel.tell({
      type: 'progress',
      lesson: lesson.id,
      progress: { ...nothingDone, answered: true, answers: [1, 0] },
    });
    assert.match(await panel.page.locator('.quiz').innerText(), /All answered/);
    assert.match(await panel.page.locator('.steps .done').innerText(), /Answered/);
    await panel.close();
  });

  test('is answered by keyboard alone', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const check = panel.page.getByRole('button', { name: 'Check' }).first();
    await check.focus();
    await panel.page.keyboard.press('Enter');
    assert.match(await panel.page.locator('.question').first().innerText(), /Choose an answer first/);
    await panel.page.locator('.question input').first().focus();
    await panel.page.keyboard.press('Space');
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(
      (await panel.sentOf('answer')).map(({ option }) => option),
      [1],
    );
    await panel.close();
  });

  test('keeps what is chosen, and the focus, when a word of the host is older than that', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const { keyboard } = panel.page;
    const first = panel.page.locator('.question').first();
    const choice = (option: number) => first.locator('input').nth(option);
    await choice(0).focus();
    await keyboard.press('Space');
    // "Read", say, was kept in the meantime: nothing is new for what has been chosen and not been checked.
    await showAnswers(panel, [null, null]);
    assert.equal(await choice(0).isChecked(), true);
    assert.equal(await focused(panel), '0');
    await first.getByRole('button', { name: 'Check' }).focus();
    await keyboard.press('Enter');
    // The host has not heard of the answer when it tells this.
    await showAnswers(panel, [null, null]);
    assert.match(await first.innerText(), /Not quite/);
    assert.equal(await focused(panel), 'Try again');
    await keyboard.press('Enter');
    // And not of the second try when it tells this.
    await showAnswers(panel, [0, null]);
    assert.equal(await focused(panel), '0');
    await keyboard.press('Space');
    await keyboard.press('ArrowDown');
    assert.equal(await choice(1).isChecked(), true);
    await showAnswers(panel, [null, null]);
    assert.equal(await choice(1).isChecked(), true, 'what the host has heard of now is what is shown');
    await first.getByRole('button', { name: 'Check' }).focus();
    await keyboard.press('Enter');
    await showAnswers(panel, [1, null]);
    assert.match(await first.innerText(), /Right\./);
    assert.deepEqual(
      (await panel.sentOf('answer')).map(({ option }) => option),
      [0, null, 1],
    );
    // From here on the host knows better, as when progress is reset.
    await showAnswers(panel, [null, null]);
    assert.doesNotMatch(await first.innerText(), /Right\./);
    assert.equal(await choice(1).isChecked(), false);
    await panel.close();
  });
});

describe('I know this', () => {
  test('stays as it was ticked when a word of the host is older than that', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const know = panel.page.getByRole('checkbox', { name: 'I know this' });
    await know.click();
    await showAnswers(panel, [null, null], false);
    assert.equal(await know.isChecked(), true);
    await showAnswers(panel, [null, null], true);
    assert.equal(await know.isChecked(), true);
    await showAnswers(panel, [null, null], false);
    assert.equal(await know.isChecked(), false, 'the host has heard of it, and takes it back');
    assert.deepEqual(
      (await panel.sentOf('know')).map(({ known }) => known),
      [true],
    );
    await panel.close();
  });
});
