import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Checker,
  defineRule,
  type FactCollector,
  fixAll,
  parseRuleSettings,
  type Rule,
} from '../../src/engine/index.ts';
import { asRule, callsOf, strictChecker, tsx } from './lib/engine.ts';

test('hints carry the rule’s identity, the worded message and the names, in source order', () => {
  const { hints } = strictChecker({ rules: [callsOf('zap'), callsOf('load')] }).check(
    tsx('load(); zap(); load();'),
  );
  assert.deepEqual(
    hints.map((hint) => [hint.rule, hint.lesson, hint.message, hint.start]),
    [
      ['topic/load', 'topic/lesson', 'A call of load.', 0],
      ['topic/zap', 'topic/lesson', 'A call of zap.', 8],
      ['topic/load', 'topic/lesson', 'A call of load.', 15],
    ],
  );
});

test('a text without the words is never looked at, nor one of another language', () => {
  const rule = asRule(
    defineRule({
      title: 'Throws',
      languages: ['typescriptreact'],
      severity: 'warning',
      fix: 'none',
      looksFor: ['needle'],
      messages: {},
      check: () => {
        throw new Error('looked');
      },
    }),
  );
  const checker = strictChecker({ rules: [rule] });
  assert.deepEqual(checker.check(tsx('hay')).hints, []);
  assert.deepEqual(checker.check(tsx('needle', 'file:///a.js', 'javascript')).hints, []);
  assert.throws(() => checker.check(tsx('needle')), /looked/);
});

test('a rule that throws is reported, and the others go on', () => {
  const broken: Rule = {
    ...callsOf('load'),
    id: 'topic/broken',
    check: () => {
      throw new Error('no');
    },
  };
  const errors: string[] = [];
  const checker = new Checker({
    rules: [broken, callsOf('load')],
    onRuleError: (rule, _doc, error) => errors.push(`${rule.id}: ${(error as Error).message}`),
  });
  assert.equal(checker.check(tsx('load()')).hints.length, 1);
  assert.deepEqual(errors, ['topic/broken: no']);
});

test('settings turn rules off, and set their level, by rule before topic', () => {
  const rules = [callsOf('load'), callsOf('zap')];
  const levels = (settings: Record<string, 'off' | 'error' | 'hint'>) =>
    strictChecker({ rules, settings })
      .check(tsx('load(); zap();'))
      .hints.map((hint) => `${hint.rule} ${hint.severity}`);
  assert.deepEqual(levels({ topic: 'off' }), []);
  assert.deepEqual(levels({ topic: 'off', 'topic/zap': 'error' }), ['topic/zap error']);
  assert.deepEqual(levels({ topic: 'hint' }), ['topic/load hint', 'topic/zap hint']);
});

test('tests, stories and scripts are one step lower, generated files are left alone', () => {
  const checker = strictChecker({ rules: [callsOf('load')] });
  const severity = (uri: string, text = 'load()') => checker.check(tsx(text, uri)).hints[0]?.severity;
  assert.equal(severity('file:///src/a.tsx'), 'warning');
  assert.equal(severity('file:///src/a.test.tsx'), 'information');
  assert.equal(severity('file:///src/a.stories.tsx'), 'information');
  assert.equal(severity('file:///e2e/a.tsx'), 'information');
  assert.equal(severity('file:///src/contest.tsx'), 'warning');
  assert.equal(severity('file:///src/a.tsx', '// @generated\nload()'), undefined);
  assert.equal(severity('file:///src/a.tsx', `load();${'x;'.repeat(4000)}`), undefined);
});

test('what a path says of a file counts from the workspace, not above it', () => {
  const roots = ['file:///home/me/docs/app', 'file:///home/me/docs/app/packages/examples'];
  const checker = strictChecker({ rules: [callsOf('load')], roots });
  const severity = (uri: string) => checker.check(tsx('load()', uri)).hints[0]?.severity;
  assert.equal(severity('file:///home/me/docs/app/src/a.tsx'), 'warning');
  assert.equal(severity('file:///home/me/docs/app/docs/a.tsx'), 'information');
  assert.equal(severity('file:///home/me/docs/app/packages/examples/src/a.tsx'), 'warning');
  assert.equal(severity('file:///home/me/docs/other/a.tsx'), 'information');
});

test('a setting that cannot be used says so, and the rest holds', () => {
  const known = (id: string) => id === 'topic/load' || id === 'topic';
  const { settings, problems } = parseRuleSettings(
    { 'topic/load': 'loud', topic: 'hint', other: 'off' },
    known,
  );
  assert.deepEqual(settings, { topic: 'hint' });
  assert.equal(problems.length, 2);
  assert.match(problems.join('\n'), /"topic\/load" the level "loud"/);
  assert.match(problems.join('\n'), /"other", which is no rule/);
  for (const wrong of [[], 'off', 7, true]) {
    const parsed = parseRuleSettings(wrong, known);
    assert.deepEqual(parsed.settings, {});
    assert.equal(parsed.problems.length, 1);
  }
  assert.deepEqual(parseRuleSettings(undefined, known), { settings: {}, problems: [] });
});

