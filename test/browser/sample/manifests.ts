/**
 * From a Service that finds no pod to the picture of its way, the fix on either side and the lesson, by keyboard alone; and
 * the pictures of what a container may do.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { says, tabTo } from '../../harness/waiting.ts';
import { press, startAnew, workbench } from './open.ts';

const titleOf = (id: string) => catalogue.lessons.find((lesson) => lesson.id === id)?.title ?? id;
const picture = titleOf('kubernetes-services/five-parts');
const tenants = titleOf('docker-isolation/fifty-tenants');
const labels = titleOf('kubernetes-services/labels-are-the-wiring');
const rule = 'kubernetes-services/service-selector-no-match';

describe('a Service that finds no pod, by keyboard', () => {
  before(async () => {
    await startAnew(1500, 1000);
    await workbench.openFile('shop/deploy/service.yaml');
    await workbench.squiggles();
  });

  const gone = async () => {
    await workbench.problemsUntil(
      (problems) => problems.every(({ code }) => code !== rule),
      'the hint of the selector is gone',
    );
    await workbench.focusEditor();
  };
  const back = async () => {
    await workbench.problem(rule);
    await workbench.focusEditor();
  };

  it('F8 walks to it, and the light bulb has a fix for either side and the lesson', async () => {
    await workbench.goTo(1, 1);
    await press('F8');
    await workbench.sees(workbench.page.locator('.marker-widget').first());
    await workbench.cursorIsAt('Ln 7,');
    await workbench.screenshot('manifest-marker');
    await press('Escape');
    const titles = await workbench.lightbulb(7, 8);
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
    await workbench.sees(frame.locator('.picture h3:focus'));
    await says(frame, '.picture', /The nearest, Deployment web, says app: webapp/);
    await workbench.screenshot('manifest-picture');
    await workbench.focusEditor();
    await workbench.goTo(1, 1);
    await frame.locator('.picture [data-state="broken"] .file').focus();
    await press('Enter');
    await workbench.cursorIsAt('Ln 7,');
    await workbench.lightbulb(7, 8);
    await workbench.chooseAction('Select app: webapp');
    await gone();
    assert.match(await workbench.editorText(), /selector:\n {4}app: webapp\n/);
    await says(frame, '.picture', /Every part of the way holds/);
    await workbench.screenshot('manifest-picture-whole');
  });

  it('the fix of the other side edits the file of the pods, and the picture is whole again', async () => {
    await press('ControlOrMeta+z');
    await back();
    await workbench.lightbulb(7, 8);
    await workbench.chooseAction('Label the pods of Deployment web');
    await gone();
    const frame = await workbench.webviewFrame(picture);
    await says(frame, '.picture', /Every part of the way holds/);
    assert.match(await frame.locator('.picture').innerText(), /deploy\/web\.yaml:4/);
    assert.match(await workbench.editorText(), /selector:\n {4}app: web\n/, 'the Service stays as it was');
    await workbench.openFile('shop/deploy/web.yaml');
    const text = await workbench.editorText();
    assert.match(text, /matchLabels:\n {6}app: web\n/);
    assert.match(text, /labels:\n {8}app: web\n/);
    await press('ControlOrMeta+z');
    await back();
  });

  it('the lesson tells it with both names, and its Apply mends it', async () => {
    await workbench.openFile('shop/deploy/service.yaml');
    await workbench.lightbulb(7, 8);
    await workbench.chooseAction('Open lesson:');
    const frame = await workbench.lesson(labels);
    await says(frame, '.section-your-code', /app: webapp/);
    await workbench.screenshot('manifest-lesson');
    await tabTo(frame.locator('vscode-button', { hasText: /^\s*Apply/ }).first());
    await press('Enter');
    await says(frame, '.status', /The hint is gone/);
    await workbench.screenshot('manifest-lesson-applied');
  });

  it('a wall that is missing is one hint, and one fix builds all of them', async () => {
    await workbench.openFile('shop/deploy/web.yaml');
    await workbench.squiggles();
    const titles = await workbench.lightbulb(15, 18);
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

  it('a service of Compose and an image show what they may do', async () => {
    await workbench.focusEditor();
    await workbench.openFile('shop/compose.yaml');
    await workbench.goTo(7, 5);
    await workbench.commandPalette('Hindsight: What This Container May Do');
    const frame = await workbench.webviewFrame(tenants);
    await says(frame, '.picture', /What worker may do.*docker\.sock/s);
    await workbench.sees(frame.locator('.picture h3:focus'));
    await workbench.screenshot('picture-container');
    await workbench.focusEditor();
    await workbench.openFile('shop/Dockerfile');
    await workbench.goTo(3, 1);
    await workbench.commandPalette('Hindsight: What This Container May Do');
    await says(frame, '.picture', /of this image.*user node.*port 3000/s);
    await workbench.sees(frame.locator('.picture h3:focus'));
    await workbench.screenshot('picture-image');
  });

  it('says what to do where there is nothing to draw', async () => {
    await workbench.focusEditor();
    await workbench.openFile('shop/compose.yaml');
    await workbench.goTo(1, 1);
    await workbench.commandPalette('Hindsight: Where Does This Service Lead?');
    await workbench.until(
      async () => (await workbench.notifications()).join('\n'),
      (said) => /Put the cursor into a Service/.test(said),
      'it is said what to do',
    );
  });
});
