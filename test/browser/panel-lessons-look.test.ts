import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { dist } from '../../scripts/lib/paths.mjs';
import { lessonView } from '../../src/client/lessonPanel/lessonView.ts';
import { catalogue } from '../../src/generated/catalogue.ts';
import type { LessonBody } from '../../src/lessons/types.ts';
import type { ToPanel } from '../../src/protocol/panel.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lessonMessage, nothingDone, placeIn, readersText } from '../panel/samples.ts';
import { type Theme, themes } from '../panel/themes.ts';

/**
 * Three lessons as they ship, in every kind of theme and width: the one with a figure, one of usual length, and
 * the longest. What a machine can tell is asserted; the screenshots are for people.
 */

const lessons = ['late-answer', 'compute-not-store', 'closures-and-dependencies'] as const;
const widths = [420, 800, 1400] as const;
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

describe('The look of the lessons', () => {
  const told = new Map(lessons.map((name) => [name, messagesOf(name)]));
  const tell = async (to: Panel, name: (typeof lessons)[number]) => {
    for (const message of told.get(name) ?? []) await to.tell(message);
  };
  let panel: Panel;
  before(async () => {
    panel = await openPanel({ reducedMotion: true });
  });
  after(() => panel?.close());

  for (const name of lessons)
    for (const theme of themes)
      test(`${name}, ${theme.name}: axe-core finds nothing, nothing overflows, at ${widths.join(', ')} px`, async () => {
        await panel.dress(theme);
        for (const width of widths) {
          await panel.page.setViewportSize({ width, height: 900 });
          await tell(panel, name);
          if (name === 'late-answer') await panel.page.locator('.timeline text').first().waitFor();
          await panel.screenshot(`${name}-${theme.name}-${width}`);
          assert.deepEqual(await panel.violations(), [], `${width} px`);
          assert.equal(await panel.overflow(), 0, `${width} px`);
        }
        assert.deepEqual(panel.faults, []);
        assert.deepEqual(panel.strays, []);
      });

  test('text at 200 % in a panel of 420 px', async () => {
    // A page of 210 px at twice the size is what the editor's zoom makes of a panel of 420.
    const zoomed = await openPanel({ width: 210, height: 450, scale: 2, reducedMotion: true });
    for (const name of lessons) {
      await zoomed.dress(themes[0] as Theme);
      await tell(zoomed, name);
      await zoomed.screenshot(`${name}-zoomed`);
      assert.equal(await zoomed.overflow(), 0, name);
      assert.deepEqual(await zoomed.violations(), [], name);
    }
    await zoomed.close();
  });
});
