/** The real package, seen as a person sees it: hints in the sample, and a lesson that opens at the cursor. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, type Workbench } from '../harness/browser.ts';

for (const web of [false, true]) {
  describe(`the sample in the editor, ${web ? 'web worker' : 'Node'} host`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({ web });
    });
    after(() => workbench?.close());

    it('shows hints and opens the lesson for the code at the cursor', async () => {
      await workbench.openFile('src/Profile.tsx');
      await workbench.squiggles();
      const hints = (await workbench.problems()).filter((problem) => problem.source === 'Hindsight');
      assert.ok(hints.length > 0, 'the Problems view lists hints');
      const [first] = hints;
      assert.ok(first);
      await workbench.focusEditor();
      await workbench.goTo(first.line, first.column);
      await workbench.commandPalette('Hindsight: Open the Lesson for This Code');
      const lesson = workbench.page.locator('.editor-group-container.active .tab.active');
      await lesson.filter({ hasNotText: 'Profile.tsx' }).waitFor();
      const frame = await workbench.webviewFrame('');
      const heading = frame.locator('h1').first();
      await heading.waitFor();
      // The tab is named only once the lesson is there.
      await lesson.filter({ hasText: (await heading.innerText()).trim() }).waitFor();
      await workbench.screenshot(`smoke-${web ? 'web' : 'node'}`);
    });
  });
}
