import { intersects, isSameSpan } from '../base/span.ts';
import { applyEdits } from '../base/text.ts';
import type { Checker } from './check.ts';
import type { Document } from './document.ts';
import type { Edit, Fix, FixKind, Hint } from './types.ts';

/**
 * The first fix of an allowed kind of each hint, as many as can be applied at once. A fix that overlaps an earlier one,
 * or that edits another file, is left for the next round or for a person.
 */
function chooseFixes(hints: readonly Hint[], kinds: readonly FixKind[]): Fix[] {
  const chosen: Fix[] = [];
  const taken: Edit[] = [];
  for (const hint of hints) {
    const fix = hint.fixes.find(
      (f) => kinds.includes(f.kind) && f.edits.every((edit) => edit.uri === undefined),
    );
    if (!fix || fix.edits.some((edit) => taken.some((other) => collides(edit, other)))) continue;
    chosen.push(fix);
    taken.push(...fix.edits);
  }
  return chosen;
}

/** Whether two edits conflict: they change the same text, or insert at the same place. */
function collides(a: Edit, b: Edit): boolean {
  return intersects(a, b) || isSameSpan(a, b);
}

/**
 * Applies fixes of the given kinds until none is left or the text stops changing, re-checking after each round.
 * Ten rounds are more than any text needs; the bound is there for two fixes that undo each other.
 * @returns the new text and the titles of what was applied. The document is updated on the way.
 */
export function fixAll(
  doc: Document,
  checker: Checker,
  kinds: readonly FixKind[],
): { text: string; applied: string[] } {
  const applied: string[] = [];
  for (let round = 0; round < 10; round++) {
    const fixes = chooseFixes(checker.check(doc).hints, kinds);
    if (fixes.length === 0) break;
    const before = doc.text;
    const after = applyEdits(
      before,
      fixes.flatMap((fix) => fix.edits),
    );
    if (after === before) break;
    doc.update([{ start: 0, end: before.length, newText: after }]);
    applied.push(...fixes.map((fix) => fix.title));
  }
  return { text: doc.text, applied };
}
