/** What runs side by side: phases share the processors, and a file that is tried once more has all that it can get. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Slots } from '../../scripts/lib/slots.mjs';
import { runFiles } from '../../scripts/lib/testFiles.mjs';

/** Lets everything settle that can. */
const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** Asks for a slot. @returns whether it is there, and what gives it back */
function ask(asked: Promise<() => void>) {
  const slot = { isThere: false, giveBack: () => {} };
  void asked.then((giveBack) => Object.assign(slot, { isThere: true, giveBack }));
  return slot;
}

describe('the slots of a run', () => {
  it('are as many as there are, and go to who asked first', async () => {
    const { shared } = new Slots(2);
    const [a, b, c, d] = [ask(shared.each()), ask(shared.each()), ask(shared.each()), ask(shared.each())];
    await turns();
    assert.deepEqual([a.isThere, b.isThere, c.isThere], [true, true, false]);
    b.giveBack();
    await turns();
    assert.deepEqual([c.isThere, d.isThere], [true, false]);
  });

  it('are left to windows where they are reserved, and free when these are done', async () => {
    const slots = new Slots(2);
    const windows = slots.reserve(1);
    const [a, b] = [ask(slots.shared.each()), ask(slots.shared.each())];
    const window = ask(windows.each());
    await turns();
    assert.deepEqual([a.isThere, b.isThere, window.isThere], [true, false, true]);
    assert.deepEqual([slots.shared.givesWay(), windows.givesWay()], [true, false]);
    windows.end();
    await turns();
    assert.equal(b.isThere, true);
    assert.equal(slots.shared.givesWay(), false);
  });

  it('can all be reserved on a machine with one processor', async () => {
    const slots = new Slots(1);
    const windows = slots.reserve(1);
    const alone = ask(windows.alone());
    const other = ask(slots.shared.each());
    await turns();
    assert.deepEqual([alone.isThere, other.isThere], [true, false]);
    alone.giveBack();
    windows.end();
    await turns();
    assert.equal(other.isThere, true);
  });

  it('are for a window alone before those that ask later, and nobody waits for ever', async () => {
    const slots = new Slots(3);
    const windows = slots.reserve(1);
    const first = ask(slots.shared.each());
    const page = ask(slots.shared.alone());
    const window = ask(windows.alone());
    const later = ask(slots.shared.each());
    await turns();
    assert.deepEqual(
      [first, page, window, later].map(({ isThere }) => isThere),
      [true, false, false, false],
    );
    first.giveBack();
    await turns();
    assert.deepEqual(
      [page, window, later].map(({ isThere }) => isThere),
      [false, true, false],
    );
    window.giveBack();
    await turns();
    assert.deepEqual(
      [page, later].map(({ isThere }) => isThere),
      [false, true],
    );
    later.giveBack();
    windows.end();
    await turns();
    assert.equal(page.isThere, true);
  });

  it('are not reserved twice, nor more of them than there are', () => {
    assert.throws(() => new Slots(1).reserve(2), /taken already/);
    const slots = new Slots(2);
    slots.reserve(1);
    assert.throws(() => slots.reserve(1), /taken already/);
  });
});

describe('the files of two phases', () => {
  /** Runs two phases at once. @returns who ran beside whom, in the order of beginning */
  async function runBoth(failing: ReadonlySet<string>): Promise<string[]> {
    const slots = new Slots(2);
    const windows = slots.reserve(1);
    const now = new Set<string>();
    const turnsTaken: string[] = [];
    const left = new Set(failing);
    const run = async (file: string) => {
      now.add(file);
      turnsTaken.push([...now].sort().join('+'));
      await turns();
      now.delete(file);
      return left.delete(file)
        ? { passed: 0, skipped: 0, failures: [{ name: file, error: 'no' }] }
        : { passed: 1, skipped: 0, failures: [] };
    };
    const options = { net: true, nameOf: (file: string) => file };
    const [first, second] = await Promise.all([
      runFiles(['w1', 'w2'], run, { ...options, lanes: 1, place: windows }).finally(() => windows.end()),
      runFiles(['p1', 'p2', 'p3', 'p4'], run, { ...options, lanes: 2, place: slots.shared }),
    ]);
    assert.deepEqual([first.passed, first.failed, second.passed, second.failed], [2, 0, 4, 0]);
    return turnsTaken;
  }

  it('run beside each other, and the others have all processors when the windows are done', async () => {
    const turnsTaken = await runBoth(new Set());
    assert.ok(
      turnsTaken.some((names) => /^p\d\+w\d$/.test(names)),
      turnsTaken.join(' '),
    );
    assert.ok(
      turnsTaken.some((names) => /^p\d\+p\d$/.test(names)),
      turnsTaken.join(' '),
    );
    assert.ok(
      turnsTaken.every((names) => names.split('+').length <= 2),
      turnsTaken.join(' '),
    );
  });

  it('are alone when they are run once more', async () => {
    const turnsTaken = await runBoth(new Set(['w1', 'p2']));
    // The first file of all has no other beside it yet.
    assert.ok(turnsTaken.slice(1).includes('w1'), turnsTaken.join(' '));
    assert.equal(turnsTaken.at(-1), 'p2', turnsTaken.join(' '));
  });
});
