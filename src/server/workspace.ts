import type { CancellationToken } from 'vscode-languageserver';
import { messageOf } from '../base/errors.ts';
import { folderOf, foldersAround } from '../base/uris.ts';
import { Document, type Hint, type KindLanguage, languageOfPath } from '../engine/index.ts';
import type { CheckWorkspaceResult, HintData } from '../protocol/server.ts';
import type { Analysis } from './analysis.ts';
import { Files, type FilesOptions, nearOpen } from './files.ts';
import { GIVEN_UP } from './limits.ts';

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

interface WorkspaceOptions extends FilesOptions {
  readonly analysis: Analysis;
  toData(uri: string, doc: Document, hints: readonly Hint[]): HintData[];
  /** Called with a file that is left alone in a reading which has no list of such files to answer with. */
  onSkipped(uri: string, reason: string): void;
}

/** Checks files that are not open. It shares the thread with typing, so it looks at the connection every few files. */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly files: Files;
  /** The files of the workspace, once the client has listed them. */
  #listed: Set<string> | undefined;
  /** They were checked to the end, so that the client shows hints of those that are not open. */
  #isShown = false;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.files = new Files(options);
  }

  /** Whether the client shows hints of files that are not open. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** A file that counts was made. */
  enter(uri: string): void {
    this.#listed?.add(uri);
  }

  /** A file is gone. */
  leave(uri: string): void {
    this.#listed?.delete(uri);
  }

  /** The known files that are gone with some others, among them all that lie in those which are folders. */
  under(gone: readonly string[]): string[] {
    const all = new Set(gone);
    const known = new Set([...(this.#listed ?? []), ...this.#options.analysis.filesWithFacts()]);
    return [...known].filter(
      (uri) => all.has(uri) || foldersAround(folderOf(uri), Infinity).some((folder) => all.has(folder)),
    );
  }

  /** Takes over which files there are. @returns the keys that changed because others told something until now */
  #list(uris: readonly string[]): string[] {
    const { analysis, openFiles } = this.#options;
    this.#listed = new Set(uris);
    const left = [...analysis.filesWithFacts()].filter(
      (uri) => !this.#listed?.has(uri) && !openFiles.get(uri),
    );
    return left.flatMap((uri) => analysis.forget(uri));
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
    const changed = new Set<string>(this.#list(uris));
    const failed = (uri: string, error: unknown) =>
      void skipped.push({ uri, reason: `not checked (${messageOf(error)})` });
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
        if (!token.isCancellationRequested && !openFiles.get(doc.uri)) {
          try {
            hints.set(doc.uri, this.#options.toData(doc.uri, doc, analysis.check(doc)));
          } catch (error) {
            failed(doc.uri, error);
          }
        }
        doc.dispose();
        await this.files.yieldToMessages();
      }
    };
    await this.files.readAll(uris.toSorted(), token, async (uri, language, content) => {
      report((read++ / Math.max(1, uris.length)) * 0.9, uri);
      const isNextFolder = folderOf(uri) !== folder;
      folder = folderOf(uri);
      if (size >= (isNextFolder ? BATCH : LARGEST_BATCH)) await checkBatch();
      if ('reason' in content) {
        skipped.push({ uri, reason: content.reason });
        for (const key of analysis.forget(uri)) changed.add(key);
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
    await this.files.readAll([...again], token, async (uri, language, content) => {
      report(0.9 + (rechecked++ / again.size) * 0.1, uri);
      if (!('text' in content)) return;
      try {
        hints.set(uri, await this.#checkText(uri, language, content.text));
      } catch (error) {
        hints.delete(uri);
        failed(uri, error);
      }
    });
    for (const [uri, found] of hints)
      if (found.length > 0 && !openFiles.get(uri)) files.push({ uri, hints: found });
    for (const uri of uris) {
      const open = openFiles.get(uri);
      if (!open || token.isCancellationRequested) continue;
      const file = await openFiles.current(uri);
      if (!file) continue;
      if (file.skipped) {
        skipped.push({ uri, reason: file.skipped });
        continue;
      }
      try {
        const found = this.#options.toData(uri, file.doc, file.hints);
        if (found.length > 0) files.push({ uri, hints: found });
        checked++;
      } catch (error) {
        failed(uri, error);
      }
    }
    this.#isShown ||= !token.isCancellationRequested;
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
    const { analysis, openFiles, onSkipped } = this.#options;
    const wanted = uris.filter((uri) => {
      const language = languageOfPath(uri);
      return language !== undefined && analysis.readsFacts(language.id);
    });
    let keys = this.#list(uris);
    let read = 0;
    await this.files.readAll(nearOpen(wanted, openFiles), token, async (uri, language, content) => {
      if ('text' in content) keys.push(...(await this.#collectText(uri, language, content.text)));
      else {
        keys.push(...analysis.forget(uri));
        if (content.reason === GIVEN_UP) onSkipped(uri, GIVEN_UP);
      }
      report(++read / wanted.length);
      if (read % FILES_PER_UPDATE > 0) return;
      onKeys(keys);
      keys = [];
    });
    onKeys(keys);
    return !token.isCancellationRequested;
  }

  /**
   * Looks at one file that is not open anew. One that is not of the workspace, or cannot be read, has no hints and tells
   * nothing. @returns `undefined` when it is open
   */
  async checkOne(uri: string): Promise<{ hints: HintData[]; keys: string[] } | undefined> {
    const { analysis, openFiles } = this.#options;
    await this.files.yieldToMessages();
    if (openFiles.get(uri)) return undefined;
    const language = languageOfPath(uri);
    const counts = language && (this.#listed?.has(uri) ?? true);
    const content = counts ? await this.files.read(uri) : undefined;
    if (openFiles.get(uri)) return undefined;
    if (!counts || !content || 'reason' in content) return { hints: [], keys: analysis.forget(uri) };
    const keys = await this.#collectText(uri, language, content.text);
    return { hints: this.#isShown ? await this.#checkText(uri, language, content.text) : [], keys };
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
}
