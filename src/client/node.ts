import { type ChildProcess, fork } from 'node:child_process';
import type { ExtensionContext } from 'vscode';
import { SERVER_NODE_FLAGS } from '../protocol/server.ts';
import { activateWith, deactivateAll } from './activate.ts';
import type { ClientHost } from './host.ts';

/** The desktop and remote host: the server is a process of its own. */
const host: ClientHost = {
  async connect(context, options) {
    const { IPCMessageReader, IPCMessageWriter, LanguageClient } = await import('vscode-languageclient/node');
    const module = context.asAbsolutePath('dist/server.node.cjs');
    let child: ChildProcess | undefined;
    let words = '';
    const start = async () => {
      words = '';
      const started = fork(module, ['--node-ipc', `--clientProcessId=${process.pid}`], {
        // Without it Electron would open a window instead of running the file.
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ELECTRON_NO_ASAR: '1' },
        execArgv: [...SERVER_NODE_FLAGS],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      started.stderr?.on('data', (chunk) => {
        words = `${words}${chunk}`.slice(-4000);
      });
      child = started;
      return { reader: new IPCMessageReader(started), writer: new IPCMessageWriter(started) };
    };
    return {
      client: new LanguageClient('hindsight', 'Hindsight', start, options),
      kill: () => child?.kill('SIGKILL'),
      pid: () => (child && child.exitCode === null && child.signalCode === null ? child.pid : undefined),
      lastWords() {
        const said = words.trim();
        words = '';
        return said;
      },
    };
  },
};

/** Called by VS Code. The result is what the suites inside the extension host look at. */
export function activate(context: ExtensionContext) {
  return activateWith(context, host);
}

export function deactivate(): Promise<void> {
  return deactivateAll();
}
