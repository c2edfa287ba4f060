import { ownValue } from '../base/own.ts';
import type { Finding, Rule } from './rule.ts';

/**
 * What other tools call the faults that rules find. The rules' codes were read where the tools are made, in 2026:
 * moby/buildkit `docs/rules`, hadolint's wiki (2.15), aquasecurity/trivy-checks `checks/` (`KSV-`, `DS-`),
 * bridgecrewio/checkov `docs/5.Policy Index` and the checks themselves, stackrox/kube-linter
 * `docs/generated/checks.md` and `pkg/builtinchecks/yamls`, zegl/kube-score `README_CHECKS.md`. A code is `sameAs` only
 * where it means the fault that we mean at the place of our hint, whatever else it is reported for; one that would
 * still be there when ours is repaired, or gone while ours is not, only `explains`.
 */

/**
 * A code of another tool, `tool:code`. Where a rule finds several faults and the code is about one of them, `of` says
 * which: the finding's `message`, its names, or both, each with the values that are meant.
 */
export type Peer = string | NarrowPeer;

interface NarrowPeer {
  readonly code: string;
  readonly of: Readonly<Record<string, string | readonly string[]>>;
}

/** Codes that say the same as some of a rule's findings. */
export function only(of: NarrowPeer['of'], ...codes: readonly string[]): NarrowPeer[] {
  return codes.map((code) => ({ code, of }));
}

/** The codes of peers, whatever they are about. */
export function codesOf(peers: readonly Peer[]): string[] {
  return [...new Set(peers.map((peer) => (typeof peer === 'string' ? peer : peer.code)))];
}

/** The codes that say the same as one finding; `undefined` where they are those of all findings of its rule. */
export function narrowed(
  { sameAs = [] }: Pick<Rule, 'sameAs'>,
  finding: Pick<Finding, 'message' | 'names'>,
): readonly string[] | undefined {
  if (sameAs.every((peer) => typeof peer === 'string')) return undefined;
  return codesOf(sameAs.filter((peer) => typeof peer === 'string' || isMeant(peer.of, finding)));
}

function isMeant(of: NarrowPeer['of'], { message, names }: Pick<Finding, 'message' | 'names'>): boolean {
  return Object.entries(of).every(([key, values]) => {
    const value = key === 'message' ? message : ownValue(names, key);
    return value !== undefined && (typeof values === 'string' ? values === value : values.includes(value));
  });
}
