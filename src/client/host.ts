import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** A language client that has not been started, and the hold on the server behind it. */
export interface ServerHandle {
  readonly client: BaseLanguageClient;
  /** Ends the server at once, also one that no longer answers; the client sees its connection close. */
  kill(): void;
  /** The server's process id; `undefined` where it has none or does not run. */
  pid(): number | undefined;
  /** What the server said on its way out, once; '' for most ends. */
  lastWords(): string;
}

/** What the client needs from the place it runs in; `node.ts` and `browser.ts` supply it. */
export interface ClientHost {
  /** Loads the language client's code, which nothing needs before the first relevant document, and makes a client. */
  connect(
    context: ExtensionContext,
    options: LanguageClientOptions,
    log: LogOutputChannel,
  ): Promise<ServerHandle>;
}
