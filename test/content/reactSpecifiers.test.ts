import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moduleKey, resolveSpecifier } from '../../content/react-effects/model/specifiers.ts';

/** Each import has to mean the same module as the file that it imports. */
const same: [importer: string, specifier: string, file: string][] = [
  ['file:///w/src/Profile.tsx', './api/user', 'file:///w/src/api/user.ts'],
  ['file:///w/src/Profile.tsx', './api/user.js', 'file:///w/src/api/user.ts'],
  ['file:///w/src/pages/Profile.tsx', '../api', 'file:///w/src/api/index.ts'],
  ['file:///w/src/pages/Profile.tsx', '../../lib/index.mjs', 'file:///w/lib/index.mts'],
  ['file:///w/src/pages/Profile.tsx', '..', 'file:///w/src/index.tsx'],
  ['src/Profile.tsx', './user.server', 'src/user.server.ts'],
  ['./src/Profile.tsx', './user', 'src/user.ts'],
  ['../other/src/Profile.tsx', '../api/user', '../other/api/user.ts'],
  ['Profile.tsx', './user', 'user.ts'],
  ['C:\\work\\src\\Profile.tsx', '../api/user', 'C:\\work\\api\\user.ts'],
  ['/w/src/Profile.tsx', './icon.svg?react', '/w/src/icon.svg'],
];

for (const [importer, specifier, file] of same) {
  test(`${specifier} in ${importer} is ${file}`, () => {
    assert.equal(resolveSpecifier(importer, specifier), moduleKey(file));
  });
}

test('packages and aliases are not resolved', () => {
  for (const specifier of ['react', '@/api/user', '~/user', '/abs/user', '#user', '.hidden', '']) {
    assert.equal(resolveSpecifier('/w/src/a.tsx', specifier), undefined, specifier);
  }
});

test('modules of different folders and names stay apart', () => {
  const keys = [
    '/w/a/user.ts',
    '/w/b/user.ts',
    '/w/a/user.server.ts',
    '/w/a/userindex.ts',
    '../user.ts',
    'user.ts',
    '/user.ts',
  ].map(moduleKey);
  assert.equal(new Set(keys).size, keys.length);
});
