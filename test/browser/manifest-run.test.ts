/**
 * From a Service that finds no pod to the picture of its way, the fix on either side and the lesson, by keyboard
 * alone; and the two pictures in the four kinds of themes.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { catalogue } from '../../src/generated/catalogue.ts';
import { openWorkbench, type Theme, type Workbench } from '../harness/browser.ts';

const titleOf = (id: string) => catalogue.lessons.find((lesson) => lesson.id === id)?.title ?? id;
const picture = titleOf('kubernetes-services/five-parts');
const labels = titleOf('kubernetes-services/labels-are-the-wiring');
const rule = 'kubernetes-services/service-selector-no-match';

/** Waits until an element of the lesson says something. */
async function says(frame: Frame, selector: string, text: RegExp): Promise<void> {
  await frame
    .waitForFunction(
      ([where, source]) =>
        new RegExp(source as string).test(document.querySelector(where as string)?.textContent ?? ''),
      [selector, text.source],
    )
    .catch(async (error: unknown) => {
      const seen = await frame.locator(selector).allInnerTexts();
      throw new Error(`${selector} does not say ${text}: ${seen.join('\n')}`, { cause: error });
    });
}

describe('a Service that finds no pod, by keyboard', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      folder: 'test/editor/fixtures/pictures',
      settings: { 'files.autoSave': 'off' },
      viewport: { width: 1500, height: 1000 },
    });
    await workbench.openFile('deploy/service.yaml');
    await workbench.squiggles();
  });
  after(() => workbench?.close());

  const press = (key: string) => workbench.page.keyboard.press(key);
  const ours = async () => {
    const problems = (await workbench.problems()).map(({ code }) => code);
    await workbench.focusEditor();
    return problems;
  };
  const gone = () =>
    workbench.until(ours, (codes) => !codes.includes(rule), 'the hint of the selector is gone');
  const back = () =>
    workbench.until(ours, (codes) => codes.includes(rule), 'the hint of the selector is there again');

  it('F8 walks to it, and the light bulb has a fix for either side and the lesson', async () => {
    await workbench.goTo(1, 1);
    await press('F8');
    await workbench.page.locator('.marker-widget').first().waitFor();
    await workbench.screenshot('manifest-marker');
    await press('Escape');
    await workbench.goTo(7, 8);
    const titles = await workbench.lightbulb();
    await workbench.screenshot('manifest-lightbulb');
    await press('Escape');
    for (const start of [
      'Select app: webapp',
      'Label the pods of Deployment web',
      `Open lesson: ${labels}`,
    ]) {
      assert.ok(
        titles.some((title) => title.startsWith(start)),
        `${start} is offered: ${titles.join(' · ')}`,
      );
    }
  });

  it('the picture shows where the way breaks, and is whole after the fix of the Service', async () => {
    await workbench.commandPalette('Hindsight: Where Does This Service Lead?');
    const frame = await workbench.webviewFrame(picture);
    await says(frame, '.picture', /The nearest, Deployment web, says app: webapp/);
    await workbench.screenshot('manifest-picture');
    await workbench.focusEditor();
    await workbench.goTo(7, 8);
    await workbench.lightbulb();
    await workbench.chooseAction('Select app: webapp');
    await gone();
    assert.match(await workbench.editorText(), /selector:\n {4}app: webapp\n/);
    await says(frame, '.picture', /Every part of the way holds/);
    await workbench.screenshot('manifest-picture-whole');
  });

  it('the fix of the other side edits the file of the pods, and the picture is whole again', async () => {
    await press('ControlOrMeta+z');
    await back();
    await workbench.goTo(7, 8);
    await workbench.lightbulb();
    await workbench.chooseAction('Label the pods of Deployment web');
    await gone();
    const frame = await workbench.webviewFrame(picture);
    await says(frame, '.picture', /Every part of the way holds/);
    assert.match(await workbench.editorText(), /selector:\n {4}app: web\n/, 'the Service stays as it was');
    await workbench.openFile('deploy/web.yaml');
    const text = await workbench.editorText();
    assert.match(text, /matchLabels:\n {6}app: web\n/);
    assert.match(text, /labels:\n {8}app: web\n/);
    await press('ControlOrMeta+z');
    await back();
  });

  it('the lesson tells it with both names, and its Apply mends it', async () => {
    await workbench.openFile('deploy/service.yaml');
    await workbench.goTo(7, 8);
    await workbench.lightbulb();
    await workbench.chooseAction('Open lesson:');
    const frame = await workbench.webviewFrame(labels);
    await says(frame, '.section-your-code', /app: webapp/);
    await frame.waitForFunction(() => document.hasFocus());
    await workbench.screenshot('manifest-lesson');
    const isApply = () =>
      frame.evaluate(() => /^Apply/.test(document.activeElement?.textContent?.trim() ?? ''));
    for (let presses = 0; !(await isApply()); presses++) {
      assert.ok(presses < 100, 'Tab reaches Apply');
      await press('Tab');
    }
    await press('Enter');
    await says(frame, '.section-your-code', /gone|mended|fixed|no longer/i);
    await workbench.screenshot('manifest-lesson-applied');
  });

  it('a wall that is missing is one hint, and one fix builds all of them', async () => {
    await workbench.openFile('deploy/web.yaml');
    await workbench.goTo(15, 18);
    const titles = await workbench.lightbulb();
    await workbench.screenshot('manifest-walls');
    assert.ok(
      titles.some((title) => title.startsWith('Build the missing walls')),
      titles.join(' · '),
    );
    await workbench.chooseAction('Build the missing walls');
    await workbench.until(
      () => workbench.editorText(),
      (text) =>
        [
          'runAsNonRoot: true',
          'allowPrivilegeEscalation: false',
          'drop:',
          'readOnlyRootFilesystem: true',
          'memory:',
        ].every((part) => text.includes(part)),
      'all walls stand in the file',
    );
    await workbench.screenshot('manifest-walls-built');
    assert.deepEqual(await workbench.notifications(), [], 'the editor complains of nothing');
  });
});

for (const theme of ['light', 'dark', 'hc-dark', 'hc-light'] as const satisfies readonly Theme[]) {
  describe(`the pictures, ${theme}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({
        folder: 'test/editor/fixtures/pictures',
        copy: false,
        theme,
        settings: { 'files.autoSave': 'off', 'workbench.editor.splitSizing': 'split' },
        viewport: { width: 1500, height: 1000 },
      });
    });
    after(() => workbench?.close());

    it('are drawn', async () => {
      await workbench.openFile('deploy/service.yaml');
      await workbench.goTo(6, 3);
      await workbench.commandPalette('Hindsight: Where Does This Service Lead?');
      await says(await workbench.webviewFrame(picture), '.picture', /The nearest/);
      await workbench.screenshot(`picture-path-${theme}`);
      await workbench.focusEditor();
      await workbench.openFile('compose.yaml');
      await workbench.goTo(7, 5);
      await workbench.commandPalette('Hindsight: What This Container May Do');
      const tenants = await workbench.webviewFrame(titleOf('docker-isolation/fifty-tenants'));
      await says(tenants, '.picture', /docker\.sock/);
      await workbench.screenshot(`picture-container-${theme}`);
    });
  });
}
