import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { groupedReport } from '../../src/cli/report/grouped.ts';
import type { Report, ReportedHint } from '../../src/cli/types.ts';

const group = {
  id: 'demo/locks',
  lesson: 'demo/house',
  members: ['demo/b', 'demo/a', 'demo/c'],
  message: '{count} of {size} missing on `{name}`: {parts}.',
  fixTitle: 'Add them all',
};

function hint(rule: string, line: number, order: Partial<ReportedHint> = {}): ReportedHint {
  const place = { start: { line, column: 3 }, end: { line, column: 6 } };
  return {
    rule: `demo/${rule}`,
    lesson: `demo/${rule}`,
    severity: 'information',
    message: rule,
    ...place,
    names: { name: 'web' },
    fixes: [{ title: `Add ${rule}`, kind: 'safe', edits: [{ path: 'a.yaml', ...place, newText: rule }] }],
    related: [],
    group: { id: 'demo/locks', label: `a ${rule}` },
    ...order,
  };
}

function report(...hints: ReportedHint[]): Report {
  const summary = { files: 1, parsed: 1, hints: hints.length, milliseconds: 1 };
  return { version: 1, files: [{ path: 'a.yaml', hints }], skipped: [], summary };
}

const shown = (from: Report) => {
  const { files, summary } = groupedReport(from, [group]);
  return { hints: files[0]?.hints ?? [], count: summary.hints };
};

describe('a report for people', () => {
  test('says once what several rules of a group say of one place', () => {
    const { hints, count } = shown(report(hint('a', 1), hint('b', 1), hint('a', 2)));
    assert.deepEqual(
      hints.map(({ rule, lesson, message }) => [rule, lesson, message]),
      [
        ['demo/locks', 'demo/house', '2 of 3 missing on `web`: a b, a a.'],
        ['demo/a', 'demo/a', 'a'],
      ],
    );
    assert.equal(count, 2);
    assert.deepEqual(
      hints[0]?.fixes.map(({ title, kind }) => [title, kind]),
      [['Add them all', 'suggested']],
    );
  });

  test('promises no fix where one of them has none', () => {
    const { hints } = shown(report(hint('a', 1), hint('b', 1, { fixes: [] })));
    assert.deepEqual(hints[0]?.fixes, []);
  });

  test('keeps apart other severities, other places, and what belongs to no group', () => {
    const { group: _, ...alone } = hint('c', 1);
    const hints = [hint('a', 1), hint('b', 1, { severity: 'warning' }), alone, hint('b', 3)];
    assert.deepEqual(shown(report(...hints)).hints, hints);
  });

  test('is the same object’s list where no group is known', () => {
    const hints = [hint('a', 1), hint('b', 1)];
    assert.deepEqual(groupedReport(report(...hints), []).files[0]?.hints, hints);
  });
});
