import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBinary } from '../../src/base/binary.ts';
import { ownValue, setOwn } from '../../src/base/own.ts';
import { resolveFrom } from '../../src/base/uris.ts';
import { differingPairs, matches } from '../../src/domains/manifests/selectors.ts';

test('a NUL in a string is text where the language takes it, and many are none', () => {
  const source = `export const gap = '\0';\n// ${'x'.repeat(40)}\n`;
  assert.equal(isBinary(source, true), false);
  assert.equal(isBinary(source, false), true);
  assert.equal(isBinary(`${source}\ufffd`, true), true);
  assert.equal(isBinary('\0a\0b\0c', true), true);
});

test('half a character in a path is no reason to throw', () => {
  assert.equal(resolveFrom('file:///a', '\ud800.yaml'), 'file:///a/%EF%BF%BD.yaml');
});

test('words that every object inherits are labels like others', () => {
  for (const key of ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty']) {
    const labels: Record<string, string> = {};
    assert.equal(ownValue(labels, key), undefined);
    assert.deepEqual(differingPairs(Object.fromEntries([[key, 'web']]), labels), [{ key, wanted: 'web' }]);
    setOwn(labels, key, 'web');
    assert.equal(ownValue(labels, key), 'web');
    assert.ok(matches(Object.fromEntries([[key, 'web']]), labels));
  }
});
