/**
 * What the panel shows from one frame to the next, in the real editor in a dark theme: it never flashes, and a
 * reader who comes back to its tab finds the page as it was left, at once. Then the states of the way from hint to fix, in
 * every kind of theme, as pictures in test-results/screenshots, for people who change how things look. What a machine
 * can tell is asserted.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { testResults } from '../../../scripts/lib/paths.mjs';
import type { Problem } from '../../harness/browser.ts';
import { type Area, framesWhile, type Look, looksOf } from '../../harness/frames.ts';
import { startAnew, workbench } from './open.ts';

const first = 'The answer that arrived too late';
const second = 'Whoever subscribes must unsubscribe';

/** Share of pixels that a moved page changes at least; lines that are set a pixel lower change a third of it. */
const jump = 0.12;

let frame: Frame;
let hint: Problem;

describe('The panel from frame to frame', () => {
  let area: Area;

  before(async () => {
    await startAnew(1400, 850);
    await workbench.openFile('src/Profile.tsx');
    await workbench.squiggles();
    hint = await workbench.problem('react-effects/effect-stale-response');
    await workbench.commandPalette('View: Hide Panel');
  });

  /** Frames that are not what they should be are kept for people. */
  function check(
    name: string,
    frames: readonly string[],
    looks: readonly Look[],
    fits: (look: Look) => boolean,
  ) {
    const wrong = looks.flatMap((look, at) => (fits(look) ? [] : [{ at, ...look }]));
    const folder = join(testResults, 'screenshots');
    mkdirSync(folder, { recursive: true });
    for (const { at } of wrong)
      writeFileSync(join(folder, `frame-${name}-${at}.png`), Buffer.from(frames[at] ?? '', 'base64'));
    assert.deepEqual(wrong, [], `of ${looks.length} frames; pictures of them are in ${folder}`);
  }

  /** The looks since the area was last empty. */
  function sinceEmpty(looks: readonly Look[]): readonly Look[] {
    return looks.slice(looks.findLastIndex(({ inked }) => inked < 0.0005) + 1);
  }

  /**
   * The looks since a text that filled the area has given way. The editor may paint the page right after it, or an empty
   * area between them; colours that a text gets late, and its cursor, change less of it at once.
   */
  function sinceText(looks: readonly Look[]): readonly Look[] {
    const gone = looks.findIndex(({ step }) => step > 0.05);
    return gone < 0 ? [] : sinceEmpty(looks.slice(gone));
  }

  it('opens without a light or a half-made frame', async () => {
    await workbench.focusEditor();
    await workbench.goTo(hint.line, hint.column);
    const frames = await framesWhile(workbench.page, async () => {
      await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
      frame = await workbench.lesson(first);
      await workbench.sees(frame.locator('.excerpt .line.hint').first());
      // What comes last: the figure, the state of the practice, and the word about places elsewhere.
      await workbench.sees(frame.locator('.figure .timeline text').first());
      await workbench.sees(frame.locator('.card.practice'));
      return frame;
    });
    const box = await workbench.page
      .locator('.editor-group-container')
      .nth(1)
      .locator('.editor-container')
      .boundingBox();
    assert.ok(box);
    // Without the scroll bar, which fades.
    area = {
      x: Math.ceil(box.x) + 2,
      y: Math.ceil(box.y) + 2,
      width: Math.floor(box.width) - 24,
      height: Math.floor(box.height) - 4,
    };
    const looks = looksOf(frames, area);
    check('opening', frames, looks, ({ bright }) => bright < 0.2);
    const shown = sinceEmpty(looks);
    assert.ok(shown.length > 0);
    check('opened', frames.slice(-shown.length), shown, ({ changed }) => changed < jump);
  });

  it('goes from one lesson to the next without an empty frame', async () => {
    const frames = await framesWhile(workbench.page, async () => {
      await frame.locator('.neighbour.right').evaluate((element) => (element as HTMLElement).click());
      await frame.waitForFunction((title) => document.querySelector('h1')?.textContent === title, second);
      await workbench.sees(frame.locator('.figure .timeline text').first());
      await workbench.sees(frame.locator('.card.practice'));
      return frame;
    });
    const looks = looksOf(frames, area);
    check('next', frames, looks, ({ bright, inked }) => bright < 0.2 && inked > 0.01);
  });

  it('comes back to a tab as it was left: lesson, place, answers, without a jump', async () => {
    await frame.locator('.figure .timeline text').first().waitFor();
    const question = frame.locator('.question').first();
    await question.locator('input').first().check();
    await question.locator('vscode-button', { hasText: 'Check' }).click();
    await question.locator('.explanation p').first().waitFor();
    // The page keeps its place by a timer of 100 ms that begins with the scroll; one that begins later and is longer
    // ends after it.
    await question.evaluate(
      (element) =>
        new Promise<void>((settle) => {
          addEventListener('scroll', () => setTimeout(settle, 200), { once: true });
          scrollTo({ top: 0, behavior: 'instant' });
          element.scrollIntoView({ block: 'center', behavior: 'instant' });
        }),
    );
    const top = () =>
      frame
        .locator('.question')
        .first()
        .evaluate((element) => Math.round(element.getBoundingClientRect().top));
    const [left, words] = [await top(), await question.innerText()];
    await workbench.page.keyboard.press('ControlOrMeta+2');
    await workbench.openFile('src/api.ts');
    assert.equal(await workbench.page.locator('.editor-group-container').count(), 2);
    const frames = await framesWhile(workbench.page, async () => {
      await workbench.page.locator('.tab', { hasText: second }).click();
      frame = await workbench.webviewFrame(second);
      await workbench.sees(frame.locator('.question').first());
      await workbench.sees(frame.locator('.figure .timeline text').first());
      await workbench.sees(frame.locator('.card.practice'));
      return frame;
    });
    const looks = looksOf(frames, area);
    const shown = sinceText(looks);
    assert.ok(shown.length > 0);
    check('back', frames.slice(-shown.length), shown, ({ changed }) => changed < jump);
    assert.ok(
      Math.abs((await top()) - left) <= 2,
      `the question stood at ${left}, and now at ${await top()}`,
    );
    assert.equal(await frame.locator('.question').first().innerText(), words);
  });
});

