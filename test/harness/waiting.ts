/** How tests wait: until what they assert is there, and with a full account where it never comes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { testResults } from '../../scripts/lib/paths.mjs';

/**
 * In milliseconds. No test passes or fails by it: it only ends a wait that would never end, and a machine ten times
 * slower than a usual one does not reach it.
 */
export const wait = 150_000;

/** Between two looks, in milliseconds. */
const pause = 100;

/** What has the keyboard: from the window inwards, for messages. */
export async function whoHasFocus(page: Page): Promise<string> {
  const found: string[] = [];
  for (const frame of page.frames()) {
    const focus = await frame
      .evaluate(() => {
        const { activeElement } = document;
        if (!document.hasFocus() || !activeElement) return undefined;
        const part = activeElement.closest('[id^="workbench.parts"], .quick-input-widget, .action-widget');
        const element = (activeElement.cloneNode(false) as Element).outerHTML.slice(0, 160);
        return `${part?.id || part?.className || document.title || 'the window'}: ${element}`;
      })
      // A frame that goes away meanwhile has no focus.
      .catch(() => undefined);
    if (focus) found.push(focus);
  }
  return found.join(' › ') || 'nobody';
}

/** Ends a wait: says what was waited for and what had the focus, and keeps a picture of the window. */
async function failed(page: Page, message: string, cause?: unknown): Promise<Error> {
  const folder = join(testResults, 'screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `failed-${Date.now()}.png`);
  const picture = await page.screenshot({ path }).then(
    () => `; a picture is ${path}`,
    () => '',
  );
  const reason = cause instanceof Error ? `\n${cause.message}` : '';
  const text = `${message}; the focus is at ${await whoHasFocus(page)}${picture}${reason}`;
  return new Error(text, { cause });
}

/**
 * Waits for something, and says what that was and what had the focus where it does not come.
 * @param what ends the sentence "waited until"
 */
export async function explained<T>(page: Page, what: string, waiting: Promise<T>): Promise<T> {
  try {
    return await waiting;
  } catch (error) {
    throw await failed(page, `waited until ${what}`, error);
  }
}

/**
 * Looks again and again until what is seen is what was meant, for what is drawn in steps.
 * @param what ends the sentence "waited until"
 * @throws Error with `what`, the last look and what had the focus
 */
export async function until<T>(
  page: Page,
  look: () => Promise<T>,
  meant: (seen: T) => boolean,
  what: string,
): Promise<T> {
  const deadline = Date.now() + wait;
  for (;;) {
    const seen = await look();
    if (meant(seen)) return seen;
    if (Date.now() > deadline)
      throw await failed(page, `waited until ${what}; seen: ${JSON.stringify(seen, null, 1)}`);
    await page.waitForTimeout(pause);
  }
}

/** How long a key that did nothing is waited for before it is pressed again, in milliseconds. */
const untilAgain = 15_000;

/**
 * Does something until what it brings is there. The editor swallows keys: a new diagnostic calls off the light bulb's
 * question, a box closes when the focus moves, and a webview that was left a moment ago takes the focus back. A person
 * tries again, and so does this, but it says so, because in a quiet window once is enough.
 * @param act is named for the message, and may be done more than once
 * @param what ends the sentence "waited until"
 * @param isThere whether it is there
 * @param patience how long what did nothing is waited for, in milliseconds; short for what does the same however often
 *   it is done
 */
export async function actUntil(
  page: Page,
  act: { readonly name: string; do(): Promise<void> },
  what: string,
  isThere: () => Promise<boolean>,
  patience = untilAgain,
): Promise<void> {
  const deadline = Date.now() + wait;
  for (let times = 1; ; times++) {
    await act.do();
    const again = Date.now() + patience * times;
    while (Date.now() < again) {
      if (await isThere()) return;
      await page.waitForTimeout(pause);
    }
    if (Date.now() > deadline) throw await failed(page, `waited until ${what}`);
    console.warn(
      `UNSTEADY: ${act.name} did nothing yet (${what}); the focus is at ${await whoHasFocus(page)}`,
    );
  }
}

/** Presses a key until what it brings is there, as {@link actUntil}. */
export async function pressUntil(
  page: Page,
  key: string,
  what: string,
  isThere: () => Promise<boolean>,
  patience?: number,
): Promise<void> {
  await actUntil(page, { name: key, do: () => page.keyboard.press(key) }, what, isThere, patience);
}

/** Whether keys go into a webview. */
export async function isInWebview(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.tagName === 'IFRAME');
}

/** Between two looks of a webview at whether it has the focus, in milliseconds. */
const webviewLooksEvery = 250;

/**
 * Waits until every webview that got or lost the focus has told the editor so. A page or a text that is asked for
 * before the webview has looked loses the focus again to the webview's old news.
 */
export async function webviewFocusSettled(page: Page): Promise<void> {
  const outer = page.frames().filter((frame) => frame.parentFrame() === page.mainFrame());
  const turns = outer.map((frame) =>
    frame
      .evaluate((turn) => new Promise((over) => setTimeout(over, turn)), webviewLooksEvery)
      // A webview that is closed meanwhile has nothing to tell.
      .catch(() => undefined),
  );
  await Promise.all(turns);
}

/** Waits until the first element that a selector finds in a page says something. */
export async function says(frame: Frame, selector: string, text: RegExp): Promise<void> {
  try {
    await frame.waitForFunction(
      ([where, source, flags]) =>
        new RegExp(source as string, flags).test(document.querySelector(where as string)?.textContent ?? ''),
      [selector, text.source, text.flags],
      { timeout: wait },
    );
  } catch (error) {
    const seen = await frame.locator(selector).allInnerTexts();
    const found = seen.join('\n') || 'nothing';
    throw await failed(frame.page(), `${selector} does not say ${text}, but: ${found}`, error);
  }
}

/**
 * Presses Tab until an element of a page has the focus. The element has to be there before the walk begins: the focus
 * goes past what comes later.
 */
export async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  await explained(page, `${target} is there, for Tab to reach it`, target.waitFor());
  const isThere = () =>
    target.evaluate((element) => document.hasFocus() && document.activeElement === element);
  for (let presses = 0; !(await isThere()); presses++) {
    if (presses === 300) throw await failed(page, `Tab does not reach ${target}`);
    await page.keyboard.press('Tab');
  }
}
