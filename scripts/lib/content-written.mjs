/** Writes what follows from content/, or says which of it is stale. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { faultLine } from './content-files.mjs';
import { generate } from './content-generate.mjs';
import { generateKinds } from './kinds-generate.mjs';
import { root } from './paths.mjs';

/**
 * @param {{ contentRoot: string, out: string, check: boolean }} options `out`: the repository's root, or a test's stand-in
 *   for it; with `check` nothing is written
 * @returns {Promise<{ message: string, complaint: string | undefined }>} what to tell, and what is wrong
 */
export async function writeGenerated({ contentRoot, out, check }) {
  const read = (/** @type {string} */ path) =>
    existsSync(join(out, path)) ? readFileSync(join(out, path), 'utf8') : undefined;
  /** @type {string[]} */
  const stale = [];
  const write = (/** @type {readonly [path: string, text: string][]} */ files) => {
    for (const [path, text] of files) {
      const now = read(path);
      // Git may have written CRLF here; the same text in other line breaks is not stale.
      if (now !== undefined && unified(now) === unified(text)) continue;
      stale.push(path);
      if (check) continue;
      mkdirSync(dirname(join(out, path)), { recursive: true });
      writeFileSync(join(out, path), text);
    }
  };
  // First the kinds: the content is read by what they say.
  if (out === root) write(await generateKinds(read));
  const { files, faults, note } = await generate({ contentRoot, read });
  write(files);
  const lines = faults.map((fault) => `  ${faultLine(fault)}`).join('\n');
  if (!check) {
    return {
      message: `${stale.length === 0 ? 'Nothing to write' : `Wrote ${stale.join(', ')}`}: ${note}.`,
      complaint: faults.length > 0 ? `What has faults was left out:\n${lines}` : undefined,
    };
  }
  const complaints = [
    ...(stale.length > 0
      ? [
          `Run \`npm run generate\`; these no longer follow from content/ or src/engine/kinds/: ${stale.join(', ')}.`,
        ]
      : []),
    ...(faults.length > 0 ? [`content/ has faults:\n${lines}`] : []),
  ];
  return complaints.length > 0
    ? { message: '', complaint: complaints.join('\n') }
    : { message: `In step: ${note}.`, complaint: undefined };
}

/** @param {string} text */
function unified(text) {
  return text.replaceAll('\r\n', '\n');
}
