import type { KindData } from './kind.ts';

/** Recognises comments by the form that a kind gives them, looking at single lines only. */

type Comments = KindData['comments'];

/** Whether a line, trimmed, is part of a comment: it begins one, or continues a block. */
export function isCommentLine(line: string, comments: Comments): boolean {
  return comments.some(
    ([open, close]) =>
      line.startsWith(open) ||
      (close !== undefined && (withoutBrace(line).startsWith(open) || line.startsWith('*'))),
  );
}

/** Whether a line holds a directive in a comment and nothing else. */
export function isCommentAlone(line: string, directive: string, comments: Comments): boolean {
  const at = line.indexOf(directive);
  if (at < 0) return false;
  const before = line.slice(0, at).trim();
  const after = line.slice(at + directive.length).trim();
  return comments.some(([open, close]) =>
    close === undefined
      ? before === open && after === ''
      : withoutBrace(before) === open && (after === '' || after.replace(/\s*\}$/, '') === close),
  );
}

/** Whether a comment begins somewhere in a text. */
export function holdsComment(text: string, comments: Comments): boolean {
  return comments.some(([open]) => text.includes(open));
}

/** A block comment among the children of JSX is wrapped in braces. */
function withoutBrace(text: string): string {
  return text.replace(/^\{\s*/, '');
}
