/** Brings snapshots up to date, and shows what changed as a person reads it. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { basename, sep } from 'node:path';
import { diffArrays } from 'diff';
import { chosen } from './content-choice.mjs';
import { faultLine, forwardSlashes, readText, relativeTo } from './content-files.mjs';
import { dim, green, say as print, red, yellow } from './log.mjs';
import { root } from './paths.mjs';
import {
  changes,
  hintLines,
  ownerOf,
  readSnapshot,
  snapshotFile,
  snapshotOf,
  snapshotText,
  strays,
} from './snapshots.mjs';

/** @typedef {import('./content-choice.mjs').Pack} Pack */
/** @typedef {import('./content.mjs').RuleSource} RuleSource */
/** @typedef {(line: string) => void} Say */

/**
 * Writes the snapshots of rules whose examples say what they should.
 * @param {Pack} pack
 * @param {readonly string[] | 'all'} names of rules, and of lessons, which stand for their rules and for those that own
 *   one of their examples
 * @param {Say} [say]
 * @returns {{ changed: string[], refused: string[] }} absolute paths of files, and ids of rules that keep their snapshot
 * @throws {import('./log.mjs').PlainError} when nothing has one of the names
 */
export function updateSnapshots(pack, names, say = print) {
  const choices = names === 'all' ? [] : names.map((name) => chosen(pack, name));
  const ids = new Set(
    choices.flatMap(({ rules, examples }) => [...rules.map(({ id }) => id), ...examples.map(ownerOf)]),
  );
  const rules = pack.sources.filter(({ id }) => names === 'all' || ids.has(id));
  /** @type {string[]} */
  const changed = [];
  /** @type {string[]} */
  const refused = [];
  for (const { name, faults } of choices.filter(
    (each) => each.rules.length === 0 && each.faults.length > 0,
  )) {
    refuse(name, faults.map(faultLine), say);
    refused.push(name);
  }
  for (const rule of rules) {
    const outcome = updateOne(pack, rule, say);
    if (outcome === 'changed') changed.push(snapshotFile(rule));
    if (outcome === 'refused') refused.push(rule.id);
  }
  // A snapshot whose rule is gone or has another name now goes with its lesson, or with all.
  const folders = choices.flatMap(({ lesson }) => (lesson ? [lesson.folder + sep] : []));
  for (const file of strays(pack.content.root, pack.sources)) {
    if (names !== 'all' && !folders.some((folder) => file.startsWith(folder))) continue;
    rmSync(file);
    changed.push(file);
    say(`${yellow('removed')} ${shown(file)}: it has no rule beside it.`);
  }
  return { changed, refused };
}

/**
 * @param {Pack} pack
 * @param {RuleSource} rule
 * @param {Say} say
 * @returns {'same' | 'changed' | 'refused'}
 */
function updateOne(pack, rule, say) {
  const own = pack.examples.filter(
    (each) =>
      ownerOf(each) === rule.id || (each.topic === rule.topic && each.example.rules[0] === basename(rule.id)),
  );
  const outcomes = new Map(
    own.map((each) => [each, pack.runner.runCase(each.topic, each.example, pack.rules)]),
  );
  const complaints = [
    ...faultsOf(pack, rule).map(faultLine),
    ...[...outcomes].flatMap(([{ file, example }, { failures }]) =>
      failures.map((failure) => `${shown(file)}:${example.line} ${example.name}: ${failure}`),
    ),
  ];
  if (complaints.length > 0) {
    refuse(rule.id, complaints, say);
    return 'refused';
  }
  const file = snapshotFile(rule);
  const now = snapshotOf(rule, own, (entry) => outcomes.get(entry)?.hints ?? []);
  const text = now && snapshotText(now);
  const isThere = existsSync(file);
  if (text === (isThere ? readText(file) : undefined)) {
    say(`${green('✓')} ${rule.id} ${dim('unchanged')}`);
    return 'same';
  }
  const before = readable(rule);
  if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
  say(`${yellow(text === undefined ? 'removed' : isThere ? 'changed' : 'new')} ${shown(file)}`);
  for (const { source, name, was, is } of changes(before ?? {}, now ?? {})) {
    say(`  ${source}: ${name}`);
    showDifference(hintLines(was ?? []), hintLines(is ?? []), say);
  }
  return 'changed';
}

/**
 * Why a rule's examples may not be all there: it is left out, or a file that holds some of them has a fault.
 * @param {Pack} pack
 * @param {RuleSource} rule
 */
function faultsOf(pack, rule) {
  const left = pack.left.get(rule.id);
  if (left) return left;
  const topic = pack.content.topics.find(({ id }) => id === rule.topic);
  return pack.faults.filter(
    ({ file }) =>
      file.startsWith(`${topic?.folder}${sep}`) &&
      (basename(file) === 'lesson.md' || basename(file).startsWith(`${basename(rule.id)}.`)),
  );
}

/**
 * @param {RuleSource} rule
 * @returns {import('./snapshots.mjs').Snapshot | undefined} `undefined` also for one that a merge left broken
 */
function readable(rule) {
  try {
    return readSnapshot(rule);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} what
 * @param {readonly string[]} complaints
 * @param {Say} say
 */
function refuse(what, complaints, say) {
  say(`${red('✗')} ${what} keeps its snapshot, because its examples do not say what they should:`);
  for (const complaint of complaints) say(complaint.replace(/^(?=.)/gm, '    '));
}

/**
 * The lines that differ; those of a hint, which are set in, below its first line.
 * @param {readonly string[]} before
 * @param {readonly string[]} now
 * @param {Say} [say]
 */
export function showDifference(before, now, say = print) {
  let head = /** @type {string | undefined} */ (undefined);
  for (const { value, added, removed } of diffArrays([...before], [...now])) {
    for (const line of value) {
      const isHead = !line.startsWith(' ');
      if (isHead) head = added || removed ? undefined : line;
      if (!added && !removed) continue;
      if (head !== undefined) say(dim(`      ${head}`));
      head = undefined;
      say(added ? green(`    + ${line}`) : red(`    - ${line}`));
    }
  }
}

/** @param {string} file */
export function shown(file) {
  return forwardSlashes(relativeTo(root, file));
}
