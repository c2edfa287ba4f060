/**
 * The states of the way that the README shows, and the main one in every kind of theme, as pictures. Whoever changes
 * how things look reads them in test-results/screenshots; what a machine can tell is asserted here.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { openWorkbench, type Problem, type Workbench } from '../harness/browser.ts';

const title = 'The answer that arrived too late';

describe('the way from hint to fix, to be looked at', () => {
  let workbench: Workbench;
  let hint: Problem;
  let frame: Frame;

  before(async () => {
    workbench = await openWorkbench({
      theme: 'dark',
      viewport: { width: 1200, height: 750 },
      settings: {
        'files.autoSave': 'off',
        'editor.minimap.enabled': false,
        'editor.stickyScroll.enabled': false,
        'explorer.compactFolders': false,
        'outline.collapseItems': 'alwaysCollapse',
      },
    });
    await workbench.openFile('src/Profile.tsx');
    hint = await workbench.problem('react-effects/effect-stale-response');
    await workbench.commandPalette('View: Hide Panel');
    await workbench.focusEditor();
    await workbench.goTo(hint.line, hint.column);
    await workbench.squiggles();
  });
  after(() => workbench?.close());

  it('the hover on a hint', async () => {
    const hover = await workbench.hoverAt(hint.line, hint.column + 2);
    await workbench.sees(hover.locator('a', { hasText: 'Open lesson' }).first());
    await workbench.screenshot('journey-looks-hover');
    await workbench.page.mouse.move(700, 5);
    await workbench.page.keyboard.press('Escape');
  });

  it('hints and lesson side by side', async () => {
    await workbench.page.setViewportSize({ width: 1400, height: 850 });
    await workbench.commandPalette('View: Toggle Primary Side Bar Visibility');
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    frame = await workbench.lesson(title);
    await workbench.sees(frame.locator('.excerpt .line.hint').first());
    // What of the reader's code is shown is the code that is there.
    assert.match(
      await frame.locator('.excerpt .line.hint').first().innerText(),
      new RegExp(`^${hint.line}\\b`),
    );
  });

  for (const theme of ['light', 'dark', 'hc-dark', 'hc-light'] as const) {
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
