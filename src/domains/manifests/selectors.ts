import { ownValue } from '../../base/own.ts';

/** Labels of an object, or the pairs of a selector. */
export type Labels = Readonly<Record<string, string>>;

/** Whether labels carry every pair of a selector (equality-based, as a Service's). An empty selector matches nothing. */
export function matches(selector: Labels, labels: Labels): boolean {
  let any = false;
  for (const key in selector) {
    any = true;
    if (ownValue(labels, key) !== ownValue(selector, key)) return false;
  }
  return any;
}

/** The pairs of a selector that labels lack or hold with another value. */
export function differingPairs(
  selector: Labels,
  labels: Labels,
): { key: string; wanted: string; found?: string }[] {
  return Object.entries(selector).flatMap(([key, wanted]) => {
    const found = ownValue(labels, key);
    return found === wanted ? [] : [{ key, wanted, ...(found === undefined ? {} : { found }) }];
  });
}

/** One requirement of `matchExpressions`. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/**
 * Whether labels meet a requirement.
 * @returns `undefined` for an operator that this version does not know, which decides nothing
 */
export function meets(requirement: Requirement, labels: Labels): boolean | undefined {
  const value = ownValue(labels, requirement.key);
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value);
    case 'NotIn':
      return value === undefined || !requirement.values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return undefined;
  }
}
