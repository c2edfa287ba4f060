import type { Document } from './document.ts';
import { commas, type IgnoreComment } from './ignoreComments.ts';
import type { Lines } from './kind.ts';
import { kindAtWork } from './kinds.ts';
import type { Disable } from './silence.ts';

/**
 * What other tools' comments and annotations switch off in a document, by what its kind says of such comments. `trivy:`
 * ids come in the form `KSV-0017`, whichever of theirs is written. Nothing is parsed.
 * @param nextCodeLine the line, 0-based, that a comment on a line is about
 */
export function peerDisables(doc: Document, nextCodeLine: (line: number) => number): Disable[] {
  const comments = kindAtWork(doc.languageId)?.kind.ignoreComments;
  if (!comments || !doc.mentions(wordsOf(comments))) return [];
  return comments
    .filter(({ words }) => doc.mentions(words))
    .flatMap((comment) =>
      [...doc.text.matchAll(comment.pattern)].flatMap((match): Disable[] => {
        if (comment.countsAt?.(doc, match.index) === false) return [];
        const codes = match[1] === undefined ? [] : (comment.codes ?? commas)(match[1]);
        const line = doc.lines.positionAt(match.index).line;
        if (comment.behind && !comment.behind.test(doc.text.slice(doc.lines.lineStart(line), match.index)))
          return [];
        const end = match.index + match[0].trimEnd().length;
        const reason = doc.text
          .slice(end, doc.lines.lineEnd(line))
          .replace(/^[:=]?\s*/, '')
          .trim();
        const reach = reachOf(doc, comment, line, nextCodeLine);
        return [{ tool: comment.tool, codes, reason, at: { start: match.index, end }, ...reach }];
      }),
    );
}

const known = new WeakMap<readonly IgnoreComment[], readonly string[]>();

/** The words of all comments, each once: most texts hold none. */
function wordsOf(comments: readonly IgnoreComment[]): readonly string[] {
  const words = known.get(comments) ?? [...new Set(comments.flatMap((comment) => comment.words))];
  known.set(comments, words);
  return words;
}

function reachOf(
  doc: Document,
  { reach }: IgnoreComment,
  line: number,
  nextCodeLine: (line: number) => number,
): Lines {
  const parser = kindAtWork(doc.languageId)?.parser;
  if (reach === 'document' && parser?.documentAt) return parser.documentAt(doc, line);
  if (reach === 'file' || reach === 'document') return { firstLine: 0, lastLine: doc.lines.lineCount };
  const text = doc.text.slice(doc.lines.lineStart(line), doc.lines.lineEnd(line));
  // Behind something, a comment is about its own line.
  const first = beginsComment(doc, text) ? nextCodeLine(line) : line;
  if (reach === 'block' && parser?.blockAt) return parser.blockAt(doc, first);
  return { firstLine: first, lastLine: first + 1 };
}

/** Whether a line begins with a comment. */
function beginsComment(doc: Document, line: string): boolean {
  const begin = line.trimStart();
  const comments = kindAtWork(doc.languageId)?.kind.comments ?? [];
  return comments.some(([open]) => begin.startsWith(open));
}
