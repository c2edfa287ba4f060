import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { Catalogue } from '../lessons/types.ts';
import { COMMANDS, type HintData } from '../protocol/server.ts';

/**
 * What the hover adds to the message of the diagnostic: the lesson, in one sentence, and the way to it. No text of
 * the workspace goes in, because the client lets this Markdown run one command.
 */
export function lessonHover(hints: readonly HintData[], catalogue: Catalogue): Hover | null {
  const [first] = hints;
  if (!first) return null;
  const lessons = new Map(hints.map((hint) => [hint.lesson, hint]));
  const parts = [...lessons].map(([id, hint]) => {
    const meta = catalogue.lessons.find((lesson) => lesson.id === id);
    const { rule, uri, range } = hint;
    const argument = encodeURIComponent(JSON.stringify([{ lesson: id, rule, uri, range }]));
    const link = `[Open lesson](command:${COMMANDS.openLesson}?${escapeLink(argument)} "Open the lesson about this code")`;
    const minutes = meta ? ` · ${meta.minutes} min` : '';
    return `**${escapeMarkdown(meta?.title ?? id)}**  \n${escapeMarkdown(meta?.summary ?? '')}\n\n${link}${minutes}`;
  });
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') },
    range: first.range,
  };
}

/** Parentheses would end the link; `encodeURIComponent` leaves them as they are. */
function escapeLink(text: string): string {
  return text.replace(/[()']/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** Keeps everything but code spans literal. */
function escapeMarkdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/[\\*_{}[\]()#+!|<>~]/g, '\\$&')))
    .join('');
}
