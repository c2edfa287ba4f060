import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../src/cli/content.ts';

const pre = (language: string, kind: string, code: string) =>
  `<pre data-language="${language}" data-kind="${kind}"><code>${code}</code></pre>`;

test('examples are labelled in comments of their language', () => {
  const html = `${pre('yaml', 'bad', 'a: 1')}<p>Rather:</p>${pre('yaml', 'good', 'a: 2')}${pre('tsx', 'good', 'a;')}`;
  assert.equal(
    plainText(html),
    '    # not so:\n    a: 1\n\nRather:\n\n    # but so:\n    a: 2\n\n    // but so:\n    a;',
  );
});

test('a good example is the other side of nothing until a fault was shown, in whichever section', () => {
  const shown = { fault: false };
  assert.equal(plainText(pre('yaml', 'good', 'a: 1'), shown), '    a: 1');
  plainText(pre('yaml', 'bad', 'a: 0'), shown);
  assert.match(plainText(pre('yaml', 'good', 'a: 1'), shown), /^ {4}# but so:\n/);
});
