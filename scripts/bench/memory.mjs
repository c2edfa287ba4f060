/** The language server's memory after it has checked the corpus. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { corpusFolder, corpusPaths } from './corpus.mjs';
import { atRest, memoryOf, startServer } from './server.mjs';

/**
 * @returns {Promise<{ files: number, idle: number, peak: number | undefined, after: number, milliseconds: number }>}
 *   resident memory in bytes: before the check, at its highest (on Linux), and after it with a document open
 */
export async function measureServer() {
  const { child, connection: server, end } = await startServer(corpusFolder);
  try {
    const paths = corpusPaths.flatMap((path) => sources(join(corpusFolder, path)));
    const uris = paths.map((path) => pathToFileURL(path).href);
    const idle = (await memoryOf(child.pid ?? 0)).now;
    const started = performance.now();
    const result = await server.request('hindsight/checkWorkspace', { uris });
    const milliseconds = performance.now() - started;
    const open = paths.find((path) => path.endsWith('.tsx')) ?? '';
    server.notify('textDocument/didOpen', {
      textDocument: {
        uri: pathToFileURL(open).href,
        languageId: 'typescriptreact',
        version: 1,
        text: readFileSync(open, 'utf8'),
      },
    });
    await atRest(child.pid ?? 0);
    const { now, peak } = await memoryOf(child.pid ?? 0);
    return { files: result.checked, idle, peak, after: now, milliseconds };
  } finally {
    await end();
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|[jt]sx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
