import type { Placed } from './scope.ts';
import { differingPairs, type Labels } from './selectors.ts';
import { isNear, subject } from './words.ts';

/** A workload as it looks to a Service whose selector it does not meet. */
interface NearWorkload {
  readonly placed: Placed;
  /** The pairs of the selector that its pods lack or hold with another value. */
  readonly differing: ReturnType<typeof differingPairs>;
  /** How many of these hold a value that was probably meant to be the same. */
  readonly near: number;
  /** Its name is about the same thing as the Service's. */
  readonly isNamesake: boolean;
  /** Smaller is nearer; two of one rank come as near as each other. */
  readonly rank: number;
}

/**
 * Workloads by how near they come to a Service, the nearest first. A name that says the same weighs more than two
 * pairs, a value that was misspelt half a pair, and the same file decides between equals.
 * @param service where it stands, what it is called, and the labels that it selects
 */
export function nearestWorkloads(
  service: { readonly uri: string; readonly name: string; readonly selector: Labels },
  workloads: readonly Placed[],
): NearWorkload[] {
  return workloads
    .map((placed): NearWorkload => {
      const { name, pod } = placed.object;
      const differing = differingPairs(service.selector, pod?.labels ?? {});
      const near = differing.filter(
        ({ found, wanted }) => found !== undefined && isNear(found, wanted),
      ).length;
      const isNamesake = subject(name) === subject(service.name);
      const rank =
        differing.length - near / 2 - (isNamesake ? 2 : 0) - (placed.uri === service.uri ? 0.25 : 0);
      return { placed, differing, near, isNamesake, rank };
    })
    .sort((a, b) => a.rank - b.rank);
}
