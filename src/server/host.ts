import type { GoodForm, Rule, Subject } from '../engine/index.ts';
import type { Catalogue } from '../lessons/types.ts';

/** What the server needs from the place it runs in; `node.ts` and `browser.ts` supply it. */
export interface ServerHost {
  /** Reads one of the WASM files beside the bundles. */
  readAsset(file: string): Promise<Uint8Array>;
  /**
   * Reads a file that this host reaches by itself; absent or `undefined` for what only the client can read.
   * @throws LeftAlone for a file that is larger than is checked, or is none
   */
  readFile?(uri: string): Promise<Uint8Array> | undefined;
  /** In milliseconds; tests bring their own. */
  now?(): number;
}

/** What is taught: the generated registry, or a test's own. */
export interface Content {
  readonly rules: readonly Rule[];
  readonly subjects: readonly Subject[];
  readonly goodForms: readonly GoodForm[];
  readonly catalogue: Catalogue;
}
