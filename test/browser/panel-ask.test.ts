import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readContent } from '../../scripts/lib/content.mjs';
import { renderLesson } from '../../scripts/lib/lessons.mjs';
import { searchData } from '../../scripts/lib/search.mjs';
import { createSearch } from '../../src/lessons/search/index.ts';
import type { AskResult, FromPanel } from '../../src/protocol/panel.ts';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** *Ask Hindsight* and *Copy link* in the panel, and the passages that answers lead to. */

const content = await readContent();
const data = await searchData(content);
const { ask } = createSearch(data);

/** Answers the page's last question with the real search, as the host does. */
async function answer(panel: Panel): Promise<readonly AskResult[]> {
  const last = (await panel.sentOf('ask')).at(-1);
  assert.ok(last, 'the page has asked');
  const { asked, found } = ask(last.question);
  const results = found.map((each) => ({ ...each, place: 'In a lesson' }));
  await panel.tell({ type: 'answers', id: last.id, asked, results });
  return results;
}

async function askFor(panel: Panel, question: string): Promise<readonly AskResult[]> {
  await panel.page.keyboard.press('/');
  await panel.page.locator('.ask input').fill(question);
  return answer(panel);
}

const active = (panel: Panel) =>
  panel.page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    const option = id === null || id === undefined ? null : document.getElementById(id);
    return option?.getAttribute('aria-selected') === 'true'
      ? [...(option.parentElement?.children ?? [])].indexOf(option)
      : -1;
  });
const opened = async (panel: Panel): Promise<FromPanel[]> => panel.sentOf('open');

describe('Ask Hindsight in the panel', () => {
  test('by keyboard: / opens it, arrows go round, Enter opens the answer', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    const results = await askFor(panel, 'usefect cleanup');
    assert.ok(results.length >= 2);
    const field = panel.page.getByRole('combobox', { name: 'Ask Hindsight' });
    assert.equal(await field.getAttribute('aria-expanded'), 'true');
    assert.equal(await panel.page.getByRole('option').count(), results.length);
    assert.equal(await active(panel), 0);
    await panel.page.keyboard.press('ArrowUp');
    assert.equal(await active(panel), results.length - 1);
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('ArrowDown');
    assert.equal(await active(panel), 1);
    assert.deepEqual(await panel.violations(), []);
    await panel.page.keyboard.press('Enter');
    const { lesson: id, passage, rule } = results[1] as AskResult;
    assert.deepEqual(await opened(panel), [
      { type: 'open', lesson: id, ...(rule ? { rule } : {}), ...(passage ? { passage } : {}) },
    ]);
    assert.equal(await field.isVisible(), false);
    await panel.close();
  });

  test('Escape closes it and gives the focus back; a slash in a field is a slash', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const know = panel.page.getByRole('checkbox', { name: 'I know this' });
    await know.focus();
    await askFor(panel, 'cleanup');
    await panel.page.locator('.ask input').press('/');
    assert.equal(await panel.page.locator('.ask input').inputValue(), 'cleanup/');
    await panel.page.keyboard.press('Escape');
    assert.equal(await panel.page.locator('.ask').isVisible(), false);
    assert.equal(await know.evaluate((element) => element === document.activeElement), true);
    await panel.page.getByRole('button', { name: 'Ask', exact: true }).click();
    assert.equal(
      await panel.page.locator('.ask input').evaluate((element) => element === document.activeElement),
      true,
    );
    await panel.page.mouse.click(400, 890);
    assert.equal(
      await panel.page.locator('.ask').isVisible(),
      false,
      'whoever goes on reading is done with it',
    );
    await panel.close();
  });

  test('by mouse, and only the answers to what stands in the field are shown', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    await askFor(panel, 'memory leak');
    const asked = await panel.sentOf('ask');
    assert.ok(asked[0] && asked.length > 1, 'an empty field has been asked about before');
    await panel.tell({ type: 'answers', id: asked[0].id, asked: true, results: [] });
    assert.ok((await panel.page.getByRole('option').count()) > 0, 'a late answer changes nothing');
    await panel.page.getByRole('option').first().click();
    assert.equal((await panel.sentOf('open'))[0]?.lesson, 'react-effects/unsubscribe');
    await panel.close();
  });

  test('says plainly when nothing fits, and when the search could not be loaded', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    await askFor(panel, 'pizza');
    const said = panel.page.locator('.ask [role=status]');
    assert.equal(await said.innerText(), 'Nothing in the lessons fits “pizza”.');
    assert.equal(await panel.page.locator('.ask input').getAttribute('aria-expanded'), 'false');
    assert.deepEqual(await panel.violations(), []);
    await panel.screenshot('ask-nothing', false);
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await opened(panel), []);
    await panel.page.getByRole('button', { name: 'Browse lessons' }).click();
    assert.equal((await panel.sentOf('browse')).length, 1);
    await panel.page.keyboard.press('/');
    const { id } = (await panel.sentOf('ask')).at(-1) ?? {};
    await panel.tell({ type: 'answers', id, asked: true, results: [], failed: 'It could not be loaded.' });
    assert.equal(await said.innerText(), 'It could not be loaded.');
    await panel.close();
  });

  test('what is found is text, whatever it holds', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    await panel.page.keyboard.press('/');
    const { id } = (await panel.sentOf('ask')).at(-1) ?? {};
    const evil = '<img src=x onerror=alert(1)>\u202e</mark>';
    const result = {
      kind: 'term',
      lesson: 'a/b',
      title: evil,
      place: evil,
      text: evil,
      marks: [
        { start: 1, end: 4 },
        { start: 2, end: 900 },
      ],
    };
    await panel.tell({ type: 'answers', id, asked: true, results: [result] });
    const option = panel.page.getByRole('option');
    assert.equal(await option.locator('img').count(), 0);
    assert.equal(
      await option
        .locator('mark')
        .allInnerTexts()
        .then((all) => all.join()),
      'img',
    );
    assert.match(await option.innerText(), /U\+202E/);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });
});

