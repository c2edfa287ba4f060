/** What the runner counts: every outcome once, and nothing that ended badly as a pass. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runNodeTests } from '../../scripts/lib/nodeTests.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { runFiles } from '../../scripts/lib/testFiles.mjs';
import { verdict } from '../../scripts/lib/testReport.mjs';

const outcome = (...failures: string[]) => ({
  passed: 1,
  skipped: 0,
  failures: failures.map((name) => ({ name, error: 'no' })),
});
const counted = (failed: number, unsteady: number) => ({
  name: 'a',
  milliseconds: 1,
  note: '',
  counts: {
    passed: 1,
    failed,
    skipped: 0,
    unsteady: Array.from({ length: unsteady }, (_, at) => ({ file: `${at}`, failures: [] })),
  },
});

describe('the files of a phase', () => {
  const run = (...names: string[]) =>
    runNodeTests(
      names.map((name) => join(root, 'test/runner/fixtures', `${name}.test.ts`)),
      { lanes: 2 },
    );

  it('count what passes, fails and is skipped, with whole names and times', async () => {
    const { passed, failed, skipped, failures, times } = await run('steady', 'failing');
    assert.deepEqual([passed, failed, skipped], [2, 4, 1]);
    const errors = new Map(failures?.map(({ name, error }) => [name, error]));
    assert.match(errors.get('outer › inner › fails') ?? '', /as it should/);
    assert.ok(errors.has('a group that cannot begin › is never run'));
    assert.match(errors.get('a group that cannot begin') ?? '', /not prepared/);
    assert.match(errors.get('a group that cannot end') ?? '', /not cleaned up/);
    assert.deepEqual(times?.map(({ file }) => file).sort(), [
      'test/runner/fixtures/failing.test.ts',
      'test/runner/fixtures/steady.test.ts',
    ]);
  });

  it('are not in the way of another phase that runs at the same time', async () => {
    const both = await Promise.all([run('steady'), run('steady', 'failing')]);
    assert.deepEqual(
      both.map(({ passed, failed }) => [passed, failed]),
      [
        [1, 0],
        [2, 4],
      ],
    );
  });

  it('fail where the process ends badly, and where there is no test', async () => {
    const crashed = await run('crash');
    assert.equal(crashed.failed, 1);
    assert.match(crashed.failures?.[0]?.error ?? '', /ended with 3/);
    const empty = await run('empty');
    assert.equal(empty.failed, 1);
    assert.match(empty.failures?.[0]?.error ?? '', /no test/i);
  });

  it('are run in lanes, each once, and again one by one where there is a net', async () => {
    let now = 0;
    let most = 0;
    const order: string[] = [];
    const first = new Set(['b', 'c']);
    const counts = await runFiles(
      ['a', 'b', 'c', 'd'],
      async (file, lane) => {
        now++;
        most = Math.max(most, now);
        order.push(file);
        assert.ok(lane === 0 || lane === 1);
        await new Promise((resolve) => setImmediate(resolve));
        now--;
        return first.delete(file) ? outcome(`${file} fails`) : outcome();
      },
      { lanes: 2, net: true, nameOf: (file) => file },
    );
    assert.equal(most, 2);
    assert.deepEqual(order, ['a', 'b', 'c', 'd', 'b', 'c']);
    assert.deepEqual([counts.passed, counts.failed], [4, 0]);
    assert.deepEqual(
      counts.unsteady?.map(({ file, failures }) => [file, failures[0]?.name]),
      [
        ['b', 'b fails'],
        ['c', 'c fails'],
      ],
    );
  });

  it('are not begun any more after a failure, where the run is to stop at the first', async () => {
    const order: string[] = [];
    const counts = await runFiles(
      ['a', 'b', 'c'],
      async (file) => {
        order.push(file);
        return outcome('fails');
      },
      { lanes: 1, net: false, bail: true, nameOf: (file) => file },
    );
    assert.deepEqual(order, ['a']);
    assert.equal(counts.failed, 1);
  });

  it('fail with what their run throws', async () => {
    const counts = await runFiles(['a'], () => Promise.reject(new Error('no browser')), {
      lanes: 3,
      net: false,
      nameOf: (file) => file,
    });
    assert.match(counts.failures?.[0]?.error ?? '', /no browser/);
  });
});

describe('the verdict', () => {
  it('bears one unsteady file, and no two', () => {
    assert.deepEqual(verdict([counted(0, 1), counted(0, 0)]), { passed: 2, failed: 0, unsteady: 1 });
    assert.deepEqual(verdict([counted(0, 1), counted(0, 1)]), { passed: 2, failed: 2, unsteady: 2 });
    assert.deepEqual(verdict([counted(3, 0)]), { passed: 1, failed: 3, unsteady: 0 });
  });
});
