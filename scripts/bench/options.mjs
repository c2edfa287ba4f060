/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';
import { PlainError } from '../lib/log.mjs';

/**
 * @typedef {object} Options
 * @property {number | undefined} runs
 * @property {readonly string[]} skip names of parts
 * @property {boolean} resume
 * @property {'yes' | 'no' | 'quiet'} readme `quiet`: rows of a busy machine do not replace those of a quiet one
 * @property {boolean} help
 */

/** How often the whole processes run, and at most everything else. */
export const defaultRuns = 7;

/**
 * @param {readonly string[]} args
 * @param {readonly string[]} names of all parts
 * @returns {Options}
 * @throws {PlainError} for what it does not understand
 */
export function readOptions(args, names) {
  const values = parse(args);
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  if (runs !== undefined && (!Number.isInteger(runs) || runs < 1))
    throw new PlainError('--runs needs a whole number from 1 on.');
  if (values.readme && values['no-readme'])
    throw new PlainError('--readme and --no-readme contradict each other.');
  const skip = (values.skip ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
    .flatMap((word) => {
      const found = names.filter((name) => name === word || name.startsWith(`${word}-`));
      if (found.length === 0)
        throw new PlainError(`There is no part ${word}; there are ${names.join(', ')}.`);
      return found;
    });
  return {
    runs,
    skip,
    resume: values.resume ?? false,
    readme: values.readme ? 'yes' : values['no-readme'] ? 'no' : 'quiet',
    help: values.help ?? false,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string' },
        skip: { type: 'string' },
        resume: { type: 'boolean' },
        readme: { type: 'boolean' },
        'no-readme': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new PlainError(`${error instanceof Error ? error.message : error}\n\n${help([])}`);
  }
}

/**
 * @param {readonly string[]} names of all parts
 * @returns {string}
 */
export function help(names) {
  const parts = names.length > 0 ? `\n\nParts: ${names.join(', ')}.` : '';
  return `npm run bench [-- OPTIONS]

Measures Hindsight, and other tools beside it, and writes the table in README.md. Each part is measured
on its own; what is measured is kept in test-results/bench.json at once.

  --runs N         how often whole processes run (default ${defaultRuns}), manifests and tours at most as often
  --skip PART,...  leaves parts out; "panel" stands for all parts whose name begins with "panel-"
  --resume         measures only what is missing or failed in test-results/bench.json, when machine,
                   versions and commit are the same
  --no-readme      does not write README.md
  --readme         writes rows into README.md even if they were measured on a busy machine
  --help           shows this

What goes into README.md: rows of this run replace those that are there. Rows of parts that failed or
were skipped stay, with their date. The machine counts as busy for a part when other programs use more
than a quarter of its processor cores before or after that part; such rows never replace rows of a quiet
machine unless --readme is given, and the lines below the table say that they are from a busy machine.

The exit code is 0 when every part that was asked for has been measured, otherwise 1.${parts}`;
}
