import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { IgnoreChain } from '../base/ignoreChain.ts';
import { skippedFolders } from '../base/skippedFolders.ts';
import type { KindLanguage } from '../engine/kind.ts';
import { languageOfPath } from '../engine/languages.ts';
import { catalogue } from '../generated/catalogue.ts';
import { kinds } from '../generated/kinds.ts';
import { causeOf, Failure } from './failure.ts';
import { chainAbove, isIgnored, withIgnoreFile } from './ignoreFiles.ts';
import type { GivenPath, Skipped, Target } from './types.ts';

/** By name; the report names those that readers might take for code of their own. */
const LEFT_OUT = skippedFolders(kinds);

/** The languages that some rule reads; the engine knows more. */
const READ: ReadonlySet<string> = new Set(catalogue.rules.flatMap((rule) => rule.languages));

function languageRead(path: string): KindLanguage | undefined {
  const language = languageOfPath(path);
  return language && READ.has(language.id) ? language : undefined;
}

/** From this many files on, starting a second thread costs less than it brings. */
export const ENOUGH_FOR_THREADS = 100;

/** What the given paths hold, in no particular order. */
interface Found {
  readonly given: readonly GivenPath[];
  readonly targets: Target[];
  readonly skipped: Skipped[];
}

/**
 * Lists the files to check. Folders are walked without following symbolic links, so that no file comes twice and no
 * link leads out of what was given; a given path may be a link itself. Files that several paths hold are listed once.
 * @param onMany called once, as soon as there is enough to do for more than one thread, with what was found until then
 * @throws Failure when a given path does not exist, or a given folder cannot be read
 */
export function findTargets(paths: readonly string[], onMany?: (targets: readonly Target[]) => void): Found {
  const given = paths.map((path) => ({ given: path, path: resolve(path) }));
  const found: Found = { given, targets: [], skipped: [] };
  const walk = new Walk(found, given.length > 1, onMany);
  given.forEach((one, root) => {
    walk.start(one, root);
  });
  return found;
}

class Walk {
  readonly #found: Found;
  /** Real paths already listed; only needed where several paths are given. */
  readonly #seen: Set<string> | undefined;
  readonly #onMany: ((targets: readonly Target[]) => void) | undefined;
  #root = 0;
  /** What turns the walked path into the real one. */
  #real = { from: '', to: '' };

  constructor(found: Found, several: boolean, onMany: ((targets: readonly Target[]) => void) | undefined) {
    this.#found = found;
    this.#onMany = onMany;
    this.#seen = several ? new Set() : undefined;
  }

  start({ given, path }: GivenPath, root: number): void {
    this.#root = root;
    let isFolder: boolean;
    let isFile: boolean;
    try {
      const stat = statSync(path);
      isFolder = stat.isDirectory();
      isFile = stat.isFile();
      this.#real = { from: path, to: this.#seen ? realpathSync(path) : path };
    } catch (error) {
      throw new Failure(`${given} cannot be checked: ${causeOf(error)}.`);
    }
    if (!isFolder) {
      if (isFile && languageRead(path)) this.#file(path, given);
      else
        this.#found.skipped.push({
          path: given,
          reason: isFile ? 'no rule reads this kind of file' : 'not a regular file',
        });
      return;
    }
    const prefix = /^\.[/\\]?$/.test(given) ? '' : `${given.replace(/[/\\]+$/, '')}/`;
    this.#folder(path, prefix, chainAbove(path), true);
  }

  #folder(folder: string, shown: string, outer: IgnoreChain | undefined, isGiven: boolean): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      if (isGiven) throw new Failure(`${shown || folder} cannot be checked: ${causeOf(error)}.`);
      this.#found.skipped.push({ path: shown.slice(0, -1), reason: `cannot be read: ${causeOf(error)}` });
      return;
    }
    let chain = outer;
    for (const entry of entries) {
      if (entry.name === '.gitignore') chain = withIgnoreFile(outer, folder, join(folder, entry.name));
    }
    const prefix = folder.endsWith(sep) ? folder : folder + sep;
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isFile()) {
        if (!languageRead(name)) continue;
        if (!chain || !isIgnored(chain, prefix + name, false)) this.#file(prefix + name, shown + name);
      } else if (entry.isDirectory()) {
        const reason = LEFT_OUT.get(name);
        if (reason === 'tool data') continue;
        if (reason) this.#found.skipped.push({ path: shown + name, reason });
        else if (!chain || !isIgnored(chain, prefix + name, true))
          this.#folder(prefix + name, `${shown + name}/`, chain, false);
      } else if (entry.isSymbolicLink()) {
        if (!chain || !isIgnored(chain, prefix + name, false)) this.#link(prefix + name, shown + name);
      }
    }
  }

  #file(path: string, shown: string): void {
    if (this.#seen) {
      const real = this.#real.to + path.slice(this.#real.from.length);
      if (this.#seen.has(real)) return;
      this.#seen.add(real);
    }
    const language = languageRead(path);
    if (language) this.#found.targets.push({ path, shown, language: language.id, root: this.#root });
    if (this.#found.targets.length === ENOUGH_FOR_THREADS) this.#onMany?.(this.#found.targets);
  }

  /** Says of a link that it was not followed, where following it might have brought something to check. */
  #link(path: string, shown: string): void {
    let isFolder = false;
    try {
      isFolder = statSync(path).isDirectory();
      if (!isFolder && !languageRead(path)) return;
    } catch (error) {
      this.#found.skipped.push({
        path: shown,
        reason: `symbolic link that leads nowhere: ${causeOf(error)}`,
      });
      return;
    }
    const loops = isFolder && `${dirname(path)}${sep}`.startsWith(`${realpathSync(path)}${sep}`);
    this.#found.skipped.push({
      path: shown,
      reason: loops ? 'symbolic link back to a folder around it' : 'symbolic link, not followed',
    });
  }
}

/** Orders paths by their UTF-16 units, the same on every machine. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
