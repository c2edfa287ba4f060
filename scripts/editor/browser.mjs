/**
 * The browser that drives the editor in tests: the Chromium that an npm package carries (Linux x64), else a
 * Chrome, Chromium or Edge of this machine.
 */
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { PlainError } from '../lib/log.mjs';
import { editorCache } from '../lib/paths.mjs';
import { run } from '../lib/process.mjs';
import { isComplete, moveIntoPlace, removeLeftovers } from './install.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {object} Browser
 * @property {string} executablePath
 * @property {Record<string, string>} env variables that the browser needs beside the process's own
 * @property {readonly string[]} args
 */

/**
 * Without a sandbox (it only ever opens our own loopback pages), a GPU, or anything that calls home. Drawing without a
 * GPU happens in the browser's own process: pages handed to another one and back took a quarter of all the time.
 */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--in-process-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * Finds or unpacks the browser. `HINDSIGHT_BROWSER` names another one.
 * @returns {Promise<Browser & { note: string }>}
 * @throws {PlainError} when there is none
 */
export async function ensureBrowser() {
  const named = process.env['HINDSIGHT_BROWSER'];
  if (named) {
    if (!existsSync(named)) throw new PlainError(`HINDSIGHT_BROWSER names ${named}, which does not exist.`);
    return { executablePath: named, env: {}, args, note: named };
  }
  const packaged = process.platform === 'linux' && process.arch === 'x64' ? await unpack() : undefined;
  if (packaged) return packaged;
  const found = findInstalled();
  if (found) return { executablePath: found, env: {}, args, note: found };
  throw new PlainError(
    'No browser to test with: install Chrome, Chromium or Edge, or name one with the variable HINDSIGHT_BROWSER.',
  );
}

/** @returns {Promise<(Browser & { note: string }) | undefined>} undefined where the packaged one cannot start */
async function unpack() {
  const entry = require.resolve('@sparticuz/chromium');
  const home = join(dirname(entry), '..', '..');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const target = join(editorCache, `chromium-${version}`);
  let note = `Chromium ${version}`;
  if (!isComplete(target)) {
    const { extract } = createRequire(entry)('tar-fs');
    const partial = `${target}.partial-${process.pid}`;
    mkdirSync(partial, { recursive: true });
    removeLeftovers(target);
    const bin = join(home, 'bin');
    try {
      await Promise.all([
        inflate(join(bin, 'chromium.br'), createWriteStream(join(partial, 'chromium'), { mode: 0o755 })),
        inflate(join(bin, 'swiftshader.tar.br'), extract(partial)),
        inflate(join(bin, 'al2023.tar.br'), extract(join(partial, 'libraries'))),
        inflate(join(bin, 'fonts.tar.br'), extract(join(partial, 'fonts'))),
      ]);
      const fonts = join(target, 'fonts');
      writeFileSync(
        join(partial, 'fonts.conf'),
        `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${join(target, 'font-cache')}</cachedir></fontconfig>\n`,
      );
      writeFileSync(join(partial, 'complete.json'), JSON.stringify({ version }));
      await moveIntoPlace(partial, target);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      throw error;
    }
    note += ', unpacked';
  }
  const executablePath = join(target, 'chromium');
  /** @type {Record<string, string>} */
  const env = {};
  if (!hasFonts()) env['FONTCONFIG_FILE'] = join(target, 'fonts.conf');
  let answer = await run(executablePath, ['--version', '--no-sandbox'], { timeout: 300_000 });
  if (answer.code !== 0) {
    // A machine without nss, nspr or expat: the package carries them.
    const libraries = join(target, 'libraries', 'lib');
    env['LD_LIBRARY_PATH'] = [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter);
    answer = await run(executablePath, ['--version', '--no-sandbox'], {
      timeout: 300_000,
      env: { ...process.env, ...env },
    });
    if (answer.code !== 0) return undefined;
    note += ', with its own libraries';
  }
  return { executablePath, env, args, note };
}

/**
 * @param {string} from
 * @param {NodeJS.WritableStream} to
 */
function inflate(from, to) {
  return pipeline(createReadStream(from), createBrotliDecompress({ chunkSize: 2 ** 20 }), to);
}

/** @returns {boolean} whether this machine has fonts of its own */
function hasFonts() {
  return [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(process.env['HOME'] ?? '/nowhere', '.fonts'),
  ].some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc)$/i.test(String(name))),
  );
}

/** @returns {string | undefined} an installed browser of the Chromium family */
function findInstalled() {
  /** @type {string[]} */
  let candidates = [];
  if (process.platform === 'darwin') {
    candidates = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  } else if (process.platform === 'win32') {
    const roots = [
      process.env['PROGRAMFILES'],
      process.env['PROGRAMFILES(X86)'],
      process.env['LOCALAPPDATA'],
    ];
    candidates = roots
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  } else {
    const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
    const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
    candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  }
  return candidates.find((file) => existsSync(file));
}
