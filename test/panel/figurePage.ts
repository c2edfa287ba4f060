/** The page of a lesson that is its figure and little else, for the tests of the figures. */
import type { Locator, Page } from 'playwright-core';
import type { PlaceView } from '../../src/protocol/panel.ts';
import { openPanel, type Panel, type PanelOptions } from './page.ts';
import { lesson, lessonMessage, placeIn, readersText } from './samples.ts';

export const race = 'react-effects/late-answer';
export const life = 'react-effects/unsubscribe';
export const cluster = 'kubernetes-services/five-parts';
export const building = 'docker-isolation/fifty-tenants';

type Names = PlaceView['names'];

export interface FigurePage {
  readonly panel: Panel;
  readonly page: Page;
  readonly figure: Locator;
  /** Tells the figure the names of the reader's code, as after an edit. */
  rename(names: Names): Promise<void>;
}

/** Opens the page with the figure of a lesson, and goes to the heading above it, so that Tab leads to the figure. */
export async function openFigure(
  id: string,
  { names, ...options }: PanelOptions & { readonly names?: Names } = {},
): Promise<FigurePage> {
  const panel = await openPanel({ height: 1000, ...options });
  await showFigure(panel, id, names);
  const { page } = panel;
  let revision = 1;
  return {
    panel,
    page,
    figure: page.locator('.figure'),
    rename: (to) =>
      panel.tell({
        type: 'place',
        lesson: id,
        place: placeIn(readersText, { revision: ++revision, names: to }),
        restore: null,
      }),
  };
}

/** Shows the figure of a lesson in an open page. */
export async function showFigure(panel: Panel, id: string, names?: Names): Promise<void> {
  const [section] = lesson.sections.filter((each) => each.id === 'happens');
  await panel.tell(
    lessonMessage(names ? placeIn(readersText, { names }) : null, {
      lesson: {
        ...lesson,
        id,
        // No part of the page is there but its head and the figure's section: the others have tests of their own.
        sections: section ? [{ ...section, html: '<p>It runs like this.</p>' }] : [],
        needs: [],
        sources: [],
        quiz: [],
        hasPractice: false,
        hasRules: false,
      },
    }),
  );
  await panel.page.locator('.figure :is(.timeline, .scene) text').first().waitFor();
  await panel.page.locator('#happens').focus();
}

export const button = (figure: Locator, name: string) => figure.getByRole('button', { name, exact: true });
export const live = (figure: Locator) => figure.locator('[aria-live]').textContent();
export const verdict = (figure: Locator, at = 0) => figure.locator('.figure-verdict').nth(at).innerText();
