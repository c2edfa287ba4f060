/** Serves the embedded editor on the loopback interface and ends it again. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../lib/log.mjs';
import { editorCache, testResults } from '../lib/paths.mjs';
import { endProcess, run, tail } from '../lib/process.mjs';
import { ensureEditor } from './install.mjs';

const host = '127.0.0.1';

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
 * @typedef {object} ServerOptions
 * @property {string} [profile] folder that keeps the profile between runs; without it a fresh one is made
 *   and removed at the end
 * @property {Record<string, unknown>} [settings] user settings
 * @property {boolean} [replaceSettings] false keeps an existing settings file (default true)
 * @property {string} [vsix] package to install before serving
 * @property {boolean} [web] runs the extension's `browser` entry: its `main` is taken out once installed
 * @property {boolean} [testDriver] lets the page be asked to run a test suite (`payload`)
 * @property {number} [port] 0 or absent for a free one
 * @property {string} [name] names the log file
 */

/** A running editor. Made by {@link EditorServer.start}; end it with {@link EditorServer.stop}. */
export class EditorServer {
  /** @type {import('node:child_process').ChildProcess} */
  #child;
  /** @type {() => void} */
  #cleanUp;

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {{ port: number, extensions: string, userData: string, log: string, cleanUp: () => void }} parts
   */
  constructor(child, parts) {
    this.#child = child;
    this.#cleanUp = parts.cleanUp;
    this.port = parts.port;
    /** `host:port`, as it stands in `vscode-remote://` URIs */
    this.authority = `${host}:${parts.port}`;
    this.origin = `http://${host}:${parts.port}`;
    this.extensions = parts.extensions;
    this.userData = parts.userData;
    /** absolute path of the server's log */
    this.log = parts.log;
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
    const fresh = options.profile === undefined;
    const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'hindsight-editor-'));
    const cleanUp = () => {
      if (fresh) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    };
    try {
      const folders = {
        serverData: join(profile, 'server'),
        userData: join(profile, 'user'),
        extensions: join(profile, 'extensions'),
      };
      for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
      writeSettings(folders.userData, options);
      if (options.vsix) await installPackage(editor, options.vsix, folders.extensions, options.web ?? false);
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
      const server = new EditorServer(child, {
        port,
        extensions: folders.extensions,
        userData: folders.userData,
        log,
        cleanUp: () => {
          file.end();
          cleanUp();
        },
      });
      running.add(server);
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
    const deadline = Date.now() + 30_000;
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
    throw new PlainError(`The editor's server did not answer within 30 s. Its log: ${this.log}`);
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

  /** Ends the server and everything that it started, and removes a fresh profile. Safe to call twice. */
  async stop() {
    if (!running.delete(this)) return;
    await endProcess(this.#child);
    this.#cleanUp();
  }
}

/** @type {Set<EditorServer>} */
const running = new Set();

/** Ends every server of this process; for signal handlers. */
export async function stopAllServers() {
  await Promise.all([...running].map((server) => server.stop()));
}

/**
 * Installs a package into an extensions folder. The work is done once per package and kept; every profile
 * gets a copy, which takes no time.
 * @param {import('./install.mjs').EmbeddedEditor} editor
 * @param {string} vsix
 * @param {string} extensions
 * @param {boolean} web
 */
async function installPackage(editor, vsix, extensions, web) {
  if (!existsSync(vsix))
    throw new PlainError(`The package ${vsix} does not exist. Build it with: npm run package`);
  const ready = await installedPackage(editor, vsix, web);
  rmSync(extensions, { recursive: true, force: true });
  cpSync(ready, extensions, { recursive: true });
  // The record of what is installed holds absolute paths of the folder it was made in.
  const record = join(extensions, 'extensions.json');
  const entries = JSON.parse(readFileSync(record, 'utf8'));
  for (const entry of entries) {
    const location = pathToFileURL(join(extensions, entry.relativeLocation));
    entry.location = { $mid: 1, path: decodeURIComponent(location.pathname), scheme: 'file' };
  }
  writeFileSync(record, JSON.stringify(entries));
}

/**
 * @param {string} vsix
 * @returns {Promise<string>} the folder of the unpacked extension, as an installation leaves it; only for reading
 */
export async function packagedExtension(vsix) {
  const folder = await installedPackage(await ensureEditor(), vsix, false);
  const [entry] = JSON.parse(readFileSync(join(folder, 'extensions.json'), 'utf8'));
  return join(folder, entry.relativeLocation);
}

/**
 * @param {import('./install.mjs').EmbeddedEditor} editor
 * @param {string} vsix
 * @param {boolean} web
 * @returns {Promise<string>} an extensions folder with that package in it
 */
async function installedPackage(editor, vsix, web) {
  const digest = createHash('sha256')
    .update(readFileSync(vsix))
    .update(String(web))
    .digest('hex')
    .slice(0, 12);
  const shelf = join(editorCache, 'packages');
  const target = join(shelf, `${web ? 'web' : 'node'}-${digest}`);
  if (existsSync(join(target, 'extensions.json'))) return target;
  mkdirSync(shelf, { recursive: true });
  const profile = mkdtempSync(join(shelf, 'partial-'));
  try {
    const extensions = join(profile, 'extensions');
    const result = await run(
      editor.node,
      [
        editor.server,
        ...[
          '--accept-server-license-terms',
          '--telemetry-level',
          'off',
          '--install-extension',
          resolve(vsix),
        ],
        ...['--server-data-dir', join(profile, 'server'), '--user-data-dir', join(profile, 'user')],
        ...['--extensions-dir', extensions],
      ],
      { env: cleanEnvironment(), timeout: 120_000 },
    );
    if (result.code !== 0 || !existsSync(join(extensions, 'extensions.json'))) {
      throw new PlainError(
        `The editor could not install ${basename(vsix)}. It said:\n${tail(result.output)}`,
      );
    }
    if (web) {
      for (const entry of JSON.parse(readFileSync(join(extensions, 'extensions.json'), 'utf8'))) {
        const manifestFile = join(extensions, entry.relativeLocation, 'package.json');
        const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
        if (!manifest.browser)
          throw new PlainError(`${basename(vsix)} has no browser entry, so it cannot run on the web.`);
        delete manifest.main;
        writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
      }
    }
    for (const old of readdirSync(shelf)) {
      // Builds come and go. One that is an hour old is of no run that still goes on.
      const path = join(shelf, old);
      if (statSync(path).mtimeMs < Date.now() - 3_600_000) rmSync(path, { recursive: true, force: true });
    }
    if (!existsSync(target)) renameSync(extensions, target);
    return target;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/**
 * @param {string} userData
 * @param {ServerOptions} options
 */
function writeSettings(userData, options) {
  const file = join(userData, 'User', 'settings.json');
  if (options.replaceSettings === false && existsSync(file)) return;
  mkdirSync(join(userData, 'User'), { recursive: true });
  // Not as machine settings: those would win over what a test or a person changes while the editor runs.
  writeFileSync(file, `${JSON.stringify({ ...baseSettings, ...options.settings }, null, 2)}\n`);
}

/** @returns {NodeJS.ProcessEnv} this process's variables without those that would steer another VS Code or Node */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST|npm_)/i.test(name),
    ),
  );
}

/** @returns {Promise<number>} a port of the loopback interface that was free a moment ago */
function freePort() {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, host, () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => settle(port));
    });
  });
}

/**
 * @param {string} path absolute path of this machine
 * @returns {string} the path part of its `file:` URI, e.g. `/c:/work` on Windows
 */
function uriPath(path) {
  return decodeURIComponent(pathToFileURL(path).pathname);
}
