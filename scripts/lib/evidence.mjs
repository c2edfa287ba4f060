/** What is kept of a failure: one folder for each, below `test-results/failures`, with all that explains it. */
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { testResults } from './paths.mjs';

/**
 * @param {string} name of the test
 * @returns {string} a fresh folder, absolute
 */
export function evidenceFolder(name) {
  const base = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80) || 'failure';
  const failures = join(testResults, 'failures');
  mkdirSync(failures, { recursive: true });
  for (let count = 1; ; count++) {
    const folder = join(failures, count === 1 ? base : `${base}-${count}`);
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      // Another test of this name, in this process or in one beside it, was first.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Keeps what a page shows, what has the focus in it and in the frames within, and what was logged.
 * @param {string} folder
 * @param {import('playwright-core').Page} page
 * @param {{ error?: unknown, console?: readonly string[], logs?: string, log?: string, since?: number }} more
 *   `logs`: folder of the editor's logs, of which those written since `since` (milliseconds) are kept; `log`: the server's
 */
export async function keepPage(folder, page, more) {
  const { error, console = [], logs, log, since = 0 } = more;
  if (error !== undefined)
    writeFileSync(join(folder, 'error.txt'), String(error instanceof Error ? error.stack : error));
  writeFileSync(join(folder, 'console.txt'), console.join('\n'));
  // A page that hangs or is gone has no picture; the rest is kept all the same.
  const picture = page.screenshot({ path: join(folder, 'screenshot.png'), timeout: 20_000 });
  await picture.catch((reason) => writeFileSync(join(folder, 'no-screenshot.txt'), String(reason)));
  writeFileSync(join(folder, 'focus.txt'), await focusIn(page));
  if (log && existsSync(log)) cpSync(log, join(folder, 'server.log'));
  if (logs) copyLogs(logs, join(folder, 'logs'), since);
}

/** @param {import('playwright-core').Page} page @returns {Promise<string>} a line for each frame */
async function focusIn(page) {
  const lines = page.frames().map(async (frame) => {
    const look = frame.evaluate(() => ({
      title: document.title,
      focus: document.hasFocus(),
      element: document.activeElement?.outerHTML.slice(0, 300) ?? 'nothing',
    }));
    const late = new Promise((settle) => setTimeout(settle, 5_000, undefined));
    const found = await Promise.race([look.catch(() => undefined), late]);
    return found
      ? `${found.focus ? 'has the focus' : 'no focus'} · ${found.title || frame.url().slice(0, 80)} · ${found.element}`
      : `does not answer · ${frame.url().slice(0, 80)}`;
  });
  return `${(await Promise.all(lines)).join('\n')}\n`;
}

/** @param {string} from @param {string} to @param {number} since */
function copyLogs(from, to, since) {
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const { size, mtimeMs } = statSync(file);
    if (size === 0 || mtimeMs < since) continue;
    cpSync(file, join(to, relative(from, file)), { recursive: true });
  }
}
