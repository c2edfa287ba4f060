import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist } from '../../scripts/lib/paths.mjs';
import { lessonView } from '../../src/client/lessonPanel/lessonView.ts';
import { catalogue } from '../../src/generated/catalogue.ts';
import type { LessonBody } from '../../src/lessons/types.ts';
import type { ToPanel } from '../../src/protocol/panel.ts';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lessonMessage, nothingDone, placeIn, readersText } from '../panel/samples.ts';

/**
 * Three lessons as they ship, in every kind of theme and width: the one with a figure, one of usual length, and
 * the longest. What a machine can tell is asserted; the screenshots are for people.
 */

const lessons = ['late-answer', 'compute-not-store', 'closures-and-dependencies'] as const;
const undone = {
  read: false,
  answered: false,
  practised: false,
  repaired: false,
  known: false,
};

/** What the host would say of a lesson: the first of them is opened from a hint and practised, the others are browsed. */
function messagesOf(name: string): ToPanel[] {
  const body = JSON.parse(
    readFileSync(join(dist, 'lessons', 'react-effects', `${name}.json`), 'utf8'),
  ) as LessonBody;
  const lesson = lessonView(catalogue, body, () => undone);
  assert.ok(lesson, `${name} is in the catalogue`);
  const isFirst = name === lessons[0];
  const open = lessonMessage(isFirst ? placeIn(readersText) : null, {
    lesson,
    progress: { ...nothingDone, read: true, answers: lesson.quiz.map((_, at) => (at === 0 ? 0 : null)) },
    restore: { lesson: lesson.id },
  });
  if (!isFirst) return [open];
  const line = (number: number, text: string, marked = false) => ({
    number,
    text,
    before: 0,
    after: 0,
    marks: marked ? [{ start: 2, end: text.length, kind: 'note' } as const] : [],
    notes: [],
  });
  return [
    open,
    {
      type: 'places',
      lesson: lesson.id,
      places: { count: 4, state: 'checked', canCheck: true, hidden: false },
    },
    {
      type: 'examples',
      lesson: lesson.id,
      revision: 1,
      examples: [
        {
          file: 'src/features/PersonSearch.tsx',
          line: 9,
          language: 'typescriptreact',
          lines: [
            line(9, 'useEffect(() => {'),
            line(10, '  const controller = new AbortController();'),
            line(11, '  return () => controller.abort();', true),
            line(12, '}, [text]);'),
          ],
        },
      ],
    },
    {
      type: 'practice',
      lesson: lesson.id,
      show: false,
      practice: {
        state: 'open',
        checking: false,
        passed: false,
        unmet: [
          { text: '`setResults` may run with the answer for an old `query`.', line: 16 },
          { text: 'The search for `query` is no longer called.' },
        ],
        hints: ['<p>Two runs, two answers. Which of them may write?</p>'],
        hintCount: 3,
      },
    },
  ];
}

/** Tells a lesson with all that the host says of it, and sees that it is there. */
async function tell(panel: Panel, name: (typeof lessons)[number]): Promise<void> {
  const messages = messagesOf(name);
  for (const message of messages) await panel.tell(message);
  const [open] = messages;
  assert.ok(open?.type === 'lesson');
  assert.equal(await panel.page.locator('h1').innerText(), open.lesson.title);
  if (name !== lessons[0]) return;
  await panel.page.locator('.timeline text').first().waitFor();
  assert.equal(await panel.page.locator('.card.practice .unmet li').count(), 2);
  assert.equal(await panel.page.locator('.well .line.done').count(), 1);
}

const look = {
  widths: [420, 800, 1400],
  // As they ship, from top to bottom.
  part: 'body',
  picture: 'page',
  isZoomedElsewhere: true,
  open: () => openPanel({ reducedMotion: true }),
} as const;
const [first, ...others] = lessons;

looksWell('The look of a lesson with all that it can have', {
  ...look,
  name: first,
  states: { '': (panel) => tell(panel, first) },
});

looksWell('The look of lessons that are browsed', {
  ...look,
  name: 'browsed',
  // What a theme makes of a lesson is seen on the pictures of the first.
  isPicturedOnce: true,
  states: Object.fromEntries(others.map((name) => [name, (panel: Panel) => tell(panel, name)])),
});

test('text at 200 % in a panel of 420 px', async () => {
  // A page of 210 px at twice the size is what the editor's zoom makes of a panel of 420.
  const zoomed = await openPanel({ width: 210, height: 450, scale: 2, reducedMotion: true });
  for (const name of lessons) {
    await tell(zoomed, name);
    await zoomed.screenshot(`${name}-zoomed`, name === first);
    assert.equal(await zoomed.overflow(), 0, name);
    assert.deepEqual(await zoomed.violations(), [], name);
  }
  await zoomed.close();
});
