import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ExampleView, PlacesView, ToPanel } from '../../src/protocol/panel.ts';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** How many places of the lesson there are, and where it is done well, on the lesson's page. */

const known = (places: Partial<PlacesView>): ToPanel => ({
  type: 'places',
  lesson: lesson.id,
  places: { count: 1, state: 'checked', canCheck: true, hidden: false, ...places },
});

const line = (number: number, text: string, marked = false): ExampleView['lines'][number] => ({
  number,
  text,
  before: 0,
  after: 0,
  marks: marked ? [{ start: 0, end: text.length, kind: 'note' }] : [],
  notes: [],
});

const example: ExampleView = {
  file: 'src/features/PersonSearch.tsx',
  line: 9,
  language: 'typescriptreact',
  lines: [
    line(9, 'useEffect(() => {'),
    line(10, '  const controller = new AbortController();'),
    line(11, '  return () => controller.abort();', true),
    line(12, '}, [text]);'),
  ],
};

const examples = (revision: number, ...list: ExampleView[]): ToPanel => ({
  type: 'examples',
  lesson: lesson.id,
  revision,
  examples: list,
});

const text = (panel: Panel) => panel.page.locator('.known').innerText();

describe('The places of a lesson on its page', () => {
  test('are told in words where there is none, only this one, or more', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    assert.equal(await panel.page.locator('.known').isVisible(), false, 'nothing is said before it is known');
    for (const [places, words] of [
      [{ count: 1 }, /^This is the only place in this workspace\.$/],
      [{ count: 7 }, /^Show all 7 places in this workspace$/],
      [{ count: 1, state: 'unchecked' }, /^Look for more places in this workspace$/],
      [{ count: 0, state: 'unchecked' }, /^Look for more places in this workspace$/],
      [
        { count: 3, state: 'unchecked' },
        /^Show all 3 places in open files\s+Look for more places in this workspace$/,
      ],
      [{ count: 3, state: 'unchecked', canCheck: false }, /^Show all 3 places in open files$/],
      [{ count: 1, state: 'checking' }, /^Checking the workspace for more places\.$/],
      [{ count: 0, hidden: true }, /^You know this lesson, so its hints are hidden\.$/],
    ] as const) {
      await panel.tell(known(places));
      assert.match((await text(panel)).trim(), words);
    }
    await panel.tell(lessonMessage(null, { focus: false }));
    await panel.tell(known({ count: 1 }));
    assert.equal((await text(panel)).trim(), 'Show the one place in this workspace');
    await panel.tell(known({ count: 0 }));
    assert.equal((await text(panel)).trim(), 'No hint of this lesson in this workspace.');
    await panel.tell(known({ count: 0, state: 'unchecked' }));
    assert.equal((await text(panel)).trim(), 'Look for places in this workspace');
    await panel.close();
  });

  test('are asked for by keyboard, and the button keeps the focus while the number changes', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.tell(known({ count: 2, state: 'unchecked' }));
    await panel.page.locator('.known vscode-button').first().focus();
    await panel.page.keyboard.press('Enter');
    await panel.tell(known({ count: 3, state: 'unchecked' }));
    assert.match(
      await panel.page.evaluate(() => document.activeElement?.textContent ?? ''),
      /Show all 3 places/,
    );
    await panel.page.locator('.known vscode-button').nth(1).focus();
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(
      (await panel.sentOf('around')).filter(({ what }) => what !== 'painted'),
      [
        { type: 'around', what: 'all', lesson: lesson.id },
        { type: 'around', what: 'look', lesson: lesson.id },
      ],
    );
    await panel.close();
  });

  test('a button keeps the focus by what it does, and the words take it while the workspace is checked', async () => {
    const panel = await openPanel();
    const focused = () => panel.page.evaluate(() => document.activeElement?.textContent ?? '');
    await panel.tell(lessonMessage(null));
    await panel.tell(known({ count: 0, state: 'unchecked' }));
    await panel.page.locator('.known vscode-button').focus();
    assert.equal(await focused(), 'Look for places in this workspace');
    // Another button comes before it.
    await panel.tell(known({ count: 1, state: 'unchecked' }));
    assert.equal(await focused(), 'Look for more places in this workspace');
    await panel.page.keyboard.press('Enter');
    await panel.tell(known({ count: 1, state: 'checking' }));
    assert.equal(await focused(), 'Checking the workspace for more places.');
    await panel.tell(known({ count: 4 }));
    assert.equal(await focused(), 'Show all 4 places in this workspace');
    assert.deepEqual(
      (await panel.sentOf('around')).filter(({ what }) => what !== 'painted'),
      [{ type: 'around', what: 'look', lesson: lesson.id }],
    );
    await panel.close();
  });

  test('the keyboard stays at an example though another comes before it', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const other = { ...example, file: 'src/features/Better.tsx' };
    await panel.tell(examples(1, example));
    await panel.page.locator('.well button').focus();
    await panel.tell(examples(2, other, example));
    assert.equal(await panel.page.locator('.well details').getAttribute('open'), '');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(
      (await panel.sentOf('around')).filter(({ what }) => what === 'example'),
      [{ type: 'around', what: 'example', lesson: lesson.id, revision: 2, example: 1 }],
    );
    await panel.close();
  });

  test('examples are asked for after the lesson has been painted, and again with the next place', async () => {
    const panel = await openPanel();
    const painted = async () =>
      (await panel.sentOf('around')).filter(({ what }) => what === 'painted').length;
    assert.equal(await painted(), 0);
    await panel.tell(lessonMessage(null));
    await panel.untilSent('around');
    assert.equal(await painted(), 1);
    await panel.tell({ type: 'place', lesson: lesson.id, place: placeIn(readersText), restore: null });
    await panel.tell(lessonMessage(placeIn(readersText, { revision: 2 })));
    await panel.untilSent('around', 2);
    assert.equal(await painted(), 2);
    await panel.close();
  });

  test('an example is shown with its lines, leads to the editor, and stays while nothing changes', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    assert.equal(await panel.page.locator('.well').isVisible(), false);
    await panel.tell(examples(1, example));
    const well = panel.page.locator('.well');
    assert.match(await well.innerText(), /Done well here[\s\S]*src\/features\/PersonSearch\.tsx:9/);
    assert.match(await well.locator('.line.done').innerText(), /11[\s\S]*return \(\) => controller\.abort/);
    await well.evaluate((element) => {
      (window as never as { first: Element | null }).first = element.querySelector('.example');
    });
    await panel.tell(examples(2, example));
    assert.ok(
      await well.evaluate(
        (element) => (window as never as { first: Element }).first === element.querySelector('.example'),
      ),
      'the same example is not made again',
    );
    await well.locator('button').focus();
    await panel.page.keyboard.press('Enter');
    await panel.tell(examples(3, { ...example, line: 10 }));
    assert.match(await panel.page.evaluate(() => document.activeElement?.textContent ?? ''), /tsx:10/);
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(
      (await panel.sentOf('around')).filter(({ what }) => what === 'example'),
      [
        { type: 'around', what: 'example', lesson: lesson.id, revision: 2, example: 0 },
        { type: 'around', what: 'example', lesson: lesson.id, revision: 3, example: 0 },
      ],
    );
    await panel.tell(examples(4));
    assert.equal(await well.isVisible(), false);
    await panel.close();
  });

  test('what is about another lesson, or has no shape, changes nothing', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    await panel.tell({ ...examples(1, example), lesson: 'other/lesson' });
    await panel.tell({ ...known({}), lesson: 'other/lesson' });
    await panel.tell({
      type: 'examples',
      lesson: lesson.id,
      revision: 1,
      examples: [{ ...example, lines: 'x' }],
    });
    await panel.tell({ type: 'places', lesson: lesson.id, places: { count: -1 } });
    assert.equal(await panel.page.locator('.around').innerText(), '');
    await panel.close();
  });

  test('code and paths of an example are text and nothing else', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>\u202e{{setter|x}}';
    await panel.tell(
      examples(1, {
        ...example,
        file: evil,
        language: evil,
        lines: [line(1, evil, true), line(2, `${evil}`.repeat(20))],
      }),
    );
    assert.equal(await panel.page.locator('.well img, .well script').count(), 0);
    assert.match(await panel.page.locator('.well').innerText(), /<img src=x onerror=alert\(1\)>/);
    assert.match(await panel.page.locator('.well').innerText(), /U\+202E/);
    assert.deepEqual(panel.faults, []);
    assert.deepEqual(panel.strays, []);
    assert.equal(await panel.overflow(), 0);
    await panel.close();
  });
});

looksWell('The look of the places of a lesson', {
  name: 'places',
  widths: [420, 1400],
  part: '.around',
  picture: 'part',
  open: () => openPanel(),
  states: {
    '': async (panel) => {
      await panel.tell(lessonMessage(placeIn(readersText)));
      await panel.tell(known({ count: 3, state: 'unchecked' }));
      await panel.tell(
        examples(1, example, { ...example, file: 'src/a/very/long/path/of/a/file/in/folders/Other.tsx' }),
      );
      assert.equal(await panel.page.locator('.known vscode-button:visible').count(), 2);
      assert.equal(await panel.page.locator('.well .example').count(), 2);
    },
  },
});
