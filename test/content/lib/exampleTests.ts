import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { faultLine } from '../../../scripts/lib/content-files.mjs';
import { ruleFaults, WITHOUT_EXAMPLE } from '../../../scripts/lib/rule-check.mjs';
import { changes, ownerOf, readSnapshot, snapshotFile, snapshotOf } from '../../../scripts/lib/snapshots.mjs';
import type { Steps } from '../../../src/engine/index.ts';
import type { CaseFile } from '../../../src/lessons/cases.ts';
import { assertNone } from './failures.ts';
import { type Entry, examples, inContent, outcomeOf, pack, sources } from './open.ts';

type Source = (typeof sources)[number];

/** A rule with the examples that belong to it, or a lesson's examples of good code alone. */
interface Group {
  readonly name: string;
  readonly rule: Source | undefined;
  readonly entries: readonly Entry[];
}

const { runner, rules } = pack;

/**
 * Tests a share of all rules and their examples. Every file of the same name but for its number has a share, and they
 * run side by side.
 * @param url of the test file
 */
export function exampleTests(url: string): void {
  const file = fileURLToPath(url);
  const name = (path: string) => basename(path).replace(/\d+/, '');
  const files = readdirSync(dirname(file))
    .filter((each) => name(each) === name(file))
    .sort();
  const share = shares(groups(), files.length)[files.indexOf(basename(file))];
  assert.ok(share, `${file} is not among the files of its name.`);
  for (const group of share) groupTests(group);
}

function groups(): Group[] {
  const keyOf = (entry: Entry) => ownerOf(entry) ?? entry.lesson;
  const keys = new Set([...sources.map(({ id }) => id), ...examples.map(keyOf)]);
  return [...keys].map((name) => ({
    name,
    rule: sources.find(({ id }) => id === name),
    entries: examples.filter((entry) => keyOf(entry) === name),
  }));
}

/** Deals groups out so that each share has about as much text: the largest first, to the share that has least. */
function shares(all: readonly Group[], count: number): Group[][] {
  const dealt = Array.from({ length: count }, () => ({ size: 0, groups: [] as Group[] }));
  const sized = all.map((group) => ({ group, size: sizeOf(group) }));
  for (const { group, size } of sized.sort((a, b) => b.size - a.size)) {
    const least = dealt.reduce((best, each) => (each.size < best.size ? each : best));
    least.groups.push(group);
    least.size += size;
  }
  return dealt.map((each) => each.groups);
}

/** How much there is to check: a text is read some forty times, each time in about its own length. */
function sizeOf({ entries }: Group): number {
  const length = (files: readonly CaseFile[]) => files.reduce((sum, { text }) => sum + text.length, 0);
  return entries.reduce(
    (sum, { example }) =>
      sum + length(example.bad) + example.goods.reduce((more, good) => more + length(good.files), 0),
    0,
  );
}

function groupTests({ name, rule, entries }: Group): void {
  describe(name, () => {
    for (const entry of entries) {
      const { file, example } = entry;
      const what = example.rules.length > 0 ? example.rules.join(' and ') : 'silent';
      describe(`${inContent(file)}:${example.line} ${example.name} (${what})`, () => {
        test('says what it should', (t) => {
          const { failures, foreign } = outcomeOf(entry);
          for (const { note } of foreign) t.diagnostic(note);
          assertNone(failures);
        });
        if (example.bad.length > 0)
          test('says the same with CRLF', () => {
            const { bad } = outcomeOf(entry);
            assert.ok(bad);
            assertNone(runner.lineBreakFailures(bad, rules));
          });
        test('survives broken text', () => {
          assertNone(runner.stress(example, rules));
        });
      });
    }
    if (rule) ruleTests(rule);
  });
}

/** What a rule owes its readers: a place in its lesson, silence where it has nothing to say, steps, and a tried fix. */
function ruleTests(rule: Source): void {
  const name = basename(rule.id);
  const definition = rules.find((each) => each.id === rule.id);
  const naming = examples.filter(
    ({ topic, example }) => topic === rule.topic && example.rules.includes(name),
  );

  test(`${rule.id} loads`, () => assert.ok(definition, pack.faults.map((fault) => fault.message).join('\n')));

  test(`${rule.id} has a pair in its own lesson.md`, () => {
    const own = naming.filter(
      ({ owner, lesson, example }) => !owner && lesson === rule.lesson && example.goods.length > 0,
    );
    assert.ok(own.length > 0, `Write a bad=${name} fence and a good one in ${rule.lesson}/lesson.md.`);
  });

  test(`${rule.id} shows where it stays silent`, () => {
    const silent = examples.filter(
      ({ topic, owner, example }) => topic === rule.topic && owner === name && example.bad.length === 0,
    );
    assert.ok(
      silent.length > 0,
      `Write good fences in ${name}.cases.md for code that looks like the fault and is none.`,
    );
  });

  test(`${rule.id} tells for each message how it would run, or why there is nothing to tell`, () => {
    const { messages = {}, steps = {} } = definition ?? {};
    for (const key of Object.keys(messages)) {
      const described = (steps as Readonly<Record<string, Steps | { readonly none: string }>>)[key];
      assert.ok(described, `Write "steps" for the message "${key}", or { none: 'why' }.`);
      if ('none' in described) assert.ok(described.none.trim(), `Say why "${key}" has no steps.`);
      else assert.ok(described.length > 0, `"${key}" has an empty list of steps.`);
    }
  });

  test(`${rule.id} has fields that go together, and steps that ask for what its findings give`, () => {
    const given = new Set(naming.flatMap((entry) => [...(outcomeOf(entry).bad?.keys.get(rule.id) ?? [])]));
    const untried = WITHOUT_EXAMPLE[rule.id]?.filter((key) => given.has(key)) ?? [];
    assert.deepEqual(untried, [], 'Examples give them now: take them out of WITHOUT_EXAMPLE.');
    assertNone(definition ? ruleFaults(rule, definition, given).map(faultLine) : []);
  });

  test(`${rule.id} has its fix compared`, {
    skip: definition?.fix === 'none' ? 'it has none' : false,
  }, () => {
    const compared = naming.filter(
      (entry) => entry.example.rules[0] === name && outcomeOf(entry).comparesFix,
    );
    assert.ok(compared.length > 0, 'No example of the rule compares a fix with its good form.');
  });

  test(`${inContent(snapshotFile(rule))} holds what the rule says of its examples`, () => {
    const advice = `Where the change is meant, run \`npm run update -- ${name}\` and read what it shows.`;
    const now = snapshotOf(rule, examples, (entry) => outcomeOf(entry).hints);
    if (!now) return assert.ok(!existsSync(snapshotFile(rule)), `Nothing belongs in it any more. ${advice}`);
    const kept = readSnapshot(rule);
    assert.ok(kept, `It is missing. ${advice}`);
    const text = (hints: unknown): string => JSON.stringify(hints, null, 2) ?? 'nothing';
    for (const { source, name: example, was, is } of changes(kept, now))
      assert.equal(text(is), text(was), `The hints of "${example}" in ${source} changed. ${advice}`);
  });
}
