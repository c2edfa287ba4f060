/** What stands on the screen, read from the page: problems, places in the text, webviews. */
import type { Frame, Locator, Page } from 'playwright-core';

export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly source: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
}

/** The rows of the Problems view that are in sight. */
export function problemRows(page: Page): Promise<Problem[]> {
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
 * Where a place of an editor is on the screen, in pixels of the page; the middle of its character.
 * @param line 1-based
 * @param column 1-based
 * @returns undefined where it is not in sight
 */
export function pointInEditor(
  editor: Locator,
  line: number,
  column: number,
): Promise<{ x: number; y: number } | undefined> {
  return editor.evaluate(
    (element, at) => {
      const number = [...element.querySelectorAll('.margin .line-numbers')].find(
        (number) => number.textContent === String(at.line),
      );
      if (!number) return undefined;
      const top = number.getBoundingClientRect().top;
      const row = [...element.querySelectorAll('.view-lines .view-line')].find(
        (line) => Math.abs(line.getBoundingClientRect().top - top) < 3,
      );
      if (!row) return undefined;
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      let left = at.column - 1;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const length = node.textContent?.length ?? 0;
        if (left < length) {
          const range = document.createRange();
          range.setStart(node, left);
          range.setEnd(node, left + 1);
          const box = range.getBoundingClientRect();
          return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
        }
        left -= length;
      }
      return undefined;
    },
    { line, column },
  );
}

/** Waits for the document inside a webview that is titled so, is on the screen and has content. */
export async function findWebview(page: Page, title: string, timeout: number): Promise<Frame> {
  const deadline = Date.now() + timeout;
  for (;;) {
    for (const frame of page.frames()) {
      if (frame.isDetached() || !frame.parentFrame()?.parentFrame()) continue;
      const names = await frame
        .evaluate(() => ({
          frame: window.frameElement?.getAttribute('title') ?? '',
          page: document.title,
          filled: (document.body?.children.length ?? 0) > 0,
          pending: window.frameElement?.id === 'pending-frame',
        }))
        .catch(() => undefined);
      if (names?.filled && !names.pending && [names.frame, names.page].some((name) => name.includes(title))) {
        if (await onScreen(frame)) return frame;
      }
    }
    if (Date.now() > deadline) {
      const urls = page.frames().map((frame) => frame.url().slice(0, 90));
      throw new Error(`no webview named ${title}; frames: ${urls.join(', ')}`);
    }
    await page.waitForTimeout(50);
  }
}

/** Whether the webview around a frame is shown: those of tabs behind others stay in the page, hidden. */
async function onScreen(frame: Frame): Promise<boolean> {
  try {
    const outer = await frame.parentFrame()?.frameElement();
    return (await outer?.isVisible()) ?? false;
  } catch {
    // A webview that is being replaced goes away under the question.
    return false;
  }
}

/** Repeats a look until two in a row, a frame apart, agree. */
export async function stable<T>(page: Page, look: () => Promise<T>): Promise<T> {
  let last = await look();
  for (;;) {
    await page.evaluate(() => new Promise((settle) => requestAnimationFrame(() => setTimeout(settle, 60))));
    const next = await look();
    if (JSON.stringify(next) === JSON.stringify(last)) return next;
    last = next;
  }
}
