import type { CancellationToken } from 'vscode-languageserver';
import { messageOf } from '../base/errors.ts';
import { Document, type Hint, type KindLanguage, languageOfPath } from '../engine/index.ts';
import type { CheckWorkspaceResult, HintData } from '../protocol/server.ts';
import type { Analysis } from './analysis.ts';
import { decodeFile } from './limits.ts';
import type { OpenFiles } from './openFiles.ts';
import { folderDistance } from './rankExamples.ts';

/** Files read ahead at once: while a slice of work lasts, none of the steps of reading a file can follow another. */
const READS = 32;
/** Work between two looks at the connection, in milliseconds: a keystroke waits no longer than this. */
const SLICE = 12;
/**
 * UTF-16 units of text whose files are checked together, after the facts of all of them were read: the files of a folder
 * tell each other the most, so they stay together up to the larger bound.
 */
const BATCH = 4 * 1024;
const LARGEST_BATCH = 512 * 1024;
/**
 * How much of that stays parsed meanwhile. YAML takes a hundred times its size then, and more of it would outlive the
 * engine's young generation, which costs more than to parse it once more.
 */
const KEPT_PARSED = 16 * 1024;

/** Files after which their facts are taken over: what is open need not wait for a whole workspace. */
const FILES_PER_UPDATE = 250;

interface WorkspaceOptions {
  readonly analysis: Analysis;
  readonly openFiles: OpenFiles;
  /** @throws Error with a reason for the person when the file cannot be read. */
  readFile(uri: string): Promise<Uint8Array>;
  toData(uri: string, doc: Document, hints: readonly Hint[]): HintData[];
  /** In milliseconds; tests bring their own. */
  readonly now?: () => number;
}