describe('the way from hint to fix, to be looked at', () => {
  before(async () => {
    // The lesson stays open in the other group, at another one's page.
    await workbench.focusEditor();
    await workbench.openFile('src/Profile.tsx');
    await workbench.squiggles();
  });

  it('the hover on a hint', async () => {
    const hover = await workbench.hoverAt(hint.line, hint.column + 2);
    await workbench.sees(hover.locator('a', { hasText: 'Open lesson' }).first());
    await workbench.screenshot('journey-looks-hover');
    await workbench.page.mouse.move(700, 5);
    await workbench.page.keyboard.press('Escape');
  });

  it('hints and lesson side by side', async () => {
    await workbench.commandPalette('View: Toggle Primary Side Bar Visibility');
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    frame = await workbench.lesson(first);
    await workbench.sees(frame.locator('.excerpt .line.hint').first());
    // What of the reader's code is shown is the code that is there.
    assert.match(
      await frame.locator('.excerpt .line.hint').first().innerText(),
      new RegExp(`^${hint.line}\\b`),
    );
  });

  for (const theme of ['dark', 'hc-dark', 'hc-light', 'light'] as const) {
    it(`the same, ${theme}`, async () => {
      await workbench.setTheme(theme);
      const kind = {
        light: 'vscode-light',
        dark: 'vscode-dark',
        'hc-dark': 'vscode-high-contrast',
        'hc-light': 'vscode-high-contrast-light',
      }[theme];
      // The page hears of the theme after the window.
      await workbench.sees(frame.locator(`body[data-vscode-theme-kind="${kind}"]`));
      await frame.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
      await workbench.screenshot(`journey-looks-top-${theme}`);
      await frame.locator('.place').evaluate((element) => element.scrollIntoView({ block: 'start' }));
      const { bottom } = await frame.locator('.sequence').evaluate((steps) => steps.getBoundingClientRect());
      assert.ok(
        bottom <= (await frame.evaluate(() => innerHeight)),
        'hint, excerpt and how it would run fit on one screen',
      );
      await workbench.page.mouse.move(700, 5);
      await workbench.screenshot(`journey-looks-${theme}`);
    });
  }
});
