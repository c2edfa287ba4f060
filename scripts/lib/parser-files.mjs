/** Files of parsers out of their packages, by the names that they have beside the bundles. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { loadKinds, RUNTIME } from './kinds-generate.mjs';

const require = createRequire(import.meta.url);

/** @type {Promise<Map<string, string>> | undefined} */
let byName;

/**
 * Reads the runtime of the grammars or a kind's grammar.
 * @param {string} name without a folder
 * @returns {Promise<Uint8Array>}
 * @throws {Error} when no kind names such a file
 */
export async function readParserFile(name) {
  byName ??= loadKinds().then((kinds) => {
    const grammars = kinds.flatMap(({ kind }) => kind.languages.flatMap(({ grammar }) => grammar ?? []));
    return new Map([RUNTIME, ...grammars].map((file) => [basename(file), file]));
  });
  const file = (await byName).get(name);
  if (file === undefined) throw new Error(`No kind has a grammar in ${name}.`);
  return readFile(require.resolve(file));
}
