import * as vscode from 'vscode';
import { isSameRange } from '../base/range.ts';
import type { FixApplied, HintData } from '../protocol/server.ts';
import { type FileHints, type HintStore, normalize } from './hints.ts';
import type { ProgressStore } from './progress.ts';

interface Pending {
  readonly uri: string;
  readonly lesson: string;
  readonly key: string;
  /** Hints of this kind before the fix. */
  readonly before: number;
  /** Of the text with the hint. */
  readonly version: number;
  /** Where the hint was in it. */
  readonly range: HintData['range'];
}

interface Repaired extends Omit<Pending, 'before'> {
  /** Hints of this kind after the fix; one more and this place's hint is back. */
  readonly after: number;
  back: boolean;
}

/**
 * Watches what becomes of a hint after its fix. A place counts as repaired when the next check no longer finds the
 * hint; undoing the fix takes the mark back, and redoing it sets it again. Hints are told apart by their rule and
 * message, which names what stands there, so that lines that move in between do not matter.
 */
export class Repairs implements vscode.Disposable {
  readonly #hints: HintStore;
  readonly #progress: ProgressStore;
  readonly #inPractice: (uri: string) => boolean;
  #pending: Pending[] = [];
  #repaired: Repaired[] = [];
  readonly #redone = new Set<string>();
  readonly #listeners: vscode.Disposable[];

  /** @param inPractice called with a fix before it is counted; says whether that was in a practice, where nothing is repaired */
  constructor(hints: HintStore, progress: ProgressStore, inPractice: (uri: string) => boolean = () => false) {
    this.#hints = hints;
    this.#inPractice = inPractice;
    this.#progress = progress;
    this.#listeners = [
      hints.onDidChange((file) => this.#look(file)),
      vscode.workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
        // The event also tells that a document became dirty or clean.
        if (contentChanges.length === 0) return;
        const key = document.uri.toString();
        if (reason === vscode.TextDocumentChangeReason.Redo) this.#redone.add(key);
        else this.#redone.delete(key);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document.uri.toString())),
    ];
  }

  /** Call after a fix of ours has been applied; a place that was reported already is not counted again. */
  applied({ uri, places }: FixApplied): void {
    const file = normalize(uri);
    if (this.#inPractice(file)) return;
    // The check after the edit may be in already, so the state before the fix is the last that has the hint.
    const states = [...this.#hints.history(file)].reverse();
    const counted = new Set<string>();
    for (const place of places) {
      const isPlace = (hint: HintData) => hint.rule === place.rule && isSameRange(hint.range, place.range);
      const state = states.find((each) => each.hints.some(isPlace));
      const hint = state?.hints.find(isPlace);
      if (!state || !hint || state.version === null || this.#knows(file, state.version, hint)) continue;
      const key = keyOf(hint);
      const taken = this.#pending.filter(
        (each) => each.uri === file && each.key === key && counted.has(key),
      ).length;
      counted.add(key);
      const { version, hints } = state;
      const { lesson, range } = hint;
      this.#pending.push({ uri: file, lesson, key, before: count(hints, key) - taken, version, range });
    }
    const now = this.#hints.of(file);
    if (now) this.#look(now);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #knows(uri: string, version: number, { range, rule, message }: HintData): boolean {
    const key = keyOf({ rule, message });
    return [...this.#pending, ...this.#repaired].some(
      (each) =>
        each.uri === uri && each.version === version && each.key === key && isSameRange(each.range, range),
    );
  }

  #look({ uri, version, hints }: FileHints): void {
    if (version === null) return;
    for (const place of this.#repaired) {
      if (place.uri !== uri) continue;
      const isThere = count(hints, place.key) > place.after;
      if (isThere && !place.back) {
        place.back = true;
        void this.#progress.countRepair(place.lesson, -1);
      } else if (!isThere && place.back && this.#redone.has(uri)) {
        place.back = false;
        void this.#progress.countRepair(place.lesson, 1);
      }
    }
    // A fix that edits another file leaves this one as it is: there only a hint that is gone says something.
    const waiting = this.#pending.filter(
      (each) =>
        each.uri === uri &&
        (each.version < version || (each.version === version && count(hints, each.key) < each.before)),
    );
    if (waiting.length === 0) return;
    this.#pending = this.#pending.filter((each) => !waiting.includes(each));
    for (const { before, ...place } of waiting) {
      const { lesson, key } = place;
      const after = count(hints, key);
      if (after >= before) continue;
      this.#repaired.push({ ...place, after: before - 1, back: false });
      void this.#progress.countRepair(lesson, 1);
      void this.#progress.happened('appliedFix');
    }
  }

  #forget(uri: string): void {
    this.#pending = this.#pending.filter((each) => each.uri !== uri);
    this.#repaired = this.#repaired.filter((each) => each.uri !== uri);
    this.#redone.delete(uri);
  }
}

function keyOf(hint: Pick<HintData, 'rule' | 'message'>): string {
  return `${hint.rule}\u0000${hint.message}`;
}

function count(hints: readonly HintData[], key: string): number {
  return hints.filter((hint) => keyOf(hint) === key).length;
}
