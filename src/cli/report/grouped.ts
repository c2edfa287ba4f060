import { groupWords, joinHints, mergeGroups } from '../../engine/group.ts';
import type { RuleGroup } from '../../lessons/types.ts';
import type { Report, ReportedHint } from '../types.ts';

/**
 * A report for people: hints of one group at one place are one, as in the editor. JSON and SARIF keep them apart, since
 * each has a rule that can be counted and switched off.
 */
export function groupedReport(report: Report, groups: readonly RuleGroup[]): Report {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const files = report.files.map((file) => ({
    ...file,
    hints: mergeGroups(
      file.hints,
      ({ start, end }) => JSON.stringify([start, end]),
      ({ group }) => group && byId.get(group.id),
      merged,
    ),
  }));
  const hints = files.reduce((sum, file) => sum + file.hints.length, 0);
  return { ...report, files, summary: { ...report.summary, hints } };
}

function merged(group: RuleGroup, members: readonly [ReportedHint, ...ReportedHint[]]): ReportedHint {
  const words = groupWords(
    group,
    members.flatMap((member) => member.group?.label ?? []),
  );
  // Together they can be repaired where each can.
  const isFixable = members.every(({ fixes }) => fixes.length > 0);
  const edits = members.flatMap(({ fixes }) => fixes[0]?.edits ?? []);
  return {
    ...joinHints(group, members, words),
    fixes: isFixable ? [{ title: group.fixTitle, kind: 'suggested', edits }] : [],
  };
}
