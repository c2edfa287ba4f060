import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import { languageOfPath } from '../engine/index.ts';
import type { HintData } from '../protocol/server.ts';
import type { Analysis } from './analysis.ts';
import type { OpenFiles } from './openFiles.ts';
import type { Workspace } from './workspace.ts';

/** Milliseconds for which files that are not open wait, so that typing goes first. */
const PAUSE = 300;

interface ClosedFilesOptions {
  readonly analysis: Analysis;
  readonly openFiles: OpenFiles;
  readonly workspace: Workspace;
  /** Documents that the server did not come back from. */
  readonly givenUp: Set<string>;
  /** Called with the hints of a file that is not open, where the client shows such hints. */
  onHints(uri: string, hints: HintData[]): void;
  /** Called when what is known of good places in a file is no longer so; without a file, of all. */
  onStale(uri?: string): void;
  onError(what: string, error: unknown): void;
}

/**
 * Keeps what is known of files that are not open as a fresh server would know it: after they were changed, made, deleted
 * or closed, and after what they read of others is new.
 */
export class ClosedFiles {
  readonly #options: ClosedFilesOptions;
  readonly #waiting = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #held = 0;

  constructor(options: ClosedFilesOptions) {
    this.#options = options;
  }

  /** Unsaved edits are gone with a document: what it tells other files, and its hints, are those of the file again. */
  closed(uri: string): void {
    this.#options.workspace.files.touched(uri);
    this.recheck([uri]);
  }

  /** Takes over what happened on the disk. */
  changed(changes: readonly FileEvent[]): void {
    const { workspace, openFiles, givenUp, onStale } = this.#options;
    const gone = changes.flatMap(({ uri, type }) => (type === FileChangeType.Deleted ? [uri] : []));
    const under = gone.length > 0 ? workspace.under(gone) : [];
    for (const uri of under) workspace.leave(uri);
    for (const { uri, type } of changes) {
      if (type === FileChangeType.Created) workspace.enter(uri);
      if (type !== FileChangeType.Deleted) givenUp.delete(uri);
    }
    // Programs delete many files that are none of ours.
    const ours = changes.flatMap(({ uri }) => (languageOfPath(uri) ? [uri] : []));
    for (const uri of new Set([...under, ...ours])) {
      onStale(uri);
      workspace.files.touched(uri);
      if (!openFiles.get(uri)) this.recheck([uri]);
    }
  }

  /** What files tell each other under some keys is new. */
  affect(keys: readonly string[]): void {
    const { analysis, openFiles, onStale } = this.#options;
    if (keys.length > 0) onStale();
    const affected = analysis.affectedBy(keys);
    openFiles.recheck(affected.filter((uri) => openFiles.get(uri)));
    this.recheck(affected.filter((uri) => !openFiles.get(uri)));
  }

  /** Looks at files again once the typing pauses. */
  recheck(uris: readonly string[]): void {
    for (const uri of uris) this.#waiting.add(uri);
    if (this.#waiting.size === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), PAUSE);
  }

  /** Does something that looks at all files: what happens meanwhile is looked at when its answer was sent. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    this.#held++;
    try {
      return await run();
    } finally {
      this.#held--;
      this.recheck([]);
    }
  }

  async #run(): Promise<void> {
    // One after the other, so that no text that was read before replaces one that was read later.
    if (this.#running || this.#held > 0) return;
    this.#running = true;
    try {
      for (let [uri] = this.#waiting; uri !== undefined && this.#held === 0; [uri] = this.#waiting) {
        this.#waiting.delete(uri);
        await this.#look(uri);
      }
    } finally {
      this.#running = false;
      this.recheck([]);
    }
  }

  async #look(uri: string): Promise<void> {
    const { workspace, onHints, onError } = this.#options;
    try {
      const result = await workspace.checkOne(uri);
      if (!result) return;
      if (workspace.isShown) onHints(uri, result.hints);
      this.affect(result.keys);
    } catch (error) {
      onError('could not check a file again', error);
    }
  }
}
