import { reaches } from '../base/span.ts';
import { contentChecker } from '../domains/environment/index.ts';
import {
  type Checker,
  type Document,
  FactStore,
  type FactsView,
  findSightings,
  grouped,
  type Hint,
  inWorkspace,
  type LineIndex,
  needsPreparing,
  parseRuleSettings,
  parsersFor,
  prepareLanguage,
  type Rule,
  type Sighting,
  unreadParts,
} from '../engine/index.ts';
import type { SettingsParams, WorkingParams } from '../protocol/server.ts';
import type { Content } from './host.ts';

interface AnalysisOptions {
  readonly content: Content;
  readAsset(file: string): Promise<Uint8Array>;
  /** Called when what a file tells others has changed. */
  onFacts?(): void;
  /** Called before anything is worked out of a file. */
  onWork?(uri: string, work: NonNullable<WorkingParams['work']>): void;
  /** Called once for each rule and file. */
  onRuleError(rule: string, uri: string, error: unknown): void;
  /** Called with what of a file is beyond the parsers' bounds, as sentences, whenever that has changed. */
  onUnread?(sentences: readonly string[]): void;
}

/**
 * The engine with the settings as they are: which rules run, what files tell each other, and which documents an
 * edit concerns. Facts are collected for every rule, also those switched off, so that switching one on needs no
 * new walk through the workspace.
 */
export class Analysis {
  readonly #options: AnalysisOptions;
  readonly #facts = new FactStore();
  readonly #collector: Checker;
  #checker: Checker;
  #trial: Checker;
  readonly #failed = new Set<string>();
  #roots: readonly string[] = [];
  readonly #ready = new Set<string>();
  /** Lines of files that have facts and are not open, for places that rules name in them. */
  readonly #lines = new Map<string, LineIndex>();
  /** What was reported of texts that are not read, by file. */
  readonly #unread = new Map<string, string>();
  readonly #lessonOrder: ReadonlyMap<string, number>;

  constructor(options: AnalysisOptions) {
    this.#options = options;
    const { rules, catalogue } = options.content;
    this.#collector = this.#makeChecker(rules, {});
    this.#checker = this.#makeChecker(rules, {});
    this.#trial = this.#makeChecker(rules, {});
    const order = catalogue.topics.flatMap((topic) => topic.lessons);
    this.#lessonOrder = new Map(order.map((lesson, index) => [lesson, index]));
  }

  /**
   * The same rules for a text that is not that of its file, such as one with its fixes: what such a text asks of others
   * says nothing of what concerns the file.
   */
  get trial(): Checker {
    return this.#trial;
  }

  /** URIs of the workspace's folders, from which a file's role is read; call it before `configure`. */
  setRoots(uris: readonly string[]): void {
    this.#roots = uris;
  }

