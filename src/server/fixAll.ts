import { diffLines } from 'diff';
import { type Checker, Document, fixAll, type Hint, LineIndex } from '../engine/index.ts';
import type { HintData, LspRange } from '../protocol/server.ts';
import { toRange } from './present.ts';

export interface FixedText {
  /** Edits of the document as it is, in lines that differ, so that the cursor and folds elsewhere stay. */
  readonly edits: { range: LspRange; newText: string }[];
  /** Titles of the applied fixes, in the order of application. */
  readonly applied: readonly string[];
  /** The hints that the document had and that the fixes took away. */
  readonly fixed: HintData[];
}

/**
 * Works out all safe fixes of a document on a copy of it. Meanwhile the checker has the copy's facts; those of the
 * document are back at the end.
 */
export function fixAllSafe(
  source: { readonly doc: Document; readonly hints: readonly Hint[]; readonly data: readonly HintData[] },
  checker: Checker,
): FixedText {
  const { doc } = source;
  const copy = new Document(doc.uri, doc.languageId, doc.text);
  try {
    const { text, applied, left } = fixAll(copy, checker, ['safe']);
    if (applied.length === 0) return { edits: [], applied, fixed: [] };
    const there = new Map<string, number>();
    for (const { hint } of left) there.set(sameness(hint), (there.get(sameness(hint)) ?? 0) + 1);
    const fixed = source.data.filter((_, index) => {
      const hint = source.hints[index];
      if (!hint?.fixes.some((fix) => fix.kind === 'safe')) return false;
      const count = there.get(sameness(hint)) ?? 0;
      there.set(sameness(hint), count - 1);
      return count <= 0;
    });
    return { edits: editsBetween(doc.text, text), applied, fixed };
  } finally {
    copy.dispose();
    checker.collect(doc);
  }
}

/** What a hint has in common with the same one after edits elsewhere. */
function sameness({ rule, message }: Hint): string {
  return JSON.stringify([rule, message]);
}

/** The edits, by whole lines, that turn one text into another. */
function editsBetween(before: string, after: string): { range: LspRange; newText: string }[] {
  const lines = new LineIndex(before);
  const edits: { start: number; end: number; newText: string }[] = [];
  let at = 0;
  let open: { start: number; end: number; newText: string } | undefined;
  for (const part of diffLines(before, after)) {
    if (!part.added && !part.removed) {
      at += part.value.length;
      open = undefined;
      continue;
    }
    if (!open) {
      open = { start: at, end: at, newText: '' };
      edits.push(open);
    }
    if (part.removed) {
      at += part.value.length;
      open.end = at;
    } else {
      open.newText += part.value;
    }
  }
  return edits.map(({ start, end, newText }) => ({ range: toRange({ start, end }, lines), newText }));
}
