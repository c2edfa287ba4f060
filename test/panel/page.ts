/**
 * The lesson panel's page outside the editor: the real script and style sheet in a browser, under the policy
 * that the host gives it, with a stand-in for the host's line.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../scripts/editor/stage.mjs';
import { dist } from '../../scripts/lib/paths.mjs';
import { page as hostPage } from '../../src/client/lessonPanel/pageHtml.ts';
import type { FromPanel, ToPanel } from '../../src/protocol/panel.ts';
import { pictureFile } from '../harness/pictures.ts';
import { type Theme, themes } from './themes.ts';

/** Milliseconds. */
const patience = 120_000;
const hour = 3_600_000;

let browser: Promise<Browser> | undefined;

// Of a browser that is shared with other files, this ends the connection alone, and the contexts made through it.
after(async () => {
  await (await browser)?.close();
});

/**
 * The script and the style sheet as they ship. The runner builds them before any page is opened (the package of
 * the same run is made from them), so no file has to bundle them once more.
 */
function assets(): { script: string; style: string } {
  return {
    script: readFileSync(join(dist, 'panel.js'), 'utf8'),
    style: readFileSync(join(dist, 'panel.css'), 'utf8'),
  };
}

/** The script as it ships, for measuring. */
export function panelScript(): string {
  return assets().script;
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
  readonly forcedColors?: boolean;
  /** Time stands still in the page but for what `pass` lets go by: for what the page does after a while. */
  readonly isStill?: boolean;
}

/**
 * Pages that were closed: the next document takes little more than half the time in a process that had one. Nothing of the
 * last one is left in it but what a browser keeps for a site, and of that the panel uses nothing.
 */
const spare: Page[] = [];

/** Whether a page that is there can be made so: neither its scale nor a clock that stands still can be changed. */
const isPlain = ({ isStill, scale = 1 }: PanelOptions) => !isStill && scale === 1;

/** A page without a document, of its own size and media. */
async function blankPage(options: PanelOptions): Promise<Page> {
  const { width = 800, height = 900, scale = 1 } = options;
  const reducedMotion = options.reducedMotion ? 'reduce' : 'no-preference';
  const forcedColors = options.forcedColors ? 'active' : 'none';
  const used = isPlain(options) ? spare.pop() : undefined;
  if (used) {
    await used.setViewportSize({ width, height });
    await used.emulateMedia({ media: null, reducedMotion, forcedColors });
    await used.mouse.move(0, 0);
    return used;
  }
  browser ??= openBrowser();
  const context = await (await browser).newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion,
    forcedColors,
  });
  const page = await context.newPage();
  // So long only that a hang ends: no test is about how fast a machine is.
  page.setDefaultTimeout(patience);
  if (options.isStill) await page.clock.install({ time: 0 });
  return page;
}

