import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRuleSettings, type Rule } from '../../src/engine/index.ts';
import { callsOf, strictChecker, tsx } from './lib/engine.ts';

/** Finds the same calls as `plain`, for another topic, and says more of them. */
const better: Rule = {
  ...callsOf('load'),
  id: 'other/better',
  topic: 'other',
  lesson: 'other/lesson',
  insteadOf: ['topic/load', 'nowhere/rule'],
};
const plain = callsOf('load');

function shown(text: string, rules: readonly Rule[], settings: unknown = {}): string[] {
  const parsed = parseRuleSettings(settings, () => true).settings;
  const doc = tsx(text);
  const { hints } = strictChecker({ rules, settings: parsed }).check(doc);
  doc.dispose();
  return hints.map(({ rule }) => rule);
}

test('at the same place the rule that stands for another is shown alone, in whatever order they come', () => {
  assert.deepEqual(shown('load();', [plain, better]), ['other/better']);
  assert.deepEqual(shown('load();', [better, plain]), ['other/better']);
});

test('elsewhere the other one is shown', () => {
  const first: Rule = {
    ...better,
    *check(doc, facts) {
      const [found] = better.check(doc, facts);
      if (found) yield found;
    },
  };
  assert.deepEqual(shown('load(); load();', [plain, first]), ['other/better', 'topic/load']);
});

test('the other one is shown where the rule is off, not there, or silenced', () => {
  assert.deepEqual(shown('load();', [plain, better], { 'other/better': 'off' }), ['topic/load']);
  assert.deepEqual(shown('load();', [plain, better], { other: 'off' }), ['topic/load']);
  assert.deepEqual(shown('load();', [plain]), ['topic/load']);
  const silenced = '// hindsight-ignore-next-line other/better\nload();';
  assert.deepEqual(shown(silenced, [plain, better]), ['topic/load']);
});

test('a rule that is off hides nothing and shows nothing', () => {
  assert.deepEqual(shown('load();', [plain, better], { 'topic/load': 'off' }), ['other/better']);
});

test('three in a row: the last that stands for another is shown', () => {
  const best: Rule = { ...better, id: 'third/best', topic: 'third', insteadOf: ['other/better'] };
  assert.deepEqual(shown('load();', [plain, better, best]), ['third/best']);
});

test('rules that name each other are both shown', () => {
  const turned: Rule = { ...plain, insteadOf: ['other/better'] };
  assert.deepEqual(shown('load();', [turned, better]), ['other/better', 'topic/load']);
});
