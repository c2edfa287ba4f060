import assert from 'node:assert/strict';
import { cpus, tmpdir } from 'node:os';
import { describe, it } from 'node:test';
import { isBusy, loadOfOthers } from '../../scripts/bench/load.mjs';
import { readOptions } from '../../scripts/bench/options.mjs';
import { parts } from '../../scripts/bench/parts.mjs';
import { takeTurns } from '../../scripts/bench/processes.mjs';
import { reasonOf } from '../../scripts/bench/reason.mjs';
import { repeat } from '../../scripts/bench/repeat.mjs';
import { newResults, type Results, type Setting } from '../../scripts/bench/results.mjs';
import { leftOf, resume } from '../../scripts/bench/resume.mjs';

const names = parts.map(({ name }) => name);
const quiet = () => undefined;

describe('the options', () => {
  it('skip a part, or all whose name begins so', () => {
    assert.deepEqual(readOptions(['--skip', 'eslint,panel, tour'], names).skip, [
      ...['eslint', 'panel-times', 'panel-memory', 'tour-sample', 'tour-corpus', 'tour-manifests'],
    ]);
  });

  for (const [args, reason] of [
    [['--skip', 'eslin'], /There is no part eslin; there are cold, /],
    [['--runs', '0'], /--runs needs a whole number/],
    [['--readme', '--no-readme'], /contradict/],
    [['--runes', '3'], /Unknown option '--runes'[\s\S]*--runs N/],
  ] as const)
    it(`are refused: ${args.join(' ')}`, () => {
      assert.throws(() => readOptions(args, names), reason);
    });
});

describe('measurements that are made several times', () => {
  it('leave one out that fails', async () => {
    const said: string[] = [];
    const once = async (i: number) => {
      if (i === 1) throw new Error('too late');
      return i;
    };
    assert.deepEqual(await repeat(4, once, (line) => said.push(line)), [0, 2, 3]);
    assert.deepEqual(said, ['2 of 4 failed and is left out: too late']);
  });

  it('end after two failures in a row, and keep what was there', async () => {
    let calls = 0;
    const once = async (i: number) => {
      calls++;
      if (i > 1) throw new Error('the editor ended');
      return i;
    };
    assert.deepEqual(await repeat(10, once, quiet), [0, 1]);
    assert.equal(calls, 4);
  });

  it('fail with the first reason when none comes through', async () => {
    let calls = 0;
    const once = () => Promise.reject(new Error(`reason ${++calls}`));
    await assert.rejects(repeat(5, once, quiet), /reason 1/);
  });
});

describe('whole processes in turns', () => {
  /** A tool that says how many files it checked. */
  const tool = (id: string, script: string) => ({
    ...{ id, name: id, args: ['-e', script] },
    files: (output: string) => Number(output),
  });
  const fine = 'console.log(3)';
  async function turns(scripts: Readonly<Record<string, string>>, asked = Object.keys(scripts)) {
    const measured: Record<string, number> = {};
    const failed: Record<string, string> = {};
    await takeTurns({
      contestants: Object.entries(scripts).map(([id, script]) => tool(id, script)),
      ...{ cwd: tmpdir(), files: 3, names: asked, runs: 2, say: quiet },
      measured: (id, { times }) => (measured[id] = times.length),
      failed: (id, error) => (failed[id] = reasonOf(error)),
    });
    return { measured, failed };
  }

  it('leave a tool out that does not run, or that leaves files out', async () => {
    const { measured, failed } = await turns({
      cold: fine,
      crashes: 'console.error("no configuration"); process.exit(2)',
      lazy: 'console.log(2)',
      last: fine,
    });
    assert.deepEqual(measured, { cold: 2, last: 2 });
    assert.deepEqual(failed, {
      crashes: 'It did not run (code 2): no configuration',
      lazy: 'It checked 2 files, not 3.',
    });
  });

  it('report a tool as soon as it is done', async () => {
    const lines: string[] = [];
    const scripts = { cold: fine, last: fine };
    await takeTurns({
      contestants: Object.entries(scripts).map(([id, script]) => ({ ...tool(id, script), most: 1 })),
      ...{ cwd: tmpdir(), files: 3, names: ['cold', 'last'], runs: 2 },
      say: (line) => lines.push(line.replace(/\d+ ms/, 'time')),
      measured: (id) => lines.push(`${id} is measured`),
      failed: (id) => lines.push(`${id} has failed`),
    });
    assert.deepEqual(lines, [
      ...['cold runs', 'last runs'],
      ...['cold: time', 'cold is measured', 'last: time', 'last is measured'],
    ]);
  });

  it('compare a tool with a cold run beside it, also when that was measured before', async () => {
    const { measured, failed } = await turns({ cold: fine, last: fine }, ['last']);
    assert.deepEqual([measured, failed], [{ last: 2 }, {}]);
  });

  it('measure nothing when there is no cold run to compare with', async () => {
    const { measured, failed } = await turns({ cold: 'process.exit(2)', last: fine });
    assert.deepEqual(measured, {});
    assert.match(failed['cold'] ?? '', /code 2/);
    assert.equal(failed['last'], 'Our own cold run, to compare it with, failed.');
  });
});

