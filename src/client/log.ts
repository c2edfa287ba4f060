import type { LogOutputChannel } from 'vscode';
import { stackOf } from '../base/errors.ts';

const LEVELS = ['error', 'warn', 'info'] as const;

/** A log that also keeps its lines, for suites that assert what was said, and what was not. */
export function recording(log: LogOutputChannel): { log: LogOutputChannel; lines: string[] } {
  const lines: string[] = [];
  const proxy = new Proxy(log, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      const level = LEVELS.find((each) => each === property);
      if (!level) return value.bind(target);
      return (message: string | Error, ...rest: unknown[]) => {
        lines.push(`${level}: ${stackOf(message)}`);
        target[level](message as string, ...rest);
      };
    },
  });
  return { log: proxy, lines };
}
