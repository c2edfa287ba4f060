import type { Span, StepTemplate } from '../../../src/engine/index.ts';

/** A step at a place where the finding has it in its own file, and the same without a place where it lies in another. */
export function stepAt<const P extends string, const T extends string>(place: P, text: T) {
  return [
    { text, at: place, when: place },
    { text, unless: place },
  ] as const satisfies readonly StepTemplate[];
}

/** A place that a step can point at: one in the hint's own file. */
export function ownPlace(
  here: string,
  uri: string,
  place: readonly [start: number, end: number] | undefined,
): Span | undefined {
  return place && uri === here ? { start: place[0], end: place[1] } : undefined;
}
