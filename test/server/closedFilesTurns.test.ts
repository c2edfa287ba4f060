import assert from 'node:assert/strict';
import { afterEach, beforeEach, it, mock } from 'node:test';
import type { Analysis } from '../../src/server/analysis.ts';
import { ClosedFiles } from '../../src/server/closedFiles.ts';
import type { OpenFiles } from '../../src/server/openFiles.ts';
import type { Workspace } from '../../src/server/workspace.ts';

/** When files that are not open are looked at: after the typing, not beside a whole check, and one after the other. */

const PAUSE = 1000;

let looked: string[];
/** What lets the look at a file come to its end. */
let ends: Map<string, () => void>;
let files: ClosedFiles;
beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  looked = [];
  ends = new Map();
  files = new ClosedFiles({
    analysis: { affectedBy: () => [] } as unknown as Analysis,
    openFiles: { get: () => undefined, recheck: () => undefined } as unknown as OpenFiles,
    workspace: {
      isShown: false,
      checkOne: (uri: string) => {
        looked.push(uri);
        return new Promise((resolve) => ends.set(uri, () => resolve({ hints: [], keys: [] })));
      },
    } as unknown as Workspace,
    givenUp: new Set(),
    onHints: () => undefined,
    onStale: () => undefined,
    onError: (what, error) => assert.fail(`${what}: ${String(error)}`),
  });
});
afterEach(() => mock.timers.reset());

async function pass(): Promise<void> {
  mock.timers.tick(PAUSE);
  await new Promise((resolve) => setImmediate(resolve));
}

it('files wait for the end of what looks at all files', async () => {
  let end: () => void = () => undefined;
  const whole = files.during(() => new Promise<void>((resolve) => (end = resolve)));
  files.recheck(['a']);
  await pass();
  assert.deepEqual(looked, []);
  end();
  await whole;
  assert.deepEqual(looked, [], 'what was found is answered first');
  await pass();
  assert.deepEqual(looked, ['a']);
});

it('a file that is looked at when all files are begun is the last one before them', async () => {
  files.recheck(['a', 'b']);
  await pass();
  let end: () => void = () => undefined;
  const whole = files.during(() => new Promise<void>((resolve) => (end = resolve)));
  ends.get('a')?.();
  await pass();
  assert.deepEqual(looked, ['a']);
  end();
  await whole;
  await pass();
  assert.deepEqual(looked, ['a', 'b']);
});

it('a file is not looked at twice at a time, and once more when something happens meanwhile', async () => {
  files.recheck(['a']);
  await pass();
  files.recheck(['a']);
  files.recheck(['b']);
  await pass();
  assert.deepEqual(looked, ['a']);
  ends.get('a')?.();
  await pass();
  assert.deepEqual(looked, ['a', 'a']);
  ends.get('a')?.();
  await pass();
  assert.deepEqual(looked, ['a', 'a', 'b']);
});