looksWell('The look of Ask Hindsight', {
  name: 'ask',
  widths: [420, 800],
  height: 800,
  part: '.ask',
  open: async () => {
    const panel = await openPanel({ reducedMotion: true });
    await panel.tell(lessonMessage(placeIn(readersText)));
    return panel;
  },
  states: {
    '': async (panel) => {
      const results = await askFor(panel, 'why is the state old in setInterval');
      assert.ok(results.length > 1);
      assert.equal(await panel.page.getByRole('option').count(), results.length);
    },
  },
});

looksWell('The look of the passage that an answer leads to', {
  name: 'passage',
  widths: [420, 800],
  height: 800,
  part: '.section-way-out',
  // The mark of a passage goes after a while: here it does not.
  open: () => openPanel({ isStill: true, reducedMotion: true }),
  states: {
    '': async (panel) => {
      await panel.tell({ ...lessonMessage(placeIn(readersText)), passage: { section: 'way-out', block: 0 } });
      assert.equal(await panel.page.locator('.section-way-out .here').isVisible(), true);
    },
  },
});

describe('The passage that an answer leads to', () => {
  test('is scrolled to, has the focus, and is marked for a moment', async () => {
    for (const reducedMotion of [false, true]) {
      const panel = await openPanel({ height: 500, reducedMotion, isStill: true });
      await panel.tell({ ...lessonMessage(null), passage: { section: 'fine', block: 0 } });
      const passage = panel.page.locator('.here');
      assert.match(await passage.innerText(), /^An empty array asks once/);
      const { top, bottom } = await passage.evaluate((element) => element.getBoundingClientRect());
      assert.ok(top >= 0 && bottom <= 500, `${top} to ${bottom}`);
      assert.equal(await passage.evaluate((element) => element === document.activeElement), true);
      await panel.pass(2_000);
      assert.equal(await passage.count(), 1, 'long enough to be seen');
      await panel.pass(1_000);
      assert.equal(await passage.count(), 0);
      await panel.close();
    }
  });

  test('in the lesson that is open already, and its top where there is no such passage', async () => {
    const panel = await openPanel({ height: 500, isStill: true });
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.tell({ ...lessonMessage(placeIn(readersText)), passage: { section: 'way-out', block: 3 } });
    assert.match(await panel.page.locator('.here').innerText(), /A controller is a flag/);
    assert.equal(await panel.page.locator('.excerpt').count(), 1, 'the reader’s code stays');
    await panel.tell({
      ...lessonMessage(placeIn(readersText)),
      focus: true,
      passage: { section: 'way-out', block: 99 },
    });
    assert.equal(await panel.page.evaluate(() => scrollY), 0);
    assert.equal(await panel.page.evaluate(() => document.activeElement?.id), 'title');
    await panel.close();
  });

  test('is the one that the search means, in every lesson', async () => {
    const panel = await openPanel();
    const squeezed = (text: string) => text.replace(/\s+/g, '');
    let seen = 0;
    for (const source of content.topics.flatMap(({ lessons }) => lessons)) {
      const { sections } = await renderLesson(source, []);
      await panel.tell(lessonMessage(null, { lesson: { ...lesson, id: source.id, sections } }));
      const ofLesson = data.entries.flatMap((entry) =>
        entry.lesson === source.id && 'block' in entry ? [entry] : [],
      );
      const texts = await panel.page.evaluate(
        (places) =>
          places.map(
            ({ section, block }) =>
              document.querySelector(`.section-${section}`)?.children[block + 1]?.textContent ?? '',
          ),
        ofLesson.map(({ section, block }) => ({ section, block })),
      );
      for (const [at, entry] of ofLesson.entries()) {
        const shown = texts[at] ?? '';
        // The text of a table's row has the titles of its columns.
        const parts =
          entry.kind === 'table'
            ? entry.text.split('; ').map((cell) => cell.replace(/^[^:]*: ?/, ''))
            : [entry.text];
        for (const part of parts)
          assert.ok(
            squeezed(shown).includes(squeezed(part)),
            `${source.id} ${entry.section} ${entry.block}: ${part}\n${shown}`,
          );
        seen++;
      }
    }
    assert.ok(seen > 100, String(seen));
    await panel.close();
  });
});

describe('Copy link', () => {
  test('asks the host and says for a moment that the link was copied', async () => {
    const panel = await openPanel({ isStill: true });
    await panel.tell(lessonMessage(null));
    const status = panel.page.locator('.tools [aria-live]');
    await panel.page.getByRole('button', { name: 'Copy link' }).click();
    const [message] = await panel.sentOf('copyLink');
    assert.equal(message?.lesson, lesson.id);
    await panel.tell({ type: 'copied', id: message?.id, done: true });
    assert.equal(await status.innerText(), 'Link copied');
    assert.deepEqual(await panel.violations(), []);
    await panel.pass(2_000);
    assert.equal(await status.innerText(), 'Copy link');
    await panel.close();
  });
});