describe('a run that could go on with an earlier one', () => {
  const setting: Setting = {
    ...{ commit: 'aaaaaaaaaaaa', changes: '' },
    machine: { node: '20.1.0', platform: 'linux x64', cores: 2, processor: 'Fake' },
    versions: { corpus: ['a@1'], tools: { eslint: '1.0.0' } },
  };
  const earlier: Results = newResults({ setting, runs: 7, asked: ['cold', 'edits', 'package'] });
  const load = { before: 0 };
  earlier.parts['cold'] = { state: 'measured', date: '2026-01-01', load, data: {} };
  earlier.parts['edits'] = { state: 'failed', date: '2026-01-01', load, reason: 'late' };

  it('does so where nothing has changed', () => {
    assert.deepEqual(resume(earlier, { setting }), { results: earlier });
    assert.deepEqual(resume(earlier, { setting, runs: 7 }), { results: earlier });
    assert.deepEqual(leftOf(earlier), ['edits', 'package']);
  });

  for (const [what, now, reason] of [
    ['commit', { ...setting, commit: 'bbbbbbbbbbbb' }, /commit aaaaaaaaaa, this is bbbbbbbbbb/],
    ['no git', { ...setting, commit: '' }, /without git/],
    ['files', { ...setting, changes: 'x' }, /files have changed/],
    [
      'Node',
      { ...setting, machine: { ...setting.machine, node: '22.0.0' } },
      /Node 20\.1\.0, this is 22\.0\.0/,
    ],
    ['machine', { ...setting, machine: { ...setting.machine, cores: 4 } }, /another machine/],
    [
      'tools',
      { ...setting, versions: { ...setting.versions, tools: { eslint: '2.0.0' } } },
      /other versions/,
    ],
    ['corpus', { ...setting, versions: { ...setting.versions, corpus: ['a@2'] } }, /other versions/],
  ] as const)
    it(`starts anew: ${what}`, () => {
      const answer = resume(earlier, { setting: now });
      assert.match('anew' in answer ? answer.anew : '', reason);
    });

  it('starts anew with another number of runs, and without an earlier run', () => {
    const runs = resume(earlier, { setting, runs: 1 });
    assert.match('anew' in runs ? runs.anew : '', /--runs 7, this is with --runs 1/);
    const none = resume(undefined, { setting });
    assert.match('anew' in none ? none.anew : '', /no results of an earlier run/);
  });
});

describe('a busy machine', () => {
  it('is one whose other programs use more than a quarter of its cores, before or after', () => {
    assert.equal(isBusy({ before: 0.5, after: 0.5 }, 2), false);
    assert.equal(isBusy({ before: 0.6, after: 0.1 }, 2), true);
    assert.equal(isBusy({ before: 0.1, after: 0.6 }, 2), true);
    assert.equal(isBusy({ before: 0.6 }, 8), false);
  });

  it('is told by what its processors did', async () => {
    const load = await loadOfOthers(50);
    assert.ok(load >= 0 && load <= cpus().length, String(load));
  });
});
