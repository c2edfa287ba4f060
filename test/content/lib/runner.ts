import {
  describeSteps,
  type Hint,
  prepareLanguage,
  type ReadParserFile,
  type Rule,
} from '../../../src/engine/index.ts';
import type { Case, CaseFile, CaseGood } from '../../../src/lessons/cases.ts';
import { hintFailures } from './invariants.ts';
import { applyFix, checkTexts, pathOf, type State, syntaxError, textsOf } from './state.ts';
import { describe, patch, range, short } from './words.ts';

export { nearest } from '../../../src/cli/nearest.ts';
export { Document, findExamples, findSightings } from '../../../src/engine/index.ts';
export { unmetOf } from '../../../src/server/practiceCheck.ts';
export { lineBreakFailures } from './lineBreaks.ts';
export { checkTexts, languageIdOf, pathOf, practiceAnswer, syntaxError, textsOf } from './state.ts';
export { stress } from './stress.ts';

/** A hint of another topic's rule in an example. */
export interface Foreign {
  /** Its id. */
  readonly rule: string;
  readonly note: string;
}

/** What came of a case. */
export interface Outcome {
  /** Each says what was expected and what came instead. */
  readonly failures: readonly string[];
  /** For a person to settle: hints of other topics' rules. */
  readonly foreign: readonly Foreign[];
  /** Whether a fix was compared with a good example. */
  readonly comparesFix: boolean;
  /** What the bad state's hints say, for the snapshot. */
  readonly hints: readonly HintRecord[];
  /** The bad state; `undefined` where the case has none. */
  readonly bad: State | undefined;
}

/** A hint as it is written into a rule's snapshot. */
export interface HintRecord {
  readonly rule: string;
  readonly severity: string;
  /** `file:line:column-line:column`, 1-based, end exclusive; the file only where the case names one. */
  readonly at: string;
  /** The marked text; its middle is left out where it is long. */
  readonly marks: string;
  readonly message: string;
  readonly names: Readonly<Record<string, string>>;
  readonly fixes: readonly string[];
  readonly related?: readonly string[];
  readonly notes?: readonly string[];
  /** How it would run, each with the `line:column` where it happens, or `-`. */
  readonly steps?: readonly string[];
}

/** Rounds of one fix applied to one hint after another; more than any example needs. */
const MAX_ROUNDS = 10;

/** Loads the parsers of all languages that the engine reads, and of those that occur within others. */
export async function prepareGrammars(ids: readonly string[], read: ReadParserFile): Promise<void> {
  for (const id of new Set([...ids, 'shellscript'])) await prepareLanguage(id, read);
}

/**
 * Runs one case of a topic under the given rules.
 * @param rules all topics' rules; those of the case's topic have to agree with it, others are noted
 */
export function runCase(topic: string, example: Case, rules: readonly Rule[]): Outcome {
  const failures: string[] = [];
  const foreign: Foreign[] = [];
  const expected = example.rules.map((name) => `${topic}/${name}`);
  for (const id of expected)
    if (!rules.some((rule) => rule.id === id)) failures.push(`There is no rule ${id}.`);
  let hints: HintRecord[] = [];
  let comparesFix = false;
  let bad: State | undefined;
  if (example.bad.length > 0) {
    failures.push(...parseFailures(example.bad, 'bad'));
    const state = checkTexts(textsOf(example.bad), rules);
    bad = state;
    failures.push(
      ...state.errors,
      ...badFailures(topic, example, expected, state, foreign),
      ...hintFailures(state, example.bad, rules),
    );
    hints = state.hints
      .filter(({ hint }) => hint.rule.startsWith(`${topic}/`))
      .map(({ path, hint }) => record(state, path, hint, example.bad));
    for (const good of example.goods) {
      const compared = fixFailures(expected[0], state, good, rules);
      comparesFix ||= compared !== undefined;
      failures.push(...(compared ?? []));
    }
  }
  for (const good of example.goods) {
    failures.push(...parseFailures(good.files, 'good'));
    const state = checkTexts(textsOf(good.files), rules);
    failures.push(...state.errors);
    for (const { path, hint } of state.hints) {
      const line = describe(state, path, hint);
      if (hint.rule.startsWith(`${topic}/`))
        failures.push(`The good example (line ${good.line}) should be silent, but ${line}`);
      else
        foreign.push({
          rule: hint.rule,
          note: `In the good example (line ${good.line}) another topic's rule speaks: ${line}`,
        });
    }
  }
  return { failures: [...new Set(failures)], foreign, comparesFix, hints, bad };
}

function parseFailures(files: readonly CaseFile[], side: string): string[] {
  return files.flatMap((file) => {
    const at = syntaxError(pathOf(file), file.text);
    if (at === undefined || file.broken) return [];
    return [
      `The ${side} example (line ${file.line}) has a syntax error at its ${at}. Tag it broken where that is meant.`,
    ];
  });
}

