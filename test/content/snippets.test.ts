// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets mark their placeholders like that.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandSnippet } from './lib/snippets.ts';

test('a snippet gives the text of its defaults', () => {
  assert.equal(
    expandSnippet('const [${1:x}, set${1/(.*)/${1:/capitalize}/}] = ${2|a,b|};$0'),
    'const [x, setx] = a;',
  );
  assert.equal(expandSnippet('$1 ${1:name} ${TM_FILENAME_BASE:File} $CLIPBOARD|'), 'name name File |');
  assert.equal(expandSnippet('${1:a${2:b}} \\$x \\} `\\${y}`'), 'ab $x } `${y}`');
  assert.throws(() => expandSnippet('${1:a'));
  assert.throws(() => expandSnippet('${1a}'));
});
