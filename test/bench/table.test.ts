import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { merge, tableOf } from '../../scripts/bench/merge.mjs';
import { parts } from '../../scripts/bench/parts.mjs';
import { readTable, type Table, tableIn, writeTable } from '../../scripts/bench/readme.mjs';
import type { Outcome, Results } from '../../scripts/bench/results.mjs';

const timing = (name: string, median: number) => ({
  ...{ name, median, least: median - 10, times: [median, median], asked: 2, cold: 800, files: 2046 },
});
const spread = (p50: number) => ({ p50, p95: p50 * 2, most: p50 * 3 });
const times = (median: number) => ({ median, p95: median + 10, runs: 21 });
const memory = (host: number) => ({ host, page: host, nodes: 10, listeners: 5, documents: 1, frames: 1 });
const growth = { before: memory(1e6), after: memory(2e6), rounds: 100 };
const tour = (files: number) => ({ files, stops: 9, median: 820, times: [820, 830], asked: 2 });
const manifests = (files: number) => ({
  ...{ files, reading: files, own: { ...spread(3), edits: 200 } },
  ...{ shared: { ...spread(4), edits: 200, neighbours: 108 } },
  memory: { read: 1e8, after: 2e8, peak: 2.1e8 },
});
const checks = (files: number) => ({ files, median: files, least: files, times: [files], processor: 9 });

/** What each part measures, in its form. */
const DATA: Readonly<Record<string, unknown>> = {
  cold: timing('hindsight check, cold (--no-cache)', 800),
  repeated: timing('hindsight check, repeated on an unchanged tree', 160),
  oxlint: timing('oxlint, default and React rules', 900),
  biome: timing('Biome, useExhaustiveDependencies only', 600),
  eslint: timing('ESLint, the two plugins for React effects', 44_000),
  edits: { lines: 1001, edits: 300, hints: 9, ...spread(4), settled: spread(3), processor: spread(3) },
  search: { keys: 5823, median: 0.5, p95: 1.7, max: 3, load: 20, bytes: 1000 },
  server: { files: 2046, idle: 5e7, peak: 1.6e8, after: 1.5e8, milliseconds: 900 },
  'manifests-check': { asked: 1, trees: [checks(500), checks(5000)] },
  'manifests-server': [manifests(500), manifests(5000)],
  'tour-sample': tour(15),
  'tour-corpus': tour(2046),
  'tour-manifests': tour(5000),
  activation: { load: 12, activate: 7, starts: 3, asked: 3 },
  restart: { median: 760, times: [760, 770, 750, 760, 765], asked: 5 },
  'panel-times': {
    ...{ lessons: 21, asked: 21, bare: times(210), fresh: times(330), freshPlace: times(335) },
    ...{ next: times(70), nextPlace: times(80) },
  },
  'panel-memory': { bare: growth, opened: growth, changed: growth },
  package: { bytes: 1.8e6 },
};

const QUIET = { before: 0.1, after: 0.2 };
const BUSY = { before: 1.5, after: 1.8 };

function outcomes(day: string, load: Outcome['load'], names = Object.keys(DATA)): Record<string, Outcome> {
  return Object.fromEntries(
    names.map((name): [string, Outcome] => [
      name,
      { state: 'measured', date: `${day}T10:00:00Z`, load, data: DATA[name] },
    ]),
  );
}

function results(of: Record<string, Outcome>, biome = '2.0.0'): Results {
  return {
    ...{ format: 2, started: '2026-02-01T09:00:00Z', runs: 2, asked: Object.keys(DATA), parts: of },
    setting: {
      ...{ commit: 'abc', changes: '' },
      machine: { node: '20.1.0', platform: 'any', cores: 2, processor: 'Core(TM) i7 @ 2.90GHz' },
      versions: { corpus: ['a@1', 'b@1'], tools: { oxlint: '1.0.0', biome } },
    },
  };
}

