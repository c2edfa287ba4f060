/**
 * The states of the way that the README shows, and the main one in every kind of theme, as pictures. Whoever changes
 * how things look reads them in test-results/screenshots; what a machine can tell is asserted here.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openWorkbench, type Theme, type Workbench } from '../harness/browser.ts';

const title = 'The answer that arrived too late';

async function openHint(theme: Theme, width: number, height: number): Promise<[Workbench, number, number]> {
  const workbench = await openWorkbench({
    theme,
    viewport: { width, height },
    settings: {
      'files.autoSave': 'off',
      'editor.minimap.enabled': false,
      'editor.stickyScroll.enabled': false,
      'explorer.compactFolders': false,
      'outline.collapseItems': 'alwaysCollapse',
    },
  });
  await workbench.openFile('src/Profile.tsx');
  await workbench.squiggles();
  const hint = (await workbench.problems()).find(({ code }) => code.includes('effect-stale-response'));
  assert.ok(hint);
  await workbench.commandPalette('View: Hide Panel');
  await workbench.focusEditor();
  await workbench.goTo(hint.line, hint.column);
  return [workbench, hint.line, hint.column];
}

describe('the way from hint to fix, to be looked at', () => {
  for (const theme of ['light', 'dark', 'hc-dark', 'hc-light'] as const) {
    it(`hints and lesson side by side, ${theme}`, async () => {
      const [workbench, line] = await openHint(theme, 1400, 850);
      await workbench.commandPalette('View: Toggle Primary Side Bar Visibility');
      await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
      const frame = await workbench.webviewFrame(title);
      await frame.locator('.excerpt .line.hint').first().waitFor();
      await workbench.screenshot(`journey-looks-top-${theme}`);
      const place = frame.locator('.place');
      await place.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      const story = frame.locator('.sequence');
      const { bottom } = await story.evaluate((steps) => steps.getBoundingClientRect());
      assert.ok(
        bottom <= (await frame.evaluate(() => innerHeight)),
        'hint, excerpt and how it would run fit on one screen',
      );
      // What of the reader's code is shown is the code that is there.
      assert.match(await frame.locator('.excerpt .line.hint').first().innerText(), new RegExp(`^${line}\\b`));
      await workbench.page.mouse.move(700, 5);
      await workbench.screenshot(`journey-looks-${theme}`);
      await workbench.close();
    });
  }

  it('the hover on a hint', async () => {
    const [workbench, line, column] = await openHint('dark', 1200, 750);
    const hover = await workbench.hoverAt(line, column + 2);
    await hover.locator('a', { hasText: 'Open lesson' }).first().waitFor();
    await workbench.screenshot('journey-looks-hover');
    await workbench.close();
  });
});
