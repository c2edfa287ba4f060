/**
 * The figures in a browser, under the panel's policy: driven by keyboard and pointer, read by what a screen
 * reader is told, with hostile names, with reduced motion, and on paper.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import * as esbuild from 'esbuild';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { ensureBrowser } from '../../scripts/editor/browser.mjs';
import { root, testResults } from '../../scripts/lib/paths.mjs';
import { type Theme, themes } from '../panel/themes.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const race = 'react-effects/late-answer';
const life = 'react-effects/unsubscribe';

let browser: Promise<Browser> | undefined;
let assets: Promise<{ script: string; style: string; kit: number }> | undefined;

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

async function bundle() {
  const options = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    target: 'chrome120',
  } as const;
  const entry = `import { mountFigure } from './src/panel/figures/view.ts';
    import { figures } from './src/panel/figures/registry.ts';
    Object.assign(window, { mountFigure, figures });`;
  const [script, style] = await Promise.all([
    esbuild.build({ ...options, format: 'iife', stdin: { contents: entry, resolveDir: root, loader: 'ts' } }),
    esbuild.build({
      ...options,
      stdin: {
        contents: '@import "./media/panel.css"; @import "./media/figures.css";',
        resolveDir: root,
        loader: 'css',
      },
    }),
  ]);
  const text = script.outputFiles[0]?.text ?? '';
  return { script: text, style: style.outputFiles[0]?.text ?? '', kit: Buffer.byteLength(text) };
}

interface Options {
  readonly theme?: Theme;
  readonly width?: number;
  readonly reducedMotion?: boolean;
  readonly forced?: boolean;
  readonly names?: Readonly<Record<string, string>>;
}

/** The page's side of the test: what the bundle put on `window`. */
interface Mounted {
  mounted: { update(names: Readonly<Record<string, string>>): void; dispose(): void };
}

async function open(
  id: string,
  options: Options = {},
): Promise<{ page: Page; figure: Locator; faults: string[] }> {
  browser ??= launch();
  assets ??= bundle();
  const { script, style } = await assets;
  const theme = options.theme ?? (themes[0] as Theme);
  const context = await (await browser).newContext({
    viewport: { width: options.width ?? 800, height: 1000 },
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: options.forced ? 'active' : 'none',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => faults.push(message.text()));
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => faults.push('dialog')));
  const variables = Object.entries(theme.variables)
    .map(([name, value]) => `--vscode-${name}: ${value};`)
    .join(' ');
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/figures.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname === '/figures.css') return route.fulfill({ contentType: 'text/css', body: style });
    return route.fulfill({
      contentType: 'text/html',
      body: `<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>Figures</title>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-n0'; style-src 'self' 'nonce-n0'">
        <style nonce="n0">html { ${variables} }</style><link rel="stylesheet" href="/figures.css"></head>
        <body class="${theme.classes}"><div class="page"><main><h1>Lesson</h1><h2>What happens</h2><div id="host"></div></main></div>
        <script nonce="n0" src="/figures.js"></script></body></html>`,
    });
  });
  await page.goto('http://figures.invalid/');
  await page.evaluate(
    ([name, names]) => {
      const { mountFigure, figures } = window as never as {
        mountFigure: (host: Element | null, figure: unknown, names: unknown) => unknown;
        figures: Record<string, unknown>;
      };
      Object.assign(window, { mounted: mountFigure(document.getElementById('host'), figures[name], names) });
    },
    [id, options.names ?? {}] as const,
  );
  await page.locator('.timeline text').first().waitFor();
  return { page, figure: page.locator('.figure'), faults };
}

const button = (figure: Locator, name: string) => figure.getByRole('button', { name, exact: true });
const verdict = (figure: Locator) => figure.locator('.figure-verdict').innerText();
const live = (figure: Locator) => figure.locator('[aria-live]').textContent();

test('the kit and the figures together are small', async () => {
  assets ??= bundle();
  const { kit } = await assets;
  assert.ok(kit > 5000 && kit <= 50_000, `${kit} bytes`);
});

