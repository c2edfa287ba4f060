import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codesOf, OtherTools } from '../../src/client/otherTools.ts';
import type { Catalogue, RuleMeta } from '../../src/lessons/types.ts';

const rule = (id: string, lesson: string, explains: string[], sameAs: string[] = []): RuleMeta => ({
  id,
  title: id,
  topic: 't',
  lesson,
  languages: [],
  severity: 'warning',
  fix: 'none',
  explains,
  sameAs,
});
const catalogue: Catalogue = {
  topics: [],
  lessons: [],
  rules: [
    rule('t/one', 't/rare', ['eslint:hooks/deps', 'oxc:hooks(deps)']),
    rule('t/two', 't/usual', ['eslint:hooks/deps', 'biome:lint/group/useDeps', 'ts:2345']),
    rule('t/three', 't/usual', ['eslint:hooks/deps'], ['oxc:hooks(same)']),
  ],
};
const target = 'https://example.com' as unknown as import('vscode').Uri;

describe('the codes of other tools', () => {
  it('come as strings, numbers and objects', () => {
    assert.deepEqual(codesOf({ source: 'eslint', code: 'a/b' }), ['eslint:a/b']);
    assert.deepEqual(codesOf({ source: 'ESLint', code: { value: 'a/b', target } }), ['eslint:a/b']);
    assert.deepEqual(codesOf({ source: 'ts', code: 2345 }), ['ts:2345']);
    assert.deepEqual(codesOf({ source: 'oxc', code: 'eslint-plugin-a(b)' }), [
      'oxlint:eslint-plugin-a(b)',
      'oxlint:a/b',
    ]);
  });

  it('are none for tools that we do not know, and for diagnostics without one', () => {
    assert.deepEqual(codesOf({ source: 'other', code: 'a' }), []);
    assert.deepEqual(codesOf({ code: 'a' } as never), []);
    assert.deepEqual(codesOf({ source: 'eslint' } as never), []);
    assert.deepEqual(codesOf({ source: 'eslint', code: '' }), []);
  });
});

describe('the rule behind a code', () => {
  const tools = new OtherTools(catalogue);

  it('is the one of the lesson that most of the rules belong to', () => {
    assert.equal(tools.explained({ source: 'eslint', code: 'hooks/deps' })?.lesson, 't/usual');
    assert.equal(tools.explained({ source: 'biome', code: 'lint/group/useDeps' })?.id, 't/two');
    assert.equal(tools.explained({ source: 'ts', code: 2345 })?.id, 't/two');
    assert.equal(tools.explained({ source: 'oxc', code: 'eslint-plugin-hooks(deps)' })?.id, 't/one');
  });

  it('is the one that has found something there', () => {
    assert.equal(tools.explained({ source: 'eslint', code: 'hooks/deps' }, ['t/one'])?.lesson, 't/rare');
  });

  it('is none for a code that no lesson explains', () => {
    assert.equal(tools.explained({ source: 'eslint', code: 'no-undef' }), undefined);
    assert.equal(tools.explained({ source: 'biome', code: 'hooks/deps' }), undefined);
  });

  it('says the same only where it is declared so', () => {
    assert.ok(tools.saysTheSame({ source: 'oxc', code: { value: 'hooks(same)', target } }, 't/three'));
    assert.ok(!tools.saysTheSame({ source: 'oxc', code: 'hooks(same)' }, 't/two'));
    assert.ok(!tools.saysTheSame({ source: 'eslint', code: 'hooks/deps' }, 't/three'));
  });
});
