/** What the engine knows of a language before anything is parsed. */
export interface Language {
  /** VS Code's language identifier. */
  readonly id: string;
  /** File extensions with their dot, lower case. */
  readonly extensions: readonly string[];
  /** Whole file names, lower case, for files without a telling extension. */
  readonly filenames?: readonly string[];
  /** How comments begin and, for block comments, end. */
  readonly comments: readonly (readonly [open: string, close?: string])[];
}

const C_STYLE = [['//'], ['/*', '*/']] as const;

/** Adding a language is one entry here and, where it is parsed in a new way, one model in `parsers/`. */
export const languages: readonly Language[] = [
  { id: 'typescriptreact', extensions: ['.tsx'], comments: C_STYLE },
  { id: 'typescript', extensions: ['.ts', '.mts', '.cts'], comments: C_STYLE },
  { id: 'javascriptreact', extensions: ['.jsx'], comments: C_STYLE },
  { id: 'javascript', extensions: ['.js', '.mjs', '.cjs'], comments: C_STYLE },
];

const byId = new Map(languages.map((language) => [language.id, language]));
const byExtension = new Map(languages.flatMap((language) => language.extensions.map((e) => [e, language])));
const byFilename = new Map(
  languages.flatMap((language) => (language.filenames ?? []).map((n) => [n, language])),
);

export function languageById(id: string): Language | undefined {
  return byId.get(id);
}

/** The language of a path, by its file name or extension; `undefined` for everything the engine has no rules for. */
export function languageOfPath(path: string): Language | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  return byFilename.get(name) ?? (dot < 0 ? undefined : byExtension.get(name.slice(dot)));
}
