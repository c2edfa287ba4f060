/** The store of what was learned: kept, damaged, of a newer version, reset and brought in. */
import type * as vscode from 'vscode';
import { ProgressStore } from '../../../src/client/progress.ts';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { after, assert, describe, it, waitFor } from '../../harness/suite.ts';
import { CLOSURES, tidyUp } from '../support.ts';

describe('progress', () => {
  after(tidyUp);

  class Memory implements vscode.Memento {
    readonly values = new Map<string, unknown>();
    synced: readonly string[] = [];
    keys = () => [...this.values.keys()];
    get<T>(key: string, otherwise?: T): T {
      return (this.values.has(key) ? this.values.get(key) : otherwise) as T;
    }
    async update(key: string, value: unknown): Promise<void> {
      if (value === undefined) this.values.delete(key);
      else this.values.set(key, structuredClone(value));
    }
    setKeysForSync(keys: readonly string[]): void {
      this.synced = keys;
    }
  }
  const storeOver = (memory: Memory) => {
    const context = { globalState: memory } as unknown as vscode.ExtensionContext;
    const log = { warn() {}, error() {}, info() {} } as unknown as vscode.LogOutputChannel;
    return new ProgressStore(context, catalogue, log);
  };

  it('is kept, synchronised, and the same in the next window', async () => {
    const memory = new Memory();
    const store = storeOver(memory);
    await store.mark(CLOSURES, 'read');
    await store.mark(CLOSURES, 'answered');
    await store.countRepair(CLOSURES, 1);
    assert.deepEqual(memory.synced, ['hindsight.progress']);
    const again = storeOver(memory).state(CLOSURES);
    assert.deepEqual(again, {
      read: true,
      answered: true,
      practised: false,
      repaired: true,
      repairs: 1,
      known: false,
      learned: true,
    });
  });

  it('that cannot be read is set aside whole, and a new one begins', async () => {
    for (const damaged of [
      'nonsense',
      [1],
      { version: 1 },
      { version: 1, lessons: { x: 7 } },
      { version: 'a', lessons: {} },
    ]) {
      const memory = new Memory();
      memory.values.set('hindsight.progress', damaged);
      const store = storeOver(memory);
      await waitFor('the copy', () =>
        memory.keys().some((key) => key.startsWith('hindsight.progress.damaged.')),
      );
      const aside = memory.keys().find((key) => key.includes('damaged')) ?? '';
      assert.deepEqual(memory.values.get(aside), damaged);
      await store.mark(CLOSURES, 'read');
      assert.ok(storeOver(memory).state(CLOSURES).read, 'the new one is kept');
    }
  });

  it('of a newer version is left as it is', async () => {
    const memory = new Memory();
    const newer = { version: 2, lessons: { a: 'in a way we do not know' } };
    memory.values.set('hindsight.progress', newer);
    await storeOver(memory).mark(CLOSURES, 'read');
    assert.deepEqual(memory.values.get('hindsight.progress'), newer);
  });

  it('can be reset and brought in again', async () => {
    const memory = new Memory();
    const store = storeOver(memory);
    await store.mark(CLOSURES, 'practised');
    const copy: unknown = JSON.parse(JSON.stringify(store.snapshot()));
    await store.reset();
    assert.equal(store.state(CLOSURES).practised, false);
    assert.equal(await store.import(copy), undefined);
    assert.equal(store.state(CLOSURES).practised, true);
    for (const wrong of [null, undefined, 3, {}, { version: 1, lessons: [] }]) {
      assert.ok(await store.import(wrong), 'it says why not');
    }
    assert.equal(store.state(CLOSURES).practised, true, 'a refused import changes nothing');
  });
});
