#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { run } from './run.ts';
import { end } from './write.ts';

/** `node dist/cli.js …`: runs the command of the arguments, prints, and ends with its code. */

/**
 * Lets V8 wait longer than usual before it optimises a function, and not optimise the parsers' WASM at all. A command
 * that ends within a second pays for optimising on the cores that the work needs, and rarely gets anything back;
 * measured, a fifth of its processor time, and half a second for the lexers of the grammars.
 */
function delayOptimising(): void {
  setFlagsFromString('--interrupt-budget=2000000');
  setFlagsFromString('--liftoff-only');
}

delayOptimising();
void run(process.argv.slice(2)).then(end);
