/** Tests without a window beside those with one: they take what is left, and end with the run. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { spawnGivingWay } from '../../scripts/lib/giveWay.mjs';
import { root } from '../../scripts/lib/paths.mjs';

/** In milliseconds: only so long that a process that is forgotten ends the test. */
const patience = 60_000;

/** Says its number, and runs until it is ended. */
const lasting = ['-e', 'console.log(process.pid); setInterval(() => {}, 1e6);'];

async function firstLine(child: ReturnType<typeof spawn>): Promise<string> {
  const [data] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  return String(data).trim();
}

describe('a process that gives way', () => {
  it('is of lower priority, in its session as among all, and says how it ended', async () => {
    const child = spawnGivingWay(process.execPath, lasting, { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(await firstLine(child));
    assert.equal(pid, child.pid);
    assert.ok(getPriority(pid) >= 10, String(getPriority(pid)));
    const session = `/proc/${pid}/autogroup`;
    if (existsSync(session)) assert.match(readFileSync(session, 'utf8'), / nice 10\s*$/);
    child.kill('SIGKILL');
    const [code, signal] = await once(child, 'close');
    assert.deepEqual([code, signal], [null, 'SIGKILL']);
  });

  it('cannot be started where there is no program, as any other', async () => {
    const [error] = await once(spawnGivingWay(join(root, 'nothing-here'), [], {}), 'error');
    assert.equal(error.code, 'ENOENT');
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`ends with who started it, by ${signal}`, { skip: process.platform === 'win32' }, async () => {
      const module = pathToFileURL(join(root, 'scripts/lib/giveWay.mjs')).href;
      const starter = spawn(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `import { spawnGivingWay } from ${JSON.stringify(module)};
           spawnGivingWay(process.execPath, ${JSON.stringify(lasting)}, { stdio: ['ignore', 'inherit', 'inherit'] });`,
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const pid = Number(await firstLine(starter));
      assert.notEqual(pid, starter.pid);
      process.kill(pid, 0);
      // Its output is the starter's, and closed when both have ended.
      const closed = once(starter, 'close', { signal: AbortSignal.timeout(patience) }).catch((error) => {
        process.kill(pid, 'SIGKILL');
        throw error;
      });
      starter.kill(signal);
      const [code] = await closed;
      assert.equal(code, signal === 'SIGINT' ? 130 : 143);
    });
});
