import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { openContent } from '../../../scripts/lib/content-runner.mjs';

/** The built-in pack, read once per test file. */
export const pack = await openContent();

/** A path below `content/`, with `/` on every machine. */
export function inContent(file: string): string {
  return relative(pack.content.root, file).replaceAll('\\', '/');
}

export const lessons = pack.content.topics.flatMap((topic) => topic.lessons);

/** Fails with all that went wrong, each in its own words. */
export function assertNone(failures: readonly string[]): void {
  if (failures.length > 0) assert.fail(`\n${failures.join('\n\n')}\n`);
}
