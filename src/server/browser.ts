import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { catalogue } from '../generated/catalogue.ts';
import { goodForms, rules, subjects } from '../generated/rules.ts';
import { READ_ASSET } from '../protocol/server.ts';
import { request } from '../protocol/typed.ts';
import { startSession } from './session.ts';

/** The DOM's types take `self` for a window; in a worker it is the worker's own side of the channel. */
const worker = self as unknown as Worker;
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));

self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  connection.console.error(`Hindsight: ${String(event.reason)}`);
});

startSession(
  connection,
  {
    async readAsset(file) {
      const result = await request(connection, READ_ASSET, { file });
      if (!result.bytes) throw new Error(result.reason ?? `${file} is missing`);
      return result.bytes;
    },
  },
  { rules, subjects, goodForms, catalogue },
);
