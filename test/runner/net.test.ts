/** What the runner makes of tests that fail now and then: red, but for the one net that CI has. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hindsight-counts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs fixtures as `npm test` runs the files of its last phases. */
function run(ci: string | undefined, ...names: string[]): Promise<{ code: number | null; lines: string[] }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(process.cwd(), 'test/runner/fixtures/run.mjs'), ...names], {
      env: { ...process.env, CI: ci, HINDSIGHT_COUNTS: folder, NO_COLOR: '1', NODE_TEST_CONTEXT: undefined },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, lines: output.trimEnd().split('\n') }));
  });
}

const runs = (name: string) => Number(readFileSync(join(folder, name), 'utf8'));

describe('a test that fails in every second run', () => {
  it('makes the run fail, and is not tried again', async () => {
    const { code, lines } = await run(undefined, 'first', 'steady');
    assert.equal(lines.at(-1), '2 passed, 1 failed');
    assert.equal(code, 1);
    assert.equal(runs('first'), 1);
    assert.ok(!lines.some((line) => line.includes('unsteady')));
  });

  it('is listed as unsteady in CI, with its first failure, and the run holds', async () => {
    const { code, lines } = await run('true', 'first', 'steady');
    assert.equal(lines.at(-1), '3 passed, 0 failed', lines.join('\n'));
    assert.equal(code, 0);
    assert.equal(runs('first'), 2);
    const at = lines.findIndex((line) =>
      line.includes('unsteady: browser: test/runner/fixtures/first.test.ts'),
    );
    assert.ok(at >= 0 && at >= lines.length - 16, 'it stands in the last lines');
    const rest = lines.slice(at).join('\n');
    assert.match(rest, /first holds/);
    assert.match(rest, /this is run 1/);
  });

  it('makes the run fail in CI where there are two of them', async () => {
    const { code, lines } = await run('true', 'first', 'second', 'steady');
    assert.equal(lines.at(-1), '5 passed, 2 failed');
    assert.equal(code, 1);
    assert.equal(lines.filter((line) => line.includes('unsteady: ')).length, 2);
  });

  it('fails in CI too when it fails twice', async () => {
    const { code, lines } = await run('true', 'failing', 'steady');
    assert.equal(code, 1);
    assert.ok(!lines.some((line) => line.includes('unsteady')));
    assert.equal(lines.at(-1), '2 passed, 4 failed');
  });
});
