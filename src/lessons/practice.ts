import { type FrontMatter, parseFrontMatter } from './frontMatter.ts';
import { unifyLineBreaks } from './problem.ts';
import { type RenderOptions, renderInline, renderMarkdown } from './render.ts';
import type { Mention, Practice } from './types.ts';

/** The front matter of a practice's task.md once it has passed the schema. */
export interface PracticeHead {
  /** VS Code's language identifier. */
  readonly language: string;
  /** The name of the file that the learner gets. */
  readonly fileName: string;
  /** Rules that speak at the start and must be silent at the end; of the lesson's topic where none is named. */
  readonly rules: readonly string[];
  /** Rules that the start does not break, and that must be silent at the end as well: ways round the lesson. */
  readonly mustStaySilent?: readonly string[];
  readonly mustMention?: readonly MentionHead[];
  readonly mustNotMention?: readonly MentionHead[];
  /** Markdown, from a gentle push to nearly the answer. */
  readonly hints?: readonly string[];
}

/** A mention as it is written: a piece of code, or one or several with a sentence of their own. */
type MentionHead = string | { readonly code: string | readonly string[]; readonly say?: string };

/** Brings a mention into its full form. */
function toMention(head: MentionHead): Mention {
  if (typeof head === 'string') return { code: [head] };
  const { code, say } = head;
  return { code: typeof code === 'string' ? [code] : [...code], ...(say === undefined ? {} : { say }) };
}

/** Takes a task.md apart; its front matter is not validated yet. */
export function parseTask(source: string): { front: FrontMatter; markdown: string } {
  const front = parseFrontMatter(unifyLineBreaks(source));
  return { front, markdown: front.body.trim() };
}

/**
 * A practice as it is loaded with its lesson.
 * @param ruleId makes the id of a rule that is named without its topic whole
 */
export function toPractice(
  task: {
    readonly head: PracticeHead;
    readonly markdown: string;
    readonly start: string;
    readonly solved: string;
  },
  ruleId: (name: string) => string,
  options: RenderOptions,
): Practice {
  const { head, markdown, start, solved } = task;
  return {
    task: renderMarkdown(markdown, options),
    language: head.language,
    fileName: head.fileName,
    start,
    solved,
    rules: [...head.rules, ...(head.mustStaySilent ?? [])].map(ruleId),
    mustMention: (head.mustMention ?? []).map(toMention),
    mustNotMention: (head.mustNotMention ?? []).map(toMention),
    hints: (head.hints ?? []).map((hint) => renderInline(hint, options)),
  };
}
