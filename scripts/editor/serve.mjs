/** Serves the embedded editor on the loopback interface and ends it again. */
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../lib/log.mjs';
import { testResults } from '../lib/paths.mjs';
import { freePort, loopback as host } from '../lib/ports.mjs';
import { endProcess, endWithThisProcess, tail } from '../lib/process.mjs';
import { removeFolder } from '../lib/removeFolder.mjs';
import { ensureEditor } from './install.mjs';
import { cleanEnvironment, declarative, installPackage, placePackage } from './packages.mjs';

/** What every profile starts from; a caller's settings come on top. */
export const baseSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * What the editor does beside the tests costs more than the tests: npm for types, git for every folder, the drawing of what
 * moves, and of each file once more, small.
 */
export const testSettings = {
  'typescript.disableAutomaticTypeAcquisition': true,
  'git.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'workbench.reduceMotion': 'on',
};

/** In milliseconds; so long that only a server that hangs is given up, on however busy a machine. */
const patience = 180_000;

/**
 * @typedef {object} ServerOptions
 * @property {string} [profile] folder that keeps the profile between runs; without it a fresh one is made
 *   and removed at the end
 * @property {Record<string, unknown>} [settings] user settings
 * @property {boolean} [replaceSettings] false keeps an existing settings file (default true)
 * @property {string} [vsix] package to install before serving
 * @property {boolean} [web] runs the extension's `browser` entry: its `main` is taken out once installed
 * @property {boolean} [testDriver] lets the page be asked to run a test suite (`payload`)
 * @property {number} [port] 0 or absent for a free one
 * @property {boolean} [isWhole] false leaves out those of the editor's own extensions that run programs, see
 *   {@link declarative} (default true)
 * @property {string} [name] names the log file
 * @property {number} [grace] seconds that an extension host outlives the loss of its window
 */

/**
 * What has to be known of a running editor to open windows in it, in this process or another.
 * @typedef {object} Place
 * @property {number} port
 * @property {string} extensions folder of the installed extensions
 * @property {string} userData user data of windows that bring none of their own, see profile.mjs
 * @property {string} log absolute path of the server's log
 * @property {string} logs folder in which the extension hosts write their logs
 */

/** Where an editor is served. */
export class EditorAddress {
  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    /** `host:port`, as it stands in `vscode-remote://` URIs */
    this.authority = `${host}:${place.port}`;
    this.origin = `http://${host}:${place.port}`;
  }

  get port() {
    return this.place.port;
  }
  get extensions() {
    return this.place.extensions;
  }
  get userData() {
    return this.place.userData;
  }
  get log() {
    return this.place.log;
  }

  /**
   * The address that opens a folder in this editor.
   * @param {string} folder absolute path, or a `.code-workspace` file
   * @param {Record<string, string>} [payload] options of the workbench, e.g. `extensionTestsPath`
   */
  url(folder, payload) {
    const query = new URLSearchParams();
    query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', uriPath(folder));
    if (payload) query.set('payload', JSON.stringify(Object.entries(payload)));
    return `${this.origin}/?${query}`;
  }

  /**
   * @param {string} path absolute path on this machine
   * @returns {string} its URI inside the editor
   */
  remoteUri(path) {
    return `vscode-remote://${this.authority}${uriPath(path)}`;
  }

  /** @returns {string} the folder of the installed extension */
  get extensionFolder() {
    const found = readdirSync(this.extensions, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
    );
    if (found.length !== 1 || !found[0]) {
      throw new Error(`expected one installed extension in ${this.extensions}, found ${found.length}`);
    }
    return join(this.extensions, found[0].name);
  }
}

/** A running editor. Made by {@link EditorServer.start}; end it with {@link EditorServer.stop}. */
export class EditorServer extends EditorAddress {
  /** @type {import('node:child_process').ChildProcess} */
  #child;
  /** @type {() => void} */
  #cleanUp;

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {Place} place
   * @param {() => void} cleanUp
   */
  constructor(child, place, cleanUp) {
    super(place);
    this.#child = child;
    this.#cleanUp = cleanUp;
    /** settles with the exit code when the server ends, however that comes about */
    this.ended = new Promise((settle) => child.once('exit', (code) => settle(code ?? 1)));
  }

