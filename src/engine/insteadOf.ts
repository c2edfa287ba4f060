/** A hint as far as it decides whether another one is shown. */
interface Placed {
  readonly rule: string;
}

/**
 * Hints without those that another hint stands for: one of a rule that names theirs in `insteadOf`, at the same place.
 * Only hints that are shown may be given: one that a setting or a comment hides stands for nothing. Rules that name each
 * other both stay.
 * @param insteadOf the ids that a rule stands for
 * @param placeOf tells places of one document apart
 */
export function withoutReplaced<H extends Placed>(
  hints: readonly H[],
  insteadOf: (rule: string) => readonly string[],
  placeOf: (hint: H) => string,
): readonly H[] {
  const standing = hints.filter(({ rule }) => insteadOf(rule).length > 0);
  if (standing.length === 0) return hints;
  const standsFor = (other: H, hint: H) =>
    insteadOf(other.rule).includes(hint.rule) &&
    !insteadOf(hint.rule).includes(other.rule) &&
    placeOf(other) === placeOf(hint);
  return hints.filter((hint) => !standing.some((other) => standsFor(other, hint)));
}
