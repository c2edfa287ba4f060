/**
 * Installs the embedded editor: VS Code's own server as code-server carries it, and the Node 24 that it
 * wants. Everything comes from the npm registry, pinned by the lock file in `embedded/`; no native module
 * is compiled. It lies in `.vscode-test/`, so a second run installs nothing.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { npm } from '../lib/dependencies.mjs';
import { PlainError } from '../lib/log.mjs';
import { editorCache, root } from '../lib/paths.mjs';
import { run, tail } from '../lib/process.mjs';

const recipe = join(root, 'scripts', 'editor', 'embedded');
const nodeMajor = 24;
/** Part of the stamp: raise it when the steps below change what they leave behind. */
const steps = 1;

/**
 * @typedef {object} EmbeddedEditor
 * @property {string} node program that runs the server (Node 24)
 * @property {string} server absolute path of VS Code's `server-main.js`
 * @property {string} folder absolute path of `lib/vscode`
 * @property {string} version VS Code's version
 */

/** @type {Promise<EmbeddedEditor & { note: string }> | undefined} */
let present;

/**
 * Makes the embedded editor present; at once where this process has done so before.
 * @returns {Promise<EmbeddedEditor & { note: string }>}
 * @throws {PlainError} where npm fails, or where this platform has no Node 24 in reach
 */
export function ensureEditor() {
  present ??= install();
  return present;
}

/** @returns {Promise<EmbeddedEditor & { note: string }>} */
async function install() {
  const target = join(editorCache, `editor-${stamp()}`);
  let note = 'in place';
  if (!isComplete(target)) {
    await installInto(target);
    note = 'installed';
  }
  const folder = join(target, 'node_modules', 'code-server', 'lib', 'vscode');
  const version = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  return {
    node: await findNode(target),
    server: join(folder, 'out', 'server-main.js'),
    folder,
    version,
    note: `VS Code ${version}, ${note}`,
  };
}

/** @returns {string} names what an installation was made from, so that a changed pin is a new folder */
function stamp() {
  const hash = createHash('sha256').update(`${steps} ${process.platform} ${process.arch}`);
  hash.update(readFileSync(join(recipe, 'package-lock.json'), 'utf8').replaceAll('\r\n', '\n'));
  return hash.digest('hex').slice(0, 12);
}

/**
 * Installs into a folder of its own and renames it when whole, so that an interrupted run leaves nothing
 * that looks complete, and two runs at once do not meet.
 * @param {string} target
 */
async function installInto(target) {
  mkdirSync(editorCache, { recursive: true });
  removeLeftovers(target);
  const partial = `${target}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(recipe, partial, { recursive: true });
  try {
    await npmStep('the editor', partial, ['ci']);
    const vscode = join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
    await Promise.all([
      npmStep("the editor's server", vscode, ['install', '--omit=dev']),
      npmStep("the editor's built-in extensions", join(vscode, 'extensions'), ['install', '--omit=dev']),
    ]);
    // Chat is switched off in every profile we start, and its extension is a quarter of all built-in code.
    rmSync(join(vscode, 'extensions', 'copilot'), { recursive: true, force: true });
    writeFileSync(join(partial, 'complete.json'), JSON.stringify({ installed: new Date().toISOString() }));
    await moveIntoPlace(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/**
 * @param {string} what
 * @param {string} cwd
 * @param {readonly string[]} args
 */
async function npmStep(what, cwd, args) {
  const result = await npm([...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
  });
  if (result.code !== 0) {
    throw new PlainError(
      `npm could not install ${what}. Check the network and npm's registry setting, then run the command again; nothing half-installed was kept. npm said:\n${tail(result.output)}`,
    );
  }
}

/**
 * Removes installations of the same kind that were interrupted (their process is gone) or belong to an older
 * pin.
 * @param {string} target
 */
export function removeLeftovers(target) {
  const kind = basename(target).split('-')[0] + '-';
  for (const name of readdirSync(editorCache)) {
    if (!name.startsWith(kind)) continue;
    const path = join(editorCache, name);
    const owner = /\.partial-(\d+)$/.exec(name)?.[1];
    const stale = owner ? !isRunning(Number(owner)) : path !== target || !isComplete(path);
    if (!stale) continue;
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 });
    } catch {
      // The npm of an interrupted run may still be writing there. The folder does no harm and goes next time.
    }
  }
}

/** @param {string} folder */
export function isComplete(folder) {
  return existsSync(join(folder, 'complete.json'));
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
export async function moveIntoPlace(from, to) {
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      // Another run was first and its result is whole: use that one.
      if (isComplete(to)) {
        rmSync(from, { recursive: true, force: true });
        return;
      }
      // Virus scanners on Windows hold new files open for a moment.
      if (attempt === 10) throw error;
      await wait(200 * attempt);
    }
  }
}

/**
 * @param {string} target the installation
 * @returns {Promise<string>} a program that is Node 24
 */
async function findNode(target) {
  if (Number(process.versions.node.split('.')[0]) === nodeMajor) return process.execPath;
  const modules = join(target, 'node_modules');
  const packaged = readdirSync(modules)
    .filter((name) => /^node-(bin-)?(darwin|linux|win)-/.test(name))
    .map((name) => join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'));
  for (const file of [...packaged, 'node24', 'node']) {
    if (file.includes(modules) && !existsSync(file)) continue;
    // A packaged Node may be for another C library (Alpine), so each is asked before it is trusted.
    const answer = await run(file, ['--version'], { timeout: 300_000 }).catch(() => undefined);
    if (answer?.code === 0 && answer.output.trim().startsWith(`v${nodeMajor}.`)) return file;
  }
  throw new PlainError(
    `The editor wants Node ${nodeMajor}, and the npm registry has none that runs on ${process.platform}-${process.arch}. Install Node ${nodeMajor} and put it on PATH, or run this command with it.`,
  );
}
