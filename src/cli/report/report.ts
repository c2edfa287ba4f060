import { withoutReplaced } from '../../engine/insteadOf.ts';
import { levelOf, type RuleSettings } from '../../engine/settings.ts';
import type { Severity } from '../../engine/types.ts';
import { catalogue } from '../../generated/catalogue.ts';
import type { FailOn } from '../arguments.ts';
import type { Outcome } from '../check.ts';
import type { Report, ReportedFile, ReportedHint } from '../types.ts';

/** What a check found, with the settings of each given path applied. */
export function makeReport(
  outcome: Outcome,
  settings: readonly RuleSettings[],
  milliseconds: number,
): Report {
  const files: ReportedFile[] = [];
  let parsed = 0;
  for (const { target, result } of outcome.checked) {
    if (!result) continue;
    parsed++;
    const hints = applySettings(result.hints, settings[target.root] ?? {}, rangePlace);
    if (hints.length > 0) files.push({ path: target.shown, hints });
  }
  const count = files.reduce((sum, file) => sum + file.hints.length, 0);
  return {
    version: 1,
    files,
    skipped: outcome.skipped,
    summary: { files: outcome.checked.length, parsed, hints: count, milliseconds: Math.round(milliseconds) },
  };
}

/**
 * Hints at the levels that the settings give their rules, without those of rules that are off, and without those that
 * another one stands for.
 * @param placeOf tells places apart
 */
export function applySettings<H extends Pick<ReportedHint, 'rule' | 'severity'>>(
  hints: readonly H[],
  settings: RuleSettings,
  placeOf: (hint: H) => string,
): readonly H[] {
  const shown = hints.flatMap((hint) => {
    const level = levelOf(settings, { id: hint.rule, topic: hint.rule.slice(0, hint.rule.indexOf('/')) });
    if (level === 'off') return [];
    return [level ? { ...hint, severity: level } : hint];
  });
  return withoutReplaced(shown, (rule) => insteadOf.get(rule) ?? [], placeOf);
}

/** Tells the places of reported hints apart. */
export function rangePlace({ start, end }: ReportedHint): string {
  return `${start.line}:${start.column} ${end.line}:${end.column}`;
}

/** By the ids of rules; most stand for none. */
const insteadOf = new Map(
  catalogue.rules.flatMap((rule) => (rule.insteadOf ? [[rule.id, rule.insteadOf] as const] : [])),
);

const RANK = { hint: 0, information: 1, warning: 2, error: 3, never: 4 } as const;

/** Whether a hint stands at or above the level that makes the command fail. */
export function fails(
  report: { readonly files: readonly { readonly hints: readonly { readonly severity: Severity }[] }[] },
  failOn: FailOn,
): boolean {
  return report.files.some((file) => file.hints.some((hint) => RANK[hint.severity] >= RANK[failOn]));
}
