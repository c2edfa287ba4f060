/**
 * What the tests of one phase share: an editor's server for each kind of host, and a browser for each lane. A lane runs
 * one suite at a time, so that nothing of a browser (the clipboard, the focus) is ever used by two of them.
 */
import { chromium } from 'playwright-core';
import { freePort, loopback } from '../lib/ports.mjs';
import { ensureBrowser } from './browser.mjs';
import { EditorServer } from './serve.mjs';

/** Names the browser's address and the servers' places for the processes that tests run in. */
const BROWSER = 'HINDSIGHT_BROWSER_URL';
export const SERVERS = 'HINDSIGHT_SERVERS';

/**
 * `development`: no package; windows bring the extension themselves. `whole`: as `node`, with all of the editor's own
 * extensions, as every reader has them.
 * @typedef {'node' | 'web' | 'whole' | 'development'} Kind
 */

/**
 * A browser that any process can drive by itself.
 * @typedef {object} LaneBrowser
 * @property {string} url where it listens
 * @property {() => Promise<void>} close
 */

/** Seconds; a window that was closed has no use for its extension host. */
const grace = 30;

export class Stage {
  #vsix;
  #isForWindows;
  /** @type {Map<number, Promise<LaneBrowser>>} */
  #browsers = new Map();
  /** @type {Map<Kind, Promise<EditorServer>>} */
  #servers = new Map();

  /**
   * @param {{ vsix?: string | undefined, isForWindows?: boolean }} options `vsix`: the package that servers of kind node and
   *   web hold; `isForWindows`: whether the browsers are for windows of an editor, and not for pages of the panel alone
   */
  constructor({ vsix, isForWindows = true }) {
    this.#vsix = vsix;
    this.#isForWindows = isForWindows;
  }

  /**
   * The browser of a lane; a new one where the last has ended.
   * @param {number} lane from 0
   * @returns {Promise<LaneBrowser>}
   */
  browser(lane) {
    const known = this.#browsers.get(lane);
    if (known) return known;
    const forget = () => {
      if (this.#browsers.get(lane) === started) this.#browsers.delete(lane);
    };
    const started = launch(forget, this.#isForWindows);
    this.#browsers.set(lane, started);
    // The caller gets the reason for a failed start from the promise itself.
    started.catch(forget);
    return started;
  }

  /**
   * The server of a kind; a new one where the last has ended.
   * @param {Kind} kind
   * @returns {Promise<EditorServer>}
   */
  server(kind) {
    const known = this.#servers.get(kind);
    if (known) return known;
    const development = kind === 'development';
    if (!development && !this.#vsix) throw new Error('There is no package to serve.');
    const started = EditorServer.start({
      ...(development ? { testDriver: true } : { vsix: this.#vsix ?? '', web: kind === 'web' }),
      isWhole: kind === 'whole',
      name: kind,
      grace,
    });
    const forget = () => {
      if (this.#servers.get(kind) === started) this.#servers.delete(kind);
    };
    this.#servers.set(kind, started);
    started.then((server) => server.ended.then(forget), forget);
    return started;
  }

  /**
   * The variables that tell a process of tests where to go.
   * @param {number} lane
   * @param {readonly Kind[]} kinds servers that it may open windows in
   * @returns {Promise<Record<string, string>>}
   */
  async environment(lane, kinds) {
    const browser = await this.browser(lane);
    const servers = await Promise.all(kinds.map(async (kind) => [kind, (await this.server(kind)).place]));
    return {
      [BROWSER]: browser.url,
      ...(kinds.length > 0 ? { [SERVERS]: JSON.stringify(Object.fromEntries(servers)) } : {}),
    };
  }

  async close() {
    const ends = [
      ...[...this.#browsers.values()].map(async (browser) => (await browser).close()),
      ...[...this.#servers.values()].map(async (server) => (await server).stop()),
    ];
    await Promise.allSettled(ends);
  }
}

/**
 * @param {() => void} onClose
 * @param {boolean} isForWindows
 * @returns {Promise<LaneBrowser>}
 */
async function launch(onClose, isForWindows) {
  const { args, ...options } = await launchOptions(isForWindows);
  const port = await freePort();
  // Playwright's own server would stand between the tests and the browser, and read and write all that they say.
  const server = await chromium.launchServer({
    ...options,
    args: [...args, `--remote-debugging-port=${port}`],
  });
  server.on('close', onClose);
  return { url: `http://${loopback}:${port}`, close: () => server.close() };
}

/**
 * The browser that tests of this process use: the one of its lane, or one of its own where nothing is shared. Closing it
 * ends a browser of its own, and of a shared one only the connection with the contexts made through it.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function openBrowser() {
  const shared = process.env[BROWSER];
  return shared ? chromium.connectOverCDP(shared) : chromium.launch(await launchOptions(false));
}

/**
 * A window of a test does not live long enough to earn back what compiling the editor's scripts once more, for speed,
 * takes. A page of the panel has little of its own to compile, and is looked at by axe-core again and again.
 */
const unoptimised = '--js-flags=--no-maglev,--no-turbofan';

/** @param {boolean} isForWindows */
async function launchOptions(isForWindows) {
  const found = await ensureBrowser();
  return {
    executablePath: found.executablePath,
    args: [...found.args, ...(isForWindows ? [unoptimised] : [])],
    env: /** @type {Record<string, string>} */ ({ ...process.env, ...found.env }),
  };
}
