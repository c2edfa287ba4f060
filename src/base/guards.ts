/** Whether a value is an object with keys: neither `null` nor a list. Its values are unknown. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