function badFailures(
  topic: string,
  example: Case,
  expected: readonly string[],
  state: State,
  foreign: Foreign[],
): string[] {
  const failures: string[] = [];
  const faulty = example.faulty.map((index) => pathOf(example.bad[index] as CaseFile));
  for (const id of expected) {
    if (!state.hints.some(({ hint }) => hint.rule === id)) {
      failures.push(
        `The bad example (line ${example.line}) should make ${id} speak, but it is silent. ${found(state)}`,
      );
    }
  }
  for (const { path, hint } of state.hints) {
    const line = describe(state, path, hint);
    if (!hint.rule.startsWith(`${topic}/`))
      foreign.push({ rule: hint.rule, note: `In the bad example another topic's rule speaks: ${line}` });
    else if (!expected.includes(hint.rule))
      failures.push(`Only ${expected.join(' and ')} should speak, but ${line}`);
    else if (!faulty.includes(path)) failures.push(`${path} is not tagged bad, but ${line}`);
  }
  return failures;
}

/**
 * Applies the compared fix to one hint of the rule after another until the good state is reached: an example may
 * hold the fault more than once.
 * @returns `undefined` where there is nothing to compare
 */
function fixFailures(
  id: string | undefined,
  bad: State,
  good: CaseGood,
  rules: readonly Rule[],
): string[] | undefined {
  const rule = rules.find((each) => each.id === id);
  const speaking = bad.hints.some(({ hint }) => hint.rule === id);
  if (!rule || !speaking || good.noFix) return undefined;
  const hasFix = bad.hints.some(({ hint }) => hint.rule === id && hint.fixes.length > 0);
  if (!hasFix && rule.fix === 'none') return undefined;
  const wanted = textsOf(good.files);
  let state = bad;
  for (let round = 0; round < MAX_ROUNDS && !same(state.texts, wanted); round++) {
    const target = state.hints.find(({ hint }) => hint.rule === id && hint.fixes.length > 0);
    if (!target) break;
    const fix = chosenFix(target.hint, good.fix);
    if (!fix) {
      const titles = target.hint.fixes.map((each, index) => `${index + 1} "${each.title}"`).join(', ');
      return [
        `The good example (line ${good.line}) compares the fix ${good.fix}, and the hint has ${titles}.`,
      ];
    }
    state = checkTexts(applyFix(state.texts, target.path, fix), rules);
  }
  if (same(state.texts, wanted)) return [];
  if (state === bad) {
    return [
      `The hint of ${id} has no fix here, and the rule says its fix is ${rule.fix}. Tag the good fence (line ${good.line}) nofix where a person writes it.`,
    ];
  }
  return [...wanted].flatMap(([path, text]) => {
    const after = state.texts.get(path) ?? '';
    if (after === text) return [];
    return [
      `The fix does not give the good example (line ${good.line}) exactly:\n${patch(text, after, `${path} as in the good example`, `${path} as the fix left it`)}`,
    ];
  });
}

function chosenFix(hint: Hint, name: string | undefined) {
  if (name === undefined) return hint.fixes[0];
  return /^\d+$/.test(name) ? hint.fixes[Number(name) - 1] : hint.fixes.find((fix) => fix.title === name);
}

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);
}

function found(state: State): string {
  if (state.hints.length === 0) return 'No rule said anything.';
  return `Found instead:\n${state.hints.map(({ path, hint }) => `  ${describe(state, path, hint)}`).join('\n')}`;
}

function record(state: State, path: string, hint: Hint, files: readonly CaseFile[]): HintRecord {
  const text = state.texts.get(path) as string;
  const named = files.some((file) => file.path !== undefined);
  const where = (target: string | undefined, span: { start: number; end: number }) => {
    const file = target === undefined ? path : target.replace('file:///workspace/', '');
    return `${named ? `${file}:` : ''}${range(state.texts.get(file) ?? '', span)}`;
  };
  const steps = describeSteps(hint);
  return {
    rule: hint.rule,
    severity: hint.severity,
    at: where(undefined, hint),
    marks: short(text.slice(hint.start, hint.end)),
    message: hint.message,
    names: hint.names,
    fixes: hint.fixes.map((fix) => `${fix.kind}: ${fix.title}`),
    ...(hint.related.length > 0
      ? { related: hint.related.map((each) => `${where(each.uri, each)} ${each.message}`) }
      : {}),
    ...(hint.notes.length > 0
      ? { notes: hint.notes.map((each) => `${where(undefined, each)} ${each.text}`) }
      : {}),
    ...(steps.length > 0
      ? { steps: steps.map((each) => `${each.at ? range(text, each.at).split('-')[0] : '-'} ${each.text}`) }
      : {}),
  };
}
