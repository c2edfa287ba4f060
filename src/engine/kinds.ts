import type { Span } from '../base/span.ts';
import { parsers } from '../generated/parsers.ts';
import type { Document } from './document.ts';
import type { Damage, KindAtWork, KindParser, ReadParserFile, Unread } from './kind.ts';
import type { RuleDefinition } from './rule.ts';

const byLanguage = new Map(
  parsers.flatMap((each) => each.kind.languages.map(({ id }) => [id, each] as const)),
);

/** The kind of a language with its parser; `undefined` where no kind reads it. */
export function kindAtWork(languageId: string): KindAtWork | undefined {
  return byLanguage.get(languageId);
}

/** The parser of a document's kind, where it is loaded. */
export function loadedParser({ languageId }: Document): KindParser | undefined {
  const parser = byLanguage.get(languageId)?.parser;
  return parser?.isLoaded(languageId) ? parser : undefined;
}

/** Whether a parser has to be loaded before documents of this language are checked. */
export function needsPreparing(languageId: string): boolean {
  const parser = byLanguage.get(languageId)?.parser;
  return parser !== undefined && !parser.isLoaded(languageId);
}

/**
 * What has to be loaded before documents of a language are checked: its own parser, and those of the languages that its
 * rules find inside other texts, such as the shell of a `RUN`.
 */
export function parsersFor(
  languageId: string,
  rules: readonly Pick<RuleDefinition, 'languages' | 'embeds'>[],
): string[] {
  const embedded = rules.flatMap((rule) => (rule.languages.includes(languageId) ? (rule.embeds ?? []) : []));
  return [...new Set([languageId, ...embedded])];
}

/**
 * Loads what parsing a language needs; call it before documents of that language are checked.
 * @throws when a file of the parser cannot be read; a later call tries again.
 */
export async function prepareLanguage(languageId: string, read: ReadParserFile): Promise<void> {
  await byLanguage.get(languageId)?.parser.load(languageId, read);
}

/**
 * Where a text stops being one of its language: the first place that the parser had to skip, or where it had to
 * imagine something (an empty span). `undefined` where the text is read to its end, or its kind has no such notion.
 * @throws when the parser is not loaded
 */
export function firstSyntaxError(doc: Document): Span | undefined {
  return kindAtWork(doc.languageId)?.parser.firstSyntaxError?.(doc);
}

const NO_DAMAGE: Damage = { faults: 0, unread: 0 };

/** How much of a text is at fault; none where its kind has no such notion, or its parser is not loaded. */
export function damageOf(doc: Document): Damage {
  return loadedParser(doc)?.damage?.(doc) ?? NO_DAMAGE;
}

/**
 * Whether a place is in a part of the text of which nothing should be said, because no program would take it. A part
 * that no rule has read is in no doubt.
 */
export function isInDoubt(doc: Document, at: Span): boolean {
  return loadedParser(doc)?.isInDoubt?.(doc, at) ?? false;
}

/**
 * The parts of a text that rules looked into and could not read: what is beyond a bound, and what no program takes.
 * Nothing is parsed for it; a part that no rule asked for is not among them. Templates are left out.
 */
export function unreadParts(doc: Document): readonly Unread[] {
  return loadedParser(doc)?.unreadParts?.(doc) ?? [];
}

/** Whether a text is filled in before it is anything: a template. */
export function isTemplate(doc: Document): boolean {
  return kindAtWork(doc.languageId)?.parser.isTemplate?.(doc) ?? false;
}

/**
 * Reads a text once for any number of questions: where a piece of code is in it, outside comments and strings.
 * @returns a function that gives the 1-based line of a piece of code, or `undefined` where it is not in the text
 * @throws when no kind reads the language, or its parser is not loaded
 */
export function mentionFinder(text: string, languageId: string): (code: string) => number | undefined {
  const parser = kindAtWork(languageId)?.parser;
  if (!parser) throw new Error(`No kind reads ${languageId}.`);
  return parser.mentions(text);
}
