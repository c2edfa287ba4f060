import { ownValue } from '../base/own.ts';

/** Replaces `{name}` by the name's value; a placeholder without a value is left in, so that the gap is visible. */
export function fillMessage(template: string, names: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => ownValue(names, name) ?? whole);
}
