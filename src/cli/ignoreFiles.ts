import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';
import {
  chainTo,
  type IgnoreChain,
  type IgnorePatterns,
  isIgnored as isIgnoredBy,
  withLevel,
} from '../base/ignoreChain.ts';
import { readBounded } from './readBounded.ts';

/** Whether git would leave this path out. `path` is absolute and lies in the chain's folders. */
export function isIgnored(chain: IgnoreChain | undefined, path: string, isFolder: boolean): boolean {
  return chain !== undefined && isIgnoredBy(chain, forward(path), isFolder);
}

/** Adds a folder's own `.gitignore` to the chain. @returns the chain as it was, where there is none to read. */
export function withIgnoreFile(
  outer: IgnoreChain | undefined,
  folder: string,
  file: string,
): IgnoreChain | undefined {
  return withLevel(outer, levelOf(folder, file));
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
  const around: string[] = [];
  let at = root;
  for (const step of relative(root, folder).split(sep).filter(Boolean)) {
    around.push(at);
    at = join(at, step);
  }
  return chainTo(
    forward(folder),
    levelOf(root, join(root, '.git', 'info', 'exclude')),
    around.map((each) => levelOf(each, join(each, '.gitignore'))),
  );
}

function levelOf(folder: string, file: string) {
  return { folder: forward(folder), patterns: patternsOf(file) };
}

function patternsOf(file: string): IgnorePatterns | undefined {
  try {
    return ignore({ allowRelativePaths: true }).add(readBounded(file).toString('utf8'));
  } catch {
    // Git, too, goes on without an ignore file that it cannot read. One of megabytes, a pipe or a device is none.
    return undefined;
  }
}

function forward(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
