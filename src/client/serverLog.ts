import type * as vscode from 'vscode';

/**
 * The log as the language client gets it: a write to a server that has just ended is reported with an empty text by
 * our error handler, and is no news beside the one line that says that it ended.
 */
export function quiet(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  return new Proxy(log, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      if (property === 'dispose') return () => undefined;
      if (property !== 'error') return value.bind(target);
      return (message: string | Error, ...rest: unknown[]) => {
        if (message !== '') target.error(message, ...rest);
      };
    },
  });
}
