import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import { READ_ASSET } from '../protocol/server.ts';
import { onRequest } from '../protocol/typed.ts';
import { activateWith, deactivateAll } from './activate.ts';
import type { ClientHost } from './host.ts';

/** The browser host: the server is a web worker. */
const host: ClientHost = {
  async connect(context, options) {
    const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } = await import(
      'vscode-languageclient/browser'
    );
    /** A terminated worker says nothing, so the client has to learn here that its connection is closed. */
    class Reader extends BrowserMessageReader {
      close() {
        this.fireClose();
      }
    }
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
    let worker: Worker | undefined;
    let reader: Reader | undefined;
    let words = '';
    const start = async () => {
      words = '';
      // Workers of remote extensions cannot be started from the extension's address, so the code goes in as a blob.
      const code = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, 'server.browser.js'));
      const address = URL.createObjectURL(new Blob([code as BlobPart], { type: 'text/javascript' }));
      const started = new Worker(address, { name: 'Hindsight' });
      const own = new Reader(started);
      let speaks = false;
      const heard = () => {
        speaks = true;
        // The editor wraps workers in one of its own that reads the address later, so it has to last until now.
        // The extension host's own Worker loads the address a moment later, from inside: it may go once the server speaks.
        started.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
      };
      started.addEventListener('message', heard, { once: true });
      started.addEventListener('error', (event) => {
        words = event.message;
        // A worker whose script failed stays there and never answers; ending it makes the client try again.
        if (!speaks) own.close();
      });
      worker = started;
      reader = own;
      return { reader: own, writer: new BrowserMessageWriter(started) };
    };
    const client = new LanguageClient('hindsight', 'Hindsight', start, options);
    onRequest(client, READ_ASSET, async ({ file }) => {
      if (!/^[\w-]+\.wasm$/.test(file)) return { reason: `${file} is no file of the parser` };
      try {
        return { bytes: await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, file)) };
      } catch (error) {
        return { reason: messageOf(error) };
      }
    });
    return {
      client,
      kill() {
        worker?.terminate();
        worker = undefined;
        reader?.close();
      },
      pid: () => undefined,
      lastWords() {
        const said = words;
        words = '';
        return said;
      },
    };
  },
};

/** Called by VS Code. The result is what the suites inside the extension host look at. */
export function activate(context: vscode.ExtensionContext) {
  return activateWith(context, host);
}

export function deactivate(): Promise<void> {
  return deactivateAll();
}
