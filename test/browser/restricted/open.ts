/** The window that these tests share. */
import { after, before } from 'node:test';
import { openWorkbench, type Workbench } from '../../harness/browser.ts';

export let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench({
    folder: 'test/editor/fixtures/people',
    trust: 'restricted',
    theme: 'dark',
    viewport: { width: 1500, height: 950 },
    settings: {
      'files.autoSave': 'off',
      'editor.autoClosingBrackets': 'never',
      // The tooltip of a row covers the rows below it.
      'workbench.hover.delay': 10_000,
    },
  });
});
after(() => workbench?.close());

export const press = (key: string) => workbench.page.keyboard.press(key);
