import { fileNameOf, folderOf, foldersAround } from '../base/uris.ts';

/** Milliseconds for which files that were made are gathered, so that many are looked up at once. */
const GATHERED = 100;
/** Names that no language of ours has are looked at one by one up to so many; more are looked up like folders. */
const MOST_LOOKS = 200;

interface NewFilesOptions {
  /** The files of the workspace that are checked: those of some names, or all. */
  list(names?: readonly string[]): Promise<readonly string[]>;
  /** Whether the name is one of a language of ours. */
  isOurs(uri: string): boolean;
  isFolder(uri: string): Promise<boolean>;
  onError(error: unknown): void;
}

/**
 * Finds out which of the files that were made on the disk are of those that are checked: excludes and ignore files leave
 * some out. A folder that comes by a move is announced alone, without the files in it.
 */
export class NewFiles {
  readonly #options: NewFilesOptions;
  #waiting = new Map<string, ((files: readonly string[]) => void)[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: NewFilesOptions) {
    this.#options = options;
  }

  /** The files that count: the one that was made, or those in the folder that was. Never rejects. */
  readonly of = (uri: string): Promise<readonly string[]> => {
    this.#timer ??= setTimeout(() => void this.#look(), GATHERED);
    return new Promise((resolve) => {
      const known = this.#waiting.get(uri);
      if (known) known.push(resolve);
      else this.#waiting.set(uri, [resolve]);
    });
  };

  async #look(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    this.#timer = undefined;
    let found: Map<string, readonly string[]> | undefined;
    try {
      found = await this.#find([...waiting.keys()]);
    } catch (error) {
      this.#options.onError(error);
    }
    for (const [uri, answers] of waiting) for (const answer of answers) answer(found?.get(uri) ?? []);
  }

  async #find(uris: readonly string[]): Promise<Map<string, readonly string[]>> {
    const { list, isOurs, isFolder } = this.#options;
    const files = uris.filter(isOurs);
    const others = uris.filter((uri) => !isOurs(uri));
    const folders =
      others.length > MOST_LOOKS
        ? others
        : (await Promise.all(others.map(async (uri) => ((await isFolder(uri)) ? [uri] : [])))).flat();
    if (files.length + folders.length === 0) return new Map();
    const listed = await list(folders.length > 0 ? undefined : files.map(nameGlob));
    const known = new Set(listed);
    const found = new Map<string, readonly string[]>();
    for (const uri of files) if (known.has(uri)) found.set(uri, [uri]);
    const under = new Map<string, string[]>(folders.map((uri) => [uri, []]));
    for (const uri of under.size > 0 ? listed : [])
      for (const folder of foldersAround(folderOf(uri), Infinity)) under.get(folder)?.push(uri);
    return new Map([...found, ...under]);
  }
}

/** A glob that finds a file by its name, and may find others: what globs or URIs write in another way is left open. */
function nameGlob(uri: string): string {
  return fileNameOf(uri).replace(/[^\w.-]+/g, '*');
}
