/** The light bulb's menu, as it opens at the cursor by its key. */
import type { Locator, Page } from 'playwright-core';
import { pointInEditor } from './looks.ts';
import { explained, pressUntil, until } from './waiting.ts';

/** The bulb's icon, beside the text or in the margin. */
export const bulbIcons =
  '.codicon-light-bulb, .codicon-lightbulb-autofix, .codicon-gutter-lightbulb, .codicon-gutter-lightbulb-auto-fix';

const menuOf = (page: Page) => page.locator('.action-widget:not(.action-list-submenu-panel)');

/** After a move of the cursor the editor asks for actions by itself, in milliseconds (`CodeActionOracle`), with room. */
const asksAfter = 300;

/**
 * Waits until the bulb stands at a line where the cursor has just come to. The editor asks for actions by itself a
 * quarter of a second after the cursor has moved, and drops a menu that was asked for meanwhile. New diagnostics light
 * the bulb as well, and sooner, so that the bulb alone does not show that this is over: a longer timer of the same page,
 * which begins later, does.
 */
export async function bulbAt(editor: Locator, line: number, column: number): Promise<void> {
  const page = editor.page();
  await page.evaluate((turn) => new Promise((over) => setTimeout(over, turn)), asksAfter);
  await until(
    page,
    async () => {
      const point = await pointInEditor(editor, line, column);
      const tops = await editor.locator(bulbIcons).evaluateAll((icons) =>
        icons
          .filter((icon) => icon.checkVisibility())
          .map((icon) => icon.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .map(({ top, height }) => top + height / 2),
      );
      const lineHeight = await editor
        .locator('.view-lines .view-line')
        .first()
        .evaluate((row) => row.getBoundingClientRect().height);
      return { point, tops, lineHeight };
    },
    // Where the text begins at the left, the bulb stands on the line above or below.
    ({ point, tops, lineHeight }) =>
      point !== undefined && tops.some((top) => Math.abs(top - point.y) < 1.5 * lineHeight),
    `the bulb stands at line ${line}`,
  );
}

/** Takes the bulb's icon away, so that the one that is seen next is a new one. */
export async function putOut(editor: Locator): Promise<void> {
  await editor.locator('.lightBulbWidget').evaluateAll((bulbs) => {
    for (const bulb of bulbs)
      bulb.classList.remove(...[...bulb.classList].filter((name) => name.startsWith('codicon-')));
  });
}

/** Opens the menu by its key. @returns what it offers */
export async function openMenu(page: Page): Promise<string[]> {
  const rows = menuOf(page).locator('.monaco-list-row.action');
  await pressUntil(page, 'ControlOrMeta+.', 'the light bulb’s menu is open', () => rows.first().isVisible());
  const titles = await rows.allInnerTexts();
  return titles.map((title) => title.split('\n')[0]?.trim() ?? '');
}

/** Takes an action of the open menu: by keyboard (arrows, Enter) or by mouse. */
export async function chooseAction(page: Page, title: string, by: 'keyboard' | 'mouse'): Promise<void> {
  const menu = menuOf(page);
  const row = menu.locator('.monaco-list-row.action', { hasText: title }).first();
  await explained(page, `“${title}” is offered`, row.waitFor());
  if (by === 'mouse') {
    await row.click();
  } else {
    const rows = await menu.locator('.monaco-list-row.action').count();
    const isReached = () => row.evaluate((element) => element.classList.contains('focused'));
    for (let pressed = 0; !(await isReached()); pressed++) {
      if (pressed > rows) throw new Error(`the arrow keys do not reach the action ${title}`);
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
  }
  await menu.waitFor({ state: 'hidden' });
}
