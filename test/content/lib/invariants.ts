import { type Fix, type Hint, type Rule, stepGaps, tellSteps } from '../../../src/engine/index.ts';
import type { CaseFile } from '../../../src/lessons/cases.ts';
import { applyFix, checkTexts, type State, syntaxError } from './state.ts';
import { describe, patch } from './words.ts';

/** What holds for every hint and every fix, whatever the case says. */
export function hintFailures(state: State, files: readonly CaseFile[], rules: readonly Rule[]): string[] {
  const broken = files.some((file) => file.broken);
  return state.hints.flatMap(({ path, hint }) => {
    const text = state.texts.get(path) as string;
    const line = describe(state, path, hint);
    const failures: string[] = [];
    if (!(hint.start >= 0 && hint.start < hint.end && hint.end <= text.length))
      failures.push(`Empty or outside the text: ${line}`);
    const gap = /\{\w+\}/.exec(hint.message);
    if (gap) failures.push(`The finding gives no name for ${gap[0]} of its message: ${line}`);
    failures.push(...stepFailures(hint, text).map((failure) => `${failure}: ${line}`));
    const titles = hint.fixes.map((fix) => fix.title);
    if (new Set(titles).size < titles.length) failures.push(`Two fixes have one title: ${line}`);
    for (const fix of broken ? [] : hint.fixes) failures.push(...afterFix(state, path, hint, fix, rules));
    return failures;
  });
}

/** More steps than this are no longer read as one story. */
const MOST_STEPS = 7;

/** Steps have all their words and their places, and are told in a few short sentences. */
function stepFailures(hint: Hint, text: string): string[] {
  if (!hint.story) return [];
  const failures = stepGaps(hint).map((gap) => `The finding does not give ${gap} for its steps`);
  const steps = tellSteps(hint);
  if (failures.length === 0 && (steps.length < 3 || steps.length > MOST_STEPS))
    failures.push(`It is told in ${steps.length} steps, and 3 to ${MOST_STEPS} are wanted`);
  for (const { text: step, at } of steps) {
    if (!/^[`A-Z].*[.?]$/.test(step) || /[{}]|undefined| {2}/.test(step.replace(/`[^`]*`/g, 'x')))
      failures.push(`This is no sentence: ${JSON.stringify(step)}`);
    if ((step.match(/`/g)?.length ?? 0) % 2 === 1)
      failures.push(`A backtick is left over: ${JSON.stringify(step)}`);
    if (step.length > 240) failures.push(`This step is too long: ${JSON.stringify(step)}`);
    if (at && !(at.start >= 0 && at.start < at.end && at.end <= text.length))
      failures.push(`The place of a step is empty or outside the text: ${JSON.stringify(step)}`);
  }
  const same = steps.find(({ text: step }, index) => steps.findIndex((each) => each.text === step) < index);
  if (same) failures.push(`A step is told twice: ${JSON.stringify(same.text)}`);
  return failures;
}

/** Every fix leaves code that parses, and makes its hint go away. */
function afterFix(state: State, path: string, hint: Hint, fix: Fix, rules: readonly Rule[]): string[] {
  let after: Map<string, string>;
  try {
    after = applyFix(state.texts, path, fix);
  } catch (error) {
    return [
      `The fix "${fix.title}" cannot be applied (${(error as Error).message}): ${describe(state, path, hint)}`,
    ];
  }
  const difference = () =>
    [...after]
      .filter(([target, text]) => text !== state.texts.get(target))
      .map(([target, text]) =>
        patch(state.texts.get(target) ?? '', text, `${target} before`, `${target} after`),
      )
      .join('\n');
  for (const [target, text] of after) {
    const at = syntaxError(target, text);
    if (at) return [`The fix "${fix.title}" leaves a syntax error at ${target}:${at}:\n${difference()}`];
  }
  const next = checkTexts(after, rules);
  const count = (each: State) => each.hints.filter((other) => other.hint.rule === hint.rule).length;
  if (count(next) < count(state)) return [];
  const left = next.hints
    .filter((other) => other.hint.rule === hint.rule)
    .map((other) => `  ${describe(next, other.path, other.hint)}`);
  return [`After the fix "${fix.title}" ${hint.rule} still says:\n${left.join('\n')}\n${difference()}`];
}
