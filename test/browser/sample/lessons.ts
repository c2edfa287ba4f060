/**
 * Whole lessons in the real editor, by keyboard alone, one with a figure and a long one without: from the squiggle to the
 * lesson, through figure, quiz and practice, to the tick.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { dist, root } from '../../../scripts/lib/paths.mjs';
import type { LessonBody } from '../../../src/lessons/types.ts';
import { listSays } from '../../harness/sidebar.ts';
import { says, tabTo } from '../../harness/waiting.ts';
import { press, startAnew, workbench } from './open.ts';

interface Kind {
  readonly lesson: string;
  readonly title: string;
  /** A rule of the lesson that speaks in the sample. */
  readonly rule: string;
  readonly hasFigure: boolean;
}

const kinds: readonly Kind[] = [
  {
    lesson: 'late-answer',
    title: 'The answer that arrived too late',
    rule: 'effect-stale-response',
    hasFigure: true,
  },
  {
    lesson: 'compute-not-store',
    title: 'If you can compute it, do not store it',
    rule: 'effect-derived-state',
    hasFigure: false,
  },
];

const practice = (lesson: string, file: string) =>
  readFileSync(join(root, 'content/react-effects', lesson, 'practice', file), 'utf8');
const body = (lesson: string): LessonBody =>
  JSON.parse(readFileSync(join(dist, 'lessons/react-effects', `${lesson}.json`), 'utf8'));

describe('a whole lesson by keyboard', () => {
  let frame: Frame;

  before(() => startAnew(1500, 950));

  for (const { lesson, title, rule, hasFigure } of kinds) {
    it(`${lesson}: from the squiggle to the lesson`, async () => {
      await workbench.openFile('src/Profile.tsx');
      const hint = await workbench.problem(`react-effects/${rule}`);
      await workbench.focusEditor();
      await workbench.goTo(hint.line, hint.column);
      await workbench.squiggles();
      await press('Shift+Alt+l');
      frame = await workbench.lesson(title);
      await says(frame, '.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D`));
    });

    if (hasFigure)
      it(`${lesson}: the figure is stepped through`, async () => {
        const text = () =>
          frame.locator('.figure-host [role=status], .figure-host [aria-live]').allInnerTexts();
        await tabTo(frame.locator('.figure-host input[type=range]').first());
        const before = JSON.stringify(await text());
        for (let steps = 0; steps < 6; steps++) await press('ArrowRight');
        await workbench.until(
          text,
          (now) => JSON.stringify(now) !== before,
          'the figure tells something else',
        );
        await workbench.screenshot(`run-${lesson}-figure`);
      });

    it(`${lesson}: every question of the quiz is answered`, async () => {
      for (const [at, { options }] of body(lesson).quiz.entries()) {
        const question = frame.locator('.question').nth(at);
        const radios = question.locator('input[type=radio]');
        await tabTo(radios.first());
        await press('Space');
        const right = options.findIndex((option) => option.right);
        for (let option = 0; option <= right; option++) {
          if (option > 0) await press('ArrowDown');
          await workbench.sees(radios.nth(option).and(frame.locator(':focus:checked')));
        }
        await tabTo(question.locator('vscode-button', { hasText: 'Check' }));
        await press('Enter');
        await workbench.sees(question.locator('.verdict.right').first());
      }
      await workbench.sees(frame.locator('.steps .done', { hasText: /answered/i }).first());
      await workbench.screenshot(`run-${lesson}-quiz`);
    });

    it(`${lesson}: the practice is passed`, async () => {
      await tabTo(frame.locator('.card.practice vscode-button', { hasText: 'Start the practice' }));
      await press('Enter');
      await says(frame, '.card.practice', /still wrong/);
      // The group shows the last file for a moment longer.
      await workbench.until(
        async () => (await workbench.editorText()).trimEnd(),
        (text) => text === practice(lesson, 'start.jsx').trimEnd(),
        'the file of the practice is open',
      );
      await workbench.replaceAll(practice(lesson, 'solved.jsx'));
      await says(frame, '.card.practice', /Passed\./);
      await workbench.screenshot(`run-${lesson}-passed`);
    });

    it(`${lesson}: the lesson is ticked, in the page and in the sidebar`, async () => {
      await workbench.sees(frame.locator('.steps .done', { hasText: 'Practised' }).first());
      await listSays(workbench, title, /learned/);
      // The practice's file is closed as a reader would, without keeping it, and everything else with it.
      await workbench.commandPalette('View: Revert and Close Editor');
      await workbench.commandPalette('View: Close All Editors');
      await workbench.sees(workbench.page.locator('.editor-group-container.empty'));
    });
  }
});
