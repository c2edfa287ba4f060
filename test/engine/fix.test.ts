import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readParserFile } from '../../scripts/lib/parser-files.mjs';
import { Document, defineRule, fixAll, prepareLanguage, type Rule } from '../../src/engine/index.ts';
import { damageOf } from '../../src/engine/kinds.ts';
import { asRule, callsOf, strictChecker, tsx } from './lib/engine.ts';

for (const language of ['yaml', 'dockerfile', 'shellscript']) await prepareLanguage(language, readParserFile);

/** Finds files that use `need` where, as far as files tell, none gives it; the fix gives it in this file. */
const need = asRule(
  defineRule({
    title: 'Needs what no file gives',
    languages: ['typescriptreact'],
    severity: 'warning',
    fix: 'safe',
    looksFor: ['need'],
    collectsFor: ['give'],
    messages: { missing: 'Nothing gives it.' },
    collect: (doc) => (doc.text.includes('give()') ? { given: true } : {}),
    *check(doc, facts) {
      if (facts.get('given').length > 0) return;
      const at = { start: 0, end: 4 };
      yield {
        at,
        message: 'missing',
        fixes: [
          {
            title: 'Give it',
            kind: 'safe',
            edits: [{ start: doc.text.length, end: doc.text.length, newText: 'give();' }],
          },
        ],
      };
    },
  }),
);

test('the facts of the text are collected after each round, so that no edit is written twice', () => {
  const checker = strictChecker({ rules: [need] });
  const { text, applied, left, changed } = fixAll(tsx('need();'), checker, ['safe']);
  assert.equal(text, 'need();give();');
  assert.deepEqual(applied, ['Give it']);
  assert.deepEqual(left, []);
  assert.deepEqual(changed, ['topic/probe\0given']);
});

test('a fix that does not take its hint away is applied once, and said', () => {
  const stubborn: Rule = { ...need, collect: () => ({}) };
  const { text, left } = fixAll(tsx('need();'), strictChecker({ rules: [stubborn] }), ['safe']);
  assert.equal(text, 'need();give();');
  assert.deepEqual(
    left.map(({ why, fix }) => [why, fix]),
    [['repeats', 'Give it']],
  );
});

test('fixes that insert at one place are applied one after the other', () => {
  const doc = tsx('load();load();');
  const rule: Rule = {
    ...callsOf('load'),
    *check({ text }) {
      for (const { index } of text.matchAll(/load\(\)/g))
        yield {
          at: { start: index, end: index + 4 },
          message: 'call',
          fixes: [{ title: 'End it', kind: 'safe', edits: [endOf(text, index)] }],
        };
    },
  };
  const endOf = (text: string, index: number) => ({
    start: 0,
    end: text.length,
    newText: `${text.slice(0, index)}done()${text.slice(index + 6)}`,
  });
  const { text, applied } = fixAll(doc, strictChecker({ rules: [rule] }), ['safe']);
  assert.deepEqual([text, applied], ['done();done();', ['End it', 'End it']]);
});

test('a fix that leaves a text at fault is left to a person, and the others are applied', () => {
  const checker = strictChecker({
    rules: [callsOf('load', 'fetchOnce'), callsOf('ping', '(('), callsOf('zap', 'zip')],
  });
  const { text, applied, left } = fixAll(tsx('load(); ping(); zap();'), checker, ['safe']);
  assert.equal(text, 'fetchOnce(); ping(); zip();');
  assert.deepEqual(applied, ['Rename', 'Rename']);
  assert.deepEqual(
    left.map(({ hint, why }) => [hint.rule, why]),
    [['topic/ping', 'breaks']],
  );
  const broken = fixAll(tsx('load(; load();'), checker, ['safe']);
  assert.equal(broken.text, 'fetchOnce(; fetchOnce();', 'a text that was at fault before may be so after');
});

test('says of each hint that is left why', () => {
  const fixes: Record<string, Parameters<typeof fixesOf>> = {
    none: [],
    kind: [['suggested', undefined]],
    elsewhere: [['safe', 'file:///b.tsx']],
    nothing: [['safe', undefined, 'load']],
  };
  function fixesOf(...all: ['safe' | 'suggested', string | undefined, string?][]) {
    return all.map(([kind, uri, newText = 'x']) => ({
      title: 'Do it',
      kind,
      edits: [{ start: 0, end: 4, newText, ...(uri !== undefined && { uri }) }],
    }));
  }
  for (const [name, given] of Object.entries(fixes)) {
    const rule: Rule = {
      ...callsOf('load'),
      *check() {
        yield { at: { start: 0, end: 4 }, message: 'call', fixes: fixesOf(...given) };
      },
    };
    const { text, left } = fixAll(tsx('load()'), strictChecker({ rules: [rule] }), ['safe']);
    assert.equal(text, 'load()');
    assert.deepEqual(
      left.map(({ why }) => why),
      [name === 'nothing' ? 'none' : name],
    );
  }
});

test('fixes that always make room for another one end after ten rounds', () => {
  const growing: Rule = {
    ...callsOf('load'),
    *check({ text }) {
      yield {
        at: { start: 0, end: 4 },
        message: 'call',
        names: { word: `${text.length}` },
        fixes: [{ title: 'Grow', kind: 'safe', edits: [{ start: 0, end: 0, newText: ' ' }] }],
      };
    },
  };
  const { applied, left } = fixAll(tsx('load()'), strictChecker({ rules: [growing] }), ['safe']);
  assert.equal(applied.length, 10);
  assert.deepEqual(
    left.map(({ why }) => why),
    ['later'],
  );
});

test('damage is counted in each language', () => {
  const of = (languageId: string, text: string) => {
    const doc = new Document(`file:///a.${languageId}`, languageId, text);
    try {
      return Object.values(damageOf(doc)).join(' ');
    } finally {
      doc.dispose();
    }
  };
  assert.equal(of('typescript', 'a();'), '0 0');
  assert.notEqual(of('typescript', 'a((;'), '0 0');
  assert.equal(of('yaml', 'a: 1\n---\nb: 2\n'), '0 0');
  assert.equal(of('yaml', 'a: 1\n---\nb: 2\nb: 3\n'), '1 0');
  assert.equal(of('yaml', `a: 1\n---\nb: ${'['.repeat(200)}\n`), '0 1');
  assert.equal(of('dockerfile', 'FROM a\nRUN b\n'), '0 0');
  assert.equal(of('dockerfile', 'FROM a\nRUM b\nRUN <<EOF\nx\n'), '2 0');
  assert.equal(of('shellscript', 'echo a\n'), '0 0');
  assert.equal(of('shellscript', `${'echo a\n'.repeat(6000)}`), '0 1');
});

test('a fix is not written a second time beside the first where its hint only moves', () => {
  const rule: Rule = {
    ...callsOf('load'),
    *check({ text }) {
      const index = text.lastIndexOf('load()');
      yield {
        at: { start: index, end: index + 4 },
        message: 'call',
        fixes: [{ title: 'Guard it', kind: 'safe', edits: [{ start: 0, end: 0, newText: 'let a; ' }] }],
      };
    },
  };
  const { text, left } = fixAll(tsx('load();load()'), strictChecker({ rules: [rule] }), ['safe']);
  assert.equal(text, 'let a; load();load()');
  assert.deepEqual(
    left.map(({ why }) => why),
    ['repeats'],
  );
});
