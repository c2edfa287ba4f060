/**
 * The lesson panel's page outside the editor: the real script and style sheet in a browser, under the policy
 * that the host gives it, with a stand-in for the host's line.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import * as esbuild from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/editor/browser.mjs';
import { root, testResults } from '../../scripts/lib/paths.mjs';
import { page as hostPage } from '../../src/client/lessonPanel/pageHtml.ts';
import type { FromPanel, ToPanel } from '../../src/protocol/panel.ts';
import { type Theme, themes } from './themes.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Promise<Browser> | undefined;
let assets: Promise<{ script: string; style: string }> | undefined;

after(async () => {
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

async function bundle(): Promise<{ script: string; style: string }> {
  const options: esbuild.BuildOptions & { write: false } = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    target: 'chrome120',
    legalComments: 'none',
    mainFields: ['browser', 'module', 'main'],
  };
  const [script, style] = await Promise.all([
    esbuild.build({ ...options, entryPoints: ['src/panel/main.ts'], format: 'iife', platform: 'browser' }),
    esbuild.build({ ...options, entryPoints: ['media/panel.css'] }),
  ]);
  return { script: script.outputFiles[0]?.text ?? '', style: style.outputFiles[0]?.text ?? '' };
}

/** The script as it ships, for measuring. */
export async function panelScript(): Promise<string> {
  assets ??= bundle();
  return (await assets).script;
}

export interface PanelOptions {
  readonly theme?: Theme;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Pixels of the screen per CSS pixel: text at 200 % in a panel of 420 is a page of 210 at 2. */
  readonly scale?: number;
  /** What the page kept before a reload. */
  readonly kept?: unknown;
  readonly reducedMotion?: boolean;
}

/** Opens the page and waits until it listens. */
export async function openPanel(options: PanelOptions = {}): Promise<Panel> {
  browser ??= launch();
  assets ??= bundle();
  const { script, style } = await assets;
  const theme = options.theme ?? (themes[0] as Theme);
  const context = await (await browser).newContext({
    viewport: { width: options.width ?? 800, height: options.height ?? 900 },
    deviceScaleFactor: options.scale ?? 1,
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const panel = new Panel(page);
  const defaults = defaultsOf(theme);
  // The host's own page and policy, with what the editor puts into every webview.
  const real = hostPage({ script, style });
  const nonce = /nonce-(\w+)/.exec(real)?.[1] ?? '';
  const html = real
    .replace('<style', () => `<style nonce="${nonce}" id="defaults">${defaults}</style><style`)
    .replace('<body>', `<body class="${theme.classes}" data-vscode-theme-kind="${theme.kind}">`)
    .replace(
      '<script',
      () => `<script nonce="${nonce}">
      window.sent = []; let state = ${JSON.stringify(options.kept ?? null)};
      window.acquireVsCodeApi = () => ({ postMessage: (m) => { window.sent.push(JSON.parse(JSON.stringify(m))); },
        getState: () => state, setState: (s) => { state = s; window.keptState = s; } });
    </script><script`,
    );
  await page.route('**/*', (route) => {
    const { hostname } = new URL(route.request().url());
    if (hostname !== 'panel.invalid') {
      panel.strays.push(route.request().url());
      return route.abort();
    }
    return route.fulfill({ contentType: 'text/html', body: html });
  });
  page.on('pageerror', (error) => panel.faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') panel.faults.push(message.text());
  });
  page.on('dialog', (dialog) => {
    panel.faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto('http://panel.invalid/');
  await page.waitForFunction(() => (window as never as { sent: FromPanel[] }).sent.length > 0);
  return panel;
}

/** The parts of VS Code's own webview style sheet that the panel has to get along with. */
function defaultsOf(theme: Theme): string {
  const variables = Object.entries(theme.variables)
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(' ');
  return `@layer vscode-default { html { ${variables} }
    body { padding: 0 20px; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); }
    code { color: var(--vscode-textPreformat-foreground); font-family: monospace; } }`;
}

/** One open page, and what it said. */
export class Panel {
  readonly page: Page;
  /** Errors, warnings and dialogs of the page; violations of the policy are among them. */
  readonly faults: string[] = [];
  /** Addresses outside the page that it asked for. */
  readonly strays: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  /** Sends what the host would send, and waits until it has been painted. */
  async tell(message: ToPanel | unknown): Promise<void> {
    await this.page.evaluate(async (data) => {
      window.postMessage(data, '*');
      await new Promise((settle) => setTimeout(() => requestAnimationFrame(() => setTimeout(settle)), 0));
    }, message);
  }

  /** Changes the theme as the editor does: the variables and the body's classes, in an open page. */
  async dress(theme: Theme): Promise<void> {
    await this.page.evaluate(
      async ({ style, classes, kind }) => {
        const defaults = document.getElementById('defaults');
        if (defaults) defaults.textContent = style;
        document.body.className = classes;
        document.body.dataset['vscodeThemeKind'] = kind;
        await new Promise((settle) => requestAnimationFrame(() => setTimeout(settle)));
      },
      { style: defaultsOf(theme), classes: theme.classes, kind: theme.kind },
    );
  }

  /** What the page has sent, in order. */
  sent(): Promise<FromPanel[]> {
    return this.page.evaluate(() => (window as never as { sent: FromPanel[] }).sent);
  }

  async sentOf<T extends FromPanel['type']>(type: T): Promise<Extract<FromPanel, { type: T }>[]> {
    return (await this.sent()).filter(
      (message): message is Extract<FromPanel, { type: T }> => message.type === type,
    );
  }

  /** Violations that axe-core finds, one line each. */
  async violations(): Promise<string[]> {
    // Evaluated by the debugger, which no policy of the page concerns.
    await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
      const run = (window as never as { axe: { run: () => Promise<unknown> } }).axe.run;
      const result = (await run()) as {
        violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
      };
      return result.violations.flatMap(({ id, nodes }) =>
        nodes.map(
          (node) => `${id}: ${node.html.slice(0, 160)} — ${node.failureSummary?.replace(/\s+/g, ' ')}`,
        ),
      );
    });
  }

  /** How far the page can be scrolled sideways, in CSS pixels: 0 unless the layout is broken. */
  overflow(): Promise<number> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  async screenshot(name: string, fullPage = true): Promise<void> {
    await this.page.screenshot({ path: join(testResults, 'screenshots', `panel-${name}.png`), fullPage });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
