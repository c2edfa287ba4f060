import { mergeGroups } from '../../engine/group.ts';
import type { RuleGroup } from '../../lessons/types.ts';
import type { Fixed, Remaining } from '../fix.ts';
import { joined, line, type Shown } from './shown.ts';
import { counted, type Style } from './style.ts';

/** Fixes that are named one by one; of more, their number says enough. */
const NAMED = 10;

/**
 * What remains of a file as people count it: the hints of one group at one place are one, as in the report of a check.
 * What can be done about one of them is said of all.
 */
export function groupedRemaining(
  remaining: readonly Remaining[],
  groups: readonly RuleGroup[],
): readonly Remaining[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  return mergeGroups(
    remaining,
    ({ place }) => place,
    ({ group }) => (group === undefined ? undefined : byId.get(group)),
    (_, members) => [...members].sort((a, b) => rankOf(a) - rankOf(b))[0] ?? members[0],
  );
}

function rankOf({ why }: Remaining): number {
  return REASONS.findIndex(([each]) => each === why);
}

/** What was fixed, file by file, and what is left and why. */
export function fixSummary(
  fixed: readonly Fixed[],
  remaining: readonly Remaining[],
  request: { readonly dryRun: boolean; readonly suggested: boolean },
  style: Style,
): Shown {
  const count = fixed.reduce((sum, { applied }) => sum + applied.length, 0);
  const lines = fixed.map(({ shown, applied }) => line`${style.bold(shown)}  ${tally(applied)}`);
  const verb = request.dryRun ? 'would be applied' : 'applied';
  const what =
    count > 0
      ? `${counted(count, 'fix').replace(/fixs$/, 'fixes')} ${verb} in ${counted(fixed.length, 'file')}`
      : request.suggested
        ? 'Nothing to fix'
        : 'Nothing to fix safely';
  const rest =
    remaining.length === 0
      ? 'No hints remain.'
      : `${counted(remaining.length, 'hint')} ${remaining.length === 1 ? 'remains' : 'remain'}.`;
  return joined([...lines, line`${what}. ${rest}`, ...reasons(remaining)], '\n');
}

function tally(titles: readonly string[]): Shown {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  return joined(
    [...counts].map(([title, count]) =>
      count > 1 ? line`${quoted(title)} (${count} times)` : line`${quoted(title)}`,
    ),
    '; ',
  );
}

/** In the order in which a person can do something about them. */
const REASONS: readonly (readonly [why: Remaining['why'], one: string, several: string, isNamed: boolean])[] =
  [
    ['breaks', 'has a fix that would break the file', 'have fixes that would break their files', true],
    [
      'repeats',
      'is there again after its fix was applied',
      'are there again after their fixes were applied',
      true,
    ],
    ['unwritten', 'is in a file that was not changed', 'are in files that were not changed', false],
    ['later', 'has a fix for another run', 'have fixes for another run', false],
    ['elsewhere', 'has a fix that changes another file', 'have fixes that change another file', true],
    ['kind', 'has only a suggested fix', 'have only suggested fixes', false],
    ['none', 'has no fix', 'have no fix', false],
  ];

function reasons(remaining: readonly Remaining[]): Shown[] {
  return REASONS.flatMap(([why, one, several, isNamed]) => {
    const these = remaining.filter((each) => each.why === why);
    if (these.length === 0) return [];
    const is = these.length === 1 ? one : several;
    const way = why === 'kind' ? `; --suggested applies ${these.length === 1 ? 'it' : 'them'}` : '';
    const named = isNamed ? these.slice(0, NAMED).flatMap(({ at }) => at ?? []) : [];
    return [
      line`  ${these.length} ${is}${way}${named.length > 0 ? ':' : ''}`,
      ...named.map(({ shown, line: number, fix }) => line`    ${shown}:${number}  ${quoted(fix)}`),
      ...(isNamed && these.length > NAMED ? [line`    and ${these.length - NAMED} more`] : []),
    ];
  });
}

/** Titles mark code with backticks; in a terminal quotes do. */
function quoted(title: string): string {
  return title.replaceAll('`', "'");
}
