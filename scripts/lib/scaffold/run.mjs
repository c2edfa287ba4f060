/** What `new-topic`, `new-lesson` and `new-rule` have in common. */
import { resolve } from 'node:path';
import { commandLine } from '../command-line.mjs';
import { ensureDependencies } from '../dependencies.mjs';
import { PlainError, runMain, say, step } from '../log.mjs';
import { parseNames } from './names.mjs';

/**
 * What `--language` takes, for the usage. The templates themselves import packages, which a fresh clone has not got yet;
 * a test compares the two.
 */
export const LANGUAGES =
  'typescriptreact, typescript, dockerfile, dockercompose, kubernetes, yaml, shellscript';

const FOLDERS = `  --content FOLDER   another content folder than content/
  --out FOLDER       where what is generated from that folder is written; without it, nothing is
`;

/** @typedef {[topic: string, lesson: string, rule: string]} Names */

/**
 * Reads the command line, writes the files, runs what has to be run after them, and says how to go on.
 * `--content FOLDER` takes another content folder, and `--out FOLDER` writes what is generated from it there.
 * @param {object} options
 * @param {'newTopic' | 'newLesson' | 'newRule'} options.make
 * @param {string} options.usage what `--help` prints; its first line is the command
 * @param {{ least: number, most: number, example: string }} options.wanted the names on the command line
 * @param {Names} [options.defaults] for what is not named
 * @param {boolean} options.language whether `--language` is taken
 * @param {(names: Names) => { check: string, lines: readonly string[] }} options.next what is checked while it is
 *   written, and what to do in which order
 */
export function runScaffold({ make, usage, wanted, defaults = ['', '', ''], language, next }) {
  return runMain(async () => {
    const line = commandLine(
      { language: { type: 'string' }, content: { type: 'string' }, out: { type: 'string' } },
      usage + FOLDERS,
    );
    if (!line) return;
    const { values, positionals } = line;
    if (values.language !== undefined && !language)
      throw new PlainError('A lesson has no language; its rules have: npm run new-rule -- … --language ID');
    if (positionals.length > 1) throw new PlainError(`One at a time. Say where: ${wanted.example}`);
    const given = parseNames(positionals[0], wanted);
    const names = /** @type {Names} */ (given.map((name, index) => name || defaults[index]));
    const [topic, lesson, rule] = names;
    // These import packages, which a fresh clone has not got yet.
    await step('Dependencies', ensureDependencies);
    const [{ contentFolder }, write, { finish }] = await Promise.all([
      import('../content-files.mjs'),
      import('./write.mjs'),
      import('./finish.mjs'),
    ]);
    const content = resolve(values.content ?? contentFolder);
    for (const done of await write[make](content, names, values.language)) say(done);
    await finish({
      content,
      out: values.out === undefined ? undefined : resolve(values.out),
      rule: rule === '' ? undefined : `${topic}/${rule}`,
      // A lesson that was there before is not run for one more rule: it may have many examples.
      checked: [
        ...(rule === '' ? [] : [`${topic}/${rule}`]),
        ...(make === 'newRule' ? [] : [`${topic}/${lesson}`]),
      ],
    });
    const { check, lines } = next(names);
    const list = lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
    say(`
All of it works. Change it step by step, and run after each step: node scripts/check-content.mjs ${check}

${list}

What is left to write says TODO. check-content.mjs lists it, and \`npm run package\` stops at it.`);
  });
}
