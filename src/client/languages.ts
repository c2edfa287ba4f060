import { ownValue } from '../base/own.ts';
import { catalogue } from '../generated/catalogue.ts';
import { kinds } from '../generated/kinds.ts';

/** The languages that some rule reads, as the editor names them, and where their files are found. */

const read = new Set(catalogue.rules.flatMap((rule) => rule.languages));
const languages = kinds.flatMap((kind) => kind.languages).filter(({ id }) => read.has(id));

/** Every identifier that an editor may give to such a document. */
export const languageIds: readonly string[] = languages.flatMap(({ id, aliases = [] }) => [id, ...aliases]);

/** Globs that find all such files, for watchers; what they find besides is left alone by name. */
export const fileGlobs: readonly string[] = [
  `**/*{${languages.flatMap(({ extensions }) => extensions).join(',')}}`,
  `**/{${languages.flatMap(({ globs = [] }) => globs).join(',')}}`,
];

/** Whether a file is of one of them by its name. */
export function hasOurName(uri: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const lower = name.toLowerCase();
  return languages.some(
    ({ extensions, filenames = [], pattern }) =>
      extensions.some((extension) => lower.endsWith(extension)) ||
      filenames.includes(lower) ||
      (pattern?.test(name) ?? false),
  );
}

function kindOf(languageId: string) {
  return kinds.find((kind) => kind.languages.some(({ id }) => id === languageId));
}

/** How a line that the next one continues ends in a document's kind; `undefined` where lines are not continued. */
export function continuedLine(languageId: string): RegExp | undefined {
  return kindOf(languageId)?.continued;
}

const RANK = { application: 0, packaging: 1, operation: 2 } as const;

/** Where a newcomer meets a language: smaller comes first. */
export function languageRank(languageId: string): number {
  const stage = kindOf(languageId)?.stage;
  return stage === undefined
    ? 0
    : RANK[typeof stage === 'string' ? stage : (ownValue(stage, languageId) ?? 'application')];
}
