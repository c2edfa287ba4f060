import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { affected } from '../../scripts/lib/changed.mjs';
import { root } from '../../scripts/lib/paths.mjs';

/** A test that builds a copy of the repository and imports little of it. */
const newKinds = join(root, 'test', 'content', 'newKinds.test.ts');

async function isChosen(path: string): Promise<boolean> {
  const { files } = await affected([path], { unit: [], content: [newKinds], editor: [], browser: [] });
  return files.content.includes(newKinds);
}

for (const path of ['src/panel/code.ts', 'content/words.txt', 'media/panel.css'])
  test(`a change of ${path} can break what builds a copy of the repository`, async () => {
    assert.equal(await isChosen(path), true);
  });

test('a change of a file that is not copied cannot', async () => {
  assert.equal(await isChosen('test/base/places.test.ts'), false);
});
