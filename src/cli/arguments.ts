import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ownValue } from '../base/own.ts';
import { Failure } from './failure.ts';
import { nearest } from './nearest.ts';

export type FailOn = 'error' | 'warning' | 'information' | 'hint' | 'never';

/** What the person asked for, validated. */
export type Request =
  | { command: 'help'; about?: string }
  | { command: 'version' }
  | {
      command: 'check';
      paths: string[];
      format: 'pretty' | 'json' | 'sarif';
      failOn: FailOn;
      rules: string[];
      cache: boolean;
    }
  | {
      command: 'fix';
      paths: string[];
      dryRun: boolean;
      suggested: boolean;
      failOn: FailOn;
      rules: string[];
      cache: boolean;
    }
  | { command: 'rules'; format: 'pretty' | 'json' }
  | { command: 'lessons'; format: 'pretty' | 'json' }
  | { command: 'explain'; rule: string };

type Options = NonNullable<ParseArgsConfig['options']>;

const SHARED: Options = { help: { type: 'boolean', short: 'h' } };
const CHECKING: Options = {
  'fail-on': { type: 'string' },
  rule: { type: 'string', multiple: true },
  'no-cache': { type: 'boolean' },
};

const COMMANDS: Readonly<Record<string, Options>> = {
  check: { ...SHARED, ...CHECKING, format: { type: 'string' } },
  fix: { ...SHARED, ...CHECKING, 'dry-run': { type: 'boolean' }, suggested: { type: 'boolean' } },
  rules: { ...SHARED, format: { type: 'string' } },
  explain: SHARED,
  lessons: { ...SHARED, format: { type: 'string' } },
};

const LEVELS: readonly FailOn[] = ['error', 'warning', 'information', 'hint', 'never'];

/**
 * Reads the arguments after `hindsight`.
 * @throws Failure with a sentence that names what was meant, where something comes near
 */
export function readArguments(args: readonly string[]): Request {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help' || command === '-h') return { command: 'help' };
  if (command === 'help') return rest[0] ? { command: 'help', about: rest[0] } : { command: 'help' };
  if (command === '--version' || command === '-v') return { command: 'version' };
  const options = ownValue(COMMANDS, command);
  if (!options) {
    const near = nearest(command, Object.keys(COMMANDS));
    throw new Failure(
      `There is no command "${command}".${near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ''} Run "hindsight --help" for the commands.`,
    );
  }
  const { values, positionals } = parse(command, rest, options);
  if (values['help']) return { command: 'help', about: command };
  switch (command) {
    case 'check':
      return {
        command,
        paths: somePaths(command, positionals),
        format: oneOf('--format', values['format'] ?? 'pretty', ['pretty', 'json', 'sarif'] as const),
        ...checking(values),
      };
    case 'fix':
      return {
        command,
        paths: somePaths(command, positionals),
        dryRun: values['dry-run'] === true,
        suggested: values['suggested'] === true,
        ...checking(values),
      };
    case 'explain': {
      const [rule, ...more] = positionals;
      if (!rule || more.length > 0) {
        throw new Failure('"explain" wants one rule. Run "hindsight rules" for their ids.');
      }
      return { command, rule };
    }
    default:
      if (positionals.length > 0) throw new Failure(`"${command}" takes no path; found "${positionals[0]}".`);
      return {
        command: command as 'rules' | 'lessons',
        format: oneOf('--format', values['format'] ?? 'pretty', ['pretty', 'json'] as const),
      };
  }
}

type Values = Readonly<Record<string, unknown>>;

function parse(
  command: string,
  args: readonly string[],
  options: Options,
): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const option = /'(-{1,2}[^'=\s]*)/.exec(message)?.[1] ?? '';
      const near = nearest(
        option,
        Object.keys(options).map((name) => `--${name}`),
        1,
      );
      throw new Failure(
        `"${command}" has no option ${option}.${near.length > 0 ? ` Did you mean ${near[0]}?` : ''} Run "hindsight ${command} --help".`,
      );
    }
    throw new Failure(`${message.split('\n')[0]} Run "hindsight ${command} --help".`);
  }
}

function checking(values: Values): { failOn: FailOn; rules: string[]; cache: boolean } {
  return {
    failOn: oneOf('--fail-on', values['fail-on'] ?? 'warning', LEVELS),
    rules: (values['rule'] as string[] | undefined) ?? [],
    cache: values['no-cache'] !== true,
  };
}

function somePaths(command: string, paths: string[]): string[] {
  if (paths.length === 0)
    throw new Failure(`"${command}" wants at least one file or folder, for example: hindsight ${command} .`);
  return paths;
}

function oneOf<T extends string>(option: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((choice) => choice === value);
  if (found === undefined)
    throw new Failure(`${option} is one of ${allowed.join(', ')}, not "${String(value)}".`);
  return found;
}
