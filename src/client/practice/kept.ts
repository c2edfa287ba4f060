/** What is remembered of a practice over a reload of the window. Knows nothing of VS Code. */

export interface Kept {
  /** The untitled document that it was in last. */
  readonly uri?: string;
  /** The learner's text, as it was last. */
  readonly text: string;
  /** How many hints were shown. */
  readonly hints: number;
  /** A fix of ours was applied to the text. */
  readonly fixed: boolean;
  /** The solution was looked at. */
  readonly solution: boolean;
}

const LONGEST_KEPT_TEXT = 200_000;

/** Reads what was stored; what cannot be read is left out. By lesson. */
export function parseKept(value: unknown): Map<string, Kept> {
  const all = new Map<string, Kept>();
  if (typeof value !== 'object' || value === null) return all;
  for (const [lesson, each] of Object.entries(value)) {
    if (typeof each !== 'object' || each === null) continue;
    const { uri, text, hints, fixed, solution } = each as Record<string, unknown>;
    if (typeof text !== 'string' || text.length > LONGEST_KEPT_TEXT) continue;
    all.set(lesson, {
      ...(typeof uri === 'string' && uri.startsWith('untitled:') ? { uri } : {}),
      text,
      hints: typeof hints === 'number' && Number.isSafeInteger(hints) && hints > 0 ? hints : 0,
      fixed: fixed === true,
      solution: solution === true,
    });
  }
  return all;
}

/**
 * Whether a text is the one that was kept, perhaps with a few edits that came after the last look. Names of untitled
 * documents are given again to others, so the name alone proves nothing.
 */
export function isSameWork(kept: string, text: string): boolean {
  if (kept === text) return true;
  const lines = (all: string) =>
    all
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line.length > 3);
  const before = lines(kept);
  const now = new Set(lines(text));
  return before.length > 0 && before.filter((line) => now.has(line)).length * 2 >= before.length;
}

/** What a passed practice says about how it was passed; nothing where it was by hand. */
export function howPassed({ fixed, solution }: Pick<Kept, 'fixed' | 'solution'>): string | undefined {
  const by = fixed
    ? solution
      ? 'with a fix of the light bulb and a look at the solution'
      : 'with a fix of the light bulb'
    : solution
      ? 'after a look at the solution'
      : undefined;
  return by && `This was done ${by}. Reset, and write it by hand, to see what has stayed with you.`;
}
