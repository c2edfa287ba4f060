/**
 * Snapshots: what a rule says about the examples that it owns, kept in `<rule>.snap.json` beside `<rule>.ts`. Each
 * example that makes a rule speak is in exactly one of them.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { findFiles } from './bundle.mjs';
import { forwardSlashes, readText } from './content-files.mjs';

/** @typedef {import('./content-runner.mjs').Example} Example */
/** @typedef {import('./content.mjs').RuleSource} RuleSource */
/** @typedef {import('../../test/content/lib/runner.ts').HintRecord} HintRecord */
/** @typedef {Record<string, Record<string, readonly HintRecord[]>>} Snapshot hints by example, by file */

/** @param {RuleSource} rule the absolute path of its snapshot */
export function snapshotFile(rule) {
  return rule.file.replace(/\.ts$/, '.snap.json');
}

/**
 * The rule to which an example belongs: the one whose cases file it is in, or which its `bad=` names first.
 * @param {Pick<Example, 'topic' | 'owner' | 'example'>} entry
 * @returns {string | undefined} the rule's id; `undefined` for a lesson's example of good code alone
 */
export function ownerOf({ topic, owner, example }) {
  const name = owner ?? example.rules[0];
  return name === undefined ? undefined : `${topic}/${name}`;
}

/**
 * The examples whose hints a rule's snapshot holds.
 * @param {RuleSource} rule
 * @param {readonly Example[]} examples
 */
function keptExamples(rule, examples) {
  return examples.filter((each) => each.example.bad.length > 0 && ownerOf(each) === rule.id);
}

/**
 * @param {RuleSource} rule
 * @param {readonly Example[]} examples those of its pack
 * @param {(entry: Example) => readonly HintRecord[]} hintsOf
 * @returns {Snapshot | undefined} `undefined` when there is nothing to keep
 */
export function snapshotOf(rule, examples, hintsOf) {
  /** @type {Snapshot} */
  const snapshot = {};
  for (const entry of keptExamples(rule, examples)) {
    const source = forwardSlashes(relative(dirname(rule.file), entry.file));
    const cases = snapshot[source] ?? {};
    snapshot[source] = cases;
    cases[entry.example.name] = hintsOf(entry);
  }
  return Object.keys(snapshot).length > 0 ? snapshot : undefined;
}

/** @param {Snapshot} snapshot */
export function snapshotText(snapshot) {
  return `${JSON.stringify(snapshot, null, 2)}\n`;
}

/**
 * @param {RuleSource} rule
 * @returns {Snapshot | undefined} `undefined` where there is none
 * @throws {SyntaxError} when it is no JSON, as after a merge
 */
export function readSnapshot(rule) {
  const file = snapshotFile(rule);
  return existsSync(file) ? JSON.parse(readText(file)) : undefined;
}

/**
 * Snapshots in a pack that belong to no rule.
 * @param {string} contentRoot
 * @param {readonly RuleSource[]} rules
 * @returns {string[]} absolute paths
 */
export function strays(contentRoot, rules) {
  const known = new Set(rules.map(snapshotFile));
  return findFiles(contentRoot, /\.snap\.json$/).filter((file) => !known.has(file));
}

/**
 * The examples whose hints differ, each with its hints before and now.
 * @param {Snapshot} before
 * @param {Snapshot} now
 * @returns {{ source: string, name: string, was: readonly HintRecord[] | undefined, is: readonly HintRecord[] | undefined }[]}
 */
export function changes(before, now) {
  const keys = (/** @type {object | undefined} */ a, /** @type {object | undefined} */ b) =>
    new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  return [...keys(before, now)].flatMap((source) =>
    [...keys(before[source], now[source])].flatMap((name) => {
      const [was, is] = [before[source]?.[name], now[source]?.[name]];
      return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ source, name, was, is }];
    }),
  );
}

/**
 * Hints as a person reads them, a line for each thing that a learner sees.
 * @param {readonly HintRecord[]} hints
 * @returns {string[]}
 */
export function hintLines(hints) {
  return hints.flatMap(({ rule, severity, at, marks, message, names, fixes, related, notes, steps }) => [
    `${at} ${severity} ${basename(rule)}: ${message}`,
    `  marks: ${JSON.stringify(marks)}`,
    ...Object.entries(names).map(([key, value]) => `  ${key} = ${JSON.stringify(value)}`),
    ...fixes.map((fix) => `  fix, ${fix}`),
    ...(related ?? []).map((each) => `  related ${each}`),
    ...(notes ?? []).map((each) => `  note ${each}`),
    ...(steps ?? []).map((each, index) => `  step ${index + 1}, ${each}`),
  ]);
}
