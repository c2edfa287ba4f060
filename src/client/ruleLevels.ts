import { ownValue } from '../base/own.ts';

/** The setting `hindsight.rules`, as far as the client reads it: levels by the ids of rules and topics. */
type RuleLevels = Readonly<Record<string, unknown>>;

/** The topic of a rule's id. */
export function topicOf(rule: string): string {
  return rule.slice(0, rule.indexOf('/'));
}

/** Whether a rule is off: its own level wins over that of its topic. */
function isRuleOff(rule: string, levels: RuleLevels): boolean {
  return (ownValue(levels, rule) ?? ownValue(levels, topicOf(rule))) === 'off';
}

/** How many of some rules are off. */
export type OffState = 'none' | 'some' | 'all';

/** How many of a lesson's rules are off. A lesson is worth reading while one of them is on, or where it has none. */
export function offStateOf(rules: readonly string[], levels: RuleLevels): OffState {
  const off = rules.filter((rule) => isRuleOff(rule, levels)).length;
  if (off === 0) return 'none';
  return off === rules.length ? 'all' : 'some';
}
