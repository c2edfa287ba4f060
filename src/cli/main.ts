#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import type { Ending } from './commands.ts';
import { run } from './run.ts';

/** `node dist/cli.js …`: runs the command of the arguments, prints, and ends with its code. */

/**
 * Lets V8 wait longer than usual before it optimises a function. A command that ends within a second pays for
 * optimising on the cores that the work needs, and rarely gets anything back; measured, a fifth of its processor time.
 */
function delayOptimising(): void {
  setFlagsFromString('--interrupt-budget=2000000');
  setFlagsFromString('--liftoff-only');
}

/** Prints everything before the process ends, however slow the reader is; a reader that has gone is no error. */
function end({ output, remarks, code }: Ending): void {
  const finish = () => process.exit(code);
  process.stdout.on('error', finish);
  process.stderr.on('error', finish);
  const rest = () => (output === '' ? finish() : process.stdout.write(output, finish));
  if (remarks.length === 0) rest();
  else process.stderr.write(`${remarks.join('\n')}\n`, rest);
}

delayOptimising();
void run(process.argv.slice(2)).then(end);
