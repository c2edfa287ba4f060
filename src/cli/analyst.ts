import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { messageOf } from '../base/errors.ts';
import { LineIndex } from '../base/text.ts';
import { contentChecker } from '../domains/environment/index.ts';
import type { Checker } from '../engine/check.ts';
import { Document } from '../engine/document.ts';
import { FactStore, factKey } from '../engine/facts.ts';
import type { KindData } from '../engine/kind.ts';
import { needsPreparing, parsersFor, prepareLanguage, unreadParts } from '../engine/kinds.ts';
import { kindOf } from '../engine/languages.ts';
import { type FileFacts, type Rule, readsFacts } from '../engine/rule.ts';
import type { Hint } from '../engine/types.ts';
import { checkerFor, shownPath } from './checker.ts';
import { causeOf, Failure } from './failure.ts';
import { readBoundedText } from './readBounded.ts';
import type { FileResult, GivenPath, Range, ReportedHint, Target } from './types.ts';

/** A fact as it goes between threads. */
export type SentFact = [uri: string, rule: string, facts: FileFacts];

/** A file that is to be checked; `index` is its place in the job. */
export interface ReadFile {
  readonly index: number;
  readonly target: Target;
  readonly text: string;
}

/** A file whose rules asked for facts, kept until all facts are known. What was parsed of it is not. */
interface Open {
  readonly index: number;
  readonly doc: Document;
  readonly plain: readonly Hint[];
  /** With the facts known so far. */
  readonly result: FileResult;
  /** The pass in which it was checked. */
  readonly pass: number;
  readonly faults: readonly string[];
  readonly unread: readonly string[];
}

/**
 * The rules at work in one thread. A few files of a folder are checked as soon as they are read, with the facts known by
 * then and while they are parsed; when all threads have sent theirs, `settle` looks again at the files that asked for one
 * that came later. Rules without `collect` see no facts, so they run once.
 */
export class Analyst {
  readonly #rules: readonly Rule[];
  readonly #given: readonly GivenPath[];
  readonly #facts = new FactStore();
  readonly #plain: Checker;
  readonly #factual: Checker;
  readonly #words = new Map<string, string[]>();
  readonly #lines = new Map<string, LineIndex | undefined>();
  #open: Open[] = [];
  #faults: string[] = [];
  #pass = 0;
  /** The pass in which a key's facts changed last. */
  readonly #changedIn = new Map<string, number>();

  constructor(rules: readonly Rule[], given: readonly GivenPath[]) {
    const onFault = (sentence: string) => void this.#faults.push(sentence);
    this.#rules = rules;
    this.#given = given;
    this.#plain = checkerFor({ rules: rules.filter((rule) => !readsFacts(rule)), given, onFault });
    this.#factual = checkerFor({ rules: rules.filter(readsFacts), given, facts: this.#facts, onFault });
  }

