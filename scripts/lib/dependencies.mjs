/** Makes the packages of package-lock.json present, so that one command is enough on a fresh clone. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlainError } from './log.mjs';
import { root } from './paths.mjs';
import { run, tail } from './process.mjs';

const minimumNode = 20;

/**
 * Runs npm with the Node that runs this script, whether or not the script was itself started by npm.
 * @param {readonly string[]} args
 * @param {{ cwd: string, show?: boolean }} options
 */
export async function npm(args, options) {
  const script = npmScript();
  const env = { ...process.env };
  // These describe the outer `npm start` or `npm test`; an inner npm would take them for its own settings.
  for (const key of Object.keys(env))
    if (/^npm_(config_(global|prefix|local_prefix|omit|only|production)$|package_|lifecycle_)/i.test(key))
      delete env[key];
  delete env['NODE_ENV'];
  if (script) return run(process.execPath, [script, ...args], { ...options, env });
  // On Windows npm is a .cmd file, which only a shell can start; no argument here comes from outside.
  return run('npm', args, { ...options, env, shell: process.platform === 'win32' });
}

/** @returns {string | undefined} npm's own script, where it lies beside Node or was named by an outer npm */
function npmScript() {
  const outer = process.env['npm_execpath'];
  const beside = dirname(process.execPath);
  return [
    ...(outer && /npm-cli\.c?js$/.test(outer) ? [outer] : []),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => existsSync(file));
}

/**
 * Installs the dependencies where node_modules does not hold what package-lock.json asks for. No install
 * script runs: esbuild and Biome start their platform binaries through a small wrapper without one, and the
 * one package that has an install script with a download (keytar, optional to vsce) is not used here.
 * @returns {Promise<{ note: string }>}
 * @throws {PlainError} for an old Node, or when npm fails
 */
export async function ensureDependencies() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < minimumNode) {
    throw new PlainError(
      `Hindsight is built with Node ${minimumNode} or newer; this is Node ${process.versions.node}. Install a newer Node and run the command again.`,
    );
  }
  const reason = staleReason();
  if (!reason) return { note: 'in step' };
  const result = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root }).catch(
    (error) => {
      throw new PlainError(
        `npm could not be started (${error.message}). Install npm, which comes with Node, and try again.`,
      );
    },
  );
  if (result.code !== 0) {
    throw new PlainError(
      `npm could not install the dependencies. Check the network and npm's registry setting (npm config get registry), then run the command again. npm said:\n${tail(result.output)}`,
    );
  }
  const still = staleReason();
  if (still) throw new PlainError(`npm ran, but ${still}. Delete node_modules and run the command again.`);
  return { note: `installed, because ${reason}` };
}

/**
 * Compares package-lock.json with the record that npm keeps of what it installed.
 * @returns {string | undefined} why an install is needed, or undefined when everything is in place
 */
function staleReason() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (!wanted)
    throw new PlainError(
      'package-lock.json is missing or damaged. Restore it with: git checkout package-lock.json',
    );
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return 'node_modules is missing or incomplete';
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    // Optional packages of other platforms are not installed, so only a different version counts for them.
    if (!found && entry.optional) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (found?.version !== entry.version) return `${name} ${entry.version} is not installed`;
    if (!path.slice('node_modules/'.length).includes('node_modules/') && !existsSync(join(root, path))) {
      return `${name} is missing`;
    }
  }
  return undefined;
}

/**
 * @param {string} file a package-lock.json of version 2 or 3
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    // Missing and half-written mean the same to the callers: there is no usable record.
    return undefined;
  }
}
