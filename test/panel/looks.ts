/**
 * What a part of the panel looks like, in every kind of theme and at every width that it is made for: what a machine
 * can tell is asserted, the pictures are for people.
 *
 * One page is dressed and resized for all of them; `panel-look.test.ts` shows once that this is the same as a page
 * that was opened so. What is asserted where:
 * - that nothing reaches over the side, and what the look itself asks for: in the first theme at every width, in the
 *   others at the narrowest, where the borders that a theme adds would push it over, and at the widest;
 * - what axe-core finds in the whole page: in the first theme, at the narrowest and at the widest. A theme changes
 *   colours, borders and signs, and neither what there is nor its order; widths in between show nothing that one of
 *   these two does not (only the table of contents and the picture of a container come and go with the width);
 * - what axe-core finds in the part: in every theme, at the widest, in the others with those of its rules that are about
 *   colours. Colours are no matter of the width: no rule for narrow panels names one (`panel-look.test.ts`).
 * Where pictures are wanted they are taken of the first theme at every width, and of the others at the widest.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Panel } from './page.ts';
import { themes } from './themes.ts';

export interface Look {
  /** Names the pictures. */
  readonly name: string;
  /** CSS pixels, from the narrowest to the widest. */
  readonly widths: readonly number[];
  readonly height?: number;
  /** A selector of what is looked at; it has to be seen in every state. */
  readonly part: string;
  /** What the picture shows; the window when absent. A picture of all of a long page takes longer than all else. */
  readonly picture?: 'part' | 'page';
  /** Pictures of the first theme alone, where those of another look show the others. */
  readonly isPicturedOnce?: boolean;
  /** The narrowest is looked at by axe-core in a test of its own, with text at 200 %. */
  readonly isZoomedElsewhere?: boolean;
  /** The page. */
  open(): Promise<Panel>;
  /** Brings the page to what is looked at, by name; in this order, again and again. */
  readonly states: Readonly<Record<string, (panel: Panel) => Promise<unknown>>>;
}

/** The tests of a look, one for each theme. */
export function looksWell(title: string, look: Look): void {
  describe(title, () => {
    const { name, widths, part } = look;
    const height = look.height ?? 900;
    let panel: Panel;
    before(async () => {
      panel = await look.open();
    });
    after(() => panel?.close());

    const narrowest = widths[0] as number;
    const widest = widths.at(-1) as number;
    const ends = [...new Set([narrowest, widest])];
    for (const [at, theme] of themes.entries()) {
      const isFirst = at === 0;
      const seen = isFirst ? widths : ends;
      test(`${theme.name}, at ${seen.join(', ')} px: axe-core finds nothing, nothing overflows`, async () => {
        await panel.dress(theme);
        for (const [state, bring] of Object.entries(look.states))
          for (const width of seen) {
            const here = `${state} at ${width} px`;
            await panel.resize(width, height);
            await bring(panel);
            assert.ok(
              await panel.page.locator(part).first().isVisible(),
              `${here}: there is something to look at`,
            );
            assert.equal(await panel.overflow(), 0, here);
            const file = [name, theme.name, width, state].filter((word) => word !== '').join('-');
            if (isFirst || (width === widest && !look.isPicturedOnce)) await take(panel, look, file);
            if (isFirst && (width === widest || (width === narrowest && !look.isZoomedElsewhere)))
              assert.deepEqual(await panel.violations(), [], here);
            else if (width === widest)
              assert.deepEqual(await panel.violations({ part, about: 'colours' }), [], here);
          }
        assert.deepEqual(panel.faults, []);
        assert.deepEqual(panel.strays, []);
      });
    }
  });
}

async function take(panel: Panel, { part, picture }: Look, file: string): Promise<void> {
  if (picture === 'part') await panel.screenshotOf(part, file);
  else await panel.screenshot(file, picture === 'page');
}
