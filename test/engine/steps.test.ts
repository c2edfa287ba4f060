import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeSteps, type Finding, type Hint, type Steps, stepGaps } from '../../src/engine/index.ts';
import { asRule, strictChecker, tsx } from './lib/engine.ts';

/** The hint of a rule with one message, whose finding yields what is given. */
function hintOf(steps: Steps | { none: string } | undefined, given: Partial<Finding>): Hint {
  const rule = asRule({
    title: 'A call',
    languages: ['typescriptreact'],
    severity: 'warning',
    fix: 'none',
    looksFor: ['load'],
    messages: { call: 'A call.' },
    ...(steps && { steps: { call: steps } }),
    *check() {
      yield { at: { start: 2, end: 6 }, message: 'call' as const, ...given };
    },
  });
  const [hint] = strictChecker({ rules: [rule] }).check(tsx('  load(a);')).hints;
  assert.ok(hint);
  return hint;
}

describe('Steps', () => {
  test('are told with names and words, at places of the finding and of the hint itself', () => {
    const hint = hintOf(
      [
        { text: '`{call}` asks for `{what}`.', at: 'hint' },
        { text: 'It is given `{what}`.', at: 'argument' },
        'It stays so.',
      ],
      {
        names: { call: 'load', what: 'a name' },
        words: { what: 'a' },
        places: { argument: { start: 7, end: 8 } },
      },
    );
    assert.deepEqual(describeSteps(hint), [
      { text: '`load` asks for `a`.', at: { start: 2, end: 6 } },
      { text: 'It is given `a`.', at: { start: 7, end: 8 } },
      { text: 'It stays so.' },
    ]);
  });

  test('are left out where a word or a place that they wait for is missing, or is there', () => {
    const steps: Steps = [
      { text: 'One.', when: 'setter' },
      { text: 'Two.', unless: 'setter' },
      { text: 'Three.', when: ['setter', 'place'] },
      { text: 'Four.', unless: ['last', 'place'] },
    ];
    const described = (given: Partial<Finding>) =>
      describeSteps(hintOf(steps, given)).map(({ text }) => text);
    assert.deepEqual(described({}), ['Two.', 'Four.']);
    assert.deepEqual(described({ names: { setter: 'setUser' } }), ['One.', 'Four.']);
    assert.deepEqual(described({ words: { setter: 'setUser' }, places: { place: { start: 0, end: 1 } } }), [
      'One.',
      'Three.',
    ]);
    assert.deepEqual(
      described({ words: { setter: '', last: undefined } }),
      ['Two.', 'Four.'],
      'empty is missing',
    );
  });

  test('with a missing word are not told at all, and the gap has a name', () => {
    const hint = hintOf(['It runs.', '`{setter}` runs.', { text: 'There.', at: 'nowhere' }], {});
    assert.deepEqual(describeSteps(hint), []);
    assert.deepEqual(stepGaps(hint), ['{setter}', 'nowhere']);
  });

  test('with a missing place are told without it', () => {
    assert.deepEqual(describeSteps(hintOf([{ text: 'There.', at: 'nowhere' }], {})), [{ text: 'There.' }]);
  });

  test('keep a name within its quotes, whatever it holds', () => {
    const [step] = describeSteps(
      hintOf(['`{call}` runs.'], { names: { call: `load(\`\${a}\`)\n  .then(${'x'.repeat(200)})` } }),
    );
    assert.equal(step?.text.split('`').length, 3);
    assert.ok((step?.text.length ?? 0) < 80);
    assert.doesNotMatch(step?.text ?? '', /\n/);
    const word = { names: { constructor: 'safe' } };
    assert.deepEqual(
      describeSteps(hintOf(['`{toString}` runs.'], word)),
      [],
      'what every object has is no name',
    );
  });

  test('of a rule that tells none, and says so, are none', () => {
    assert.equal(hintOf({ none: 'It is a matter of style.' }, {}).story, undefined);
    assert.equal(hintOf(undefined, {}).story, undefined);
    assert.deepEqual(describeSteps(hintOf(undefined, {})), []);
  });
});
