import { ownValue } from '../base/own.ts';
import type { FileFacts } from './rule.ts';

/** One file's value under a key. */
export interface Fact {
  readonly uri: string;
  readonly value: unknown;
}

/** A rule's view of the other files: the facts that the same rule, or the collector it shares, read there. */
export interface FactsView {
  /**
   * All values under a key, of every file, in the order of their URIs. It is the same array until one of them changes,
   * so results derived from it can be cached by identity.
   */
  get(key: string): readonly Fact[];
}

const NOTHING: readonly Fact[] = [];

/**
 * The facts of a workspace, per owner (a rule, or a collector that several rules share) and file. It does not remember
 * which file read which key: a reader records its own keys through `view`, so that one edit re-checks only the files
 * whose rules read a key that changed.
 */
export class FactStore {
  /** rule → key → uri → value */
  readonly #byRule = new Map<string, Map<string, Map<string, unknown>>>();
  /** A key's facts in their order, until one of them changes. */
  readonly #sorted = new WeakMap<Map<string, unknown>, readonly Fact[]>();
  /** uri → rule → facts */
  readonly #byFile = new Map<string, Map<string, FileFacts>>();

  /**
   * Replaces what one file tells one rule.
   * @returns the keys (`<rule>\u0000<key>`) whose value for this file is no longer the same.
   */
  set(uri: string, rule: string, facts: FileFacts | undefined): string[] {
    const before = this.#byFile.get(uri)?.get(rule) ?? {};
    const after = facts ?? {};
    const changed: string[] = [];
    if (before === after) return changed;
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      // New facts need no comparison, and most are new when a workspace is first read.
      const isKept = Object.hasOwn(before, key) && Object.hasOwn(after, key);
      if (isKept && JSON.stringify(ownValue(before, key)) === JSON.stringify(ownValue(after, key))) continue;
      changed.push(factKey(rule, key));
      const byUri = this.#keyed(rule, key);
      this.#sorted.delete(byUri);
      if (Object.hasOwn(after, key)) byUri.set(uri, ownValue(after, key));
      else byUri.delete(uri);
    }
    const rules = this.#byFile.get(uri) ?? new Map<string, FileFacts>();
    if (Object.keys(after).length > 0) {
      rules.set(rule, after);
      this.#byFile.set(uri, rules);
    } else if (rules.delete(rule) && rules.size === 0) {
      this.#byFile.delete(uri);
    }
    return changed;
  }

  /** Forgets a file. @returns the keys that changed because of this. */
  delete(uri: string): string[] {
    const rules = [...(this.#byFile.get(uri)?.keys() ?? [])];
    return rules.flatMap((rule) => this.set(uri, rule, undefined));
  }

  /** All facts of all files, for sending to another thread; `restore` takes them back. */
  entries(): [uri: string, rule: string, facts: FileFacts][] {
    return [...this.#byFile].flatMap(([uri, rules]) =>
      [...rules].map(([rule, facts]): [string, string, FileFacts] => [uri, rule, facts]),
    );
  }

  /** What one file tells, by rule. */
  of(uri: string): [rule: string, facts: FileFacts][] {
    return [...(this.#byFile.get(uri) ?? [])];
  }

  /** The view of one rule; every key that it asks for is added to `reads`. */
  view(rule: string, reads?: Set<string>): FactsView {
    return {
      get: (key) => {
        reads?.add(factKey(rule, key));
        const byUri = this.#byRule.get(rule)?.get(key);
        if (!byUri || byUri.size === 0) return NOTHING;
        let sorted = this.#sorted.get(byUri);
        if (!sorted) {
          sorted = [...byUri].sort(([a], [b]) => (a < b ? -1 : 1)).map(([uri, value]) => ({ uri, value }));
          this.#sorted.set(byUri, sorted);
        }
        return sorted;
      },
    };
  }

  #keyed(rule: string, key: string): Map<string, unknown> {
    let keys = this.#byRule.get(rule);
    if (!keys) {
      keys = new Map();
      this.#byRule.set(rule, keys);
    }
    let byUri = keys.get(key);
    if (!byUri) {
      byUri = new Map();
      keys.set(key, byUri);
    }
    return byUri;
  }
}

/** The name under which a rule's key is recorded as read or changed. */
export function factKey(rule: string, key: string): string {
  return `${rule}\u0000${key}`;
}