  /** A file's path from the workspace's folder that holds it. */
  inWorkspace(uri: string): string {
    return inWorkspace(uri, this.#roots);
  }

  /** Takes settings over. @returns a sentence for each that cannot be used; the others hold. */
  configure(params: SettingsParams): string[] {
    const { rules } = this.#options.content;
    const ids = new Set(rules.flatMap((rule) => [rule.id, rule.topic]));
    const { settings, problems } = parseRuleSettings(params.rules, (id) => ids.has(id));
    const known = new Set(params.known);
    const wanted = rules.filter((rule) => !known.has(rule.lesson));
    this.#checker = this.#makeChecker(wanted, settings, known);
    this.#trial = this.#makeChecker(wanted, settings, known);
    return problems;
  }

  #makeChecker(
    rules: readonly Rule[],
    settings: Record<string, never> | ReturnType<typeof parseRuleSettings>['settings'],
    known: ReadonlySet<string> = new Set(),
  ) {
    return contentChecker({
      rules,
      settings,
      roots: this.#roots,
      facts: this.#facts,
      // A reader who knows the lesson of a group does not want to see its members one by one either.
      isHidden: ({ part }) => part !== undefined && known.has(part.group.lesson),
      onRuleError: (rule, doc, error) => {
        const key = `${rule.id}\u0000${doc.uri}`;
        if (this.#failed.has(key)) return;
        this.#failed.add(key);
        this.#options.onRuleError(rule.id, doc.uri, error);
      },
    });
  }

  /** Has to be called before something is worked out of a file that no other method here works out. */
  working(uri: string, work: NonNullable<WorkingParams['work']>): void {
    this.#options.onWork?.(uri, work);
  }

  /** Whether documents of a language can be checked now; otherwise `prepare` has to be awaited first. */
  isReady(languageId: string): boolean {
    return (
      this.#ready.has(languageId) ||
      !parsersFor(languageId, this.#options.content.rules).some((each) => needsPreparing(each))
    );
  }

  /** Loads what documents of a language need. @throws when a grammar cannot be read; a later call tries again. */
  async prepare(languageId: string): Promise<void> {
    if (this.isReady(languageId)) return;
    for (const each of parsersFor(languageId, this.#options.content.rules))
      await prepareLanguage(each, (file) => this.#options.readAsset(file));
    this.#ready.add(languageId);
  }

  /** Whether a text is worth parsing for what it tells other files. */
  mayHaveFacts(languageId: string, text: string): boolean {
    return this.#collector.collectorsFor(languageId, text).length > 0;
  }

  /** Whether some rule that is on may find something in a text. */
  mayHaveHints(languageId: string, text: string): boolean {
    return this.#checker.rulesFor(languageId, text).length > 0;
  }

  /** Whether any rule of a language reads other files. */
  readsFacts(languageId: string): boolean {
    return this.#collector.wordsFor(languageId).collect.length > 0;
  }

  /** Reads a document's facts anew. @returns the keys that changed, for `affectedBy`. */
  collect(doc: Document): string[] {
    this.working(doc.uri, 'facts');
    const mayHaveFacts = this.mayHaveFacts(doc.languageId, doc.text);
    if (mayHaveFacts) this.#lines.set(doc.uri, doc.lines);
    else this.#lines.delete(doc.uri);
    return this.#notifyChanged([...this.#dropOthers(doc), ...this.#collector.collect(doc)]);
  }

  /** Forgets what a file told while it was of another language. @returns the keys that changed by it */
  #dropOthers({ uri, languageId, text }: Document): string[] {
    const known = this.#facts.of(uri);
    if (known.length === 0) return [];
    const now = new Set(this.#collector.collectorsFor(languageId, text).map(({ id }) => id));
    return known.flatMap(([owner]) => (now.has(owner) ? [] : this.#facts.set(uri, owner, undefined)));
  }

  #notifyChanged(keys: string[]): string[] {
    if (keys.length > 0) this.#options.onFacts?.();
    return keys;
  }

  /** What the files tell under a collector, or a rule, of this id. */
  factsOf(owner: string): FactsView {
    return this.#facts.view(owner);
  }

  /** For a file that tells nothing any more. @returns the keys that changed by it. */
  forgetFacts(uri: string): string[] {
    this.#lines.delete(uri);
    return this.#notifyChanged(this.#facts.delete(uri));
  }

  /** The hints of a document as they are shown: those of one group at one place are one. */
  check(doc: Document): readonly Hint[] {
    this.working(doc.uri, 'hints');
    const { hints } = this.#checker.check(doc);
    this.#reportUnread(doc);
    return grouped(doc, hints);
  }

  /** Reports what is beyond a bound. Faults of the text are left out: they come and go during typing. */
  #reportUnread(doc: Document): void {
    const sentences = unreadParts(doc)
      .filter(({ isBound }) => isBound)
      .map(({ reason, isWhole }) =>
        isWhole
          ? `${doc.uri} is not checked: it is ${reason}.`
          : `A part of ${doc.uri} is not checked: ${reason}.`,
      );
    // A line more above it is no news.
    const all = sentences.join('\n').replace(/\bline \d+/g, 'line');
    if (all === (this.#unread.get(doc.uri) ?? '')) return;
    if (all === '') this.#unread.delete(doc.uri);
    else this.#unread.set(doc.uri, all);
    if (all !== '') this.#options.onUnread?.(sentences);
  }

  /**
   * Checks a document under some rules at their default levels, whatever the settings, comments and "I know this" say.
   * @throws Error when a rule fails: its silence would say nothing
   */
  checkIgnoringSuppressions(doc: Document, ruleIds: readonly string[]): readonly Hint[] {
    this.working(doc.uri, 'answer');
    const checker = contentChecker({
      rules: this.#options.content.rules.filter((rule) => ruleIds.includes(rule.id)),
      roots: this.#roots,
      facts: this.#facts,
      ignoreSuppressions: true,
      onRuleError: (rule, _, error) => {
        throw new Error(`The rule ${rule.id} failed: ${String(error)}`);
      },
    });
    return checker.check(doc).hints;
  }

  /** The rules of a lesson's topic, also those that are switched off. */
  rulesBeside(lesson: string): readonly Rule[] {
    const topic = lesson.slice(0, lesson.indexOf('/'));
    return this.#options.content.rules.filter((rule) => rule.topic === topic);
  }

  /** What the rules of a lesson's topic find, whatever the settings and whether or not the lesson is known. */
  faultsOf(lesson: string, doc: Document): readonly Hint[] {
    this.working(doc.uri, 'answer');
    const rules = this.rulesBeside(lesson);
    return this.#makeChecker(rules, {}).check(doc).hints;
  }

  /** The checked documents, by URI, whose hints the changed keys may concern. */
  affectedBy(keys: readonly string[]): string[] {
    return this.#checker.affectedBy(keys);
  }

  /** Forgets a file that is gone. @returns the keys that changed by it. */
  forget(uri: string): string[] {
    this.#unread.delete(uri);
    this.#lines.delete(uri);
    return this.#notifyChanged(this.#checker.forget(uri));
  }

  /** The files that tell others something, or might have. */
  filesWithFacts(): Iterable<string> {
    return this.#lines.keys();
  }

  /** The lines of a file that is not open, as it was when its facts were read. */
  linesOf(uri: string): LineIndex | undefined {
    return this.#lines.get(uri);
  }

  /** Sightings around an offset, smallest first, ties in the order of the topics and their lessons. */
  sightingsAt(doc: Document, offset: number): Sighting[] {
    this.working(doc.uri, 'answer');
    const around = findSightings(doc, this.#options.content.subjects).filter((sighting) =>
      reaches(sighting, offset),
    );
    const order = (lesson: string) => this.#lessonOrder.get(lesson) ?? Number.MAX_SAFE_INTEGER;
    // One lesson may know several patterns for the same place, each with names of its own.
    const merged = new Map<string, Sighting>();
    for (const sighting of around) {
      const key = `${sighting.lesson}\u0000${sighting.start}\u0000${sighting.end}`;
      const known = merged.get(key);
      merged.set(key, known ? { ...known, names: { ...sighting.names, ...known.names } } : sighting);
    }
    return [...merged.values()].sort(
      (a, b) => a.end - a.start - (b.end - b.start) || order(a.lesson) - order(b.lesson),
    );
  }
}
