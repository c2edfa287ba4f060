import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { stackOf } from '../base/errors.ts';
import { catalogue } from '../generated/catalogue.ts';
import { goodForms, rules, subjects } from '../generated/rules.ts';
import { readLocal } from './files/node.ts';
import { startSession } from './session.ts';

const connection = createConnection(ProposedFeatures.all);
const dist = fileURLToPath(new URL('.', import.meta.url));

process.on('unhandledRejection', (reason) => {
  connection.console.error(`Hindsight: ${stackOf(reason)}`);
});

startSession(
  connection,
  {
    readAsset: (file) => readFile(join(dist, file)),
    readFile: (uri) => (uri.startsWith('file:') ? readLocal(fileURLToPath(uri)) : undefined),
  },
  { rules, subjects, goodForms, catalogue },
);
