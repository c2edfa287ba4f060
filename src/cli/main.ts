import { setFlagsFromString } from 'node:v8';
import { version } from '../../package.json';
import { type Request, readArguments } from './arguments.ts';
import { check, type Ending, fix } from './commands.ts';
import { Failure } from './failure.ts';

/** `node dist/cli.js …`: reads the arguments, runs the command, prints, and ends with its code. */
async function main(): Promise<Ending> {
  const request = readArguments(process.argv.slice(2));
  if (request.command === 'check') return check(request);
  if (request.command === 'fix') return fix(request);
  return { output: await told(request), remarks: [], code: 0 };
}

/** What the commands print that only tell something. */
async function told(request: Exclude<Request, { command: 'check' | 'fix' }>): Promise<string> {
  if (request.command === 'version') return `${version}\n`;
  if (request.command === 'help') return (await import('./help.ts')).helpText(request.about);
  const [{ catalogue }, content, { styleFor }] = await Promise.all([
    import('../generated/catalogue.ts'),
    import('./content.ts'),
    import('./report/style.ts'),
  ]);
  const style = styleFor(process.stdout);
  if (request.command === 'explain') return content.explainText(request.rule, catalogue, style);
  if (request.command === 'rules') return content.rulesText(catalogue, request.format, style);
  return content.lessonsText(catalogue, request.format, style);
}

/**
 * Lets V8 wait four times longer than usual before it optimises a function. A command that ends within a second pays for
 * optimising on the cores that the work needs, and rarely gets anything back; measured, a fifth of its processor time.
 */
function hurry(): void {
  setFlagsFromString('--interrupt-budget=600000');
}

/** Prints everything before the process ends, however slow the reader is; a reader that has gone is no error. */
function end({ output, remarks, code }: Ending): void {
  const finish = () => process.exit(code);
  process.stdout.on('error', finish);
  process.stderr.on('error', finish);
  const rest = () => (output === '' ? finish() : process.stdout.write(output, finish));
  if (remarks.length === 0) rest();
  else process.stderr.write(`${remarks.join('\n')}\n`, rest);
}

hurry();
main().then(end, (error: unknown) => {
  const isPlain = error instanceof Failure;
  const text = isPlain
    ? error.message
    : `Hindsight failed unexpectedly; please report this.\n${error instanceof Error ? error.stack : error}`;
  end({ output: '', remarks: [text], code: 2 });
});