const JANUARY = tableOf(results(outcomes('2026-01-05', QUIET)), parts);
const labelsOf = (table: Table, name: string) => table.groups.get(name)?.rows.map(([label]) => label);
const fromOf = (table: Table, name: string) => table.groups.get(name)?.from;
const written = (table: Table) => writeTable(table, parts);

describe('the parts of the benchmark', () => {
  it('each give as many rows as they say, and are told by the first of them', () => {
    assert.deepEqual(
      parts.map(({ name }) => name),
      Object.keys(DATA),
    );
    for (const part of parts) {
      const rows = part.show(DATA[part.name]);
      assert.equal(rows.length, part.rows, part.name);
      const label = rows[0]?.[0] ?? '';
      assert.deepEqual(
        parts.filter(({ first }) => first.test(label)).map(({ name }) => name),
        [part.name],
      );
      for (const [other] of rows.slice(1))
        assert.ok(!parts.some(({ first }) => first.test(other ?? '')), `${other} begins no part`);
    }
  });

  it('all have their rows in the README', () => {
    const text = tableIn(readFileSync(join(process.cwd(), 'README.md'), 'utf8')) ?? '';
    const table = readTable(text, parts);
    for (const { name, rows } of parts) assert.equal(table.groups.get(name)?.rows.length, rows, name);
    assert.equal(written(table), text);
  });

  it('say how many measurements there were when some failed', () => {
    const cells = (name: string, data: object) =>
      parts.find((part) => part.name === name)?.show({ ...(DATA[name] as object), ...data })[0];
    assert.equal(cells('cold', { asked: 3 })?.[3], '2 of 3');
    assert.equal(cells('activation', { starts: 2 })?.[1], '19.0 ms (2 of 3 starts)');
    assert.equal(cells('restart', { times: [760] })?.[1], '0.76 s (1 of 5 restarts)');
    assert.equal(cells('tour-sample', { asked: 3 })?.[1], '0.82 s (2 of 3 tours)');
    assert.equal(cells('panel-times', { asked: 25 })?.[1], '70 ms, p95 80 ms (21 of 25 turns)');
    assert.match(cells('manifests-check', { asked: 2 })?.[1] ?? '', /\(1 of 2 runs\)$/);
    assert.match(
      cells('panel-memory', { opened: { ...growth, rounds: 57 } })?.[0] ?? '',
      /^Left in memory by 57 lessons, each opened/,
    );
  });
});

