import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../scripts/lib/paths.mjs';
import type { PlaceView } from '../../src/protocol/panel.ts';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lessonMessage, nothingDone, placeIn, readersText } from '../panel/samples.ts';
import { type Theme, themes } from '../panel/themes.ts';

/** What the panel looks like, in every kind of theme and width; the screenshots are for people. */

const whole = lessonMessage(placeIn(readersText), {
  progress: { ...nothingDone, read: true, answers: [0, 0] },
});

looksWell('The look of the lesson panel', {
  name: 'lesson',
  widths: [420, 800, 1400],
  // All of the page in every theme: the looks of its parts rely on it.
  part: 'body',
  isZoomedElsewhere: true,
  open: () => openPanel({ reducedMotion: true }),
  states: {
    '': async (panel) => {
      await panel.tell(whole);
      assert.match(await panel.page.locator('.verdict.wrong').innerText(), /Not quite/);
    },
  },
});

/** Sends the lesson with a place in a state, and goes to where the page shows that place. */
async function showState(panel: Panel, change: Partial<PlaceView> | null, said: RegExp): Promise<void> {
  await panel.tell(
    lessonMessage(change && placeIn(readersText, { fixes: [], related: [], ...change }), { focus: false }),
  );
  assert.match(await panel.page.locator('.place').innerText(), said);
  await panel.page.locator('#your-code').evaluate((heading) => heading.scrollIntoView());
}

looksWell('The look of a place in its other states', {
  name: 'place',
  widths: [700],
  height: 700,
  part: '.section-your-code',
  open: () => openPanel({ reducedMotion: true }),
  states: {
    fixed: (panel) => showState(panel, { state: 'fixed' }, /The hint is gone/),
    deleted: (panel) => showState(panel, { state: 'deleted', lines: [] }, /was removed/),
    unknown: (panel) =>
      showState(
        panel,
        { state: 'unknown', lines: [], why: 'Hindsight has not checked this file yet.' },
        /has not checked this file yet/,
      ),
    browsed: (panel) => showState(panel, null, /Put the cursor into your own code/),
  },
});

/** What each element of the page looks like as far as a theme can tell, those in shadow trees too. */
function appearance(panel: Panel): Promise<string[]> {
  return panel.page.evaluate(() => {
    const single = /^(color|display|opacity|appearance|box-shadow|font-.*|fill|stroke|width|height)$/;
    const sides = /^(background|border|outline|padding|margin|text-decoration)-/;
    // Every element has the same properties, of which there are hundreds.
    const names = [...getComputedStyle(document.body)].filter(
      (name) => single.test(name) || sides.test(name),
    );
    const lines: string[] = [];
    const walk = (from: ParentNode) => {
      for (const element of from.querySelectorAll('*')) {
        const style = getComputedStyle(element);
        const values = names.map((name) => `${name}: ${style.getPropertyValue(name)}`);
        lines.push(`${element.localName} ${element.getAttribute('class') ?? ''}: ${values.join('; ')}`);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document.body);
    return lines;
  });
}

describe('A theme that changes while the panel is open', () => {
  test('leaves nothing of the one before: the page is as if it had been opened in it', async () => {
    const open = await openPanel({ width: 1400, reducedMotion: true });
    await open.tell(whole);
    const seen = new Set<string>();
    for (const theme of [...themes.slice(1), themes[0] as Theme]) {
      await open.dress(theme);
      const fresh = await openPanel({ theme, width: 1400, reducedMotion: true });
      await fresh.tell(whole);
      const [dressed, opened] = await Promise.all([appearance(open), appearance(fresh)]);
      assert.ok(opened.length > 500, `${opened.length} elements`);
      assert.equal(dressed.length, opened.length);
      assert.deepEqual(
        dressed.filter((line, at) => line !== opened[at]),
        [],
        theme.name,
      );
      seen.add(opened.join('\n'));
      await fresh.close();
    }
    assert.equal(seen.size, themes.length, 'no two themes look alike');
    await open.close();
  });
});

describe('The look of the lesson panel elsewhere', () => {
  test('no rule for narrow panels names a colour', () => {
    const folder = join(root, 'media');
    const sheets = readdirSync(folder).filter((file) => file.endsWith('.css'));
    const narrow = sheets.flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /@(?:media|container) \((?:max|min)-width[^{]*\{([\s\S]*?)\n\}/g,
      ),
    ]);
    assert.ok(narrow.length >= 5, `${narrow.length} rules that depend on the width`);
    const coloured = narrow.filter(([rule]) =>
      /(color|background|border|fill|stroke|shadow)[\w-]*:/.test(rule),
    );
    // The table of contents, which is there on wide panels only, and so looked at on the widest.
    assert.deepEqual(
      coloured.map(([rule]) => rule.slice(0, rule.indexOf('{')).trim()),
      ['@media (min-width: 1000px)'],
    );
  });

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
    const neighbours = panel.page.locator('.neighbours');
    assert.equal(await neighbours.isVisible(), true, 'there on the screen');
    await panel.page.emulateMedia({ media: 'print' });
    await panel.screenshot('print');
    assert.equal(await neighbours.isVisible(), false);
    await panel.close();
  });
});
