import { isRecord } from '../base/guards.ts';
import { ownValue, setOwn } from '../base/own.ts';
import type { Severity } from './types.ts';

type RuleLevel = Severity | 'off';

/** Levels by rule id or topic id; the rule's own entry wins over its topic's. */
export type RuleSettings = Readonly<Record<string, RuleLevel>>;

const LEVELS: ReadonlySet<string> = new Set(['off', 'hint', 'information', 'warning', 'error']);

/**
 * Reads the value of the setting `hindsight.rules`. Whatever can be used is used.
 * @returns the settings, and one sentence for each entry that cannot be used.
 */
export function parseRuleSettings(
  value: unknown,
  isKnown: (id: string) => boolean,
): { settings: RuleSettings; problems: string[] } {
  if (value === undefined || value === null) return { settings: {}, problems: [] };
  if (!isRecord(value)) {
    return {
      settings: {},
      problems: ['"hindsight.rules" must be an object of rule or topic ids and levels; it is ignored.'],
    };
  }
  const settings: Record<string, RuleLevel> = {};
  const problems: string[] = [];
  for (const [id, level] of Object.entries(value)) {
    if (!isKnown(id)) {
      problems.push(`"hindsight.rules" names "${id}", which is no rule and no topic.`);
    } else if (typeof level !== 'string' || !LEVELS.has(level)) {
      problems.push(
        `"hindsight.rules" gives "${id}" the level ${JSON.stringify(level)}; use off, hint, information, warning or error.`,
      );
    } else {
      setOwn(settings, id, level as RuleLevel);
    }
  }
  return { settings, problems };
}

/** The level a rule runs at: its own entry, else its topic's, else `undefined` for the rule's default. */
export function levelOf(settings: RuleSettings, rule: { id: string; topic: string }): RuleLevel | undefined {
  return ownValue(settings, rule.id) ?? ownValue(settings, rule.topic);
}

/** The severity one step below; `hint` stays. */
export function lower(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : severity === 'warning' ? 'information' : 'hint';
}
