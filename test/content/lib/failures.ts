import assert from 'node:assert/strict';

/** Fails with all that went wrong, each in its own words. */
export function assertNone(failures: readonly string[]): void {
  if (failures.length > 0) assert.fail(`\n${failures.join('\n\n')}\n`);
}
