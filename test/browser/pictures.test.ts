/** From a Service and from a container to their pictures, and back into the files that they were drawn from. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogue } from '../../src/generated/catalogue.ts';
import { openWorkbench, type Workbench } from '../harness/browser.ts';
import { says } from '../harness/waiting.ts';

const titleOf = (id: string) => catalogue.lessons.find((lesson) => lesson.id === id)?.title ?? id;
const parts = titleOf('kubernetes-services/five-parts');
const tenants = titleOf('docker-isolation/fifty-tenants');

describe('The pictures of manifests', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      folder: 'test/editor/fixtures/pictures',
      settings: { 'files.autoSave': 'off', 'workbench.editor.splitSizing': 'split' },
      viewport: { width: 1500, height: 1000 },
    });
  });
  after(() => workbench?.close());

  it('a Service leads to the place where its way breaks, by keyboard', async () => {
    await workbench.openFile('deploy/service.yaml');
    await workbench.goTo(6, 3);
    await workbench.commandPalette('Hindsight: Where Does This Service Lead?');
    const frame = await workbench.webviewFrame(parts);
    await says(frame, '.picture', /The nearest, Deployment web, says app: webapp/);
    await workbench.sees(frame.locator('.picture h3:focus', { hasText: /^Where Service web leads$/ }));
    await workbench.screenshot('picture-path');
    await frame.locator('.picture [data-state="broken"] .file').focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.cursorIsAt('Ln 7,');
  });

  it('the picture follows an edit of another file', async () => {
    const frame = await workbench.webviewFrame(parts);
    await workbench.openFile('deploy/web.yaml');
    await workbench.goTo(12, 20);
    for (let at = 0; at < 3; at++) await workbench.page.keyboard.press('Backspace');
    await says(frame, '.picture', /Every part of the way holds/);
    assert.match(await frame.locator('.picture').innerText(), /deploy\/web\.yaml:4/);
    await frame.locator('.picture').scrollIntoViewIfNeeded();
    await workbench.screenshot('picture-path-whole');
  });

  it('a service of Compose and an image show what they may do', async () => {
    await workbench.focusEditor();
    await workbench.openFile('compose.yaml');
    await workbench.goTo(7, 5);
    await workbench.commandPalette('Hindsight: What This Container May Do');
    const frame = await workbench.webviewFrame(tenants);
    await says(frame, '.picture', /What worker may do.*docker\.sock/s);
    await workbench.sees(frame.locator('.picture h3:focus'));
    await workbench.screenshot('picture-container');
    await workbench.focusEditor();
    await workbench.openFile('Dockerfile');
    await workbench.goTo(3, 1);
    await workbench.commandPalette('Hindsight: What This Container May Do');
    await says(frame, '.picture', /of this image.*user node.*port 3000/s);
    await workbench.sees(frame.locator('.picture h3:focus'));
    await workbench.screenshot('picture-image');
  });

  it('says what to do where there is nothing to draw', async () => {
    await workbench.focusEditor();
    await workbench.openFile('compose.yaml');
    await workbench.goTo(1, 1);
    await workbench.commandPalette('Hindsight: Where Does This Service Lead?');
    await workbench.until(
      async () => (await workbench.notifications()).join('\n'),
      (said) => /Put the cursor into a Service/.test(said),
      'it is said what to do',
    );
  });
});
