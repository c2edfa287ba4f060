import {
  describeSteps,
  type Fix,
  type Hint,
  type Rule,
  type Span,
  stepGaps,
} from '../../../src/engine/index.ts';
import type { CaseFile } from '../../../src/lessons/cases.ts';
import { applyFix, checkTexts, pathIn, type State, syntaxError } from './state.ts';
import { describe, patch } from './words.ts';

/** What holds for every hint and every fix, whatever the case says. */
export function hintFailures(state: State, files: readonly CaseFile[], rules: readonly Rule[]): string[] {
  const broken = files.some((file) => file.broken);
  const ofHints = state.hints.flatMap(({ path, hint }) => {
    const text = state.texts.get(path) as string;
    const line = describe(state, path, hint);
    const failures: string[] = [];
    if (!isWithin(hint, text)) failures.push(`Empty or outside the text: ${line}`);
    const gap = /\{\w+\}/.exec(hint.message);
    if (gap) failures.push(`The finding gives no name for ${gap[0]} of its message: ${line}`);
    if (/\bundefined\b|\bNaN\b|\[object /.test(hint.message.replace(/`[^`]*`/g, '')))
      failures.push(`The message holds a value that is none: ${line}`);
    const more = [
      ...stepFailures(hint, text),
      ...placeFailures(state, path, hint),
      ...kindFailures(hint, rules),
    ];
    failures.push(...more.map((failure) => `${failure}: ${line}`));
    const titles = hint.fixes.map((fix) => fix.title);
    if (new Set(titles).size < titles.length) failures.push(`Two fixes have one title: ${line}`);
    for (const fix of broken ? [] : hint.fixes) failures.push(...afterFix(state, path, hint, fix, rules));
    return failures;
  });
  return [...state.lost, ...ofHints];
}

function isWithin({ start, end }: Span, text: string): boolean {
  return start >= 0 && start < end && end <= text.length;
}

/** Further places of a hint are in their texts, and say something. */
function placeFailures(state: State, path: string, hint: Hint): string[] {
  const own = state.texts.get(path) as string;
  const failures: string[] = [];
  for (const { uri, message, ...at } of hint.related) {
    // Of a file that is not among those of the case nothing is known.
    const text = state.texts.get(pathIn(path, uri));
    const what = `${at.start} to ${at.end}, "${message}"`;
    if (text !== undefined && !isWithin(at, text))
      failures.push(
        `A place of "related" is empty or outside its text of ${text.length} characters (${what}). Give its start and end, and its "uri" where it is in another file`,
      );
    if (message.trim() === '')
      failures.push(
        `A place of "related" has an empty message (${what}). Say why the reader should look at it`,
      );
  }
  for (const { text, ...at } of hint.notes) {
    const what = `${at.start} to ${at.end}, "${text}"`;
    if (!isWithin(at, own))
      failures.push(
        `A place of "notes" is empty or outside the text of ${own.length} characters (${what}). A note is about a place of the hint's own file`,
      );
    if (text.trim() === '')
      failures.push(`A place of "notes" has an empty text (${what}). Say what it is, or leave the note out`);
  }
  return failures;
}

/** What a rule says of its fixes stands in lists and in the README, where no finding corrects it. */
function kindFailures(hint: Hint, rules: readonly Rule[]): string[] {
  if (rules.find(({ id }) => id === hint.rule)?.fix !== 'none') return [];
  return hint.fixes.map(
    ({ title, kind }) =>
      `The rule says fix: 'none', and here it has the fix "${title}". Say fix: '${kind}', or leave the fix out`,
  );
}

/** More steps than this are no longer read as one story. */
const MOST_STEPS = 7;

/** Steps have all their words and their places, and are a few short sentences. */
function stepFailures(hint: Hint, text: string): string[] {
  if (!hint.story) return [];
  const failures = stepGaps(hint).map((gap) => gapFailure(hint, gap));
  const steps = describeSteps(hint);
  if (failures.length === 0 && (steps.length < 3 || steps.length > MOST_STEPS))
    failures.push(`It is told in ${steps.length} steps, and 3 to ${MOST_STEPS} are wanted`);
  for (const { text: step, at } of steps) {
    if (!/^[`A-Z].*[.?]$/.test(step) || /[{}]|undefined| {2}/.test(step.replace(/`[^`]*`/g, 'x')))
      failures.push(`This is no sentence: ${JSON.stringify(step)}`);
    if ((step.match(/`/g)?.length ?? 0) % 2 === 1)
      failures.push(`A backtick is left over: ${JSON.stringify(step)}`);
    if (step.length > 240) failures.push(`This step is too long: ${JSON.stringify(step)}`);
    if (at && !isWithin(at, text))
      failures.push(`The place of a step is empty or outside the text: ${JSON.stringify(step)}`);
  }
  const same = steps.find(({ text: step }, index) => steps.findIndex((each) => each.text === step) < index);
  if (same) failures.push(`A step is told twice: ${JSON.stringify(same.text)}`);
  return failures;
}

/** What a step lacks: `{word}` for a word of its text, a key alone for the place of its `at`. */
function gapFailure({ names, story }: Hint, gap: string): string {
  const isWord = (key: string) => Object.hasOwn(names, key) || Object.hasOwn(story?.words ?? {}, key);
  if (!gap.startsWith('{')) {
    const other = isWord(gap)
      ? `, and the ${Object.hasOwn(names, gap) ? 'name' : 'word'} of that key is no place`
      : '';
    return `A step has at: '${gap}', and the finding gives no place of that key${other}. Give it in "places"`;
  }
  const key = gap.slice(1, -1);
  const other = story?.places[key] ? ', and the place of that key is no word' : '';
  return `A step says ${gap}, and the finding gives neither a name nor a word of that key${other}. Give it in "names" or "words", or tell the step only when: '${key}'`;
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
