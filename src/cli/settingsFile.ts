import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseRuleSettings, type RuleSettings } from '../engine/settings.ts';
import { causeOf } from './failure.ts';
import { repositoryRoot } from './ignoreFiles.ts';
import { readBoundedText } from './readBounded.ts';

/** The rule settings that hold for what lies in one given path, and what is wrong with them. */
interface FolderSettings {
  readonly settings: RuleSettings;
  /** Whole sentences. */
  readonly problems: readonly string[];
}

const FILE = join('.vscode', 'settings.json');

/**
 * Reads `hindsight.rules` from the nearest `.vscode/settings.json`: in the given folder, or in a folder above it up to
 * the repository's root (without a repository: up to the current folder).
 * @param path absolute path of an existing file or folder
 */
export function settingsFor(path: string, isKnown: (id: string) => boolean): FolderSettings {
  const last = repositoryRoot(path) ?? (isWithin(process.cwd(), path) ? process.cwd() : path);
  for (let at = path; ; at = dirname(at)) {
    const file = join(at, FILE);
    if (existsSync(file)) return readSettings(file, isKnown);
    if (at === last || at === dirname(at)) return { settings: {}, problems: [] };
  }
}

function readSettings(file: string, isKnown: (id: string) => boolean): FolderSettings {
  let value: unknown;
  try {
    value = parseJsonWithComments(readBoundedText(file));
  } catch (error) {
    const cause = error instanceof SyntaxError ? `it is not valid JSON (${error.message})` : causeOf(error);
    return { settings: {}, problems: [`${file} is ignored: ${cause}.`] };
  }
  const rules = (value as Record<string, unknown> | null | undefined)?.['hindsight.rules'];
  const { settings, problems } = parseRuleSettings(rules, isKnown);
  return { settings, problems: problems.map((problem) => `${file}: ${problem}`) };
}

function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || (!inside.startsWith('..') && resolve(folder, inside) === path);
}

/**
 * Parses JSON as VS Code's settings files hold it: with comments and trailing commas.
 * @throws SyntaxError for anything else that JSON does not allow
 */
export function parseJsonWithComments(text: string): unknown {
  const bare = text
    .replace(/^\uFEFF/, '')
    // Strings are matched first so that comment signs inside of them stay.
    .replace(
      /("(?:[^"\\\n]|\\.)*")|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g,
      (_, string: string | undefined) => string ?? ' ',
    )
    .replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '');
  return bare.trim() === '' ? undefined : JSON.parse(bare);
}
