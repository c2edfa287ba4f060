/** Reads the command line of a script: what it takes, `--help`, and an error in one line for what it does not know. */
import { parseArgs } from 'node:util';
import { PlainError, say } from './log.mjs';

/**
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} Options
 * @param {Options} options what the script takes; `--help` is always taken
 * @param {string} usage what `--help` prints; its first line is the command with its arguments
 * @returns what was given, or `undefined` where the usage was asked for and printed
 * @throws {PlainError} for an option that is not taken, or has no value
 */
export function commandLine(options, usage) {
  const config = /** @type {const} */ ({
    allowPositionals: true,
    options: /** @type {Options & { help: { type: 'boolean', short: 'h' } }} */ ({
      ...options,
      help: { type: 'boolean', short: 'h' },
    }),
  });
  try {
    const given = parseArgs(config);
    if (!(/** @type {{ help?: boolean }} */ (given.values).help)) return given;
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!code?.startsWith('ERR_PARSE_ARGS_')) throw error;
    // What follows the first sentence is about arguments that begin with a hyphen, and takes several lines.
    const what = message.split(/\.?\s*\n|\. /)[0];
    throw new PlainError(`${what}. Usage: ${usage.split('\n')[0]}`);
  }
  say(`Usage: ${usage.trim()}`);
  return undefined;
}
