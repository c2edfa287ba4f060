import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one ignore file. A folder's rules form a chain: the nearest file has the last word. */
export interface IgnoreChain {
  /** Absolute folder that the patterns are relative to. */
  readonly folder: string;
  readonly patterns: Ignore;
  readonly outer: IgnoreChain | undefined;
}

/** Whether git would leave this path out. `path` is absolute and lies in the chain's folders. */
export function isIgnored(chain: IgnoreChain | undefined, path: string, isFolder: boolean): boolean {
  for (let link = chain; link; link = link.outer) {
    let inside = path.slice(link.folder.endsWith(sep) ? link.folder.length : link.folder.length + 1);
    if (sep !== '/') inside = inside.replaceAll(sep, '/');
    const verdict = link.patterns.test(isFolder ? `${inside}/` : inside);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** Adds a folder's own `.gitignore` to the chain. @returns the chain as it was, where there is none to read. */
export function withIgnoreFile(
  outer: IgnoreChain | undefined,
  folder: string,
  file: string,
): IgnoreChain | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Git, too, goes on without an ignore file that it cannot read.
    return outer;
  }
  return { folder, patterns: ignore({ allowRelativePaths: true }).add(text), outer };
}

/** The nearest folder at or above `folder` that holds `.git`, or `undefined` outside of repositories. */
export function repositoryRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/**
 * The ignore files that hold for what lies in a given folder: those of the repository above it, and
 * `.git/info/exclude`. Where they leave out the given folder itself they say nothing about what is in it, since
 * naming it asked for it.
 */
export function chainAbove(folder: string): IgnoreChain | undefined {
  const root = repositoryRoot(folder);
  if (root === undefined) return undefined;
  let chain = withIgnoreFile(undefined, root, join(root, '.git', 'info', 'exclude'));
  const steps = relative(root, folder).split(sep).filter(Boolean);
  let at = root;
  for (const step of steps) {
    chain = withIgnoreFile(chain, at, join(at, '.gitignore'));
    at = join(at, step);
    if (isIgnored(chain, at, true)) return undefined;
  }
  return chain;
}
