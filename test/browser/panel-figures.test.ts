/**
 * The figures of the React topic in a browser, under the panel's policy: driven by keyboard and pointer, read by what
 * a screen reader gets, with hostile names, with reduced motion, and on paper.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as esbuild from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';
import { button, life, live, openFigure, race, verdict } from '../panel/figurePage.ts';
import { lesson, lessonMessage } from '../panel/samples.ts';

test('the kit and the figures together are small', async () => {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    target: 'chrome120',
    format: 'iife',
    stdin: {
      contents: `import { mountFigure } from './src/panel/figures/view.ts';
        import { figures } from './src/panel/figures/registry.ts';
        Object.assign(window, { mountFigure, figures });`,
      resolveDir: root,
      loader: 'ts',
    },
  });
  const kit = outputFiles[0]?.contents.length ?? 0;
  assert.ok(kit > 5000 && kit <= 50_000, `${kit} bytes`);
});

test('the race by keyboard alone: to the wrong end, then right with the flag', async () => {
  const { panel, page, figure } = await openFigure(race);
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
  assert.deepEqual(panel.faults, []);
  await panel.close();
});

test('answers and clicks can be dragged, and the line of now too', async () => {
  const { panel, page, figure } = await openFigure(race);
  const value = (name: string) => figure.getByRole('slider', { name, exact: true }).inputValue();
  await figure.locator('.timeline').scrollIntoViewIfNeeded();
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
  assert.deepEqual(panel.faults, []);
  await panel.close();
});

test('it plays, pauses, and stops at the end', async () => {
  const { panel, figure } = await openFigure(life, { isStill: true });
  const time = () => figure.getByRole('slider', { name: 'Time' }).inputValue();
  const moment = () => figure.locator('.figure-time').innerText();
  await button(figure, 'Play').click();
  for (let waits = 0; !(await moment()).startsWith('step 2'); waits++) {
    assert.ok(waits < 100, `it plays as far as ${await moment()}`);
    await panel.pass(100);
  }
  await button(figure, 'Pause').click();
  const paused = await time();
  await panel.pass(1_000);
  assert.equal(await time(), paused);
  await button(figure, 'Play').click();
  await panel.pass(100);
  assert.notEqual(await time(), paused, 'and goes on from there');
  await button(figure, 'To the end').click();
  assert.equal(await button(figure, 'Play').count(), 1, 'which ends playing');
  assert.match(await verdict(figure), /^Wrong: 2 are still open/);
  await button(figure, 'Start over').click();
  assert.equal(await moment(), 'the start');
  await button(figure, 'Play').click();
  await panel.pass(60_000);
  assert.equal(await button(figure, 'Play').count(), 1, 'at its end it stops by itself');
  assert.match(await verdict(figure), /^Wrong: 2 are still open/);
  await panel.close();
});

test('with reduced motion there is nothing to play, only steps', async () => {
  const { panel, figure } = await openFigure(life, { reducedMotion: true });
  assert.equal(await button(figure, 'Play').count(), 0);
  await button(figure, 'Step').click();
  assert.equal(await figure.locator('.figure-time').innerText(), 'step 1 of 7');
  await panel.close();
  // The editor's own setting is a class of the body, and comes at any time.
  const second = await openFigure(life);
  await button(second.figure, 'Play').click();
  await second.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
  const moving = second.figure.getByRole('button', { name: /^(Play|Pause)$/, includeHidden: true });
  await moving.waitFor({ state: 'hidden' });
  assert.equal(await moving.innerText(), 'Play');
  await second.panel.close();
});

test('names are the reader’s, change in place, and stay text', async () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const { panel, page, figure, rename } = await openFigure(race, {
    names: { setter: hostile, dep: `a\u202e${'y'.repeat(9999)}` },
  });
  await button(figure, 'To the end').click();
  assert.equal(await figure.locator('img').count(), 0);
  assert.ok((await figure.innerText()).includes('<img src=x onerror'));
  await figure.getByRole('checkbox', { name: 'ignore flag' }).check();
  await rename({ setter: 'setOrder' });
  assert.ok(await figure.getByRole('checkbox', { name: 'ignore flag' }).isChecked());
  assert.match(await figure.locator('.figure-happened').innerText(), /setOrder does not run/);
  assert.equal(await panel.overflow(), 0);
  await panel.tell(lessonMessage(null, { lesson: { ...lesson, id: 'react-effects/other' } }));
  assert.ok((await page.locator('h2').count()) > 5, 'the next lesson is there');
  assert.equal(await page.locator('.figure').count(), 0);
  assert.deepEqual(panel.faults, []);
  await panel.close();
});

test('the picture is described, and paper shows the end in words', async () => {
  const { panel, page, figure } = await openFigure(race);
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
  await panel.close();
});

test('forced colours leave every sign to be seen', async () => {
  const { panel, figure } = await openFigure(race, { forcedColors: true });
  await button(figure, 'To the end').click();
  const colours = await figure
    .locator('.mark text')
    .evaluateAll((texts) => texts.map((text) => getComputedStyle(text).fill));
  const backs = await figure
    .locator('.mark :is(circle, rect):not(.reach)')
    .evaluateAll((shapes) => shapes.map((shape) => getComputedStyle(shape).fill));
  assert.ok(colours.length >= 6);
  assert.ok(backs.length >= 6);
  for (const colour of colours) assert.ok(!backs.includes(colour), colour);
  await panel.close();
});
