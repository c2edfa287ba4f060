/** What has to be run after something new was written, so that `npm test` finds everything in step. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentFolder } from '../content-files.mjs';
import { PlainError, step } from '../log.mjs';
import { root } from '../paths.mjs';
import { run, tail } from '../process.mjs';

/**
 * Writes what follows from the content, then the snapshots of the rule, and runs the examples.
 * @param {object} options
 * @param {string} options.content absolute
 * @param {string | undefined} options.out where a content folder that is not ours has its generated files
 * @param {string | undefined} options.rule `<topic>/<rule>`
 * @param {readonly string[]} options.checked rules and lessons, with their topics
 * @throws {PlainError} when one of them does not end well
 */
export async function finish({ content, out, rule, checked }) {
  const isOurs = content === contentFolder;
  const folder = isOurs ? [] : ['--content', content];
  if (isOurs || out !== undefined)
    await step('Generated files', () => script('generate.mjs', [...folder, ...(out ? ['--out', out] : [])]));
  // The names of a topic may be the names of another, so they are given in full.
  const update = 'update.mjs';
  if (rule !== undefined && existsSync(join(root, 'scripts', update)))
    await step('Snapshot', () => script(update, [rule, ...folder]));
  await step('Examples', () => script('check-content.mjs', [...checked, ...folder]));
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 */
async function script(name, args) {
  const { code, output } = await run(process.execPath, [join(root, 'scripts', name), ...args], { cwd: root });
  if (code === 0) return;
  throw new PlainError(
    `The files are written, but \`node scripts/${name} ${args.join(' ')}\` says:\n${tail(output, 40)}`,
  );
}
