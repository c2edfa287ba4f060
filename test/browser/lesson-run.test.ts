/**
 * Whole lessons in the real editor, by keyboard alone, one of each kind (with the figure of a race, with the figure of a
 * life, and a long one without a figure): from the squiggle to the lesson, through figure, quiz and practice, to the tick.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import { dist, root } from '../../scripts/lib/paths.mjs';
import type { LessonBody } from '../../src/lessons/types.ts';
import { openWorkbench, type Problem, type Workbench } from '../harness/browser.ts';

interface Kind {
  readonly lesson: string;
  readonly title: string;
  /** A rule that speaks in the practice's start file. */
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
    lesson: 'unsubscribe',
    title: 'Whoever subscribes must unsubscribe',
    rule: 'effect-missing-cleanup',
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
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hindsight-lessons-'));
    for (const { lesson } of kinds)
      writeFileSync(join(folder, `${lesson}.jsx`), practice(lesson, 'start.jsx'));
    workbench = await openWorkbench({
      folder,
      viewport: { width: 1500, height: 950 },
      settings: { 'files.autoSave': 'off', 'editor.autoClosingBrackets': 'never' },
    });
  });
  after(() => workbench?.close());

  const press = (key: string) => workbench.page.keyboard.press(key);

  /** Presses Tab until the page of the lesson says that the focus is where it is wanted. */
  async function tabTo(what: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let presses = 0; !(await isThere()); presses++) {
      assert.ok(presses < 250, `Tab reaches ${what}`);
      await press('Tab');
    }
  }

  /** Tells, with an error, who has the keys. */
  async function whereFocusIs(error: unknown): Promise<never> {
    const outer = await workbench.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    const inner = await frame.evaluate(
      () => `${document.hasFocus()} ${document.activeElement?.outerHTML.slice(0, 200)}`,
    );
    await workbench.screenshot('run-failed');
    throw new Error(`the window's focus is at ${outer}, the page's (${inner})`, { cause: error });
  }

  const onButton = (within: string, name: string) => () =>
    frame.evaluate(
      ([place, wanted]) => {
        const { activeElement } = document;
        return Boolean(
          activeElement?.closest(place as string) && activeElement.textContent?.trim() === wanted,
        );
      },
      [within, name],
    );

  /** Waits until a part of the lesson says something. */
  async function says(selector: string, text: RegExp): Promise<void> {
    await frame.waitForFunction(
      ([where, source]) =>
        [...document.querySelectorAll(where as string)].some((element) =>
          new RegExp(source as string).test(element.textContent ?? ''),
        ),
      [selector, text.source],
      { timeout: 60_000 },
    );
  }

  /** Waits until the Problems view lists a hint of a rule. */
  async function found(code: string): Promise<Problem> {
    for (let looks = 0; looks < 100; looks++) {
      const hint = (await workbench.problems()).find((problem) => problem.code === code);
      if (hint) return hint;
      await workbench.page.waitForTimeout(200);
    }
    throw new Error(`the Problems view never listed ${code}`);
  }

  for (const { lesson, title, rule, hasFigure } of kinds) {
    it(`${lesson}: from the squiggle to the lesson`, async () => {
      await workbench.openFile(`${lesson}.jsx`);
      const hint = await found(`react-effects/${rule}`);
      await workbench.focusEditor();
      await workbench.goTo(hint.line, hint.column);
      assert.ok((await workbench.squiggles()) > 0);
      await press('Shift+Alt+l');
      frame = await workbench.webviewFrame(title);
      await frame.waitForFunction(() => document.hasFocus());
      await says('.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D`));
    });

    if (hasFigure)
      it(`${lesson}: the figure is stepped through`, async () => {
        const text = () =>
          frame.locator('.figure-host [role=status], .figure-host [aria-live]').allInnerTexts();
        await frame.locator('.figure-host input[type=range]').first().waitFor();
        await tabTo('the figure’s time', () =>
          frame.evaluate(
            () =>
              document.activeElement?.closest('.figure-host') !== null &&
              document.activeElement?.getAttribute('type') === 'range',
          ),
        );
        const before = await text();
        for (let steps = 0; steps < 6; steps++) await press('ArrowRight');
        await frame.waitForFunction(
          (was) =>
            JSON.stringify(
              [...document.querySelectorAll('.figure-host [role=status], .figure-host [aria-live]')].map(
                (element) => (element as HTMLElement).innerText,
              ),
            ) !== was,
          JSON.stringify(before),
        );
        await workbench.screenshot(`run-${lesson}-figure`);
      });

    it(`${lesson}: every question of the quiz is answered`, async () => {
      for (const [at, { options }] of body(lesson).quiz.entries()) {
        const onQuestion = () =>
          frame.evaluate(
            (wanted) =>
              document.activeElement?.getAttribute('type') === 'radio' &&
              [...document.querySelectorAll('.question')].indexOf(
                document.activeElement.closest('.question') as Element,
              ) === wanted,
            at,
          );
        await tabTo(`question ${at + 1}`, onQuestion);
        await press('Space');
        await frame
          .waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.checked)
          .catch(whereFocusIs);
        const right = options.findIndex((option) => option.right);
        for (let option = 1; option <= right; option++) {
          await press('ArrowDown');
          await frame
            .waitForFunction((wanted) => {
              const chosen = document.activeElement as HTMLInputElement | null;
              const radios = [...(chosen?.closest('.question')?.querySelectorAll('input[type=radio]') ?? [])];
              return chosen?.checked && radios.indexOf(chosen) === wanted;
            }, option)
            .catch(whereFocusIs);
        }
        await tabTo('Check', onButton('.question', 'Check'));
        await press('Enter');
        await frame.waitForFunction(
          (wanted) => document.querySelectorAll('.question .verdict.right').length > wanted,
          at,
        );
      }
      await says('.steps .done', /Answered|answered/);
      await workbench.screenshot(`run-${lesson}-quiz`);
    });

    it(`${lesson}: the practice is passed`, async () => {
      await tabTo('Start the practice', onButton('.card.practice', 'Start the practice'));
      await press('Enter');
      await says('.card.practice', /still wrong/);
      await workbench.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
      const solved = practice(lesson, 'solved.jsx');
      await workbench.page.evaluate((text) => navigator.clipboard.writeText(text), solved);
      await press('ControlOrMeta+a');
      await press('ControlOrMeta+v');
      await says('.card.practice', /Passed\./);
      await workbench.screenshot(`run-${lesson}-passed`);
    });

    it(`${lesson}: the lesson is ticked, in the page and in the sidebar`, async () => {
      await says('.steps .done', /Practised/);
      await workbench.browseLessons();
      const row = workbench.page.locator('.pane .monaco-list-row', { hasText: title }).first();
      await row.getByText(/learned/).waitFor();
      // The practice's file is closed as a reader would, without keeping it, and everything else with it.
      await workbench.commandPalette('View: Revert and Close Editor');
      await workbench.commandPalette('View: Close All Editors');
      await workbench.page.locator('.editor-group-container.empty').waitFor();
    });
  }
});
