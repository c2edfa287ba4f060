import { readParserFile } from '../../../scripts/lib/parser-files.mjs';
import { contentChecker } from '../../../src/domains/environment/index.ts';
import {
  type Checker,
  type CheckerOptions,
  Document,
  defineRule,
  prepareLanguage,
  type Rule,
  type RuleDefinition,
} from '../../../src/engine/index.ts';

export const readWasm = readParserFile;

for (const language of ['typescriptreact', 'typescript', 'javascript'])
  await prepareLanguage(language, readWasm);

/** A TSX document, or one of another language. */
export function tsx(text: string, uri = 'file:///src/Example.tsx', languageId = 'typescriptreact'): Document {
  return new Document(uri, languageId, text);
}

/** A rule with the identity that the registry would give it. */
export function asRule(definition: RuleDefinition<never> | RuleDefinition<string>, name = 'probe'): Rule {
  return { ...(definition as RuleDefinition), id: `topic/${name}`, topic: 'topic', lesson: 'topic/lesson' };
}

/** Finds every call of a name; the fix puts another name there. */
export function callsOf(word: string, fixedTo?: string): Rule {
  return asRule(
    defineRule({
      title: `${word} is called`,
      languages: ['typescriptreact', 'typescript'],
      severity: 'warning',
      fix: fixedTo ? 'safe' : 'none',
      looksFor: [word],
      messages: { call: 'A call of {word}.' },
      *check(doc) {
        for (const match of doc.text.matchAll(new RegExp(`\\b${word}(?=\\()`, 'g'))) {
          const at = { start: match.index, end: match.index + word.length };
          yield {
            at,
            message: 'call',
            names: { word },
            fixes: fixedTo
              ? [{ title: 'Rename', kind: 'safe' as const, edits: [{ ...at, newText: fixedTo }] }]
              : [],
          };
        }
      },
    }),
    word,
  );
}

/** A checker that fails the test when a rule throws. */
export function strictChecker(options: CheckerOptions): Checker {
  return contentChecker({
    onRuleError: (_rule, _doc, error) => {
      throw error;
    },
    ...options,
  });
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
