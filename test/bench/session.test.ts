import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { ended, FakeBench, line, said } from './support.ts';

const OLD = `| | |
|---|---:|
| Row of first | 9 ms |
| Row of throws | 8 ms |
| Row of last | 7 ms |

Measured by \`npm run bench\` on 2026-01-02 with Node 20.0.0 on 2 cores (Fake (R) 2.5); whole processes in turns, medians.`;
const OLD_SOURCE = 'on 2026-01-02 with Node 20.0.0 on 2 cores (Fake (R) 2.5)';

describe('a run of the benchmark', () => {
  it('goes on when a part throws, and keeps the rows before and after it', async () => {
    const fake = new FakeBench();
    fake.readme = OLD;
    const { code, output } = await fake.run({ parts: ['first', 'throws', 'last'] });
    assert.equal(code, 1, output);
    assert.deepEqual(fake.states(), { first: 'measured', throws: 'failed', last: 'measured' });
    assert.match(output, /✗ throws failed: the panel came too late\n/);
    assert.match(
      fake.readme,
      /\| Row of first \| 1 ms \|\n\| Row of throws ¹ \| 8 ms \|\n\| Row of last \| 1 ms \|/,
    );
    assert.ok(fake.readme.includes(`¹ Measured ${OLD_SOURCE}.`), fake.readme);
    assert.match(fake.readme, /^# Fake\n\n<!-- bench:begin -->\n[\s\S]*\n<!-- bench:end -->\n\nMore\.\n$/);
    assert.equal(line(output, 'New rows'), 'New rows: first (1), last (1).');
    assert.equal(line(output, 'Kept rows'), 'Kept rows: throws (1, 2026-01-02).');
    assert.equal(line(output, 'Failed'), 'Failed: throws: the panel came too late');
    assert.ok(output.trimEnd().endsWith('To measure only these again: npm run bench -- --resume'), output);
    assert.match(fake.results().parts['throws']?.detail ?? '', /and more about it/);
  });

  it('survives parts that throw where nothing catches it, end their process, or hang', async () => {
    const fake = new FakeBench();
    const { code, output } = await fake.run({
      parts: ['first', 'throws-astray', 'exits', 'hangs', 'last'],
    });
    assert.equal(code, 1, output);
    assert.deepEqual(fake.states(), {
      first: 'measured',
      'throws-astray': 'failed',
      exits: 'failed',
      hangs: 'failed',
      last: 'measured',
    });
    assert.match(output, /✗ throws-astray failed: the browser crashed\n/);
    assert.match(output, /✗ exits failed: Its process ended with code 7 before it was done\.\n/);
    assert.match(output, /✗ hangs failed: It said nothing for 300 ms and was ended\.\n/);
    assert.match(output, /\| Row of first \| 1 ms \|\n\| Row of last \| 1 ms \|/);
  });

  it('leaves the others when one tool does not run and one cannot be installed', async () => {
    const fake = new FakeBench();
    const { code, output } = await fake.run({
      parts: ['turn-a', 'turn-b', 'turn-c', 'last'],
      lacks: 'eslint',
    });
    assert.equal(code, 1, output);
    assert.deepEqual(fake.states(), {
      'turn-c': 'failed',
      'turn-a': 'measured',
      'turn-b': 'failed',
      last: 'measured',
    });
    assert.match(output, /✗ turn-b failed: b does not run\n/);
    assert.match(output, /✗ turn-c failed: npm could not install eslint\n/);
  });

  it('ends with 0 when all that was asked for is measured, and keeps the rows of skipped parts', async () => {
    const fake = new FakeBench();
    fake.readme = OLD;
    const { code, output } = await fake.run({
      parts: ['first', 'throws', 'last'],
      args: ['--skip', 'throws'],
    });
    assert.equal(code, 0, output);
    assert.match(fake.readme, /\| Row of throws ¹ \| 8 ms \|/);
    assert.doesNotMatch(output, /Failed/);
  });

  it('writes no README with --no-readme', async () => {
    const fake = new FakeBench();
    fake.readme = OLD;
    const before = fake.readme;
    const { code, output } = await fake.run({ parts: ['first'], args: ['--no-readme'] });
    assert.equal(code, 0, output);
    assert.equal(fake.readme, before);
    assert.match(output, /\| Row of first \| 1 ms \|/);
  });
});

describe('a run on a busy machine', () => {
  it('says so, and does not replace rows of a quiet one', async () => {
    const fake = new FakeBench();
    fake.readme = OLD;
    const before = fake.readme;
    const { code, output } = await fake.run({ parts: ['first', 'last'], load: 1.5 });
    assert.equal(code, 0, output);
    assert.match(output, /The machine is busy: other programs use 1\.5 of 2 processor cores\./);
    assert.match(output, /Measured by .*, on a busy machine \(load 1\.5 before, 1\.5 after\); whole/);
    assert.match(output, /so the README keeps its rows of a quiet one: first, last\./);
    assert.equal(fake.readme, before);
  });

  it('writes them with --readme, also in a later run that has nothing left to measure', async () => {
    const fake = new FakeBench();
    fake.readme = OLD;
    await fake.run({ parts: ['first', 'throws', 'last'], args: ['--skip', 'throws'], load: 1.5 });
    const { code, output } = await fake.run({
      parts: ['first', 'throws', 'last'],
      args: ['--resume', '--readme'],
    });
    assert.equal(code, 0, output);
    assert.match(fake.readme, /\| Row of first \| 1 ms \|\n\| Row of throws ¹ \| 8 ms \|/);
    assert.match(fake.readme, /, on a busy machine \(load 1\.5 before, 1\.5 after\); whole/);
    assert.ok(fake.readme.includes(`¹ Measured ${OLD_SOURCE}.`), fake.readme);
  });
});

describe('a run that goes on with an earlier one', () => {
  it('measures only what is missing or failed', async () => {
    const fake = new FakeBench();
    await fake.run({ parts: ['first', 'turn-c', 'last'], lacks: 'eslint' });
    const { first } = fake.results().parts;
    const { code, output } = await fake.run({ parts: ['first', 'turn-c', 'last'], args: ['--resume'] });
    assert.equal(code, 0, output);
    assert.match(output, /^Goes on with the run of .*: turn-c left to measure\./);
    assert.deepEqual(fake.results().parts['first'], first);
    assert.deepEqual(fake.states(), { first: 'measured', 'turn-c': 'measured', last: 'measured' });
  });

  for (const [what, change, reason] of [
    ['another version of a tool', { version: '2' }, /Starts anew, because .* other versions/],
    ['another commit', { commit: 'def' }, /Starts anew, because .* commit abc, this is def/],
  ] as const)
    it(`starts anew with ${what}, and says why`, async () => {
      const fake = new FakeBench();
      await fake.run({ parts: ['first', 'throws'] });
      const { started } = fake.results();
      const { output } = await fake.run({ parts: ['first', 'throws'], args: ['--resume'], ...change });
      assert.match(output, reason);
      assert.match(output, /✓ first/);
      assert.notEqual(fake.results().started, started);
    });

  it('starts anew where there is nothing to go on with', async () => {
    const fake = new FakeBench();
    const { code, output } = await fake.run({ parts: ['first'], args: ['--resume'] });
    assert.equal(code, 0);
    assert.match(output, /^Starts anew, because there are no results of an earlier run\./);
  });
});

describe('a run that is killed', () => {
  const parts = ['first', 'waits', 'last'];
  // Windows ends a process without telling it, which is what SIGKILL does elsewhere.
  for (const signal of process.platform === 'win32'
    ? (['SIGKILL'] as const)
    : (['SIGTERM', 'SIGINT', 'SIGKILL'] as const))
    it(`by ${signal} loses only the part at work, and leaves no process behind`, async () => {
      const fake = new FakeBench();
      const child = fake.start({ parts });
      const end = ended(child);
      const pid = Number(await said(child, /waits in process (\d+)/));
      child.kill(signal);
      const { code, output } = await end;
      if (signal !== 'SIGKILL') {
        assert.equal(code, signal === 'SIGTERM' ? 143 : 130);
        assert.match(
          output,
          /stopped\. 1 of 3 parts are measured and kept in .*bench\.json\.\nTo go on: npm run bench -- --resume/,
        );
      }
      assert.deepEqual(fake.states(), { first: 'measured' });
      assert.deepEqual(readdirSync(join(fake.folder, 'results')), ['bench.json']);
      while (isRunning(pid)) await wait(20);

      fake.go();
      const { first } = fake.results().parts;
      const again = await fake.run({ parts, args: ['--resume'] });
      assert.equal(again.code, 0, again.output);
      assert.deepEqual(fake.results().parts['first'], first);
      assert.match(again.output, /New rows: first \(1\), waits \(1\), last \(1\)\./);
    });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