/** Checks files that are not open. It shares the thread with typing, so it looks at the connection every few files. */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #now: () => number;
  #sliceStart = 0;
  /** Files of the last whole check, whose hints the client shows without having them open. */
  readonly #shown = new Set<string>();

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Whether the client shows hints of a file that need not be open. */
  shows(uri: string): boolean {
    return this.#shown.has(uri);
  }

  /**
   * Reads every file, collects what they tell each other, and checks those that can have hints. A file is checked soon
   * after it was read, while it is still parsed; it is checked once more where a file that came later has something
   * that its rules had asked for.
   * @param report called with the share of the work that is done, 0 to 1, and the file at hand
   */
  async check(
    uris: readonly string[],
    token: CancellationToken,
    report: (done: number, uri: string) => void,
  ): Promise<CheckWorkspaceResult> {
    const { analysis, openFiles } = this.#options;
    const skipped: CheckWorkspaceResult['skipped'] = [];
    const hints = new Map<string, HintData[]>();
    const again = new Set<string>();
    const changed = new Set<string>();
    let batch: Document[] = [];
    let size = 0;
    let folder = '';
    let read = 0;
    const checkBatch = async () => {
      const docs = batch;
      batch = [];
      size = 0;
      const affected = analysis.affectedBy([...changed]);
      changed.clear();
      for (const uri of affected) if (hints.has(uri)) again.add(uri);
      // What is shown now may rest on facts of before.
      openFiles.recheck(affected);
      for (const doc of docs) {
        if (!token.isCancellationRequested) {
          try {
            hints.set(doc.uri, this.#options.toData(doc.uri, doc, analysis.check(doc)));
          } catch (error) {
            skipped.push({ uri: doc.uri, reason: `not checked (${messageOf(error)})` });
          }
          this.#shown.add(doc.uri);
        }
        doc.dispose();
        await this.#yieldToMessages();
      }
    };
    await this.readAll(uris.toSorted(), token, async (uri, language, content) => {
      report((read++ / Math.max(1, uris.length)) * 0.9, uri);
      const isNextFolder = folderOf(uri) !== folder;
      folder = folderOf(uri);
      if (size >= (isNextFolder ? BATCH : LARGEST_BATCH)) await checkBatch();
      if ('reason' in content) {
        skipped.push({ uri, reason: content.reason });
        return;
      }
      const { text } = content;
      const mayHaveHints = analysis.mayHaveHints(language.id, text);
      const mayHaveFacts = analysis.mayHaveFacts(language.id, text);
      if (mayHaveHints || mayHaveFacts) await analysis.prepare(language.id);
      const doc = new Document(uri, language.id, text);
      for (const key of mayHaveFacts ? analysis.collect(doc) : analysis.forgetFacts(uri)) changed.add(key);
      if (!mayHaveHints) {
        doc.dispose();
        this.#shown.add(uri);
        return;
      }
      batch.push(doc);
      size += text.length;
      if (size > KEPT_PARSED) doc.dispose();
    });
    await checkBatch();
    const files: CheckWorkspaceResult['files'] = [];
    let checked = read - skipped.length;
    let rechecked = 0;
    await this.readAll([...again], token, async (uri, language, content) => {
      report(0.9 + (rechecked++ / again.size) * 0.1, uri);
      if (!('text' in content)) return;
      try {
        hints.set(uri, await this.#checkText(uri, language, content.text));
      } catch (error) {
        hints.delete(uri);
        skipped.push({ uri, reason: `not checked (${messageOf(error)})` });
      }
    });
    for (const [uri, found] of hints) if (found.length > 0) files.push({ uri, hints: found });
    for (const uri of uris) {
      const open = openFiles.get(uri);
      if (!open || token.isCancellationRequested) continue;
      const file = await openFiles.current(uri);
      if (!file) continue;
      this.#shown.add(uri);
      if (file.skipped) {
        skipped.push({ uri, reason: file.skipped });
        continue;
      }
      try {
        const found = this.#options.toData(uri, file.doc, file.hints);
        if (found.length > 0) files.push({ uri, hints: found });
        checked++;
      } catch (error) {
        skipped.push({ uri, reason: `not checked (${messageOf(error)})` });
      }
    }
    const places = new Map(uris.map((uri, index) => [uri, index]));
    const asAsked = (a: { readonly uri: string }, b: { readonly uri: string }) =>
      (places.get(a.uri) ?? 0) - (places.get(b.uri) ?? 0);
    return { files: files.sort(asAsked), skipped: skipped.sort(asAsked), checked };
  }

  /**
   * Reads what files tell others, without checking them, those first that are nearest to the open ones.
   * @param report called with the share of the work that is done, 0 to 1
   * @param onKeys called every few files with the keys that changed
   * @returns whether it came to its end
   */
  async collect(
    uris: readonly string[],
    token: Pick<CancellationToken, 'isCancellationRequested'>,
    { report, onKeys }: { report(done: number): void; onKeys(keys: readonly string[]): void },
  ): Promise<boolean> {
    const { analysis, openFiles } = this.#options;
    const wanted = uris.filter((uri) => {
      const language = languageOfPath(uri);
      return language !== undefined && analysis.readsFacts(language.id);
    });
    let keys: string[] = [];
    let read = 0;
    await this.readAll(nearOpen(wanted, openFiles), token, async (uri, language, content) => {
      if ('text' in content) keys.push(...(await this.#collectText(uri, language, content.text)));
      report(++read / wanted.length);
      if (read % FILES_PER_UPDATE > 0) return;
      onKeys(keys);
      keys = [];
    });
    onKeys(keys);
    return !token.isCancellationRequested;
  }

  /** Checks one file that is not open anew. @returns `undefined` when it is open or cannot be read. */
  async checkOne(uri: string): Promise<{ hints: HintData[]; keys: string[] } | undefined> {
    const language = languageOfPath(uri);
    if (!language || this.#options.openFiles.get(uri)) return undefined;
    const content = await this.#read(uri, language.id);
    if ('reason' in content || this.#options.openFiles.get(uri)) return undefined;
    const keys = await this.#collectText(uri, language, content.text);
    return { hints: await this.#checkText(uri, language, content.text), keys };
  }

  forget(uri: string): void {
    this.#shown.delete(uri);
  }

  async #collectText(uri: string, language: KindLanguage, text: string): Promise<string[]> {
    const { analysis } = this.#options;
    if (!analysis.mayHaveFacts(language.id, text)) return analysis.forgetFacts(uri);
    await analysis.prepare(language.id);
    const doc = new Document(uri, language.id, text);
    try {
      return analysis.collect(doc);
    } finally {
      doc.dispose();
    }
  }

  async #checkText(uri: string, language: KindLanguage, text: string): Promise<HintData[]> {
    const { analysis } = this.#options;
    if (!analysis.mayHaveHints(language.id, text)) return [];
    await analysis.prepare(language.id);
    const doc = new Document(uri, language.id, text);
    try {
      return this.#options.toData(uri, doc, analysis.check(doc));
    } finally {
      doc.dispose();
    }
  }

  /** Reads files that are not open, some ahead, and hands them over one after the other. */
  async readAll(
    uris: readonly string[],
    token: Pick<CancellationToken, 'isCancellationRequested'>,
    take: (
      uri: string,
      language: KindLanguage,
      content: { text: string } | { reason: string },
    ) => Promise<void>,
  ): Promise<void> {
    const list = uris.flatMap((uri) => {
      const language = languageOfPath(uri);
      return language && !this.#options.openFiles.get(uri) ? [{ uri, language }] : [];
    });
    const ahead = new Map<number, Promise<{ text: string } | { reason: string }>>();
    let next = 0;
    const fill = () => {
      while (ahead.size < READS && next < list.length) {
        const { uri, language } = list[next] as { uri: string; language: KindLanguage };
        ahead.set(next++, this.#read(uri, language.id));
      }
    };
    fill();
    for (const [index, { uri, language }] of list.entries()) {
      if (token.isCancellationRequested) break;
      const content = await (ahead.get(index) as Promise<{ text: string } | { reason: string }>);
      ahead.delete(index);
      fill();
      await take(uri, language, content);
      await this.#yieldToMessages();
    }
    await Promise.all(ahead.values());
  }

  async #read(uri: string, languageId: string): Promise<{ text: string } | { reason: string }> {
    try {
      return decodeFile(await this.#options.readFile(uri), languageId);
    } catch (error) {
      return { reason: `not readable (${messageOf(error)})` };
    }
  }

  /** Lets messages in once the slice is used up. */
  async #yieldToMessages(): Promise<void> {
    if (this.#now() - this.#sliceStart < SLICE) return;
    await nextTurn();
    this.#sliceStart = this.#now();
  }
}

/** Files in an order in which those come first that are in the folders of open files or near them. */
function nearOpen(uris: readonly string[], openFiles: OpenFiles): readonly string[] {
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

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
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
