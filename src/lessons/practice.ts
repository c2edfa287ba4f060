import { type FrontMatter, parseFrontMatter } from './frontMatter.ts';
import { unifyLineBreaks } from './problem.ts';
import { type RenderOptions, renderMarkdown } from './render.ts';

/** The front matter of a practice's task.md once it has passed the schema. */
export interface PracticeHead {
  /** VS Code's language identifier. */
  readonly language: string;
  /** The name of the file that the learner gets. */
  readonly fileName: string;
  /** Rules that must be silent at the end, without their topic. */
  readonly rules: readonly string[];
  readonly mustMention?: readonly string[];
}

/** Takes a task.md apart; its front matter is not validated yet. */
export function parseTask(source: string): { front: FrontMatter; markdown: string } {
  const front = parseFrontMatter(unifyLineBreaks(source));
  return { front, markdown: front.body.trim() };
}

/** The task as HTML. */
export function renderTask(markdown: string, options: RenderOptions): string {
  return renderMarkdown(markdown, options);
}
