/**
 * Drives the real editor as a person would: the package is installed into the embedded VS Code, a headless
 * browser opens it, and tests press keys and look at what stands on the screen.
 *
 * Lines and columns are 1-based, as the editor shows them. Every wait is for something to be seen.
 */
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/editor/browser.mjs';
import { EditorServer } from '../../scripts/editor/serve.mjs';
import { packageFile, root, sampleFolder } from '../../scripts/lib/paths.mjs';
import { Workbench, wait } from './workbench.ts';

export type { Problem } from './looks.ts';
export { Workbench } from './workbench.ts';

export type Theme = 'light' | 'dark' | 'hc-dark' | 'hc-light';

const themes: Record<Theme, string> = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
};

export interface WorkbenchOptions {
  /** Absolute or relative to the repository; the sample workspace when absent. */
  readonly folder?: string;
  /** False opens the folder itself; otherwise the test gets a copy of its own to write in. */
  readonly copy?: boolean;
  readonly settings?: Record<string, unknown>;
  /** Runs the extension's browser entry in the web worker host. */
  readonly web?: boolean;
  readonly theme?: Theme;
  /**
   * `off` (default): no question of trust. `restricted`: trust is on and not given, so the folder opens in
   * Restricted Mode without a question.
   */
  readonly trust?: 'off' | 'restricted';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** VSIX to install; the one that `HINDSIGHT_VSIX` names, or dist/hindsight.vsix, when absent. */
  readonly vsix?: string;
}

let browser: Promise<Browser> | undefined;
const open = new Set<Workbench>();

after(async () => {
  for (const workbench of open) await workbench.close();
  await (await browser)?.close();
});

async function launch(): Promise<Browser> {
  const found = await ensureBrowser();
  return chromium.launch({
    executablePath: found.executablePath,
    args: [...found.args],
    env: { ...(process.env as Record<string, string>), ...found.env },
  });
}

/**
 * Installs the package into a fresh profile, serves the editor and opens the folder. What is still open when
 * the test file ends is closed then.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const vsix = options.vsix ?? process.env['HINDSIGHT_VSIX'] ?? packageFile;
  if (!existsSync(vsix)) throw new Error(`${vsix} does not exist; build it with: npm run package`);
  const source = resolve(root, options.folder ?? sampleFolder);
  let folder = source;
  let temporary: string | undefined;
  if (options.copy !== false) {
    temporary = mkdtempSync(join(tmpdir(), 'hindsight-workspace-'));
    folder = join(temporary, 'workspace');
    cpSync(source, folder, { recursive: true });
  }
  const server = await EditorServer.start({
    vsix,
    web: options.web ?? false,
    name: 'browser',
    settings: {
      'workbench.colorTheme': themes[options.theme ?? 'light'],
      'window.autoDetectColorScheme': false,
      'window.autoDetectHighContrast': false,
      'window.dialogStyle': 'custom',
      'editor.cursorBlinking': 'solid',
      'workbench.reduceMotion': 'on',
      ...(options.trust === 'restricted'
        ? {
            'security.workspace.trust.enabled': true,
            'security.workspace.trust.startupPrompt': 'never',
            'security.workspace.trust.banner': 'never',
          }
        : {}),
      ...options.settings,
    },
  });
  try {
    browser ??= launch();
    const context = await (await browser).newContext({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(wait);
    const workbench: Workbench = new Workbench({
      page,
      server,
      folder,
      temporary,
      onClose: () => open.delete(workbench),
    });
    open.add(workbench);
    await workbench.load();
    return workbench;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
