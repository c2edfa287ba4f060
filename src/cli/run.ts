import { version } from '../../package.json';
import { stackOf } from '../base/errors.ts';
import { type Request, readArguments } from './arguments.ts';
import { check, fix } from './commands.ts';
import { Failure } from './failure.ts';
import { block, line, type Shown } from './report/shown.ts';
import { type Ending, isTerminal } from './write.ts';

/** Runs one command. @returns what it prints and how it ends, also where it fails */
export async function run(args: readonly string[]): Promise<Ending> {
  try {
    const request = readArguments(args);
    if (request.command === 'check') return await check(request);
    if (request.command === 'fix') return await fix(request);
    return { output: await textFor(request), remarks: [], code: 0 };
  } catch (error) {
    const remark =
      error instanceof Failure
        ? line`${error.message}`
        : line`Hindsight failed unexpectedly; please report this.\n${block(stackOf(error))}`;
    return { output: line``, remarks: [remark], code: 2 };
  }
}

/** What the commands print that only show information. */
async function textFor(request: Exclude<Request, { command: 'check' | 'fix' }>): Promise<Shown> {
  if (request.command === 'version') return line`${version}\n`;
  if (request.command === 'help') return (await import('./help.ts')).helpText(request.about);
  const [{ catalogue }, content, { styleFor }] = await Promise.all([
    import('../generated/catalogue.ts'),
    import('./content.ts'),
    import('./report/style.ts'),
  ]);
  const style = styleFor(isTerminal('stdout'));
  if (request.command === 'explain') return content.explainText(request.rule, catalogue, style);
  if (request.command === 'rules') return content.rulesText(catalogue, request.format, style);
  return content.lessonsText(catalogue, request.format, style);
}
