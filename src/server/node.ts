import { readFile as readFileLater } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { catalogue } from '../generated/catalogue.ts';
import { abouts, rules, wells } from '../generated/rules.ts';
import { startSession } from './session.ts';

/** That of `node:fs/promises` takes several times as long for a small file, and a workspace has thousands. */
const readFile = promisify(readFileLater);
const connection = createConnection(ProposedFeatures.all);
const dist = fileURLToPath(new URL('.', import.meta.url));

process.on('unhandledRejection', (reason) => {
  connection.console.error(
    `Hindsight: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`,
  );
});

startSession(
  connection,
  {
    readAsset: (file) => readFile(join(dist, file)),
    readFile: (uri) => (uri.startsWith('file:') ? readFile(fileURLToPath(uri)) : undefined),
  },
  { rules, abouts, wells, catalogue },
);
