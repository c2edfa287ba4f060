import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import type { Steps } from '../../src/engine/index.ts';
import { assertNone, inContent, pack } from './lib/open.ts';

const { runner, rules, examples, sources } = pack;

describe('examples', () => {
  for (const { file, topic, example } of examples) {
    const what = example.rules.length > 0 ? example.rules.join(' and ') : 'silent';
    describe(`${inContent(file)}:${example.line} ${example.name} (${what})`, () => {
      test('says what it should', (t) => {
        const { failures, notes } = runner.runCase(topic, example, rules);
        for (const note of notes) t.diagnostic(note);
        assertNone(failures);
      });
      test('survives broken text', () => {
        const failures = runner.stress(example, rules);
        assertNone(failures);
      });
    });
  }
});

describe('rules own their examples', () => {
  for (const rule of sources) {
    const name = basename(rule.id);
    const definition = rules.find((each) => each.id === rule.id);
    const naming = examples.filter(
      ({ topic, example }) => topic === rule.topic && example.rules.includes(name),
    );

    test(`${rule.id} loads`, () =>
      assert.ok(definition, pack.faults.map((fault) => fault.message).join('\n')));

    test(`${rule.id} has a pair in its own lesson.md`, () => {
      const own = naming.filter(
        ({ owner, lesson, example }) => !owner && lesson === rule.lesson && example.goods.length > 0,
      );
      assert.ok(own.length > 0, `Write a bad=${name} fence and a good one in ${rule.lesson}/lesson.md.`);
    });

    test(`${rule.id} shows where it stays silent`, () => {
      const silent = examples.filter(({ owner, example }) => owner === name && example.bad.length === 0);
      assert.ok(
        silent.length > 0,
        `Write good fences in ${name}.cases.md for code that looks like the fault and is none.`,
      );
    });

    test(`${rule.id} tells for each message how it would run, or why there is nothing to tell`, () => {
      const { messages = {}, steps = {} } = definition ?? {};
      for (const key of Object.keys(messages)) {
        const told = (steps as Readonly<Record<string, Steps | { readonly none: string }>>)[key];
        assert.ok(told, `Write "steps" for the message "${key}", or { none: 'why' }.`);
        if ('none' in told) assert.ok(told.none.trim(), `Say why "${key}" has no steps.`);
        else assert.ok(told.length > 0, `"${key}" has an empty list of steps.`);
      }
    });

    test(`${rule.id} has its fix compared`, {
      skip: definition?.fix === 'none' ? 'it has none' : false,
    }, () => {
      const compared = naming.filter(
        ({ example, topic }) =>
          example.rules[0] === name && runner.runCase(topic, example, rules).comparesFix,
      );
      assert.ok(compared.length > 0, 'No example of the rule compares a fix with its good form.');
    });
  }
});
