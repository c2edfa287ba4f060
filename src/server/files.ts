import type { CancellationToken } from 'vscode-languageserver';
import { messageOf } from '../base/errors.ts';
import { folderOf } from '../base/uris.ts';
import { type KindLanguage, languageOfPath } from '../engine/index.ts';
import { decodeFile, GIVEN_UP, LeftAlone } from './limits.ts';
import type { OpenFiles } from './openFiles.ts';
import { folderDistance } from './rankExamples.ts';

/**
 * Files read ahead at once: while a slice of work lasts, none of the steps of reading a file can follow another. What they
 * hold is bounded too, because no host reads more of a file than is checked.
 */
const READS = 32;
/** Work between two looks at the connection, in milliseconds: a keystroke waits no longer than this. */
const SLICE = 12;

/** A file that is checked, or the reason why it is not, as the end of a sentence ("it is …"). */
type FileContent = { text: string } | { reason: string };

export interface FilesOptions {
  readonly openFiles: OpenFiles;
  /** @throws Error with a reason for the person when the file cannot be read. */
  readFile(uri: string): Promise<Uint8Array>;
  /** Files that the server did not come back from; not read until they change. */
  readonly givenUp: ReadonlySet<string>;
  /** In milliseconds; tests bring their own. */
  readonly now?: () => number;
}

/** Reads files that are not open, and lets the messages of the client in between. */
export class Files {
  readonly #options: FilesOptions;
  readonly #now: () => number;
  #sliceStart = 0;
  /** Files of which something else came in while many are read. */
  readonly #touched = new Set<string>();
  #readings = 0;

  constructor(options: FilesOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** What was read of a file may be old. */
  touched(uri: string): void {
    if (this.#readings > 0) this.#touched.add(uri);
  }

  /** Reads files that are not open, some ahead, and hands them over one after the other. */
  async readAll(
    uris: readonly string[],
    token: Pick<CancellationToken, 'isCancellationRequested'>,
    take: (uri: string, language: KindLanguage, content: FileContent) => Promise<void>,
  ): Promise<void> {
    const list = uris.flatMap((uri) => {
      const language = languageOfPath(uri);
      return language && !this.#options.openFiles.get(uri) ? [{ uri, language }] : [];
    });
    const ahead = new Map<number, Promise<FileContent>>();
    let next = 0;
    const fill = () => {
      while (ahead.size < READS && next < list.length)
        ahead.set(next, this.read((list[next++] as { uri: string }).uri));
    };
    this.#readings++;
    try {
      fill();
      for (const [index, { uri, language }] of list.entries()) {
        if (token.isCancellationRequested) break;
        let content = await (ahead.get(index) as Promise<FileContent>);
        ahead.delete(index);
        fill();
        while (this.#touched.delete(uri)) content = await this.read(uri);
        // Opened since: what the editor has of it counts.
        if (!this.#options.openFiles.get(uri)) await take(uri, language, content);
        await this.yieldToMessages();
      }
      await Promise.all(ahead.values());
    } finally {
      this.#readings--;
      if (this.#readings === 0) this.#touched.clear();
    }
  }

  /** Reads one file. Never rejects. */
  async read(uri: string): Promise<FileContent> {
    if (this.#options.givenUp.has(uri)) return { reason: GIVEN_UP };
    try {
      return decodeFile(await this.#options.readFile(uri), languageOfPath(uri)?.id ?? '');
    } catch (error) {
      return { reason: error instanceof LeftAlone ? error.message : `not readable (${messageOf(error)})` };
    }
  }

  /** Lets messages in once the slice is used up. */
  async yieldToMessages(): Promise<void> {
    if (this.#now() - this.#sliceStart < SLICE) return;
    await nextTurn();
    this.#sliceStart = this.#now();
  }
}

/** Files in an order in which those come first that are in the folders of open files or near them. */
export function nearOpen(uris: readonly string[], openFiles: OpenFiles): readonly string[] {
  const folders = new Set([...openFiles.all()].map(({ doc }) => `${folderOf(doc.uri)}/`));
  if (folders.size === 0) return uris;
  const known = new Map<string, number>();
  const distance = (uri: string) => {
    const folder = `${folderOf(uri)}/`;
    const before = known.get(folder);
    if (before !== undefined) return before;
    const least = Math.min(...[...folders].map((each) => folderDistance(folder, each)));
    known.set(folder, least);
    return least;
  };
  return uris.toSorted((a, b) => distance(a) - distance(b));
}

/** Resolves when what waits in the event loop had its turn. A timer would sleep for a millisecond on top. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    // Only Node has it.
    const { setImmediate } = globalThis as { setImmediate?: (then: () => void) => void };
    if (setImmediate) setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
