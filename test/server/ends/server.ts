/** A server in a process of its own, some of whose rules end it, or never come back. */
import { writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Document, Rule } from '../../../src/engine/index.ts';
import { readLocal } from '../../../src/server/files/node.ts';
import { startSession } from '../../../src/server/session.ts';
import { content } from '../demo.ts';
import { CRASHES, HANGS, READING_HANGS } from './words.ts';

/** The bundle lies in the repository. */
const assets = createRequire(process.argv[1] as string);
const packageOf = (file: string) =>
  file === 'web-tree-sitter.wasm' ? `web-tree-sitter/${file}` : `@vscode/tree-sitter-wasm/wasm/${file}`;

function hang(): never {
  writeSync(2, HANGS);
  for (;;);
}

const [first] = content.rules as readonly [Rule];
const broken: Rule = {
  ...first,
  id: 'demo/broken',
  fix: 'none',
  looksFor: [HANGS, CRASHES, READING_HANGS],
  collect(doc: Document) {
    if (doc.text.includes(READING_HANGS)) hang();
    return {};
  },
  // biome-ignore lint/correctness/useYield: it does not come that far.
  *check(doc: Document) {
    if (doc.text.includes(HANGS)) hang();
    if (doc.text.includes(CRASHES)) process.exit(3);
  },
};

startSession(
  createConnection(ProposedFeatures.all),
  {
    readAsset: (file) => readFile(assets.resolve(packageOf(file))),
    readFile: (uri) => (uri.startsWith('file:') ? readLocal(fileURLToPath(uri)) : undefined),
  },
  { ...content, rules: [...content.rules, broken].filter(({ id }) => id !== 'demo/throws') },
);
