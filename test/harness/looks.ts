/** What stands on the screen, read from the page: themes, places in the text, webviews. */
import type { Frame, Locator, Page } from 'playwright-core';
import { until } from './waiting.ts';

export type { Problem } from './problems.ts';

/** The themes of every kind: as settings name them, as the editor lists them, and the class that the window wears. */
export const themes = {
  light: { setting: 'Light Modern', label: 'Light Modern', look: 'vs' },
  dark: { setting: 'Dark Modern', label: 'Dark Modern', look: 'vs-dark' },
  'hc-dark': { setting: 'Default High Contrast', label: 'Dark High Contrast', look: 'hc-black' },
  'hc-light': { setting: 'Default High Contrast Light', label: 'Light High Contrast', look: 'hc-light' },
} as const;

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
export async function findWebview(page: Page, title: string): Promise<Frame> {
  const found = await until(
    page,
    async () => {
      for (const frame of page.frames()) if (await isWebview(frame, title)) return frame;
      return page.frames().map((frame) => frame.url().slice(0, 90));
    },
    (seen) => !Array.isArray(seen),
    `there is a webview named “${title}”`,
  );
  return found as Frame;
}

async function isWebview(frame: Frame, title: string): Promise<boolean> {
  if (frame.isDetached() || !frame.parentFrame()?.parentFrame()) return false;
  try {
    const names = await frame.evaluate(() => ({
      frame: window.frameElement?.getAttribute('title') ?? '',
      page: document.title,
      filled: (document.body?.children.length ?? 0) > 0,
      pending: window.frameElement?.id === 'pending-frame',
    }));
    if (!names.filled || names.pending) return false;
    if (![names.frame, names.page].some((name) => name.includes(title))) return false;
    // Those of tabs behind others stay in the page, hidden.
    const outer = await frame.parentFrame()?.frameElement();
    return (await outer?.isVisible()) ?? false;
  } catch {
    // A webview that is being replaced goes away under the question.
    return false;
  }
}
