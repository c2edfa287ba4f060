/** The window that these tests share: on the sample, with a folder of manifests that belong together, `shop`, beside it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { root, sampleFolder } from '../../../scripts/lib/paths.mjs';
import { openWorkbench, type Workbench } from '../../harness/browser.ts';

export let workbench: Workbench;

const folder = mkdtempSync(join(tmpdir(), 'hindsight-sample-'));

before(async () => {
  cpSync(sampleFolder, folder, { recursive: true });
  cpSync(join(root, 'test/editor/fixtures/pictures'), join(folder, 'shop'), { recursive: true });
  workbench = await openWorkbench({
    folder,
    copy: false,
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
after(() => rmSync(folder, { recursive: true, force: true }));

export const press = (key: string) => workbench.page.keyboard.press(key);

/** Begins anew: nothing is open, and the window has a size. @param width CSS pixels @param height CSS pixels */
export async function startAnew(width: number, height: number): Promise<void> {
  await workbench.page.setViewportSize({ width, height });
  await workbench.commandPalette('View: Close All Editors');
}
