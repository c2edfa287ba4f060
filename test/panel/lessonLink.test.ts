import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linkTo, parseLink } from '../../src/client/lessonLink.ts';

describe('Links to lessons and rules', () => {
  test('what is copied leads back to where it came from', () => {
    const link = linkTo('vscode-insiders', 'hindsight.hindsight', 'lesson', 'react-effects/late-answer');
    assert.equal(link, 'vscode-insiders://hindsight.hindsight/lesson/react-effects/late-answer');
    assert.deepEqual(parseLink(new URL(link).pathname, ''), {
      kind: 'lesson',
      id: 'react-effects/late-answer',
    });
    assert.deepEqual(parseLink('/rule/react-effects/effect-chain', ''), {
      kind: 'rule',
      id: 'react-effects/effect-chain',
    });
    assert.deepEqual(parseLink('/lesson/a/b/', 'utm_source=x&lesson=c/d'), { kind: 'lesson', id: 'a/b' });
  });

  test('the links of diagnostics go on working', () => {
    const target = parseLink('/lesson', 'rule=a/b&uri=file:///c.tsx&at=1:2-3:4');
    assert.equal(target?.kind, 'place');
    assert.equal(target?.kind === 'place' && target.query.get('at'), '1:2-3:4');
  });

  test('anything else is no link', () => {
    for (const path of [
      '',
      '/',
      '/lesson/',
      '/lesson/a',
      '/lesson/a/b/c',
      '/lesson//b',
      '/lesson/../b',
      '/lesson/a/..',
      '/lesson/a/b\0',
      '/lesson/a/b%2f..',
      '/lesson/a/%2e%2e',
      '/lesson/a\\b/c',
      '/lesson/a/<img src=x>',
      '/lesson/a/‮b',
      '/rule/A/b',
      '/rule/a/__proto__',
      '/rule/a/-b',
      '/command/a/b',
      'lesson/a/b',
      '//lesson/a/b',
      `/lesson/a/${'b'.repeat(101)}`,
      `/lesson/${'a/'.repeat(5_000)}b`,
    ])
      assert.equal(parseLink(path, ''), undefined, path.slice(0, 60));
    assert.equal(parseLink('/lesson', `uri=${'x'.repeat(20_000)}`), undefined);
  });
});
