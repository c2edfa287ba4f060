/** Why a folder is not walked. Tool data is so far from code that it is not even mentioned. */
type SkipReason = 'dependencies' | 'build output' | 'tool data';

/** Folders of no one language. Those of a language stand in its kind. */
const OF_ANY_LANGUAGE: Readonly<Record<string, SkipReason>> = {
  vendor: 'dependencies',
  dist: 'build output',
  build: 'build output',
  out: 'build output',
  '.git': 'tool data',
  '.hg': 'tool data',
  '.svn': 'tool data',
  '.jj': 'tool data',
  '.cache': 'tool data',
  '.idea': 'tool data',
  '.venv': 'tool data',
  __pycache__: 'tool data',
};

/** The names of all folders that hold what others or programs wrote, each with the reason to leave it out. */
export function skippedFolders(
  kinds: readonly { readonly skippedFolders?: Readonly<Record<string, SkipReason>> }[],
): ReadonlyMap<string, SkipReason> {
  return new Map([
    ...Object.entries(OF_ANY_LANGUAGE),
    ...kinds.flatMap((kind) => Object.entries(kind.skippedFolders ?? {})),
  ]);
}
