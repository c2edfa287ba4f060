/**
 * Windows of one editor server with user data of their own. The server tells every page of it which folder holds the
 * user's settings, keybindings and the like; a page that gets another folder before it starts is a fresh profile.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../lib/removeFolder.mjs';
import { testSettings, writeSettings } from './serve.mjs';

/**
 * @param {Record<string, unknown>} settings on top of what every profile starts from
 * @param {boolean} isWeb whether extensions run in the page. Where they run beside the server, the page does not start a
 *   host of its own, since it would have no extensions to run
 * @returns {{ userData: string, remove: () => void }} `userData`: absolute path, with `User/settings.json` in it
 */
export function freshProfile(settings, isWeb) {
  const userData = mkdtempSync(join(tmpdir(), 'hindsight-profile-'));
  const host = isWeb ? {} : { 'extensions.webWorker': false };
  writeSettings(userData, { settings: { ...testSettings, ...host, ...settings } });
  return {
    userData,
    remove: () => removeFolder(userData),
  };
}

/**
 * Makes every window that is opened in a context, also after a reload, use this user data. Two things look different in
 * it, because drawing them is dear: the editor's signs of progress stand still, which run on where motion is reduced, and
 * the editor's corners are square. What is cut to a round corner, as the page of a lesson is, is drawn on a sheet of its own
 * and copied from there for every frame; that took a fifth of the time of a window.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} userData absolute path on the server's machine
 */
export async function useProfile(context, userData) {
  await context.addInitScript(pointAt, userData);
}

/**
 * Runs in the page before anything of it: the editor reads its configuration from an element of the page.
 * @param {string} userDataPath
 */
function pointAt(userDataPath) {
  if (window.parent !== window) return;
  const plain = document.createElement('style');
  plain.textContent =
    '.progress-bit, .codicon-modifier-spin { animation: none !important } * { border-radius: 0 !important }';
  const observer = new MutationObserver(() => {
    if (!plain.isConnected && document.head) document.head.append(plain);
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (!element) return;
    observer.disconnect();
    const settings = JSON.parse(element.dataset['settings'] ?? '{}');
    element.dataset['settings'] = JSON.stringify({ ...settings, userDataPath });
  });
  observer.observe(document, { childList: true, subtree: true });
}
