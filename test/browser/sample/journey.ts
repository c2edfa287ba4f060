/**
 * A newcomer's whole way through the sample, in the real editor and with the keyboard alone: from the squiggle to
 * the lesson, to the applied fix, to the ticks for it, and back by undo.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Frame, Locator } from 'playwright-core';
import type { Problem } from '../../harness/browser.ts';
import { listSays } from '../../harness/sidebar.ts';
import { says, tabTo } from '../../harness/waiting.ts';
import { press, startAnew, workbench } from './open.ts';

const title = 'The answer that arrived too late';
const rule = 'react-effects/effect-stale-response';
/** What the sample's component holds, by severity and line as the Problems view sorts it. */
const expected = [
  'react-effects/effect-chain',
  'react-effects/effect-derived-state',
  'react-effects/effect-missing-cleanup',
  'react-effects/effect-reset-on-prop-change',
  'react-effects/effect-stale-closure',
  rule,
];

describe('from squiggle to applied fix by keyboard', () => {
  let frame: Frame;
  let hint: Problem;
  let original = '';

  before(() => startAnew(1500, 950));

  const isOurs = ({ source }: Problem) => source.toLowerCase().includes('hindsight');
  /** Rows without a message are places that belong to the problem above them. */
  const others = (problems: readonly Problem[]) =>
    problems.filter((problem) => problem.message && !isOurs(problem));

  /** Waits until the Problems view holds these rules of ours. @returns all that it lists, ours or not */
  function listed(rules: readonly string[]): Promise<Problem[]> {
    const wanted = [...rules].sort().join();
    return workbench.problemsUntil(
      (all) =>
        all
          .filter(isOurs)
          .map(({ code }) => code)
          .sort()
          .join() === wanted,
      `the Problems view lists of Hindsight: ${wanted}`,
    );
  }

  /**
   * Waits for the word of the editor's own TypeScript service about the text as it is: it tells of all faults of a file
   * at once, so that one that is put there on purpose comes with all others. Leaves the text as it was.
   */
  async function nothingElseIsWrong(): Promise<void> {
    await workbench.focusEditor();
    const before = await workbench.editorText();
    await press('ControlOrMeta+End');
    await workbench.paste('\nconst proof: string = 1;\nexport { proof };\n');
    const isProof = ({ source, code }: Problem) => source === 'ts' && code === '2322';
    const all = await workbench.problemsUntil((seen) => seen.some(isProof), 'TypeScript has spoken');
    assert.deepEqual(
      others(all).filter((problem) => !isProof(problem)),
      [],
    );
    await workbench.focusEditor();
    await press('ControlOrMeta+z');
    await workbench.until(
      () => workbench.editorText(),
      (text) => text === before,
      'the text is as it was',
    );
    // Until TypeScript has taken its word back, F8 would lead to it.
    await workbench.problemsUntil((seen) => seen.length > 0 && !seen.some(isProof), 'the proof is gone');
    await workbench.focusEditor();
  }

  it('shows the hints in the editor and in Problems, and nothing else is wrong with the sample', async () => {
    await workbench.openFile('src/Profile.tsx');
    await workbench.squiggles(2);
    hint = (await listed(expected)).find(({ code }) => code === rule) as Problem;
    assert.equal(hint.severity, 'warning');
    assert.match(hint.message, /'userId'/);
    assert.match(hint.message, /fetchUser|setUser/);
    await workbench.focusEditor();
    original = await workbench.editorText();
    await nothingElseIsWrong();
  });

  it('walks to the hint with F8, and Shift+Alt+L opens its lesson with the names and lines', async () => {
    await workbench.goTo(1, 1);
    const widget = workbench.activeEditor.locator('.marker-widget').first();
    // Every hint is a stop, from the top to the bottom.
    for (let at = await workbench.cursor(); !at.startsWith(`Ln ${hint.line},`); ) {
      await press('F8');
      await workbench.sees(widget);
      const before = at;
      at = await workbench.until(
        () => workbench.cursor(),
        (now) => now !== before,
        `F8 leads on from ${before}`,
      );
      const [line = 0] = /\d+/.exec(at) ?? [];
      assert.ok(Number(line) <= hint.line, `F8 reaches line ${hint.line}, and does not go past it to ${at}`);
    }
    await workbench.sees(widget.getByText(/setUser|fetchUser/).first());
    await workbench.screenshot('journey-f8');
    await press('Escape');
    await workbench.seesNo(widget);
    await press('Shift+Alt+l');
    frame = await workbench.lesson(title);
    await says(frame, '.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D.*setUser`));
    await says(frame, '.section-happens .own', /userId|setUser|fetchUser|Profile/);
    await workbench.screenshot('journey-lesson');
  });

  it('reaches Apply with Tab; Enter applies the fix, and the hint is gone everywhere', async () => {
    await tabTo(frame.locator('vscode-button', { hasText: /^\s*Apply/ }).first());
    await workbench.screenshot('journey-apply');
    await press('Enter');
    await says(frame, '.status', /The hint is gone/);
    await workbench.sees(frame.locator('.steps .done', { hasText: 'Repaired' }).first());
    await workbench.screenshot('journey-applied');
    await workbench.focusEditor();
    const fixed = await workbench.editorText();
    assert.match(fixed, /let ignore = false;/);
    assert.match(fixed, /ignore = true;/);
    await listed(expected.filter((each) => each !== rule));
    await nothingElseIsWrong();
    await workbench.goTo(hint.line, 1);
    // Two lines of the fix stand above it now.
    await squiggleStands(hint.line + 2, false);
  });

  it('shows the progress in the Lessons view', async () => {
    await listSays(workbench, title, /^repaired$/);
    await workbench.screenshot('journey-progress');
  });

  it('ticks the steps of Start with Hindsight', async () => {
    await workbench.commandPalette('Hindsight: Get Started');
    const steps = workbench.page.locator('.getting-started-step:visible');
    const ticked = (name: string): Locator =>
      steps.filter({ hasText: name }).locator('.codicon.complete, .codicon-getting-started-step-checked');
    await workbench.sees(ticked('Open a lesson at your code').first());
    await workbench.sees(ticked('Apply a fix, and see it hold').first());
    for (const name of ['Answer a question', 'Practise on a small file']) {
      assert.equal(await steps.filter({ hasText: name }).count(), 1, `${name} is a step`);
      assert.equal(await ticked(name).count(), 0, 'what was not done is not ticked');
    }
    await workbench.screenshot('journey-walkthrough');
  });

  it('undo brings the hint back, in the editor, in Problems and in the lesson', async () => {
    await workbench.openFile('src/Profile.tsx');
    await press('ControlOrMeta+z');
    await listed(expected);
    await workbench.focusEditor();
    assert.equal(await workbench.editorText(), original);
    await workbench.goTo(hint.line, hint.column);
    await squiggleStands(hint.line, true);
    await says(frame, '.status', /may run/);
    await says(frame, '.excerpt .line.hint', new RegExp(`^\\D*${hint.line}\\D.*setUser`));
    await workbench.seesNo(frame.locator('.steps .done', { hasText: 'Repaired' }));
    await workbench.screenshot('journey-undone');
  });

  /** Waits until a warning's squiggle stands under a line that is in sight, or no longer does. */
  async function squiggleStands(line: number, wanted: boolean): Promise<void> {
    await workbench.until(
      async () => {
        const { y } = await workbench.pointAt(line, 1);
        const boxes = await workbench.activeEditor
          .locator('.squiggly-warning')
          .evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().toJSON() as DOMRect));
        return boxes.some((box) => box.top <= y && y <= box.bottom);
      },
      (stands) => stands === wanted,
      `the squiggle of line ${line} ${wanted ? 'stands there' : 'is gone'}`,
    );
  }
});
