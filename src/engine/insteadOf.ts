/** The part of a hint that decides whether another one is shown. */
interface Placed {
  readonly rule: string;
}

/**
 * Leaves out hints that another one replaces: a hint at the same place whose rule names theirs in `insteadOf`. Pass
 * only hints that are shown: one that a setting or a comment hides replaces nothing.
 * @param insteadOf the ids of the rules that a rule replaces
 * @param placeOf identifies a place within one document
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
