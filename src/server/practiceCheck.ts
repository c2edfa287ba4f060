import { mentionFinder } from '../engine/kinds.ts';
import type { Mention, Practice } from '../lessons/types.ts';
import type { UnmetData } from '../protocol/server.ts';

/** Whether a practice is passed, from its text and what the rules say about that very text. Pure. */

/** What the rules and the parser say. Lines are 1-based. */
export interface PracticeAnswer {
  /** Hints of the practice's rules. */
  readonly hints: readonly { readonly message: string; readonly line: number }[];
  /** The line where the text is no longer one of its language. */
  readonly brokenAt?: number;
  /** Why nothing can be said about the text, as the end of a sentence ("it is …"). */
  readonly skipped?: string;
}

/**
 * Everything that is still wrong with a practice, in the order of its lines; empty when it is passed.
 * @throws when no kind reads its language, or the parser is not loaded
 */
export function unmetOf(
  practice: Pick<Practice, 'language' | 'mustMention' | 'mustNotMention'>,
  text: string,
  answer: PracticeAnswer,
): UnmetData[] {
  if (answer.skipped !== undefined)
    return [{ kind: 'broken', text: `This text cannot be checked: it is ${answer.skipped}.` }];
  const unmet: UnmetData[] = answer.hints.map(({ message, line }) => ({ kind: 'rule', text: message, line }));
  const lineOf = mentionFinder(text, practice.language);
  const find = ({ code }: Mention) => {
    for (const each of code) {
      const line = lineOf(each);
      if (line !== undefined) return { code: each, line };
    }
    return undefined;
  };
  for (const mention of practice.mustNotMention) {
    const found = find(mention);
    if (found)
      unmet.push({
        kind: 'unwanted',
        text: mention.say ?? `The exercise is to do without \`${found.code}\`.`,
        line: found.line,
      });
  }
  unmet.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  for (const mention of practice.mustMention)
    if (!find(mention))
      unmet.push({
        kind: 'missing',
        text: mention.say ?? `\`${mention.code[0]}\` is missing; the code has to go on doing its work.`,
      });
  if (answer.brokenAt !== undefined)
    unmet.unshift({
      kind: 'broken',
      text: 'The code cannot be read here: something is missing or left over.',
      line: answer.brokenAt,
    });
  return unmet;
}
