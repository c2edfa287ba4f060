import type { RuleDefinition } from '../rule.ts';
import { hasDockerfile, loadDockerfile } from './dockerfile/read.ts';
import { hasGrammar, isGrammarLoaded, prepareGrammar, type WasmSource } from './treeSitter.ts';
import { hasYaml, loadYaml } from './yaml/read.ts';

interface Loader {
  isLoaded(): boolean;
  load(): Promise<void>;
}

const YAML: Loader = { isLoaded: hasYaml, load: loadYaml };

/** Parsers that are code; they stand in the bundle but run only when a document of theirs is met. */
const LOADERS: Readonly<Record<string, Loader>> = {
  yaml: YAML,
  dockercompose: YAML,
  dockerfile: { isLoaded: hasDockerfile, load: loadDockerfile },
};

/** Whether a parser has to be loaded before documents of this language are checked. */
export function needsPreparing(languageId: string): boolean {
  const loader = LOADERS[languageId];
  return loader ? !loader.isLoaded() : hasGrammar(languageId) && !isGrammarLoaded(languageId);
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
export async function prepareLanguage(languageId: string, read: WasmSource): Promise<void> {
  const loader = LOADERS[languageId];
  if (loader) await loader.load();
  else await prepareGrammar(languageId, read);
}
