/** A hint as far as it decides whether another one is shown. */
interface Placed {
  readonly rule: string;
}

/**
 * Hints without those that another hint stands for: one of a rule that names theirs in `insteadOf`, at the same place.
 * Only hints that are shown may be given: one that a setting or a comment hides stands for nothing.
 * @param insteadOf the ids that a rule stands for
 * @param placeOf tells places of one document apart
 */
export function withoutReplaced<H extends Placed>(
  hints: readonly H[],
  insteadOf: (rule: string) => readonly string[],
  placeOf: (hint: H) => string,
): readonly H[] {
  const replaced = new Set(
    hints.flatMap((hint) => insteadOf(hint.rule).map((rule) => `${rule} ${placeOf(hint)}`)),
  );
  if (replaced.size === 0) return hints;
  return hints.filter((hint) => !replaced.has(`${hint.rule} ${placeOf(hint)}`));
}