/** Opens the page and waits until it listens. */
export async function openPanel(options: PanelOptions = {}): Promise<Panel> {
  const theme = options.theme ?? (themes[0] as Theme);
  const page = await blankPage(options);
  const panel = new Panel(page, options);
  const defaults = defaultsOf(theme);
  // The host's own page and policy, with what the editor puts into every webview.
  const real = hostPage(assets());
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
  page.on('console', (message) => void panel.faults.push(message.text()));
  page.on('dialog', (dialog) => {
    panel.faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto('http://panel.invalid/');
  await panel.untilSent('ready');
  if (options.isStill) await page.clock.pauseAt(hour);
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

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All that axe-core asks about colours for WCAG AA (its category `cat.color`, without what is off as it comes). */
const aboutColours = ['color-contrast', 'link-in-text-block'];

/** One open page, and what it said. */
export class Panel {
  readonly page: Page;
  /** Whatever the page wrote to the console, its errors and its dialogs; violations of the policy are among them. */
  readonly faults: string[] = [];
  /** Addresses outside the page that it asked for. */
  readonly strays: string[] = [];
  readonly #isStill: boolean;
  readonly #isPlain: boolean;
  #hasAxe = false;

  constructor(page: Page, options: PanelOptions) {
    this.page = page;
    this.#isStill = options.isStill ?? false;
    this.#isPlain = isPlain(options);
  }

  /** Sends what the host would send, and waits until it has been heard and painted. */
  async tell(message: ToPanel | unknown): Promise<void> {
    await this.page.evaluate(
      (data) =>
        new Promise((heard) => {
          // Listeners are called in the order in which they were added, and the page's own was there first.
          addEventListener('message', heard, { once: true });
          window.postMessage(data, '*');
        }).then(() => undefined),
      message,
    );
    await this.painted();
  }

  /** Waits until what has changed is laid out and painted, and what waits for a paint has been done. */
  async painted(): Promise<void> {
    if (this.#isStill) return this.pass(40);
    await this.page.evaluate(
      () => new Promise<void>((settle) => requestAnimationFrame(() => setTimeout(settle))),
    );
  }

  /** Lets time go by in a page that stands still, milliseconds. */
  async pass(milliseconds: number): Promise<void> {
    await this.page.clock.runFor(milliseconds);
  }

  /** Lets as little time go by as it takes until something of the page is settled. */
  async #passUntil(settled: Promise<unknown>): Promise<void> {
    let isSettled = false;
    const end = () => {
      isSettled = true;
    };
    settled.then(end, end);
    while (!isSettled) await this.pass(1);
  }

  /** Waits until the page has sent so many messages of a type; they can be more. */
  async untilSent(type: FromPanel['type'], count = 1): Promise<void> {
    await this.page.waitForFunction(
      ([wanted, least]) =>
        (window as never as { sent: FromPanel[] }).sent.filter((message) => message.type === wanted).length >=
        least,
      [type, count] as const,
    );
  }

  /** Changes the size of the page, and waits until it is laid out for it. */
  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.page.waitForFunction((wanted) => innerWidth === wanted, width);
    await this.painted();
  }

  /** Changes the theme as the editor does: the variables and the body's classes, in an open page. */
  async dress(theme: Theme): Promise<void> {
    await this.page.evaluate(
      ({ style, classes, kind }) => {
        const defaults = document.getElementById('defaults');
        if (defaults) defaults.textContent = style;
        document.body.className = classes;
        document.body.dataset['vscodeThemeKind'] = kind;
      },
      { style: defaultsOf(theme), classes: theme.classes, kind: theme.kind },
    );
    await this.painted();
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

  /**
   * Violations that axe-core finds, one line each.
   * @param look `part`: a selector of what is looked at, where the rest of the page is looked at by another test, and an
   *   error where nothing matches it; `about`: only the rules that ask about colours
   */
  async violations(look: { part?: string; about?: 'colours' } = {}): Promise<string[]> {
    // Evaluated by the debugger, which no policy of the page concerns.
    if (!this.#hasAxe) await this.page.evaluate(axe);
    this.#hasAxe = true;
    const { part, about } = look;
    const rules = about === 'colours' ? { runOnly: aboutColours } : {};
    const found = this.page.evaluate(
      async ({ where, rules }) => {
        const { run } = (
          window as never as { axe: { run: (context: unknown, options: unknown) => Promise<unknown> } }
        ).axe;
        // Of what holds, axe-core would put together a report as well, which takes most of its time.
        const result = (await run(where ?? document, { ...rules, resultTypes: ['violations'] })) as {
          violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
        };
        return result.violations.flatMap(({ id, nodes }) =>
          nodes.map(
            (node) => `${id}: ${node.html.slice(0, 160)} — ${node.failureSummary?.replace(/\s+/g, ' ')}`,
          ),
        );
      },
      { where: part, rules },
    );
    // axe-core takes its turns by timers, which a page that stands still has to be given.
    if (this.#isStill) await this.#passUntil(found);
    return found;
  }

  /** How far the page can be scrolled sideways, in CSS pixels: 0 unless the layout is broken. */
  overflow(): Promise<number> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  /** A picture of the page, where pictures are wanted. */
  async screenshot(name: string, fullPage = true): Promise<void> {
    const path = pictureFile(`panel-${name}`);
    if (path) await this.page.screenshot({ path, fullPage });
  }

  /** A picture of one part of the page, where pictures are wanted. */
  async screenshotOf(part: string, name: string): Promise<void> {
    const path = pictureFile(`panel-${name}`);
    if (path) await this.page.locator(part).screenshot({ path });
  }

  /** Ends the document; what it still says afterwards is ignored. */
  async close(): Promise<void> {
    const { page } = this;
    if (!this.#isPlain) return page.context().close();
    for (const event of ['pageerror', 'console', 'dialog']) page.removeAllListeners(event);
    await page.unroute('**/*');
    await page.goto('about:blank');
    spare.push(page);
  }
}
