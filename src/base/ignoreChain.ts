/** The patterns of one ignore file, as the package `ignore` reads them. */
export interface IgnorePatterns {
  /** @param path relative to the file's folder, with forward slashes, and one at its end for a folder */
  test(path: string): { readonly ignored: boolean; readonly unignored: boolean };
}

/** The ignore files that hold in a folder: the nearest has the last word. */
export interface IgnoreChain {
  /** Absolute folder that the patterns are relative to, with forward slashes. */
  readonly folder: string;
  readonly patterns: IgnorePatterns;
  readonly outer: IgnoreChain | undefined;
}

/**
 * Whether git would leave this path out, given that it enters the folder around it.
 * @param path absolute, with forward slashes and none at its end; it lies in the chain's folders
 */
export function isIgnored(chain: IgnoreChain | undefined, path: string, isFolder: boolean): boolean {
  for (let link = chain; link; link = link.outer) {
    const inside = path.slice(link.folder.endsWith('/') ? link.folder.length : link.folder.length + 1);
    const verdict = link.patterns.test(isFolder ? `${inside}/` : inside);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** A folder on the way to the one that is listed, and the patterns of its own ignore file where it has one. */
interface IgnoreLevel {
  readonly folder: string;
  readonly patterns: IgnorePatterns | undefined;
}

/**
 * The ignore files above a folder that was named. Where they leave out that folder itself, they say nothing about what
 * is in it, since naming it asked for it.
 * @param given absolute, with forward slashes
 * @param exclude the repository's root, with the patterns of its `.git/info/exclude`
 * @param levels the folders from the root to the one around `given`, outermost first
 */
export function chainTo(
  given: string,
  exclude: IgnoreLevel,
  levels: readonly IgnoreLevel[],
): IgnoreChain | undefined {
  let chain = withLevel(undefined, exclude);
  for (const [index, level] of levels.entries()) {
    chain = withLevel(chain, level);
    if (isIgnored(chain, levels[index + 1]?.folder ?? given, true)) return undefined;
  }
  return chain;
}

/** Adds a folder's own ignore file to the chain. @returns the chain as it was, where the folder has none */
export function withLevel(
  outer: IgnoreChain | undefined,
  { folder, patterns }: IgnoreLevel,
): IgnoreChain | undefined {
  return patterns ? { folder, patterns, outer } : outer;
}