describe('the table', () => {
  it('is read as it was written', () => {
    const text = written(JANUARY);
    assert.deepEqual(readTable(text, parts), JANUARY);
    assert.match(text, /^Checking the 2,046 files in the `src` folders of a@1, b@1:\n/);
    assert.match(text, /\| ESLint, .* \| 44\.00 s \| 43\.99 s \| 2 \| 55\.00 \|/);
    assert.match(
      text,
      /Measured by `npm run bench` on 2026-01-05 with Node 20\.1\.0 on 2 cores \(Core\(TM\) i7 @ 2\.90GHz\); whole/,
    );
  });

  it('keeps rows that were not measured, marked with their date, also over several runs', () => {
    const february = tableOf(results(outcomes('2026-02-06', QUIET, ['edits', 'eslint'])), parts);
    const first = merge({ standing: JANUARY, fresh: february, parts });
    assert.deepEqual(first.taken, ['eslint', 'edits']);
    assert.equal(first.kept.length, parts.length - 2);
    assert.deepEqual(labelsOf(first.table, 'panel-times'), labelsOf(JANUARY, 'panel-times'));
    const text = written(first.table);
    assert.deepEqual(readTable(text, parts), first.table);
    assert.match(text, /\n\| hindsight check, cold \(--no-cache\) ¹ \| 0\.80 s/);
    assert.match(text, /\n\| ESLint, the two plugins for React effects \| /);
    assert.match(
      text,
      /Measured by `npm run bench` on 2026-02-06 .*\n\n¹ Measured on 2026-01-05 with Node 20\.1\.0 on 2 cores \(.*\)\.$/,
    );

    const march = tableOf(results(outcomes('2026-03-07', QUIET, ['panel-times'])), parts);
    const second = written(merge({ standing: readTable(text, parts), fresh: march, parts }).table);
    assert.match(second, /\| From an edit to its hints, TSX .*process ¹ \|/);
    assert.match(second, /\| Package ² \|/);
    assert.match(second, /on 2026-03-07 .*\n\n¹ Measured on 2026-02-06 .*\n\n² Measured on 2026-01-05 /);
    assert.equal(
      second.split('\n').filter((line) => /^\| \S/.test(line)).length,
      written(JANUARY)
        .split('\n')
        .filter((line) => /^\| \S/.test(line)).length,
    );
  });

  it('does not put rows of a busy machine in the place of those of a quiet one, unless it is made to', () => {
    const busy = tableOf(results(outcomes('2026-02-06', BUSY, ['edits', 'search'])), parts);
    const left = merge({ standing: JANUARY, fresh: busy, parts });
    assert.deepEqual([left.taken, left.tooBusy], [[], ['edits', 'search']]);
    assert.equal(written(left.table), written(JANUARY));

    const forced = merge({ standing: JANUARY, fresh: busy, parts, force: true });
    assert.deepEqual(forced.taken, ['edits', 'search']);
    assert.match(
      written(forced.table),
      /on 2026-02-06 .*, on a busy machine \(load 1\.5 before, 1\.8 after\); whole/,
    );

    const again = readTable(written(forced.table), parts);
    const busyAgain = tableOf(results(outcomes('2026-03-07', BUSY, ['edits', 'package'])), parts);
    assert.deepEqual(merge({ standing: again, fresh: busyAgain, parts }).taken, ['edits']);
    const quiet = tableOf(results(outcomes('2026-03-07', QUIET, ['edits'])), parts);
    assert.deepEqual(merge({ standing: again, fresh: quiet, parts }).taken, ['edits']);
  });

  it('takes rows of a busy machine where there were none, and tells them from those of a quiet one', () => {
    const mixed = tableOf(
      results({ ...outcomes('2026-02-06', QUIET, ['edits']), ...outcomes('2026-02-06', BUSY, ['search']) }),
      parts,
    );
    const { table, taken } = merge({ standing: readTable('', parts), fresh: mixed, parts });
    assert.deepEqual(taken, ['edits', 'search']);
    assert.match(written(table), /\| \*Ask Hindsight\*, .* keys ¹ \|/);
    assert.match(
      written(table),
      /\n\n¹ Measured on 2026-02-06 .*, on a busy machine \(load 1\.5 before, 1\.8 after\)\.$/,
    );
  });

  it('says of a kept row what it was measured against, where that has changed', () => {
    const february = tableOf(results(outcomes('2026-02-06', QUIET, ['cold']), '3.0.0'), parts);
    const { table } = merge({ standing: JANUARY, fresh: february, parts });
    assert.equal(table.against, 'Against oxlint 1.0.0, biome 3.0.0.');
    assert.match(fromOf(table, 'biome') ?? '', /, against oxlint 1\.0\.0, biome 2\.0\.0$/);
    assert.equal(fromOf(table, 'edits'), fromOf(JANUARY, 'edits'));
    const later = tableOf(results(outcomes('2026-03-06', QUIET, ['cold']), '4.0.0'), parts);
    const { table: again } = merge({ standing: readTable(written(table), parts), fresh: later, parts });
    assert.equal(fromOf(again, 'biome'), fromOf(table, 'biome'));
  });

  it('leaves a part out whose data do not give its rows', () => {
    const broken = results(outcomes('2026-02-06', QUIET, ['manifests-server']));
    broken.parts['manifests-server'] = {
      ...broken.parts['manifests-server'],
      data: [],
    } as unknown as Outcome;
    const { table, kept } = merge({ standing: JANUARY, fresh: tableOf(broken, parts), parts });
    assert.ok(kept.includes('manifests-server'));
    assert.deepEqual(labelsOf(table, 'manifests-server'), labelsOf(JANUARY, 'manifests-server'));
  });
});
