import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { openWorkbench, type Workbench } from '../harness/browser.ts';
import { says } from '../harness/waiting.ts';

/** From a lesson into the reader's own code: all places of the lesson, and where it is done well. */

const title = 'The answer that arrived too late';

describe('The places of a lesson that has several', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      folder: 'test/editor/fixtures/places',
      settings: { 'files.autoSave': 'off' },
    });
  });
  after(() => workbench?.close());

  it('are shown in the editor’s own list at the reader’s place, and left by Escape', async () => {
    await workbench.openFile('src/parts/Team.tsx');
    await workbench.squiggles();
    await workbench.goTo(10, 8);
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    const frame = await workbench.lesson(title);
    await frame.locator('.known vscode-button', { hasText: 'Show all 2 places' }).focus();
    await workbench.page.keyboard.press('Enter');
    const peek = workbench.page.locator('.peekview-widget');
    await workbench.sees(peek.locator('.referenceMatch, .reference').first());
    await workbench.sees(peek.locator(':focus').first());
    await workbench.screenshot('places-peek');
    await workbench.page.keyboard.press('Escape');
    await workbench.seesNo(peek);
    assert.equal(await frame.locator('h1').innerText(), title, 'the lesson stays where it is');
  });
});

describe('The places of a lesson', () => {
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    workbench = await openWorkbench({
      settings: { 'files.autoSave': 'off' },
      viewport: { width: 1500, height: 1000 },
    });
  });
  after(() => workbench?.close());

  it('a lesson that was opened from a list shows where this code does it well', async () => {
    await workbench.openFile('src/App.tsx');
    await workbench.browseLessons();
    await workbench.page.locator('.monaco-list-row', { hasText: title }).first().click();
    frame = await workbench.lesson(title);
    await says(frame, '.well', /Done well here.*src\/PersonSearch\.tsx:9.*controller\.abort/s);
    await frame.locator('.well').scrollIntoViewIfNeeded();
    await workbench.screenshot('places-well');
  });

  it('leads to it by keyboard', async () => {
    await frame.locator('.well .file').first().focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.cursorIsAt('Ln 9,');
    assert.equal(
      await workbench.page.locator('.tab.active .label-name', { hasText: 'PersonSearch' }).count(),
      1,
    );
    assert.equal(await frame.locator('h1').innerText(), title, 'the lesson stays where it is');
  });

  it('looks for more places, and leads to the one that there is', async () => {
    await workbench.openFile('src/Profile.tsx');
    await workbench.squiggles();
    const look = frame.locator('vscode-button', { hasText: /Look for (more )?places in this workspace/ });
    await look.focus();
    await workbench.page.keyboard.press('Enter');
    await says(frame, '.known', /Show (all \d+ places|the one place) in this workspace/);
    await frame.locator('.known').scrollIntoViewIfNeeded();
    await workbench.screenshot('places-known');
    await frame.locator('.known vscode-button').focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.cursorIsAt('Ln 21,');
  });

  it('opens at a place that does it well, which is no example to itself', async () => {
    await workbench.openFile('src/PersonSearch.tsx');
    await workbench.focusEditor();
    await workbench.goTo(9, 5);
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    await says(frame, '.status', /Hindsight sees no fault here/);
    await frame.waitForFunction(() => document.querySelector('.well')?.hasAttribute('hidden'));
    await workbench.screenshot('places-sighting');
  });
});
