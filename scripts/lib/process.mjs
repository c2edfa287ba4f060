/** Child processes: run to the end, with their output kept for the error sentence. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 1 when ended by a signal
 * @property {string} output stdout and stderr, as they came
 */

/**
 * Runs a program to its end. Never throws for a non-zero exit code; throws when the program cannot start.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, shell?: boolean, timeout?: number }} [options]
 *   `show` also passes the output on; `timeout` in milliseconds ends the program with SIGKILL
 * @returns {Promise<RunResult>}
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const timer = options.timeout
      ? setTimeout(() => {
          output += `\nended after ${options.timeout} ms without finishing\n`;
          child.kill('SIGKILL');
        }, options.timeout)
      : undefined;
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (options.show) process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
      if (options.show) process.stderr.write(chunk);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Ends a child process and waits until it is gone: asks first, insists after `grace` milliseconds.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} [grace]
 * @returns {Promise<void>}
 */
export function endProcess(child, grace = 3000) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), grace);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/**
 * Ends what a process with a group of its own has left behind, and the process itself where it still runs; elsewhere than
 * on Windows, which has no such groups. Does nothing where there is nothing left.
 * @param {number | undefined} leader number of the process
 */
export function endGroup(leader) {
  if (process.platform === 'win32' || leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // There is nothing left of it.
  }
}

/** @type {Set<() => void>} */
const ends = new Set();

/**
 * Has something ended with this process, by a signal too: a failed test run, a Ctrl+C.
 * @param {() => void} end called once however often it is given, and not waited for
 */
export function endWithThisProcess(end) {
  if (ends.size === 0) {
    process.once('exit', () => {
      for (const each of ends) each();
    });
    for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
      // Other code that handles the signal ends the process itself.
      if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(code));
    }
  }
  ends.add(end);
}

/**
 * The last lines of a program's output, for an error sentence.
 * @param {string} output
 * @param {number} [lines]
 */
export function tail(output, lines = 15) {
  return output.trimEnd().split(/\r?\n/).slice(-lines).join('\n');
}

/**
 * Where a package's own program is, to be run with this Node.
 * @param {string} name package
 * @param {string} program its entry in `bin`
 * @returns {string} an absolute path
 */
export function programOf(name, program) {
  const manifestFile = require.resolve(`${name}/package.json`);
  const { bin } = require(manifestFile);
  return join(dirname(manifestFile), typeof bin === 'string' ? bin : bin[program]);
}
