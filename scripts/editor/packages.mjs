/** Puts a package (VSIX) into an editor's profile, with the editor's own installer. */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../lib/log.mjs';
import { editorCache } from '../lib/paths.mjs';
import { run, tail } from '../lib/process.mjs';
import { removeFolder } from '../lib/removeFolder.mjs';
import { ensureEditor } from './install.mjs';

/**
 * @typedef {object} Target
 * @property {import('./install.mjs').EmbeddedEditor} editor
 * @property {string} vsix
 * @property {boolean} web takes the `main` entry out, so that the `browser` entry runs in the web worker host
 * @property {string} serverData
 * @property {string} userData
 * @property {string} extensions
 */

/**
 * Installs a package beside whatever else a profile holds; an older one of the same name is replaced.
 * @param {Target} target
 * @throws {PlainError} when the package is missing, or the editor refuses it
 */
export async function installPackage(target) {
  const { editor, vsix, extensions } = target;
  if (!existsSync(vsix))
    throw new PlainError(`The package ${vsix} does not exist. Build it with: npm run package`);
  const result = await run(
    editor.node,
    [
      editor.server,
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...['--install-extension', resolve(vsix), '--force'],
      ...['--server-data-dir', target.serverData, '--user-data-dir', target.userData],
      ...['--extensions-dir', extensions],
    ],
    { env: cleanEnvironment(), timeout: 900_000 },
  );
  const record = join(extensions, 'extensions.json');
  if (result.code !== 0 || !existsSync(record)) {
    throw new PlainError(`The editor could not install ${basename(vsix)}. It said:\n${tail(result.output)}`);
  }
  if (!target.web) return;
  const newest = JSON.parse(readFileSync(record, 'utf8')).at(-1);
  const manifestFile = join(extensions, newest.relativeLocation, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  if (!manifest.browser) {
    throw new PlainError(`${basename(vsix)} has no browser entry, so it cannot run on the web.`);
  }
  delete manifest.main;
  writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
}

/**
 * Fills an empty extensions folder with a package. The installation is done once per package and kept; every
 * further profile gets a copy, which takes no time.
 * @param {Target} target
 */
export async function placePackage(target) {
  const { extensions } = target;
  const ready = await installedPackage(target.editor, target.vsix, target.web);
  rmSync(extensions, { recursive: true, force: true });
  cpSync(ready, extensions, { recursive: true });
  // The record of what is installed holds absolute paths of the folder it was made in.
  const record = join(extensions, 'extensions.json');
  const entries = JSON.parse(readFileSync(record, 'utf8'));
  for (const entry of entries) {
    const { pathname } = pathToFileURL(join(extensions, entry.relativeLocation));
    entry.location = { $mid: 1, path: decodeURIComponent(pathname), scheme: 'file' };
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
  if (!existsSync(vsix))
    throw new PlainError(`The package ${vsix} does not exist. Build it with: npm run package`);
  const digest = createHash('sha256').update(readFileSync(vsix)).digest('hex').slice(0, 12);
  const shelf = join(editorCache, 'packages');
  const target = join(shelf, `${web ? 'web' : 'node'}-${digest}`);
  if (existsSync(join(target, 'extensions.json'))) return target;
  mkdirSync(shelf, { recursive: true });
  const profile = mkdtempSync(join(shelf, 'partial-'));
  try {
    const extensions = join(profile, 'extensions');
    await installPackage({
      editor,
      vsix,
      web,
      extensions,
      serverData: join(profile, 'server'),
      userData: join(profile, 'user'),
    });
    for (const old of readdirSync(shelf)) {
      // Builds come and go. One that is an hour old is of no run that still goes on.
      const path = join(shelf, old);
      if (statSync(path).mtimeMs < Date.now() - 3_600_000) rmSync(path, { recursive: true, force: true });
    }
    try {
      renameSync(extensions, target);
    } catch (error) {
      // Another run of the same package was first.
      if (!existsSync(join(target, 'extensions.json'))) throw error;
    }
    return target;
  } finally {
    removeFolder(profile);
  }
}

/**
 * A folder with those of the editor's own extensions that only declare something: themes, grammars, brackets. The others
 * start programs for every window, and a language server for TypeScript alone takes as long as a test.
 * @param {import('./install.mjs').EmbeddedEditor} editor
 * @param {string} folder absolute path that does not exist yet; it is filled with links
 * @returns {string} `folder`
 */
export function declarative(editor, folder) {
  const builtIn = join(editor.folder, 'extensions');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(builtIn)) {
    const manifestFile = join(builtIn, name, 'package.json');
    if (!existsSync(manifestFile)) continue;
    const { main, browser } = JSON.parse(readFileSync(manifestFile, 'utf8'));
    // On Windows every account may make a junction, but not every account a link.
    if (!main && !browser) symlinkSync(join(builtIn, name), join(folder, name), 'junction');
  }
  return folder;
}

/** @returns {NodeJS.ProcessEnv} this process's variables without those that would steer another VS Code or Node */
export function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST|npm_)/i.test(name),
    ),
  );
}
