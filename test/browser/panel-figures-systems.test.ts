/**
 * The figures of the systems topics in a browser, under the panel's policy: driven by keyboard and pointer, read
 * by what a screen reader is told, with hostile names, with reduced motion, in every theme, and on paper.
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
const cluster = 'kubernetes-services/five-parts';
const building = 'docker-isolation/fifty-tenants';

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

async function bundle() {
  const options = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    target: 'chrome120',
  } as const;
  const entry = `import { FigurePart } from './src/panel/figurePart.ts'; Object.assign(window, { FigurePart });`;
  const [script, style] = await Promise.all([
    esbuild.build({ ...options, format: 'iife', stdin: { contents: entry, resolveDir: root, loader: 'ts' } }),
    esbuild.build({
      ...options,
      stdin: { contents: '@import "./media/panel.css";', resolveDir: root, loader: 'css' },
    }),
  ]);
  return { script: script.outputFiles[0]?.text ?? '', style: style.outputFiles[0]?.text ?? '' };
}

interface Options {
  readonly theme?: Theme;
  readonly width?: number;
  readonly reducedMotion?: boolean;
  readonly forced?: boolean;
  readonly names?: Readonly<Record<string, string>>;
}

/** The page's side of the test. */
interface Mounted {
  part: { update(names: Readonly<Record<string, string>>): void; dispose(): void };
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
        <body class="${theme.classes}"><div class="page"><main><h1>Lesson</h1><h2>What happens</h2></main></div>
        <script nonce="n0" src="/figures.js"></script></body></html>`,
    });
  });
  await page.goto('http://figures.invalid/');
  await page.evaluate(
    ([name, names]) => {
      const { FigurePart } = window as never as {
        FigurePart: new (lesson: string) => Mounted['part'] & { element: Element; mount(): void };
      };
      const part = new FigurePart(name);
      part.update(names);
      document.querySelector('main')?.append(part.element);
      part.mount();
      Object.assign(window, { part });
    },
    [id, options.names ?? {}] as const,
  );
  await page.locator('.scene text').first().waitFor();
  return { page, figure: page.locator('.figure'), faults };
}

const radio = (figure: Locator, name: string) => figure.getByRole('radio', { name, exact: true });
const button = (figure: Locator, name: string) => figure.getByRole('button', { name, exact: true });
const box = (figure: Locator, name: string) => figure.getByRole('checkbox', { name, exact: true });
const verdict = (figure: Locator, at = 0) => figure.locator('.figure-verdict').nth(at).innerText();
const live = (figure: Locator) => figure.locator('[aria-live]').textContent();
const drawn = async (figure: Locator) => (await figure.locator('.scene text').allTextContents()).join(' | ');
const focusedIs = (page: Page, type: string) =>
  page.evaluate((wanted) => document.activeElement?.getAttribute('type') === wanted, type);
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('the cluster by keyboard alone: an address that is lost, then the Service, then each broken part', async () => {
  const { page, figure, faults } = await open(cluster);
  assert.match(await verdict(figure), /^The call arrives/);
  await page.keyboard.press('Tab');
  assert.ok(await focusedIs(page, 'radio'));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Let a pod die');
  await page.keyboard.press('Enter');
  assert.match(await verdict(figure), /^The call does not arrive: nobody has 10\.244\.1\.17 any more/);
  assert.match((await live(figure)) ?? '', /^Pod \w{5} died\..*The call does not arrive/);
  assert.match(await drawn(figure), /10\.244\.1\.18/);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  assert.match(await verdict(figure), /^The call arrives/);
  await page.keyboard.press('Tab');
  const ends: string[] = [];
  for (let part = 0; part < 5; part++) {
    await page.keyboard.press('ArrowDown');
    ends.push((/ends at the (\w+)/.exec(await verdict(figure)) ?? [])[1] ?? '');
    assert.ok(await focusedIs(page, 'radio'));
    assert.equal(await figure.locator('.box .sign').count(), 1);
  }
  assert.deepEqual(ends, ['list', 'list', 'pod', 'name', 'name']);
  // What is not shown is not reached either: with a broken part there is nothing to call again.
  assert.equal(await button(figure, 'Call again').count(), 0);
  await radio(figure, 'Readiness').press(' ');
  assert.match(await figure.locator('.scene-listings').innerText(), /Ready:\s+false/);
  await radio(figure, 'Pods').focus();
  await page.keyboard.press('Space');
  assert.match(await figure.locator('.scene-listings').innerText(), /0\/1\s+Running/);
  await button(figure, 'Start over').press('Enter');
  assert.match(await verdict(figure), /^The call arrives/);
  assert.ok(await radio(figure, 'a pod’s address').isChecked());
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('the building by keyboard alone: a wall out, the master key, and the memory of a neighbour', async () => {
  const { page, figure, faults } = await open(building);
  assert.match(await verdict(figure), /^web sees only what is its own/);
  await box(figure, 'PID').focus();
  await page.keyboard.press('Space');
  assert.match(await verdict(figure), /^A wall is open: web sees all processes/);
  assert.match((await live(figure)) ?? '', /With pid: host this wall is not built/);
  assert.match(await figure.locator('.scene-listings').innerText(), /pid: host/);
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).checked), false);
  await page.keyboard.press('Space');
  await box(figure, 'privileged').press(' ');
  assert.match(await verdict(figure), /^web holds the master key/);
  const asks = figure.getByRole('slider', { name: 'web asks for' });
  await asks.focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight');
  assert.equal(await asks.getAttribute('aria-valuetext'), '3 GB');
  assert.match(await verdict(figure, 1), /ended db, the largest, and it was web that asked/);
  await box(figure, 'Limit of 2 GB').press(' ');
  assert.match(await verdict(figure, 1), /The kernel ended a process of web, and the neighbours/);
  await radio(figure, 'db').press(' ');
  assert.equal(await figure.getByRole('slider', { name: 'db asks for' }).inputValue(), '3.5');
  assert.ok(await box(figure, 'Limit of 4 GB').isChecked());
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('a pointer can do it in the picture as well', async () => {
  const { page, figure, faults } = await open(building);
  await figure.locator('.box.look-wall').first().click();
  assert.equal(await box(figure, 'PID').isChecked(), false);
  await figure.locator('.box.look-gap').first().click();
  assert.equal(await box(figure, 'PID').isChecked(), true);
  await page.context().close();
  const second = await open(cluster);
  await radio(second.figure, 'the Service’s name').check();
  await second.figure.locator('.box', { hasText: 'Address of the Service' }).click();
  assert.ok(await radio(second.figure, 'Address').isChecked());
  assert.match(await second.figure.locator('.scene-listings').innerText(), /Selector:\s+app=cart/);
  assert.deepEqual([...faults, ...second.faults], []);
  await second.page.context().close();
});

test('names are the reader’s, change in place, and stay text', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  for (const id of [cluster, building]) {
    const { page, figure, faults } = await open(id, {
      width: 420,
      names: { service: hostile, namespace: `a\u202e${'y'.repeat(9999)}`, targetPort: 'x'.repeat(500) },
    });
    assert.equal(await figure.locator('img').count(), 0);
    assert.ok((await figure.textContent())?.includes('<img src=x onerror'));
    if (id === cluster) {
      await radio(figure, 'the Service’s name').check();
      for (const part of ['Selector', 'Readiness', 'Port', 'Name', 'Namespace', 'Nothing']) {
        await figure
          .getByRole('group', { name: 'Break one part' })
          .getByRole('radio', { name: part, exact: true })
          .check();
        assert.equal(await sideways(page), 0, part);
      }
    } else await box(figure, 'PID').uncheck();
    assert.equal(await sideways(page), 0);
    // No text of the picture leaves its box.
    const outside = await figure.locator('.scene .box').evaluateAll((boxes) =>
      boxes.flatMap((item) => {
        const back = item.querySelector('.back')?.getBoundingClientRect();
        return [...item.querySelectorAll('text')]
          .filter((text) => {
            const { left, right, bottom } = text.getBoundingClientRect();
            return !back || left < back.left - 1 || right > back.right + 1 || bottom > back.bottom + 2;
          })
          .map((text) => text.textContent);
      }),
    );
    assert.deepEqual(outside, []);
    await page.evaluate(() => (window as never as Mounted).part.update({ service: 'orders' }));
    assert.ok((await figure.textContent())?.includes('orders'));
    if (id === building) assert.equal(await box(figure, 'PID').isChecked(), false);
    await page.evaluate(() => (window as never as Mounted).part.dispose());
    assert.equal(await page.locator('.figure').count(), 0);
    assert.deepEqual(faults, []);
    await page.context().close();
  }
});

test('the picture is described, and paper has all of it in words', async () => {
  const { page, figure } = await open(building);
  const description = await figure
    .locator('.scene')
    .evaluate((svg) => document.getElementById(svg.getAttribute('aria-describedby') ?? '')?.textContent);
  assert.match(
    description ?? '',
    /^Processes, PID namespace, the wall stands: web sees 1 web; in the building, 1 systemd/,
  );
  assert.match(description ?? '', /Memory: host 1 GB, web 1 GB, db 3\.5 GB, worker 1\.5 GB, of 8 GB\./);
  await page.emulateMedia({ media: 'print' });
  await figure.locator('.figure-sequence[open]').waitFor();
  assert.equal(await figure.locator('.figure-sequence li').count(), 9);
  assert.equal(await button(figure, 'Start over').isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  await figure.locator('.figure-sequence:not([open])').waitFor();
  await page.context().close();
});

test('with reduced motion nothing moves', async () => {
  const moving = (figure: Locator) =>
    figure
      .locator('.link.look-call')
      .evaluateAll((links) => links.filter((link) => getComputedStyle(link).animationName !== 'none').length);
  const { page, figure } = await open(cluster);
  assert.equal(await moving(figure), 2);
  // The editor's own setting is a class of the body, and comes at any time.
  await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
  assert.equal(await moving(figure), 0);
  await page.context().close();
  const still = await open(cluster, { reducedMotion: true });
  assert.equal(await moving(still.figure), 0);
  await still.page.context().close();
});

test('every theme and width: no violation, nothing sideways', async () => {
  for (const id of [cluster, building])
    for (const theme of themes)
      for (const width of [210, 420, 800, 1400]) {
        const { page, figure, faults } = await open(id, { theme, width, reducedMotion: true });
        const shot = (name: string) =>
          page.screenshot({
            path: join(
              testResults,
              'screenshots',
              `figure-${id.split('/')[1]}-${name}-${theme.name}-${width}.png`,
            ),
            fullPage: true,
          });
        const isShown = width === 420 || width === 800;
        if (isShown) await shot('start');
        if (id === cluster) {
          await radio(figure, 'the Service’s name').check();
          if (isShown) await shot('service');
          await radio(figure, 'Readiness').check();
        } else {
          await box(figure, 'PID').uncheck();
          await figure.getByRole('slider', { name: 'web asks for' }).fill('3');
        }
        if (isShown) await shot('broken');
        await page.evaluate(axe);
        const found = await page.evaluate(async () => {
          const { violations } = await (
            window as never as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
          ).axe.run();
          return violations.map((violation) => violation.id);
        });
        assert.deepEqual(found, [], `${id}, ${theme.name}, ${width}`);
        assert.equal(await sideways(page), 0, `${id}, ${theme.name}, ${width}`);
        assert.deepEqual(faults, []);
        await page.context().close();
      }
});

test('forced colours leave every outline and every text to be seen', async () => {
  for (const id of [cluster, building]) {
    const { page, figure } = await open(id, { forced: true });
    const fills = (selector: string, property: 'fill' | 'stroke') =>
      figure
        .locator(selector)
        .evaluateAll(
          (items, name) => [...new Set(items.map((item) => getComputedStyle(item)[name as 'fill']))],
          property,
        );
    const backs = await fills('.scene .back', 'fill');
    for (const colour of [
      ...(await fills('.scene text', 'fill')),
      ...(await fills('.scene .back', 'stroke')),
    ])
      assert.ok(!backs.includes(colour), colour);
    await page.context().close();
  }
});