/** Complains about calls of functions that some other file declares. */
const crossFile = asRule(
  defineRule({
    title: 'Calls another file',
    languages: ['typescriptreact'],
    severity: 'warning',
    fix: 'none',
    looksFor: ['call'],
    collectsFor: ['declare'],
    messages: { found: '{name} is declared elsewhere.' },
    collect: (doc) =>
      Object.fromEntries([...doc.text.matchAll(/declare (\w+)/g)].map((m) => [m[1] as string, true])),
    *check(doc, facts) {
      for (const match of doc.text.matchAll(/call (\w+)/g)) {
        const name = match[1] as string;
        if (facts.get(name).length > 0)
          yield { at: { start: match.index, end: match.index + 4 }, message: 'found', names: { name } };
      }
    },
  }),
);

test('facts: one edit concerns exactly the files whose rules read what changed', () => {
  const checker = strictChecker({ rules: [crossFile] });
  const a = tsx('call foo', 'file:///a.tsx');
  const b = tsx('call bar', 'file:///b.tsx');
  const lib = tsx('declare foo', 'file:///lib.tsx');
  checker.collect(lib);
  assert.equal(checker.check(a).hints.length, 1);
  assert.equal(checker.check(b).hints.length, 0);

  lib.update([{ start: 0, end: lib.text.length, newText: 'declare bar' }]);
  const changed = checker.collect(lib);
  assert.deepEqual(checker.affectedBy(changed).sort(), ['file:///a.tsx', 'file:///b.tsx']);
  assert.equal(checker.check(a).hints.length, 0);
  assert.equal(checker.check(b).hints.length, 1);

  lib.update([{ start: 0, end: 0, newText: '/* a comment */ ' }]);
  assert.deepEqual(checker.affectedBy(checker.collect(lib)), []);

  lib.update([{ start: 0, end: lib.text.length, newText: 'declare bar declare baz' }]);
  assert.deepEqual(checker.affectedBy(checker.collect(lib)), []);

  assert.deepEqual(checker.affectedBy(checker.forget('file:///lib.tsx')), ['file:///b.tsx']);
  assert.equal(checker.check(b).hints.length, 0);
});

test('facts that several rules share are collected once', () => {
  let collected = 0;
  const declarations: FactCollector = {
    id: 'declarations',
    languages: ['typescriptreact'],
    looksFor: ['declare'],
    collect: (doc) => {
      collected++;
      return Object.fromEntries([...doc.text.matchAll(/declare (\w+)/g)].map((m) => [m[1] as string, true]));
    },
  };
  const { collect: _own, collectsFor: _words, ...reader } = crossFile;
  const rules = ['one', 'two'].map(
    (name): Rule => ({
      ...reader,
      id: `tests/${name}`,
      shares: declarations,
    }),
  );
  const checker = strictChecker({ rules });
  const a = tsx('call foo', 'file:///a.tsx');
  const lib = tsx('declare foo', 'file:///lib.tsx');
  assert.deepEqual(checker.wordsFor('typescriptreact'), { check: ['call'], collect: ['declare'] });
  checker.collect(a);
  checker.collect(lib);
  assert.equal(collected, 1, 'only the file with the word was read, and only once');
  assert.deepEqual(
    checker.check(a).hints.map(({ rule }) => rule),
    ['tests/one', 'tests/two'],
  );
  lib.update([{ start: 0, end: lib.text.length, newText: 'declare bar' }]);
  assert.deepEqual(checker.affectedBy(checker.collect(lib)), ['file:///a.tsx']);
  assert.equal(checker.check(a).hints.length, 0);
});

test('fixAll applies until nothing is left, and stops when two fixes undo each other', () => {
  const once = tsx('load(); load();');
  const checker = strictChecker({ rules: [callsOf('load', 'fetchOnce')] });
  const { text, applied, left } = fixAll(once, checker, ['safe']);
  assert.equal(text, 'fetchOnce(); fetchOnce();');
  assert.deepEqual(applied, ['Rename', 'Rename']);
  assert.deepEqual(left, []);

  const endless = strictChecker({ rules: [callsOf('ping', 'pong'), callsOf('pong', 'ping')] });
  const stopped = fixAll(tsx('ping()'), endless, ['safe']);
  assert.deepEqual([stopped.text, stopped.applied], ['ping()', ['Rename', 'Rename']]);
  assert.deepEqual(
    stopped.left.map(({ why, fix }) => [why, fix]),
    [['repeats', 'Rename']],
  );
});

test('fixAll leaves suggested fixes to a person', () => {
  const suggested: Rule = {
    ...callsOf('load'),
    *check() {
      yield {
        at: { start: 0, end: 4 },
        message: 'call',
        fixes: [{ title: 'x', kind: 'suggested', edits: [{ start: 0, end: 4, newText: 'x' }] }],
      };
    },
  };
  const checker = strictChecker({ rules: [suggested] });
  assert.equal(fixAll(tsx('load()'), checker, ['safe']).text, 'load()');
});
