import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../scripts/lib/paths.mjs';
import type { LessonBody } from '../../src/lessons/types.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** What a panel holds on to that stays open while lesson after lesson is read in it. */

/** Nodes and listeners of the page once everything unreachable was collected. */
async function held(panel: Panel): Promise<{ nodes: number; listeners: number }> {
  const devtools = await panel.page.context().newCDPSession(panel.page);
  await devtools.send('Performance.enable');
  // Figures are put together after the lesson was painted, and let go of a frame later.
  await panel.painted();
  await panel.painted();
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  await devtools.detach();
  const of = (name: string) => {
    const value = metrics.find((metric) => metric.name === name)?.value;
    assert.ok(value !== undefined && value > 0, `${name} is counted`);
    return value;
  };
  return { nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

/** A lesson with a figure, a quiz and the reader's code, and one without any of them. */
function lessons() {
  const id = 'react-effects/late-answer';
  const file = join(root, 'dist', 'lessons', `${id}.json`);
  const { sections, quiz } = JSON.parse(readFileSync(file, 'utf8')) as LessonBody;
  const full = lessonMessage(placeIn(readersText));
  const bare = lessonMessage(null);
  return [
    { ...full, lesson: { ...lesson, id, sections, quiz } },
    { ...bare, lesson: { ...lesson, id: 'react-effects/other', title: 'Another lesson', quiz: [] } },
  ];
}

describe('The memory of the lesson panel', () => {
  test('holds after thirty lessons what it held after four', async () => {
    const panel = await openPanel();
    const [full, bare] = lessons();
    const read = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await panel.tell(full);
        await panel.page.locator('.figure').waitFor();
        await panel.tell(bare);
        assert.equal(await panel.page.locator('h1').innerText(), 'Another lesson');
      }
    };
    await read(2);
    const before = await held(panel);
    await read(15);
    assert.deepEqual(await held(panel), before);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });

  test('holds after many edits in the reader’s code what it held after a few', async () => {
    const panel = await openPanel();
    const [full] = lessons();
    await panel.tell(full);
    await panel.page.locator('.figure').waitFor();
    let revision = 1;
    const type = async (times: number) => {
      for (let i = 0; i < times; i++) {
        revision++;
        // Two texts in turns, so that the same is shown whenever it is counted.
        const text = revision % 2 === 0 ? readersText : `// typed\n${readersText}`;
        await panel.tell({
          type: 'place',
          lesson: 'react-effects/late-answer',
          place: placeIn(text, { revision, names: { component: `Card${revision % 2}` } }),
          restore: null,
        });
      }
    };
    // The look itself leaves a node behind, so that it is taken before both counts.
    const shown = async () =>
      assert.match(
        await panel.page.locator('.excerpt .line.hint').innerText(),
        /^13/,
        'one line further down',
      );
    await type(4);
    await shown();
    const before = await held(panel);
    await type(40);
    await shown();
    assert.deepEqual(await held(panel), before);
    await panel.close();
  });
});
