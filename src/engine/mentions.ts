import { codeTokens, findCode, patternOf } from './parsers/codeTokens.ts';
import { dockerfileFinder } from './parsers/dockerfile/mentions.ts';
import { loadYamlMentions, yamlFinder } from './parsers/yaml/mentions.ts';

const YAML: ReadonlySet<string> = new Set(['yaml', 'dockercompose']);

/** Loads what `mentionFinder` needs for a language; nothing for most. */
export async function prepareMentions(language: string): Promise<void> {
  if (YAML.has(language)) await loadYamlMentions();
}

/**
 * Reads a text once for any number of questions: where a piece of code stands in it, outside comments and strings.
 * Code is words and signs in most languages, an instruction in Dockerfiles, and a map or a value in YAML.
 * @param language VS Code's language identifier
 * @returns a function that gives the 1-based line of a piece of code, or `undefined` where it does not stand there
 * @throws when the language needs `prepareMentions` and it was not called
 */
export function mentionFinder(text: string, language: string): (code: string) => number | undefined {
  if (YAML.has(language)) return yamlFinder(text);
  if (language === 'dockerfile') return dockerfileFinder(text);
  const tokens = codeTokens(text, language);
  return (code) => findCode(tokens, patternOf(code, language))?.line;
}
