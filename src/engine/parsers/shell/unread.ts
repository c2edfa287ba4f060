import type { Document } from '../../document.ts';
import type { Unread } from '../../kind.ts';
import { unreadShell } from './index.ts';

/** The commands inside another text that a rule asked for and that could not be parsed. */
export function unreadShellParts(doc: Document): readonly Unread[] {
  return unreadShell(doc).map(({ start, reason }) => ({
    reason: `the command in line ${doc.lines.positionAt(start).line + 1} is ${reason}`,
    isWhole: false,
    isBound: true,
  }));
}
