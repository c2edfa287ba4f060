/** What the Problems view lists. */
import type { Locator, Page } from 'playwright-core';
import { explained } from './waiting.ts';

export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly source: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
}

/** The rows of the Problems view that are in sight. */
function problemRows(page: Page): Promise<Problem[]> {
  return page.locator('.markers-panel .monaco-list-row').evaluateAll((rows) =>
    rows.flatMap((row) => {
      const at = /\[Ln (\d+), Col (\d+)\]/.exec(row.querySelector('.marker-line')?.textContent ?? '');
      const icon = row.querySelector('.marker-icon .codicon, .marker-icon')?.outerHTML ?? '';
      if (!at) return [];
      const severity = /codicon-error/.test(icon)
        ? ('error' as const)
        : /codicon-warning/.test(icon)
          ? ('warning' as const)
          : ('info' as const);
      const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
      return [
        {
          severity,
          message: text('.marker-message'),
          source: text('.marker-source'),
          code: text('.marker-code').replace(/^\((.*)\)$/, '$1'),
          line: Number(at[1]),
          column: Number(at[2]),
        },
      ];
    }),
  );
}

/**
 * Turns the wheel above the list of the Problems view, and waits until what it brings is drawn. Keys would do more than
 * that: the view selects what they reach, and opens it in the editor a moment later.
 * @param pixels downwards, or upwards where it is negative
 * @returns whether the list moved
 */
async function turnWheel(list: Locator, pixels: number): Promise<boolean> {
  return list.evaluate(async (element, delta) => {
    const rows = element.querySelector('.monaco-list-rows') as HTMLElement;
    const place = () => `${rows.style.top} ${rows.style.transform}`;
    const before = place();
    const wheel = new WheelEvent('wheel', { deltaY: delta, bubbles: true, cancelable: true });
    rows.dispatchEvent(wheel);
    await new Promise((drawn) => requestAnimationFrame(drawn));
    return place() !== before;
  }, pixels);
}

/** The list of the Problems view that is open, from its top: what `look` sees on each screenful, until it says so. */
async function throughList(page: Page, look: (list: Locator) => Promise<boolean>): Promise<void> {
  const list = page.locator('.markers-panel .monaco-list').first();
  const empty = page.locator('.markers-panel .message-box-container:visible');
  await explained(page, 'the Problems view has content', list.or(empty).first().waitFor());
  if (!(await list.isVisible())) return;
  // Less than a screenful, so that no row is passed by.
  const step = 0.6 * ((await list.boundingBox())?.height ?? 100);
  await turnWheel(list, -1e6);
  do if (await look(list)) return;
  while (await turnWheel(list, step));
}

/**
 * Every problem of the view that is open, scrolled through to its end; what has the focus keeps it. A list that changes
 * meanwhile may be returned in part, so ask until the result is what is meant.
 */
export async function allProblems(page: Page): Promise<Problem[]> {
  const found = new Map<string, Problem>();
  await throughList(page, async () => {
    for (const row of await problemRows(page)) found.set(JSON.stringify(row), row);
    return false;
  });
  return [...found.values()];
}

/** Scrolls the view that is open until the whole height of something in it is in sight. @returns whether it came */
export async function scrollProblemsTo(page: Page, what: Locator): Promise<boolean> {
  let isThere = false;
  await throughList(page, async (list) => {
    // Rows are drawn beyond the edge, too, where the view's title lies over them.
    const [outer, inner] = [await list.boundingBox(), (await what.isVisible()) && (await what.boundingBox())];
    if (outer && inner) isThere = outer.y <= inner.y && inner.y + inner.height <= outer.y + outer.height;
    return isThere;
  });
  return isThere;
}
