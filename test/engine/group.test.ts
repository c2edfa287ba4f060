import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Checker, Document, grouped, type HintGroup, type Rule } from '../../src/engine/index.ts';

interface Part {
  readonly word: string;
}

const asked: (readonly Part[])[] = [];
const locks: HintGroup<Part> = {
  id: 'demo/locks',
  lesson: 'demo/house',
  members: ['demo/first', 'demo/second', 'demo/third'],
  message: '{count} of {size} missing on `{name}`: {parts}.',
  fixTitle: 'Add them all',
  steps: ['One.', '{parts} would help.', 'Three.'],
  fix: (doc, at, parts) => {
    asked.push(parts);
    if (doc.text.includes('shared')) return undefined;
    return [{ start: at.end, end: at.end, newText: ` ${parts.map(({ word }) => word).join(' ')}` }];
  },
};

function rule(id: string, order: Partial<Rule> = {}): Rule {
  return {
    id: `demo/${id}`,
    topic: 'demo',
    lesson: `demo/${id}`,
    title: id,
    languages: ['yaml'],
    severity: 'information',
    fix: 'suggested',
    looksFor: ['door'],
    messages: { lacks: '`{name}` lacks {what}.' },
    // A rule forgets what its group's fix takes, as `defineRule` has it forget.
    group: locks as unknown as HintGroup,
    *check(doc) {
      for (const match of doc.text.matchAll(/door\d( \w+)*/g)) {
        if (match[0].includes(id)) continue;
        yield {
          at: { start: match.index, end: match.index + 5 },
          message: 'lacks',
          names: { name: match[0].slice(0, 5), what: id },
          part: { label: `a ${id}`, title: `Add ${id}`, kind: 'suggested', add: { word: id } },
        };
      }
    },
    ...order,
  };
}

const rules = [rule('third'), rule('second'), rule('first')];
const check = (text: string, settings = {}) => {
  const doc = new Document('file:///a.yaml', 'yaml', text);
  return { doc, hints: new Checker({ rules, settings }).check(doc).hints };
};

describe('a group of rules', () => {
  test('finds each for itself, with a fix for its own part', () => {
    const { hints } = check('door1 second');
    assert.deepEqual(
      hints.map((hint) => [
        hint.rule,
        hint.message,
        hint.fixes.map((fix) => [fix.title, fix.edits[0]?.newText]),
      ]),
      [
        ['demo/first', '`door1` lacks first.', [['Add first', ' first']]],
        ['demo/third', '`door1` lacks third.', [['Add third', ' third']]],
      ],
    );
  });

  test('is one hint where several meet, in the group’s order, with one fix for all', () => {
    const { doc, hints } = check('door1\ndoor2 first third');
    const [all, alone, ...more] = grouped(doc, hints);
    assert.equal(more.length, 0);
    assert.equal(all?.rule, 'demo/locks');
    assert.equal(all.lesson, 'demo/house');
    assert.equal(all.message, '3 of 3 missing on `door1`: a first, a second, a third.');
    assert.deepEqual(
      all.members?.map((each) => each.rule),
      ['demo/first', 'demo/second', 'demo/third'],
    );
    assert.deepEqual(
      all.fixes.map(({ title, kind, edits }) => [title, kind, edits[0]?.newText]),
      [['Add them all', 'suggested', ' first second third']],
    );
    assert.equal(all.story?.words['parts'], 'a first, a second, a third');
    // What is alone keeps its own words.
    assert.equal(alone?.rule, 'demo/second');
    assert.equal(alone.message, '`door2` lacks second.');
  });

  test('asks for the fix of no member when they are shown together', () => {
    asked.length = 0;
    const { doc, hints } = check('door1');
    grouped(doc, hints);
    assert.equal(asked.length, 1);
  });

  test('leaves out who is switched off, and keeps apart who has another level', () => {
    const { doc, hints } = check('door1', { 'demo/second': 'off' });
    assert.equal(grouped(doc, hints)[0]?.message, '2 of 3 missing on `door1`: a first, a third.');
    const other = check('door1', { 'demo/second': 'warning' });
    assert.deepEqual(
      grouped(other.doc, other.hints).map(({ rule, severity }) => [rule, severity]),
      [
        ['demo/locks', 'information'],
        ['demo/second', 'warning'],
      ],
    );
  });

  test('leaves out who is silenced by a comment', () => {
    const { doc, hints } = check('# hindsight-ignore-next-line demo/first, demo/third\ndoor1');
    assert.deepEqual(
      grouped(doc, hints).map((hint) => hint.rule),
      ['demo/second'],
    );
  });

  test('has no fix where the group refuses', () => {
    const { doc, hints } = check('door1 shared');
    assert.deepEqual(grouped(doc, hints)[0]?.fixes, []);
    assert.deepEqual(hints[0]?.fixes, []);
  });

  test('gives no fix for a text that has changed since', () => {
    const { doc, hints } = check('door1');
    doc.update([{ start: 0, end: 0, newText: 'x' }]);
    assert.deepEqual(hints[0]?.fixes, []);
  });
});
