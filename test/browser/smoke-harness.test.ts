/** The harness, tried on a tiny extension: every helper does once what a person would. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pack } from '../../scripts/lib/package.mjs';
import { openWorkbench, type Workbench } from '../harness/browser.ts';

const folder = 'test/harness/fixtures/tiny-workspace';
const scratch = mkdtempSync(join(tmpdir(), 'hindsight-tiny-'));
const vsix = join(scratch, 'tiny.vsix');

before(() => pack({ out: vsix, folder: 'test/harness/fixtures/tiny-extension' }).then(() => undefined));
after(() => rmSync(scratch, { recursive: true, force: true }));

describe('the browser harness', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ vsix, folder, theme: 'dark' });
  });
  after(() => workbench.close());

  it('sees squiggles and lists them as problems', async () => {
    await workbench.openFile('notes.txt');
    assert.equal(await workbench.squiggles(2), 2);
    const hints = await workbench.waitForHints(2);
    assert.deepEqual(
      hints.map(({ line, column, severity, message, code }) => ({ line, column, severity, message, code })),
      [
        { line: 2, column: 8, severity: 'warning', message: 'A fault stands here.', code: 'tiny/fault' },
        { line: 2, column: 23, severity: 'warning', message: 'A fault stands here.', code: 'tiny/fault' },
      ],
    );
    await (await workbench.problemLink('tiny/fault')).click();
    const frame = await workbench.webviewFrame('Tiny panel');
    await frame.waitForFunction(() => document.hasFocus());
    await workbench.focusEditor(1);
  });

  it('reads a hover', async () => {
    await workbench.focusEditor();
    const hover = await workbench.hoverAt(2, 9);
    assert.match(await hover.innerText(), /A word about this/);
    await workbench.page.keyboard.press('Escape');
  });

  it('applies a fix from the lightbulb by keyboard, and another by mouse', async () => {
    const titles = await workbench.lightbulb(2, 9);
    assert.ok(titles.includes('Replace the fault'), titles.join(', '));
    await workbench.chooseAction('Replace the fault');
    await workbench.waitForHints(1);
    await workbench.focusEditor();
    assert.equal(await workbench.editorText(), 'One line without.\nHere a GOOD, there a FAULT.\n');
    await workbench.focusEditor();
    await workbench.lightbulb(2, 23);
    await workbench.chooseAction('Replace the fault', 'mouse');
    await workbench.waitForHints(0);
  });

  it('opens a panel from the palette and presses a button in it', async () => {
    await workbench.commandPalette('Tiny: Open the Panel');
    const frame = await workbench.webviewFrame('Tiny panel');
    await frame.getByRole('button', { name: 'Press' }).click();
    assert.equal(await frame.locator('h1').innerText(), 'Pressed');
    await workbench.screenshot('smoke-harness');
  });
});
