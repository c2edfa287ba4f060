/** What the Problems view lists. */
import type { Page } from 'playwright-core';
import { explained, whoHasFocus } from './waiting.ts';

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
 * Every problem of the view that is open, scrolled through to its end. A list that changes meanwhile may be told in
 * part, so ask until what is told is what is meant. Nothing has the focus afterwards.
 */
export async function allProblems(page: Page): Promise<Problem[]> {
  const found = new Map<string, Problem>();
  const list = page.locator('.markers-panel .monaco-list').first();
  const empty = page.locator('.markers-panel .message-box-container:visible');
  await explained(page, 'the Problems view has content', list.or(empty).first().waitFor());
  if (!(await list.isVisible())) return [];
  const rows = list.locator('.monaco-list-row');
  const last = list.locator('.monaco-list-row[data-last-element="true"]');
  await list.focus();
  await page.keyboard.press('Home');
  for (let presses = 0; presses < 200; presses++) {
    for (const row of await problemRows(page)) found.set(JSON.stringify(row), row);
    // While the view is being emptied it has a list without rows, and so without a last one.
    const isEnd = (await rows.count()) === 0 || (await last.count()) > 0;
    if (isEnd) {
      // A list that has the focus takes it again whenever it is drawn anew, from whoever went on meanwhile.
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      return [...found.values()];
    }
    await page.keyboard.press('PageDown');
  }
  throw new Error(`the Problems view has no end; the focus is at ${await whoHasFocus(page)}`);
}
