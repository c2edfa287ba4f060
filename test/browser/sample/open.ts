/** The window that these tests share: on the sample, with a folder of manifests that belong together, `shop`, beside it. */
import { after, before } from 'node:test';
import { openWorkbench, type Workbench } from '../../harness/browser.ts';

export let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench({
    more: { shop: 'test/editor/fixtures/pictures' },
    whole: true,
    theme: 'dark',
    settings: {
      'files.autoSave': 'off',
      'workbench.editor.enablePreview': false,
      'editor.stickyScroll.enabled': false,
      'editor.autoClosingBrackets': 'never',
      'explorer.compactFolders': false,
      'outline.collapseItems': 'alwaysCollapse',
    },
  });
});
after(() => workbench?.close());

export const press = (key: string) => workbench.page.keyboard.press(key);

/** Begins anew: nothing is open, and the window has a size. @param width CSS pixels @param height CSS pixels */
export async function startAnew(width: number, height: number): Promise<void> {
  await workbench.page.setViewportSize({ width, height });
  await workbench.commandPalette('View: Close All Editors');
}
