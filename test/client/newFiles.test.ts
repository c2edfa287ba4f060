import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NewFiles } from '../../src/client/newFiles.ts';

function setUp(listed: readonly string[], folders: readonly string[] = []) {
  const asked: (readonly string[] | undefined)[] = [];
  const looked: string[] = [];
  const files = new NewFiles({
    list: async (names) => {
      asked.push(names);
      return listed;
    },
    isOurs: (uri) => uri.endsWith('.yaml'),
    isFolder: async (uri) => {
      looked.push(uri);
      return folders.includes(uri);
    },
    onError: (error) => assert.fail(String(error)),
  });
  return { files, asked, looked };
}

const of = (files: NewFiles, ...uris: string[]) => Promise.all(uris.map((uri) => files.of(uri)));

describe('files that were made', () => {
  it('count where the workspace lists them; many are looked up at once, by their names', async () => {
    const { files, asked } = setUp(['file:///ws/a.yaml', 'file:///ws/b%5Bc%5D.yaml']);
    const uris = ['file:///ws/a.yaml', 'file:///ws/ignored.yaml', 'file:///ws/b%5Bc%5D.yaml'];
    assert.deepEqual(await of(files, ...uris), [[uris[0]], [], [uris[2]]]);
    assert.deepEqual(asked, [['a.yaml', 'ignored.yaml', 'b*c*.yaml']]);
  });

  it('of other names cost no search', async () => {
    const { files, asked, looked } = setUp(['file:///ws/a.yaml']);
    assert.deepEqual(await of(files, 'file:///ws/a.log', 'file:///ws/b'), [[], []]);
    assert.deepEqual(asked, []);
    assert.equal(looked.length, 2);
  });

  it('come with the folder that holds them', async () => {
    const listed = ['file:///ws/new/a.yaml', 'file:///ws/new/deep/b.yaml', 'file:///ws/newer/c.yaml'];
    const { files } = setUp(listed, ['file:///ws/new']);
    assert.deepEqual(await of(files, 'file:///ws/new', 'file:///ws/other'), [listed.slice(0, 2), []]);
  });

  it('in great numbers are not looked at one by one', async () => {
    const { files, looked, asked } = setUp(['file:///ws/f7/a.yaml']);
    const uris = Array.from({ length: 300 }, (_, i) => `file:///ws/f${i}`);
    const found = await of(files, ...uris);
    assert.deepEqual(found.flat(), ['file:///ws/f7/a.yaml']);
    assert.deepEqual(looked, []);
    assert.deepEqual(asked, [undefined]);
  });

  it('are not waited for where they cannot be looked up', async () => {
    const errors: unknown[] = [];
    const files = new NewFiles({
      list: () => Promise.reject(new Error('no search here')),
      isOurs: () => true,
      isFolder: () => Promise.resolve(false),
      onError: (error) => errors.push(error),
    });
    assert.deepEqual(await files.of('file:///ws/a.yaml'), []);
    assert.equal(errors.length, 1);
  });
});
