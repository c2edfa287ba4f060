import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPanel } from '../panel/page.ts';
import { lessonMessage, nothingDone, placeIn, readersText } from '../panel/samples.ts';
import { themes } from '../panel/themes.ts';

/** What the panel looks like, in every kind of theme and width; the screenshots are for people. */

describe('The look of the lesson panel', () => {
  for (const theme of themes) {
    for (const width of [420, 800, 1400]) {
      test(`${theme.name} at ${width} px: axe-core finds nothing, nothing overflows`, async () => {
        const panel = await openPanel({ theme, width });
        await panel.tell(
          lessonMessage(placeIn(readersText), {
            progress: { ...nothingDone, read: true, answers: [0, 0] },
          }),
        );
        await panel.screenshot(`${theme.name}-${width}`);
        assert.deepEqual(await panel.violations(), []);
        assert.equal(await panel.overflow(), 0);
        assert.deepEqual(panel.faults, []);
        assert.deepEqual(panel.strays, []);
        await panel.close();
      });
    }
    test(`${theme.name}: the other states of a place`, async () => {
      for (const state of ['fixed', 'deleted', 'unknown', 'browsed'] as const) {
        const panel = await openPanel({ theme, width: 700, height: 700, reducedMotion: true });
        const gone = state === 'deleted' || state === 'unknown';
        await panel.tell(
          lessonMessage(
            state === 'browsed'
              ? null
              : placeIn(readersText, {
                  state,
                  fixes: [],
                  related: [],
                  ...(gone ? { lines: [] } : {}),
                  ...(state === 'unknown' ? { why: 'Hindsight has not checked this file yet.' } : {}),
                }),
          ),
        );
        assert.deepEqual(await panel.violations(), [], state);
        await panel.page.locator('#your-code').evaluate((heading) => heading.scrollIntoView());
        await panel.screenshot(`${theme.name}-${state}`, false);
        await panel.close();
      }
    });
  }

  test('text at 200 % in a panel of 420 px', async () => {
    const panel = await openPanel({ width: 210, height: 600, scale: 2 });
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.screenshot('zoomed');
    assert.equal(await panel.overflow(), 0);
    assert.deepEqual(await panel.violations(), []);
    await panel.close();
  });

  test('on paper', async () => {
    const panel = await openPanel({ width: 800 });
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.page.emulateMedia({ media: 'print' });
    await panel.screenshot('print');
    assert.equal(await panel.page.locator('.neighbours').isVisible(), false);
    await panel.close();
  });
});
