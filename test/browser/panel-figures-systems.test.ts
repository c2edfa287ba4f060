/**
 * The figures of the systems topics in a browser, under the panel's policy: driven by keyboard and pointer, read
 * by what a screen reader gets, with hostile names, with reduced motion, and on paper.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { building, button, cluster, live, openFigure, verdict } from '../panel/figurePage.ts';
import { lesson, lessonMessage } from '../panel/samples.ts';

const radio = (figure: Locator, name: string) => figure.getByRole('radio', { name, exact: true });
const box = (figure: Locator, name: string) => figure.getByRole('checkbox', { name, exact: true });
const drawn = async (figure: Locator) => (await figure.locator('.scene text').allTextContents()).join(' | ');
const focusedIs = (page: Page, type: string) =>
  page.evaluate((wanted) => document.activeElement?.getAttribute('type') === wanted, type);

test('the cluster by keyboard alone: an address that is lost, then the Service, then each broken part', async () => {
  const { panel, page, figure } = await openFigure(cluster);
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
  assert.deepEqual(panel.faults, []);
  await panel.close();
});

test('the building by keyboard alone: a wall out, the master key, and the memory of a neighbour', async () => {
  const { panel, page, figure } = await openFigure(building);
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
  assert.deepEqual(panel.faults, []);
  await panel.close();
});

test('a pointer can do it in the picture as well', async () => {
  const { panel, figure } = await openFigure(building);
  await figure.locator('.box.look-wall').first().click();
  assert.equal(await box(figure, 'PID').isChecked(), false);
  await figure.locator('.box.look-gap').first().click();
  assert.equal(await box(figure, 'PID').isChecked(), true);
  await panel.close();
  const second = await openFigure(cluster);
  await radio(second.figure, 'the Service’s name').check();
  await second.figure.locator('.box', { hasText: 'Address of the Service' }).click();
  assert.ok(await radio(second.figure, 'Address').isChecked());
  assert.match(await second.figure.locator('.scene-listings').innerText(), /Selector:\s+app=cart/);
  assert.deepEqual([...panel.faults, ...second.panel.faults], []);
  await second.panel.close();
});

test('names are the reader’s, change in place, and stay text', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  for (const id of [cluster, building]) {
    const { panel, page, figure, rename } = await openFigure(id, {
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
        assert.equal(await panel.overflow(), 0, part);
      }
    } else await box(figure, 'PID').uncheck();
    assert.equal(await panel.overflow(), 0);
    // No text of the picture leaves its box.
    assert.ok((await figure.locator('.scene .box text').count()) > 5);
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
    await rename({ service: 'orders' });
    assert.ok((await figure.textContent())?.includes('orders'));
    if (id === building) assert.equal(await box(figure, 'PID').isChecked(), false);
    await panel.tell(lessonMessage(null, { lesson: { ...lesson, id: 'react-effects/other' } }));
    assert.ok((await page.locator('h2').count()) > 5, 'the next lesson is there');
    assert.equal(await page.locator('.figure').count(), 0);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  }
});

test('the picture is described, and paper has all of it in words', async () => {
  const { panel, page, figure } = await openFigure(building);
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
  await panel.close();
});

test('with reduced motion nothing moves', async () => {
  const moving = (figure: Locator) =>
    figure
      .locator('.link.look-call')
      .evaluateAll((links) => links.filter((link) => getComputedStyle(link).animationName !== 'none').length);
  const { panel, page, figure } = await openFigure(cluster);
  assert.equal(await moving(figure), 2);
  // The editor's own setting is a class of the body, and comes at any time.
  await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
  assert.equal(await moving(figure), 0);
  await panel.close();
  const still = await openFigure(cluster, { reducedMotion: true });
  assert.equal(await still.figure.locator('.link.look-call').count(), 2, 'they are there');
  assert.equal(await moving(still.figure), 0);
  await still.panel.close();
});

test('forced colours leave every outline and every text to be seen', async () => {
  for (const id of [cluster, building]) {
    const { panel, figure } = await openFigure(id, { forcedColors: true });
    const fills = (selector: string, property: 'fill' | 'stroke') =>
      figure
        .locator(selector)
        .evaluateAll(
          (items, name) => [...new Set(items.map((item) => getComputedStyle(item)[name as 'fill']))],
          property,
        );
    const [backs, texts, outlines] = await Promise.all([
      fills('.scene .back', 'fill'),
      fills('.scene text', 'fill'),
      fills('.scene .back', 'stroke'),
    ]);
    assert.ok(backs.length > 0 && texts.length > 0 && outlines.length > 0);
    for (const colour of [...texts, ...outlines]) assert.ok(!backs.includes(colour), colour);
    await panel.close();
  }
});
