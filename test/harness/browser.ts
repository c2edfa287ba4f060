/**
 * Drives the real editor as a person would: the package is installed into the embedded VS Code, a headless
 * browser opens it, and tests press keys and look at what stands on the screen.
 *
 * Lines and columns are 1-based, as the editor shows them. Every wait is for something to be seen.
 */
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, afterEach } from 'node:test';
import type { Browser } from 'playwright-core';
import { freshProfile, useProfile } from '../../scripts/editor/profile.mjs';
import { EditorAddress, EditorServer } from '../../scripts/editor/serve.mjs';
import { openBrowser, SERVERS } from '../../scripts/editor/stage.mjs';
import { packageFile, root, sampleFolder } from '../../scripts/lib/paths.mjs';
import { keepEvidence } from './evidence.ts';
import { themes } from './looks.ts';
import { Workbench, wait } from './workbench.ts';

export type { Problem } from './looks.ts';
export { Workbench } from './workbench.ts';

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  /** Absolute or relative to the repository; the sample workspace when absent. */
  readonly folder?: string;
  /** False opens the folder itself; otherwise the test gets a copy of its own to write in. */
  readonly copy?: boolean;
  /** What the copy holds besides: folders, relative to the repository, by their paths in it. */
  readonly more?: Readonly<Record<string, string>>;
  readonly settings?: Record<string, unknown>;
  /** Runs the extension's browser entry in the web worker host. */
  readonly web?: boolean;
  /** With all of the editor's own extensions, as a reader has them; otherwise without those that start programs. */
  readonly whole?: boolean;
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
let ended = 0;

/** What a failed test leaves on the screen is worth more than its error. */
async function keepAll(name: string, error: unknown): Promise<void> {
  for (const workbench of open) await keepEvidence(name, error, workbench);
}

afterEach(async (context) => {
  ended++;
  // Declared since Node 20.12; without it a failure is reported without pictures.
  const { name, error } = context as { name: string; error?: unknown };
  if (error) await keepAll(name, error);
});

after(async () => {
  // Where no test came to its end, the preparation of them failed.
  if (ended === 0) await keepAll('before the first test', undefined);
  for (const workbench of open) await workbench.close();
  await (await browser)?.close();
});

/** The server that this phase's tests share, or one of this window's own: for another package, or a single file. */
async function serve(options: WorkbenchOptions): Promise<EditorAddress & { stop(): Promise<void> }> {
  const { web = false, whole = false } = options;
  const shared = JSON.parse(process.env[SERVERS] ?? '{}') as Record<string, EditorAddress['place']>;
  const place = options.vsix ? undefined : shared[web ? 'web' : whole ? 'whole' : 'node'];
  if (place) return Object.assign(new EditorAddress(place), { stop: async () => undefined });
  const vsix = options.vsix ?? process.env['HINDSIGHT_VSIX'] ?? packageFile;
  if (!existsSync(vsix)) throw new Error(`${vsix} does not exist; build it with: npm run package`);
  return EditorServer.start({ vsix, web, isWhole: whole, name: 'browser' });
}

/**
 * Opens a folder in a window with a fresh context and a fresh profile, on a server that holds the package. What is still
 * open when the test file ends is closed then.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const source = resolve(root, options.folder ?? sampleFolder);
  let folder = source;
  let temporary: string | undefined;
  if (options.copy !== false) {
    temporary = mkdtempSync(join(tmpdir(), 'hindsight-workspace-'));
    folder = join(temporary, 'workspace');
    cpSync(source, folder, { recursive: true });
    for (const [path, from] of Object.entries(options.more ?? {}))
      cpSync(resolve(root, from), join(folder, path), { recursive: true });
  }
  const server = await serve(options);
  const profile = freshProfile(
    {
      'workbench.colorTheme': themes[options.theme ?? 'light'].setting,
      'window.autoDetectColorScheme': false,
      'window.autoDetectHighContrast': false,
      'window.dialogStyle': 'custom',
      ...(options.trust === 'restricted'
        ? {
            'security.workspace.trust.enabled': true,
            'security.workspace.trust.startupPrompt': 'never',
            'security.workspace.trust.banner': 'never',
          }
        : {}),
      ...options.settings,
    },
    options.web ?? false,
  );
  try {
    browser ??= openBrowser();
    const context = await (await browser).newContext({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    await useProfile(context, profile.userData);
    const page = await context.newPage();
    page.setDefaultTimeout(wait);
    const workbench: Workbench = new Workbench({
      page,
      server,
      folder,
      temporary,
      userData: profile.userData,
      onClose: () => {
        open.delete(workbench);
        profile.remove();
      },
    });
    open.add(workbench);
    await workbench.load();
    return workbench;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
