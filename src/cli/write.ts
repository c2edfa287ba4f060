import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { causeOf } from './failure.ts';
import { line, type Shown, written } from './report/shown.ts';

/** The one place that writes to the standard streams; a test finds every other. */

/** What a command prints and how it ends. */
export interface Ending {
  readonly output: Shown;
  /** Sentences for stderr, each on its own line. */
  readonly remarks: readonly Shown[];
  readonly code: 0 | 1 | 2;
}

type Stream = 'stdout' | 'stderr';

const DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

/** Whether a stream leads to a terminal. */
export function isTerminal(stream: Stream): boolean {
  return isatty(DESCRIPTORS[stream]);
}

/** Prints everything before the process ends, however slow the reader is; a reader that has gone is no error. */
export async function end({ output, remarks, code }: Ending): Promise<never> {
  const unsaid = await write('stderr', remarks.map((remark) => `${written(remark)}\n`).join(''));
  const failure = await write('stdout', written(output));
  if (failure !== undefined)
    await write('stderr', `${written(line`The output could not be written: ${failure}.`)}\n`);
  process.exit(failure === undefined && unsaid === undefined ? code : 2);
}

/** @returns why it could not be written; nothing where it was, or where the reader has gone */
async function write(stream: Stream, text: string): Promise<string | undefined> {
  if (text === '') return undefined;
  try {
    if (isFile(stream)) writeWhole(DESCRIPTORS[stream], Buffer.from(text, 'utf8'));
    else await toStream(stream, text);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPIPE' ? undefined : causeOf(error);
  }
}

/** Whether a stream is a file or a device that is no terminal: Node takes a part of a text there for all of it. */
function isFile(stream: Stream): boolean {
  const stats = fstatSync(DESCRIPTORS[stream]);
  return stats.isFile() || (stats.isCharacterDevice() && !isTerminal(stream));
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(descriptor, bytes, at);
}

function toStream(name: Stream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = process[name];
    stream.once('error', reject);
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
