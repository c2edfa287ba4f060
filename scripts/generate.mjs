/**
 * `npm run generate [-- --check] [-- --content FOLDER --out FOLDER]`: writes what follows from content/:
 * src/generated/, parts of package.json, and the rule table of README.md. With `--check` it writes nothing and
 * fails, naming each stale file.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contentFolder, faultLine } from './lib/content-files.mjs';
import { generate } from './lib/content-generate.mjs';
import { PlainError, runMain, say } from './lib/log.mjs';
import { root } from './lib/paths.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, content: { type: 'string' }, out: { type: 'string' } },
  });
  const out = resolve(values.out ?? root);
  const { files, faults, note } = await generate({
    contentRoot: resolve(values.content ?? contentFolder),
    read: (path) => (existsSync(join(out, path)) ? readFileSync(join(out, path), 'utf8') : undefined),
  });
  /** @type {string[]} */
  const stale = [];
  for (const [path, text] of files) {
    const file = join(out, path);
    // Git may have written CRLF here; the same text in other line breaks is not stale.
    if (existsSync(file) && unified(readFileSync(file, 'utf8')) === unified(text)) continue;
    stale.push(path);
    if (values.check) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const lines = faults.map((fault) => `  ${faultLine(fault)}`).join('\n');
  if (values.check) {
    const complaints = [
      ...(stale.length > 0
        ? [`Run \`npm run generate\`; these no longer follow from content/: ${stale.join(', ')}.`]
        : []),
      ...(faults.length > 0 ? [`content/ has faults:\n${lines}`] : []),
    ];
    if (complaints.length > 0) throw new PlainError(complaints.join('\n'));
    say(`In step: ${note}.`);
    return;
  }
  say(`${stale.length === 0 ? 'Nothing to write' : `Wrote ${stale.join(', ')}`}: ${note}.`);
  if (faults.length > 0) throw new PlainError(`What has faults was left out:\n${lines}`);
});

/** @param {string} text */
function unified(text) {
  return text.replaceAll('\r\n', '\n');
}
