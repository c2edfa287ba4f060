import assert from 'node:assert/strict';
import { building, button, cluster, life, race, showFigure, verdict } from '../panel/figurePage.ts';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';

/** What the figures look like: at their start, and where something has gone wrong. */

const figure = (panel: Panel) => panel.page.locator('.figure');

for (const id of [race, life])
  looksWell(`The look of the figure of ${id}`, {
    name: `figure-${id.split('/')[1]}`,
    widths: [210, 420, 1400],
    height: 1000,
    part: '.figure',
    picture: 'part',
    open: () => openPanel(),
    states: {
      '': async (panel) => {
        await showFigure(panel, id);
        await figure(panel).getByRole('checkbox').nth(1).check();
        await button(figure(panel), 'To the end').click();
        assert.match(await verdict(figure(panel)), /\w/);
      },
    },
  });

looksWell('The look of the figure of the five parts', {
  name: 'figure-five-parts',
  widths: [210, 420, 800, 1400],
  height: 1000,
  part: '.figure',
  picture: 'part',
  open: () => openPanel({ reducedMotion: true }),
  states: {
    start: async (panel) => {
      await showFigure(panel, cluster);
      await button(figure(panel), 'Start over').click();
      assert.match(await verdict(figure(panel)), /^The call arrives/);
    },
    service: async (panel) => {
      await figure(panel).getByRole('radio', { name: 'the Service’s name', exact: true }).check();
      assert.match(await verdict(figure(panel)), /^The call arrives/);
    },
    broken: async (panel) => {
      await figure(panel).getByRole('radio', { name: 'Readiness', exact: true }).check();
      assert.match(await verdict(figure(panel)), /^The call ends at the list/);
    },
  },
});

looksWell('The look of the figure of the fifty tenants', {
  name: 'figure-fifty-tenants',
  widths: [210, 420, 800, 1400],
  height: 1000,
  part: '.figure',
  picture: 'part',
  open: () => openPanel({ reducedMotion: true }),
  states: {
    start: async (panel) => {
      await showFigure(panel, building);
      await button(figure(panel), 'Start over').click();
      assert.match(await verdict(figure(panel)), /^web sees only what is its own/);
    },
    broken: async (panel) => {
      await figure(panel).getByRole('checkbox', { name: 'PID', exact: true }).uncheck();
      await figure(panel).getByRole('slider', { name: 'web asks for' }).fill('3');
      assert.match(await verdict(figure(panel)), /^A wall is open/);
    },
  },
});
