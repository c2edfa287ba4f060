import { isBinary } from '../base/binary.ts';
import { kinds } from '../generated/kinds.ts';
import type { KindData, KindLanguage } from './kind.ts';

/** Looks up languages before anything is parsed: the kinds' plain data, by identifier and by path. */

/** Every language of every kind. */
export const languages: readonly KindLanguage[] = kinds.flatMap((kind) => kind.languages);

const byId = new Map(languages.map((language) => [language.id, language]));
const byAlias = new Map(languages.flatMap(({ id, aliases = [] }) => aliases.map((alias) => [alias, id])));
const kindById = new Map(kinds.flatMap((kind) => kind.languages.map(({ id }) => [id, kind])));
const byExtension = new Map(languages.flatMap((language) => language.extensions.map((e) => [e, language])));
const byFence = new Map(
  languages.flatMap((language) => (language.fences ?? []).map((word) => [word, language])),
);
const byFilename = new Map(
  languages.flatMap((language) => (language.filenames ?? []).map((name) => [name, language])),
);
const byPattern = languages.flatMap((language) =>
  language.pattern ? [{ language, pattern: language.pattern }] : [],
);

/** The language with an identifier; aliases are not considered. */
export function languageById(id: string): KindLanguage | undefined {
  return byId.get(id);
}

/**
 * The language named after the backticks of a fence, in any case: an identifier, an alias, another word of its kind, an
 * extension without its dot, or a file name.
 */
export function languageOfFence(word: string): KindLanguage | undefined {
  const lower = word.toLowerCase();
  return (
    byId.get(lower) ??
    byFence.get(lower) ??
    byId.get(ownIdOf(lower)) ??
    byExtension.get(`.${lower}`) ??
    languageOfPath(lower)
  );
}

/** The kind of a language; `undefined` when no kind reads it. */
export function kindOf(languageId: string): KindData | undefined {
  return kindById.get(languageId);
}

/** Whether what was decoded of a file of a language is no text. */
export function isBinaryText(languageId: string, text: string): boolean {
  return isBinary(text, kindOf(languageId)?.takesNul === true);
}

/** Whether a kind reads a language. */
export function reads(kind: Pick<KindData, 'languages'>, languageId: string): boolean {
  return kind.languages.some(({ id }) => id === languageId);
}

/**
 * Turns an editor's name for a language into the identifier that rules use; identifiers without a kind are returned
 * unchanged.
 */
export function ownIdOf(languageId: string): string {
  return byAlias.get(languageId) ?? languageId;
}

/**
 * The language of a path, by its file name or extension; `undefined` for files that no kind reads. Among the languages
 * of one kind, a file name says more than an extension.
 */
export function languageOfPath(path: string): KindLanguage | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const lower = name.toLowerCase();
  const whole = byFilename.get(lower);
  if (whole) return whole;
  const dot = lower.lastIndexOf('.');
  const known = dot < 0 ? undefined : byExtension.get(lower.slice(dot));
  const kind = known && kindById.get(known.id);
  const named = byPattern.find(
    ({ language, pattern }) => (!kind || kindById.get(language.id) === kind) && pattern.test(name),
  );
  return named?.language ?? known;
}