  /** The words of which a text must hold one to be worth parsing; none that contains another. */
  wordsFor(language: string): readonly string[] {
    let words = this.#words.get(language);
    if (!words) {
      const { check, collect } = contentChecker({ rules: this.#rules }).wordsFor(language);
      const all = [...new Set([...check, ...collect])];
      words = all.filter((word) => !all.some((other) => other !== word && word.includes(other)));
      this.#words.set(language, words);
    }
    return words;
  }

  /** Takes over the facts of files that are not read in this run. */
  know(facts: readonly SentFact[]): void {
    for (const [uri, rule, file] of facts) this.#note(this.#facts.set(uri, rule, file));
  }

  #note(changed: readonly string[]): void {
    for (const key of changed) this.#changedIn.set(key, this.#pass);
  }

  /** Reads the facts of files and checks them. @returns what no other file can change; the rest comes from `settle` */
  check(files: readonly ReadFile[]): [index: number, result: FileResult][] {
    this.#pass++;
    const docs = files.map(({ index, target, text }) => {
      const doc = new Document(pathToFileURL(target.path).href, target.language, text);
      this.#faults = [];
      this.#note(this.#factual.collect(doc));
      return { index, doc, faults: this.#faults };
    });
    return docs.flatMap(({ index, doc, faults }): [number, FileResult][] => {
      this.#faults = faults;
      const plain = this.#plain.check(doc).hints;
      const { hints, reads } = this.#factual.check(doc);
      const unread = unreadParts(doc).map(({ reason }) => reason);
      const result = this.#result(doc, [...plain, ...hints], reads, faults, unread);
      doc.dispose();
      if (reads.size === 0) return [[index, result]];
      this.#open.push({ index, doc, plain, result, pass: this.#pass, faults, unread });
      return [];
    });
  }

  /** The facts of the files that this thread has read. */
  facts(): SentFact[] {
    return this.#facts.entries();
  }

  /** Whether files wait for the facts of other threads. */
  get waits(): boolean {
    return this.#open.length > 0;
  }

  /** Finishes the files that waited, with all facts. */
  settle(facts: readonly SentFact[]): [index: number, result: FileResult][] {
    this.#pass++;
    this.know(facts);
    const results = this.#open.map(
      ({ index, doc, plain, result, pass, faults, unread }): [number, FileResult] => {
        if (!result.reads.some((key) => (this.#changedIn.get(key) ?? 0) > pass)) return [index, result];
        this.#faults = faults.slice();
        const { hints, reads } = this.#factual.check(doc);
        const again = this.#result(doc, [...plain, ...hints], reads, this.#faults, unread);
        doc.dispose();
        return [index, again];
      },
    );
    this.#open = [];
    return results;
  }

  #result(
    doc: Document,
    hints: Hint[],
    reads: ReadonlySet<string>,
    faults: readonly string[],
    unread: readonly string[],
  ): FileResult {
    hints.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1));
    const others = new Set<string>();
    const all = [...faults];
    // Fixes of groups are worked out when they are read, so this may fail as a rule may.
    const reported = hints.flatMap((hint) => {
      try {
        return [this.#reported(doc, hint, others)];
      } catch (error) {
        const file = this.#shown(fileURLToPath(doc.uri));
        all.push(`A hint of ${hint.rule} in ${file} could not be reported: ${messageOf(error)}`);
        return [];
      }
    });
    return {
      uri: doc.uri,
      hints: reported,
      facts: this.#facts.of(doc.uri),
      reads: [...reads],
      others: [...others],
      faults: [...new Set(all)],
      unread,
    };
  }

  #reported(doc: Document, hint: Hint, others: Set<string>): ReportedHint {
    const own = fileURLToPath(doc.uri);
    const place = (span: { start: number; end: number; uri?: string }): Range & { path: string } => {
      const path = span.uri === undefined || span.uri === doc.uri ? own : fileURLToPath(span.uri);
      if (path !== own) others.add(path);
      const range = rangeIn(path === own ? doc.lines : this.#linesOf(path), span);
      return { path: this.#shown(path), ...range };
    };
    return {
      rule: hint.rule,
      lesson: hint.lesson,
      severity: hint.severity,
      message: hint.message,
      ...rangeIn(doc.lines, hint),
      names: hint.names,
      fixes: hint.fixes.map(({ title, kind, edits }) => ({
        title,
        kind,
        edits: edits.map((edit) => ({ ...place(edit), newText: edit.newText })),
      })),
      related: hint.related.map((related) => ({ ...place(related), message: related.message })),
      ...(hint.part && { group: { id: hint.part.group.id, label: hint.part.label } }),
    };
  }

  /** The lines of another file that a hint names; facts came from it, so it was read in this run or the last. */
  #linesOf(path: string): LineIndex | undefined {
    if (!this.#lines.has(path)) {
      try {
        this.#lines.set(path, new LineIndex(readBoundedText(path)));
      } catch {
        // Gone since: the place is then given as the file's beginning.
        this.#lines.set(path, undefined);
      }
    }
    return this.#lines.get(path);
  }

  #shown(path: string): string {
    return shownPath(path, this.#given);
  }
}

function rangeIn(lines: LineIndex | undefined, span: { start: number; end: number }): Range {
  return { start: placeIn(lines, span.start), end: placeIn(lines, span.end) };
}

function placeIn(lines: LineIndex | undefined, offset: number) {
  if (!lines) return { line: 1, column: 1 };
  const { line, column } = lines.positionAt(offset);
  return { line: line + 1, column: column + 1 };
}

/** The names under which facts are recorded as read, of all facts that there are. */
export function factKeys(facts: Iterable<readonly [rule: string, facts: FileFacts]>): Set<string> {
  const keys = new Set<string>();
  for (const [rule, file] of facts) for (const key of Object.keys(file)) keys.add(factKey(rule, key));
  return keys;
}

/**
 * The language whose parser some files most probably need first: of the kind that most of them are of, the one that its
 * kind names first.
 * @throws RangeError when there are no files
 */
export function usualLanguage(targets: readonly Target[]): string {
  const counts = new Map<KindData, number>();
  for (const { language } of targets) {
    const kind = kindOf(language);
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [usual] = [...counts].sort((a, b) => b[1] - a[1]);
  const present = new Set(targets.map(({ language }) => language));
  const language = usual?.[0].languages.find(({ id }) => present.has(id))?.id;
  if (language === undefined) throw new RangeError('There are no files.');
  return language;
}

/**
 * Loads what parsing a language needs, from beside the bundle.
 * @param rules those that will run, which may find further languages inside this one
 * @throws Failure when it cannot be read or there is no memory for it
 */
export async function prepare(language: string, rules: readonly Rule[] = []): Promise<void> {
  try {
    for (const each of parsersFor(language, rules)) {
      if (needsPreparing(each))
        await prepareLanguage(each, (file) => readFile(new URL(`./${file}`, import.meta.url)));
    }
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException;
    throw new Failure(
      path
        ? `The parser cannot be loaded from ${path}: ${causeOf(error)}. Build again with "npm run build".`
        : `The parser cannot be started: ${causeOf(error)}.`,
    );
  }
}
