import { chainTo, type IgnoreChain, type IgnorePatterns, isIgnored, withLevel } from '../base/ignoreChain.ts';

/** Where the files are. Paths are absolute and decoded, with forward slashes. */
export interface Disk {
  /** Nothing where a folder cannot be read. */
  entries(folder: string): Promise<readonly { readonly name: string; readonly isLink: boolean }[]>;
  exists(path: string): Promise<boolean>;
  /** `undefined` where there is no such file, or it cannot be read. */
  patterns(ignoreFile: string): Promise<IgnorePatterns | undefined>;
}

/** The part of a folder's tree that leads to the files. */
class Branch {
  readonly files = new Set<string>();
  readonly folders = new Map<string, Branch>();

  add(parts: readonly string[]): void {
    const [name = '', ...rest] = parts;
    if (rest.length === 0) {
      this.files.add(name);
      return;
    }
    const inner = this.folders.get(name) ?? new Branch();
    this.folders.set(name, inner);
    inner.add(rest);
  }
}

/**
 * Leaves out what the command line leaves out too (`cli/walk.ts`): folders of others and of programs, what git ignores,
 * and symbolic links, so that no file comes twice.
 * @param files paths; those that are not below `root` are left out
 * @param root a folder of the workspace; it is not asked whether it is itself to be left out
 * @param skipped names of folders that are not entered
 */
export async function keptFiles(
  files: Iterable<string>,
  root: string,
  skipped: { has(name: string): boolean },
  disk: Disk,
): Promise<string[]> {
  const top = new Branch();
  const prefix = within(root, '');
  for (const file of files) if (file.startsWith(prefix)) top.add(file.slice(prefix.length).split('/'));

  const keptIn = async (
    branch: Branch,
    folder: string,
    outer: IgnoreChain | undefined,
  ): Promise<string[]> => {
    const entries = await disk.entries(folder);
    const links = new Set(entries.flatMap(({ name, isLink }) => (isLink ? [name] : [])));
    const hasIgnoreFile = entries.some(({ name }) => name === '.gitignore');
    const patterns = hasIgnoreFile ? await disk.patterns(within(folder, '.gitignore')) : undefined;
    const chain = withLevel(outer, { folder, patterns });
    const isKept = (name: string, isFolder: boolean) =>
      !links.has(name) && !isIgnored(chain, within(folder, name), isFolder);
    const own = [...branch.files].filter((name) => isKept(name, false)).map((name) => within(folder, name));
    const inner = [...branch.folders]
      .filter(([name]) => !skipped.has(name) && isKept(name, true))
      .map(([name, each]) => keptIn(each, within(folder, name), chain));
    return [...own, ...(await Promise.all(inner)).flat()];
  };
  return keptIn(top, root, await chainAbove(root, disk));
}

/** The ignore files above a folder, up to the root of its repository; `undefined` outside of repositories. */
async function chainAbove(folder: string, disk: Disk): Promise<IgnoreChain | undefined> {
  const around: string[] = [];
  let root = folder;
  while (!(await disk.exists(within(root, '.git')))) {
    // A drive is the last one, too.
    if (/^(?:\/[a-z]:)?\/?$/i.test(root)) return undefined;
    root = root.slice(0, root.lastIndexOf('/')) || '/';
    around.unshift(root);
  }
  const levels = around.map(async (each) => ({
    folder: each,
    patterns: await disk.patterns(within(each, '.gitignore')),
  }));
  const exclude = await disk.patterns(within(root, '.git/info/exclude'));
  return chainTo(folder, { folder: root, patterns: exclude }, await Promise.all(levels));
}

function within(folder: string, name: string): string {
  return `${folder}${folder.endsWith('/') ? '' : '/'}${name}`;
}
