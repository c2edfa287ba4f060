/** What the engine knows of a language before anything is parsed. */
export interface Language {
  /** VS Code's language identifier. */
  readonly id: string;
  /** File extensions with their dot, lower case. */
  readonly extensions: readonly string[];
  /** Whole file names, lower case, for files without a telling extension. */
  readonly filenames?: readonly string[];
  /** Further file names, as they are written; tried where neither a whole name nor a telling extension is known. */
  readonly pattern?: RegExp;
  /** The names of `filenames` and `pattern` for file searches: globs of a name that find at least these. */
  readonly globs?: readonly string[];
  /** How comments begin and, for block comments, end. */
  readonly comments: readonly (readonly [open: string, close?: string])[];
}

const C_STYLE = [['//'], ['/*', '*/']] as const;
const HASH = [['#']] as const;

/** Adding a language is one entry here and, where it is parsed in a new way, one model in `parsers/`. */
export const languages: readonly Language[] = [
  { id: 'typescriptreact', extensions: ['.tsx'], comments: C_STYLE },
  { id: 'typescript', extensions: ['.ts', '.mts', '.cts'], comments: C_STYLE },
  { id: 'javascriptreact', extensions: ['.jsx'], comments: C_STYLE },
  { id: 'javascript', extensions: ['.js', '.mjs', '.cjs'], comments: C_STYLE },
  // Before YAML: a name tells more than an extension.
  {
    id: 'dockercompose',
    extensions: [],
    pattern: /^(?:docker-?)?compose(?:[.-].*)?\.ya?ml$|docker-?compose.*\.ya?ml$/i,
    comments: HASH,
  },
  { id: 'yaml', extensions: ['.yaml', '.yml'], comments: HASH },
  {
    id: 'dockerfile',
    extensions: ['.dockerfile', '.containerfile'],
    filenames: ['dockerfile', 'containerfile'],
    // `Dockerfile.prod` and `Dockerfile-test`, but not what is written about one or filled in before it is one.
    pattern:
      /^(?:Docker|Container)file[.-](?!.*\.?(?:dockerignore|md|txt|json|ya?ml|go|py|rb|j2|tpl|tmpl|gotmpl|erb|template|bak|orig|swp)$)/,
    globs: ['[Dd]ockerfile', '[Cc]ontainerfile', 'Dockerfile[.-]*', 'Containerfile[.-]*'],
    comments: HASH,
  },
  { id: 'shellscript', extensions: ['.sh', '.bash'], comments: HASH },
];

const byId = new Map(languages.map((language) => [language.id, language]));
const byExtension = new Map(languages.flatMap((language) => language.extensions.map((e) => [e, language])));
const byFilename = new Map(
  languages.flatMap((language) => (language.filenames ?? []).map((n) => [n, language])),
);

const byPattern = languages.flatMap((language) =>
  language.pattern ? [{ ...language, pattern: language.pattern }] : [],
);

/** Whether texts of a language are YAML, whatever they are for. */
export function isYaml(languageId: string): boolean {
  return languageId === 'yaml' || languageId === 'dockercompose';
}

export function languageById(id: string): Language | undefined {
  return byId.get(id);
}

/** The language of a path, by its file name or extension; `undefined` for everything the engine has no rules for. */
export function languageOfPath(path: string): Language | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const lower = name.toLowerCase();
  const whole = byFilename.get(lower);
  if (whole) return whole;
  const dot = lower.lastIndexOf('.');
  const known = dot < 0 ? undefined : byExtension.get(lower.slice(dot));
  if (known && known.id !== 'yaml') return known;
  return byPattern.find(({ pattern }) => pattern.test(name)) ?? known;
}