test('the race by keyboard alone: to the wrong end, then right with the flag', async () => {
  const { page, figure, faults } = await open(race);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'checkbox');
  const step = button(figure, 'Step');
  await step.focus();
  await page.keyboard.press('Enter');
  assert.match((await live(figure)) ?? '', /^Click on Grace: userId is Grace’s now\..*Waiting for Grace\.$/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.match((await live(figure)) ?? '', /^Ada’s answer arrives, and setUser runs.*Wrong, and it stays so/);
  assert.match(await verdict(figure), /^Wrong/);
  assert.equal(await figure.locator('.figure-shown').innerText(), 'Ada');
  assert.equal(await figure.locator('.figure-address').innerText(), '/people/grace');
  await figure.getByRole('checkbox', { name: 'ignore flag' }).focus();
  await page.keyboard.press('Space');
  assert.match(await verdict(figure), /^Right/);
  // From here on with the slider of time: arrows go from moment to moment.
  await figure.getByRole('slider', { name: 'Time' }).focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await figure.locator('.figure-time').innerText(), '300 ms');
  await page.keyboard.press('ArrowRight');
  assert.match((await live(figure)) ?? '', /finds ignore true and leaves\. setUser does not run\./);
  await figure.getByRole('slider', { name: 'Ada’s answer takes' }).focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-valuetext')), '850 ms');
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('answers and clicks can be dragged, and the line of now too', async () => {
  const { page, figure, faults } = await open(race);
  const value = (name: string) => figure.getByRole('slider', { name, exact: true }).inputValue();
  const box = (await figure.locator('.timeline').boundingBox()) as { x: number; y: number; width: number };
  const x = (t: number) => box.x + 8 + (t / 1700) * (box.width - 16);
  const drag = async (from: number, to: number, row: number) => {
    const y = box.y + row * 40 + 26;
    await page.mouse.move(x(from), y);
    await page.mouse.down();
    await page.mouse.move(x((from + to) / 2), y + 5);
    await page.mouse.move(x(to), y);
    await page.mouse.up();
  };
  await drag(900, 250, 1);
  assert.equal(await value('Ada’s answer takes'), '250');
  await drag(200, 400, 0);
  assert.equal(await value('Click on Grace'), '400');
  await drag(500, 1400, 2);
  assert.equal(await value('Grace’s answer takes'), '1000');
  await drag(1500, 300, 4);
  assert.match(await figure.locator('.figure-time').innerText(), /^(29\d|30\d) ms$/);
  assert.match(await verdict(figure), /^Right: Ada/);
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('it plays, pauses, and stops at the end', async () => {
  const { page, figure } = await open(life);
  await button(figure, 'Play').click();
  await figure.locator('.figure-time', { hasText: 'step 2' }).waitFor();
  await button(figure, 'Pause').click();
  const time = await figure.getByRole('slider', { name: 'Time' }).inputValue();
  await page.waitForTimeout(300);
  assert.equal(await figure.getByRole('slider', { name: 'Time' }).inputValue(), time);
  await button(figure, 'To the end').click();
  assert.match(await verdict(figure), /^Wrong: 2 are still open/);
  await button(figure, 'Start over').click();
  assert.equal(await figure.locator('.figure-time').innerText(), 'the start');
  await page.context().close();
});

test('with reduced motion there is nothing to play, only steps', async () => {
  const { page, figure } = await open(life, { reducedMotion: true });
  assert.equal(await button(figure, 'Play').count(), 0);
  await button(figure, 'Step').click();
  assert.equal(await figure.locator('.figure-time').innerText(), 'step 1 of 7');
  await page.context().close();
  // The editor's own setting is a class of the body, and comes at any time.
  const second = await open(life);
  await button(second.figure, 'Play').click();
  await second.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
  const moving = second.figure.getByRole('button', { name: /^(Play|Pause)$/, includeHidden: true });
  await moving.waitFor({ state: 'hidden' });
  assert.equal(await moving.innerText(), 'Play');
  await second.page.context().close();
});

test('names are the reader’s, change in place, and stay text', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const { page, figure, faults } = await open(race, {
    names: { setter: hostile, dep: `a\u202e${'y'.repeat(9999)}` },
  });
  await button(figure, 'To the end').click();
  assert.equal(await figure.locator('img').count(), 0);
  assert.ok((await figure.innerText()).includes('<img src=x onerror'));
  await figure.getByRole('checkbox', { name: 'ignore flag' }).check();
  await page.evaluate(() => (window as never as Mounted).mounted.update({ setter: 'setOrder' }));
  assert.ok(await figure.getByRole('checkbox', { name: 'ignore flag' }).isChecked());
  assert.match(await figure.locator('.figure-happened').innerText(), /setOrder does not run/);
  assert.equal(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    0,
  );
  await page.evaluate(() => (window as never as Mounted).mounted.dispose());
  assert.equal(await page.locator('.figure').count(), 0);
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('the picture is described, and paper shows the end in words', async () => {
  const { page, figure } = await open(race);
  const description = await figure
    .locator('.timeline')
    .evaluate((svg) => document.getElementById(svg.getAttribute('aria-describedby') ?? '')?.textContent);
  assert.match(
    description ?? '',
    /^At 0 ms: Click on Ada.*The page displays nothing\. Clicked last: Ada\. On its way: Ada’s request\. Last run of setUser: none\. Waiting for Ada\.$/,
  );
  await page.emulateMedia({ media: 'print' });
  await figure.locator('.figure-sequence[open]').waitFor();
  assert.match(await verdict(figure), /^Wrong, and it stays so/);
  assert.equal(await figure.locator('.figure-sequence li').count(), 4);
  assert.equal(await button(figure, 'Step').isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  await figure.locator('.figure-sequence:not([open])').waitFor();
  assert.equal(await figure.locator('.figure-time').innerText(), '0 ms');
  await page.context().close();
});

test('every theme and width: no violation, nothing sideways', async () => {
  for (const id of [race, life])
    for (const theme of themes)
      for (const width of [210, 420, 1400]) {
        const { page, figure, faults } = await open(id, { theme, width });
        await figure.getByRole('checkbox').nth(1).check();
        await button(figure, 'To the end').click();
        await page.evaluate(axe);
        const found = await page.evaluate(async () => {
          const { violations } = await (
            window as never as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
          ).axe.run();
          return violations.map((violation) => violation.id);
        });
        assert.deepEqual(found, [], `${id}, ${theme.name}, ${width}`);
        assert.equal(
          await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
          0,
        );
        assert.deepEqual(faults, []);
        if (width === 420)
          await page.screenshot({
            path: join(testResults, 'screenshots', `figure-${id.split('/')[1]}-${theme.name}.png`),
            fullPage: true,
          });
        await page.context().close();
      }
});

test('forced colours leave every sign to be seen', async () => {
  const { page, figure } = await open(race, { forced: true });
  await button(figure, 'To the end').click();
  const colours = await figure
    .locator('.mark text')
    .evaluateAll((texts) => texts.map((text) => getComputedStyle(text).fill));
  const backs = await figure
    .locator('.mark :is(circle, rect):not(.reach)')
    .evaluateAll((shapes) => shapes.map((shape) => getComputedStyle(shape).fill));
  assert.ok(colours.length >= 6);
  for (const colour of colours) assert.ok(!backs.includes(colour), colour);
  await page.context().close();
});
