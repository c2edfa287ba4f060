/** npm for the benchmark's own packages. */
import { npm } from '../lib/dependencies.mjs';
import { PlainError } from '../lib/log.mjs';
import { tail } from '../lib/process.mjs';

/**
 * @param {string[]} args
 * @param {string} cwd
 * @throws {PlainError} when npm fails
 */
export async function runNpm(args, cwd) {
  const result = await npm(args, { cwd });
  if (result.code === 0) return;
  throw new PlainError(
    `npm ${args[0]} failed; check the network and npm's registry setting. npm said:\n${tail(result.output)}`,
  );
}
