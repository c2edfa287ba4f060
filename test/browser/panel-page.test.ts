import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPanel, panelScript } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** What the page does with messages of its host, and what it sends back. */

describe('The page of the lesson panel', () => {
  test('tells the lesson with the reader’s names, and with the example’s when there are none', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    const story = panel.page.locator('.section-happens');
    assert.match(await story.innerText(), /AccountCard does not wait for loadAccount/);
    await panel.tell(lessonMessage(placeIn(readersText, { revision: 2, names: { component: 'Renamed' } })));
    assert.match(await story.innerText(), /Renamed does not wait for fetchUser/);
    await panel.tell(lessonMessage(null));
    assert.match(await story.innerText(), /Profile does not wait for fetchUser/);
    await panel.close();
  });

  test('shows lines with the file’s numbers and leads to them', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    const line = panel.page.locator('.excerpt .line.hint');
    assert.match(await line.innerText(), /12[\s\S]*setAccount\(loaded\)/);
    await line.click();
    await panel.page.locator('.excerpt button.number[data-line="8"]').click();
    await panel.page.locator('.where .file').click();
    assert.deepEqual(await panel.sentOf('reveal'), [
      { type: 'reveal', revision: 1, line: 12 },
      { type: 'reveal', revision: 1, line: 8 },
      { type: 'reveal', revision: 1 },
    ]);
    await panel.close();
  });

  test('a click names the revision that is shown, also where the lines stayed the same', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.tell({
      type: 'place',
      lesson: lesson.id,
      place: placeIn(readersText, { revision: 7 }),
      restore: null,
    });
    await panel.page.locator('.excerpt .line.hint').click();
    await panel.page.getByRole('button', { name: 'Apply: Ignore stale answers' }).click();
    assert.equal((await panel.sentOf('reveal'))[0]?.revision, 7);
    assert.deepEqual(await panel.sentOf('apply'), [{ type: 'apply', revision: 7, fix: 0 }]);
    await panel.close();
  });

  test('follows edits without losing focus, and says in words that the hint went and came back', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    const status = panel.page.locator('.place [role=status]').first();
    await panel.page.locator('.excerpt button.number[data-line="12"]').focus();
    const moved = `// one more line\n${readersText}`;
    const place = (change: object) => ({
      type: 'place',
      lesson: lesson.id,
      restore: null,
      place: placeIn(moved, change),
    });
    await panel.tell(place({ revision: 2 }));
    assert.match(await panel.page.locator('.excerpt .line.hint').innerText(), /13/);
    assert.equal(
      await panel.page.evaluate(() => document.activeElement?.className),
      'number',
      'focus stays in the excerpt',
    );
    await panel.tell(place({ revision: 3, state: 'fixed', fixes: [] }));
    assert.match(await status.innerText(), /The hint is gone/);
    assert.equal(await panel.page.locator('.excerpt .line.hint').count(), 0);
    await panel.tell(place({ revision: 4, state: 'deleted', lines: [], fixes: [] }));
    assert.match(await status.innerText(), /was removed. The lesson stays/);
    assert.equal(await panel.page.locator('h1').innerText(), lesson.title);
    await panel.tell(place({ revision: 5 }));
    assert.match(await status.innerText(), /may run with the answer for an old/);
    await panel.close();
  });

  test('applies a fix once, and says what came of it', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    const apply = panel.page.getByRole('button', { name: 'Apply: Ignore stale answers' });
    await apply.focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Enter');
    assert.equal((await panel.sentOf('apply')).length, 1);
    await panel.tell({ type: 'applied', revision: 1, fix: 0, result: 'stale', text: 'Nothing was changed.' });
    assert.match(await panel.page.locator('.outcome').innerText(), /Nothing was changed/);
    await apply.click();
    assert.equal((await panel.sentOf('apply')).length, 2);
    await panel.close();
  });

  test('a lesson is read when its end was seen, and not before', async () => {
    const panel = await openPanel({ height: 500 });
    await panel.tell(lessonMessage(null));
    // An observer is called once at its beginning, after those that were there before it.
    await panel.page.evaluate(
      () =>
        new Promise<void>((settle) => {
          new IntersectionObserver((_, observer) => {
            observer.disconnect();
            settle();
          }).observe(document.body);
        }),
    );
    assert.deepEqual(await panel.sentOf('read'), []);
    await panel.page.locator('.neighbours').scrollIntoViewIfNeeded();
    await panel.untilSent('read');
    assert.deepEqual(await panel.sentOf('read'), [{ type: 'read', lesson: lesson.id }]);
    await panel.close();
  });

  test('"I know this", other lessons and the invitation reach the host', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    await panel.page.getByRole('checkbox', { name: 'I know this' }).click();
    await panel.page.getByRole('button', { name: 'Open the lesson for code at the cursor' }).click();
    await panel.page.getByRole('button', { name: /Next lesson/ }).click();
    await panel.page.getByRole('link', { name: 'the lesson on cleanup' }).click();
    assert.deepEqual(
      (await panel.sent()).filter(({ type }) => ['know', 'openHere', 'open'].includes(type)),
      [
        { type: 'know', lesson: lesson.id, known: true },
        { type: 'openHere' },
        { type: 'open', lesson: 'react-effects/key-resets' },
        { type: 'open', lesson: 'react-effects/unsubscribe' },
      ],
    );
    await panel.close();
  });

  test('another lesson replaces the page at its top, with focus on its title and without a reload', async () => {
    const panel = await openPanel({ height: 500 });
    await panel.tell(lessonMessage(null));
    await panel.page.evaluate(() => {
      (window as never as { same: boolean }).same = true;
      scrollTo(0, 900);
    });
    const next = { ...lesson, id: 'react-effects/key-resets', title: 'A new person' };
    await panel.tell(lessonMessage(null, { lesson: next }));
    assert.equal(await panel.page.evaluate(() => (window as never as { same?: boolean }).same), true);
    assert.equal(await panel.page.evaluate(() => scrollY), 0);
    assert.equal(await panel.page.evaluate(() => document.activeElement?.textContent), 'A new person');
    await panel.close();
  });

  test('what the host wants kept is kept, and the place in the lesson with it', async () => {
    const panel = await openPanel({ height: 500, kept: { lesson: lesson.id, scroll: 700 } });
    await panel.tell(lessonMessage(null, { focus: false }));
    assert.equal(await panel.page.evaluate(() => scrollY), 700);
    const kept = await panel.page.evaluate(() => (window as never as { keptState: unknown }).keptState);
    assert.deepEqual((kept as { restore: unknown }).restore, { lesson: lesson.id });
    await panel.close();
  });

  test('goes back to the section it was left in, whatever comes above it, until the reader moves', async () => {
    const at = { section: 'way-out', offset: 40 };
    const panel = await openPanel({ width: 420, height: 500, kept: { lesson: lesson.id, scroll: 9, at } });
    const top = () =>
      panel.page.evaluate(() => document.getElementById('way-out')?.getBoundingClientRect().top);
    await panel.tell(lessonMessage(null, { focus: false }));
    assert.equal(Math.round((await top()) ?? 0), -40);
    const place = (revision: number, change: object) => ({
      type: 'place',
      lesson: lesson.id,
      restore: null,
      place: placeIn(readersText, { revision, ...change }),
    });
    await panel.tell(place(1, {}));
    // What comes above has a height in fractions of a pixel, and a page scrolls by whole ones.
    assert.ok(Math.abs(((await top()) ?? 0) + 40) <= 1, 'with the excerpt above it');
    await panel.page.mouse.move(200, 200);
    await panel.page.mouse.wheel(0, 300);
    await panel.page.waitForFunction(
      () => (document.getElementById('way-out')?.getBoundingClientRect().top ?? 0) < -300,
    );
    await panel.tell(place(2, {}));
    assert.ok(((await top()) ?? 0) < -300);
    await panel.close();
  });

  test('copies a good example as it is', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    await panel.page.getByRole('button', { name: 'Copy', exact: true }).first().click();
    const [copy] = await panel.sentOf('copy');
    assert.match(
      copy?.text ?? '',
      /^function Profile\(\{ userId \}[\s\S]*if \(!ignore\) setUser\(next\);[\s\S]*\}$/,
    );
    await panel.tell({ type: 'copied', id: copy?.id, done: true });
    assert.equal(await panel.page.getByRole('button', { name: 'Copied' }).count(), 1);
    await panel.close();
  });

  test('inserts a good example, and says what came of it where it is seen and where it is read out', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const example = panel.page.locator('.code-good').first();
    const said = example.getByRole('status');
    await example.getByRole('button', { name: 'Insert at cursor' }).click();
    const [insert] = await panel.sentOf('insert');
    assert.match(insert?.text ?? '', /^function Profile\(\{ userId \}[\s\S]*\}$/);
    const refusal = 'No file is open to insert into. <b>Open</b> one.';
    await panel.tell({ type: 'inserted', id: insert?.id, done: false, text: refusal });
    assert.equal(await said.innerText(), refusal);
    assert.ok(((await said.boundingBox())?.height ?? 0) > 10, 'what to do is seen');
    await example.getByRole('button', { name: 'Insert at cursor' }).click();
    const again = (await panel.sentOf('insert'))[1];
    await panel.tell({ type: 'inserted', id: again?.id, done: true, text: 'Inserted into App.tsx, line 3.' });
    assert.equal(await said.textContent(), 'Inserted into App.tsx, line 3.');
    assert.equal(await example.getByRole('button', { name: 'Inserted' }).count(), 1);
    assert.deepEqual(await panel.violations(), []);
    await panel.close();
  });

  test('the table of contents shows on wide panels only and leads to its sections', async () => {
    const panel = await openPanel({ width: 999 });
    await panel.tell(lessonMessage(null));
    const contents = panel.page.getByRole('navigation', { name: 'In this lesson' });
    assert.equal(await contents.isVisible(), false);
    await panel.page.setViewportSize({ width: 1000, height: 700 });
    assert.equal(await contents.isVisible(), true);
    await contents.getByText('The way out').click();
    assert.equal(await panel.page.evaluate(() => document.activeElement?.id), 'way-out');
    await panel.close();
  });

  test('a lesson that cannot be read says so and leads on', async () => {
    const panel = await openPanel();
    await panel.tell({
      type: 'failed',
      text: 'The lesson react-effects/x could not be read: reinstall Hindsight.',
    });
    assert.match(await panel.page.getByRole('alert').innerText(), /reinstall Hindsight/);
    await panel.page.getByRole('button', { name: 'Browse lessons' }).click();
    assert.equal((await panel.sentOf('browse')).length, 1);
    assert.deepEqual(await panel.violations(), []);
    await panel.close();
  });

  test('the script weighs at most 450 KB', async () => {
    const bytes = Buffer.byteLength(panelScript());
    assert.ok(bytes > 100 * 1024, `${bytes} bytes`);
    assert.ok(bytes <= 450 * 1024, `${bytes} bytes`);
  });
});