  /**
   * @param {ServerOptions} [options]
   * @returns {Promise<EditorServer>} a server that answers
   * @throws {PlainError} when the package cannot be installed, the port is taken, or the server does not answer
   */
  static async start(options = {}) {
    const editor = await ensureEditor();
    const { isWhole = true } = options;
    const fresh = options.profile === undefined;
    const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'hindsight-editor-'));
    const cleanUp = () => {
      if (fresh) removeFolder(profile);
    };
    try {
      const folders = {
        serverData: join(profile, 'server'),
        userData: join(profile, 'user'),
        extensions: join(profile, 'extensions'),
      };
      for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
      writeSettings(folders.userData, options);
      if (options.vsix) {
        const { vsix, web = false } = options;
        // A kept profile may hold other extensions, so there the package is installed among them.
        await (fresh ? placePackage : installPackage)({ editor, vsix, web, ...folders });
      }
      const port = options.port || (await freePort());
      const logs = join(testResults, 'logs');
      mkdirSync(logs, { recursive: true });
      const log = join(logs, `${options.name ?? 'editor'}-${port}.log`);
      const child = spawn(
        editor.node,
        [
          editor.server,
          ...['--host', host, '--port', String(port), '--without-connection-token'],
          ...['--accept-server-license-terms', '--telemetry-level', 'off'],
          ...['--server-data-dir', folders.serverData],
          ...['--user-data-dir', folders.userData, '--extensions-dir', folders.extensions],
          ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
          ...(isWhole ? [] : ['--builtin-extensions-dir', declarative(editor, join(profile, 'builtin'))]),
          // An extension host whose window is gone would wait three hours for it to come back.
          ...(options.grace === undefined ? [] : ['--reconnection-grace-time', String(options.grace)]),
        ],
        { stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment(), windowsHide: true },
      );
      const file = createWriteStream(log);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          file.write(chunk);
          if (output.length < 20_000) output += chunk;
        });
      }
      const place = {
        port,
        extensions: folders.extensions,
        userData: folders.userData,
        log,
        logs: join(folders.serverData, 'data', 'logs'),
      };
      const server = new EditorServer(child, place, () => {
        file.end();
        cleanUp();
      });
      running.add(server);
      endWithThisProcess(killAll);
      try {
        await server.#answers(() => output);
      } catch (error) {
        await server.stop();
        throw error;
      }
      return server;
    } catch (error) {
      cleanUp();
      throw error;
    }
  }

  /** @param {() => string} output */
  async #answers(output) {
    const deadline = Date.now() + patience;
    let ended = false;
    void this.ended.then(() => {
      ended = true;
    });
    while (Date.now() < deadline) {
      if (ended) {
        const taken = /EADDRINUSE/.test(output());
        throw new PlainError(
          taken
            ? `Port ${this.port} is taken by another program. Choose another one with --port.`
            : `The editor's server ended at once. It said:\n${tail(output())}`,
        );
      }
      const answer = await fetch(`${this.origin}/version`).catch(() => undefined);
      if (answer?.ok) return;
      await wait(50);
    }
    throw new PlainError(
      `The editor's server did not answer within ${patience / 1000} s. Its log: ${this.log}`,
    );
  }

  /** Ends the server without waiting; for a process that is about to end. */
  kill() {
    this.#child.kill();
    this.#cleanUp();
  }

  /** Ends the server and everything that it started, and removes a fresh profile. Safe to call twice. */
  async stop() {
    if (!running.delete(this)) return;
    await endProcess(this.#child);
    this.#cleanUp();
  }
}

/** @type {Set<EditorServer>} */
const running = new Set();

/** A server must not outlive a process that ends without stopping it. */
function killAll() {
  for (const server of running) server.kill();
}

/** Ends every server of this process; for signal handlers. */
export async function stopAllServers() {
  await Promise.all([...running].map((server) => server.stop()));
}

/**
 * Writes the user settings of a profile: what every profile starts from, and a caller's own on top.
 * @param {string} userData
 * @param {Pick<ServerOptions, 'settings' | 'replaceSettings'>} options
 */
export function writeSettings(userData, options) {
  const file = join(userData, 'User', 'settings.json');
  if (options.replaceSettings === false && existsSync(file)) return;
  mkdirSync(join(userData, 'User'), { recursive: true });
  // Not as machine settings: those would win over what a test or a person changes while the editor runs.
  writeFileSync(file, `${JSON.stringify({ ...baseSettings, ...options.settings }, null, 2)}\n`);
}

/**
 * @param {string} path absolute path of this machine
 * @returns {string} the path part of its `file:` URI, e.g. `/c:/work` on Windows
 */
function uriPath(path) {
  return decodeURIComponent(pathToFileURL(path).pathname);
}
