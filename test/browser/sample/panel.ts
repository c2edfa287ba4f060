/**
 * A lesson in the real editor: reached from a list and from a hint, and from there into the reader's own code. What it says
 * of an edit, of the fix and of code that was removed is the same in both hosts, and tried in `web-host.test.ts` and
 * `journey.test.ts`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { says } from '../../harness/waiting.ts';
import { startAnew, workbench } from './open.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const title = 'The answer that arrived too late';

let frame: Frame;

describe('The places of a lesson', () => {
  before(() => startAnew(1500, 1000));

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

describe('The lesson panel in the editor', () => {
  let line = 0;

  before(() => startAnew(1500, 1000));

  it('opens beside the code, told with its names and lines', async () => {
    await workbench.openFile('src/Profile.tsx');
    await workbench.squiggles();
    const hint = await workbench.problem('react-effects/effect-stale-response');
    assert.equal(hint.source, 'Hindsight');
    line = hint.line;
    await workbench.focusEditor();
    await workbench.goTo(hint.line, hint.column);
    await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
    // Keyboard users land in the panel.
    frame = await workbench.lesson(title);
    await workbench.sees(
      workbench.page.locator('.editor-group-container.active .tab.active', { hasText: title }),
    );
    await workbench.sees(frame.locator('h1#title:focus', { hasText: title }));
    await says(frame, '.excerpt .line.hint', new RegExp(`${line}.*setUser`));
    await says(frame, '.section-happens .own', /fetchUser|userId|setUser/);
    assert.equal(await workbench.page.locator('.editor-group-container').count(), 2);
    await workbench.screenshot('editor-panel');
  });

  it('takes the keyboard once, and never from the rest of the window', async () => {
    await frame.evaluate(() =>
      addEventListener('message', ({ data }) => {
        if (data.type === 'lesson') (window as never as { message: unknown }).message = data;
      }),
    );
    await workbench.focusEditor();
    await workbench.page.keyboard.press('Shift+Alt+l');
    await workbench.sees(frame.locator('h1#title:focus'));
    const title = await frame.evaluate(() => document.activeElement?.outerHTML);
    await workbench.page.keyboard.press('Tab');
    const next = await frame.evaluate(() => document.activeElement?.outerHTML);
    assert.notEqual(next, title);
    /** Sends the page its lesson once more, as while it is not known to listen. @returns once it has been heard */
    const postAgain = (later: number) =>
      frame.evaluate(
        (more) =>
          new Promise<void>((settle) => {
            const { message } = window as never as { message: { opening: number; focus: boolean } };
            if (!message.focus || !(message.opening > 0)) throw new Error('the reader asked for the lesson');
            addEventListener('message', ({ data }) => data === 'heard' && settle());
            postMessage({ ...message, opening: message.opening + more }, '*');
            postMessage('heard', '*');
          }),
        later,
      );
    await postAgain(0);
    assert.equal(await frame.evaluate(() => document.activeElement?.outerHTML), next);
    await workbench.page.keyboard.press('F1');
    const field = workbench.quickInput.locator('input:focus');
    await workbench.sees(field);
    await postAgain(1);
    assert.equal(await field.isVisible(), true, 'the palette stays open');
    await workbench.page.keyboard.press('Escape');
    // Back in the page, the keyboard goes on where the reader was taken meanwhile.
    await workbench.sees(frame.locator('h1#title:focus'));
  });

  it('axe-core finds nothing in the real page', async () => {
    await frame.evaluate(axe);
    const violations = await frame.evaluate(async () => {
      const { run } = (window as never as { axe: { run: () => Promise<{ violations: unknown[] }> } }).axe;
      return JSON.stringify((await run()).violations).slice(0, 2_000);
    });
    assert.equal(violations, '[]');
  });
});
