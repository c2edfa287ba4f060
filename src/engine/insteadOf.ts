/** The part of a hint that decides whether another one is shown. */
interface Placed {
  readonly rule: string;
}

/**
 * Leaves out hints that another one replaces: a hint at the same place whose rule names theirs in `insteadOf`. Pass
 * only hints that are shown: one that a setting or a comment hides replaces nothing. Two rules that name each other
 * replace nothing of each other's, so that the place keeps both hints instead of losing both.
 * @param insteadOf the ids of the rules that a rule replaces
 * @param placeOf identifies a place within one document
 */
export function withoutReplaced<H extends Placed>(
  hints: readonly H[],
  insteadOf: (rule: string) => readonly string[],
  placeOf: (hint: H) => string,
): readonly H[] {
  const replaced = new Set(
    hints.flatMap((hint) =>
      insteadOf(hint.rule)
        .filter((other) => !insteadOf(other).includes(hint.rule))
        .map((other) => `${other} ${placeOf(hint)}`),
    ),
  );
  if (replaced.size === 0) return hints;
  return hints.filter((hint) => !replaced.has(`${hint.rule} ${placeOf(hint)}`));
}
