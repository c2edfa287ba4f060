/** `npm start -- --desktop`: the extension in a VS Code of this machine, in a profile of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PlainError, say, step } from '../lib/log.mjs';
import { run, tail } from '../lib/process.mjs';

const windows = process.platform === 'win32';
const programs = ['code', 'code-insiders', 'codium'];

/**
 * Installs the package and opens the folder; returns when the window is closed.
 * @param {{ vsix: string, folder: string, profile: string }} options
 * @throws {PlainError} when no VS Code is on PATH, or it refuses the package
 */
export async function openDesktop({ vsix, folder, profile }) {
  const program = await find();
  const folders = ['--user-data-dir', join(profile, 'user'), '--extensions-dir', join(profile, 'extensions')];
  await step(`Install into ${program}`, async () => {
    const result = await run(...command(program, [...folders, '--install-extension', vsix, '--force']));
    if (result.code !== 0)
      throw new PlainError(`${program} could not install the package. It said:\n${tail(result.output)}`);
  });
  say(`\nHindsight is open on ${folder}. This command ends when its window is closed.`);
  const [file, args, options] = command(program, [...folders, '--new-window', '--wait', folder]);
  await new Promise((settle, fail) => {
    const child = spawn(file, args, { ...options, stdio: 'inherit' });
    child.once('error', fail);
    child.once('exit', settle);
  });
}

/** @returns {Promise<string>} */
async function find() {
  const named = process.env['HINDSIGHT_CODE'];
  for (const program of named ? [named] : programs) {
    const answer = await run(...command(program, ['--version'])).catch(() => undefined);
    if (answer?.code === 0) return program;
  }
  throw new PlainError(
    `No VS Code was found (${named ?? programs.join(', ')}). Install its shell command, name it with the variable HINDSIGHT_CODE, or run npm start without --desktop.`,
  );
}

/**
 * On Windows the program is a .cmd file, which only a shell starts; there the arguments have to be quoted.
 * @param {string} program
 * @param {string[]} args
 * @returns {[string, string[], { shell: boolean }]}
 */
function command(program, args) {
  return [program, windows ? args.map((arg) => `"${arg}"`) : args, { shell: windows }];
}
